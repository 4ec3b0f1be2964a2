"""What a line over time shows of a results file: numbers first, so that drawing is drawing only.

    >>> from hearth.line_data import line_data
    >>> line_data(hearth.open("results.h5"), "looked_after", area="North East").frame
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr

from . import areas
from .present.words import words
from .results_error import ResultsError, one_of
from .summary import Figure, quantile

if TYPE_CHECKING:
    from .results import Results

#: The ends of the band over replicates, as `hearth summary` has them.
LOW, HIGH = 0.05, 0.95
COLUMNS = ("scenario", "group", "time", "replicates", "median", "p05", "p95")


@dataclass(frozen=True)
class LineData:
    """One line for each scenario, or for each group of one scenario.

    frame:       scenario, group, time (day), replicates, median, p05, p95 in `unit`; NaN where a ratio has no value.
    measure:     the name asked for.
    title, area: in words; `definition` says what is counted, `unit` in what, "% of children looked after".
    period:      "month" or "year"; a year is shown at the 31 March on which it ends.
    breakdown:   what groups are, "" where there is none.
    source:      file, config, seed and digest.
    is_drawn:    was what is uncertain drawn for each replicate, so that the band is not chance alone?
    """

    frame: pd.DataFrame
    measure: str
    title: str
    area: str
    unit: str
    definition: str
    period: str
    breakdown: str
    source: str
    is_drawn: bool = False


def line_data(
    results: Results, measure: str, area: str | None = None, group: str | None = None, scenario: str | None = None
) -> LineData:
    """Median, 5th and 95th percentile over replicates of a measure, for each month or year.

    measure:   one of `results.measures`, or a figure of `hearth summary` such as in_childrens_homes_percent.
    area:      name or code, as on the command line; everything that was simulated if none is given.
    group:     one group of a measure with a breakdown.
    scenario:  one scenario; all of them if none is given (of a breakdown: needs `group` or `scenario`).

    Raises `ResultsError`, with the nearest name, where something is not in the file.
    """
    figure = _figure(results, measure)
    row = areas.row_of(results, area)
    values, breakdown = _values(results, figure, row)
    if scenario is not None:
        values = values.sel(scenario=[one_of(results.path, "scenario", scenario, values.scenario.values)])
    if group is not None:
        if not breakdown:
            raise ResultsError(f"{results.path}: {measure} has no groups. Leave out group='{group}'")
        known = one_of(results.path, f"{breakdown} of {measure}", group, values[breakdown].values)
        values = values.sel({breakdown: [known]})
    elif breakdown and values.sizes["scenario"] > 1:
        raise ResultsError(
            f"{results.path}: {measure} has {values.sizes[breakdown]} groups and the file {values.sizes['scenario']} "
            "scenarios, too many lines for one picture. Name a group or a scenario"
        )
    period = "month" if "month" in values.dims else "year"
    frame = _frame(values, period, breakdown)
    if frame["median"].isna().all():
        raise ResultsError(
            f"{results.path}: {measure} has no value in {areas.name_of(results, row)} at any time (nothing to divide "
            "by, or no whole year). Choose another measure, or a larger area"
        )
    about = results.provenance
    return LineData(
        frame=frame,
        measure=measure,
        title=str(values.attrs["long_name"]) + (f": {words(group)}" if group else ""),
        area=areas.name_of(results, row),
        unit=str(values.attrs["units"]),
        definition=values.attrs["definition"],
        period=period,
        breakdown=breakdown,
        source=f"{results.path.name}: {about['config_name']}, seed {about['seed']}, digest {str(about['digest'])[:8]}",
        is_drawn=results.drawn is not None,
    )


def _figure(results: Results, measure: str) -> Figure:
    """A measure as it is stored, or a ratio of two."""
    if measure in results.measures:
        return Figure(measure, "", measure)
    stored = results.measures
    others = {figure.name: figure for figure in results.figures
              if not figure.breakdown and figure.name not in stored and figure.measure in stored}
    return others[one_of(results.path, "measure", measure, [*stored, *others])]


def _values(results: Results, figure: Figure, row: int) -> tuple[xr.DataArray, str]:
    """The figure of one area, (scenario, replicate, month or year[, group]), and what its groups are, or "".

    Its attributes are those of `LineData`: long_name, units, definition.
    """
    measure = results.measure(figure.measure)
    values = measure.isel(area=row).astype(float)
    attributes = dict(measure.attrs)
    attributes["definition"] = f"{attributes['long_name']}: {attributes['definition']}"
    if figure.name != figure.measure:
        attributes |= {"units": figure.unit, "long_name": _spoken(figure.name)}
    if figure.denominator:
        below = results.measure(figure.denominator)
        values = values / below.isel(area=row).where(lambda cells: cells != 0)
        name = str(below.attrs["long_name"])
        if figure.unit == "%":
            attributes["units"] = f"% of {name[0].lower()}{name[1:]}"
        else:
            attributes["definition"] += f". Divided by: {name[0].lower()}{name[1:]}"
    breakdown = str(values.dims[-1]) if values.dims[-1] not in ("month", "year") else ""
    return (figure.scale * values).assign_attrs(attributes), breakdown


def _frame(values: xr.DataArray, period: str, breakdown: str) -> pd.DataFrame:
    rows = []
    times = values[period].values
    if period == "year":
        times = [np.datetime64(f"{year}-03-31") for year in times]
    for scenario in values.scenario.values:
        for group in values[breakdown].values if breakdown else [""]:
            line = values.sel({"scenario": scenario} | ({breakdown: group} if breakdown else {}))
            for time, cells in zip(times, line.transpose(period, "replicate").values):
                known = cells[~np.isnan(cells)]
                quantiles = [quantile(known, p) if len(known) else np.nan for p in (0.5, LOW, HIGH)]
                rows.append((str(scenario), str(group), time, len(known), *quantiles))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"time": "datetime64[ns]"})


def _spoken(figure: str) -> str:
    """in_childrens_homes_percent -> In children's homes."""
    name = figure.removesuffix("_percent").removesuffix("_rate").replace("_", " ").replace("childrens", "children's")
    return name[0].upper() + name[1:]
