"""care_starts.csv: children starting to be looked after in a year by authority and age, mean of 2019-2021."""

from __future__ import annotations

import numpy as np

import looked_after
from reference import AGE_BANDS, Reference
from rounding import Numbers, rake, round_to_margins, round_to_total
from tables import Table, Total

YEARS = (2019, 2020, 2021)
STARTS = "CLA starting in year"
SOURCE = "derived: DfE CLA starts 2019-2021; age by raking"
TENTHS = 10  # one decimal: children are counted in tenths


def national_ages(reference: Reference) -> Numbers:
    """Mean starts in England by age band."""
    facts = reference.facts(STARTS)
    years = [[facts[(f"Age on starting; {label}", year)] for label in AGE_BANDS.values()] for year in YEARS]
    return np.mean(np.array(years), axis=0)


def authority_totals(reference: Reference) -> Numbers:
    """Mean starts by authority; a suppressed year (Isles of Scilly) counts as none."""
    years = [reference.panel("LACnum_Start", year) for year in YEARS]
    starts = [[year.get(code, (0.0, False))[0] for year in years] for code in reference.la_codes()]
    return np.mean(np.array(starts), axis=1)


def build(reference: Reference) -> Table:
    """One row per authority and age band.

    No age of starters is published by authority. The seed is the age mix of those looked after in it, so that
    an authority with many teenagers in care gets many teenage starts; raking supplies the national ages. One
    child spread over the national ages is added to each authority, so that no age is impossible anywhere.
    """
    facts = reference.facts(STARTS)
    national = float(np.mean([facts[("Age on starting; Total children", year)] for year in YEARS]))
    ages = national_ages(reference)
    total = round(national * TENTHS)
    rows = round_to_total(authority_totals(reference), total)
    columns = round_to_total(ages, total)
    seed = looked_after.counts(reference) + ages / ages.sum()
    table = round_to_margins(rake(seed, rows.astype(float), columns.astype(float)), rows, columns)
    lines: list[list[str | int | float]] = [
        [code, band, count / TENTHS, "2019-2021", "children per year", SOURCE]
        for code, line in zip(reference.la_codes(), table)
        for band, count in zip(AGE_BANDS, line)
    ]
    totals = [Total("starts a year", float(table.sum()) / TENTHS, national)]
    totals += [
        Total(f"aged {band}", float(count) / TENTHS, float(published))
        for band, count, published in zip(AGE_BANDS, table.sum(axis=0), ages)
    ]
    header = ["la_code", "age_band", "starts", "year", "unit", "source"]
    return Table("data/care_starts.csv", header, lines, totals)
