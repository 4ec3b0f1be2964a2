"""Compares a run of England with the published record of carers, homes and spending.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/checks/carers_and_homes.py RESULTS.h5

First the years that are fitted, to March 2021, then the back-test: 2022 and 2023, which no fit has read. RESULTS.h5 needs
48 months. Stocks are those of 31 March, flows those of the year to it. Every figure stands beside the published one with
its difference in percent; misses are starred, and named below with a likely cause; exits 1 if any is missed. The model's
figure is the median over the file's replicates. Nothing is interpolated: a year without a published figure says so.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import NamedTuple

import hearth
from hearth.published_figures import read_fit
from hearth.targets import ModelFigures
from published_comparison import Comparison, Pair, heading
from spending_comparison import check_spending
from yearly_record import Row, print_record

TARGETS = Path(__file__).resolve().parents[2] / "configs" / "targets"
FIRST_YEAR = 2020  # the first whose flows a run has; of 31 March 2019 it has the stocks, a month late
#: A miss and what in the model it likely comes from: published measure -> one sentence. Look again after each fit.
STAYED = "carers left more often after the pandemic than before (14 to 15% a year, 12.6% to 2021), and nothing here says why"
LIKELY_CAUSES: dict[str, str] = {
    "foster_households": STAYED,
    "foster_households_independent_percent": "how applications are split between agencies and authorities is assumed (as in "
                                             "2016-17), and no figure of agencies alone after 2019 is fitted",
    "foster_places": STAYED,
    "foster_places_vacant": "too many carers: " + STAYED,
    "applications": "people who asked at the peak of the pandemic apply months later at the rate of other years",
    "foster_leavers": STAYED,
    "foster_leavers_percent": STAYED,
}
NO_CAUSE = "not looked into yet"


class Line(NamedTuple):
    """A published measure, and how near the model has to be; unjudged ones stand beside it to explain the others."""

    what: str
    measure: str
    breakdown: str = ""
    is_flow: bool = False
    is_judged: bool = True
    decimals: int = 0


LINES = (
    Line("mainstream foster households", "foster_households"),
    Line("  of independent agencies [%]", "foster_households_independent_percent", decimals=1),
    Line("approved foster places", "foster_places"),
    Line("  filled", "foster_places_filled"),
    Line("  vacant", "foster_places_vacant"),
    Line("children's homes", "homes"),
    Line("enquiries in the year", "enquiries", is_flow=True),
    Line("  to authorities", "enquiries", "agency=in_house", is_flow=True, is_judged=False),
    Line("  to independent agencies", "enquiries", "agency=independent", is_flow=True, is_judged=False),
    Line("applications in the year", "applications", is_flow=True),
    Line("  to authorities", "applications", "agency=in_house", is_flow=True, is_judged=False),
    Line("  to independent agencies", "applications", "agency=independent", is_flow=True, is_judged=False),
    Line("approvals in the year", "foster_approvals", is_flow=True),
    Line("leavers in the year", "foster_leavers", is_flow=True),
    Line("  of households a year before [%]", "foster_leavers_percent", is_flow=True, decimals=1),
)


class Bounds(NamedTuple):
    """How far off a stock and a flow may be [%]."""

    stock: float
    flow: float


FIT, BACKTEST = Bounds(4, 8), Bounds(5, 10)
FILLED_POINTS, SPENDING_BOUND = 3, 6
RECORD = (
    Row("enquiries in the year", "enquiries"),
    Row("  by word of mouth [%]", "enquiries_word_of_mouth", "enquiries", 100),
    Row("  by a campaign [%]", "enquiries_campaign", "enquiries", 100),
    Row("  leading to an application [%]", "foster_applications", "enquiries", 100, published="7.6 in 2018-19"),
    Row("applications withdrawn in the year", "foster_withdrawals"),
    Row("households approved in the year", "foster_approvals"),
    Row("  still fostering on 31 March", "foster_approvals_active", is_stock=True),
    Row("households that stopped in the year", "foster_leavers"),
    Row("households that changed their agency", "foster_transfers"),
    Row("mainstream foster households", "foster_households", is_stock=True),
    Row("  of independent agencies [%]", "foster_households_independent", "foster_households", 100, True),
    Row("  places per household", "foster_places", "foster_households", is_stock=True, published="2.06 in 2021"),
    Row("foster places not available [%]", "foster_places_not_available", "foster_places", 100, True, "about 23 in 2021-22"),
    Row("children's homes opened in the year", "homes_opened"),
    Row("children's homes closed in the year", "homes_closed"),
    Row("registered places in homes", "home_places_registered", is_stock=True),
    Row("places in homes filled, of those in use [%]", "home_places_filled", "home_places", 100, True),
    Row("children placed outside their authority [%]", "outside_authority", "looked_after", 100, True),
    Row("children in homes, of all looked after [%]", "in_childrens_homes", "looked_after", 100, True),
)


def check_carers_and_homes(comparison: Comparison, years: tuple[int, ...], bounds: Bounds) -> None:
    for line in LINES:
        figure = line.measure, line.breakdown
        pairs = {year: comparison.pair(*figure, year) if year >= FIRST_YEAR or not line.is_flow else None for year in years}
        bound = bounds.flow if line.is_flow else bounds.stock
        comparison.row(line.measure, line.what, pairs, bound if line.is_judged else None, decimals=line.decimals)


def check_filled_share(comparison: Comparison, years: tuple[int, ...]) -> None:
    """Of approved places; published in numbers, so the share is made of them."""
    pairs = {}
    for year in years:
        filled, places = (comparison.pair(measure, "", year) for measure in ("foster_places_filled", "foster_places"))
        is_published = filled.published is not None and places.published is not None
        pairs[year] = Pair(100 * filled.model / places.model,
                           100 * filled.published / places.published if is_published else None)
    comparison.row("foster_places_filled_percent", "places filled [%]", pairs, FILLED_POINTS, decimals=1, points=True)


def read_record(folder: Path) -> dict[tuple[str, str, int], float]:
    """Published figures for England by measure, breakdown and year: of the fit, and those kept to judge by.

    The only reader of the back-test here; nothing that fits imports this.
    """
    rows = {(measure, breakdown, year): value
            for (measure, breakdown, area, year), value in read_fit(folder / "fit.csv").rows.items() if area == "England"}
    with (folder / "backtest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["area"] == "England":
                rows[row["measure"], row["breakdown"], int(row["year"])] = float(row["value"])
    return rows


def print_misses(comparison: Comparison) -> None:
    table = comparison.table
    print(f"\n{table.judged} figures judged, {table.missed} missed (starred){'; likely causes:' if table.missed else ''}")
    for name, years in comparison.missed.items():
        if years:
            print(f"  {name} {', '.join(map(str, years))}: {LIKELY_CAUSES.get(name, NO_CAUSE)}")
    for text in comparison.lacking:
        print(f"  no figure: {text}")


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    results = hearth.open(sys.argv[1])
    comparison = Comparison(ModelFigures(results), read_record(TARGETS))
    print("Published approvals and leavers are those of agencies, with households that change their agency. Beside them stand\n"
          "  approvals: foster_approvals_active (of those approved in the year, still fostering on 31 March) + foster_transfers\n"
          "  leavers:   foster_leavers + foster_transfers\n"
          "Enquiries of 2020-21 are a peak of the pandemic and come from outside the model (`history`). Stocks of 31 March 2019\n"
          "are those of 30 April 2019, the first that a run records.")
    years = (2019, 2020, 2021)
    heading(f"Fitted years: stocks within {FIT.stock}%, flows within {FIT.flow}%", years)
    check_carers_and_homes(comparison, years, FIT)
    check_filled_share(comparison, years)
    heading(f"Spending in the fitted years, within {SPENDING_BOUND}%; fostering and residential published as weekly unit cost x 52\n"
            "x mean of the published stocks at both ends of the year", years[1:])
    check_spending(comparison, years[1:], SPENDING_BOUND)
    years = (2022, 2023)
    heading(f"Back-test, read by no fit: stocks within {BACKTEST.stock}%, flows within {BACKTEST.flow}%", years)
    check_carers_and_homes(comparison, years, BACKTEST)
    heading("Spending in the years of the back-test, not judged", years)
    check_spending(comparison, years, None)
    print_misses(comparison)
    print_record(results, RECORD, "What supply did")
    sys.exit(comparison.table.missed > 0)


if __name__ == "__main__":
    main()
