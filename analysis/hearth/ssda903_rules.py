"""The rules of the SSDA903 return that an episode table can decide, each as a mask of the episodes that break it."""

from __future__ import annotations

from typing import Iterator

import numpy as np
import pandas as pd

from . import ssda903_codes as codes
from .ssda903_chains import Chains, anniversary

#: A rule and which episodes break it.
Finding = tuple[str, np.ndarray]
#: The longest time under V3 in 12 months [days], and the longest break [days].
SHORT_BREAK_DAYS_PER_YEAR, SHORT_BREAK_DAYS = 75, 17


def findings(chains: Chains) -> Iterator[Finding]:
    """All rules, in the order of the return's guide: code lists, chains, ages, legal statuses."""
    for rules in (code_lists, providers, succession, changes, reasons, temporary, adoption, ages, orders, short_breaks):
        yield from rules(chains)


def code_lists(c: Chains) -> Iterator[Finding]:
    """101, 102, 141-146, 149, 1009: codes of the list, that year's for PLACE [146, 217t]; header: one DOB and SEX."""
    for rule, column, allowed in (
        ("101", c.sex, codes.SEX),
        ("143", c.rne, codes.RNE),
        ("144", c.ls, codes.LS),
        ("145", c.cin, codes.CIN),
        ("146", c.place, codes.PLACE),
    ):
        yield rule, ~column.among(allowed)
    yield "149", c.rec.invalid(codes.REC)
    yield "1009", c.reason.invalid(codes.REASON_PLACE_CHANGE)
    for place, years in codes.PLACE_YEARS.items():
        yield years.rule, c.place.among((place,)) & ((c.until < years.first) | (c.until > years.last))
    yield "102", np.isnat(c.born)
    yield "141", np.isnat(c.began)
    both = ~np.isnat(c.born) & ~np.isnat(c.previous(c.born))
    yield "header", ~c.first & ((both & c.differs(c.born)) | c.differs(c.sex.positions))


def providers(c: Chains) -> Iterator[Finding]:
    """213, 526: blank for T and Z, a code otherwise; 527-531, 550: who cannot provide what."""
    without = c.place.among(codes.WITHOUT_PROVIDER)
    yield "213", without & c.provider.given()
    yield "526", ~without & ~c.provider.among(codes.PLACE_PROVIDER)
    for provider, (rule, places) in codes.PROVIDER_NOT_WITH.items():
        yield rule, c.provider.among((provider,)) & c.place.among(places)


def succession(c: Chains) -> Iterator[Finding]:
    """357, 388, 431-433: starts, continuations, ends; 142, 148, 354-356, 385, 501: dates; 199, 437: nothing after."""
    starts, continues = c.rne.among(("S",)), c.rne.among(codes.CONTINUATIONS)
    ceased = c.rec.given() & ~c.rec.among(("X1",))
    yield "357", c.first & continues & ~c.cut_off
    yield "431", ~c.first & starts & (c.began <= c.previous(c.ended))
    yield "432", ~c.first & continues & c.previous(ceased)
    yield "433", ~c.first & continues & ~np.isnat(c.previous(c.ended)) & (c.previous(c.ended) != c.began)

    followed_that_day = ~c.last & (c.following(c.began) == c.ended)
    goes_on = c.rec.among(("X1",)) & ~np.isnat(c.ended)
    yield "388", (goes_on & ~followed_that_day) | (ceased & followed_that_day)

    is_open = np.isnat(c.ended)
    yield "142", is_open & ~c.last
    yield "148", is_open == c.rec.given()
    yield "302", c.began < c.born
    yield "354", c.began > c.last_day
    yield "355", c.ended == c.began
    yield "356", c.ended < c.began
    yield "385", c.ended > c.last_day
    yield "501", ~c.first & (c.began < c.previous(c.ended))

    yield "199", _earlier(c, c.rec.among(codes.ADOPTED)) > 0
    yield "437", ~c.last & c.rec.among(codes.FINAL)


def changes(c: Chains) -> Iterator[Finding]:
    """434-436: RNE says what changes; carer: T and U keep the carer; 504: CIN is that of the start."""
    law = c.differs(c.ls.positions)
    carer = c.differs(c.carer)
    placement = c.differs(c.place.positions) | c.differs(c.provider.positions) | carer
    for rule, rnes, right in (
        ("434", ("L",), law & ~placement),
        ("435", ("P", "T"), ~law & placement),
        ("436", ("B", "U"), law & placement),
    ):
        yield rule, ~c.first & c.rne.among(rnes) & ~right
    yield "carer", c.joined & c.rne.among(("T", "U")) & carer
    yield "504", c.joined & c.differs(c.cin.positions)


def reasons(c: Chains) -> Iterator[Finding]:
    """225, 226, 233: on the episode that ends by a change of placement, unless to or from a temporary one."""
    moves = ~c.last & c.following(c.joined & c.rne.among(("P", "B", "T", "U")))
    passing = c.place.among(codes.TEMPORARY)
    either = passing | (c.following(c.joined & passing) & ~c.last)
    yield "225", moves & ~either & ~c.reason.given()
    yield "226", either & c.reason.given() & ~np.isnat(c.ended)
    yield "233", np.isnat(c.ended) & c.reason.given()


def temporary(c: Chains) -> Iterator[Finding]:
    """375, 376, 379: lengths; 377: two T3 in 12 months; 380-383: between two episodes of the same placement."""
    passing = c.place.among(codes.TEMPORARY)
    for place, (rule, longest) in codes.LONGEST_STAY.items():
        yield rule, c.place.among((place,)) & (c.days() > longest)
    yield "377", _third_in_a_year(c, c.place.among(("T3",)))
    yield "380", passing & ~c.rne.among(("P", "B"))
    yield "381", passing & c.rec.among(codes.EXITS)
    yield "382", passing & c.ls.among(codes.SHORT_BREAKS)
    came_back = c.joined & c.previous(c.joined & passing)
    place, carer = c.place.positions, c.carer
    home = (place == c.previous(c.previous(place))) & (carer == c.previous(c.previous(carer)))
    yield "383", came_back & ~(c.rne.among(("P",)) & home)


