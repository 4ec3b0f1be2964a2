"""Children looked after on 31 March: their placements in the year and in two years, and their carers."""

from __future__ import annotations

import numpy as np

from . import breakdowns as by
from .care import Care
from .units import Units, groups_on

#: Children under this age [years], in care for so long [months], and how long with the same carer [months].
LONG_TERM_AGE, LONG_TERM_MONTHS, SAME_CARER_MONTHS = 16, 30, 24
WITH_NEW_ADOPTERS = ("A4", "A6")


def april_1(year: int) -> np.datetime64:
    """The first day of a reporting year."""
    return np.datetime64(f"{year - 1}-04-01")


def looked_after(care: Care, year: int) -> np.ndarray:
    """Rows of the episodes in which children are looked after on 31 March: one for each child. Ended that day: not."""
    decom, dec, until = (care.spells.days("episodes", name) for name in ("DECOM", "DEC", "until"))
    last = april_1(year + 1) - 1
    return np.flatnonzero((decom <= last) & np.where(np.isnat(dec), until >= last, dec > last))


def placements_open(care: Care, first: np.datetime64, last: np.datetime64) -> np.ndarray:
    """How many placements of each child were open on any day of these, in any period of care; by chain.

    A placement that ends on the first day was open on it.
    """
    spells = care.spells
    table = spells.placements
    until = spells.days("episodes", "until")[table["last"]]
    is_open = (spells.days("placements", "began") <= last) & (until >= first)
    chain = spells.periods["chain"].to_numpy()[table["period"]]
    return np.bincount(chain[is_open], minlength=chain.max(initial=-1) + 1)


def placements_in(care: Care, year: int, years: int = 1) -> Units:
    """Children looked after on 31 March by the number of placements in the `years` years up to it.

    Of more than one year: the children who were looked after at some time in the first of them, too.
    Source: DfE, Children looked after in England, placement stability; NI 62.
    """
    episodes = care.spells.episodes
    first, last = april_1(year - years + 1), april_1(year + 1) - 1
    rows = looked_after(care, year)
    chain = episodes["chain"].to_numpy()
    if years > 1:
        rows = rows[placements_open(care, first, april_1(year) - 1)[chain[rows]] > 0]
    number = placements_open(care, first, last)[chain[rows]]
    decom, until = (care.spells.days("episodes", name) for name in ("DECOM", "until"))
    within = np.flatnonzero((decom <= last) & (until >= first))
    chains, earliest = np.unique(chain[within], return_index=True)
    opening = within[earliest][np.searchsorted(chains, chain[rows])]
    groups = groups_on(care, rows, last, counted=1)
    groups["first_legal_status"] = by.grouped(episodes["LS"].iloc[opening], by.LEGAL_GROUPS)
    groups["first_placement"] = by.grouped(episodes["kind"].iloc[opening], by.PLACEMENT_GROUPS)
    counts = {"children": np.ones(len(rows), dtype=int), "one": number == 1, "two": number == 2}
    return Units(episodes["chain"].to_numpy()[rows], {**counts, "three_or_more": number >= 3}, groups)


def same_carer(care: Care, year: int) -> Units:
    """Children under 16 in care for 2.5 years or more without a break: who has had the same carer for two years?

    Both times count the last day: since 1 October and since 1 April. A child placed with adopters who were not its
    carers (A4, A6) counts if that placement and the one before it began so long ago.
    Source: DfE, Children looked after in England, long-term placement stability; NI 63.
    """
    spells = care.spells
    episodes, placements = spells.episodes, spells.placements
    rows = looked_after(care, year)
    after = april_1(year + 1)
    age = by.age(spells.days("episodes", "DOB")[rows], after - 1)
    entered = spells.days("periods", "entered")[episodes["period"].iloc[rows]]
    rows = rows[(age < LONG_TERM_AGE) & (by.months_between(entered, after) >= LONG_TERM_MONTHS)]
    placement = episodes["placement"].to_numpy()[rows]
    period, began = placements["period"].to_numpy(), spells.days("placements", "began")
    before = np.maximum(placement - 1, 0)
    is_joined = episodes["settled_place"].iloc[rows].isin(WITH_NEW_ADOPTERS) & (period[before] == period[placement])
    since = np.where(is_joined, began[before], began[placement])
    same = by.months_between(since, after) >= SAME_CARER_MONTHS
    counts = {"children": np.ones(len(rows), dtype=int), "same_carer": same, "other": ~same}
    return Units(episodes["chain"].to_numpy()[rows], counts, groups_on(care, rows, after - 1, counted=1))
