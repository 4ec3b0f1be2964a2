"""Figures of what a policy did, as PNG and SVG: carers by month, money, and what more money buys."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator

from .. import figure_style as style
from ..stability.tables import COVERAGE
from .comparison import Comparison

#: More lines than this cannot be told apart.
MOST_SCENARIOS = 4
LETTERS = 20  # of a scenario's name in the legend
LINES = ("-", "--", "-.", ":")
EDGES = ("value", "low", "high")
THOUSAND, MILLION = 1e3, 1e6
KINDS = {
    "policy": "the policy",
    "fostering": "foster placements",
    "residential": "residential placements",
    "other_placements": "other placements",
    "other_services": "other services",
    "net": "net",
}


def draw(comparison: Comparison, figures: pd.DataFrame, folder: Path) -> list[Path]:
    """Writes the figures of the first area of `figures` into `folder`, made if need be; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    of_area = figures[figures["area"] == figures["area"].iloc[0]]
    written = []
    with matplotlib.rc_context({**style.STYLE}):
        for figure in (carers_by_month, money, response):
            written += figure(comparison, of_area, folder / figure.__name__)
    return written


def carers_by_month(comparison: Comparison, figures: pd.DataFrame, file: Path) -> list[Path]:
    """Extra households and approvals of each month, with the interval of each month."""
    rows = figures[figures["table"] == "by_month"]
    scenarios = _shown(rows)
    page, panels = style.page(4.6, 2, 1, sharex=True)
    titles = {"foster_households": "Foster households, end of the month", "approvals": "Approvals in the month"}
    for axes, (measure, title) in zip(panels, titles.items()):
        axes.axhline(0, color=style.QUIET, linewidth=0.8)
        for place, scenario in enumerate(scenarios):
            series = rows[(rows["scenario"] == scenario) & (rows["measure"] == measure)]
            _band(axes, series, place, _short(scenario))
        axes.set_title(title)
        axes.grid(axis="y")
    _mark_spending(panels[0], comparison, scenarios)
    return style.finish(
        page, f"Extra foster carers, {_area(figures)}",
        [f"Scenario less baseline; {_means(comparison)}. Shaded: {COVERAGE:.0%} interval of each month by itself; "
         f"thick lines on top: months of spending.{_left_out(rows, scenarios)}", _source(comparison)],
        file, legend=panels[0].get_legend_handles_labels(),
    )


def money(comparison: Comparison, figures: pd.DataFrame, file: Path) -> list[Path]:
    """What each kind of spending changes by."""
    rows = figures[figures["table"] == "money"]
    scenarios = _shown(rows)
    page, (axes,) = style.page(0.9 + len(KINDS) * (0.16 + 0.17 * len(scenarios)))
    height = 0.8 / len(scenarios)
    for place, scenario in enumerate(scenarios):
        of_kind = rows[rows["scenario"] == scenario].set_index("measure").loc[list(KINDS)]
        value, low, high = (of_kind[name].to_numpy() / MILLION for name in EDGES)
        where = np.arange(len(KINDS)) + (place - (len(scenarios) - 1) / 2) * height
        axes.barh(where, value, 0.9 * height, color=style.PALETTE[place], label=_short(scenario), alpha=0.75)
        axes.errorbar(value, where, xerr=(value - low, high - value), fmt="none", ecolor=style.BLACK, elinewidth=1,
                      capsize=2)
    axes.axvline(0, color=style.QUIET, linewidth=0.8)
    axes.set_yticks(np.arange(len(KINDS)), list(KINDS.values()))
    axes.invert_yaxis()
    axes.grid(axis="x")
    axes.tick_params(length=0)
    axes.set_xlabel("GBP million since the start; below zero: saved")
    return style.finish(
        page, f"Spending, {_area(figures)}",
        [f"Scenario less baseline, in pounds of each year, not discounted; {_means(comparison)}; bars: {COVERAGE:.0%} "
         f"interval.{_left_out(rows, scenarios)}", _source(comparison)],
        file, legend=axes.get_legend_handles_labels(),
    )


