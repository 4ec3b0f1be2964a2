"""Shares inside an authority on 31 March 2021: the first year with details by authority. Gaps filled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reference import Reference
from rounding import Numbers


def mix_of_2021(
    reference: Reference, group: str, labels: Sequence[str], national: Numbers, total: str = "Total"
) -> Numbers:
    """Authority x category of one published group, on 31 March 2021.

    Suppressed cells share what is missing to the authority's total, in the national proportions. Authorities
    without a published split (Cumbria, Northamptonshire, Isles of Scilly) take the mix of their region.
    """
    codes, shares = reference.la_codes(), national / national.sum()
    published = reference.table("la_table_2021_2023")
    published = published[published["time_period"] == "2021"].set_index("new_la_code")
    mix = np.zeros((len(codes), len(labels)))
    for place, code in enumerate(codes):
        if code in published.index and published.loc[code, f"{group}: {total}"].isdigit():
            row = published.loc[code]
            cells = [row[f"{group}: {label}"] for label in labels]
            mix[place] = fill_suppressed(cells, float(row[f"{group}: {total}"]), shares)
    regions = reference.authorities()["region"].to_numpy()
    empty = mix.sum(axis=1) == 0
    for region in np.unique(regions[empty]):
        inside = regions == region
        mix[empty & inside] = mix[inside].sum(axis=0) / mix[inside].sum()
    return mix


def fill_suppressed(cells: list[str], total: float, shares: Numbers) -> Numbers:
    """Known cells as published; the others share the rest of `total` in proportion to `shares`."""
    known = np.array([cell.isdigit() for cell in cells])
    values = np.array([float(cell) if cell.isdigit() else 0.0 for cell in cells])
    rest = max(total - values.sum(), 0.0)
    if not known.all():
        values[~known] = rest * shares[~known] / shares[~known].sum()
    return values
