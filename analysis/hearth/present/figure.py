"""A figure: a page of axes, its title above and its caption below, as PNG and SVG.

    >>> with drawing("figures") as folder:
    ...     page, (axes,) = new_page(3.0)
    ...     axes.plot(years, children)
    ...     Figure(page, "Children looked after", ["On 31 March."]).write(folder / "looked_after")
"""

from __future__ import annotations

import io
import os
import textwrap
from contextlib import contextmanager
from pathlib import Path
from typing import Iterable, Iterator, Mapping, Sequence

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page

from ..writing import whole_file
from .style import QUIET, STYLE

WIDTH, DOTS_PER_INCH = 8.0, 200  # 1600 pixels, to be read at 800
CAPTION_LETTERS, CAPTION_LINE = 140, 0.145  # letters in a line and its height [inches] at the caption's size
#: What is written of the computer and the day, kind by kind, is left out: the same figure gives the same bytes.
FACTS: Mapping[str, Mapping[str, None]] = {"png": {"Software": None}, "svg": {"Date": None}}


@contextmanager
def drawing(folder: str | os.PathLike[str]) -> Iterator[Path]:
    """Our style for the length of a `with`, and the folder that figures are written to, made if need be."""
    to = Path(folder)
    to.mkdir(parents=True, exist_ok=True)
    with matplotlib.rc_context({**STYLE}):
        yield to


def new_page(height: float, rows: int = 1, columns: int = 1, **shared: object) -> tuple[Page, list[Axes]]:
    """A page of the common width and so many inches high (without title and caption), and its axes."""
    page = empty_page(height)
    axes = page.subplots(rows, columns, squeeze=False, **shared)
    return page, list(axes.ravel())


def empty_page(height: float) -> Page:
    """A page without axes. Without pyplot: it would look for a screen, and keep every figure in memory."""
    return Page(figsize=(WIDTH, height), layout="constrained")


class Figure:
    """A page with title, caption and perhaps a row of legend (handles, labels) around its axes."""

    def __init__(
        self, page: Page, title: str, caption: Iterable[str], legend: tuple[Sequence, Sequence[str]] | None = None
    ) -> None:
        self.page = page
        lines = [line for sentence in caption for line in textwrap.wrap(sentence, CAPTION_LETTERS)]
        plot = page.get_figheight()
        foot, head = 0.12 + CAPTION_LINE * len(lines), 0.34 + (0.27 if legend else 0)
        height = plot + foot + head
        page.set_figheight(height)
        page.get_layout_engine().set(rect=(0.005, foot / height, 0.99, plot / height))
        page.text(0.012, 1 - 0.09 / height, title, fontsize=11, fontweight="bold", va="top")
        page.text(0.012, 0.06 / height, "\n".join(lines), fontsize=7.5, color=QUIET, va="bottom", linespacing=1.25)
        if legend:
            row = page.legend(*legend, ncols=len(legend[1]), loc="upper left",
                              bbox_to_anchor=(0.006, 1 - 0.32 / height), borderaxespad=0, handlelength=1.4)
            row.set_in_layout(False)
        _settle(page)

    def write(self, file: Path) -> list[Path]:
        """Writes `file` as .png and as .svg; returns both."""
        return [self.save(file.with_suffix(f".{kind}")) for kind in FACTS]

    def save(self, file: str | os.PathLike[str]) -> Path:
        """Writes one file; its name's ending says how: .png, .svg or .pdf."""
        path = Path(file)
        kind = path.suffix.removeprefix(".")
        with matplotlib.rc_context({**STYLE}), whole_file(path) as unfinished:
            self.page.savefig(unfinished, format=kind, dpi=DOTS_PER_INCH, metadata=dict(FACTS.get(kind, {})))
        return path

    def small_png(self) -> bytes:
        """As a notebook shows it."""
        written = io.BytesIO()
        with matplotlib.rc_context({**STYLE}):
            self.page.savefig(written, format="png", dpi=DOTS_PER_INCH / 2)
        return written.getvalue()


def _settle(page: Page) -> None:
    """Lays the axes out once, to five places: the solver's last digits differ from run to run, and so would the SVG."""
    page.draw_without_rendering()
    page.set_layout_engine("none")
    for axes in page.axes:
        axes.set_position([round(edge, 5) for edge in axes.get_position().bounds])
