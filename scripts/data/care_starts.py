"""care_starts.csv: starts of care a year by authority and age, mean of 2019-2021, without UASC."""

from __future__ import annotations

import numpy as np

import looked_after
import uasc
from reference import AGE_BANDS, Reference
from rounding import Numbers, rake, round_to_margins, round_to_total
from tables import Table, Total

YEARS = (2019, 2020, 2021)
STARTS = "CLA starting in year"
SOURCE = "derived: DfE CLA starts less UASC 2019-2021; age by raking"
TENTHS = 10  # one decimal: children are counted in tenths


def national_starts(reference: Reference) -> float:
    """Mean starts in England: everybody less unaccompanied asylum-seeking children (UASC)."""
    facts = reference.facts(STARTS)
    years = [facts[("Age on starting; Total children", year)] - facts[(uasc.UASC, year)] for year in YEARS]
    return float(np.mean(years))


def national_ages(reference: Reference) -> Numbers:
    """Mean starts in England by age band, less the assumed ages of UASC."""
    facts = reference.facts(STARTS)
    years = [
        np.array([facts[(f"Age on starting; {label}", year)] for label in AGE_BANDS.values()])
        - uasc.ages_of_starts(facts[(uasc.UASC, year)])
        for year in YEARS
    ]
    return np.mean(np.array(years), axis=0)


def authority_totals(reference: Reference) -> Numbers:
    """Mean starts without UASC by authority; a suppressed year (Isles of Scilly) counts as none."""
    mean = np.zeros(len(reference.la_codes()))
    for year in YEARS:
        panel = reference.panel("LACnum_Start", year)
        starts = np.array([panel.get(code, (0.0, False))[0] for code in reference.la_codes()])
        mean += (starts - uasc.starts(reference, year)) / len(YEARS)
    return mean


def build(reference: Reference) -> Table:
    """One row per authority and age band.

    No age of starters is published by authority. The seed is the age mix of those looked after in it (UASC
    apart), so that an authority with many teenagers in care gets many teenage starts; raking supplies the
    national ages. One child spread over the national ages is added to each authority, so that no age is
    impossible anywhere.
    """
    national = national_starts(reference)
    ages = national_ages(reference)
    total = round(national * TENTHS)
    rows = round_to_total(authority_totals(reference), total)
    columns = round_to_total(ages, total)
    families = looked_after.counts(reference) - looked_after.unaccompanied(reference)
    seed = families + ages / ages.sum()
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
