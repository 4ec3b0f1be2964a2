"""births.csv: births by authority and reporting year, 2020 to 2035."""

from __future__ import annotations

import numpy as np

from reference import Reference
from rounding import Counts, round_to_total
from tables import Table, Total

YEARS = range(2020, 2036)
LAST_CALENDAR_YEAR = 2022
SOURCES = {
    "derived": "derived: ONS age 0 mid-2020 x England births 2019-2022",
    "part": "derived: as 2022; England births of early 2023 taken as in 2022",
    "assumed": "assumed: births stay as in the year to March 2023",
}


def births_by_calendar_year(reference: Reference) -> dict[int, float]:
    """Live births in England by calendar year; the last published year is carried on."""
    facts = reference.table("extra_facts")
    facts = facts[(facts["measure"] == "Live births") & (facts["breakdown"] == "England")]
    births = {int(row.year): float(row.value) for row in facts.itertuples()}
    for year in range(LAST_CALENDAR_YEAR + 1, YEARS[-1] + 1):
        births[year] = births[LAST_CALENDAR_YEAR]
    return births


def national_births(reference: Reference, year: int) -> float:
    """Births in the year to 31 March: nine months of the calendar year before and three of this one."""
    births = births_by_calendar_year(reference)
    return 0.75 * births[year - 1] + 0.25 * births[year]


def source(year: int) -> str:
    if year <= LAST_CALENDAR_YEAR:
        return SOURCES["derived"]
    return SOURCES["part" if year == LAST_CALENDAR_YEAR + 1 else "assumed"]


def by_year(reference: Reference) -> dict[int, Counts]:
    """Births by authority in each reporting year: babies aged 0 at mid-2020, moved along national births.

    Those babies were born from July 2019 to June 2020. Scaling from residents rather than registrations keeps
    births on the same base as the children already there (about 2% fewer than registered births).
    """
    calendar = births_by_calendar_year(reference)
    ages = reference.table("children_by_la_and_age").set_index("la_code")
    babies = ages.loc[reference.la_codes(), "0"].astype(float).to_numpy()
    base = 0.5 * calendar[2019] + 0.5 * calendar[2020]
    found = {}
    for year in YEARS:
        expected = babies * national_births(reference, year) / base
        found[year] = round_to_total(expected, round(expected.sum()))
    return found


def build(reference: Reference) -> Table:
    """One row per authority and year."""
    counts = by_year(reference)
    rows: list[list[str | int | float]] = []
    for place, code in enumerate(reference.la_codes()):
        rows += [[code, year, int(counts[year][place]), "births", source(year)] for year in YEARS]
    totals = [
        Total(f"births {year}", float(np.sum(counts[year])), national_births(reference, year))
        for year in (2020, 2021, 2022)
    ]
    return Table("data/births.csv", ["la_code", "year", "births", "unit", "source"], rows, totals)
