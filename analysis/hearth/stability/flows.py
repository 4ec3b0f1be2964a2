"""What happens in a reporting year: placements that end, moves and the time they are set against, periods of care."""

from __future__ import annotations

import numpy as np

from .. import ssda903_codes as codes
from . import breakdowns as by
from .care import Care
from .stock import april_1
from .units import Units, groups_on, placement_groups

#: Bands of duration -> their first month; the first two are parted by days.
DURATIONS = {
    "from_1_to_7_days": 0,
    "from_8_days_to_1_month": 0,
    "from_1_to_3_months": 1,
    "from_3_to_6_months": 3,
    "from_6_to_12_months": 6,
    "from_1_to_2_years": 12,
    "from_2_to_5_years": 24,
    "5_years_or_more": 60,
}
WEEK = 7
REASONS = codes.REASONS_FOR_MOVES


def in_year(days: np.ndarray, year: int) -> np.ndarray:
    """Which days lie in the reporting year? None (NaT) does not."""
    days = by.days(days)
    return (days >= april_1(year)) & (days < april_1(year + 1))


def durations(began: np.ndarray, ended: np.ndarray) -> dict[str, np.ndarray]:
    """Band of duration -> which rows are in it. A month ends on the same day of the next one."""
    length = (by.days(ended) - by.days(began)).astype(int)
    months = by.months_between(began, ended)
    band = np.searchsorted(list(DURATIONS.values()), months, side="right") - 1
    band = np.where(length <= WEEK, 0, np.maximum(band, 1))
    return {name: band == place for place, name in enumerate(DURATIONS)}


def placements_ended(care: Care, year: int) -> Units:
    """Placements that ended in the year, by a move or by leaving care, and how long they had lasted [days]."""
    return _ended(care, "placements", year)


def placements_ceased(care: Care, year: int) -> Units:
    """The same as published: a change of status only (PLACE, same carer) ends a placement, too, and begins another."""
    return _ended(care, "published_placements", year)


def _ended(care: Care, placements: str, year: int) -> Units:
    """Those that ended in the year, of one table of `Spells`."""
    spells = care.spells
    table = getattr(spells, placements)[in_year(spells.days(placements, "ended"), year)]
    rows, began, ended = (table[name].to_numpy() for name in ("last", "began", "ended"))
    groups = groups_on(care, rows, ended)
    groups |= placement_groups(table["kind"])  # as it began: the status may have changed since
    length = (ended - began).astype("timedelta64[D]").astype(float)
    counts = {"placements": np.ones(len(rows), dtype=int), **durations(began, ended)}
    return Units(spells.episodes["chain"].to_numpy()[rows], counts, groups, {"days": length})


def moves(care: Care, year: int) -> Units:
    """Moves in the year by reason, changes of a placement's status, and the days in care they are set against."""
    episodes, days = care.spells.episodes, care.spells.days("episodes", "DEC")
    happened = (episodes["moves_on"] | episodes["status_change"]).to_numpy() & in_year(days, year)
    rows = np.flatnonzero(happened)
    moved = episodes["moves_on"].to_numpy()[rows]
    reason = episodes["REASON_PLACE_CHANGE"].iloc[rows]
    counts = {"moves": moved}
    for code, word in REASONS.items():
        counts[word] = moved & (reason == code).to_numpy()
    counts["not_given"] = moved & ~reason.isin(list(REASONS)).to_numpy()
    counts["status_only"] = ~moved
    chain = episodes["chain"].to_numpy()[rows]
    return Units(chain, counts, groups_on(care, rows, days[rows])).joined(days_in_care(care, year))


def days_in_care(care: Care, year: int) -> Units:
    """Every day in care of the year, in stretches that lie in one group of age, time in care and asylum each.

    The day of leaving care is none, the last day of the table is one.
    """
    spells = care.spells
    episodes = spells.episodes
    is_open = np.isnat(spells.days("episodes", "DEC"))
    first = np.maximum(spells.days("episodes", "DECOM"), april_1(year))
    end = np.minimum(spells.days("episodes", "until") + is_open, april_1(year + 1))
    rows = np.flatnonzero(first < end)
    pieces = rows, first[rows], end[rows]
    entered = spells.days("periods", "entered")[episodes["period"]]
    born = spells.days("episodes", "DOB")
    for years in list(by.AGE_BANDS.values())[1:]:
        pieces = _cut(*pieces, by.later(born[pieces[0]], 12 * years))
    for months in list(by.YEARS_IN_CARE.values())[1:]:
        pieces = _cut(*pieces, by.later(entered[pieces[0]], months) - 1)  # the last day counts
    pieces = _cut(*pieces, spells.days("episodes", "DUC")[pieces[0]])
    rows, first, end = pieces
    days = (end - first).astype(int)
    return Units(episodes["chain"].to_numpy()[rows], {"child_days": days}, groups_on(care, rows, first, counted=1))


def _cut(
    rows: np.ndarray, first: np.ndarray, end: np.ndarray, day: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The stretches, those that hold `day` after their first day parted there."""
    parted = np.flatnonzero((first < day) & (day < end))
    until = end.copy()
    until[parted] = day[parted]
    return (
        np.concatenate((rows, rows[parted])),
        np.concatenate((first, day[parted])),
        np.concatenate((until, end[parted])),
    )


def periods(care: Care, year: int) -> Units:
    """Periods of care that began and ended in the year; children once each, at the first start and the last end."""
    return _started(care, year).joined(_ceased(care, year))


def _started(care: Care, year: int) -> Units:
    spells = care.spells
    began = (spells.episodes["RNE"].iloc[spells.periods["first"]] == "S").to_numpy()
    table = spells.periods[in_year(spells.days("periods", "entered"), year) & began]
    rows = table["first"].to_numpy()
    counts = {"started": np.ones(len(rows), dtype=int), "children_started": ~table["chain"].duplicated().to_numpy()}
    return Units(spells.episodes["chain"].to_numpy()[rows], counts, groups_on(care, rows, table["entered"].to_numpy()))


def _ceased(care: Care, year: int) -> Units:
    spells = care.spells
    left = spells.episodes["REC"].iloc[spells.periods["last"]].isin(codes.EXITS).to_numpy()
    table = spells.periods[in_year(spells.days("periods", "ended"), year) & left]
    rows, entered, ended = (table[name].to_numpy() for name in ("last", "entered", "ended"))
    last = ~table["chain"].duplicated(keep="last").to_numpy()
    length = np.where(last, (ended - entered).astype("timedelta64[D]").astype(float), np.nan)
    bands = {name: band & last for name, band in durations(entered, ended).items()}
    counts = {"ceased": np.ones(len(rows), dtype=int), "children_ceased": last, **bands}
    groups = groups_on(care, rows, ended)
    return Units(spells.episodes["chain"].to_numpy()[rows], counts, groups, {"days": length})
