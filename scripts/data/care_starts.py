"""care_starts.csv: starts of care a year by authority and age without UASC: mean of 2019-2021, then single years."""

from __future__ import annotations

import numpy as np

import looked_after
import uasc
from reference import AGE_BANDS, FIRST_DAYS, Reference
from rounding import Counts, Numbers, rake, round_to_margins, round_to_total
from tables import Table, Total

YEARS = (2019, 2020, 2021)
STARTS = "CLA starting in year"
#: Years -> the 31 March of whose stock the ages of starters are a mix of, by authority.
PERIODS = {YEARS: YEARS[0]} | {(year,): year for year in FIRST_DAYS if year > YEARS[-1]}
TENTHS = 10  # one decimal: children are counted in tenths


def in_words(years: tuple[int, ...]) -> str:
    """A year, or the first and last of a mean: 2019-2021."""
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def national_starts(reference: Reference, years: tuple[int, ...] = YEARS) -> float:
    """Mean starts in England: everybody less unaccompanied asylum-seeking children (UASC)."""
    facts = reference.facts(STARTS)
    starts = [facts[("Age on starting; Total children", year)] - facts[(uasc.UASC, year)] for year in years]
    return float(np.mean(starts))


def national_ages(reference: Reference, years: tuple[int, ...] = YEARS) -> Numbers:
    """Mean starts in England by age band, less the assumed ages of UASC."""
    facts = reference.facts(STARTS)
    ages = [
        np.array([facts[(f"Age on starting; {label}", year)] for label in AGE_BANDS.values()])
        - uasc.ages_of_starts(facts[(uasc.UASC, year)])
        for year in years
    ]
    return np.mean(np.array(ages), axis=0)


def authority_totals(reference: Reference, years: tuple[int, ...] = YEARS) -> Numbers:
    """Mean starts without UASC by authority; a suppressed year (Isles of Scilly) counts as none."""
    mean = np.zeros(len(reference.la_codes()))
    for year in years:
        panel = reference.panel("LACnum_Start", year)
        starts = np.array([panel.get(code, (0.0, False))[0] for code in reference.la_codes()])
        mean += (starts - uasc.starts(reference, year)) / len(years)
    return mean


def table(reference: Reference, years: tuple[int, ...]) -> Counts:
    """Authority x age band: mean starts in tenths.

    No age of starters is published by authority. The seed is the age mix of those looked after in it (UASC
    apart), so that an authority with many teenagers in care gets many teenage starts; raking supplies the
    national ages. One child spread over the national ages is added to each authority, so that no age is
    impossible anywhere.
    """
    ages = national_ages(reference, years)
    total = round(national_starts(reference, years) * TENTHS)
    rows = round_to_total(authority_totals(reference, years), total)
    columns = round_to_total(ages, total)
    stock = PERIODS[years]
    families = looked_after.counts(reference, stock) - looked_after.unaccompanied(reference, stock)
    seed = families + ages / ages.sum()
    return round_to_margins(rake(seed, rows.astype(float), columns.astype(float)), rows, columns)


def build(reference: Reference) -> Table:
    """One row per authority, year or mean of years, and age band."""
    tables = {years: table(reference, years) for years in PERIODS}
    lines: list[list[str | int | float]] = [
        [code, band, counts[place, age] / TENTHS, in_words(years), "children per year", _source(years)]
        for place, code in enumerate(reference.la_codes())
        for years, counts in tables.items()
        for age, band in enumerate(AGE_BANDS)
    ]
    totals = []
    for years, counts in tables.items():
        when, ages = in_words(years), national_ages(reference, years)
        totals.append(Total(f"starts a year {when}", float(counts.sum()) / TENTHS, national_starts(reference, years)))
        totals += [
            Total(f"aged {band} {when}", float(count) / TENTHS, float(published))
            for band, count, published in zip(AGE_BANDS, counts.sum(axis=0), ages)
        ]
    header = ["la_code", "age_band", "starts", "year", "unit", "source"]
    return Table("data/care_starts.csv", header, lines, totals)


def _source(years: tuple[int, ...]) -> str:
    return f"derived: DfE CLA starts less UASC {in_words(years)}; age by raking"