def response(comparison: Comparison, figures: pd.DataFrame, file: Path) -> list[Path]:
    """What more money buys: a point for each spending, a line for each start. Nothing if no spends differ."""
    rows = figures[figures["table"] == "curve"]
    if rows.empty:
        return []
    page, panels = style.page(5.4, 2, 2)
    titles = {
        "approvals": "Extra approvals",
        "households_at_end": "Extra foster households, last month",
        "household_years": "Extra household-years",
        "policy_per_household_years": "GBP thousand for each household-year",
    }
    starts = rows["period"].str[:7]
    spent = rows[rows["measure"] == "policy"].set_index("scenario")["value"] / MILLION
    for axes, (measure, title) in zip(panels, titles.items()):
        is_cost = measure.startswith("policy_per")
        for place, start in enumerate(dict.fromkeys(starts)):
            points = rows[(starts == start) & (rows["measure"] == measure)].dropna(subset=["value"])
            value, low, high = (points[name].to_numpy() / (THOUSAND if is_cost else 1) for name in EDGES)
            beside = 0.012 * place * spent.max()  # so that the bars of two starts do not hide each other
            axes.errorbar(spent[points["scenario"]].to_numpy() + beside, value, yerr=(value - low, high - value),
                          capsize=2, color=style.PALETTE[place], marker=style.MARKERS[place], markersize=4,
                          elinewidth=1, label=f"starting {start}")
        if is_cost:
            axes.set_yscale("log", subs=())
            axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
        else:
            axes.axhline(0, color=style.QUIET, linewidth=0.8)
        axes.set_xlim(0, 1.08 * spent.max())
        axes.set_title(title)
        axes.grid(axis="y")
        axes.set_xlabel("spent, GBP million")
    return style.finish(
        page, f"What more money buys, {_area(figures)}",
        [f"Scenario less baseline, from the start to the end of the run; {_means(comparison)}; bars: {COVERAGE:.0%} "
         "interval. Costs on a logarithmic scale; left out where the gain is not above zero.",
         _source(comparison)],
        file, legend=panels[0].get_legend_handles_labels(),
    )


def _band(axes: Axes, series: pd.DataFrame, place: int, label: str) -> None:
    months = pd.PeriodIndex(series["period"], freq="M").to_timestamp()
    colour = style.PALETTE[place]
    axes.fill_between(months, series["low"], series["high"], color=colour, alpha=0.2, linewidth=0)
    axes.plot(months, series["value"], color=colour, linestyle=LINES[place], label=label)


def _mark_spending(axes: Axes, comparison: Comparison, scenarios: list[str]) -> None:
    """A line along the top of the panel for each scenario, over the months from its start to its last spending."""
    for place, scenario in enumerate(scenarios):
        last = comparison.last_spending(scenario)
        if last is not None:
            ends = comparison.months[[comparison.start(scenario), last]].to_timestamp()
            axes.plot(ends, [1 - 0.025 * place] * 2, transform=axes.get_xaxis_transform(), color=style.PALETTE[place],
                      linewidth=3, solid_capstyle="butt", clip_on=False)


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[:LETTERS - 1]}…"


def _shown(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(rows["scenario"]))[:MOST_SCENARIOS]


def _left_out(rows: pd.DataFrame, shown: list[str]) -> str:
    more = rows["scenario"].nunique() - len(shown)
    return f" The first {len(shown)} scenarios; {more} more are left out." if more else ""


def _means(comparison: Comparison) -> str:
    drawn = "" if comparison.uncertain is None else ", in each of which what is not known of policies was drawn"
    return f"mean of {comparison.replicates} pairs of runs on common random numbers{drawn}"


def _source(comparison: Comparison) -> str:
    return f"Source: Hearth comparison {comparison.path.name}, {comparison.months[0]} to {comparison.months[-1]}."


def _area(figures: pd.DataFrame) -> str:
    return str(figures["area_name"].iloc[0])
