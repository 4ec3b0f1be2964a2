"""The rates of missing_episodes, from the published incidents and the time that children of a run spend in placements.

usage: /usr/bin/python3 scripts/derive_missing.py build/release/hearth

Runs England for two years and takes from its episodes how long each child was at which age in which kind of placement.
Incidents of 2020 by age and by kind of placement give the rates (two margins, raked), those of 2021 by age the ratio of
the pandemic. The children who went missing and those who did so more than once, both years together, give the share
prone to it and the ratio of the others. All are published numbers per child looked after in the year. A child cannot go
missing while it is missing, which is allowed for. Prints the lines for the config, then what the run, which had the
values of the config as it stands, has beside what is published.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Callable, Iterable

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "analysis"))
import hearth  # noqa: E402  (the package as it stands here, installed or not)

REPLICATES = 4
DAYS_PER_YEAR = 365.2425
AGES = ("under_1", "1_to_4", "5_to_9", "10_to_15", "16_to_17")
AGE_EDGES = (0, 1, 5, 10, 16, 18)  # years
KINDS = ("foster_kin", "foster", "adoption", "parents", "childrens_home", "supported", "other_residential", "other")
LENGTHS = {
    "day_0": 0, "day_1_to_2": 1.5, "day_3_to_7": 5, "day_8_to_10": 9, "day_11_to_15": 13, "day_16_to_20": 18,
    "day_21_to_30": 25.5, "day_31_on": 0,
}  # days in the middle of a band
GROUPS = ("foster", "adoption", "parents", "childrens_home", "supported", "other")  # as published
COUNTED_AS = {"foster_kin": "foster", "other_residential": "other"}
GROUP_OF_KIND = np.array([GROUPS.index(COUNTED_AS.get(kind, kind)) for kind in KINDS])


class Published:
    """configs/data/missing.csv."""

    def __init__(self) -> None:
        with (ROOT / "configs/data/missing.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.numbers = {(int(r["year"]), r["characteristic"], r["category"]): float(r["number"]) for r in rows}

    def row(self, year: int, characteristic: str, categories: Iterable[str]) -> np.ndarray:
        return np.array([self.numbers[year, characteristic, category] for category in categories])

    def children(self, year: int) -> np.ndarray:
        """Missing in the year, and more than once."""
        return self.row(year, "children", ("missing", "missing_more_than_once"))

    def looked_after(self, year: int) -> float:
        return self.numbers[year, "children", "looked_after"]

    def margin(self, year: int, characteristic: str, categories: Iterable[str]) -> np.ndarray:
        """Incidents by age or placement, both adding up to the total by length."""
        counts = self.row(year, characteristic, categories)
        return counts / counts.sum() * self.row(year, "length", LENGTHS).sum()

    def lengths(self) -> tuple[np.ndarray, float, float]:
        """Shares by length, mean of all and mean of the last band [days]; 2019 to 2021 together."""
        counts = np.array([self.row(year, "length", LENGTHS) for year in (2019, 2020, 2021)])
        means = [self.numbers[year, "mean_length", "all"] for year in (2019, 2020, 2021)]
        mean = np.average(means, weights=counts.sum(axis=1))
        shares = counts.sum(axis=0) / counts.sum()
        return shares, mean, (mean - shares @ np.array(list(LENGTHS.values()))) / shares[-1]


@dataclass
class Year:
    """Time in placements and incidents of one reporting year, of all replicates of a run."""

    number: int
    child: np.ndarray  # of a row: number of the child
    age: np.ndarray
    kind: np.ndarray
    months: np.ndarray
    children: int
    missing: pd.DataFrame  # incidents of the year, those that began before it included
    first: pd.Timestamp

    @cached_property
    def exposure(self) -> np.ndarray:
        """Child-months by age and kind."""
        cell = self.age * len(KINDS) + self.kind
        return np.bincount(cell, self.months, len(AGES) * len(KINDS)).reshape(len(AGES), len(KINDS))

    def scale(self, published: Published) -> float:
        """Children looked after in the year: those of the run against the published number."""
        return self.children / published.looked_after(self.number)

    def wanted(self, published: Published, characteristic: str, categories: Iterable[str]) -> np.ndarray:
        """Published incidents for as many children as the run has."""
        return published.margin(self.number, characteristic, categories) * self.scale(published)


def year_of(run: hearth.Results, year: int) -> Year:
    """What a run says of one reporting year."""
    first, end = pd.Timestamp(year - 1, 4, 1), pd.Timestamp(year, 4, 1)
    episodes = run.episodes
    episodes = episodes[(episodes.decom < end) & ~(episodes.dec <= first)]
    since, until = episodes.decom.clip(lower=first), episodes.dec.fillna(end).clip(upper=end)
    child = episodes.groupby(["replicate", "child"]).ngroup().to_numpy()
    kind = pd.Categorical(episodes.placement.astype(str), categories=KINDS).codes
    parts = []
    for age in range(len(AGES)):
        from_age, to_age = (episodes.born + pd.to_timedelta(e * DAYS_PER_YEAR, "D") for e in AGE_EDGES[age : age + 2])
        days = (np.minimum(until, to_age) - np.maximum(since, from_age)) / pd.Timedelta(days=1)
        parts.append(pd.DataFrame({"child": child, "age": age, "kind": kind, "months": days / DAYS_PER_YEAR * 12}))
    rows = pd.concat(parts)
    rows = rows[rows.months > 0].groupby(["child", "age", "kind"], as_index=False).months.sum()
    missing = run.events("missing")
    missing = missing[(missing.began < end) & ~(missing.ended < first)]
    columns = (rows[name].to_numpy() for name in ("child", "age", "kind", "months"))
    return Year(year, *columns, len(np.unique(child)), missing, first)


@dataclass
class Rates:
    """Incidents a month of a prone child by age and by kind, and how others and the pandemic differ."""

    by_age: np.ndarray
    by_kind: np.ndarray
    in_pandemic: np.ndarray  # by age, of 2021 against 2020
    prone_share: float
    others_ratio: float
    blocked: float  # months for which an incident keeps a child from going missing again

    def table(self, year: Year) -> np.ndarray:
        """By age and kind."""
        return np.outer(self.by_age * (self.in_pandemic if year.number == 2021 else 1), self.by_kind)

    def expected(self, year: Year) -> np.ndarray:
        """Incidents by age and kind: a prone child's rate holds while it is not missing."""
        rate = self.table(year)
        prone = rate / (1 + rate * self.blocked)
        return year.exposure * (self.prone_share * prone + (1 - self.prone_share) * self.others_ratio * rate)

    def children(self, year: Year) -> np.ndarray:
        """Children missing in the year, and more than once."""
        mean = np.bincount(year.child, self.table(year)[year.age, year.kind] * year.months)
        numbers = np.zeros(2)
        for share, ratio in ((self.prone_share, 1.0), (1 - self.prone_share, self.others_ratio)):
            never = np.exp(-mean * ratio)
            numbers += share * np.array([(1 - never).sum(), (1 - never - mean * ratio * never).sum()])
        return numbers

    def meet(self, before: Year, pandemic: Year, published: Published) -> None:
        """Ages and kinds of 2020, the kinds against foster care; then ages of 2021."""
        ages, groups = before.wanted(published, "age_band", AGES), before.wanted(published, "placement", GROUPS)
        for _ in range(50):
            self.by_age = self.by_age * ages / self.expected(before).sum(axis=1)
            found = np.bincount(GROUP_OF_KIND, self.expected(before).sum(axis=0))
            self.by_kind = self.by_kind * (groups / np.maximum(found, 1e-9))[GROUP_OF_KIND]
            self.by_age, self.by_kind = self.by_age * self.by_kind[1], self.by_kind / self.by_kind[1]
        ages = pandemic.wanted(published, "age_band", AGES)
        for _ in range(20):
            self.in_pandemic = self.in_pandemic * ages / self.expected(pandemic).sum(axis=1)


