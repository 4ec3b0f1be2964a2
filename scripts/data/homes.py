"""homes.csv: children's homes and secure homes on each 31 March by authority and sector."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

import areas
from reference import FIRST_DAYS, Reference
from rounding import round_to_total
from tables import Table, Total

KINDS = {"children's home": "childrens_home", "secure": "secure_home"}
SECTORS = {
    "Local Authority": "local_authority",
    "Private": "private",
    "Voluntary": "voluntary",
    "Health Authority": "health_or_other",
}
LAST_LIST_OF_OLD_DORSET = 2019  # at 31 March still the county of before the reorganisation
ORDER = list(SECTORS.values())

Group = tuple[str, str, str]  # code, kind, sector


@dataclass(frozen=True)
class List:
    """The list of one 31 March on boundaries of today: homes and places, and what came from a former county."""

    homes: dict[Group, int]
    places: dict[Group, int]
    split: set[Group]

    def groups(self, code: str) -> list[Group]:
        """What an authority has, in the order of the file."""
        return sorted((group for group in self.homes if group[0] == code), key=lambda group: (group[1], ORDER.index(group[2])))


def successors(reference: Reference, name: str, year: int) -> list[tuple[str, float]]:
    """Authorities of today for a name in the list of a year: one, or the parts of a former council."""
    by_code = reference.successors()
    if name in areas.FORMER_COUNCILS:
        return by_code[areas.FORMER_COUNCILS[name]]
    if name == "Dorset" and year <= LAST_LIST_OF_OLD_DORSET:
        return by_code[areas.OLD_DORSET]
    return [(areas.codes_by_name(reference)[name], 1.0)]


def listed(reference: Reference, year: int) -> pd.DataFrame:
    """The rows of the list that count.

    Residential special schools are left out. So are secure training centres, which are listed without places.
    """
    rows = reference.table("childrens_homes_by_la")
    return rows[(rows["year_at_31_march"] == str(year)) & rows["kind"].isin(KINDS) & (rows["places"] != "0")]


def of_year(reference: Reference, year: int) -> List:
    """Homes and places by authority of today, kind and sector."""
    homes: defaultdict[Group, int] = defaultdict(int)
    places: defaultdict[Group, int] = defaultdict(int)
    split: set[Group] = set()
    for row in listed(reference, year).itertuples():
        parts = successors(reference, row.local_authority, year)
        # Homes first, then places along with the homes, so that no part has beds without a home.
        home_counts = round_to_total(np.array([share for _, share in parts]), int(row.homes))
        place_counts = round_to_total(home_counts.astype(float), int(row.places))
        for (code, share), home_count, place_count in zip(parts, home_counts, place_counts):
            group = (code, KINDS[row.kind], SECTORS[row.sector])
            if home_count:
                homes[group] += int(home_count)
                places[group] += int(place_count)
                split |= {group} if share < 1 else set()
    return List(homes, places, split)


def build(reference: Reference) -> Table:
    """One row per authority, year, kind and sector that has a home; one row of zeros for an authority without any."""
    lists = {year: of_year(reference, year) for year in FIRST_DAYS}
    unit = "homes and places"
    rows: list[list[str | int | float]] = []
    for code in reference.la_codes():
        for year, there in lists.items():
            groups = there.groups(code)
            for group in groups:
                source = split_source(year) if group in there.split else f"measured: Ofsted provider list at 31 March {year}"
                rows.append([*group, there.homes[group], there.places[group], year, unit, source])
            if not groups:
                rows.append([code, "childrens_home", "local_authority", 0, 0, year, unit, none_source(year)])
    header = ["la_code", "kind", "sector", "homes", "places", "year", "unit", "source"]
    totals = []
    for year, there in lists.items():
        for what, counts in (("homes", there.homes), ("places", there.places)):
            published = float(listed(reference, year)[what].astype(int).sum())
            totals.append(Total(f"{what} {year}", float(sum(counts.values())), published))
    return Table("data/homes.csv", header, rows, totals)


def split_source(year: int) -> str:
    return f"derived: Ofsted list {year}; former county by share of children"


def none_source(year: int) -> str:
    return f"measured: Ofsted provider list 31 March {year} names no home"
