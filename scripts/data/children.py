"""children.csv: children resident on 31 March 2019 by authority, deprivation decile and age."""

from __future__ import annotations

import numpy as np

from births import national_births
from reference import Reference
from rounding import Numbers, round_to_total
from tables import Table, Total

YEAR = 2019  # of the 31 March that the rows tell of
AGES = range(17, -1, -1)
COLUMNS = [f"age_{age}" for age in AGES]
# Cohort Y was born from 1 April Y-1 to 31 March Y: it is YEAR - Y years old.
COHORTS = [YEAR - age for age in AGES]
OLDEST_AGE_BY_AUTHORITY = 17
SOURCE = "derived: ONS mid-year estimates 2018-2020; IMD 2019"
NATIONAL_AGES = "ONS mid-2020 population England by single year of age"
NATIONAL_TOTAL = "ONS mid-year population"


def total_on_31_march_2019(reference: Reference) -> Numbers:
    """Children aged 0-17 by authority: three quarters of the way from mid-2018 to mid-2019."""
    before, after = reference.population(2018), reference.population(2019)
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


def cohorts_before_raking(reference: Reference) -> Numbers:
    """Authority x cohort, the oldest first, at mid-2020.

    At 30 June 2020 three of a cohort's twelve months of birth are one year of age older than the other nine.
    """
    by_age = children_by_age_at_mid_2020(reference)
    columns = [by_age[:, 2021 - cohort] * 3 / 12 + by_age[:, 2020 - cohort] * 9 / 12 for cohort in COHORTS]
    return np.stack(columns, axis=1)


def build(reference: Reference) -> Table:
    """One row per authority and decile present in it."""
    codes = reference.la_codes()
    deciles = np.zeros((len(codes), 10))
    position = {code: row for row, code in enumerate(codes)}
    for row in reference.table("children_by_la_and_deprivation").itertuples():
        deciles[position[row.la_code], int(row.imd2019_decile) - 1] = float(row.children_0_17_mid2020)
    cohorts = cohorts_before_raking(reference)
    exact = total_on_31_march_2019(reference)
    # One factor per authority: the change in its children between March 2019 and mid-2020, all ages alike.
    totals = round_to_total(exact, round(exact.sum()))
    rows: list[list[str | int | float]] = []
    for code, decile, cohort, total in zip(codes, deciles, cohorts, totals):
        counts = round_to_total(np.outer(decile, cohort), int(total))
        for number in range(10):
            if counts[number].any():
                rows.append([code, number + 1, *map(int, counts[number]), YEAR, "children", SOURCE])
    header = ["la_code", "imd_decile", *COLUMNS, "year", "unit", "source"]
    factors = exact / cohorts.sum(axis=1)
    return Table("data/children.csv", header, rows, _totals(reference, rows, factors, cohorts))


def _totals(
    reference: Reference, rows: list[list[str | int | float]], factors: Numbers, cohorts: Numbers
) -> list[Total]:
    published = reference.table("care_facts")
    published = published[
        (published["measure"] == NATIONAL_TOTAL)
        & (published["breakdown"] == "England; Children aged 0 to 17 years")
    ].set_index("year")["value"]
    national = 0.25 * float(published["2018"]) + 0.75 * float(published["2019"])
    counts = np.array([[int(cell) for cell in row[2 : 2 + len(COLUMNS)]] for row in rows])
    return [
        Total("children", float(counts.sum()), national),
        Total("before raking (all ages)", float(cohorts.sum()), national),
        Total("smallest raking factor", float(factors.min()), 1),
        Total("largest raking factor", float(factors.max()), 1),
        Total("age_0 beside births", float(counts[:, -1].sum()), national_births(reference, YEAR)),
    ]
