"""How our figures look: one palette, one page, the caption in the foot."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Iterable, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .writing import whole_file

#: Okabe & Ito (2008): told apart with every kind of colour vision. Yellow comes last: it is faint on white.
BLACK, BLUE, VERMILLION, GREEN = "#000000", "#0072B2", "#D55E00", "#009E73"
ORANGE, SKY, PURPLE, YELLOW = "#E69F00", "#56B4E9", "#CC79A7", "#F0E442"
PALETTE = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY, BLACK, YELLOW)
#: Lines are told apart without colour, too.
MARKERS = "osD^vPX*"
FAINT, QUIET = "#C8C8C8", "#5A5A5A"
#: The ways in which placements end.
END_COLOURS = {"asked_or_forced": VERMILLION, "other_move": SKY, "exit": BLUE}
WIDTH, DOTS_PER_INCH = 8.0, 200  # 1600 pixels, to be read at 800
CAPTION_LETTERS, CAPTION_LINE = 140, 0.145  # letters in a line and its height [inches] at the caption's size
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


def page(height: float, rows: int = 1, columns: int = 1, **shared: object) -> tuple[Figure, list[Axes]]:
    """A figure of the common width and so many inches high (without title and caption), and its axes.

    Without pyplot: it would look for a screen, and keep every figure in memory.
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **shared)
    return figure, list(axes.ravel())


def finish(
    figure: Figure, title: str, caption: Iterable[str], file: Path, legend: tuple[Sequence, Sequence[str]] | None = None
) -> list[Path]:
    """Dresses the figure and writes it to `file` as .png and .svg."""
    dress(figure, title, caption, legend)
    written = []
    for kind, facts in (("png", {"Software": None}), ("svg", {"Date": None})):
        path = file.with_suffix(f".{kind}")
        with whole_file(path) as unfinished:
            figure.savefig(unfinished, format=kind, dpi=DOTS_PER_INCH, metadata=facts)
        written.append(path)
    return written


def dress(
    figure: Figure, title: str, caption: Iterable[str], legend: tuple[Sequence, Sequence[str]] | None = None
) -> None:
    """Adds title, one row of legend (handles, labels) and caption around the axes, and lays them out."""
    lines = [line for sentence in caption for line in textwrap.wrap(sentence, CAPTION_LETTERS)]
    plot = figure.get_figheight()
    foot, head = 0.12 + CAPTION_LINE * len(lines), 0.34 + (0.27 if legend else 0)
    height = plot + foot + head
    figure.set_figheight(height)
    figure.get_layout_engine().set(rect=(0.005, foot / height, 0.99, plot / height))
    figure.text(0.012, 1 - 0.09 / height, title, fontsize=11, fontweight="bold", va="top")
    figure.text(0.012, 0.06 / height, "\n".join(lines), fontsize=7.5, color=QUIET, va="bottom", linespacing=1.25)
    if legend:
        row = figure.legend(*legend, ncols=len(legend[1]), loc="upper left", bbox_to_anchor=(0.006, 1 - 0.32 / height),
                            borderaxespad=0, handlelength=1.4)
        row.set_in_layout(False)
    _settle(figure)


def _settle(figure: Figure) -> None:
    """Lays the axes out once, to five places: the solver's last digits differ from run to run, and so would the SVG."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        axes.set_position([round(edge, 5) for edge in axes.get_position().bounds])


def percent_axis(axes: Axes, top: float) -> None:
    """Percentages from 0 to `top`, with quiet lines to read them by."""
    axes.set_ylim(0, top)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0f}%")
    axes.grid(axis="y")
    axes.tick_params(length=0)


def thousands(number: float) -> str:
    return f"{int(round(number)):,}"
