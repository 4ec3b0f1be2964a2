"""Compares the children in care of a run of England with the published figures: rows 2 to 4 of children_in_care.sh.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/checks/children_in_care.py RESULTS.h5 FROZEN.h5

FROZEN.h5 is a run in which no year differs from another (`history` false in every process that has it).

Prints every figure with model, published, difference, bound and held or MISSED; exits 1 if any is missed. Shares are
computed from counts. The model's figure is the median over the file's replicates.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import hearth
from first_days import LEGAL, check_cells, check_stock
from hearth.published_figures import Published, read_fit
from hearth.targets import AGES, ModelFigures
from table import Table, share

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
TARGETS = CONFIGS / "targets" / "fit.csv"
KINDS = {"foster care": ("foster", "foster_kin"), "adoption": ("adoption",), "parents": ("parents",),
         "children's homes": ("childrens_home",), "supported": ("supported",),
         "other residential": ("other_residential",), "other": ("other",)}

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
    print("3  first day, 31 March 2019")
    stock = figures.stocks(2019)[0]
    check_stock(table, stock, target, 2019)
    check_cells(stock, 2019)
    check_frozen(ModelFigures(hearth.open(sys.argv[2])))
    check_stability(figures, target)
    print(f"{table.missed} figures missed")
    sys.exit(table.missed > 0)


if __name__ == "__main__":
    main()
