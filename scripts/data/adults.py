"""adults.csv: adults aged 21 to 79 by authority and age band, mid-2020: from whom foster carers can come."""

from __future__ import annotations

from reference import Reference
from tables import Table, Total

SOURCE = "measured: ONS mid-2020 population, base before the 2021 census"
BANDS = ("21_29", "30_39", "40_49", "50_59", "60_69", "70_79")


def build(reference: Reference) -> Table:
    """One row per authority and age band, as published."""
    published = reference.table("adults_by_la_and_age_band").set_index("la_code")
    rows: list[list[str | int | float]] = [
        [code, band, int(float(published.loc[code, band])), 2020, "adults", SOURCE]
        for code in reference.la_codes()
        for band in BANDS
    ]
    total = float(sum(int(row[2]) for row in rows))
    columns = float(published[list(BANDS)].astype(float).to_numpy().sum())
    header = ["la_code", "age_band", "adults", "year", "unit", "source"]
    return Table("data/adults.csv", header, rows, [Total("adults aged 21 to 79", total, columns)])
