"""population.csv: children aged 0 to 17 by authority, mid-2012 to mid-2035."""

from __future__ import annotations

import numpy as np

import births
import children
from reference import Reference
from rounding import Counts, Numbers, round_to_total
from tables import Table, Total

PUBLISHED = range(2012, 2024)
PROJECTED = range(2024, 2036)
AGES = 18
SOURCE = "measured: ONS mid-year population, base revised after the 2021 census"
PROJECTION = "assumed: ageing and births of births.csv; no migration, no deaths"


def born_before_mid_year(reference: Reference) -> dict[int, Numbers]:
    """Births by authority in the year to 30 June: nine months of one reporting year and three of the next."""
    codes = reference.la_codes()
    by_code = {(row[0], int(row[1])): float(row[2]) for row in births.build(reference).rows}
    last = births.YEARS[-1]
    yearly = {year: np.array([by_code[code, year] for code in codes]) for year in births.YEARS}
    yearly[last + 1] = yearly[last]
    return {year: 0.75 * yearly[year] + 0.25 * yearly[year + 1] for year in births.YEARS}


def projected(reference: Reference) -> dict[int, Counts]:
    """Children by authority: everybody a year older, the babies of the year added, 18-year-olds gone.

    Ages of mid-2020 are carried to mid-2023 and scaled to the published total there, one factor for an
    authority (migration and deaths of three years, all ages alike). From then on nobody moves or dies.
    """
    babies = born_before_mid_year(reference)
    ages = children.children_by_age_at_mid_2020(reference)[:, :AGES]
    start = PUBLISHED[-1]
    for year in range(2021, start + 1):
        ages = np.hstack([babies[year][:, np.newaxis], ages[:, :-1]])
    ages = ages * (_published(reference, start) / ages.sum(axis=1))[:, np.newaxis]
    found = {}
    for year in PROJECTED:
        ages = np.hstack([babies[year][:, np.newaxis], ages[:, :-1]])
        found[year] = round_to_total(ages.sum(axis=1), round(ages.sum()))
    return found


def build(reference: Reference) -> Table:
    """One row per authority and mid-year (30 June)."""
    by_year = {year: _published(reference, year).astype(np.int64) for year in PUBLISHED}
    by_year |= projected(reference)
    rows: list[list[str | int | float]] = [
        [code, year, int(counts[place]), "children", SOURCE if year in PUBLISHED else PROJECTION]
        for place, code in enumerate(reference.la_codes())
        for year, counts in by_year.items()
    ]
    england = _england(reference)
    totals = [Total(f"mid-{year}", float(by_year[year].sum()), england[year]) for year in PUBLISHED]
    base = float(by_year[PUBLISHED[-1]].sum())
    for year in (2024, 2030, 2035):
        totals.append(Total(f"mid-{year} beside mid-2023", float(by_year[year].sum()), base))
    return Table("data/population.csv", ["la_code", "year", "children", "unit", "source"], rows, totals)


def _published(reference: Reference, year: int) -> Numbers:
    population = reference.population(year)
    return np.array([population[code] for code in reference.la_codes()], dtype=float)


def _england(reference: Reference) -> dict[int, float]:
    rows = reference.table("care_facts")
    rows = rows[rows["measure"] == children.NATIONAL_TOTAL]
    rows = rows[rows["breakdown"] == "England; Children aged 0 to 17 years"]
    return {int(row.year): float(row.value) for row in rows.itertuples()}
