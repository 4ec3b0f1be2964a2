"""What a policy cost, what it saved or added on placements, and what each household, place or year gained costs.

Pounds of each year as the run prices them; nothing is discounted.
"""

from __future__ import annotations

from typing import Iterator

from .arms import Pair, Quantity
from .children import FAMILY_YEARS
from .comparison import SPENDING
from .rows import Place, Row, row_of
from .supply import APPROVALS, HOUSEHOLD_YEARS, HOUSEHOLDS, PLACE_YEARS

PLACEMENTS = ("spending_fostering", "spending_residential", "spending_other_placements")
POLICY = Quantity("policy", "GBP", "spent by the policy", lambda arm: arm.total(SPENDING))
NET = Quantity(
    "net", "GBP", "net: policy, placements and services",
    lambda arm: POLICY.of(arm) + sum(arm.total(kind) for kind in (*PLACEMENTS, "spending_other_services")),
)
KINDS = (
    Quantity("fostering", "GBP", "foster placements", lambda arm: arm.total("spending_fostering")),
    Quantity("residential", "GBP", "residential placements", lambda arm: arm.total("spending_residential")),
    Quantity("other_placements", "GBP", "other placements", lambda arm: arm.total("spending_other_placements")),
)
QUANTITIES = (
    POLICY,
    *KINDS,
    Quantity("placements", "GBP", "all placements", lambda arm: sum(arm.total(kind) for kind in PLACEMENTS)),
    Quantity("other_services", "GBP", "other services for these children",
             lambda arm: arm.total("spending_other_services")),
    NET,
)
#: What can be gained -> what one of it is called.
GAINS = (
    (APPROVALS, "extra approval"),
    (HOUSEHOLDS, "extra household in the last month"),
    (HOUSEHOLD_YEARS, "extra household-year"),
    (PLACE_YEARS, "extra foster place-year filled"),
    (FAMILY_YEARS, "extra child-year in a foster placement"),
)


def money(place: Place, pair: Pair) -> Iterator[Row]:
    """Pounds since the start; below zero: saved."""
    return (row_of(place.of("money"), quantity, pair) for quantity in QUANTITIES)


def costs(place: Place, pair: Pair) -> Iterator[Row]:
    """GBP of each unit gained: what the policy spends, and that with what placements and services cost more or less."""
    for spent, label in ((POLICY, "spent"), (NET, "net cost")):
        for gain, unit in GAINS:
            estimate = pair.intervals.ratio_of(pair.difference(spent), pair.difference(gain))
            yield place.of("costs").row(f"{spent.name}_per_{gain.name}", f"{label} per {unit}", "GBP", estimate)
