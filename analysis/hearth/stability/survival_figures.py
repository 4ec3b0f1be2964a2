"""Figures of survival: how long placements last and how they end, a panel for each kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .. import survival
from ..present import style
from ..present.figure import Figure, Page, new_page
from ..present.style import END_COLOURS
from ..present.words import END_WORDS, KINDS, number, words
from .figure_data import Shown

#: Days shown of placements' survival, and the ticks.
HORIZON = 3 * 365
GRID = np.arange(0, HORIZON + 1, 3)
TICKS = {0: "0", 365: "1", 730: "2", 1095: "3"}


def survival_by_kind(shown: Shown, file: Path) -> list[Path]:
    """Kaplan-Meier curves, a panel for each kind of placement, the other kinds behind it."""
    seen = shown.observed
    curves = _by_kind(survival.curves(seen, "kind", survival.survival_curve))
    if not curves:
        return []
    page, panels = _kind_panels(len(curves))
    followed = _followed(seen)
    for axes, (kind, own) in zip(panels, curves.items()):
        for other, curve in curves.items():
            axes.plot(GRID, _on_grid(curve, "survival", followed[other]), color=style.FAINT, linewidth=0.8)
        line, low, high = (_on_grid(own, name, followed[kind]) for name in ("survival", "low", "high"))
        axes.fill_between(GRID, low, high, color=style.BLUE, alpha=0.3, linewidth=0)
        axes.plot(GRID, line, color=style.BLUE)
        middle = survival.median(own)["median_days"]
        said = "" if np.isnan(middle) else f"median {middle:.0f} days"
        axes.text(0.97, 0.93, said, transform=axes.transAxes, ha="right", va="top", fontsize=8)
        _kind_axes(axes, kind)
    return Figure(
        page, shown.titled("How long placements last, by kind"),
        [f"n: {_placements(seen)}{shown.which()}. Share still going on after so many years, "
         "whatever ends them (Kaplan-Meier; band: 95% interval, pointwise; grey: the other kinds). Placements that "
         "began before the first day count from their age then, open ones until the last day.", shown.source],
    ).write(file)


def ends_by_kind(shown: Shown, file: Path) -> list[Path]:
    """Cumulative incidence of moves asked for or forced, others and leaving care, stacked, a panel for each kind."""
    seen = shown.observed
    curves = _by_kind(survival.curves(seen, "kind", survival.incidence_curves))
    if not curves:
        return []
    page, panels = _kind_panels(len(curves))
    followed = _followed(seen)
    for axes, (kind, own) in zip(panels, curves.items()):
        below = np.zeros(len(GRID))
        for end, colour in END_COLOURS.items():
            above = below + _on_grid(own[own.end == end], "incidence", followed[kind], start=0.0)
            axes.fill_between(GRID, below, above, color=colour, linewidth=0, label=END_WORDS[end])
            below = above
        _kind_axes(axes, kind)
    return Figure(
        page, shown.titled("How placements end, by kind"),
        [f"n: {_placements(seen)}{shown.which()}. Share that has ended in each way by so many "
         "years, as competing risks (Aalen-Johansen); white: still going on. Asked for or forced: the carer, the "
         "child or the authority asks, or allegation, standards, approval, closure; other moves: care plan, custody, "
         "other reasons.",
         shown.source],
        panels[0].get_legend_handles_labels(),
    ).write(file)


def _placements(seen: survival.Observed) -> str:
    """How many there are; one has several rows where returns are missing between."""
    return f"{number(seen.placements.index.nunique(), 0)} placements"


def _by_kind(curve: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The curves of each kind there is, in the order of the panels."""
    if curve.empty:
        return {}
    return {kind: curve[curve.kind == kind] for kind in KINDS if (curve.kind == kind).any()}


def _kind_panels(kinds: int) -> tuple[Page, list[Axes]]:
    columns = 4 if kinds > 3 else kinds
    rows = -(-kinds // columns)
    page, panels = new_page(0.5 + 1.75 * rows, rows, columns, sharex=True, sharey=True)
    for axes in panels[kinds:]:
        axes.set_visible(False)
    for axes in panels[max(kinds - columns, 0):kinds]:
        axes.xaxis.set_tick_params(labelbottom=True)
        axes.set_xlabel("years", labelpad=1)
    return page, panels


def _kind_axes(axes: Axes, kind: str) -> None:
    axes.set_title(words(kind), fontsize=8.5)
    axes.set_xlim(0, HORIZON)
    axes.set_xticks(list(TICKS), list(TICKS.values()))
    style.percent_axis(axes, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")


def _followed(seen: survival.Observed) -> dict[str, float]:
    """Kind -> the age up to which its curves are known [days]."""
    kind = seen.placements["kind"].astype(str).to_numpy()
    return {name: survival.followed_to(seen.time[kind == name], seen.end[kind == name]) for name in set(kind)}


def _on_grid(curve: pd.DataFrame, column: str, followed: float, start: float = 1.0) -> np.ndarray:
    """A curve on the days of GRID (finer than can be seen, and a small file), as far as placements were followed."""
    row = np.searchsorted(curve.days.to_numpy(), GRID, side="right")
    return np.where(GRID <= followed, np.concatenate(([start], curve[column]))[row], np.nan)
