"""The tables as text: aligned, titled, with their definition in one line and the number they are about."""

from __future__ import annotations

from typing import Iterable

import numpy as np
import pandas as pd

from ..estimates import COVERAGE
from ..present.table import Table, underlined, wrapped
from ..present.words import NO_VALUE, number, sentence, spaced
from . import breakdowns as by
from .suppression import HIDDEN
from .tables import TABLES

#: Breakdowns shown unless others are asked for.
USUAL = ("age", "time_in_care", "placement")
#: Table -> measures shown and their headings.
SHOWN = {
    **{
        name: {
            "children": "children",
            "one_percent": "1, %",
            "two_percent": "2, %",
            "three_or_more_percent": "3+, %",
            "three_or_more": "3+, children",
        }
        for name in ("placements_in_year", "placements_in_two_years")
    },
    "same_carer": {"children": "children", "same_carer": "same carer", "same_carer_percent": "%"},
    **{
        name: {
            "placements": "placements",
            "from_1_to_7_days_percent": "1-7 d, %",
            "from_8_days_to_1_month_percent": "-1 m",
            "from_1_to_3_months_percent": "-3 m",
            "from_3_to_6_months_percent": "-6 m",
            "from_6_to_12_months_percent": "-1 y",
            "from_1_to_2_years_percent": "-2 y",
            "from_2_to_5_years_percent": "-5 y",
            "5_years_or_more_percent": "5 y+",
            "mean_days": "mean, d",
            "median_days": "median, d",
        }
        for name in ("placements_ended", "placements_ceased")
    },
    "moves": {
        "moves": "moves",
        "moves_per_child_year": "per child-year",
        "care_plan_percent": "plan, %",
        "carer_behaviour_percent": "carer: behaviour",
        "carer_other_percent": "carer: other",
        "child_percent": "child",
        "authority_percent": "authority",
        "standards_percent": "standards",
        "allegation_percent": "allegation",
        "closure_percent": "closure",
        "other_percent": "other",
        "status_only": "status only",
    },
    "periods": {
        "children_started": "started",
        "children_ceased": "ceased",
        "started": "starts",
        "ceased": "ends",
        "mean_days": "mean, d",
        "median_days": "median, d",
    },
}
#: Unit -> decimals shown.
DECIMALS = {"%": 1, "moves per child-year": 2}
NOT_KNOWN = "-: not known, where it depends on what was before the returns at hand, or on one that is missing."
ASK_FOR_BOUNDS = " --bounds shows the lowest and the highest that it may be."
BETWEEN = "..: not known, as it depends on what was before the returns at hand: the lowest and the highest it may be."
WIDTH = 110


def text_of(
    tables: dict[str, pd.DataFrame], breakdowns: Iterable[str], year: int, without: str = "", bounds: bool = False,
    is_suppressed: bool = False,
) -> str:
    """Every table: everyone by year, then the groups of each breakdown in one year.

    without: whose children lack; bounds: show the lowest and the highest that a figure may be where it is not known?
    is_suppressed: are small counts hidden, so that bounds cannot be had?
    """
    not_known = BETWEEN if bounds else NOT_KNOWN if is_suppressed else NOT_KNOWN + ASK_FOR_BOUNDS
    return "\n".join(
        _scenario(name, scenario, frame, breakdowns, year, without, bounds, not_known)
        for name, table in tables.items()
        for scenario, frame in table.groupby("scenario", sort=False)
    )


def _scenario(
    name: str, scenario: str, frame: pd.DataFrame, breakdowns: Iterable[str], year: int, without: str, bounds: bool,
    not_known: str,
) -> str:
    table = TABLES[name]
    title = f"{table.title}{f', {scenario}' if scenario else ''}"
    note = [sentence(without)] if without else []
    lines = [*underlined(title), wrapped(sentence(table.definition), WIDTH), *note, ""]
    everyone = frame[frame["breakdown"] == "total"]
    heading = "31 March" if "31 March" in table.definition else "Year to 31 March"
    lines += _block(heading, name, everyone, "year", bounds)
    shown = [everyone]
    in_year = frame[frame["year"] == year]
    for breakdown in breakdowns:
        groups = in_year[in_year["breakdown"] == breakdown]
        shown.append(groups)
        if len(groups):
            lines += ["", *_block(f"{by.BREAKDOWNS[breakdown]}, {year}", name, groups, "group", bounds)]
    if frame["low"].notna().any():
        lines += ["", f"± half the {COVERAGE:.0%} interval of the mean over replicates (Student's t)."]
    if any(is_not_known(part[part["measure"].isin(SHOWN[name])]).any() for part in shown):
        lines += ["", wrapped(not_known, WIDTH)]
    return "\n".join([*lines, ""])


def _block(heading: str, name: str, frame: pd.DataFrame, rows: str, bounds: bool) -> list[str]:
    """Rows of one kind, a column for each shown measure."""
    shown = SHOWN[name]
    cells = {(row[rows], row["measure"]): row for row in frame.to_dict("records") if row["measure"] in shown}
    labels = list(dict.fromkeys(frame[rows]))
    body = [[spaced(label), *(written(cells.get((label, measure)), bounds) for measure in shown)] for label in labels]
    return Table.of([heading, *shown.values()], body).lines()


def written(row: dict | None, bounds: bool = False) -> str:
    """A figure as it is shown: with its interval if there is one, 'c' if hidden, '-' if it has no value or is not known.

    One that is not known is shown if the lowest and the highest that it may be are written alike.
    """
    if row is None:
        return NO_VALUE
    if row["value"] == HIDDEN:
        return HIDDEN
    decimals = DECIMALS.get(row["unit"], 0)
    if pd.isna(row["value"]):
        return _between(row, decimals, bounds)
    text = number(row["value"], decimals)
    return text if pd.isna(row["low"]) else f"{text} ±{number(row['high'] - row['value'], decimals)}"


def _between(row: dict, decimals: int, bounds: bool) -> str:
    """The lowest and the highest that a figure may be, '-' if there is none, or they are not asked for."""
    lowest, highest = row["lowest"], row["highest"]
    if pd.isna(lowest) or pd.isna(highest):
        return NO_VALUE
    texts = [number(lowest, decimals), number(highest, decimals) if np.isfinite(highest) else ""]
    if texts[0] == texts[1]:
        return texts[0]
    return "..".join(texts) if bounds else NO_VALUE


def is_not_known(frame: pd.DataFrame) -> pd.Series:
    """Which rows have no value as it is not known, and are not shown?"""
    unsure = frame["value"].isna() & frame["lowest"].notna()
    rows = frame[unsure].to_dict("records")
    unsure[unsure] = [_between(row, DECIMALS.get(row["unit"], 0), False) == NO_VALUE for row in rows]
    return unsure


def to_the_digit(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a value where the lowest and the highest are written alike: that in the middle of both."""
    shown = frame["value"].isna() & frame["lowest"].notna() & ~is_not_known(frame)
    return frame.assign(value=frame["value"].where(~shown, (frame["lowest"] + frame["highest"]) / 2))
