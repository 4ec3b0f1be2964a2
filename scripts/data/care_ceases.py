"""care_ceases.csv: children ceasing to be looked after by authority, 2019 to 2021."""

from __future__ import annotations

import numpy as np

from reference import Reference
from rounding import round_to_total
from tables import Table, Total

YEARS = (2019, 2020, 2021)
CEASES = "CLA ceasing in year"
SOURCE = "measured: DfE LAIT number ceasing to be looked after"
SPLIT_SOURCE = "derived: DfE LAIT ceasing; former county by share of children"
SUPPRESSED_SOURCE = "assumed: none where the published figure is suppressed"


def build(reference: Reference) -> Table:
    """One row per authority and year: counts as published, parts of former counties rounded."""
    lines: dict[tuple[str, int], list[str | int | float]] = {}
    totals = []
    for year in YEARS:
        panel = reference.panel("LACceased", year)
        national = reference.facts(CEASES)[("Age on ceasing; Total", year)]
        values = np.array([panel.get(code, (0.0, False))[0] for code in reference.la_codes()])
        counts = round_to_total(values, round(values.sum()))
        for code, count in zip(reference.la_codes(), counts):
            split = code in panel and panel[code][1]
            source = SUPPRESSED_SOURCE if code not in panel else SPLIT_SOURCE if split else SOURCE
            lines[(code, year)] = [code, year, int(count), "children", source]
        totals.append(Total(f"ceases {year}", float(counts.sum()), national))
    rows = [lines[(code, year)] for code in reference.la_codes() for year in YEARS]
    return Table("data/care_ceases.csv", ["la_code", "year", "ceases", "unit", "source"], rows, totals)
