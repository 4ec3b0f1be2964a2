"""Writes the figure and the sentences of the recruitment study into docs/sweeps.md, between its two marks.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/sweep_study.py MERGED.h5 docs

MERGED.h5 is the merged sweep configs/sweeps/recruitment.yaml of the North East; scripts/sweep_study.sh makes it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import statsmodels.api as sm
import xarray as xr
from matplotlib.axes import Axes

from hearth.present import style
from hearth.present.figure import Figure, drawing, new_page

BEGIN, END = "<!-- study: begin -->", "<!-- study: end -->"
FIGURE = "images/sweep.svg"
SPENDS = (25, 50, 100, 200, 400, 800, 1600)
COVERAGE, MONTHS, USUAL_SPENDING = 0.9, 12, 200.0


class Term(NamedTuple):
    """A column of the regression and the words for one unit of it."""

    name: str
    words: str
    of: str  # parameter

    def column(self, points: pd.DataFrame) -> pd.Series:
        values = points[self.of]
        if self.name == "doublings":
            return np.log2(values.astype(float) / USUAL_SPENDING)
        if self.name == "years_later":
            return values.str[:4].astype(int) - 2024
        return 10 * values.astype(float) if self.name == "tenths" else values.astype(float)


TERMS = (
    Term("hub", "a hub", "recruitment_hub.strength"),
    Term("tenths", "peer support for ten more households in a hundred", "peer_support.households"),
    Term("doublings", "each doubling of the campaign's money", "recruitment_campaign.spending"),
    Term("years_later", "each year that the campaign begins later", "recruitment_campaign.start"),
)


def points_of(data: xr.Dataset) -> pd.DataFrame:
    """A row for each point: its parameters, and foster households, mean of the last twelve months and of replicates."""
    households = data["foster_households"].isel(area=-1, month=slice(-MONTHS, None)).mean("month")
    frame = pd.DataFrame({"point": data["point"].values, "households": households.values,
                          **{term.of: data[term.of].values for term in TERMS}})
    return frame.groupby("point").agg({"households": "mean", **{term.of: "first" for term in TERMS}})


def fitted(points: pd.DataFrame) -> sm.regression.linear_model.RegressionResults:
    columns = pd.DataFrame({term.name: term.column(points) for term in TERMS})
    return sm.OLS(points["households"], sm.add_constant(columns)).fit()


def sentence(data: xr.Dataset, fit: sm.regression.linear_model.RegressionResults) -> str:
    intervals = fit.conf_int(1 - COVERAGE)
    parts = []
    for term in TERMS:
        low, high = intervals.loc[term.name]
        parts.append(f"{term.words} {fit.params[term.name]:+.1f} ({low:+.1f} to {high:+.1f})")
    whole = fit.params["const"]
    return (
        f"In the North East, in the year to March 2030, of some {whole:,.0f} foster households: " + "; ".join(parts)
        + f". Households, main effects of a linear regression over {fit.nobs:.0f} points, each the mean of "
        f"{data['replicate'].values.max() + 1} replicates, with {COVERAGE:.0%} intervals; it explains {fit.rsquared:.1%} of "
        "the variance between points.\n"
    )


def draw(points: pd.DataFrame, folder: Path) -> Path:
    """Households against the campaign's money, with and without a hub; the larger a point, the more peer support."""
    with drawing(folder):
        page, (axes,) = new_page(3.6)
        for place, (hub, label) in enumerate(((0, "no hub"), (1, "a hub"))):
            _scatter(axes, points[points["recruitment_hub.strength"] == hub], place, label)
        axes.set_xscale("log")
        axes.set_xticks(SPENDS, [f"{spend:,}" for spend in SPENDS])
        axes.minorticks_off()
        axes.set_xlabel("the campaign's spending, GBP a month for 10,000 adults")
        axes.set_ylabel("foster households")
        axes.grid(axis="y")
        Figure(
            page, "Foster households in the North East, year to March 2030",
            ["A point of the sweep recruitment each, mean of five replicates. Larger: peer support for more households.",
             "Source: configs/sweeps/recruitment.yaml. What policies do is assumed: see docs/scenarios.md."],
            axes.get_legend_handles_labels(),
        ).write(folder / "sweep")
    return folder / "sweep.svg"


def _scatter(axes: Axes, points: pd.DataFrame, place: int, label: str) -> None:
    axes.scatter(points["recruitment_campaign.spending"], points["households"],
                 s=8 + 140 * points["peer_support.households"], color=style.PALETTE[place], alpha=0.75, linewidth=0,
                 marker=style.MARKERS[place], label=label)


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    page = Path(sys.argv[2]) / "sweeps.md"
    with xr.open_dataset(sys.argv[1], engine="h5netcdf") as data:
        points = points_of(data)
        text = sentence(data, fitted(points))
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    with tempfile.TemporaryDirectory() as folder:
        (Path(sys.argv[2]) / FIGURE).write_bytes(draw(points, Path(folder)).read_bytes())
    section = f"\n{text}\n![Foster households and the money of a campaign]({FIGURE})\n\n"
    page.write_text(f"{before}{BEGIN}\n{section}{END}{rest.split(END)[1]}", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
