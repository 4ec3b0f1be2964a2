"""spending.csv: what each authority spent on children looked after, by reporting year."""

from __future__ import annotations

import numpy as np

from reference import Reference
from rounding import round_to_total
from tables import Table, Total

YEARS = (2020, 2021)
MEASURE = "TotalLACFinance"
SOURCE = "DfE LAIT section 251 outturn, gross"
HEADER = ["la_code", "year", "spending", "unit", "source"]
UNIT = "GBP per year"


def build(reference: Reference) -> Table:
    """One row per authority and year. Former counties are split by their share of children."""
    rows: list[list[str | int | float]] = []
    totals = []
    for year in YEARS:
        published = reference.panel(MEASURE, year)
        gaps = [code for code in reference.la_codes() if code not in published]
        if gaps:
            raise ValueError(f"no spending of {', '.join(gaps)} in {year}: say how it is filled")
        values = np.array([published[code][0] for code in reference.la_codes()])
        england = reference.panel_england(MEASURE, year)
        pounds = round_to_total(values, round(england))
        for code, spent in zip(reference.la_codes(), pounds):
            kind = "derived" if published[code][1] else "measured"
            rows.append([code, year, int(spent), UNIT, f"{kind}: {SOURCE}"])
        totals.append(Total(f"spending {year}", float(values.sum()), england))
    return Table("data/spending.csv", HEADER, sorted(rows), totals)
