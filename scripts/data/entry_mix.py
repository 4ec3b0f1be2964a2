"""entry_mix.csv: ways into care and categories of need of each year's starts, against the mean of 2019-2021, without UASC."""

from __future__ import annotations

import numpy as np

import care_starts_profile
import published_labels as labels
import uasc
from care_starts import STARTS
from care_starts import YEARS as MEAN_YEARS
from reference import Reference
from rounding import Numbers
from tables import Table, Total

YEARS = (2020, 2021, 2022, 2023)
#: Legal statuses at the start of care that the model has, by how they are published together where they are not told apart.
GROUPS = {
    "Voluntary agreements under S20 CA 1989": ("V2",),
    "Detained for child protection": ("L1", "L2"),
    "Care order": ("C1", "C2"),
    "Youth justice legal statuses": ("J1",),
}
STATUSES = tuple(code for codes in GROUPS.values() for code in codes)
LAST_ONE_BY_ONE = 2022
SOURCE = "derived: share of starts without UASC (DfE CLA starts {}) over the same of 2019-2021"
SPLIT = "derived: share of starts without UASC (DfE CLA starts {}; within a group as in 2022) over the same of 2019-2021"


def by_need(reference: Reference, year: int) -> Numbers:
    counts, mix = care_starts_profile.starts_by_need(reference, year)
    return np.maximum(counts - mix * reference.facts(STARTS)[(uasc.UASC, year)], 0)


def by_legal_status(reference: Reference, year: int) -> Numbers:
    """In the order of STATUSES; UASC start under V2 (assumed)."""
    counts, _ = care_starts_profile.starts_by_legal_status(reference, min(year, LAST_ONE_BY_ONE))
    told = dict(zip(care_starts_profile.LEGAL_STATUSES, counts))
    if year > LAST_ONE_BY_ONE:
        facts = reference.facts(STARTS)
        for group, codes in GROUPS.items():
            together = sum(told[code] for code in codes)
            for code in codes:
                told[code] *= facts[(f"Legal status; {group}", year)] / together
    found = np.array([told[code] for code in STATUSES])
    found[STATUSES.index("V2")] -= reference.facts(STARTS)[(uasc.UASC, year)]
    return found


OF = {"legal_status": (STATUSES, by_legal_status), "need": (tuple(labels.NEEDS), by_need)}


def share(counts: Numbers) -> Numbers:
    return counts / counts.sum()


def build(reference: Reference) -> Table:
    """One row per year, characteristic and category."""
    rows: list[list[str | int | float]] = []
    totals = []
    for year in YEARS:
        for name, (categories, counts_of) in OF.items():
            mean = share(np.sum([counts_of(reference, one) for one in MEAN_YEARS], axis=0))
            counts = counts_of(reference, year)
            source = (SPLIT if name == "legal_status" and year > LAST_ONE_BY_ONE else SOURCE).format(year)
            for category, ratio in zip(categories, share(counts) / mean):
                rows.append([year, name, category, round(float(ratio), 4), "1", source])
            facts = reference.facts(STARTS)
            every = facts[("Age on starting; Total children", year)] - facts[(uasc.UASC, year)]
            totals.append(Total(f"starts by {name} {year}", float(counts.sum()), every))
    return Table("data/entry_mix.csv", ["year", "characteristic", "category", "ratio", "unit", "source"], rows, totals)