def bisect(is_low: Callable[[float], bool], low: float, high: float) -> float:
    """Where a rising number meets its target."""
    for _ in range(16):
        middle = (low + high) / 2
        low, high = (middle, high) if is_low(middle) else (low, middle)
    return (low + high) / 2


def fitted(years: list[Year], published: Published, blocked: float) -> Rates:
    """The rates that meet what is published of 2020, incidents of 2021, and the children of both together."""
    missing, more = sum(published.children(year.number) * year.scale(published) for year in years)
    rates = Rates(np.full(len(AGES), 0.1), np.ones(len(KINDS)), np.ones(len(AGES)), 0.15, 0.01, blocked)

    def found(share: float, ratio: float) -> np.ndarray:
        rates.prone_share, rates.others_ratio = share, ratio
        rates.meet(*years, published)
        return sum(rates.children(year) for year in years)

    def others(share: float) -> float:
        return bisect(lambda ratio: found(share, ratio)[0] < missing, 0, 0.1)

    share = bisect(lambda share: found(share, others(share))[1] < more, 0.1, 0.25)
    found(share, others(share))
    return rates


def lived(program: str) -> hearth.Results:
    """Two years of England."""
    file = f"{tempfile.mkdtemp()}/run.h5"
    command = [program, "run", "england_2019", "--months", "24", "--replicates", str(REPLICATES), "--events", "all", "-q"]
    subprocess.run([*command, "-o", file], check=True)
    return hearth.open(file)


