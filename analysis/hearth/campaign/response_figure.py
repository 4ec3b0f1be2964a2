"""The figure of what more money buys: a point for each spending, a line for each policy and start."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullLocator

from ..estimates import COVERAGE
from ..present import style
from ..present.figure import Figure, new_page
from .captions import EDGES, area_of, means, source
from .comparison import Comparison
from .curve import curves
from .text import MILLION, THOUSAND

TITLES = {
    "approvals": "Extra approvals",
    "households_at_end": "Extra foster households, last month",
    "household_years": "Extra household-years",
    "policy_per_household_years": "GBP thousand for each household-year",
}
#: Costs that differ by no more than this factor have a scale from zero.
LINEAR_UP_TO = 8
TICKS = (1, 1.5, 2, 3, 5, 7)


def response(comparison: Comparison, figures: pd.DataFrame, file: Path) -> list[Path]:
    """Nothing if no spends differ."""
    rows = figures[figures["table"] == "curve"]
    if rows.empty:
        return []
    area = int((comparison.areas["code"] == rows["area"].iloc[0]).to_numpy().nonzero()[0][0])
    lines = curves(comparison, area, dict.fromkeys(rows["scenario"]))
    page, panels = new_page(5.4, 2, 2)
    spent = rows[rows["measure"] == "policy"].set_index("scenario")["value"] / MILLION
    are_several = len({line.policy for line in lines}) > 1
    names = {f"{line.policy}, {line.start}" if are_several else f"starting in {line.start}":
             [row.scenario for row in line.rows if row.table == "curve" and row.measure == "policy"] for line in lines}
    for axes, (measure, title) in zip(panels, TITLES.items()):
        is_cost = measure.startswith("policy_per")
        shown = rows[rows["measure"] == measure].dropna(subset=["value"])
        for place, (name, scenarios) in enumerate(names.items()):
            points = shown[shown["scenario"].isin(scenarios)]
            value, low, high = (points[edge].to_numpy() / (THOUSAND if is_cost else 1) for edge in EDGES)
            beside = 0.012 * place * spent.max()  # so that the bars of two starts do not hide each other
            axes.errorbar(spent[points["scenario"]].to_numpy() + beside, value, yerr=(value - low, high - value),
                          capsize=2, color=style.PALETTE[place % len(style.PALETTE)],
                          marker=style.MARKERS[place % len(style.MARKERS)], markersize=4, elinewidth=1, label=name)
        if is_cost and len(shown):
            _scale_of_costs(axes, float(shown["low"].min()) / THOUSAND, float(shown["high"].max()) / THOUSAND)
        else:
            style.zero_line(axes)
        axes.set_xlim(0, 1.08 * spent.max())
        axes.set_title(title)
        axes.grid(axis="y")
        axes.set_xlabel("spent, GBP million")
    return Figure(
        page, f"What more money buys, {area_of(figures)}",
        [f"Scenario less baseline, from the start to the end of the run; {means(comparison)}; bars: {COVERAGE:.0%} "
         "interval. Costs are left out where the gain is not above zero.",
         source(comparison)],
        panels[0].get_legend_handles_labels(),
    ).write(file)


def _scale_of_costs(axes: Axes, low: float, high: float) -> None:
    """From zero; logarithmic, with enough labels, where costs differ so much that small ones could not be read."""
    if low > 0 and high / low > LINEAR_UP_TO:
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(FixedLocator(ticks_between(low, high)))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
    else:
        axes.set_ylim(0, 1.06 * high)


def ticks_between(low: float, high: float) -> list[float]:
    """Round numbers of a logarithmic scale: no more than ten, and at least three."""
    tens = [10.0**power for power in range(-6, 10)]
    for steps in (TICKS, (1, 2, 5), (1, 3), (1,)):
        ticks = [round(step * ten, 6) for ten in tens for step in steps if low / 1.5 <= step * ten <= 1.5 * high]
        if len(ticks) <= 10:
            return ticks
    return ticks
