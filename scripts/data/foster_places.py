"""foster_places.csv: mainstream foster places on each 31 March by authority, in-house and independent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

import looked_after
from mixes_of_authorities import in_words, year_of_details
from reference import FIRST_DAYS, Reference
from rounding import Numbers, round_to_total
from tables import Table, Total

STOCK = looked_after.STOCK
ALL_PLACES = "All approved fostering places at 31 March"
APPROXIMATE = "Mainstream approved places"
MAINSTREAM = "Mainstream approved places at 31 March"
HOUSEHOLDS = "Mainstream fostering households at 31 March"
IFA_SHARE = "IFA share of mainstream places"
IN_HOUSE = "Number_Foster_Places(New)"
FIRST_IN_HOUSE = 2022  # by authority
PLACEMENTS = "Placement: Foster placements"


class Level(NamedTuple):
    """England's places of one 31 March, before they are whole numbers, and how they are known."""

    places: float
    ifa_share: float
    words: str


def mainstream_places_of_2019(reference: Reference) -> float:
    """All approved places of 2019 less those of family and friends.

    A family-and-friends place is tied to one named child, so there are as many as children placed that way.
    """
    facts = reference.facts(STOCK)
    with_kin = sum(
        facts[(f"Placement; {group} council boundary with relative or friend", 2019)]
        for group in ("1a.1 Total foster placements inside", "1b.1 Total foster placements outside")
    )
    return reference.supply(ALL_PLACES, "2019") - with_kin


def levels(reference: Reference) -> dict[int, Level]:
    """Places are published for 2019, 2021 and 2022, the share of agencies for 2018 (2019: of households) and 2022.

    What is between is on the line. In 2023 places follow mainstream households, and those of authorities their own figure.
    """
    places = {
        2019: mainstream_places_of_2019(reference),
        2021: reference.supply(APPROXIMATE, "2021"),
        2022: reference.supply(MAINSTREAM, "2022"),
    }
    places[2020] = (places[2019] + places[2021]) / 2
    places[2023] = places[2022] * reference.supply(HOUSEHOLDS, "2023") / reference.supply(HOUSEHOLDS, "2022")
    first, last = (reference.supply(IFA_SHARE, year) / 100 for year in ("2018", "2022"))
    shares = {2019: first, 2020: first + (last - first) / 3, 2021: first + (last - first) * 2 / 3, 2022: last}
    own = places[2022] * (1 - last)
    own *= reference.panel_england(IN_HOUSE, 2023) / reference.panel_england(IN_HOUSE, 2022)
    shares[2023] = 1 - own / places[2023]
    words = {
        2019: "2019 level",
        2020: "level between 2019 and 2021",
        2021: "2021 level, agencies' share between 2018 and 2022",
        2022: "2022 level",
        2023: "level carried from 2022 by households and LA places",
    }
    return {year: Level(places[year], shares[year], words[year]) for year in FIRST_DAYS}


def in_house_shares(reference: Reference, year: int) -> tuple[Numbers, set[str]]:
    """Weight of each authority in LA-run places (2022, or 2023), and the authorities whose figure is suppressed."""
    panel = reference.panel(IN_HOUSE, max(year, FIRST_IN_HOUSE))
    stock = looked_after.counts(reference, year).sum(axis=1).astype(float)
    codes = reference.la_codes()
    known = np.array([code in panel for code in codes])
    weights = np.array([panel.get(code, (0.0, False))[0] for code in codes])
    weights[~known] = stock[~known] * weights[known].sum() / stock[known].sum()
    return weights, {code for code in codes if code not in panel}


def foster_children(reference: Reference, year: int) -> Numbers:
    """Children in foster care by authority in the year's details; elsewhere in proportion to those looked after."""
    published = reference.table("la_table_2021_2023")
    published = published[published["time_period"] == str(year_of_details(year))].set_index("new_la_code")
    stock = looked_after.counts(reference, year).sum(axis=1).astype(float)
    codes = reference.la_codes()
    text = [published.loc[code, PLACEMENTS] if code in published.index else "" for code in codes]
    known = np.array([cell.isdigit() for cell in text])
    values = np.array([float(cell) if cell.isdigit() else 0.0 for cell in text])
    values[~known] = stock[~known] * values[known].sum() / stock[known].sum()
    return values


def sources(year: int, level: Level) -> dict[str, str]:
    """What the rows of a year say of where they come from."""
    is_carried = FIRST_DAYS[0] < year < FIRST_IN_HOUSE
    shares = f"shares carried from {FIRST_IN_HOUSE}" if is_carried else f"{max(year, FIRST_IN_HOUSE)} shares"
    children = "by children in foster care"
    return {
        "in_house": f"derived: Ofsted LA foster places {shares}; {level.words}",
        "gap": f"assumed: LA share of children looked after; {level.words}",
        "ifa": f"assumed: {children} {in_words(year)}; {level.words}",
    }


def build(reference: Reference) -> Table:
    """Two rows per authority and year: in_house and ifa."""
    codes = reference.la_codes()
    rows: dict[tuple[str, int], list[list[str | int | float]]] = {}
    totals = []
    for year, level in levels(reference).items():
        independent = round(level.places * level.ifa_share)
        own = round(level.places) - independent
        weights, gaps = in_house_shares(reference, year)
        in_house, ifa = round_to_total(weights, own), round_to_total(foster_children(reference, year), independent)
        said = sources(year, level)
        for place, code in enumerate(codes):
            source = said["gap" if code in gaps else "in_house"]
            rows[code, year] = [
                [code, "in_house", int(in_house[place]), year, "places", source],
                [code, "ifa", int(ifa[place]), year, "places", said["ifa"]],
            ]
        totals += [
            Total(f"mainstream places {year}", float(own + independent), level.places),
            Total(f"in house {year}", float(in_house.sum()), level.places * (1 - level.ifa_share)),
            Total(f"independent {year}", float(ifa.sum()), level.places * level.ifa_share),
        ]
    header = ["la_code", "agency", "places", "year", "unit", "source"]
    lines = [line for code in codes for year in FIRST_DAYS for line in rows[code, year]]
    return Table("data/foster_places.csv", header, lines, totals)
