"""looked_after_age_by.csv: children looked after on each 31 March, age by placement, legal status and need.

No cross table with age is published. A guess is raked to the published ages and the published categories.
"""

from __future__ import annotations

import numpy as np

import looked_after
import looked_after_profile as profile
import published_labels as labels
from reference import AGE_BANDS, FIRST_DAYS, Reference
from rounding import Counts, Numbers, rake, round_to_margins, round_to_total
from tables import Table, Total

ADOPTIONS = "CLA adopted in year"
DECISIONS = "Adoption decisions (ADM) and reversals"
WAITING = (
    "Children who were still looked after on 31 March with a placement order who were not placed for adoption"
)
# Of those adopted at an age, how many were a band younger on a day while they were placed: some four months
# earlier on average (placements for adoption take about eight and a half months).
YOUNGER_WHILE_PLACED = {"1_to_4": 0.11, "5_to_9": 0.15, "10_to_15": 0.1, "16_to_17": 0.5}

# Guesses in children, near the margins so that raking moves them little. Ages as in AGE_BANDS.
PLACEMENTS = {
    "foster_kin": (800, 2500, 2700, 3350, 1100),
    "foster": (2230, 4920, 9700, 21480, 6980),
    "parents": (500, 1250, 1250, 1520, 800),
    "childrens_home": (5, 25, 330, 3900, 2600),
    "other_residential": (200, 40, 40, 300, 540),  # babies in mother-and-baby units, teenagers in custody
    "other": (10, 25, 25, 130, 210),
}
# Supported: 20 children under 16 in long-term care lived so in 2020; all ages are not published.
SUPPORTED = (0, 0, 0, 0.01, 0.99)
LEGAL_STATUSES = {
    "care_order_interim": (2400, 3200, 2900, 3500, 850),
    "care_order_full": (285, 3110, 9580, 23480, 9050),
    "voluntary": (500, 650, 800, 3660, 8290),  # with nearly all UASC: 760 and 4,390
    "youth_justice": (0, 0, 0, 60, 190),
    "child_protection": (20, 12, 8, 9, 1),
}
NEEDS = {  # per thousand of an age, without UASC
    "N1": (680, 720, 720, 630, 520),
    "N2": (4, 8, 20, 40, 50),
    "N3": (50, 35, 30, 27, 25),
    "N4": (50, 40, 50, 90, 120),
    "N5": (190, 170, 160, 150, 150),
    "N6": (0, 0, 1, 15, 30),
    "N7": (1, 1, 1, 1.5, 2),
    "N8": (25, 10, 10, 15, 20),
}


def sources(year: int) -> dict[str, str]:
    """What the rows of a year say of where they come from: {characteristic, or category: source}."""
    return {
        "placement": f"assumed: DfE CLA {year} ages and placements; joint by guess",
        "adoption": f"derived: DfE CLA {year} placed for adoption; ages at adoption moved back",
        "supported": f"assumed: DfE CLA {year}; 99 of 100 aged 16 and over",
        "legal_status": f"assumed: DfE CLA {year} ages and legal status; joint by guess",
        "placement_order": f"derived: DfE CLA {year} ages of those waiting and of those placed for adoption",
        "need": f"assumed: DfE CLA {year} ages and needs; joint by guess, UASC apart",
    }


def ages_placed_for_adoption(reference: Reference, year: int) -> Numbers:
    """Children adopted in the year by age, moved back to the age at which they were waiting for the order."""
    adopted = reference.facts(ADOPTIONS)
    # A figure that rounds to none is not printed.
    ages = [adopted.get((f"Age at adoption; {label}", year), 0.0) for label in AGE_BANDS.values()]
    for place, band in enumerate(AGE_BANDS):
        moved = ages[place] * YOUNGER_WHILE_PLACED.get(band, 0.0)
        ages[place] -= moved
        ages[place - 1] += moved
    ages[3] += ages.pop()  # nobody of 16 or over: ten a year are adopted at that age
    return np.array([*ages, 0.0])


