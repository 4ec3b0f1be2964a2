"""How our figures look: one palette, one kind of axes."""

from __future__ import annotations

from typing import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

#: Okabe & Ito (2008): told apart with every kind of colour vision. Yellow comes last: it is faint on white.
BLACK, BLUE, VERMILLION, GREEN = "#000000", "#0072B2", "#D55E00", "#009E73"
ORANGE, SKY, PURPLE, YELLOW = "#E69F00", "#56B4E9", "#CC79A7", "#F0E442"
PALETTE = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY, BLACK, YELLOW)
#: Lines are told apart without colour, too.
MARKERS = "osD^vPX*"
FAINT, QUIET = "#C8C8C8", "#5A5A5A"
#: The ways in which placements end.
END_COLOURS = {"asked_or_forced": VERMILLION, "other_move": SKY, "exit": BLUE}
STYLE: Mapping[str, object] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same everywhere
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": QUIET,
    "axes.axisbelow": True,
    "grid.color": "#E6E6E6",
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "lines.linewidth": 1.6,
    "svg.hashsalt": "hearth",  # the same figure gives the same bytes
}


def quiet_lines(axes: Axes, axis: str = "y") -> None:
    """Lines to read values of the axis by, instead of ticks."""
    axes.grid(axis=axis)
    axes.tick_params(length=0)


def percent_axis(axes: Axes, top: float) -> None:
    """Percentages from 0 to `top`, with quiet lines to read them by."""
    axes.set_ylim(0, top)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    quiet_lines(axes)


def zero_line(axes: Axes) -> None:
    """Where nothing differs, in axes whose values go up."""
    axes.axhline(0, color=QUIET, linewidth=0.8)


def lying_bars(axes: Axes, value: np.ndarray, place: int, number: int, colour: str, label: str) -> np.ndarray:
    """A bar for each row, the one at `place` among so many of the row; returns how high on the axis each lies."""
    height = 0.8 / number
    where = np.arange(len(value)) + (place - (number - 1) / 2) * height
    axes.barh(where, value, 0.9 * height, color=colour, label=label, alpha=0.75)
    return where


def named_rows(axes: Axes, names: Sequence[str]) -> None:
    """Axes of lying bars: a name for each row, the first on top, and a line at zero."""
    axes.axvline(0, color=QUIET, linewidth=0.8)
    axes.set_yticks(np.arange(len(names)), names)
    axes.invert_yaxis()
    quiet_lines(axes, "x")
