"""foster_places.csv: mainstream foster places on 31 March 2019 by authority, in-house and independent."""

from __future__ import annotations

import numpy as np

import looked_after
from reference import Reference
from rounding import Numbers, round_to_total
from tables import Table, Total

STOCK = looked_after.STOCK
ALL_PLACES = ("All approved fostering places at 31 March", "2019")
IFA_SHARE = ("IFA share of mainstream places", "2018")  # households: 40% in 2019 as well
PLACEMENTS = "Placement: Foster placements"
SOURCES = {
    "in_house": "derived: Ofsted LA foster places 2022 shares; 2019 level",
    "gap": "assumed: LA share of children looked after; 2019 level",
    "ifa": "assumed: by children in foster care 2021; 2019 level",
}


def mainstream_places(reference: Reference) -> float:
    """All approved places of 2019 less those of family and friends.

    A family-and-friends place is tied to one named child, so there are as many as children placed that way.
    """
    facts = reference.facts(STOCK)
    with_kin = sum(
        facts[(f"Placement; {group} council boundary with relative or friend", 2019)]
        for group in ("1a.1 Total foster placements inside", "1b.1 Total foster placements outside")
    )
    return reference.supply(*ALL_PLACES) - with_kin


def in_house_shares(reference: Reference) -> tuple[Numbers, set[str]]:
    """Weight of each authority in LA-run places (2022), and the authorities whose figure is suppressed."""
    panel = reference.panel("Number_Foster_Places(New)", 2022)
    stock = looked_after.counts(reference).sum(axis=1).astype(float)
    codes = reference.la_codes()
    known = np.array([code in panel for code in codes])
    weights = np.array([panel.get(code, (0.0, False))[0] for code in codes])
    weights[~known] = stock[~known] * weights[known].sum() / stock[known].sum()
    return weights, {code for code in codes if code not in panel}


def foster_children(reference: Reference) -> Numbers:
    """Children in foster care by authority in 2021; elsewhere in proportion to those looked after."""
    published = reference.table("la_table_2021_2023")
    published = published[published["time_period"] == "2021"].set_index("new_la_code")
    stock = looked_after.counts(reference).sum(axis=1).astype(float)
    codes = reference.la_codes()
    text = [published.loc[code, PLACEMENTS] if code in published.index else "" for code in codes]
    known = np.array([cell.isdigit() for cell in text])
    values = np.array([float(cell) if cell.isdigit() else 0.0 for cell in text])
    values[~known] = stock[~known] * values[known].sum() / stock[known].sum()
    return values


def build(reference: Reference) -> Table:
    """Two rows per authority: in_house and ifa."""
    national = mainstream_places(reference)
    independent = round(national * reference.supply(*IFA_SHARE) / 100)
    own = round(national) - independent
    weights, gaps = in_house_shares(reference)
    in_house, ifa = round_to_total(weights, own), round_to_total(foster_children(reference), independent)
    rows: list[list[str | int | float]] = []
    for place, code in enumerate(reference.la_codes()):
        source = SOURCES["gap" if code in gaps else "in_house"]
        rows.append([code, "in_house", int(in_house[place]), 2019, "places", source])
        rows.append([code, "ifa", int(ifa[place]), 2019, "places", SOURCES["ifa"]])
    totals = [
        Total("mainstream places", float(own + independent), national),
        Total("in house", float(in_house.sum()), 0.6 * national),
        Total("independent", float(ifa.sum()), 0.4 * national),
    ]
    header = ["la_code", "agency", "places", "year", "unit", "source"]
    return Table("data/foster_places.csv", header, rows, totals)
