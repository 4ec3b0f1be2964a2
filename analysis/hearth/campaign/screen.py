"""The tables as text, in at most 100 columns; no figure without its interval."""

from __future__ import annotations

import math
from typing import Iterator

import pandas as pd

from ..estimates import COVERAGE
from ..present.table import Table, underlined, wrapped
from ..present.words import sentence
from .brought import NO_CAMPAIGN
from .comparison import Comparison
from .money import NET_AT_SAME_PRICES
from .periods import CARERS, CHILDREN, Series
from .supply import BEYOND
from .tables import TABLES
from .text import MILLION, THOUSAND, beside, cell, interval, number
from .words import money_words, year_words

#: Measures shown of each area, of any table, their heading, and what they are divided by.
SHOWN_BY_AREA = {
    "approvals": ("approvals", 1.0),
    "households_at_end": ("households", 1.0),
    "family_years": ("child-years", 1.0),
    "net": ("net", MILLION),
    "net_at_same_prices": ("net, same prices", MILLION),
    "policy_per_household_years": ("each household-year", THOUSAND),
}
BY_AREA = ("gained", "children", "money", "costs")
#: What a policy is about comes first. Tables of what is not to be expected of a policy are left out of the text.
OF_CARERS = ("years of carers", "years of children", "gained", "places", "timing", "brought_forward", "children",
             "money", "costs")
OF_CHILDREN = ("years of children", "children", "money", "costs", "places", "years of carers", "gained")


def assumptions(comparison: Comparison) -> str:
    """What every figure rests on: printed first."""
    how = ("5% to 95% quantiles of the draws" if comparison.intervals.are_quantiles(comparison.replicates)
           else "Student's t; of ratios Fieller's")
    return wrapped(
        f"{comparison.path.name}: each scenario less the baseline, paired on common random numbers, mean of "
        f"{comparison.replicates} replicates; {COVERAGE:.0%} intervals ({how}). "
        + intervals_cover(comparison)
    )


def intervals_cover(comparison: Comparison) -> str:
    """What the intervals say, and what they do not."""
    drawn = comparison.uncertain
    if drawn is None:
        return "They do not cover what is not known about policies: 'hearth compare --uncertain' does."
    return (f"{drawn.sizes['parameter']} numbers, of policies and of how prices of homes follow occupancy, were drawn "
            f"for each replicate, and an interval holds {COVERAGE:.0%} of such draws. What else is not known about the "
            "model's own processes is not in them.")


def text_of(comparison: Comparison, figures: pd.DataFrame, is_monthly: bool = False) -> str:
    """All tables of each scenario, of one area."""
    lines: list[str] = []
    for scenario, frame in figures.groupby("scenario", sort=False):
        if scenario in comparison.scenarios:
            lines += _scenario(comparison, str(scenario), frame, is_monthly)
    return "\n".join(lines)


def _scenario(comparison: Comparison, scenario: str, frame: pd.DataFrame, is_monthly: bool) -> Iterator[str]:
    title = f"{scenario}, {frame['area_name'].iloc[0]}"
    yield from ("", *underlined(title))
    policy = comparison.policies[scenario]
    if policy.description:
        yield wrapped(sentence(policy.description))
    yield wrapped(_when(comparison, scenario))
    is_lopsided = comparison.intervals.are_quantiles(comparison.replicates)
    for table in OF_CARERS if policy.is_about_carers else OF_CHILDREN:
        if table.startswith("years of"):
            yield from _by_period(frame, "by_year", CARERS if table.endswith("carers") else CHILDREN, is_lopsided)
            if is_monthly:
                yield from _by_period(frame, "by_month", CARERS if table.endswith("carers") else CHILDREN, is_lopsided)
        else:
            yield from _one_table(comparison, table, frame)
    rows = frame[frame["table"] == "together"]
    if len(rows):
        yield from _list("together", rows)


def _one_table(comparison: Comparison, table: str, frame: pd.DataFrame) -> Iterator[str]:
    rows = frame[frame["table"] == table]
    if table == "costs" and not has_another_price(frame):
        rows = rows[~rows["measure"].str.startswith(NET_AT_SAME_PRICES.name)]  # as that is the net
    if table == "brought_forward" and (rows["note"] == NO_CAMPAIGN).any():
        yield from ("", f"{TABLES[table].title}: - ({NO_CAMPAIGN.partition(': ')[2]})")
        return
    yield from _timing(rows) if table == "timing" else _list(table, rows)
    if table == "money":
        yield wrapped(price_note(comparison, rows))