def adoption(c: Chains) -> Iterator[Finding]:
    """217, 336, 390, 408, 446: placed for adoption; 386: adopted under 18; 516: guardianship to a foster carer."""
    with_carer = c.place.among(("A3", "A5")) & (c.began >= np.datetime64("2015-04-01"))
    yield "217", with_carer & ~c.rne.among(("S", "T", "U"))
    fostered = c.previous(c.place.among((*codes.FOSTER, *codes.ADOPTION)))
    yield "336", ~c.first & c.place.among(("A3", "A4")) & ~fostered
    yield "390", c.rec.among(codes.ADOPTED) & ~c.place.among(codes.ADOPTION)
    yield "386", c.rec.among(codes.ADOPTED) & (c.ended >= c.birthday(18))
    yield "408", c.place.among(("A5", "A6")) & ~c.ls.among(("E1",))
    yield "446", c.ls.among(("E1",)) & (c.began < np.datetime64("2005-12-01"))
    yield "516", c.rec.among(("E45", "E46")) & ~c.place.among(codes.FOSTER)


def ages(c: Chains) -> Iterator[Finding]:
    """352, 359, 407: under 18; 358, 370-374, 387, 389, 460: old enough."""
    adult = c.birthday(18)
    yield "352", c.rne.among(("S",)) & (c.began >= adult)
    yield "359", (c.until > adult) & ~(c.ls.among(("V2",)) & c.place.among(("K2",)))
    yield "407", c.rec.among(codes.GUARDIANSHIP) & (c.ended >= adult)
    yield "358", c.ls.among(("J1", "J2", "J3")) & c.under(10, c.began)
    for place, (rule, least) in codes.LEAST_AGE.items():
        yield rule, c.place.among((place,)) & c.under(least, c.began)
    for rec, (rule, least) in codes.LEAST_AGE_ON_LEAVING.items():
        yield rule, c.rec.among((rec,)) & c.under(least, c.ended)


def orders(c: Chains) -> Iterator[Finding]:
    """361-364: short orders end in time, over all episodes under them; 378: no agreed care (V2) with one's parents."""
    days = c.days_under(c.ls)
    for status, (rule, longest) in codes.LONGEST_ORDER.items():
        yield rule, c.ls.among((status,)) & (days > longest)
    yield "378", c.place.among(("P1",)) & c.ls.among(("V2",))


def short_breaks(c: Chains) -> Iterator[Finding]:
    """365, 367: how long; 384: not with long-term foster carers; 426: V3 or V4, not both in a reporting year."""
    breaks = c.ls.among(("V3",))
    yield "365", breaks & (c.days() > SHORT_BREAK_DAYS)
    yield "367", breaks & (_days_in_the_year_before(c, breaks) > SHORT_BREAK_DAYS_PER_YEAR)
    yield "384", c.ls.among(codes.SHORT_BREAKS) & c.place.among(("U1", "U4"))
    year_began, year_ended = _reporting_year(c.began), _reporting_year(c.until)
    respite = {status: c.ls.among((status,)) for status in codes.SHORT_BREAKS}
    after_v3 = respite["V4"] & (_latest(c, respite["V3"], year_ended) >= year_began)
    after_v4 = respite["V3"] & (_latest(c, respite["V4"], year_ended) >= year_began)
    yield "426", after_v3 | after_v4


def _earlier(c: Chains, mask: np.ndarray) -> np.ndarray:
    """How many of the child's earlier episodes are in the mask?"""
    return pd.Series(mask.astype(int)).groupby(c.child).cumsum().to_numpy() - mask


def _latest(c: Chains, mask: np.ndarray, years: np.ndarray) -> np.ndarray:
    """The greatest year of the child's masked episodes up to each; 0 where there is none."""
    return pd.Series(np.where(mask, years, 0)).groupby(c.child).cummax().to_numpy()


def _third_in_a_year(c: Chains, mask: np.ndarray) -> np.ndarray:
    """Of the episodes in the mask, those that begin within 12 months of the child's last but one."""
    rows = np.flatnonzero(mask)
    third, first = rows[2:], rows[:-2]
    found = np.zeros(len(mask), dtype=bool)
    found[third] = (c.child[third] == c.child[first]) & (c.began[third] < anniversary(c.began[first], 1))
    return found


def _days_in_the_year_before(c: Chains, mask: np.ndarray) -> np.ndarray:
    """Days of the masked episodes in the 365 days up to the end of each, from their running sum.

    One clock for all children, each far after the one before, so that one interpolation serves all.
    """
    total = np.zeros(len(mask))
    rows = np.flatnonzero(mask & ~np.isnat(c.began))
    if len(rows):
        clock = c.child[rows] * 1_000_000
        begins = clock + c.began[rows].astype(np.int64)
        ends = np.maximum(clock + c.until[rows].astype(np.int64), begins)
        moments = np.column_stack((begins, ends)).ravel()
        so_far = np.cumsum(np.column_stack((np.zeros(len(rows)), ends - begins)).ravel())
        total[rows] = np.interp(ends, moments, so_far) - np.interp(ends - 365, moments, so_far)
    return total


def _reporting_year(day: np.ndarray) -> np.ndarray:
    """The year in which the reporting year (1 April to 31 March) ends."""
    return (day.astype("datetime64[M]") + 9).astype("datetime64[Y]").astype(np.int64) + 1970
