"""children.csv: children resident on each 31 March by authority, deprivation decile and age."""

from __future__ import annotations

import numpy as np

import births
from reference import FIRST_DAYS, Reference
from rounding import Counts, Numbers, round_to_total
from tables import Table, Total

AGES = range(17, -1, -1)
COLUMNS = [f"age_{age}" for age in AGES]
LAST_COHORT_OF_MID_2020 = 2020  # born to March 2020: all of them are there in the middle of that year
OLDEST_AGE_BY_AUTHORITY = 17
NATIONAL_AGES = "ONS mid-2020 population England by single year of age"
NATIONAL_TOTAL = "ONS mid-year population"


def total_on_31_march(reference: Reference, year: int) -> Numbers:
    """Children aged 0-17 by authority: three quarters of the way from one mid-year to the next."""
    before, after = reference.population(year - 1), reference.population(year)
    return np.array([0.25 * before[code] + 0.75 * after[code] for code in reference.la_codes()])


def children_by_age_at_mid_2020(reference: Reference) -> Numbers:
    """Authority x age 0-19. Ages 18 and 19 follow the authority's age 17 at the national ratios (assumed)."""
    ages = reference.table("children_by_la_and_age").set_index("la_code")
    columns = [str(age) for age in range(OLDEST_AGE_BY_AUTHORITY + 1)]
    by_age = ages.loc[reference.la_codes(), columns].astype(float).to_numpy()
    facts = reference.table("care_facts")
    facts = facts[facts["measure"] == NATIONAL_AGES]
    national = {int(row.breakdown.removeprefix("age ")): float(row.value) for row in facts.itertuples()}
    older = [national[age] / national[OLDEST_AGE_BY_AUTHORITY] for age in (18, 19)]
    return np.hstack([by_age, by_age[:, -1:] * np.array(older)])


def cohorts_before_raking(reference: Reference, year: int) -> Numbers:
    """Authority x cohort, the oldest first: those of mid-2020, and the births of the years since.

    Cohort Y was born from 1 April Y-1 to 31 March Y, so it is `year` - Y years old. At 30 June 2020 three of a cohort's
    twelve months of birth are one year of age older than the other nine.
    """
    by_age, born = children_by_age_at_mid_2020(reference), births.by_year(reference)
    cohorts = [year - age for age in AGES]
    columns = [
        born[cohort].astype(float)
        if cohort > LAST_COHORT_OF_MID_2020
        else by_age[:, 2021 - cohort] * 3 / 12 + by_age[:, 2020 - cohort] * 9 / 12
        for cohort in cohorts
    ]
    return np.stack(columns, axis=1)


def source(year: int) -> str:
    """Of the ages it says from when they are carried, of the nearest year with such a table."""
    ages = {2019: "2018-2020", 2020: "2019-2020"}.get(year, f"{year - 1}-{year}; ages carried from 2020")
    return f"derived: ONS mid-year estimates {ages}; IMD 2019"


def of_year(reference: Reference, year: int) -> dict[str, Counts]:
    """Authority -> decile x age, the oldest first."""
    codes = reference.la_codes()
    deciles = np.zeros((len(codes), 10))
    position = {code: row for row, code in enumerate(codes)}
    for row in reference.table("children_by_la_and_deprivation").itertuples():
        deciles[position[row.la_code], int(row.imd2019_decile) - 1] = float(row.children_0_17_mid2020)
    cohorts = cohorts_before_raking(reference, year)
    exact = total_on_31_march(reference, year)
    # One factor per authority: the change in its children since mid-2020, all ages alike.
    totals = round_to_total(exact, round(exact.sum()))
    return {
        code: round_to_total(np.outer(decile, cohort), int(total))
        for code, decile, cohort, total in zip(codes, deciles, cohorts, totals)
    }


def build(reference: Reference) -> Table:
    """One row per authority, year and decile present in it."""
    by_year = {year: of_year(reference, year) for year in FIRST_DAYS}
    rows: list[list[str | int | float]] = [
        [code, decile, *map(int, counts), year, "children", source(year)]
        for code in reference.la_codes()
        for year, by_authority in by_year.items()
        for decile, counts in enumerate(by_authority[code], start=1)
        if counts.any()
    ]
    header = ["la_code", "imd_decile", *COLUMNS, "year", "unit", "source"]
    totals = [total for year in FIRST_DAYS for total in _totals(reference, year, by_year[year])]
    return Table("data/children.csv", header, rows, totals)


def _totals(reference: Reference, year: int, by_authority: dict[str, Counts]) -> list[Total]:
    published = reference.table("care_facts")
    published = published[
        (published["measure"] == NATIONAL_TOTAL)
        & (published["breakdown"] == "England; Children aged 0 to 17 years")
    ].set_index("year")["value"]
    national = 0.25 * float(published[str(year - 1)]) + 0.75 * float(published[str(year)])
    cohorts = cohorts_before_raking(reference, year)
    factors = total_on_31_march(reference, year) / cohorts.sum(axis=1)
    counts = sum(table.sum(axis=0) for table in by_authority.values())
    return [
        Total(f"children {year}", float(counts.sum()), national),
        Total(f"before raking {year}", float(cohorts.sum()), national),
        Total(f"smallest raking factor {year}", float(factors.min()), 1),
        Total(f"largest raking factor {year}", float(factors.max()), 1),
        Total(f"age_0 beside births {year}", float(counts[-1]), births.national_births(reference, year)),
    ]
