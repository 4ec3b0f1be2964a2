"""What may have been before the returns at hand: every past that makes a difference to a table, as episodes.

A return holds the episodes that were open in its year. Of a period of care that goes on from before the first return, or
from a year whose return is missing, it may lack the episodes that had ended by then: the day on which the period began is
not known, nor that of the placement, if the first episode at hand goes on in it. A past is possible if

* its episodes follow on without a gap, last a day or more each, and none begins before the child was born;
* RNE means what it says: S begins a period; L is another legal status in the same placement; T and U are another
  placement with the same carer; P and B are another placement, or the way back from a temporary stay, or a change of
  status only (reason PLACE). L, U and B may also follow a short break (V3, V4), which is no time in care;
* a placement is of one kind throughout, except that foster carers may come to adopt (A3, A5);
* no period reaches over a return at hand without being in it.

A figure is a whole number of children, or days, that changes only where a day of the past passes a bound (of a band of
time in care, of a length): the days just before and just after each bound stand for all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Iterator, NamedTuple

import numpy as np
import pandas as pd

from .. import ssda903_codes as codes
from . import breakdowns as by
from .past_lives import DAY, LENGTHS, ON_THE_DAY, PUBLISHED, WITH_CARER, Cut, all_rows, with_places, written

if TYPE_CHECKING:
    from .care import Care

#: Months in care, and of a length, at which some group, band or condition begins.
MONTHS_IN_CARE = (6, 12, 24, 30, 36, 60)
MONTHS_LASTED = (1, 3, 6, 12, 24, 60)
WEEK = 7
#: Children whose pasts are written together: a hundred each, and memory is finite.
AT_ONCE = 2000


class Pasts(NamedTuple):
    """The lives of the children whose past is not known, each with every past that may have been.

    care:    the lives; the child numbers of its episodes are those of the pasts, from 0 on.
    whose:   number of the child that each past is of, from 0 on, in order.
    chains:  the children's numbers in the care at hand.
    """

    care: Care
    whose: np.ndarray
    chains: np.ndarray


def possible(care: Care, about: str, year: int, years: int = 1) -> Iterator[Pasts]:
    """The pasts of all children who are in one of these years in a period whose beginning is not at hand, by and by.

    about:  what the table needs to know of them, one of the five of `past_lives`.
    """
    first, after = np.datetime64(f"{year - years}-04-01"), np.datetime64(f"{year}-04-01")
    cut = _cut(care, first, after)
    for begin in range(0, len(cut.chain), AT_ONCE):
        part = Cut(*(column[begin : begin + AT_ONCE] for column in cut))
        lives = _days(care, part, first, after, about)
        told = replace(care, episodes=written(care, part, lives, about))
        yield Pasts(told, lives["child"].to_numpy(), part.chain)


def _cut(care: Care, first: np.datetime64, after: np.datetime64) -> Cut:
    """The last period of each child that is open in these days and whose beginning is not at hand."""
    spells = care.spells
    periods = spells.periods
    until = spells.days("episodes", "until")[periods["last"]]
    entered = spells.days("periods", "entered")
    chosen = np.flatnonzero(~periods["entered_known"].to_numpy() & (entered < after) & (until >= first))
    chain = periods["chain"].to_numpy()
    chosen = chosen[np.append(chain[chosen][1:] != chain[chosen][:-1], True)] if len(chosen) else chosen
    table = periods.iloc[chosen]
    of_chain = spells.episodes["chain"].to_numpy()
    row, last = table["first"].to_numpy(), table["last"].to_numpy()
    end = np.searchsorted(of_chain, table["chain"].to_numpy(), side="right") - 1
    decom = spells.days("episodes", "DECOM")[row]
    return Cut(table["chain"].to_numpy(), row, last, end, _earliest(care, chosen, row, decom), decom)


def _earliest(care: Care, periods: np.ndarray, row: np.ndarray, decom: np.ndarray) -> np.ndarray:
    """The day of birth, or the day after the last return at hand before; if the child was in care then, from when."""
    spells = care.spells
    table = spells.periods
    earliest = spells.days("episodes", "DOB")[row]
    authority = spells.episodes["LA"].astype(object).to_numpy()[row]
    for name in pd.unique(authority):
        held = np.array([f"{year}-04-01" for year in sorted(care.years_of(name))], dtype="datetime64[D]")
        here = np.flatnonzero(authority == name)
        place = np.searchsorted(held, decom[here], side="right") - 1
        after = np.where(place >= 0, held[np.maximum(place, 0)], earliest[here])
        earliest[here] = np.maximum(earliest[here], after)
    chain, ended = table["chain"].to_numpy(), table["ended"].to_numpy()
    before = np.maximum(periods - 1, 0)
    went_on = (chain[before] == chain[periods]) & (before < periods) & np.isnat(ended[before])
    known = table["entered_known"].to_numpy()[before]
    own = np.where(known, spells.days("periods", "entered")[before], spells.days("episodes", "DOB")[row])
    return np.minimum(np.where(went_on, own, earliest), decom - DAY)


def latest_with(months: np.ndarray | int, day: np.ndarray) -> np.ndarray:
    """The last day from which it is so many whole months, or more, to a day."""
    same = by.later(day, -months)
    return np.where(by.later(same, months) <= day, same, same - DAY)


def _days(care: Care, cut: Cut, first: np.datetime64, after: np.datetime64, about: str) -> pd.DataFrame:
    """The days on which period and placement may have begun, all that make a difference: one row per past.

    Columns: child, entered, began (the placement), short (was the placement before it one of a day?).
    """
    spells = care.spells
    everyone = np.arange(len(cut.chain))
    rne = spells.episodes["RNE"].astype(object).to_numpy()[cut.row]
    passing = spells.episodes["PLACE"].isin(codes.TEMPORARY).to_numpy()[cut.row]
    stays = np.isin(rne, ("L",) if about == PUBLISHED else ("L", "T", "U")) | passing
    latest = np.where(stays, cut.decom - DAY, cut.decom)
    # Of days on which the child is in the same groups the first stands for all: what follows it may have any length.
    entered = [(everyone, cut.earliest)]
    events = _events(care, cut, first, after)
    if about in (ON_THE_DAY, WITH_CARER):
        entered += _turns(everyone, np.full(len(everyone), after), MONTHS_IN_CARE)[1:]
    elif about in LENGTHS:
        entered += _turns(*events, MONTHS_IN_CARE)[1:]
    else:
        bounds = [(everyone, np.full(len(everyone), bound)) for bound in (first, after)]
        entered.append((everyone, cut.decom - DAY))
        for child, day in (events, *bounds):  # and the day after, as the last day counts for the time in care of a day
            entered += _turns(child, day, MONTHS_IN_CARE) + _turns(child, day + DAY, MONTHS_IN_CARE)
        entered += _lengths(*events)
        entered += [(everyone, np.full(len(everyone), day)) for day in _odd_half_years(first)]
    began = [(everyone, latest)]
    if about in LENGTHS:
        ends = _ends(care, cut, about, first, after)
        which = np.flatnonzero(~np.isnat(ends))
        ending = np.isin(everyone, which)
        began += _lengths(which, ends[which]) + [(who[ending[who]], day[ending[who]]) for who, day in entered]
    elif about == WITH_CARER:
        began += entered
    lives = _once(cut, entered, cut.decom - DAY, "entered").merge(_once(cut, began, latest, "began"), on="child")
    lives = lives[lives["entered"] <= lives["began"]].assign(short=False)
    of_child = lives["child"].to_numpy()
    if about == WITH_CARER:  # the first and the last day will do: with them, two years are reached or not
        lives = lives[(lives["began"] == lives["entered"]) | (lives["began"].to_numpy() == latest[of_child])]
        lives = pd.concat([lives, lives.assign(short=True)])
    if about == PUBLISHED:  # the way back is from a stay of a day, before which the placement was there for a day
        way_back = np.isin(rne, ("P", "B")) & ~passing
        lives = lives[~(way_back[of_child] & (lives["began"].to_numpy() == cut.decom[of_child] - DAY))]
    breaks = np.flatnonzero(np.isin(rne, ("L", "U", "B")) & ~passing)
    at_once = pd.DataFrame({"child": breaks, "entered": cut.decom[breaks], "began": cut.decom[breaks], "short": False})
    return with_places(care, cut, pd.concat([lives, at_once]), passing, about)


def _events(care: Care, cut: Cut, first: np.datetime64, after: np.datetime64) -> tuple[np.ndarray, np.ndarray]:
    """Child and day of all ends of episodes in these years, of the periods that are cut."""
    ended = care.spells.days("episodes", "DEC")
    child, rows = all_rows(cut.row, cut.last)
    there = ~np.isnat(ended[rows]) & (ended[rows] >= first) & (ended[rows] < after)
    return child[there], ended[rows[there]]


def _odd_half_years(first: np.datetime64) -> np.ndarray:
    """Days before the first from which the second half-year of care is longer or shorter than from the day before.

    It lies within the year then, and its days are more or fewer as months have them.
    """
    window = np.arange(by.later(first, -6) - DAY, first)
    length = (by.later(window, 12) - by.later(window, 6)).astype(int)
    turns = np.flatnonzero(np.diff(length))
    return np.unique(np.concatenate((window[turns], window[turns + 1])))


def _ends(care: Care, cut: Cut, placements: str, first: np.datetime64, after: np.datetime64) -> np.ndarray:
    """The end of each child's first placement at hand; none (NaT) if it is not in these years."""
    table = getattr(care.spells, placements)
    place = np.searchsorted(table["first"].to_numpy(), cut.row)
    ended = care.spells.days(placements, "ended")[place]
    return np.where((ended >= first) & (ended < after), ended, np.datetime64("NaT"))


def _turns(child: np.ndarray, day: np.ndarray, months: tuple[int, ...]) -> list[tuple[np.ndarray, np.ndarray]]:
    """The last days from which it is so many months to the given days, together; then the days after each."""
    if not len(day):
        return []
    who = np.tile(child, len(months))
    last = np.concatenate([latest_with(many, day) for many in months])
    return [(who, last), (who, last + DAY)]


def _lengths(child: np.ndarray, day: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The days from which it is as long to the given days as some band of lengths begins or ends."""
    return [*_turns(child, day, MONTHS_LASTED), (child, day - WEEK * DAY), (child, day - (WEEK + 1) * DAY)]


def _once(cut: Cut, parts: list[tuple[np.ndarray, np.ndarray]], latest: np.ndarray, name: str) -> pd.DataFrame:
    """Each child's days, those that can be, once each."""
    child = np.concatenate([who for who, _ in parts])
    day = np.concatenate([when for _, when in parts]).astype("datetime64[D]")
    can_be = (day >= cut.earliest[child]) & (day <= latest[child])
    return pd.DataFrame({"child": child[can_be], name: day[can_be]}).drop_duplicates()
