"""What the market did in a run, year by year: places, searches, compromises. Printed, not judged.

Any other rows make another record."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

import numpy as np
import xarray as xr

from hearth import Results


class Row(NamedTuple):
    """factor * measure / below, each summed over the year, or as on 31 March (`is_stock`)."""

    what: str
    measure: str
    below: str = ""
    factor: float = 1
    is_stock: bool = False
    published: str = ""


PLACES = "foster_places"
#: Published shares of places: Ofsted, Fostering in England 2021-22. Siblings: Family Rights Group, 97 authorities, 2014.
ROWS = (
    Row("foster places", PLACES, is_stock=True),
    Row("  filled [%]", "foster_places_filled", PLACES, 100, True, "about 58 in 2021-22"),
    Row("  vacant [%]", "foster_places_vacant", PLACES, 100, True, "about 18 in 2021-22"),
    Row("  not available [%]", "foster_places_not_available", PLACES, 100, True, "about 23 in 2021-22"),
    Row("children waiting for a placement", "waiting", is_stock=True),
    Row("searches in the year", "searches"),
    Row("  days waited, per search", "days_waited", "searches"),
    Row("  offers refused, per search", "offers_refused", "searches"),
    Row("  ending in a stop-gap [%]", "stop_gaps", "searches", 100),
    Row("  ending outside the approval [%]", "outside_approval", "searches", 100),
    Row("with none of their siblings in care [%]", "apart_from_siblings", "with_siblings", 100, True,
        "37 in 2014, 97 authorities"),
    Row("match quality, mean of placements made", "match_quality", "matched"),
    Row("miles from home, mean", "distance_miles", "placed_from_home"),
    Row("disruptions in the year", "disruptions"),
    Row("planned moves in the year", "planned_moves"),
)


def print_record(results: Results, rows: tuple[Row, ...] = ROWS, title: str = "What the market did") -> None:
    """A table of the nation by year; the median over replicates. Measures that the file lacks are named below it."""
    panel = results.panel.isel(scenario=0)
    nation = panel.isel(area=int(np.flatnonzero(panel.area_kind.values == "nation")[0]))
    years = [int(year) for year in panel.get("year", ())]
    print(f"\n{title}: England, 31 March or the year to it; not judged\n"
          f"  {'':<40}" + "".join(f"{year:>9}" for year in years) + "  published")
    lacking: list[str] = []
    for row in rows:
        missing = [name for name in (row.measure, row.below) if name and name not in nation]
        lacking += missing
        if not missing:
            figures = "".join(f"{text(value_of(nation, row, year)):>9}" for year in years)
            print(f"  {row.what:<40}{figures}  {row.published}".rstrip())
    if lacking:
        names = ", ".join(dict.fromkeys(lacking))
        print(textwrap.fill(f"not in this file: {names}", 116, initial_indent="  ", subsequent_indent="  "))


def value_of(nation: xr.Dataset, row: Row, year: int) -> float:
    """Ratios are made in each replicate; NaN if none has anything below the line."""
    above = in_year(nation[row.measure], year, row.is_stock)
    below = in_year(nation[row.below], year, row.is_stock) if row.below else np.ones_like(above)
    ratio = np.divide(row.factor * above, below, out=np.full_like(above, np.nan), where=below != 0)
    return float(np.nanmedian(ratio)) if not np.isnan(ratio).all() else np.nan


def in_year(measure: xr.DataArray, year: int, is_stock: bool) -> np.ndarray:
    """A measure of each replicate: on 31 March, or of the year to it."""
    if "month" not in measure.dims:
        return measure.sel(year=year).values.astype(float)
    if is_stock:
        return measure.sel(month=np.datetime64(f"{year}-03-31")).values.astype(float)
    return measure.sel(month=slice(f"{year - 1}-04-01", f"{year}-03-31")).sum("month").values.astype(float)


def text(value: float) -> str:
    """Counts without decimals, shares with one, small ratios with two."""
    if np.isnan(value):
        return "-"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
