"""care_starts_history.csv: how far an authority's starts of single years were from its own mean of 2019 to 2021."""

from __future__ import annotations

import numpy as np

import care_starts
import history
import uasc
from reference import Reference
from rounding import Numbers
from tables import Table, Total

SOURCE = "derived: DfE CLA starts less UASC over mean 2019-21, against England, shrunk"


def build(reference: Reference) -> Table:
    """One row per authority and year: its ratio to its mean over England's (history.csv), all ages together.

    Counts of small authorities are mostly chance: a ratio is drawn to 1 as a gamma prior draws a Poisson
    rate, with the spread between authorities that the counts show beyond chance.
    """
    codes = reference.la_codes()
    mean = np.maximum(care_starts.authority_totals(reference), 0.1)
    rows: list[list[str | int | float]] = []
    totals = []
    by_year: dict[int, Numbers] = {}
    for year in history.YEARS:
        national = history.entries(reference, year).sum() / care_starts.national_starts(reference)
        by_year[year] = _ratios(_starts(reference, year), mean * national, year in care_starts.YEARS)
        total = float((by_year[year] * mean * national).sum())
        totals.append(Total(f"starts {year}", total, float(history.entries(reference, year).sum())))
    for row, code in enumerate(codes):
        for year, ratios in by_year.items():
            rows.append([code, year, round(float(ratios[row]), 4), "1", SOURCE])
    return Table("data/care_starts_history.csv", ["la_code", "year", "ratio", "unit", "source"], rows, totals)


def _starts(reference: Reference, year: int) -> Numbers:
    panel = reference.panel("LACnum_Start", year)
    starts = np.array([panel.get(code, (0.0, False))[0] for code in reference.la_codes()])
    return np.maximum(starts - uasc.starts(reference, year), 0)


def _ratios(starts: Numbers, expected: Numbers, of_the_mean: bool) -> Numbers:
    expected = expected * starts.sum() / expected.sum()
    # Of the Poisson variance, in thirds: a year that is one of the three in the mean moves it, another has its chance and
    # that of the mean.
    by_chance = 2 / 3 if of_the_mean else 4 / 3
    spread = ((starts - expected) ** 2 - by_chance * expected).sum() / (expected**2).sum()
    prior = by_chance / spread  # starts that the prior counts for
    return (starts + prior) / (expected + prior)
