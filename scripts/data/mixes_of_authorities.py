"""Shares inside an authority on a 31 March, gaps filled. Details by authority are published from 2021 on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reference import FIRST_DAYS, Reference
from rounding import Numbers

FIRST_DETAILS = 2021


def year_of_details(year: int) -> int:
    """The year of which an authority's details on a 31 March are: its own, or else the nearest."""
    return max(year, FIRST_DETAILS)


def in_words(year: int) -> str:
    """The same for a source: 'sex in the LA 2021', '... carried from 2021'."""
    is_carried = FIRST_DAYS[0] < year < FIRST_DETAILS
    return f"carried from {FIRST_DETAILS}" if is_carried else str(year_of_details(year))


def of_details(year: int) -> str:
    """The same: 'age mix of 2021 in the LA', 'age mix carried from 2021 in the LA'."""
    words = in_words(year)
    return f"of {words}" if words.isdigit() else words


def mix(
    reference: Reference, year: int, group: str, labels: Sequence[str], national: Numbers, total: str = "Total"
) -> Numbers:
    """Authority x category of one published group, on the 31 March of the year's details.

    Suppressed cells share what is missing to the authority's total, in the `national` proportions of that year. Authorities
    without a published split (Cumbria, Northamptonshire, Isles of Scilly) take the mix of their region.
    """
    codes, shares = reference.la_codes(), national / national.sum()
    published = reference.table("la_table_2021_2023")
    published = published[published["time_period"] == str(year_of_details(year))].set_index("new_la_code")
    found = np.zeros((len(codes), len(labels)))
    for place, code in enumerate(codes):
        if code in published.index and published.loc[code, f"{group}: {total}"].isdigit():
            row = published.loc[code]
            cells = [row[f"{group}: {label}"] for label in labels]
            found[place] = fill_suppressed(cells, float(row[f"{group}: {total}"]), shares)
    regions = reference.authorities()["region"].to_numpy()
    empty = found.sum(axis=1) == 0
    for region in np.unique(regions[empty]):
        inside = regions == region
        found[empty & inside] = found[inside].sum(axis=0) / found[inside].sum()
    return found


def fill_suppressed(cells: list[str], total: float, shares: Numbers) -> Numbers:
    """Known cells as published; the others share the rest of `total` in proportion to `shares`."""
    known = np.array([cell.isdigit() for cell in cells])
    values = np.array([float(cell) if cell.isdigit() else 0.0 for cell in cells])
    rest = max(total - values.sum(), 0.0)
    if not known.all():
        values[~known] = rest * shares[~known] / shares[~known].sum()
    return values
