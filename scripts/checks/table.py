"""What the comparisons with published figures share: how a figure is judged, and the rows that say so."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple, Sequence

#: A figure by measure, year and breakdown: the model's (one number, or one per replicate) or the published one.
Figures = Callable[..., Any]


class Verdict(NamedTuple):
    """How far the model is from the published figure, and whether that is near enough."""

    difference: float
    held: bool


def judge(model: float, published: float, bound: float, *, points: bool) -> Verdict:
    """A relative difference in percent, or a difference in the figure's own points. A model without a figure fails."""
    difference = model - published if points else 100 * (model / published - 1)
    return Verdict(difference, bool(abs(difference) <= bound))


def share(figure: Figures, measure: str, year: int, split: str, labels: Sequence[str]) -> Any:
    """The part of a measure that several labels of a split make up together [%], from counts."""
    return 100 * (sum(figure(measure, year, f"{split}={label}") for label in labels) / figure(measure, year))


class Table:
    """Prints rows one below another, and counts the figures that are judged, and missed."""

    def __init__(self) -> None:
        self.judged = self.missed = 0

    def judge(self, model: float, published: float, bound: float, *, points: bool = True) -> Verdict:
        """`judge`, counted."""
        verdict = judge(model, published, bound, points=points)
        self.judged += 1
        self.missed += not verdict.held
        return verdict

    def line(self, what: str, model: float, published: float, bound: float, *, points: bool = False) -> None:
        """One figure of one year: a relative difference in percent, or a difference in percentage points."""
        difference, held = self.judge(model, published, bound, points=points)
        unit = "pt" if points else "%"
        print(f"  {what:<46}{model:>10,.1f}{published:>11,.1f}{difference:>+9.1f} {unit:<2} {bound:>4} "
              f"{'held' if held else 'MISSED'}")

    def years(self, what: str, pairs: Sequence[tuple[float, float]], bound: float, decimals: int = 1) -> None:
        """One figure in several years side by side, model and published of each, in points; misses are starred."""
        cells, all_held = "", True
        for model, published in pairs:
            difference, held = self.judge(model, published, bound)
            all_held &= held
            cells += f"{model:>9.{decimals}f}{published:>11.{decimals}f}{difference:>+8.{decimals}f}{' ' if held else '*'} "
        print(f"  {what:<34}{cells}{bound:>6} {'held' if all_held else 'MISSED'}")
