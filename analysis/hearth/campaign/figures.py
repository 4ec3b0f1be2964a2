"""Figures of what a policy did, as PNG and SVG: carers by month, reporting years, money, and what more money buys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter

from ..estimates import COVERAGE
from ..present import style
from ..present.figure import Figure, Page, drawing, empty_page, new_page
from .captions import EDGES, area_of, chunks, colours_of, means, source
from .comparison import Comparison
from .money_figure import money
from .response_figure import response
from .words import money_words, month_words, year_words

#: What the figure of reporting years shows, of which measure.
BY_YEAR = {
    "foster_households": "Foster households, 31 March",
    "foster_places_filled": "Foster places filled, 31 March",
    "in_childrens_homes": "Children in homes, 31 March",
    "placement_moves": "Placement moves in the year",
    "mean_miles": "Mean miles from home",
}
BY_MONTH = {"foster_households": "Foster households, end of the month", "approvals": "Approvals in the month"}
MOST_BESIDE = 4  # scenarios whose points fit beside one another in a year


def draw(comparison: Comparison, figures: pd.DataFrame, folder: Path) -> list[Path]:
    """Writes the figures of the first area of `figures` into `folder`, made if need be; returns the files."""
    of_area = figures[figures["area"] == figures["area"].iloc[0]]
    written = []
    with drawing(folder):
        for figure in (carers_by_month, by_year, money, response):
            written += figure(comparison, of_area, folder / figure.__name__)
    return written


def carers_by_month(comparison: Comparison, figures: pd.DataFrame, file: Path) -> list[Path]:
    """Extra households and approvals of each month, with the interval of each month: a row of panels for each scenario.

    Nothing if no scenario is about carers.
    """
    rows = figures[figures["table"] == "by_month"]
    scenarios = [name for name in dict.fromkeys(rows["scenario"]) if comparison.policies[name].is_about_carers]
    if not scenarios:
        return []
    page, panels = _with_strips(len(scenarios))
    colours = colours_of(comparison)
    for row, (scenario, (left, right, *strips)) in enumerate(zip(scenarios, panels)):
        for axes, (measure, title) in zip((left, right), BY_MONTH.items()):
            style.zero_line(axes)
            _band(axes, rows[(rows["scenario"] == scenario) & (rows["measure"] == measure)], colours[scenario])
            axes.grid(axis="y")
            axes.tick_params(labelbottom=False, length=0)
            name = scenario if axes is left else _spends(comparison, figures, scenario)
            axes.set_title("\n".join([name, *([title] if row == 0 else [])]))
        for axes in strips:
            _mark_spending(axes, comparison, scenario, colours[scenario], is_last=row == len(scenarios) - 1)
    return Figure(
        page, f"Extra foster carers, {area_of(figures)}",
        [f"Scenario less baseline; {means(comparison)}. Shaded: {COVERAGE:.0%} interval of each month by itself. The "
         "strip below the months: those of spending.", source(comparison)],
    ).write(file)


def _spends(comparison: Comparison, figures: pd.DataFrame, scenario: str) -> str:
    """GBP 0.5m, April 2026"""
    rows = figures[(figures["table"] == "money") & (figures["measure"] == "policy") & (figures["scenario"] == scenario)]
    return f"{money_words(rows['value'].iloc[0])}, {month_words(comparison.months[comparison.start(scenario)])}"


def _with_strips(rows: int) -> tuple[Page, list[list[Axes]]]:
    """For each row two panels, which share their scale with those above and below, and a strip under each."""
    page = empty_page(0.5 + 1.6 * rows)
    grid = page.add_gridspec(2 * rows, 2, height_ratios=[1, 0.05] * rows)
    panels: list[list[Axes]] = []
    for row in range(rows):
        above = panels[0] if panels else [None, None]
        big = [page.add_subplot(grid[2 * row, side], sharey=above[side], sharex=above[0]) for side in (0, 1)]
        strips = [page.add_subplot(grid[2 * row + 1, side], sharex=big[0]) for side in (0, 1)]
        panels.append([*big, *strips])
    return page, panels


def by_year(comparison: Comparison, figures: pd.DataFrame, file: Path) -> list[Path]:
    """Carers, places and children by reporting year; a page for every few scenarios."""
    rows = figures[figures["table"] == "by_year"]
    written = []
    for number, scenarios in enumerate(chunks(list(dict.fromkeys(rows["scenario"])), MOST_BESIDE)):
        written += _page_of_years(comparison, rows[rows["scenario"].isin(scenarios)],
                                  file if number == 0 else file.with_name(f"{file.name}_{number + 1}"))
    return written


def _page_of_years(comparison: Comparison, rows: pd.DataFrame, file: Path) -> list[Path]:
    page, panels = new_page(4.9, 3, 2)
    colours = colours_of(comparison)
    scenarios = list(dict.fromkeys(rows["scenario"]))
    years = sorted({year_words(period)[:7] for period in rows["period"]})
    for axes, (measure, title) in zip(panels, BY_YEAR.items()):
        style.zero_line(axes)
        for place, scenario in enumerate(scenarios):
            series = rows[(rows["scenario"] == scenario) & (rows["measure"] == measure)].dropna(subset=["value"])
            where = np.array([years.index(year_words(period)[:7]) for period in series["period"]], dtype=float)
            where += 0.16 * (place - (len(scenarios) - 1) / 2)
            value, low, high = (series[name].to_numpy() for name in EDGES)
            axes.errorbar(where, value, yerr=(value - low, high - value), linestyle="none", capsize=2, markersize=4,
                          color=colours[scenario], marker=style.MARKERS[place], elinewidth=1, label=scenario)
        axes.set_xticks(range(0, len(years), 1 + len(years) // 8), years[::1 + len(years) // 8])
        axes.set_title(title)
        style.quiet_lines(axes)
    panels[-1].set_axis_off()
    panels[-1].legend(*panels[0].get_legend_handles_labels(), loc="upper left")
    short = [year_words(period) for period in dict.fromkeys(rows["period"]) if "," in year_words(period)]
    return Figure(
        page, f"By reporting year, {area_of(rows)}",
        [f"Scenario less baseline; {means(comparison)}; bars: {COVERAGE:.0%} interval. Years from April to March"
         f"{'; shorter: ' + '; '.join(short) if short else ''}.", source(comparison)],
    ).write(file)


def _band(axes: Axes, series: pd.DataFrame, colour: str) -> None:
    months = pd.PeriodIndex(series["period"], freq="M").to_timestamp()
    axes.fill_between(months, series["low"], series["high"], color=colour, alpha=0.2, linewidth=0)
    axes.plot(months, series["value"], color=colour)


def _mark_spending(axes: Axes, comparison: Comparison, scenario: str, colour: str, is_last: bool) -> None:
    """A bar from the start to the last month of spending, in a strip of its own; the last strip has the dates."""
    last = comparison.last_spending(scenario)
    if last is not None:
        begin, end = comparison.months[[comparison.start(scenario), last]].to_timestamp()
        axes.barh(0, end + pd.offsets.MonthEnd() - begin, left=begin, color=colour, height=1)
    axes.set_ylim(-0.5, 0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=6))
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m"))
    axes.tick_params(length=0, labelbottom=is_last)


__all__ = ["by_year", "carers_by_month", "draw", "money", "response"]
