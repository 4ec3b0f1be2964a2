"""looked_after.csv: children looked after on 31 March 2019 by authority and age, of whom unaccompanied."""

from __future__ import annotations

import functools

import numpy as np

import uasc
from reference import AGE_BANDS, Reference
from rounding import Counts, Numbers, rake, round_to_margins, round_to_total
from shares_of_2021 import mix_of_2021
from tables import Table, Total

STOCK = "CLA at 31 March by characteristics"
SOURCE = "derived: DfE CLA 2019 totals; age mix of 2021 in the LA; UASC gaps filled"


@functools.cache
def national_ages(reference: Reference, year: int) -> Numbers:
    """Children looked after in England at 31 March by age band (published to the nearest ten)."""
    facts = reference.facts(STOCK)
    return np.array([facts[(f"Age group; {label}", year)] for label in AGE_BANDS.values()])


@functools.cache
def age_mix_of_2021(reference: Reference) -> Numbers:
    """Authority x age band on 31 March 2021, gaps filled."""
    ages = national_ages(reference, 2021)
    return mix_of_2021(reference, "Age group", list(AGE_BANDS.values()), ages)


def total_of_2021(reference: Reference) -> Numbers:
    """Children looked after on 31 March 2021 by authority of 2023; a suppressed one counts as none."""
    panel = reference.panel("LACnum", 2021)
    return np.array([panel.get(code, (0.0, False))[0] for code in reference.la_codes()])


def total_of_2019(reference: Reference) -> Counts:
    """Children looked after on 31 March 2019 by authority of 2023, adding to the published national total."""
    panel = reference.panel("LACnum", 2019)
    values = np.array([panel[code][0] for code in reference.la_codes()])
    return round_to_total(values, int(reference.facts(STOCK)[("Age group; Total children", 2019)]))


@functools.cache
def counts(reference: Reference) -> Counts:
    """Authority x age band on 31 March 2019: whole children that fit both published margins."""
    rows = total_of_2019(reference)
    columns = round_to_total(national_ages(reference, 2019), int(rows.sum()))
    table = rake(age_mix_of_2021(reference), rows.astype(float), columns.astype(float))
    return round_to_margins(table, rows, columns)


@functools.cache
def unaccompanied(reference: Reference) -> Counts:
    """Unaccompanied asylum-seeking children (UASC) among `counts`, by authority and age.

    England's ages are published as under 16, and 16 and over. Those under 16 are all put at 10 to 15
    (assumed), the same share in every authority, as far as there are so many children of that age in care.
    """
    everybody, facts = counts(reference), reference.facts(uasc.STOCK)
    totals = uasc.stock(reference, 2019)
    young, middle, oldest = facts[("Age group; Under 16 years", 2019)], 3, 4
    expected = uasc.fit_below(totals, np.minimum(everybody[:, middle], totals), young)
    table = np.zeros_like(everybody)
    table[:, middle] = round_to_total(expected, round(young))
    table[:, oldest] = totals - table[:, middle]
    if np.any(table < 0) or np.any(table > everybody):
        raise ValueError("more unaccompanied children than children looked after in a cell")
    return table


def build(reference: Reference) -> Table:
    """One row per authority and age band."""
    table, unaccompanied_table = counts(reference), unaccompanied(reference)
    rows: list[list[str | int | float]] = [
        [code, band, int(count), int(of_whom), 2019, "children", SOURCE]
        for code, line, alone in zip(reference.la_codes(), table, unaccompanied_table)
        for band, count, of_whom in zip(AGE_BANDS, line, alone)
    ]
    national = reference.facts(STOCK)[("Age group; Total children", 2019)]
    totals = [Total("children looked after", float(table.sum()), national)]
    totals += [
        Total(f"aged {band}", float(count), published)
        for band, count, published in zip(AGE_BANDS, table.sum(axis=0), national_ages(reference, 2019))
    ]
    uasc_facts = reference.facts(uasc.STOCK)
    totals += [
        Total(f"uasc {words}", float(number), uasc_facts[(f"Age group; {label}", 2019)])
        for words, number, label in (
            ("all", unaccompanied_table.sum(), "Total"),
            ("under 16", unaccompanied_table[:, :4].sum(), "Under 16 years"),
            ("16 and over", unaccompanied_table[:, 4].sum(), "16 years and over"),
        )
    ]
    header = ["la_code", "age_band", "children", "uasc", "year", "unit", "source"]
    return Table("data/looked_after.csv", header, rows, totals)
