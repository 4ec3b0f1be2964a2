"""missing.csv: children missing from their placements in England, and how often and for how long, 2019 to 2021."""

from __future__ import annotations

from reference import AGE_BANDS, Reference
from tables import Table, Total

MISSING = "CLA missing in year"
SOURCE = "measured: DfE CLA missing in year"
TOTAL = "Missing from placement incidents; Total number of missing incidents during the year"
CHILDREN = {
    "looked_after": "Children missing from placement; All children looked after during the year",
    "missing": "Children missing from placement by gender; Total children who were missing during the year",
    "missing_more_than_once": "Children missing from placement; Children missing more than once during the year",
}
MEAN_DAYS = "Children missing from placement; Average (mean) number of days per missing incident"
LENGTHS = {
    "day_0": "Less than 1 day",
    "day_1_to_2": "Between 1 and 2 days",
    "day_3_to_7": "Between 3 and 7 days",
    "day_8_to_10": "Between 8 and 10 days",
    "day_11_to_15": "Between 11 and 15 days",
    "day_16_to_20": "Between 16 and 20 days",
    "day_21_to_30": "Between 21 and 30 days",
    "day_31_on": "More than 30 days",
}
#: Of 2019 the table has supported accommodation and homes in one.
PLACEMENTS = {
    "foster": "1: Foster placements",
    "adoption": "2: Adoption",
    "parents": "3: Placed with parents",
    "childrens_home": "4: Secure homes and children's homes",
    "supported": "5: Independent and semi-independent living arrangements/supported accommodation",
    "other": "6: Other placements",
}
PLACEMENT_YEARS = (2020, 2021)
YEARS = (2019, 2020, 2021)


def build(reference: Reference) -> Table:
    """One row per year, what is counted, and category; as published, rounded to 10."""
    facts = reference.facts(MISSING)
    rows: list[list[str | int | float]] = []
    totals = []
    groups = {
        "age_band": ("Age of children missing from placement", AGE_BANDS, YEARS),
        "placement": ("Placements from which children were missing", PLACEMENTS, PLACEMENT_YEARS),
        "length": ("Durations of missing from placement periods", LENGTHS, YEARS),
    }
    for year in YEARS:
        for name, label in CHILDREN.items():
            rows.append([year, "children", name, int(facts[(label, year)]), "children", SOURCE])
        rows.append([year, "mean_length", "all", facts[(MEAN_DAYS, year)], "day", SOURCE])
        for group, (prefix, labels, years) in groups.items():
            if year not in years:
                continue
            counts = [int(facts[(f"{prefix}; {label}", year)]) for label in labels.values()]
            rows += [[year, group, name, count, "incidents", SOURCE] for name, count in zip(labels, counts)]
            totals.append(Total(f"incidents by {group} {year}", float(sum(counts)), facts[(TOTAL, year)]))
    return Table("data/missing.csv", ["year", "characteristic", "category", "number", "unit", "source"], rows, totals)