def line(name: str, labels: Iterable[str], values: np.ndarray) -> str:
    return f"{name}: {{" + ", ".join(f"{key}: {value:.3g}" for key, value in zip(labels, values)) + "}"


def compare(year: Year, published: Published) -> None:
    """Published and modelled, per child looked after in the year."""
    number, scale = year.number, 1 / year.scale(published)
    began = year.missing[year.missing.began >= year.first]
    per_child = began.groupby(["replicate", "child"]).size()
    once = year.missing.drop_duplicates(["replicate", "child"])
    of_length = pd.cut((began.ended - began.began) / pd.Timedelta(days=1), [-1, 0, 2, 7, 10, 15, 20, 30, 9999])
    found = [len(began), len(once), (per_child > 1).sum(), *of_length.value_counts(sort=False)]
    wanted = [published.row(number, "length", LENGTHS).sum(), *published.children(number)]
    wanted += list(published.row(number, "length", LENGTHS))
    for name, model, figure in zip(("incidents", "children missing", "more than once", *LENGTHS), found, wanted):
        print(f"{number} {name:<20}{figure:>10,.0f}{model * scale:>10,.0f}{100 * (model * scale / figure - 1):>8.1f} %")


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    published = Published()
    run = lived(sys.argv[1])
    years = [year_of(run, number) for number in (2020, 2021)]
    shares, mean, mean_of_last = published.lengths()
    # A day on which a child has gone missing is half over, on average; then it is away.
    rates = fitted(years, published, (mean + 0.5) / DAYS_PER_YEAR * 12)

    print(line("rate", AGES, rates.by_age))
    print(line("kind_ratio", KINDS, rates.by_kind))
    print(f"prone_share: {rates.prone_share:.3g}\nothers_ratio: {rates.others_ratio:.3g}")
    print(line("length", LENGTHS, shares))
    print(f"length_from_day_31: {mean_of_last:.0f}  (mean of all {mean:.2f})")
    print(line("pandemic_ratio", AGES, rates.in_pandemic))
    print(f"\n{'':<25}{'published':>10}{'model':>10}   {REPLICATES} replicates")
    for year in years:
        compare(year, published)


if __name__ == "__main__":
    main()
