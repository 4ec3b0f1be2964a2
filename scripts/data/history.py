"""history.csv: how far England's starts, ceases and moves of single years are from their mean of 2019 to 2021."""

from __future__ import annotations

import numpy as np

import care_starts
import looked_after
import published_labels as labels
import uasc
from care_ceases import CEASES
from national_target import CHANGES
from reference import AGE_BANDS, Reference
from rounding import Numbers
from tables import Table, Total

YEARS = (2020, 2021, 2022, 2023)
SOURCES = {
    "care_entry": "derived: DfE CLA starts less UASC by age over their mean 2019-21",
    "leaving_care": "derived: DfE CLA ceasing under 18 per child looked after by age over mean 2019-21",
    "placement_moves": "derived: DfE CLA placement changes but PLACE per child looked after by age over mean 2019-21",
}
# Leavers under 18: those who leave at 18 do so on a birthday, not at a rate.
AGES_OF_LEAVERS = {band: labels.AGES_OF_LEAVERS.get(band, ("16 years", "17 years")) for band in AGE_BANDS}


def entries(reference: Reference, year: int) -> Numbers:
    """Starts in England by age, less UASC at their assumed ages."""
    facts = reference.facts(care_starts.STARTS)
    everybody = np.array([facts[(f"Age on starting; {label}", year)] for label in AGE_BANDS.values()])
    return everybody - uasc.ages_of_starts(facts[(uasc.UASC, year)])


def leavers(reference: Reference, year: int) -> Numbers:
    """Children of England ceasing before their 18th birthday, by age."""
    facts = reference.facts(CEASES)
    ages = AGES_OF_LEAVERS.values()
    return np.array([sum(facts[(f"Age on ceasing; {label}", year)] for label in parts) for parts in ages])


def entry_ratios(reference: Reference, year: int) -> Numbers:
    return entries(reference, year) / care_starts.national_ages(reference)


def leaving_ratios(reference: Reference, year: int) -> Numbers:
    """Ceases per child looked after at the end of the year, over the same of the three years together."""
    years = care_starts.YEARS
    all_leavers = sum(leavers(reference, other) for other in years)
    all_children = sum(looked_after.national_ages(reference, other) for other in years)
    return leavers(reference, year) / looked_after.national_ages(reference, year) * all_children / all_leavers


def moves(reference: Reference, year: int) -> Numbers:
    """Moves of England's children by age: reasons for placement change but those of status only."""
    facts = reference.facts(CHANGES)
    status_only = labels.REASONS_TO_CHANGE["status_only"]
    counts = [(f"Age; {label}; All Placements", f"Age; {label}; {status_only}") for label in AGE_BANDS.values()]
    return np.array([facts[(every, year)] - facts[(status, year)] for every, status in counts])


def move_ratios(reference: Reference, year: int) -> Numbers:
    """Moves per child looked after at the end of the year, over the same of the three years together."""
    years = care_starts.YEARS
    all_moves = sum(moves(reference, other) for other in years)
    all_children = sum(looked_after.national_ages(reference, other) for other in years)
    return moves(reference, year) / looked_after.national_ages(reference, year) * all_children / all_moves


RATIOS = {"care_entry": entry_ratios, "leaving_care": leaving_ratios, "placement_moves": move_ratios}


def build(reference: Reference) -> Table:
    """One row per year, process and age band."""
    rows: list[list[str | int | float]] = []
    for year in YEARS:
        for process, ratios in RATIOS.items():
            for band, ratio in zip(AGE_BANDS, ratios(reference, year)):
                rows.append([year, process, band, round(float(ratio), 4), "1", SOURCES[process]])
    totals = []
    for year in YEARS:
        mean = care_starts.national_starts(reference)
        totals.append(Total(f"starts {year} beside mean", float(entries(reference, year).sum()), mean))
        every = [leavers(reference, other).sum() for other in care_starts.YEARS]
        leaving = float(leavers(reference, year).sum())
        totals.append(Total(f"ceases <18 {year} beside mean", leaving, float(np.mean(every))))
    return Table("data/history.csv", ["year", "process", "age_band", "ratio", "unit", "source"], rows, totals)
