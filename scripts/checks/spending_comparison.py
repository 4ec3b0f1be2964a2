"""What England spends on placements, as a run has it, beside the published spending: a part of carers_and_homes.py.

Fostering and residential care are published as weekly unit cost, children looked after as a sum of the year.
"""

from __future__ import annotations

import numpy as np

from published_comparison import Comparison, Pair

#: Published unit cost -> the model's measure, and the kinds of placement it is paid for, as published.
SERVICES = {"fostering": ("spending_fostering", ("foster", "foster_kin")),
            "residential": ("spending_residential", ("childrens_home", "other_residential"))}
MILLION = 1e6


def check_spending(comparison: Comparison, years: tuple[int, ...], bound: float | None) -> None:
    """Published by unit cost: times 52 weeks, times the mean of the published stocks at both ends of the year."""
    for service, (measure, kinds) in SERVICES.items():
        pairs = {year: Pair(spent(comparison, measure, year), published_spending(comparison, service, kinds, year))
                 for year in years}
        comparison.row(measure, f"{service} [million GBP]", pairs, bound)
    name = "spending_looked_after"
    comparison.row(name, "children looked after [million GBP]", {year: comparison.pair(name, "", year) for year in years}, bound)


def published_spending(comparison: Comparison, service: str, kinds: tuple[str, ...], year: int) -> float | None:
    """[million GBP]; None if any part of it is not published."""
    weekly = comparison.published("spending_per_child_week", year, f"service={service}")
    stocks = [comparison.published("looked_after", end, f"placement={kind}") for end in (year - 1, year) for kind in kinds]
    if weekly is None or None in stocks:
        return None
    return weekly * 52 * sum(stocks) / 2 / MILLION


def spent(comparison: Comparison, measure: str, year: int) -> float:
    """In the year [million GBP]."""
    panel = comparison.figures.results.panel
    if measure not in panel:
        comparison.lacking[f"{measure} is not in the file"] = None
        return np.nan
    monthly = panel[measure].isel(scenario=0, area=int(np.flatnonzero(panel.area_kind.values == "nation")[0]))
    months = monthly.sel(month=slice(f"{year - 1}-04-01", f"{year}-03-31")).values.astype(float)
    return float(np.median(months.sum(axis=-1))) / MILLION