def ages_with_placement_order(reference: Reference, year: int, total: float) -> Numbers:
    """Those waiting to be placed, by published age; the others as old as those placed for adoption."""
    facts = reference.facts(DECISIONS)
    waiting = np.array(
        [facts.get((f"{WAITING}; Aged {label} on 31 March", year), 0.0) for label in AGE_BANDS.values()]
    )
    placed = ages_placed_for_adoption(reference, year)
    return waiting + (total - waiting.sum()) * placed / placed.sum()


def table(
    ages: Counts, published: dict[str, int], guess: dict[str, Numbers], known: dict[str, Numbers]
) -> dict[str, Counts]:
    """Category -> children by age: `known` ones as given, the others share the rest by `guess`, raked."""
    found = {name: round_to_total(shares, published[name]) for name, shares in known.items()}
    rows = ages - sum(found.values(), np.zeros(len(ages), dtype=np.int64))
    columns = np.array([published[name] for name in guess])
    seed = np.stack(list(guess.values()), axis=1)
    rest = round_to_margins(rake(seed, rows.astype(float), columns.astype(float)), rows, columns)
    found |= dict(zip(guess, rest.T))
    return {name: found[name] for name in published}


def needs(reference: Reference, year: int) -> dict[str, Numbers]:
    """Guessed children by need and age: the mix of an age for families, England's mix of UASC for those."""
    ages = looked_after.counts(reference, year).sum(axis=0)
    alone = looked_after.unaccompanied(reference, year).sum(axis=0)
    mix = np.array(list(NEEDS.values())) / np.sum(list(NEEDS.values()), axis=0)
    of_uasc = profile.unaccompanied_mix(reference, year, "Category of need", labels.NEEDS)
    return dict(zip(NEEDS, mix * (ages - alone) + np.outer(of_uasc, alone)))


def of_year(reference: Reference, year: int) -> dict[str, dict[str, Counts]]:
    """Characteristic -> category -> children by age; both margins as in looked_after_profile.csv."""
    columns = {
        name: dict(zip(group.categories, map(int, group.table.sum(axis=0))))
        for name, group in profile.characteristics(reference, year).items()
    }
    ages = looked_after.counts(reference, year).sum(axis=0)
    adoption = ages_placed_for_adoption(reference, year)
    orders = ages_with_placement_order(reference, year, columns["legal_status"]["placement_order"])
    in_placement = {"adoption": adoption, "supported": np.array(SUPPORTED)}
    return {
        "placement": table(ages, columns["placement"], _numbers(PLACEMENTS), in_placement),
        "legal_status": table(
            ages, columns["legal_status"], _numbers(LEGAL_STATUSES), {"placement_order": orders}
        ),
        "need": table(ages, columns["need"], needs(reference, year), {}),
    }


def build(reference: Reference) -> Table:
    """One row per year, characteristic, category and age band."""
    rows: list[list[str | int | float]] = []
    totals = []
    for year in FIRST_DAYS:
        said = sources(year)
        for name, categories in of_year(reference, year).items():
            for category, counts in categories.items():
                source = said.get(category, said[name])
                for band, count in zip(AGE_BANDS, counts):
                    rows.append([name, category, band, int(count), year, "children", source])
            everybody = sum(categories.values(), np.zeros(len(AGE_BANDS), dtype=np.int64))
            for band, count, published in zip(AGE_BANDS, everybody, looked_after.national_ages(reference, year)):
                totals.append(Total(f"{name} aged {band} {year}", float(count), float(published)))
    header = ["characteristic", "category", "age_band", "children", "year", "unit", "source"]
    return Table("data/looked_after_age_by.csv", header, rows, totals)


def _numbers(guess: dict[str, tuple[float, ...]]) -> dict[str, Numbers]:
    return {name: np.array(children, dtype=float) for name, children in guess.items()}
