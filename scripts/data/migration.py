"""migration.csv: net migration of children by authority and reporting year, 2020 to 2023."""

from __future__ import annotations

import numpy as np

import births
import children
from reference import FIRST_DAYS, Reference
from rounding import Counts
from tables import Table, Total

YEARS = FIRST_DAYS[1:]
SOURCE = "derived: children of two 31 Marches (ONS mid-years {} to {}) less births, with those who turned 18"


def by_year(reference: Reference) -> dict[int, Counts]:
    """Children who came less those who went, by authority: what births and birthdays leave unexplained.

    Both 31 Marches are those of children.csv, a quarter of one mid-year and three quarters of the next, so the year
    runs from April to March as everything else does. All who were 17 on the first of the two have turned 18 by the
    second. Deaths are in it, as leaving.
    """
    ages = {year: _by_age(reference, year) for year in FIRST_DAYS}
    born = births.by_year(reference)
    oldest = children.AGES.index(children.OLDEST_AGE_BY_AUTHORITY)
    return {
        year: ages[year].sum(axis=1) - ages[year - 1].sum(axis=1) - born[year] + ages[year - 1][:, oldest]
        for year in YEARS
    }


def build(reference: Reference) -> Table:
    """One row per authority and year."""
    net = by_year(reference)
    rows: list[list[str | int | float]] = [
        [code, year, int(net[year][place]), "children per year", SOURCE.format(year - 2, year)]
        for place, code in enumerate(reference.la_codes())
        for year in YEARS
    ]
    header = ["la_code", "year", "net_migration", "unit", "source"]
    return Table("data/migration.csv", header, rows, _totals(reference, net), signed=("net_migration",))


def _by_age(reference: Reference, year: int) -> Counts:
    """Authority x age, the oldest first."""
    by_authority = children.of_year(reference, year)
    return np.stack([by_authority[code].sum(axis=0) for code in reference.la_codes()])


def _totals(reference: Reference, net: dict[int, Counts]) -> list[Total]:
    """England's children of each year: those of 2019 carried on by births, birthdays and migration."""
    born = births.by_year(reference)
    so_far = _by_age(reference, FIRST_DAYS[0])
    there, turned_18 = float(so_far.sum()), float(so_far[:, 0].sum())
    totals = []
    for year in YEARS:
        there += float(born[year].sum() + net[year].sum()) - turned_18
        turned_18 = float(_by_age(reference, year)[:, 0].sum())
        totals.append(Total(f"children {year}", there, float(children.total_on_31_march(reference, year).sum())))
    return totals
