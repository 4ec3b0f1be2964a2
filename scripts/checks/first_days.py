"""Compares each first day that the tables have, 31 March 2019 to 2023, with the published record: row 8 of children_in_care.sh.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/checks/first_days.py build/release/hearth [YEAR...]

Runs England for a month from each April. Prints every margin with model, published, difference, bound and held or MISSED, and
how many cells of authority by category are as in the tables; exits 1 if a margin is missed. Carers and homes are those at the
end of that month: nothing says what was there a month before. Where no level was published the table's is taken, which
says how it is derived.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import yaml

import hearth
from carers_and_homes import read_record
from hearth.targets import AGES, LABELS, PROVIDERS, ModelFigures, select
from table import Figures, Table

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
TABLES, TARGETS = CONFIGS / "data", CONFIGS / "targets"
YEARS = (2019, 2020, 2021, 2022, 2023)
LEGAL = ("care_order", "placement_order", "voluntary", "youth_justice", "child_protection")
GROUPS = ("voluntary", "child_protection", "care_order_interim", "care_order_full", "placement_order", "youth_justice")
KINDS = ("foster_kin", "foster", "adoption", "parents", "childrens_home", "supported", "other_residential", "other")
NEEDS = tuple(f"N{number}" for number in range(1, 9))
ETHNICITIES = ("white", "mixed", "asian", "black", "other")


class Labels(NamedTuple):
    """Where the episode table has a characteristic, and the published name of each of its codes."""

    column: str
    labels: dict[str, str]


class Record:
    """Published figures for England: those of the fit, and those kept to judge by, which no fit may see."""

    def __init__(self) -> None:
        self._rows = read_record(TARGETS)

    def __call__(self, measure: str, year: int, breakdown: str = "") -> float:
        return self._rows[measure, breakdown, year]

    def get(self, measure: str, year: int) -> float | None:
        return self._rows.get((measure, "", year))


CELLS = {
    "legal_status": Labels("ls", {code: group for group in GROUPS for code in LABELS["legal_status"][group]}),
    "placement": Labels("placement", {kind: kind for kind in KINDS}),
    "need": Labels("cin", {need: need for need in NEEDS}),
    "provider": Labels("place_provider", {code: name for name, code in PROVIDERS.items()}),
}


def check_stock(table: Table, stock: pd.DataFrame, published: Figures, year: int) -> None:
    """Who is looked after on 31 March: everybody, ages, UASC, and each characteristic that the first day is filled to."""
    def part(what: str, breakdown: str) -> None:
        table.line(what, len(select(stock, *breakdown.split("="))), published("looked_after", year, breakdown), 1)

    table.line("looked_after", len(stock), published("looked_after", year), 1)
    part("UASC", "uasc=yes")
    for split, labels in (("age", AGES), ("sex", ("male", "female")), ("legal_status", LEGAL), ("placement", KINDS),
                          ("provider", PROVIDERS), ("need", NEEDS)):
        for label in labels:
            part(f"{split.replace('_', ' ')} {label}", f"{split}={label}")
    everybody, under_16 = published("looked_after", year), stock.age < 16
    longer = 100 * published("looked_after", year, "time_in_care=12_months_or_more") / everybody
    table.line("in care 12 months or more, share", 100 * (stock.in_care >= 12).mean(), longer, 3, points=True)
    young = sum(published("looked_after", year, f"age={age}") for age in AGES[:-1])
    table.line("under 16: in care 2.5 years or more, share", 100 * (stock.in_care[under_16] >= 30).mean(),
               100 * published("long_term", year) / young, 3, points=True)


def check_cells(stock: pd.DataFrame, year: int) -> None:
    """Authority by category; reported, not judged, for small cells are mostly rounding."""
    wanted_of_all = pd.read_csv(TABLES / "looked_after_profile.csv")
    wanted_of_all = wanted_of_all[wanted_of_all.year == year]
    for split, label_of in CELLS.items():
        wanted = wanted_of_all[wanted_of_all.characteristic == split].set_index(["la_code", "category"]).children
        have = stock.groupby([stock.area.astype(str), stock[label_of.column].map(label_of.labels).astype(str)]).size()
        misses = (have.reindex(wanted.index, fill_value=0) - wanted).abs()
        print(f"  authority by {split:<14}{len(misses):>6,} cells, {(misses == 0).mean():.1%} exact, "
              f"largest miss {misses.max():.0f}, children in the wrong cell {misses.sum() / 2 / len(stock):.2%}")


def check_regions(table: Table, stock: pd.DataFrame, regions: dict[str, float]) -> None:
    region_of = pd.read_csv(TABLES / "areas.csv").set_index("la_code").region
    have = stock.groupby(stock.area.astype(str).map(region_of)).size()
    for region, published in regions.items():
        table.line(f"looked_after, {region}", have[region], published, 1)


def check_ethnicity(table: Table, stock: pd.DataFrame, published: Record, year: int) -> None:
    """No first day is filled to ethnic groups: children have those of their families."""
    known = sum(published("looked_after", year, f"ethnicity={group}") for group in ETHNICITIES)
    of_model = stock[stock.ethnicity.isin(ETHNICITIES)]
    for group in ETHNICITIES:
        share = 100 * published("looked_after", year, f"ethnicity={group}") / known
        table.line(f"ethnicity {group}, share", 100 * (of_model.ethnicity == group).mean(), share, 2, points=True)


def check_places(table: Table, figures: ModelFigures, stock: pd.DataFrame, published: Record, year: int) -> None:
    """Where they are placed, and what places there are."""
    outside = 100 * (stock.outside == 1).mean()
    table.line("outside the authority, share", outside, published("outside_authority_percent", year), 3, points=True)
    panel = figures.results.panel.isel(scenario=0, replicate=0, month=0)
    nation = int(np.flatnonzero(panel.area_kind.values == "nation")[0])

    def level(what: str, measure: str, at_table: float) -> None:
        record = published.get(what, year)
        words = f"{what}{'' if record else ' (not published: the level derived)'}"
        table.line(words, float(panel[measure].values[nation]), record or at_table, 2)

    level("foster_places", "foster_places", _sum_of("foster_places", year, "places"))
    level("homes", "homes", _sum_of("homes", year, "homes"))
    level("home_places", "home_places_registered", _sum_of("homes", year, "places"))


def _sum_of(name: str, year: int, column: str) -> float:
    """What the first day makes of a table: of homes more than the list has."""
    rows = pd.read_csv(TABLES / f"{name}.csv")
    rows = rows[rows.year == year]
    if name != "homes":
        return float(rows[column].sum())
    config = yaml.safe_load((CONFIGS / "england_2019.yaml").read_text(encoding="utf-8"))
    for_one_listed = config["starting_population"]["homes_for_one_listed"][column]["values"][str(year)]
    return float(rows[rows.kind == "childrens_home"][column].sum() * for_one_listed)


def regions_of(year: int) -> dict[str, float]:
    """Children looked after by region."""
    rows = pd.concat([pd.read_csv(TARGETS / name, keep_default_na=False) for name in ("fit.csv", "backtest.csv")])
    rows = rows[(rows.measure == "looked_after") & (rows.breakdown == "") & (rows.year == year)]
    names = set(pd.read_csv(TABLES / "areas.csv").region)
    return {row.area_name: float(row.value) for row in rows.itertuples() if row.area in names}


def run(program: str, year: int, folder: Path) -> ModelFigures:
    file = folder / f"{year}.h5"
    subprocess.run([program, "run", "england_2019", "-q", "--months", "1", "--set", f"start={year}-04", "-o", str(file)],
                   check=True, stderr=subprocess.DEVNULL)
    return ModelFigures(hearth.open(file))


def main() -> None:
    program, *asked = sys.argv[1:]
    table, record = Table(), Record()
    with tempfile.TemporaryDirectory() as folder:
        for year in map(int, asked or YEARS):
            figures = run(program, year, Path(folder))
            stock = figures.stocks(year)[0]
            print(f"8  first day, 31 March {year}")
            check_stock(table, stock, record, year)
            check_regions(table, stock, regions_of(year))
            check_ethnicity(table, stock, record, year)
            check_places(table, figures, stock, record, year)
            check_cells(stock, year)
    print(f"{table.judged} margins judged, {table.missed} missed")
    sys.exit(table.missed > 0)


if __name__ == "__main__":
    main()
