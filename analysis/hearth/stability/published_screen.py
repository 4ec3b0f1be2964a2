"""The comparison with published figures as text: whose each column is, what differs, and how often it is missed."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from ..present.table import Table, wrapped
from ..present.words import NO_VALUE, number, spaced
from .published import OF_ANY_SIZE, PART, POINTS, Against
from .screen import DECIMALS, WIDTH
from .suppression import HIDDEN
from .tables import TABLES

#: Columns of each year.
COLUMNS_OF_YEAR = 4


def text_of(comparison: pd.DataFrame, against: Against, whose: str, source: str) -> str:
    """The comparison table by table, the years side by side; misses are marked, and counted at the end.

    whose: what the first column is called: "Gateshead", or "England, model" of a run.
    """
    if comparison.empty:
        return f"Nothing to compare: no published figure of {against.name} here is about placements or care.\n"
    years = sorted(set(comparison["year"]))
    published = f"{against.name}, published"
    headings = ["", *(text for year in years for text in (f"{year}: {whose}", published, "difference", ""))]
    lines, found = [], []
    for name in [name for name in TABLES if (comparison["table"] == name).any()]:
        part = comparison[comparison["table"] == name]
        lines += [f"{TABLES[name].title}: {whose}; {published}", ""]
        rows = []
        for (measure, unit), figures in part.groupby(["measure", "unit"], sort=False):
            sign = "%" if unit == "percent" else unit
            rows.append([f"{spaced(measure.removesuffix('_percent'))}, {sign}", *[""] * (COLUMNS_OF_YEAR * len(years))])
            rows += [_line(group, figures[figures["breakdown"] == group], years) for group in _groups(figures)]
        lines += [*Table.of(headings, rows).lines(), ""]
        found.append(_counted(TABLES[name].title, part))
    found.append(_counted("all", comparison))
    lines += Table.of(["Published figures", "compared", "missed *", "no figure of ours -"], found).lines()
    return "\n".join([*lines, "", *_notes(comparison, against, whose, source), ""])


def _notes(comparison: pd.DataFrame, against: Against, whose: str, source: str) -> list[str]:
    notes = [f"* missed: by more than {POINTS:g} percentage points, or by more than {PART:.0%} of a count or of days."]
    counts = ~comparison["unit"].isin(OF_ANY_SIZE)
    if (comparison["area"] != against.name).any() and counts.any():
        notes.append(f"Numbers of {whose} are not set against those of {against.name}: the two differ in size.")
    if against.name != "England":
        has = ", ".join(spaced(measure) for measure in dict.fromkeys(comparison["measure"]))
        only = "shares and lengths are published here for England only"
        notes.append(f"Published here for {against.name}: {has}; {only}.")
    else:
        notes.append("What lies behind misses of the model: docs/stability.md, 'Where the model is wrong'.")
    notes.append(
        f"{whose}: {source}. Published: DfE, Children looked after in England, releases for 2023 and 2024; percentages "
        "from counts to the nearest ten. Sources row by row: configs/targets."
    )
    return [wrapped(note, WIDTH) for note in notes]


def _groups(figures: pd.DataFrame) -> list[str]:
    """Everyone first, then the groups, those of a split together."""
    groups = list(dict.fromkeys(figures["breakdown"]))
    splits = list(dict.fromkeys(group.partition("=")[0] for group in groups))
    return sorted(groups, key=lambda group: (group != "", splits.index(group.partition("=")[0])))


def _line(group: str, figures: pd.DataFrame, years: list[int]) -> list[str]:
    """One group in all the years."""
    cells = [f"  {spaced(group).replace('=', ': ') or 'all'}"]
    of_year = {row.year: row for row in figures.itertuples()}
    for year in years:
        cells += _figures(of_year[year]) if year in of_year else [""] * COLUMNS_OF_YEAR
    return cells


def _figures(row: NamedTuple) -> list[str]:
    decimals = DECIMALS.get("%", 1) if row.unit == "percent" else 0
    difference = NO_VALUE if pd.isna(row.difference) else f"{row.difference:+,.{decimals}f}"
    if row.value == HIDDEN:
        return [HIDDEN, number(row.published, decimals), difference, ""]
    figures = [number(x, decimals) for x in (row.value, row.published)]
    if not pd.isna(row.low):
        figures[0] += f" ±{number(row.high - row.value, decimals)}"
    return [*figures, difference, "*" if row.miss and not pd.isna(row.value) else ""]


def _counted(title: str, part: pd.DataFrame) -> list[str]:
    unmade = part["value"].isna()
    compared = part["difference"].notna() | unmade
    missed = int((part["miss"] & ~unmade).sum())
    return [title, f"{int(compared.sum()):,}", f"{missed:,}", f"{int(unmade.sum()):,}"]
