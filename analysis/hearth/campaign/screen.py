"""The tables as text, in at most 100 columns; no figure without its interval."""

from __future__ import annotations

import math
import textwrap
from typing import Iterable, Iterator, Mapping

import pandas as pd

from ..stability.screen import aligned
from ..stability.tables import COVERAGE
from .comparison import Comparison
from .supply import BEYOND, SERIES
from .tables import TABLES

WIDTH = 100
FINE_UNITS = ("%", "miles")
MILLION, THOUSAND = 1e6, 1e3
WHOLE_FROM = 100  # figures as large as this have no decimals
NAME, NAME_OF_STEP = 24, 28  # letters shown of an area, and of a scenario in a table of several
#: Measures shown of each area, of any table, and what they are divided by.
SHOWN_BY_AREA = (("approvals", 1.0), ("households_at_end", 1.0), ("family_years", 1.0), ("net", MILLION),
                 ("policy_per_household_years", THOUSAND))
BY_AREA = ("gained", "children", "money", "costs")
#: Columns of the tables of spends and starts: measure -> heading, and what it is divided by. GBP thousand.
SPENT = {"policy": ("spent", THOUSAND)}
EACH = {"policy_per_household_years": ("each household-year", THOUSAND)}
EACH_OF_ALL = {"policy_per_households_at_end": ("each household", THOUSAND), **EACH}
Columns = Mapping[str, tuple[str, float]]
#: Table -> its blocks, one below the other.
CURVES: Mapping[str, tuple[Columns, ...]] = {
    "curve": (
        {**SPENT, "approvals": ("approvals", 1), "households_at_end": ("households", 1),
         "household_years": ("household-years", 1)},
        {"policy_per_approvals": ("each approval", THOUSAND), **EACH_OF_ALL},
    ),
    "marginal": (EACH_OF_ALL,),
    "starts": ({**SPENT, "household_years": ("household-years", 1), **EACH},),
}
VERDICTS = ("lowest_", "best_")


def assumptions(comparison: Comparison) -> str:
    """What every figure rests on: printed first."""
    return _wrapped(
        f"{comparison.path.name}: each scenario less the baseline, paired on common random numbers, mean of "
        f"{comparison.replicates} replicates; {COVERAGE:.0%} intervals (Student's t; of ratios Fieller's). "
        + intervals_cover(comparison)
    )


def intervals_cover(comparison: Comparison) -> str:
    """What the intervals say, and what they do not."""
    drawn = comparison.uncertain
    if drawn is None:
        return "They do not cover what is not known about policies: 'hearth compare --uncertain' does."
    return (f"{drawn.sizes['parameter']} numbers of policies were drawn for each replicate, and an interval holds "
            f"{COVERAGE:.0%} of such draws. What is not known about the model's own processes is not in them.")


def text_of(comparison: Comparison, figures: pd.DataFrame, is_monthly: bool = False) -> str:
    """All tables of each scenario, of one area."""
    lines: list[str] = []
    for scenario, frame in figures.groupby("scenario", sort=False):
        if scenario in comparison.scenarios:
            lines += _scenario(comparison, str(scenario), frame, is_monthly)
    return "\n".join(lines)


def _scenario(comparison: Comparison, scenario: str, frame: pd.DataFrame, is_monthly: bool) -> Iterator[str]:
    title = f"{scenario}, {frame['area_name'].iloc[0]}"
    yield from ("", title, "=" * len(title), _wrapped(_when(comparison, scenario)))
    yield from _by_period(frame, "by_year")
    if is_monthly:
        yield from _by_period(frame, "by_month")
    for table in ("gained", "timing", "brought_forward", "children", "money", "costs"):
        rows = frame[frame["table"] == table]
        yield from _headed(table)
        yield from _timing(rows) if table == "timing" else _list(rows)
    rows = frame[frame["table"] == "together"]
    if len(rows):
        yield from _headed("together")
        yield from _list(rows)


def _when(comparison: Comparison, scenario: str) -> str:
    if comparison.is_same_as_baseline(scenario):
        return "Nothing differs from the baseline, in any month: every difference is exactly zero."
    start, last = comparison.months[comparison.start(scenario)], comparison.last_spending(scenario)
    spends = "it spends nothing" if last is None else f"it last spends in {comparison.months[last]}"
    return f"Counted from {start} to {comparison.months[-1]}; {spends}."


def _headed(table: str) -> list[str]:
    return ["", TABLES[table].title, _wrapped(TABLES[table].definition)]


def _by_period(frame: pd.DataFrame, table: str) -> list[str]:
    """Periods down, measures across, each with half of its interval."""
    rows = frame[frame["table"] == table].to_dict("records")
    cells = {(row["period"], row["measure"]): plus_minus(row) for row in rows}
    periods = list(dict.fromkeys(row["period"] for row in rows))
    headings = ["", *(series.name.replace("foster_", "") for series in SERIES)]
    return _headed(table) + aligned(headings, [[_end_of(period), *(cells[period, series.name] for series in SERIES)]
                                               for period in periods])


def _end_of(period: str) -> str:
    """2020-04 to 2021-03 -> to 2021-03; a single month as it is."""
    return period.partition(" ")[2] or period


