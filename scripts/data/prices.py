"""prices.csv: what a week in each kind of placement costs an authority, with a range, in prices of 2020-21."""

from __future__ import annotations

from typing import NamedTuple

import looked_after
from reference import Reference
from tables import Table, Total

YEAR = 2021
MEASURE = "Weekly price per child, 2020-21 prices"
ALL_FOSTERING, ALL_RESIDENTIAL = "FosteringFinance", "RescareFinance"
RECONCILED = "assumed: reconciled to DfE section 251"
NO_FIGURE = "assumed: no figure found; mean of all residential care (DfE section 251)"
NO_PRICE = "assumed: no price is paid; high: DfE section 251 social work"
CMA = "2020 (CMA, quoted by Community Care)"
COMMISSIONER = "2018 (Children's Commissioner, quoted by Equally Ours)"


class Price(NamedTuple):
    """Low and high are ours; the central price is recorded under a name, or that of a mean of section 251."""

    placement: str
    provider: str
    low: int
    central: str
    high: int
    source: str


PRICES = (
    Price("foster_kin", "in_house", 250, "family and friends foster", 450, "assumed: allowance and service"),
    Price("foster", "in_house", 460, "in-house foster (allowance, fee and service)", 600,
          f"{RECONCILED}; fee alone 396 in 2018 (Valuing Care)"),
    Price("foster", "ifa", 800, "IFA foster", 950, f"{RECONCILED}; large agencies 820 in {CMA}"),
    Price("adoption", "all", 0, "placed with parents, adoption", 140, NO_PRICE),
    Price("parents", "all", 0, "placed with parents, adoption", 140, NO_PRICE),
    Price("childrens_home", "local_authority", 3600, "LA children's home", 5000, RECONCILED),
    Price("childrens_home", "private", 3830, "private children's home", 5370,
          f"{RECONCILED}; low: largest groups in {CMA}; high: as far above"),
    Price("childrens_home", "voluntary", 3830, "private children's home", 5370, "assumed: no figure found; as private"),
    Price("childrens_home", "health_or_other", 3600, "LA children's home", 5000,
          "assumed: no figure found; as local authority"),
    Price("secure_home", "all", 4000, "secure children's home", 7500,
          f"assumed: low: 210,000 a year in {COMMISSIONER}"),
    Price("supported", "all", 400, "supported accommodation", 1500,
          "assumed: highly skewed; 621 (260 to 6,776) in one county in 2023 (Lincolnshire)"),
    Price("residential_school", "all", 3600, ALL_RESIDENTIAL, 5370, f"{NO_FIGURE}; range as homes"),
    Price("other_residential", "all", 1460, ALL_RESIDENTIAL, 5370,
          f"{NO_FIGURE}; low: prison 76,000 a year in {COMMISSIONER}"),
    Price("other", "all", 6000, "unregistered setting", 30000,
          "assumed: as unregistered; high: dearest of 2024-25 (Ofsted, quoted by GB News)"),
)


def central(reference: Reference, price: Price) -> int:
    """The recorded price, or the mean of section 251."""
    if price.central == ALL_RESIDENTIAL:
        return round(reference.panel_england(ALL_RESIDENTIAL, YEAR))
    facts = reference.table("extra_facts")
    found = facts[(facts["measure"] == MEASURE) & (facts["breakdown"] == price.central)]
    return int(found["value"].item())


def foster_mean(reference: Reference, prices: dict[tuple[str, str], int]) -> float:
    """Mean price of the foster children of 2021: kin, independent (36% of all), and the others."""
    facts = reference.facts(looked_after.STOCK)
    children = facts[("Placement; 1. Total foster placements", YEAR)]
    kin = sum(
        facts[(f"Placement; {group} council boundary with relative or friend", YEAR)]
        for group in ("1a.1 Total foster placements inside", "1b.1 Total foster placements outside")
    )
    independent = children * (100 - reference.supply("Share of fostered children in LA places", str(YEAR))) / 100
    numbers = {("foster_kin", "in_house"): kin, ("foster", "ifa"): independent}
    numbers["foster", "in_house"] = children - kin - independent
    return sum(prices[kind] * number for kind, number in numbers.items()) / children


def homes_mean(reference: Reference, prices: dict[tuple[str, str], int]) -> float:
    """Mean price of the places in children's homes of 2021: those of authorities, and the others."""
    listed = reference.table("childrens_homes_by_la")
    listed = listed[(listed["year_at_31_march"] == str(YEAR)) & (listed["kind"] == "children's home")]
    places = listed["places"].astype(int)
    own = places[listed["sector"] == "Local Authority"].sum() / places.sum()
    sectors = {"local_authority": own, "private": 1 - own}
    return float(sum(prices["childrens_home", sector] * share for sector, share in sectors.items()))


def build(reference: Reference) -> Table:
    """One row per kind of placement and provider."""
    prices = {(price.placement, price.provider): central(reference, price) for price in PRICES}
    rows: list[list[str | int | float]] = []
    for price in PRICES:
        middle = prices[price.placement, price.provider]
        if not price.low <= middle <= price.high:
            raise ValueError(f"{price.placement}: {middle} is outside {price.low} to {price.high}")
        rows.append([*price[:2], price.low, middle, price.high, YEAR, "GBP a week", price.source])
    totals = [
        Total("mean of foster care", foster_mean(reference, prices), reference.panel_england(ALL_FOSTERING, YEAR)),
        Total("mean of homes", homes_mean(reference, prices), reference.panel_england(ALL_RESIDENTIAL, YEAR)),
    ]
    header = ["placement", "provider", "low", "central", "high", "year", "unit", "source"]
    return Table("data/prices.csv", header, rows, totals)
