"""The tables beside the published figures of England, a region or an authority: whose they are, and the difference."""

from __future__ import annotations

import difflib
from typing import NamedTuple

import pandas as pd

from ..program import configs_folder
from . import areas
from .flows import DURATIONS
from .suppression import HIDDEN

FILES = ("fit.csv", "backtest.csv")
#: Years compared unless one is asked for: so many, the latest.
YEARS_COMPARED = 2
#: A miss: a share further off than so many percentage points, anything else than so much of the published figure.
POINTS, PART = 2.0, 0.05
NUMBERS = {"placements_one": "one", "placements_two": "two", "three_or_more_placements": "three_or_more"}
#: Published measure -> table and measure of ours.
COUNTERPARTS = {
    **{f"{name}_percent": ("placements_in_year", f"{ours}_percent") for name, ours in NUMBERS.items()},
    **{
        f"{name}_in_two_years_percent": ("placements_in_two_years", f"{ours}_percent") for name, ours in NUMBERS.items()
    },
    "looked_after": ("placements_in_year", "children"),
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
#: Units of figures that areas of different sizes have alike; all others are counts.
OF_ANY_SIZE = ("percent", "days")
COLUMNS = (
    "table", "measure", "breakdown", "year", "unit", "area", "value", "low", "high", "against", "published",
    "difference", "miss",
)


class PublishedError(Exception):
    """The published figures cannot be had; the message says why and what to do."""


class Cell(NamedTuple):
    """One of our figures and its interval."""

    value: float
    low: float
    high: float
    is_hidden: bool = False


class Against(NamedTuple):
    """The published figures of one area.

    name:     the area: England, a region or a local authority.
    figures:  measure, breakdown, year, value and unit of each.
    """

    name: str
    figures: pd.DataFrame

    def years_of(self, years: tuple[int, ...]) -> tuple[int, ...]:
        """The latest published ones of these years, `YEARS_COMPARED` at most; raises `PublishedError` if none is."""
        published = sorted(set(self.figures["year"]))
        common = [year for year in sorted(years) if year in published]
        if not common:
            listed = ", ".join(map(str, years))
            raise PublishedError(
                f"no figures of {self.name} for the years to March {listed} are among the published ones here "
                f"(configs/targets has {published[0]} to {published[-1]}). Leave out --compare, or take a run of england_2019?"
            )
        return tuple(common[-YEARS_COMPARED:])


def compare(
    tables: dict[str, pd.DataFrame], against: Against, years: tuple[int, ...], area: str
) -> pd.DataFrame:
    """One row per published figure of these years that is about stability, in the order of the files; see `COLUMNS`.

    area: whose the tables are. Counts of one area have no difference from those of another, and are of everyone only.

    value is NaN where we have none: a group nobody is in, what episodes cannot tell, or a figure that is hidden (then
    low and high are 'c'). Published percentages are made of published counts (to the nearest ten). miss: further off
    than `POINTS` percentage points or `PART`, or no figure.
    """
    cells = {name: _cells(table) for name, table in tables.items()}
    rows = []
    for target in against.figures[against.figures["year"].isin(years)].itertuples():
        found = _ours(cells, target.measure, target.breakdown, target.year)
        if found is None:
            continue
        name, cell = found
        is_comparable = area == against.name or target.unit in OF_ANY_SIZE
        if not is_comparable and target.breakdown:
            continue
        difference = cell.value - target.value if is_comparable else float("nan")
        allowed = POINTS if target.unit == "percent" else PART * target.value
        is_miss = is_comparable and not abs(difference) <= allowed and not cell.is_hidden
        ours = (HIDDEN, HIDDEN, HIDDEN) if cell.is_hidden else cell[:3]
        about = name, target.measure, target.breakdown, target.year, target.unit, area
        rows.append((*about, *ours, against.name, target.value, difference, is_miss))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def against(wanted: str = areas.ENGLAND) -> Against:
    """The published figures of England, a region or a local authority, by name or code; from the tables of the configs.

    Raises `PublishedError` if there are none.
    """
    configs = configs_folder()
    if configs is None:
        raise PublishedError("the published figures are not found. Set HEARTH_CONFIGS to the folder with england.yaml?")
    try:
        files = [pd.read_csv(configs / "targets" / name, keep_default_na=False) for name in FILES]
    except OSError as error:
        raise PublishedError(f"{error.filename}: can't be read ({error.strerror}). Is HEARTH_CONFIGS right?") from None
    table = pd.concat(files)
    names = list(dict.fromkeys(table["area_name"]))
    codes = dict(zip(table["area"], table["area_name"]))
    sought = wanted.strip()
    name = codes.get(sought.upper()) or next((name for name in names if name.casefold() == sought.casefold()), None)
    if name is None:
        name = codes.get(areas.code_of(sought))
    if name is None:
        folded = {known.casefold(): known for known in names}
        near = difflib.get_close_matches(sought.casefold(), folded, n=1)
        hint = f"Did you mean '{folded[near[0]]}'?" if near else "Name England, one of its regions or a local authority"
        raise PublishedError(f"no published figures of '{wanted}' in configs/targets. {hint}")
    return Against(name, table[table["area_name"] == name])


def _cells(table: pd.DataFrame) -> dict[tuple, Cell]:
    """Figures of the first scenario by breakdown, group, measure and year."""
    first = table[table["scenario"] == table["scenario"].iloc[0]] if len(table) else table
    keys = zip(first["breakdown"], first["group"], first["measure"], first["year"])
    hidden = (first["value"] == HIDDEN).to_numpy()
    numbers = first[["value", "low", "high"]].replace(HIDDEN, float("nan")).to_numpy(dtype=float)
    return {key: Cell(*cell, is_hidden) for key, cell, is_hidden in zip(keys, numbers, hidden)}


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
    parts = [cells[("total", "all", measure, year)] for measure in ("moves", "status_only")]
    return Cell(sum(part.value for part in parts), float("nan"), float("nan"), any(part.is_hidden for part in parts))
