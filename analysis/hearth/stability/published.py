"""The tables beside the published national figures: model, published, difference."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from . import areas
from .flows import DURATIONS
from .screen import DECIMALS, NO_VALUE, aligned, words
from .tables import TABLES

FILES = ("fit.csv", "backtest.csv")
YEARS = (2020, 2021)
#: A miss: a share further off than so many percentage points, anything else than so much of the published figure.
POINTS, PART = 2.0, 0.05
NUMBERS = {"placements_one": "one", "placements_two": "two", "three_or_more_placements": "three_or_more"}
#: Published measure -> table and measure of ours.
COUNTERPARTS = {
    **{f"{name}_percent": ("placements_in_year", f"{ours}_percent") for name, ours in NUMBERS.items()},
    **{
        f"{name}_in_two_years_percent": ("placements_in_two_years", f"{ours}_percent") for name, ours in NUMBERS.items()
    },
    "long_term": ("same_carer", "children"),
    "same_carer_two_years_percent": ("same_carer", "same_carer_percent"),
    **{f"placements_ended_{band}_percent": ("placements_ceased", f"{band}_percent") for band in DURATIONS},
    "mean_placement_days": ("placements_ceased", "mean_days"),
    "median_placement_days": ("placements_ceased", "median_days"),
    "placement_moves": ("moves", "moves"),
    "starts": ("periods", "children_started"),
    "ceases": ("periods", "children_ceased"),
    "mean_care_days": ("periods", "mean_days"),
}
#: Published by reason of change: measure -> how ours is called. The total of changes is moves and changes of status.
BY_REASON = {"placement_changes": "", "moves_percent": "_percent"}
#: Published, but not to be had from episodes of some years.
NOT_MADE = {f"leavers_with_{what}_{n}_percent" for what in ("periods", "placements") for n in ("one", "two", "three")}
#: Splits of these tables; others (placement details, reasons for leaving) are not about stability.
SPLITS = (
    "",
    "age",
    "time_in_care",
    "sex",
    "need",
    "uasc",
    "legal_status",
    "placement_group",
    "first_legal_status",
    "first_placement",
    "reason",
)
COLUMNS = ("table", "measure", "breakdown", "year", "unit", "model", "low", "high", "published", "difference", "miss")


class PublishedError(Exception):
    """The published figures cannot be had; the message says why and what to do."""


class Cell(NamedTuple):
    """One of our figures and its interval."""

    value: float
    low: float
    high: float


def compare(tables: dict[str, pd.DataFrame], years: tuple[int, ...]) -> pd.DataFrame:
    """One row per published national figure of these years, in the order of the files; see `COLUMNS`.

    model is NaN where we have none: a group nobody is in, or what episodes cannot tell. Published percentages are made
    of published counts (to the nearest ten). miss: further off than `POINTS` percentage points or `PART`, or no figure.
    """
    cells = {name: _cells(table) for name, table in tables.items()}
    rows = []
    for target in targets(years).itertuples():
        found = _ours(cells, target.measure, target.breakdown, target.year)
        if found is None:
            continue
        name, cell = found
        difference = cell.value - target.value
        allowed = POINTS if target.unit == "percent" else PART * target.value
        is_miss = not abs(difference) <= allowed
        about = name, target.measure, target.breakdown, target.year, target.unit
        rows.append((*about, *cell, target.value, difference, is_miss))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def targets(years: tuple[int, ...]) -> pd.DataFrame:
    """Published figures for England of these years, from the tables beside the configs."""
    configs = areas.configs_folder()
    if configs is None:
        raise PublishedError("the published figures are not found. Set HEARTH_CONFIGS to the folder with england.yaml?")
    try:
        files = [pd.read_csv(configs / "targets" / name, keep_default_na=False) for name in FILES]
    except OSError as error:
        raise PublishedError(f"{error.filename}: can't be read ({error.strerror}). Is HEARTH_CONFIGS right?") from None
    table = pd.concat(files)
    return table[(table["area"] == "England") & table["year"].isin(years)]


def _cells(table: pd.DataFrame) -> dict[tuple, Cell]:
    """Figures of the first scenario by breakdown, group, measure and year."""
    first = table[table["scenario"] == table["scenario"].iloc[0]] if len(table) else table
    keys = zip(first["breakdown"], first["group"], first["measure"], first["year"])
    return {key: Cell(*cell) for key, cell in zip(keys, first[["value", "low", "high"]].to_numpy(dtype=float))}


def _ours(cells: dict[str, dict[tuple, Cell]], measure: str, breakdown: str, year: int) -> tuple[str, Cell] | None:
    """Table and figure of ours; None for a published figure that is not about stability."""
    split, _, group = breakdown.partition("=")
    nothing = Cell(float("nan"), float("nan"), float("nan"))
    if measure in NOT_MADE:
        return "periods", nothing
    if split not in SPLITS:
        return None
    if measure in BY_REASON:
        return "moves", _by_reason(cells["moves"], group + BY_REASON[measure] * bool(group), year)
    if measure not in COUNTERPARTS or split == "reason":
        return None
    table, ours = COUNTERPARTS[measure]
    return table, cells[table].get((split or "total", group or "all", ours, year), nothing)


def _by_reason(cells: dict[tuple, Cell], reason: str, year: int) -> Cell:
    """Changes for one reason; all of them are the moves and the changes of status."""
    if reason:
        return cells[("total", "all", reason, year)]
    parts = [cells[("total", "all", measure, year)].value for measure in ("moves", "status_only")]
    return Cell(sum(parts), float("nan"), float("nan"))


def text_of(comparison: pd.DataFrame, source: str) -> str:
    """The comparison as text, table by table, the years side by side; misses are marked, and counted at the end."""
    years = sorted(set(comparison["year"]))
    headings = ["", *(text for year in years for text in (f"{year}: model", "published", "difference", ""))]
    lines, found = [], []
    for name in [name for name in TABLES if (comparison["table"] == name).any()]:
        part = comparison[comparison["table"] == name]
        lines += [f"{TABLES[name].title}: model and published figures for England", ""]
        rows = []
        for (measure, unit), figures in part.groupby(["measure", "unit"], sort=False):
            sign = "%" if unit == "percent" else unit
            rows.append([f"{words(measure.removesuffix('_percent'))}, {sign}", *[""] * (4 * len(years))])
            rows += [_line(group, figures[figures["breakdown"] == group], years) for group in _groups(figures)]
        lines += [*aligned(headings, rows), ""]
        found.append(_counted(TABLES[name].title, part))
    found.append(_counted("all", comparison))
    lines += aligned(["Published figures", "compared", "missed *", "no figure of ours -"], found)
    lines += [
        "",
        f"* missed: by more than {POINTS:g} percentage points, or by more than {PART:.0%} of a count or of days.",
        "What lies behind the misses that go together: docs/stability.md, 'Where the model is wrong'.",
        f"Model: {source}. Published: DfE, Children looked after in England, releases for 2023 and 2024;",
        "percentages from counts to the nearest ten. Sources row by row: configs/targets.",
    ]
    return "\n".join([*lines, ""])


def _groups(figures: pd.DataFrame) -> list[str]:
    """Everyone first, then the groups, those of a split together."""
    groups = list(dict.fromkeys(figures["breakdown"]))
    splits = list(dict.fromkeys(group.partition("=")[0] for group in groups))
    return sorted(groups, key=lambda group: (group != "", splits.index(group.partition("=")[0])))


def _line(group: str, figures: pd.DataFrame, years: list[int]) -> list[str]:
    """One group in all the years."""
    cells = [f"  {words(group).replace('=', ': ') or 'all'}"]
    of_year = {row.year: row for row in figures.itertuples()}
    for year in years:
        cells += _figures(of_year[year]) if year in of_year else [""] * 4
    return cells


def _figures(row: NamedTuple) -> list[str]:
    decimals = DECIMALS.get("%", 1) if row.unit == "percent" else 0
    figures = [NO_VALUE if pd.isna(x) else f"{x:,.{decimals}f}" for x in (row.model, row.published)]
    difference = NO_VALUE if pd.isna(row.difference) else f"{row.difference:+,.{decimals}f}"
    if not pd.isna(row.low):
        figures[0] += f" ±{row.high - row.model:,.{decimals}f}"
    return [*figures, difference, "*" if row.miss and not pd.isna(row.model) else ""]


def _counted(title: str, part: pd.DataFrame) -> list[str]:
    unmade = int(part["model"].isna().sum())
    return [title, f"{len(part):,}", f"{int(part['miss'].sum()) - unmade:,}", f"{unmade:,}"]