def _list(rows: pd.DataFrame) -> list[str]:
    """A row per figure: the baseline (if that means something), the difference and its interval; GBP in thousands."""
    has_baseline = rows["baseline"].notna().any()
    body, reasons = [], []
    for row in rows.to_dict("records"):
        divided_by = THOUSAND if row["unit"] == "GBP" else 1
        values = [row[name] / divided_by for name in ("baseline", "value", "low", "high")]
        if math.isnan(row["value"]):
            if row["note"] not in reasons:
                reasons.append(row["note"])
            shown = ["not determined", f"({reasons.index(row['note']) + 1})"]
        else:
            shown = [number(values[1], row["unit"]), interval(values[2], values[3], row["unit"])]
        baseline = [number(values[0], row["unit"])] if has_baseline else []
        body.append([row["label"], *baseline, *shown])
    headings = ["", *(["baseline", "difference"] if has_baseline else ["mean"]), f"{COVERAGE:.0%} interval"]
    return aligned(headings, body) + [f"({place}) {reason}" for place, reason in enumerate(reasons, start=1)]


def _timing(rows: pd.DataFrame) -> Iterator[str]:
    for row in rows.to_dict("records"):
        if math.isnan(row["value"]):
            yield f"{row['label']}: {row['note']}"
        elif row["measure"] == "half_of_approvals":
            yield _wrapped(f"{row['label']}: {row['value']:.0f} since the start, {row['note']} "
                           f"({COVERAGE:.0%} interval: month {row['low']:.0f} to {row['high']:.0f})")
        else:
            value, low, high = (f"{row[name]:.0f}" if math.isfinite(row[name]) else BEYOND
                                for name in ("value", "low", "high"))
            unit = f" {row['unit']}" if value != BEYOND else ""
            stretch = row["note"].partition(";")[0]
            yield _wrapped(f"{row['label']}: {value}{unit} ({COVERAGE:.0%} interval: {low} to {high}; {stretch})")


def by_area(figures: pd.DataFrame) -> str:
    """One row per area and scenario, with the figures asked for most."""
    lines = ["", _wrapped(
        "Extra approvals; households in the last month; child-years in foster placements; net cost, GBP million; spent "
        "by the policy for each extra household-year, GBP thousand. ±: half of the interval. Not determined: the gain "
        "is not above zero.")]
    for scenario, frame in figures[figures["table"].isin(BY_AREA)].groupby("scenario", sort=False):
        cells = {(row["area"], row["measure"]): row for row in frame.to_dict("records")}
        names = dict(zip(frame["area"], frame["area_name"]))
        lines += ["", str(scenario), "=" * len(str(scenario))]
        lines += aligned(
            ["", "approvals", "households", "child-years", "net", "each household-year"],
            [[name[:NAME], *(_cell(cells[area, measure], scale) for measure, scale in SHOWN_BY_AREA)]
             for area, name in names.items()])
    return "\n".join(lines)


def curves(rows: pd.DataFrame) -> str:
    """Points, steps and starts, and what they say."""
    lines: list[str] = []
    for table, blocks in CURVES.items():
        of_table = rows[rows["table"] == table]
        if of_table.empty:
            continue
        lines += ["", f"{TABLES[table].title}, {of_table['area_name'].iloc[0]}", _wrapped(TABLES[table].definition)]
        if table == "starts":
            lines += _curve(of_table.assign(scenario=of_table["scenario"] + ", " + of_table["period"].str[:7]), blocks)
            continue
        for start, frame in of_table.groupby(of_table["period"].str[:7], sort=False):
            lines += [f"starting {start}", *_curve(frame, blocks)]
    return "\n".join(lines)


def _curve(frame: pd.DataFrame, blocks: Iterable[Columns]) -> Iterator[str]:
    """Points down, figures across; below them which is best."""
    are_verdicts = frame["measure"].str.startswith(VERDICTS)
    shown = frame[~are_verdicts].to_dict("records")
    cells = {(row["scenario"], row["measure"]): row for row in shown}
    names = list(dict.fromkeys(row["scenario"] for row in shown))
    for columns in blocks:
        yield from aligned(
            ["", *(heading for heading, _ in columns.values())],
            [[name[:NAME_OF_STEP], *(_cell(cells[name, measure], scale) for measure, (_, scale) in columns.items())]
             for name in names])
    yield from (_wrapped(f"{row['label']}: {row['note']}.") for row in frame[are_verdicts].to_dict("records"))


def _cell(row: dict, divided_by: float) -> str:
    """Ratios have lopsided intervals, so both ends are shown."""
    if math.isnan(row["value"]):
        return "not determined"
    if not row["measure"].startswith("policy_per_"):
        return plus_minus(row, divided_by)
    value, low, high = (row[name] / divided_by for name in ("value", "low", "high"))
    return f"{number(value, row['unit'])} ({interval(low, high, row['unit'])})"


def plus_minus(row: dict, divided_by: float = 1.0) -> str:
    """A figure and half of its interval."""
    if math.isnan(row["value"]):
        return "not determined"
    value, half = row["value"] / divided_by, (row["high"] - row["low"]) / 2 / divided_by
    return f"{number(value, row['unit'])} ±{number(half, row['unit'])}"


def interval(low: float, high: float, unit: str) -> str:
    return f"{number(low, unit)} to {number(high, unit)}"


def number(value: float, unit: str) -> str:
    """Fewer decimals for larger figures; no minus before a zero."""
    decimals = 0 if abs(value) >= WHOLE_FROM else 2 if unit in FINE_UNITS else 1
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def lines_of(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
