"""The figures of the national statistics, made from a panel exactly as `hearth summary` makes them."""

from __future__ import annotations

from typing import Iterable, Iterator, NamedTuple

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from .panel import cells_of


class Figure(NamedTuple):
    """scale * measure / denominator, in that order; without a denominator scale * measure."""

    name: str
    unit: str
    measure: str
    denominator: str = ""
    scale: float = 1.0
    breakdown: str = ""


#: Where a results file says how its figures are made: field of `Figure` -> dataset.
FIELDS = {
    "name": "figure",
    "unit": "figure_unit",
    "measure": "figure_measure",
    "denominator": "figure_denominator",
    "scale": "figure_scale",
    "breakdown": "figure_breakdown",
}
COLUMNS = ("scenario", "year", "area", "area_name", "measure", "breakdown", "unit", "median", "p05", "p95")
LEVELS = ("nation", "region", "la")


def figures_in(file: h5py.File) -> tuple[Figure, ...]:
    """The figures, as the program that wrote the file makes them; none in a file of before they were written."""
    about = file["provenance"]
    if FIELDS["name"] not in about:
        return ()
    columns = {field: cells_of(about[name]).tolist() for field, name in FIELDS.items()}
    if len({len(cells) for cells in columns.values()}) > 1:
        raise KeyError("provenance/figure: what is said of the figures differs in number")
    return tuple(Figure(**dict(zip(columns, cells))) for cells in zip(*columns.values()))


def summarise(panel: xr.Dataset, figures: Iterable[Figure], level: str = "nation") -> pd.DataFrame:
    """One row per scenario, whole reporting year, area, measure and breakdown: median, 5th and 95th percentile.

    A ratio whose denominator is zero has no value in that replicate; if in none, there is no row.
    """
    if level not in LEVELS:
        raise ValueError(f"level is '{level}'; choose one of {', '.join(LEVELS)}")
    return pd.DataFrame(_records(panel, tuple(figures), level), columns=list(COLUMNS))


def quantile(values: np.ndarray, p: float) -> float:
    """Linear between order statistics (type 7 of Hyndman & Fan 1996), in the same arithmetic as the C++."""
    ordered = np.sort(values)
    height = (len(ordered) - 1) * p
    below = int(height)
    if below + 1 >= len(ordered):
        return float(ordered[-1])
    return float(ordered[below] + (height - below) * (ordered[below + 1] - ordered[below]))


def _records(panel: xr.Dataset, figures: tuple[Figure, ...], level: str) -> Iterator[tuple]:
    if "year" not in panel:
        return
    rows = np.flatnonzero(panel.area_kind.values == level)
    for position, scenario in enumerate(panel.scenario.values):
        for year in panel.year.values:
            made = [(figure, *_values(panel, figure, position, int(year))) for figure in figures]
            for row in rows:
                code, name = str(panel.area.values[row]), str(panel.area_name.values[row])
                area = code if level == "la" else name
                for figure, labels, values in made:
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
