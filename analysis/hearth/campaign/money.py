"""What a policy cost, what it saved or added on placements, and what each household, place or year gained costs.

Pounds of each year as the run prices them; nothing is discounted.

What residential placements cost more or less has two parts. Fewer children in homes are a saving of nights and
places. Where prices of bought homes follow their occupancy (`homes_market.price_response`), fewer children also lower
the price of every place that is still bought: a change of price. With the cost B of bought places at the prices of
the year's table, and the market's ratio p in the same month, the part of price is (p - p of the baseline) B, at the
scenario's quantity; all else is of nights and places, at the baseline's prices. Both parts add up to the whole, in
each replicate, month and area.
"""

from __future__ import annotations

from typing import Iterator

import numpy as np

from .arms import Arm, Pair, Quantity, ratio
from .children import FAMILY_YEARS
from .comparison import SPENDING
from .rows import Place, Row, row_of
from .supply import APPROVALS, HOUSEHOLD_YEARS, HOUSEHOLDS, PLACE_YEARS

PLACEMENTS = ("spending_fostering", "spending_residential", "spending_other_placements")


def _price_effect(arm: Arm) -> np.ndarray:
    """What places bought in homes cost beyond the baseline's prices of the same months, (replicate,)."""
    baseline = Arm(arm.comparison, 0, arm.area, arm.first)
    at_table, market = _bought(arm)
    at_table_before, market_before = _bought(baseline)
    beyond = ratio(market, at_table)
    before = np.where(at_table_before != 0, ratio(market_before, at_table_before), beyond)
    return np.where(at_table != 0, (beyond - before) * at_table, 0.0).sum(axis=1)


def _bought(arm: Arm) -> tuple[np.ndarray, np.ndarray]:
    """Cost of bought places at the prices of the year's table, and what the market adds, each (replicate, month)."""
    at_table = arm.monthly("spending_at_table_prices")
    return at_table, arm.monthly("spending_bought_homes") - at_table


def _net(arm: Arm) -> np.ndarray:
    return POLICY.of(arm) + sum(arm.total(kind) for kind in (*PLACEMENTS, "spending_other_services"))


POLICY = Quantity("policy", "GBP", "spent by the policy", lambda arm: arm.total(SPENDING))
PRICE = Quantity("residential_price", "GBP", "of these: another price of places bought", _price_effect)
NET = Quantity("net", "GBP", "net: policy, placements and services", _net)
NET_AT_SAME_PRICES = Quantity("net_at_same_prices", "GBP", "net without that other price",
                              lambda arm: _net(arm) - _price_effect(arm))
QUANTITIES = (
    POLICY,
    Quantity("fostering", "GBP", "foster placements", lambda arm: arm.total("spending_fostering")),
    Quantity("residential", "GBP", "residential placements", lambda arm: arm.total("spending_residential")),
    Quantity("residential_nights", "GBP", "of these: fewer or more nights and places",
             lambda arm: arm.total("spending_residential") - _price_effect(arm)),
    PRICE,
    Quantity("other_placements", "GBP", "other placements", lambda arm: arm.total("spending_other_placements")),
    Quantity("placements", "GBP", "all placements", lambda arm: sum(arm.total(kind) for kind in PLACEMENTS)),
    Quantity("other_services", "GBP", "other services for these children",
             lambda arm: arm.total("spending_other_services")),
    NET,
    NET_AT_SAME_PRICES,
)
#: What can be gained -> what one of it is called.
GAINS = (
    (APPROVALS, "extra approval"),
    (HOUSEHOLDS, "extra household in the last month"),
    (HOUSEHOLD_YEARS, "extra household-year"),
    (PLACE_YEARS, "extra foster place-year filled"),
    (FAMILY_YEARS, "extra child-year in a foster placement"),
)
SPENT = ((POLICY, "spent"), (NET, "net cost"), (NET_AT_SAME_PRICES, "net at the same prices"))


def money(place: Place, pair: Pair) -> Iterator[Row]:
    """Pounds since the start; below zero: saved."""
    return (row_of(place.of("money"), quantity, pair) for quantity in QUANTITIES)


def costs(place: Place, pair: Pair) -> Iterator[Row]:
    """GBP of each unit gained: what the policy spends, and that with what placements and services cost more or less."""
    for spent, label in SPENT:
        for gain, unit in GAINS:
            estimate = pair.intervals.ratio_of(pair.difference(spent), pair.difference(gain))
            yield place.of("costs").row(f"{spent.name}_per_{gain.name}", f"{label} per {unit}", "GBP", estimate)
