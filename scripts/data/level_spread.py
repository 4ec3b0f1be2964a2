"""level_spread.csv: how far the levels of flows from outside went in a year from where they were."""

from __future__ import annotations

import numpy as np

import care_starts
import entry_mix
from reference import AGE_BANDS, Reference
from rounding import Numbers
from tables import Table, Total

#: The last year of those that a spread is estimated from: of the validation, and of the present.
UNTIL = (2021, 2023)
FIRST_YEAR = 2011
FIRST_PANEL_YEAR = 2016
TIME_SERIES = "CLA time series 1994-2024"
OLDER_STARTS = "CLA starting in year (SFR underlying 2011-2017)"
OLDER_CEASES = "CLA ceasing in year (SFR underlying 2011-2017)"
STARTS = "Children starting to be looked after during the year"
CEASES = "Children ceasing to be looked after during the year"
STOCK = "Children looked after at 31 March"
ABSENT_PARENTING = "Category of need; N8. Absent parenting"
#: Ages that unaccompanied children seldom have: their arrivals are a flow of their own.
AGES = {band: label for band, label in AGE_BANDS.items() if band != "16_to_17"}
#: Brothers and sisters come and go together: so many times the variance of children who come alone. Assumed: groups of
#: 1.6 children, each counted by a child in it.
TOGETHER = 1.6
SMALLEST = 30  # children a year in every year: of fewer a logarithm is mostly chance
PARTS = ("nation", "age", "authority", "year_alone")
NATION = "derived: root mean square of yearly changes of starts but for absent parenting, and of ceases per child (DfE 2011-{})"
AGE = "derived: of starts by age against all under 16, less chance (DfE 2011-{})"
AUTHORITY = "derived: changes of {} by authority over one to four years, less chance (DfE LAIT 2016-{})"
ARRIVALS = "derived: root mean square of yearly changes of starts for absent parenting (DfE 2011-{})"
NOT_KNOWN = "assumed: nothing is told by authority for long enough; 0"
NO_AGES = "assumed: nothing is told by age; 0"


def source(flow: str, part: str, until: int) -> str:
    """Where a deviation comes from."""
    if part == "nation":
        return (ARRIVALS if flow == "arrivals" else NATION).format(until)
    if part == "age":
        return NO_AGES if flow == "arrivals" else AGE.format(until)
    of = {"starts": "starts", "leaving": "ceases per child", "arrivals": "UASC looked after"}
    return AUTHORITY.format(of[flow], until) if flow in of else NOT_KNOWN


def root_mean_square(changes: Numbers) -> float:
    return float(np.sqrt(np.mean(np.square(changes))))


def yearly_changes(levels: dict[int, float], until: int) -> Numbers:
    """Changes of the logarithm between years that follow one another."""
    return np.array([
        np.log(levels[year + 1] / levels[year])
        for year in range(FIRST_YEAR, until)
        if year in levels and year + 1 in levels
    ])


def starts_of_families(reference: Reference) -> dict[int, float]:
    """Starts less those for absent parenting, most of whom are unaccompanied: UASC starters are not told before 2018."""
    every = reference.series(TIME_SERIES, STARTS)
    absent = started(reference, ABSENT_PARENTING)
    return {year: every[year] - absent[year] for year in absent}


def started(reference: Reference, breakdown: str) -> dict[int, float]:
    """Part of the starts by year, from the older releases and the present ones, which call it alike."""
    facts = reference.facts(care_starts.STARTS)
    later = {year: value for (label, year), value in facts.items() if label == breakdown}
    return reference.series(OLDER_STARTS, breakdown) | later


def leaving_rate(reference: Reference) -> dict[int, float]:
    """Ceases per child looked after, the mean of the two 31 Marches."""
    ceases, stock = (reference.series(TIME_SERIES, name) for name in (CEASES, STOCK))
    return {year: count / (stock[year - 1] + stock[year]) * 2 for year, count in ceases.items() if year - 1 in stock}


def nation(reference: Reference, until: int) -> float:
    """Of starts, and of ceases per child, together: twenty changes are few, and moves have been told since 2019 only."""
    flows = (starts_of_families(reference), leaving_rate(reference))
    return root_mean_square(np.concatenate([yearly_changes(levels, until) for levels in flows]))


