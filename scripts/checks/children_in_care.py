"""Compares the children in care of a run of England with the published figures: rows 2 to 4 of children_in_care.sh.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/checks/children_in_care.py RESULTS.h5 FROZEN.h5

FROZEN.h5 is a run in which no year differs from another (`history` false in every process that has it).

Prints every figure with model, published, difference, bound and held or MISSED; exits 1 if any is missed. Shares are
computed from counts. The model's figure is the median over the file's replicates.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

import hearth
from hearth.published_figures import Published, read_fit
from hearth.targets import AGES, LABELS, PROVIDERS, ModelFigures, select
from table import Table, share

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
TARGETS = CONFIGS / "targets" / "fit.csv"
PROFILE = CONFIGS / "data" / "looked_after_profile.csv"
LEGAL = ("care_order", "placement_order", "voluntary", "youth_justice", "child_protection")
KINDS = {"foster care": ("foster", "foster_kin"), "adoption": ("adoption",), "parents": ("parents",),
         "children's homes": ("childrens_home",), "supported": ("supported",),
         "other residential": ("other_residential",), "other": ("other",)}
GROUPS = ("voluntary", "child_protection", "care_order_interim", "care_order_full", "placement_order", "youth_justice")


class Labels(NamedTuple):
    """Where the episode table has a characteristic, and the published name of each of its codes."""

    column: str
    labels: dict[str, str]


CELLS = {
    "legal_status": Labels("ls", {code: group for group in GROUPS for code in LABELS["legal_status"][group]}),
    "placement": Labels("placement", {kind: kind for kinds in KINDS.values() for kind in kinds}),
    "need": Labels("cin", {f"N{number}": f"N{number}" for number in range(1, 9)}),
    "provider": Labels("place_provider", {code: name for name, code in PROVIDERS.items()}),
}
table = Table()
line = table.line


def check_flows_and_stocks(figures: ModelFigures, target: Published) -> None:
    """Row 2: 31 March 2020 and 2021."""
    def model(measure: str, year: int, breakdown: str = "", area: str = "England") -> float:
        return float(np.median(figures(measure, year, breakdown, area)))

    panel = figures.results.panel
    regions = sorted(panel.area_name.values[panel.area_kind.values == "region"])
    for year in (2020, 2021):
        print(f"2  31 March {year}")
        total, published_total = model("looked_after", year), target("looked_after", year)
        line("looked_after", total, published_total, 2)
        for region in regions:
            line(f"looked_after, {region}", model("looked_after", year, area=region), target("looked_after", year, area=region), 4)
        for flow in ("starts", "ceases"):
            line(flow, model(flow, year), target(flow, year), 4)
        line("ceases, 18th birthday", model("ceases", year, "reason=turned_18"), target("ceases", year, "reason=turned_18"), 5)
        for age in AGES:
            line(f"looked_after, age {age}", model("looked_after", year, f"age={age}"), target("looked_after", year, f"age={age}"), 4)
        for group in LEGAL:
            shares = (share(figure, "looked_after", year, "legal_status", [group]) for figure in (model, target))
            line(f"legal status {group}, share", *shares, 2, points=True)
        for group, kinds in KINDS.items():
            shares = (share(figure, "looked_after", year, "placement", kinds) for figure in (model, target))
            line(f"placement {group}, share", *shares, 2, points=True)


def check_first_day(figures: ModelFigures, target: Published) -> None:
    """Row 3: the stock on 31 March 2019."""
    print("3  first day, 31 March 2019")
    stock = figures.stocks(2019)[0]

    def part(what: str, breakdown: str, bound: float = 1) -> None:
        line(what, len(select(stock, *breakdown.split("="))), target("looked_after", 2019, breakdown), bound)

    line("looked_after", len(stock), target("looked_after", 2019), 1)
    for band in AGES:
        part(f"age {band}", f"age={band}")
    for sex in ("male", "female"):
        part(f"sex {sex}", f"sex={sex}")
    for group in LEGAL:
        part(f"legal status {group}", f"legal_status={group}")
    for kind in ("foster_kin", "foster", "adoption", "parents", "childrens_home", "supported", "other_residential", "other"):
        part(f"placement {kind}", f"placement={kind}")
    for provider in PROVIDERS:
        part(f"provider {provider}", f"provider={provider}")
    for need in stock.cin.cat.categories:
        part(f"need {need}", f"need={need}")
    line("in care 12 months or more, share", 100 * (stock.in_care >= 12).mean(), 70.0, 3, points=True)  # DfE placement counts 2019
    under_16 = stock.age < 16
    line("under 16: in care 2.5 years or more, share", 100 * (stock.in_care[under_16] >= 30).mean(), 43.0, 3, points=True)  # DfE same carer table over under-16s, 2019: 25,710 of 59,770


def check_cells(figures: ModelFigures) -> None:
    """Row 3: authority by category on the first day; reported, not judged, for small cells are mostly rounding."""
    published = pd.read_csv(PROFILE)
    stock = figures.stocks(2019)[0]
    for split, label_of in CELLS.items():
        wanted = published[published.characteristic == split].set_index(["la_code", "category"]).children
        have = stock.groupby([stock.area.astype(str), stock[label_of.column].map(label_of.labels).astype(str)]).size()
        misses = (have.reindex(wanted.index, fill_value=0) - wanted).abs()
        print(f"  authority by {split:<14}{len(misses):>6,} cells, {(misses == 0).mean():.1%} exact, "
              f"largest miss {misses.max():.0f}, children in the wrong cell {misses.sum() / 2 / len(stock):.2%}")


def check_stability(figures: ModelFigures, target: Published) -> None:
    """Row 4: placements in the year, mean of 2020 and 2021 against the published mean of 2019-21."""
    print("4  placements in the year (model mean 2020-21, published mean 2019-21)")
    breakdowns = ("", "time_in_care=12_months_or_more", "time_in_care=under_12_months")
    measures = ("placements_one_percent", "placements_two_percent", "three_or_more_placements_percent")
    for measure, breakdown in [(measure, split) for split in breakdowns for measure in measures] + [("same_carer_two_years_percent", "")]:
        model = np.mean([np.median(figures(measure, year, breakdown)) for year in (2020, 2021)])
        published = np.mean([target(measure, year, breakdown) for year in (2019, 2020, 2021)])
        line(f"{measure} {breakdown}", model, published, 1.5, points=True)


def check_frozen(frozen: ModelFigures) -> None:
    """Row 3: with every year at the rates of the mean, five years must not move what does not change."""
    print("3  all rates frozen: 31 March 2025 against 2020 (here under published)")
    for measure in ("three_or_more_placements_percent", "same_carer_two_years_percent"):
        first, last = (float(np.median(frozen(measure, year))) for year in (2020, 2025))
        line(measure, last, first, 2, points=True)
    # Physical placements: changes of status only end none.
    days = frozen.results.summary().query("measure == 'mean_placement_days' and breakdown == ''")
    first, last = (float(days[days.year == year]["median"].iloc[0]) for year in (2020, 2025))
    line("mean_placement_days", last, first, 3)


def main() -> None:
    figures, target = ModelFigures(hearth.open(sys.argv[1])), read_fit(TARGETS)
    print(f"  {'':<46}{'model':>10}{'published':>11}{'difference':>12}bound")
    check_flows_and_stocks(figures, target)
    check_first_day(figures, target)
    check_cells(figures)
    check_frozen(ModelFigures(hearth.open(sys.argv[2])))
    check_stability(figures, target)
    print(f"{table.missed} figures missed")
    sys.exit(table.missed > 0)


if __name__ == "__main__":
    main()
