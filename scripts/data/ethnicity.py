"""ethnicity.csv: share of children in each ethnic group by authority, from the census of 2021."""

from __future__ import annotations

import functools

import numpy as np

from reference import Reference
from rounding import Numbers, round_to_total
from tables import Table, Total

GROUPS = {
    "white": "White",
    "mixed": "Mixed or Multiple ethnic groups",
    "asian": "Asian, Asian British or Asian Welsh",
    "black": "Black, Black British, Black Welsh, Caribbean or African",
    "other": "Other ethnic group",
}
# Share of a group that is under 18, over the same share of the whole population (assumed: England and Wales
# at the census of 2021, recalled: about 19, 43, 28, 30 and 28 in a hundred, of 20.8 in all).
YOUTH = {"white": 0.91, "mixed": 2.07, "asian": 1.35, "black": 1.44, "other": 1.35}
TEN_THOUSANDTHS = 10_000
MARGIN_YEAR = 2019  # whose children weigh the authorities in the total that is printed
SOURCE = "assumed: census 2021 all ages, shifted to children by national age of each group"


@functools.cache
def shares(reference: Reference) -> Numbers:
    """Authority x ethnic group: share of children.

    The census table is about people of all ages. Each group is weighted with how young it is in the nation.
    """
    people = all_ages(reference) * np.array(list(YOUTH.values()))
    return people / people.sum(axis=1, keepdims=True)


def all_ages(reference: Reference) -> Numbers:
    """Authority x ethnic group: people of all ages at the census of 2021."""
    rows = reference.table("ethnicity_by_la_census2021")
    counts = {(row.la_code, row.ethnic_group): float(row.people_all_ages) for row in rows.itertuples()}
    return np.array([[counts[code, label] for label in GROUPS.values()] for code in reference.la_codes()])


def of_england(reference: Reference, year: int) -> Numbers:
    """Share of England's children in each group, by the resident children of the middle of `year`."""
    population = reference.population(year)
    children = np.array([float(population[code]) for code in reference.la_codes()])
    return children @ shares(reference) / children.sum()


def build(reference: Reference) -> Table:
    """One row per authority and ethnic group; the shares of an authority add to 1."""
    rows: list[list[str | int | float]] = []
    for code, line in zip(reference.la_codes(), shares(reference)):
        for group, share in zip(GROUPS, round_to_total(line, TEN_THOUSANDTHS)):
            rows.append([code, group, int(share) / TEN_THOUSANDTHS, 2021, "1", SOURCE])
    people = all_ages(reference).sum(axis=0)
    totals = [
        Total(f"% of children {group} (all ages)", float(100 * share), float(100 * count / people.sum()))
        for group, share, count in zip(GROUPS, of_england(reference, MARGIN_YEAR), people)
    ]
    header = ["la_code", "ethnic_group", "share", "year", "unit", "source"]
    return Table("data/ethnicity.csv", header, rows, totals)
