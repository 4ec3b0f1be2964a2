"""Writes the tables of the worked study into docs/campaign.md, between its two marks, and its figure beside.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/campaign_study.py FOLDER docs

FOLDER holds what scripts/campaign_study.sh made: study.h5, england.csv, regions.csv and carers_by_month.svg.
"""

from __future__ import annotations

import math
import shutil
import sys
from itertools import combinations
from pathlib import Path

import pandas as pd

import hearth
from hearth import campaign
from hearth.campaign.arms import pair_of
from hearth.campaign.text import interval, number
from hearth.campaign.supply import HOUSEHOLDS

BEGIN, END = "<!-- study: begin -->", "<!-- study: end -->"
FIGURE = "images/campaign.svg"
#: Measure -> heading, and what it is divided by.
ENGLAND = {
    "policy": ("spent, GBP million", 1e6),
    "enquiries": ("enquiries", 1),
    "approvals": ("approvals", 1),
    "leavers": ("households that stop", 1),
    "households_at_end": ("foster households, last month", 1),
    "household_years": ("household-years", 1),
    "place_years": ("foster place-years", 1),
    "place_years_filled": ("of these: filled", 1),
    "place_years_vacant": ("of these: vacant", 1),
    "place_years_not_available": ("of these: not available", 1),
    "family_years": ("child-years in foster placements", 1),
    "home_years": ("child-years in children's homes", 1),
    "placement_moves": ("placement moves", 1),
    "mean_miles": ("mean distance from home, miles", 1),
    "residential_nights": ("residential placements: nights and places, GBP million", 1e6),
    "residential_price": ("residential placements: another price, GBP million", 1e6),
    "net": ("net cost, GBP million", 1e6),
    "net_at_same_prices": ("net cost without another price, GBP million", 1e6),
    "policy_per_household_years": ("spent per household-year, GBP thousand", 1e3),
    "policy_per_family_years": ("spent per child-year in a foster placement, GBP thousand", 1e3),
}
REGIONS = {
    "households_at_end": ("Extra foster households in the last month", 1),
    "policy_per_household_years": ("GBP thousand spent for each extra household-year", 1e3),
    "net": ("Net cost, GBP million", 1e6),
}
TABLES = ("gained", "places", "children", "money", "costs")


def cell(row: pd.Series, divided_by: float) -> str:
    """A figure and its interval; never one without the other."""
    if math.isnan(row["value"]):
        return "not determined"
    value, low, high = (row[name] / divided_by for name in ("value", "low", "high"))
    return f"{number(value, row['unit'])} ({interval(low, high, row['unit'])})"


def table(head: list[str], body: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body)]
    return "\n".join(lines) + "\n"


def of_england(figures: pd.DataFrame) -> str:
    cells = figures[figures["table"].isin(TABLES)].set_index(["measure", "scenario"])
    scenarios = list(dict.fromkeys(figures["scenario"]))
    body = [[heading, *(cell(cells.loc[measure, scenario], scale) for scenario in scenarios)]
            for measure, (heading, scale) in ENGLAND.items()]
    return table(["", *scenarios], body)


def between(folder: Path) -> str:
    """One scenario less another: foster households in the last month, and in how many draws there are more."""
    compared = campaign.read(folder / "study.h5")
    pairs = {name: pair_of(compared, name, compared.area_row()) for name in compared.scenarios}
    gained = {name: pair.difference(HOUSEHOLDS) for name, pair in pairs.items()}
    body = []
    for one, other in combinations(compared.scenarios, 2):
        difference = gained[one] - gained[other]
        value, low, high = compared.intervals.mean_of(difference)[:3]
        body.append([f"{one} less {other}", f"{number(value, '')} ({interval(low, high, '')})",
                     f"{(difference > 0).sum()} of {len(difference)}"])
    return table(["foster households, last month", "difference", "draws in which the first has more"], body)


def by_region(figures: pd.DataFrame) -> str:
    figures = figures[figures["table"].isin(TABLES)]
    scenarios, text = list(dict.fromkeys(figures["scenario"])), ""
    for measure, (heading, scale) in REGIONS.items():
        cells = figures[figures["measure"] == measure].set_index(["area_name", "scenario"])
        areas = list(dict.fromkeys(figures["area_name"]))
        body = [[area, *(cell(cells.loc[area, scenario], scale) for scenario in scenarios)] for area in areas]
        text += f"\n{heading}:\n\n" + table(["", *scenarios], body)
    return text


def drawn(results: hearth.Results) -> str:
    """The uncertain numbers of the policies of the study and of prices, lowest and highest draw."""
    steered = ("recruitment_campaign.", "recruitment_hub.", "peer_support.", "homes_market.")
    numbers = results.drawn.isel(scenario=0)
    body = []
    for name in numbers["parameter"].values:
        if str(name).startswith(steered):
            one = numbers.sel(parameter=name)
            body.append([f"`{name}`", str(one["unit"].values), f"{float(one.min()):.3g} to {float(one.max()):.3g}"])
    return table(["drawn for each replicate", "unit", "lowest to highest of the draws"], body)


def section(folder: Path) -> str:
    results = hearth.open(folder / "study.h5")
    england, regions = (pd.read_csv(folder / f"{name}.csv") for name in ("england", "regions"))
    about = results.provenance
    return (
        f"\n{about['replicates']} replicates, seed {about['seed']}, commit {about['commit']}; to the end of "
        f"{england['period'].str[-7:].max()}.\n\n" + drawn(results)
        + "\nEngland, difference from the baseline, with the interval that holds 90% of such draws:\n\n"
        + of_england(england) + "\n" + between(folder) + by_region(regions) + f"\n![Extra foster carers by month]({FIGURE})\n\n"
    )


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, docs = map(Path, sys.argv[1:])
    page = docs / "campaign.md"
    text = page.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit(f"{page}: has no place for the study. Put {BEGIN} and {END} where it belongs")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{section(folder)}{END}{after}", encoding="utf-8")
    shutil.copy(folder / "carers_by_month.svg", docs / FIGURE)
    print(f"{page} and {docs / FIGURE} written")


if __name__ == "__main__":
    main()
