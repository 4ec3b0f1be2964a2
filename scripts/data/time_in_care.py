"""time_in_care.csv: how long children looked after on each 31 March have been in care, by age."""

from __future__ import annotations

import numpy as np

import looked_after
from national_target import ALL_AGES, DURING_YEAR, SAME_CARER
from reference import AGE_BANDS, FIRST_DAYS, Reference
from rounding import Numbers, round_to_total
from tables import Table, Total

TIMES = ("under_12_months", "to_30_months", "30_months_or_more")
A_YEAR = "Children looked after on 31 March who've been looked after for at least 12 months; Age group"
OLDEST = "16_to_17"
LIKE_THE_OLDEST = "10_to_15"  # of the ages of which those here for thirty months are published
THOUSANDTHS = 1000


def a_year_or_longer(reference: Reference, year: int) -> dict[str, float]:
    """Children looked after for 12 months or more; nobody under one has a figure that says more than none."""
    facts = reference.facts(DURING_YEAR)
    return {band: facts.get((f"{A_YEAR}; {label}", year), 0.0) for band, label in AGE_BANDS.items()}


def thirty_months_or_longer(reference: Reference, year: int) -> dict[str, float]:
    """Published for under 16; of those of 16 and 17 here for a year the same share as of 10 to 15 (assumed)."""
    facts, a_year = reference.facts(SAME_CARER), a_year_or_longer(reference, year)
    found = {band: facts.get((f"Age group; {label}; {ALL_AGES}", year), 0.0) for band, label in AGE_BANDS.items()}
    return found | {OLDEST: a_year[OLDEST] * found[LIKE_THE_OLDEST] / a_year[LIKE_THE_OLDEST]}


def shares(reference: Reference, year: int) -> dict[str, Numbers]:
    """Age -> share of its children by time in care."""
    a_year, thirty_months = a_year_or_longer(reference, year), thirty_months_or_longer(reference, year)
    found = {}
    for band, everybody in zip(AGE_BANDS, looked_after.national_ages(reference, year)):
        counts = np.array([everybody - a_year[band], a_year[band] - thirty_months[band], thirty_months[band]])
        found[band] = round_to_total(counts, THOUSANDTHS) / THOUSANDTHS
    return found


def source(year: int, band: str) -> str:
    if band == OLDEST:
        return f"assumed: DfE CLA {year} of 12 months or more; from 30 months on as 10 to 15"
    return f"derived: DfE CLA {year} of 12 months or more, and of 2.5 years or more, over all of the age"


def build(reference: Reference) -> Table:
    """One row per year, age band and time in care; the shares of an age add to 1."""
    rows: list[list[str | int | float]] = []
    totals = []
    for year in FIRST_DAYS:
        ages, of_year = looked_after.national_ages(reference, year), shares(reference, year)
        for band, line in of_year.items():
            rows += [[band, time, float(share), year, "1", source(year, band)] for time, share in zip(TIMES, line)]
        longer = sum(everybody * (1 - line[0]) for everybody, line in zip(ages, of_year.values()))
        published = reference.facts(DURING_YEAR)[f"{A_YEAR}; {ALL_AGES}", year]
        totals.append(Total(f"a year or longer {year}", float(longer), published))
    return Table("data/time_in_care.csv", ["age_band", "time_in_care", "share", "year", "unit", "source"], rows, totals)
