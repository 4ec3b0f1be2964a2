"""looked_after.csv: children looked after on each 31 March by authority and age, of whom unaccompanied."""

from __future__ import annotations

import functools

import numpy as np

import uasc
from mixes_of_authorities import mix, of_details, year_of_details
from reference import AGE_BANDS, FIRST_DAYS, Reference
from rounding import Counts, Numbers, rake, round_to_margins, round_to_total
from tables import Table, Total

STOCK = "CLA at 31 March by characteristics"
FIRST_BAND_OF_UASC = 3  # 10 to 15: nobody younger is taken to be unaccompanied
SUPPRESSED_SOURCE = "assumed: none where the published figure is suppressed"


@functools.cache
def national_ages(reference: Reference, year: int) -> Numbers:
    """Children looked after in England at 31 March by age band (published to the nearest ten)."""
    facts = reference.facts(STOCK)
    return np.array([facts[(f"Age group; {label}", year)] for label in AGE_BANDS.values()])


@functools.cache
def age_mix(reference: Reference, year: int) -> Numbers:
    """Authority x age band on the 31 March of the year's details, gaps filled."""
    ages = national_ages(reference, year_of_details(year))
    return mix(reference, year, "Age group", list(AGE_BANDS.values()), ages)


def published_totals(reference: Reference, year: int) -> Numbers:
    """Children looked after by authority of 2023 as published; a suppressed one (Isles of Scilly) counts as none."""
    panel = reference.panel("LACnum", year)
    return np.array([panel.get(code, (0.0, False))[0] for code in reference.la_codes()])


def authority_totals(reference: Reference, year: int) -> Counts:
    """Children looked after on 31 March by authority of 2023, adding to the published national total."""
    national = reference.facts(STOCK)[("Age group; Total children", year)]
    return round_to_total(published_totals(reference, year), int(national))


@functools.cache
def counts(reference: Reference, year: int) -> Counts:
    """Authority x age band on 31 March: whole children that fit both published margins."""
    rows = authority_totals(reference, year)
    columns = round_to_total(national_ages(reference, year), int(rows.sum()))
    seed = with_room_for(uasc.stock(reference, year), rows, age_mix(reference, year))
    return round_to_margins(rake(seed, rows.astype(float), columns.astype(float)), rows, columns)


def with_room_for(alone: Counts, totals: Counts, ages: Numbers) -> Numbers:
    """The mix `ages`, but with as many children of 10 or older as there are UASC in an authority, and one more.

    Only where it has fewer: in the City of London, whose ages are suppressed, nearly all children are UASC.
    """
    shares = ages / ages.sum(axis=1, keepdims=True)
    old_enough = shares[:, FIRST_BAND_OF_UASC:].sum(axis=1)
    found = np.array(ages)
    for place in np.flatnonzero(old_enough * totals < alone):
        wanted = min((alone[place] + 1) / totals[place], 1.0)
        found[place, FIRST_BAND_OF_UASC:] = shares[place, FIRST_BAND_OF_UASC:] * wanted / old_enough[place]
        found[place, :FIRST_BAND_OF_UASC] = shares[place, :FIRST_BAND_OF_UASC] * (1 - wanted) / (1 - old_enough[place])
    return found


@functools.cache
def unaccompanied(reference: Reference, year: int) -> Counts:
    """Unaccompanied asylum-seeking children (UASC) among `counts`, by authority and age.

    England's ages are published as under 16, and 16 and over. Those under 16 are all put at 10 to 15
    (assumed), the same share in every authority, as far as there are so many children of that age in care.
    """
    everybody, facts = counts(reference, year), reference.facts(uasc.STOCK)
    totals = uasc.stock(reference, year)
    young, middle, oldest = facts[("Age group; Under 16 years", year)], FIRST_BAND_OF_UASC, FIRST_BAND_OF_UASC + 1
    least = np.maximum(totals - everybody[:, oldest], 0)  # more than there are children of 16 and 17
    room = np.minimum(everybody[:, middle], totals)
    expected = least + uasc.fit_below(totals - least, room - least, young - least.sum())
    table = np.zeros_like(everybody)
    table[:, middle] = round_to_total(expected, round(young))
    table[:, oldest] = totals - table[:, middle]
    if np.any(table < 0) or np.any(table > everybody):
        raise ValueError(f"more unaccompanied children than children looked after in a cell of {year}")
    return table


def source(reference: Reference, year: int, code: str) -> str:
    if code not in reference.panel("LACnum", year):
        return SUPPRESSED_SOURCE
    return f"derived: DfE CLA {year} totals; age mix {of_details(year)} in the LA; UASC gaps filled"


def build(reference: Reference) -> Table:
    """One row per authority, year and age band."""
    tables = {year: (counts(reference, year), unaccompanied(reference, year)) for year in FIRST_DAYS}
    rows: list[list[str | int | float]] = [
        [code, band, int(all_ages[place, age]), int(alone[place, age]), year, "children", source(reference, year, code)]
        for place, code in enumerate(reference.la_codes())
        for year, (all_ages, alone) in tables.items()
        for age, band in enumerate(AGE_BANDS)
    ]
    totals = [total for year, (table, alone) in tables.items() for total in _totals(reference, year, table, alone)]
    header = ["la_code", "age_band", "children", "uasc", "year", "unit", "source"]
    return Table("data/looked_after.csv", header, rows, totals)


def _totals(reference: Reference, year: int, table: Counts, alone: Counts) -> list[Total]:
    national = reference.facts(STOCK)[("Age group; Total children", year)]
    totals = [Total(f"children looked after {year}", float(table.sum()), national)]
    totals += [
        Total(f"aged {band} {year}", float(count), published)
        for band, count, published in zip(AGE_BANDS, table.sum(axis=0), national_ages(reference, year))
    ]
    uasc_facts = reference.facts(uasc.STOCK)
    return totals + [
        Total(f"uasc {words} {year}", float(number), uasc_facts[(f"Age group; {label}", year)])
        for words, number, label in (
            ("all", alone.sum(), "Total"),
            ("under 16", alone[:, :4].sum(), "Under 16 years"),
            ("16 and over", alone[:, 4].sum(), "16 years and over"),
        )
    ]
