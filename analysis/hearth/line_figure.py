"""A measure over time as a picture: one labelled line for each scenario or group, a band over replicates."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Sequence

import matplotlib
import matplotlib.dates as dates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .line_data import LineData
from .present import style
from .present.figure import Figure, new_page
from .present.words import spaced, words

HEIGHT = 3.4  # inches, without title and caption
BAND = 0.16  # opacity
FROM_ZERO = 0.4  # an axis begins at zero if the lowest value is less than this share of the highest
LINE_OF_TEXT = 0.052  # height of a label at the lines' ends, as a share of the axis
MOST_MARKED = 12  # years, more of which are drawn without markers
#: One line is the model's; of several the first is the baseline, and the colours are for what differs from it.
ONE, BASELINE = style.BLUE, style.QUIET
#: A name in the palette's yellow could not be read on white.
OCHRE = "#9C8B00"
PALETTE = tuple(OCHRE if colour == style.YELLOW else colour for colour in style.PALETTE)


class Picture:
    """A figure that shows itself in a notebook and can be saved.

    data:    what is drawn.
    figure:  the matplotlib figure, for whoever wants to change something.
    """

    def __init__(self, data: LineData, drawn: Figure) -> None:
        self.data = data
        self.figure = drawn.page
        self._drawn = drawn

    def save(self, file: str | os.PathLike[str]) -> Path:
        """Writes the picture; the name's ending says how: .png, .svg or .pdf."""
        return self._drawn.save(file)

    def _repr_png_(self) -> bytes:
        return self._drawn.small_png()

    def __repr__(self) -> str:
        return f"<hearth picture: {self.data.title}, {self.data.area}; .save('picture.png') writes it>"


def draw(data: LineData) -> Picture:
    """The picture of `line_data`."""
    with matplotlib.rc_context({**style.STYLE}):
        page, (axes,) = new_page(HEIGHT)
        lines = list(data.frame.groupby(["scenario", "group"], sort=False))
        colours = _colours(len(lines), bool(data.breakdown))
        for (_, line), colour in zip(lines, colours):
            _draw_line(axes, line, colour, data.period)
        begins_at_zero = _axis(axes, data)
        if len(lines) > 1:
            names = [words(group) if group else _spoken(scenario) for (scenario, group), _ in lines]
            _label_ends(axes, [line["median"].iloc[-1] for _, line in lines], names, colours)
        return Picture(data, Figure(page, f"{data.title}, {data.area}", _caption(data, begins_at_zero)))


def _colours(lines: int, are_groups: bool) -> list[str]:
    if lines == 1:
        return [ONE]
    rest = [PALETTE[place % len(PALETTE)] for place in range(lines)]
    return rest if are_groups else [BASELINE, *rest[:-1]]


def _draw_line(axes: Axes, line: pd.DataFrame, colour: str, period: str) -> None:
    marker = "o" if period == "year" and len(line) <= MOST_MARKED else ""
    if line.replicates.max() > 1:
        axes.fill_between(line.time, line.p05, line.p95, color=colour, alpha=BAND, linewidth=0)
    axes.plot(line.time, line["median"], color=colour, marker=marker, markersize=3.5, solid_capstyle="round")


def _axis(axes: Axes, data: LineData) -> bool:
    """Scales and names both axes; does the upright one begin at zero?"""
    low, high = data.frame[["p05", "median"]].min().min(), data.frame[["p95", "median"]].max().max()
    begins_at_zero = not low >= FROM_ZERO * high
    margin = 0.06 * (high - (0 if begins_at_zero else low)) or 1.0
    axes.set_ylim(0 if begins_at_zero else low - margin, high + margin)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}" + ("%" if data.unit.startswith("%") else ""))
    style.quiet_lines(axes)
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.03 if data.period == "year" else 0.01)
    if data.period == "year" and data.frame.time.nunique() <= MOST_MARKED:
        axes.set_xticks(data.frame.time.unique(), [f"{time:%Y}" for time in pd.DatetimeIndex(data.frame.time.unique())])
    else:
        locator = dates.AutoDateLocator(minticks=3, maxticks=9)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, show_offset=False))
    axes.set_title(data.unit, fontweight="normal", color=style.QUIET)
    return begins_at_zero


def _label_ends(axes: Axes, ends: Sequence[float], names: Sequence[str], colours: Sequence[str]) -> None:
    """Writes each line's name beside its end, in its colour; names that would cover one another are moved apart."""
    low, high = axes.get_ylim()
    shares = (np.asarray(ends, dtype=float) - low) / (high - low)
    steps = LINE_OF_TEXT * np.arange(len(ends))
    places = np.maximum(apart(np.sort(shares), LINE_OF_TEXT), steps + LINE_OF_TEXT / 2)  # above the axis' own labels
    for row, place in zip(np.argsort(shares), places):
        axes.annotate(names[row], (1, place), xycoords="axes fraction", xytext=(5, 0), textcoords="offset points",
                      va="center", color=colours[row], fontsize=8.5, annotation_clip=False)


def apart(places: np.ndarray, distance: float) -> np.ndarray:
    """Rising places moved as little as need be, so that neighbours are `distance` apart (pool adjacent violators).

    >>> apart(np.array([0.5, 0.5]), 0.1).tolist()
    [0.45, 0.55]
    """
    steps = distance * np.arange(len(places))
    blocks: list[list[float]] = []  # sum and number of the places that touch, once the steps are taken off
    for place in np.nan_to_num(places, nan=0.0) - steps:
        blocks.append([place, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, number = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + number]
    return np.repeat([total / number for total, number in blocks], [int(number) for _, number in blocks]) + steps


def _caption(data: LineData, begins_at_zero: bool) -> list[str]:
    most = int(data.frame.replicates.max())
    spread = ("chance within the model and the uncertain numbers, drawn for each replicate, together" if data.is_drawn
              else "chance within the model")
    drawn = (f"Line: median of {most} replicates; band: 5th to 95th percentile, which is {spread}. "
             if most > 1 else "One replicate: how much is chance cannot be seen from it. ")
    years = "Years end on 31 March. " if data.period == "year" else ""
    axis = "" if begins_at_zero else "The upright axis does not begin at zero."
    return [f"{data.definition}.", drawn + years + axis, f"Source: Hearth, {data.source}."]


def _spoken(scenario: str) -> str:
    return spaced(scenario).replace("+", " + ")
