"""data/tiny: characteristics, population, ethnicity and history of the made-up county."""

from __future__ import annotations

import numpy as np

import care_starts
import care_starts_profile
import ethnicity
import history
import looked_after_age_by as age_by
import looked_after_profile as profile
import population
import published_labels as labels
import tiny
from reference import AGE_BANDS
from rounding import Counts, Numbers, rake, round_to_margins, round_to_total
from tables import Table, Total

Cell = str | int | float

# Per thousand, about as in England.
MIXES: dict[str, dict[str, float]] = {
    "sex": dict(zip(profile.SEXES, (560, 440))),
    "ethnicity": dict(zip(labels.ETHNIC_GROUPS, (740, 100, 45, 77, 33, 5))),
    "legal_status": dict(zip(profile.LEGAL_STATUSES, (165, 582, 72, 178, 2, 1))),
    "need": dict(zip(labels.NEEDS, (635, 29, 29, 77, 145, 14, 1, 70))),
    "placement": dict(zip(profile.PLACEMENTS, (134, 580, 32, 68, 88, 79, 14, 5))),
    "provider": dict(zip(profile.PROVIDER_LABELS, (500, 12, 6, 350, 62))),  # of the others
}
STARTS: dict[str, tuple[float, ...]] = {
    "legal_status": (434, 106, 23, 0, 400, 11, 1, 25, 0),
    "need": (673, 23, 30, 82, 140, 29, 2, 21),
    "sex": (527, 473),
    "ethnicity": (737, 108, 43, 79, 22, 11),
    "placement": (206, 476, 0, 81, 46, 83, 78, 30),
}
GROUPS = (0.8, 0.06, 0.07, 0.04, 0.03)
HISTORY = {("care_entry", 2020): 1.02, ("care_entry", 2021): 0.95}
HISTORY |= {("leaving_care", 2020): 1.03, ("leaving_care", 2021): 0.9}
HISTORY |= {("placement_moves", 2020): 1.02, ("placement_moves", 2021): 0.95}


def build() -> list[Table]:
    """The six further tables of the county."""
    groups = counts()
    return [_profile(groups), _age_by(groups), _starts_profile(), _population(), _ethnicity(), _history()]


def counts() -> dict[str, Counts]:
    """Authority x category, adding up to those looked after in each authority."""
    totals = [place.looked_after for place in tiny.PLACES]
    tables = {
        name: np.array([round_to_total(_numbers(mix), total) for total in totals])
        for name, mix in MIXES.items()
        if name != "provider"
    }
    same = [profile.PLACEMENTS.index(kind) for kind in profile.SAME.values()]
    fixed = tables["placement"][:, same]
    others = [
        round_to_total(_numbers(MIXES["provider"]), total - int(known.sum()))
        for total, known in zip(totals, fixed)
    ]
    return tables | {"provider": np.hstack([np.array(others), fixed])}


def _profile(groups: dict[str, Counts]) -> Table:
    names = {name: tuple(mix) for name, mix in MIXES.items()} | {"provider": profile.PROVIDER_KINDS}
    rows = [
        [p.code, name, category, int(count), 2019, "children"]
        for place, p in enumerate(tiny.PLACES)
        for name, table in groups.items()
        for category, count in zip(names[name], table[place])
    ]
    totals = [Total(name, float(table.sum()), 120) for name, table in groups.items()]
    header = "la_code characteristic category children year unit source"
    return tiny.table("looked_after_profile", header, rows, totals)


def _age_by(groups: dict[str, Counts]) -> Table:
    """England's guesses, raked to the county's ages and categories."""
    by_place = [round_to_total(tiny.STOCK_BY_AGE, p.looked_after) for p in tiny.PLACES]
    ages = np.array(by_place).sum(axis=0)
    adoption, orders = (370, 1700, 370, 40, 0), (900, 3440, 1150, 90, 0)
    supported = tuple(6210 * share for share in age_by.SUPPORTED)
    guesses = {
        "placement": age_by.PLACEMENTS | {"adoption": adoption, "supported": supported},
        "legal_status": age_by.LEGAL_STATUSES | {"placement_order": orders},
        "need": age_by.NEEDS,
    }
    rows: list[list[Cell]] = []
    for name, guess in guesses.items():
        seed = np.array([guess[category] for category in MIXES[name]], dtype=float)
        seed *= tiny.STOCK_BY_AGE if name == "need" else 1
        categories = groups[name].sum(axis=0)
        fitted = rake(seed, categories.astype(float), ages.astype(float), 1e-6)
        table = round_to_margins(fitted, categories, ages)
        for category, line in zip(MIXES[name], table):
            rows += [[name, category, band, int(n), 2019, "children"] for band, n in zip(AGE_BANDS, line)]
    totals = [Total("all three", float(sum(int(row[3]) for row in rows)), 360)]
    header = "characteristic category age_band children year unit source"
    return tiny.table("looked_after_age_by", header, rows, totals)


def _starts_profile() -> Table:
    tenths, rows, totals = care_starts.TENTHS, list[list[Cell]](), []
    for name, (categories, _) in care_starts_profile.MAKERS.items():
        counts_of_mix = round_to_total(np.array(STARTS[name], dtype=float), 55 * tenths)
        rows += [
            [name, category, int(count) / tenths, "2019-2021", "children per year"]
            for category, count in zip(categories, counts_of_mix)
        ]
        totals.append(Total(f"starts by {name}", float(counts_of_mix.sum()) / tenths, 55))
    return tiny.table("care_starts_profile", "characteristic category starts year unit source", rows, totals)


def _population() -> Table:
    years = (*population.PUBLISHED, *population.PROJECTED)
    rows: list[list[Cell]] = [[p.code, year, p.children, "children"] for p in tiny.PLACES for year in years]
    return tiny.table("population", "la_code year children unit source", rows)


def _ethnicity() -> Table:
    rows: list[list[Cell]] = [
        [p.code, group, share, 2021, "1"]
        for p in tiny.PLACES
        for group, share in zip(ethnicity.GROUPS, GROUPS)
    ]
    return tiny.table("ethnicity", "la_code ethnic_group share year unit source", rows)


def _history() -> Table:
    rows: list[list[Cell]] = [
        [year, process, band, HISTORY[process, year], "1"]
        for year in tiny.YEARS_OF_HISTORY
        for process in history.SOURCES
        for band in AGE_BANDS
    ]
    return tiny.table("history", "year process age_band ratio unit source", rows)


def _numbers(mix: dict[str, float]) -> Numbers:
    return np.array(list(mix.values()), dtype=float)
