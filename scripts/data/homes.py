"""homes.csv: children's homes and secure homes on 31 March 2019 by authority and sector."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

import areas
from reference import Reference
from rounding import round_to_total
from tables import Table, Total

YEAR = 2019
KINDS = {"children's home": "childrens_home", "secure": "secure_home"}
SECTORS = {
    "Local Authority": "local_authority",
    "Private": "private",
    "Voluntary": "voluntary",
    "Health Authority": "health_or_other",
}
SOURCE = "measured: Ofsted provider list at 31 March 2019"
SPLIT_SOURCE = "derived: Ofsted list 2019; former county by share of children"
NONE_SOURCE = "measured: Ofsted provider list 31 March 2019 names no home"

Group = tuple[str, str, str]  # code, kind, sector


def successors(reference: Reference, name: str) -> list[tuple[str, float]]:
    """Authorities of today for a name in the list of 2019: one, or the parts of a former council."""
    by_code = reference.successors()
    if name in areas.FORMER_COUNCILS:
        return by_code[areas.FORMER_COUNCILS[name]]
    if name == "Dorset":  # at 31 March 2019 still the county of before the reorganisation
        return by_code[areas.OLD_DORSET]
    return [(areas.codes_by_name(reference)[name], 1.0)]


def build(reference: Reference) -> Table:
    """One row per authority, kind and sector that has a home; one row of zeros for an authority without any.

    Residential special schools are left out. So are secure training centres, which are listed without places.
    """
    listed = reference.table("childrens_homes_by_la")
    listed = listed[(listed["year_at_31_march"] == str(YEAR)) & listed["kind"].isin(KINDS)]
    listed = listed[listed["places"] != "0"]
    homes: defaultdict[Group, int] = defaultdict(int)
    places: defaultdict[Group, int] = defaultdict(int)
    split: set[Group] = set()
    for row in listed.itertuples():
        parts = successors(reference, row.local_authority)
        # Homes first, then places along with the homes, so that no part has beds without a home.
        home_counts = round_to_total(np.array([share for _, share in parts]), int(row.homes))
        place_counts = round_to_total(home_counts.astype(float), int(row.places))
        for (code, share), home_count, place_count in zip(parts, home_counts, place_counts):
            group = (code, KINDS[row.kind], SECTORS[row.sector])
            if home_count:
                homes[group] += int(home_count)
                places[group] += int(place_count)
                split |= {group} if share < 1 else set()
    rows: list[list[str | int | float]] = []
    order = list(SECTORS.values())
    for code in reference.la_codes():
        here = [group for group in homes if group[0] == code]
        groups = sorted(here, key=lambda group: (group[1], order.index(group[2])))
        for group in groups:
            source = SPLIT_SOURCE if group in split else SOURCE
            rows.append([*group, homes[group], places[group], YEAR, "homes and places", source])
        if not groups:
            none = [code, "childrens_home", "local_authority", 0, 0]
            rows.append([*none, YEAR, "homes and places", NONE_SOURCE])
    header = ["la_code", "kind", "sector", "homes", "places", "year", "unit", "source"]
    totals = [
        Total("homes", float(sum(homes.values())), float(listed["homes"].astype(int).sum())),
        Total("places", float(sum(places.values())), float(listed["places"].astype(int).sum())),
    ]
    return Table("data/homes.csv", header, rows, totals)
