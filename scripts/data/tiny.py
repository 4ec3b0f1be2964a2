"""data/tiny: a made-up county of three authorities, in the formats of the real tables, for tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

import areas
import births
import care_starts
import children
import migration
import spending
import uasc
from reference import AGE_BANDS
from rounding import round_to_total
from tables import Table, Total

SOURCE = "assumed: made up for tests"
REGION = ["T12000001", "Tinyshire"]
STOCK_BY_AGE = np.array([5, 13, 18, 40, 24])  # in the proportions of England
STARTS_BY_AGE = np.array([21, 18, 18, 28, 15])  # without unaccompanied children
YEARS_OF_HISTORY = (2020, 2021)
SPENT_PER_CHILD = {2020: 66_000, 2021: 70_000}  # looked after on the first day; about as in England
CEASES = {2019: 0.97, 2020: 0.98, 2021: 0.93}  # of the starts

Cell = str | int | float


@dataclass(frozen=True)
class Place:
    """One made-up authority: the deciles it has and how many of everything.

    `uasc` are aged 10 to 15, and 16 to 17; `starts` are all starts, the `arrivals` of UASC among them.
    """

    code: str
    number: int
    name: str
    east_north_spread: tuple[float, float, float]
    former_codes: str
    spellings: str
    deciles: dict[int, int]
    looked_after: int
    uasc: tuple[int, int]
    starts: int
    arrivals: float
    net_migration: int
    transferred: tuple[float, float]  # to others, and from others
    in_house: int
    ifa: int
    homes: tuple[tuple[str, str, int, int], ...]

    @property
    def children(self) -> int:
        return sum(self.deciles.values())


PLACES = (
    Place("T06000001", 991, "Ashby", (450.0, 300.0, 4.0), "T10000001=0.6", "Ashby on Tiny",
          {1: 1800, 2: 1200, 3: 700, 5: 500}, 64, (1, 2), 32, 2.5, -20, (1.0, 0.0), 40, 24,
          (("childrens_home", "local_authority", 1, 5), ("childrens_home", "private", 2, 8))),
    Place("T06000002", 992, "Brookfield", (465.0, 305.0, 5.0), "T10000001=0.4", "Brookfield, City of",
          {3: 800, 4: 700, 6: 800, 7: 600}, 36, (0, 2), 18, 1.5, 12, (0.0, 0.6), 22, 14,
          (("childrens_home", "private", 1, 4), ("childrens_home", "voluntary", 1, 3),
           ("secure_home", "local_authority", 1, 2))),
    Place("T06000003", 993, "Carrow", (458.0, 318.0, 9.0), "", "",
          {6: 300, 8: 500, 9: 600, 10: 500}, 20, (0, 1), 10, 1.0, 5, (0.0, 0.4), 12, 8,
          (("childrens_home", "local_authority", 0, 0),)),
)  # fmt: skip


#: Adults for each child, by age: as in England.
ADULTS = {"21_29": 0.55, "30_39": 0.65, "40_49": 0.6, "50_59": 0.65, "60_69": 0.5, "70_79": 0.45}


def build() -> list[Table]:
    """Thirteen tables of the county; six more are in tiny_profiles."""
    people = [_areas(), _children(), _births(), _migration(), _looked_after(), _starts(), _starts_history()]
    return people + [_uasc(), _ceases(), _foster_places(), _adults(), _homes(), _spending()]


def table(
    name: str, header: str, rows: list[list[Cell]], totals: list[Total] | None = None, signed: tuple[str, ...] = ()
) -> Table:
    return Table(f"data/tiny/{name}.csv", header.split(), [[*row, SOURCE] for row in rows], totals or [], signed)


def _areas() -> Table:
    rows = [
        [p.code, p.number, p.name, *REGION, *p.east_north_spread, p.former_codes, p.spellings, 2023, "km"]
        for p in PLACES
    ]
    return table("areas", " ".join(areas.HEADER), rows)


def _children() -> Table:
    ages = len(children.AGES)
    rows = [
        [p.code, decile, *map(int, round_to_total(np.ones(ages), number)), 2019, "children"]
        for p in PLACES
        for decile, number in p.deciles.items()
    ]
    total = Total("children", float(sum(sum(row[2 : 2 + ages]) for row in rows)), 9000)
    return table("children", f"la_code imd_decile {' '.join(children.COLUMNS)} year unit source", rows, [total])


def _births() -> Table:
    rows = [[p.code, year, p.children // 18, "births"] for p in PLACES for year in births.YEARS]
    return table("births", "la_code year births unit source", rows)


def _migration() -> Table:
    rows = [[p.code, year, p.net_migration, "children per year"] for p in PLACES for year in migration.YEARS]
    return table("migration", "la_code year net_migration unit source", rows, signed=("net_migration",))


def _looked_after() -> Table:
    rows = [
        [p.code, band, int(count), of_whom, 2019, "children"]
        for p in PLACES
        for band, count, of_whom in zip(
            AGE_BANDS, round_to_total(STOCK_BY_AGE, p.looked_after), (0, 0, 0, *p.uasc)
        )
    ]
    totals = [
        Total("looked after", float(sum(row[2] for row in rows)), 120),
        Total("uasc", float(sum(row[3] for row in rows)), 6),
    ]
    return table("looked_after", "la_code age_band children uasc year unit source", rows, totals)


def _starts() -> Table:
    tenths = care_starts.TENTHS
    counts = {p.code: round_to_total(STARTS_BY_AGE, round((p.starts - p.arrivals) * tenths)) for p in PLACES}
    rows = [
        [code, band, count / tenths, "2019-2021", "children per year"]
        for code, line in counts.items()
        for band, count in zip(AGE_BANDS, line)
    ]
    total = Total("starts a year", float(sum(row[2] for row in rows)), 55)
    return table("care_starts", "la_code age_band starts year unit source", rows, [total])


def _starts_history() -> Table:
    rows = [[p.code, year, 1.0, "1"] for p in PLACES for year in YEARS_OF_HISTORY]
    return table("care_starts_history", "la_code year ratio unit source", rows)


def _uasc() -> Table:
    rows = [
        [p.code, year, p.arrivals, *p.transferred, "children per year"] for p in PLACES for year in uasc.YEARS
    ]
    total = Total("arrivals in 2020", float(sum(row[2] for row in rows if row[1] == 2020)), 5)
    return table("uasc", "la_code year arrivals transferred_out transferred_in unit source", rows, [total])


def _ceases() -> Table:
    rows = [
        [p.code, year, round(p.starts * share), "children"] for p in PLACES for year, share in CEASES.items()
    ]
    return table("care_ceases", "la_code year ceases unit source", rows)


def _foster_places() -> Table:
    rows = [
        [p.code, agency, places, 2019, "places"]
        for p in PLACES
        for agency, places in (("in_house", p.in_house), ("ifa", p.ifa))
    ]
    return table("foster_places", "la_code agency places year unit source", rows)


def _adults() -> Table:
    rows = [
        [p.code, band, round(p.children * share), 2020, "adults"]
        for p in PLACES
        for band, share in ADULTS.items()
    ]
    return table("adults", "la_code age_band adults year unit source", rows)


def _homes() -> Table:
    rows = [[p.code, *home, 2019, "homes and places"] for p in PLACES for home in p.homes]
    return table("homes", "la_code kind sector homes places year unit source", rows)


def _spending() -> Table:
    rows = [
        [p.code, year, p.looked_after * spent, spending.UNIT]
        for p in PLACES
        for year, spent in SPENT_PER_CHILD.items()
    ]
    return table("spending", " ".join(spending.HEADER), rows)
