"""The figures of the national statistics, made from a panel exactly as `hearth summary` makes them."""

from __future__ import annotations

from typing import Iterator, NamedTuple

import numpy as np
import pandas as pd
import xarray as xr


class Figure(NamedTuple):
    """scale * measure / denominator, in that order; without a denominator scale * measure."""

    name: str
    unit: str
    measure: str
    denominator: str = ""
    scale: float = 1.0
    breakdown: str = ""


#: As `summary_measures` in sim/results/summary.hpp; a test compares the two programs' records.
FIGURES = (
    Figure("looked_after", "children", "looked_after"),
    Figure("looked_after", "children", "looked_after_by_age", breakdown="age"),
    Figure("looked_after", "children", "looked_after_by_placement", breakdown="placement"),
    Figure("looked_after", "children", "looked_after_by_legal_status", breakdown="legal_status"),
    Figure("looked_after_rate", "per 10,000 children", "looked_after", "children", 10_000),
    Figure("starts", "children", "starts"),
    Figure("starts", "children", "starts_by_age", breakdown="age"),
    Figure("ceases", "children", "ceases"),
    Figure("ceases", "children", "ceases_by_age", breakdown="age"),
    Figure("ceases", "children", "ceases_by_reason", breakdown="reason"),
    Figure("in_foster_care_percent", "%", "in_foster_care", "looked_after", 100),
    Figure("outside_authority_percent", "%", "outside_authority", "looked_after", 100),
    Figure("over_20_miles_percent", "%", "over_20_miles", "looked_after", 100),
    Figure("in_childrens_homes_percent", "%", "in_childrens_homes", "looked_after", 100),
    Figure("foster_households", "households", "foster_households"),
    Figure("foster_places_filled_percent", "%", "foster_places_filled", "foster_places", 100),
    Figure("homes", "homes", "homes"),
    Figure("home_places_filled_percent", "%", "home_places_filled", "home_places", 100),
    Figure("three_or_more_placements_percent", "%", "three_or_more_placements", "looked_after", 100),
    Figure("same_carer_two_years_percent", "%", "same_carer_two_years", "long_term", 100),
    Figure("mean_placement_days", "days", "placement_days", "placements_ended"),
    Figure("spending_looked_after", "GBP million", "spending_looked_after", scale=0.001),
)

COLUMNS = ("scenario", "year", "area", "area_name", "measure", "breakdown", "unit", "median", "p05", "p95")
LEVELS = ("nation", "region", "la")


def summarise(panel: xr.Dataset, level: str = "nation") -> pd.DataFrame:
    """One row per scenario, whole reporting year, area, measure and breakdown: median, 5th and 95th percentile.

    A ratio whose denominator is zero has no value in that replicate; if in none, there is no row.
    """
    if level not in LEVELS:
        raise ValueError(f"level is '{level}'; choose one of {', '.join(LEVELS)}")
    return pd.DataFrame(_records(panel, level), columns=list(COLUMNS))


def quantile(values: np.ndarray, p: float) -> float:
    """Linear between order statistics (type 7 of Hyndman & Fan 1996), in the same arithmetic as the C++."""
    ordered = np.sort(values)
    height = (len(ordered) - 1) * p
    below = int(height)
    if below + 1 >= len(ordered):
        return float(ordered[-1])
    return float(ordered[below] + (height - below) * (ordered[below + 1] - ordered[below]))


def _records(panel: xr.Dataset, level: str) -> Iterator[tuple]:
    if "year" not in panel:
        return
    rows = np.flatnonzero(panel.area_kind.values == level)
    for position, scenario in enumerate(panel.scenario.values):
        for year in panel.year.values:
            figures = [(figure, *_values(panel, figure, position, int(year))) for figure in FIGURES]
            for row in rows:
                code, name = str(panel.area.values[row]), str(panel.area_name.values[row])
                area = code if level == "la" else name
                for figure, labels, values in figures:
                    for label, text in enumerate(labels):
                        cells = values[:, row, label]
                        cells = cells[~np.isnan(cells)]
                        if len(cells) == 0:
                            continue
                        breakdown = f"{figure.breakdown}={text}" if figure.breakdown else ""
                        quantiles = (quantile(cells, p) for p in (0.5, 0.05, 0.95))
                        yield (scenario, int(year), area, name, figure.name, breakdown, figure.unit, *quantiles)


def _values(panel: xr.Dataset, figure: Figure, scenario: int, year: int) -> tuple[list[str], np.ndarray]:
    """Labels of the breakdown, and an array (replicate, area, label); NaN where a ratio has no value."""
    measure = _in_year(panel, figure.measure, scenario, year)
    if figure.breakdown:
        return [str(label) for label in measure[measure.dims[-1]].values], figure.scale * measure.values.astype(float)
    values = measure.values.astype(float)
    if not figure.denominator:
        values = figure.scale * values
    else:
        below = _in_year(panel, figure.denominator, scenario, year).values.astype(float)
        values = np.divide(figure.scale * values, below, out=np.full_like(values, np.nan), where=below != 0)
    return [""], values[:, :, np.newaxis]


def _in_year(panel: xr.Dataset, measure: str, scenario: int, year: int) -> xr.DataArray:
    """A measure in a year: (replicate, area[, label]); a monthly one's value in March."""
    array = panel[measure].isel(scenario=scenario)
    if "month" in array.dims:
        return array.sel(month=np.datetime64(f"{year}-03-31"))
    return array.sel(year=year)
