"""Compares a run of England with the published figures: the numbered checks 2 to 4 of the issue "England".

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/checks/england.py RESULTS.h5

Prints every figure with model, published, difference, bound and held or MISSED; exits 1 if any is missed. Shares are
computed from counts. The model's figure is the median over the file's replicates.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import hearth

TARGETS = Path(__file__).resolve().parents[2] / "configs" / "targets" / "fit.csv"
LEGAL = {"care_order": ("C1", "C2"), "placement_order": ("E1",), "voluntary": ("V2",), "youth_justice": ("J1",),
         "child_protection": ("L1", "L2")}
KINDS = {"foster care": ("foster", "foster_kin"), "adoption": ("adoption",), "parents": ("parents",),
         "children's homes": ("childrens_home",), "supported": ("supported",),
         "other residential": ("other_residential",), "other": ("other",)}
AGES = ("under_1", "1_to_4", "5_to_9", "10_to_15", "16_to_17")
missed = 0


@dataclass
class Target:
    """The published figures of the fit years."""

    rows: dict[tuple[str, str, str, int], float]

    @classmethod
    def read(cls) -> "Target":
        with TARGETS.open(encoding="utf-8") as file:
            return cls({(r["measure"], r["breakdown"], r["area"], int(r["year"])): float(r["value"]) for r in csv.DictReader(file)})

    def __call__(self, measure: str, year: int, breakdown: str = "", area: str = "England") -> float:
        return self.rows[measure, breakdown, area, year]


def line(what: str, model: float, published: float, bound: float, *, points: bool = False) -> None:
    """One row of the table: a relative difference in percent, or a difference in percentage points."""
    global missed
    difference = model - published if points else 100 * (model / published - 1)
    held = abs(difference) <= bound
    missed += not held
    unit = "pt" if points else "%"
    print(f"  {what:<46}{model:>10,.1f}{published:>11,.1f}{difference:>+9.1f} {unit:<2} {bound:>4} {'held' if held else 'MISSED'}")


def check_flows_and_stocks(summary: pd.DataFrame, target: Target) -> None:
    """Check 2: 31 March 2020 and 2021."""
    def model(measure: str, year: int, breakdown: str = "", area: str = "England") -> float:
        chosen = summary[(summary.measure == measure) & (summary.year == year) & (summary.breakdown == breakdown) & (summary.area == area)]
        return float(chosen["median"].iloc[0]) if len(chosen) else 0.0

    regions = sorted(set(summary.area) - {"England"})
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
        for group, codes in LEGAL.items():
            share = sum(model("looked_after", year, f"legal_status={code}") for code in codes) / total
            line(f"legal status {group}, share", 100 * share, 100 * target("looked_after", year, f"legal_status={group}") / published_total, 2, points=True)
        for group, kinds in KINDS.items():
            share = sum(model("looked_after", year, f"placement={kind}") for kind in kinds) / total
            published = sum(target("looked_after", year, f"placement={kind}") for kind in kinds)
            line(f"placement {group}, share", 100 * share, 100 * published / published_total, 2, points=True)


def check_first_day(episodes: pd.DataFrame, target: Target) -> None:
    """Check 3: the stock on 31 March 2019."""
    print("3  first day, 31 March 2019")
    eve = pd.Timestamp("2019-03-31")
    stock = episodes[(episodes.replicate == 0) & (episodes.decom <= eve) & (episodes.dec.isna() | (episodes.dec > eve))]
    line("looked_after", len(stock), target("looked_after", 2019), 1)
    age = (eve - stock.born).dt.days / 365.2425
    bands = pd.cut(age, [-1, 1, 5, 10, 16, 18], right=False, labels=AGES)
    for band in AGES:
        line(f"age {band}", (bands == band).sum(), target("looked_after", 2019, f"age={band}"), 1)
    for sex in ("male", "female"):
        line(f"sex {sex}", (stock.sex == sex).sum(), target("looked_after", 2019, f"sex={sex}"), 1)
    for group, codes in LEGAL.items():
        line(f"legal status {group}", stock.ls.isin(codes).sum(), target("looked_after", 2019, f"legal_status={group}"), 1)
    for kind in ("foster_kin", "foster", "adoption", "parents", "childrens_home", "supported", "other_residential", "other"):
        line(f"placement {kind}", (stock.placement == kind).sum(), target("looked_after", 2019, f"placement={kind}"), 1)
    for need in stock.cin.cat.categories:
        line(f"need {need}", (stock.cin == need).sum(), target("looked_after", 2019, f"need={need}"), 1)
    in_care = (eve - stock.entered).dt.days
    line("in care 12 months or more, share", 100 * (in_care >= 365).mean(), 70.0, 3, points=True)  # DfE placement counts 2019
    under_16 = age < 16
    line("under 16: in care 2.5 years or more, share", 100 * (in_care[under_16] >= 913).mean(), 43.0, 3, points=True)  # DfE same carer table over under-16s, 2019: 25,710 of 59,770


def placements_in_year(episodes: pd.DataFrame, year: int) -> tuple[pd.Series, pd.Series]:
    """Placements in the year of each child looked after on its last day (an L episode is none), and its days in care."""
    first, last = pd.Timestamp(year - 1, 4, 1), pd.Timestamp(year, 3, 31)
    stock = episodes[(episodes.decom <= last) & (episodes.dec.isna() | (episodes.dec > last))].set_index("child")
    live = episodes[(episodes.decom <= last) & (episodes.dec.isna() | (episodes.dec >= first)) & episodes.child.isin(stock.index)]
    # A placement is its last episode: an episode that ended by a change of legal status only is not counted.
    continued = live.sort_values(["child", "decom"])
    followed_by_l = (continued.rne.shift(-1) == "L") & (continued.child.shift(-1) == continued.child)
    return continued[~followed_by_l].groupby("child").size(), (last - stock.entered).dt.days


def check_stability(episodes: pd.DataFrame, summary: pd.DataFrame, target: Target) -> None:
    """Check 4: placements in the year, mean of 2020 and 2021 against the published mean of 2019-21."""
    print("4  placements in the year (model mean 2020-21, published mean 2019-21)")
    groups = {"": lambda days: days >= 0, "time_in_care=12_months_or_more": lambda days: days >= 365, "time_in_care=under_12_months": lambda days: days < 365}
    one = episodes[episodes.replicate == 0]
    years = [placements_in_year(one, year) for year in (2020, 2021)]
    for breakdown, belongs in groups.items():
        for measure, holds in (("placements_one_percent", lambda n: n == 1), ("placements_two_percent", lambda n: n == 2), ("three_or_more_placements_percent", lambda n: n >= 3)):
            model = np.mean([100 * holds(count[belongs(days.reindex(count.index))]).mean() for count, days in years])
            published = np.mean([target(measure, year, breakdown) for year in (2019, 2020, 2021)])
            line(f"{measure} {breakdown}", model, published, 1.5, points=True)
    same = summary[(summary.measure == "same_carer_two_years_percent") & (summary.area == "England") & summary.year.isin([2020, 2021])]
    line("same_carer_two_years_percent", same["median"].mean(), np.mean([target("same_carer_two_years_percent", y) for y in (2019, 2020, 2021)]), 1.5, points=True)


def main() -> None:
    results = hearth.open(sys.argv[1])
    target = Target.read()
    summary = pd.concat([results.summary("nation"), results.summary("region")])
    print(f"  {'':<46}{'model':>10}{'published':>11}{'difference':>12}bound")
    check_flows_and_stocks(summary, target)
    check_first_day(results.episodes, target)
    check_stability(results.episodes, summary, target)
    print(f"{missed} figures missed")
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