def price_note(comparison: Comparison, rows: pd.DataFrame) -> str:
    """What part another price of homes has in the net, of the rows of one scenario's money."""
    of = {row["measure"]: row for row in rows.to_dict("records")}
    price, net = of["residential_price"], of["net_at_same_prices"]
    if not has_another_price(rows):
        why = ("" if comparison.prices_follow(rows["scenario"].iloc[0]) else
               ": in this run prices do not follow occupancy (homes_market.price_response is 0)")
        return f"Homes ask the same prices in both{why}."
    value, low, high = (money_words(net[name]) for name in ("value", "low", "high"))
    return (f"{money_words(price['value'])} of the net is another price of places that are still bought in homes, "
            "which follows from an assumed homes_market.price_response; without it the net is "
            f"{value} ({low} to {high}).")


def has_another_price(rows: pd.DataFrame) -> bool:
    """Do places in homes cost another price in any of these rows?"""
    return bool(rows[rows["measure"] == "residential_price"][["low", "high"]].to_numpy().any())


def _when(comparison: Comparison, scenario: str) -> str:
    if comparison.is_beyond_the_run(scenario):
        return (f"It starts in {comparison.policies[scenario].start}, after the last month of this run "
                f"({comparison.months[-1]}): nothing of it is here. Run longer, with --months.")
    if comparison.is_same_as_baseline(scenario):
        return "Nothing differs from the baseline, in any month: every difference is exactly zero."
    start, last = comparison.months[comparison.start(scenario)], comparison.last_spending(scenario)
    spends = "it spends nothing" if last is None else f"it spends until {comparison.months[last]}"
    return f"Counted from {start} to {comparison.months[-1]}; {spends}."


def _by_period(frame: pd.DataFrame, table: str, series: tuple[Series, ...], is_lopsided: bool) -> Iterator[str]:
    """Periods down, measures across."""
    rows = frame[frame["table"] == table].to_dict("records")
    cells = {(row["period"], row["measure"]): cell(row, is_lopsided=is_lopsided) for row in rows}
    periods = list(dict.fromkeys(row["period"] for row in rows))
    title, definition = TABLES[table]
    whom = "Foster carers" if series is CARERS else "Children"
    yield ""
    yield from beside(["", *(one.heading for one in series)],
                      [[period if table == "by_month" else year_words(period),
                        *(cells[period, one.name] for one in series)] for period in periods],
                      title=f"{whom} {title[0].lower()}{title[1:]}", definition=definition)


def _list(table: str, rows: pd.DataFrame) -> list[str]:
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
        baseline = [number(values[0], row["unit"]) if not math.isnan(values[0]) else ""] if has_baseline else []
        body.append([row["label"], *baseline, *shown])
    headings = ["", *(["baseline", "difference"] if has_baseline else ["mean"]), f"{COVERAGE:.0%} interval"]
    notes = [f"({place}) {reason}" for place, reason in enumerate(reasons, start=1)]
    return ["", *Table.of(headings, body, notes=notes, **TABLES[table]._asdict()).lines()]


def _timing(rows: pd.DataFrame) -> Iterator[str]:
    yield from ("", TABLES["timing"].title, wrapped(TABLES["timing"].definition))
    for row in rows.to_dict("records"):
        if math.isnan(row["value"]):
            yield f"{row['label']}: {row['note']}"
        elif row["measure"] == "half_of_approvals":
            yield wrapped(f"{row['label']}: {row['value']:.0f} since the start, {row['note']} "
                          f"({COVERAGE:.0%} interval: month {row['low']:.0f} to {row['high']:.0f})")
        else:
            value, low, high = (f"{row[name]:.0f}" if math.isfinite(row[name]) else BEYOND
                                for name in ("value", "low", "high"))
            unit = f" {row['unit']}" if value != BEYOND else ""
            stretch = row["note"].partition(";")[0]
            yield wrapped(f"{row['label']}: {value}{unit} ({COVERAGE:.0%} interval: {low} to {high}; {stretch})")


def by_area(comparison: Comparison, figures: pd.DataFrame) -> str:
    """One row per area and scenario, with the figures asked for most."""
    is_lopsided = comparison.intervals.are_quantiles(comparison.replicates)
    lines = ["", wrapped(
        "Extra approvals; households in the last month; child-years in foster placements; net cost, GBP million, and "
        "that at the baseline's prices of homes; spent by the policy for each extra household-year, GBP thousand. "
        f"{'In brackets' if is_lopsided else '±: half of the interval; in brackets'}: the interval. Not determined: the "
        "gain is not above zero.")]
    for scenario, frame in figures[figures["table"].isin(BY_AREA)].groupby("scenario", sort=False):
        cells = {(row["area"], row["measure"]): row for row in frame.to_dict("records")}
        names = dict(zip(frame["area"], frame["area_name"]))
        lines += ["", *underlined(str(scenario))]
        lines += beside(["", *(heading for heading, _ in SHOWN_BY_AREA.values())],
                        [[name, *(cell(cells[area, measure], scale, is_lopsided)
                                  for measure, (_, scale) in SHOWN_BY_AREA.items())]
                         for area, name in names.items()])
    return "\n".join(lines)
