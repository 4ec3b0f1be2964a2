"""looked_after.csv: children looked after on 31 March 2019 by authority and age."""

from __future__ import annotations

import functools

import numpy as np

from reference import AGE_BANDS, Reference
from rounding import Counts, Numbers, rake, round_to_margins, round_to_total
from tables import Table, Total

STOCK = "CLA at 31 March by characteristics"
SOURCE = "derived: DfE CLA 2019 totals; age mix of 2021 in the LA"


@functools.cache
def national_ages(reference: Reference, year: int) -> Numbers:
    """Children looked after in England at 31 March by age band (published to the nearest ten)."""
    facts = reference.facts(STOCK)
    return np.array([facts[(f"Age group; {label}", year)] for label in AGE_BANDS.values()])


@functools.cache
def age_mix_of_2021(reference: Reference) -> Numbers:
    """Authority x age band on 31 March 2021, gaps filled.

    Suppressed cells share what is missing to the authority's total, in the national proportions. Authorities
    without a published split (Cumbria, Northamptonshire, Isles of Scilly) take the mix of their region.
    """
    codes, shares = reference.la_codes(), national_ages(reference, 2021)
    shares = shares / shares.sum()
    published = reference.table("la_table_2021_2023")
    published = published[published["time_period"] == "2021"].set_index("new_la_code")
    mix = np.zeros((len(codes), len(AGE_BANDS)))
    for place, code in enumerate(codes):
        if code in published.index and published.loc[code, "Age group: Total"].isdigit():
            row = published.loc[code]
            cells = [row[f"Age group: {label}"] for label in AGE_BANDS.values()]
            mix[place] = fill_suppressed(cells, float(row["Age group: Total"]), shares)
    regions = reference.authorities()["region"].to_numpy()
    empty = mix.sum(axis=1) == 0
    for region in np.unique(regions[empty]):
        inside = regions == region
        mix[empty & inside] = mix[inside].sum(axis=0) / mix[inside].sum()
    return mix


def fill_suppressed(cells: list[str], total: float, shares: Numbers) -> Numbers:
    """Known cells as published; the others share the rest of `total` in proportion to `shares`."""
    known = np.array([cell.isdigit() for cell in cells])
    values = np.array([float(cell) if cell.isdigit() else 0.0 for cell in cells])
    rest = max(total - values.sum(), 0.0)
    if not known.all():
        values[~known] = rest * shares[~known] / shares[~known].sum()
    return values


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


def build(reference: Reference) -> Table:
    """One row per authority and age band."""
    table = counts(reference)
    rows: list[list[str | int | float]] = [
        [code, band, int(count), 2019, "children", SOURCE]
        for code, line in zip(reference.la_codes(), table)
        for band, count in zip(AGE_BANDS, line)
    ]
    national = reference.facts(STOCK)[("Age group; Total children", 2019)]
    totals = [Total("children looked after", float(table.sum()), national)]
    totals += [
        Total(f"aged {band}", float(count), published)
        for band, count, published in zip(AGE_BANDS, table.sum(axis=0), national_ages(reference, 2019))
    ]
    header = ["la_code", "age_band", "children", "year", "unit", "source"]
    return Table("data/looked_after.csv", header, rows, totals)