def ages(reference: Reference, until: int) -> float:
    """Of an age band of starts against all of these bands, less what is chance."""
    squares, chance = [], []
    by_age = [started(reference, f"Age on starting; {label}") for label in AGES.values()]
    every = {year: sum(levels[year] for levels in by_age) for year in by_age[0]}
    for levels in by_age:
        shares = {year: value / every[year] for year, value in levels.items()}
        squares.append(np.square(yearly_changes(shares, until)))
        chance.append([TOGETHER * (1 / levels[year] + 1 / levels[year + 1])
                       for year in range(FIRST_YEAR, until) if year in levels and year + 1 in levels])
    return float(np.sqrt(max(np.mean(np.concatenate(squares)) - np.mean(np.concatenate(chance)), 0)))


def authorities(reference: Reference, measures: tuple[str, ...], until: int) -> tuple[float, float]:
    """How far an authority went from the nation: a year's lasting step, and what passes with the year.

    The variance of changes over k years, less chance, is k steps and twice what passes: a line through the medians of
    the squared changes over one to four years. `measures`: a count, and what it is of, if it is a rate.
    """
    years = range(FIRST_PANEL_YEAR, until + 1)
    counts = _panel(reference, measures[0], years)
    kept = np.all(counts >= SMALLEST, axis=1)
    levels = np.log(counts[kept] / counts[kept].sum(axis=0))
    if len(measures) > 1:
        base = _panel(reference, measures[1], years)[kept]
        levels -= np.log(base / base.sum(axis=0))
    return lasting_and_passing(levels, TOGETHER / counts[kept])


def lasting_and_passing(levels: Numbers, chance: Numbers) -> tuple[float, float]:
    """Deviations of a year's lasting step and of what passes with it, of logarithms by authority and year.

    `chance`: the variance of each of them that is chance.
    """
    lags = np.arange(1, 5)
    excess = []
    for lag in lags:
        changes = levels[:, lag:] - levels[:, :-lag]
        by_chance = chance[:, lag:] + chance[:, :-lag]
        # The median of a normal deviate without its sign is 0.6745: a few authorities that were reorganised weigh little.
        excess.append(np.median(np.abs(changes)) ** 2 / 0.6745**2 - np.median(by_chance))
    slope, intercept = np.polyfit(lags, np.array(excess), 1)
    return float(np.sqrt(max(slope, 0))), float(np.sqrt(max(intercept, 0) / 2))


def _panel(reference: Reference, measure: str, years: range) -> Numbers:
    """Authority x year; 0 where nothing is told."""
    return np.array([
        [reference.panel(measure, year).get(code, (0.0, False))[0] for year in years] for code in reference.la_codes()
    ])


def spreads(reference: Reference, until: int) -> dict[str, tuple[float, float, float, float]]:
    """Flow -> deviations of its parts."""
    together, of_ages = nation(reference, until), ages(reference, until)
    starts = authorities(reference, ("LACnum_Start",), until)
    leaving = authorities(reference, ("LACceased", "LACnum"), until)
    arrivals = root_mean_square(yearly_changes(started(reference, ABSENT_PARENTING), until))
    places = authorities(reference, ("Unacc_Asylmn_Seek_Childn",), until)
    return {
        "starts": (together, of_ages, *starts),
        "leaving": (together, of_ages, *leaving),
        "moves": (together, of_ages, 0.0, 0.0),
        "arrivals": (arrivals, 0.0, *places),
    }


def ways(reference: Reference, until: int) -> float:
    """Of a way into care against all of them, less what is chance."""
    years = range(care_starts.YEARS[0], until + 1)
    by_way = {}
    for year in years:
        counts = entry_mix.by_legal_status(reference, year)
        by_way[year] = np.array([sum(counts[entry_mix.STATUSES.index(code)] for code in codes) for codes in entry_mix.GROUPS.values()])
    squares, chance = [], []
    for year in years[:-1]:
        before, after = by_way[year], by_way[year + 1]
        squares.append(np.square(np.log(entry_mix.share(after) / entry_mix.share(before))))
        chance.append(TOGETHER * (1 / before + 1 / after))
    return float(np.sqrt(max(np.mean(squares) - np.mean(chance), 0)))


def build(reference: Reference) -> Table:
    """One row per flow, part, and last year that it is estimated from."""
    rows: list[list[str | int | float]] = []
    for until in UNTIL:
        for flow, deviations in spreads(reference, until).items():
            for part, deviation in zip(PARTS, deviations):
                rows.append([flow, part, until, round(deviation, 3), "1", source(flow, part, until)])
        told = f"derived: of ways into care against all of them, less chance (DfE {care_starts.YEARS[0]}-{until})"
        rows.append(["starts", "way", until, round(ways(reference, until), 3), "1", told])
    return Table("data/level_spread.csv", ["flow", "part", "year", "deviation", "unit", "source"], rows, list[Total]())
