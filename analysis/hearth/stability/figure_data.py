"""What the figures show of a care record, each part made once."""

from __future__ import annotations

from functools import cached_property
from typing import Iterable, Mapping

import numpy as np
import pandas as pd

from .. import survival
from ..estimates import COVERAGE
from ..present.words import NO_VALUE, number, sentence
from .breakdowns import LIMITS
from .care import Care
from .placements import placements
from .screen import to_the_digit
from .suppression import HIDDEN, of_those
from .tables import TABLES, tabulate


class Shown:
    """The tables and placements of the first scenario.

    hidden: the tables with small counts hidden, if they are; figures then show these, and no others.
    """

    def __init__(self, care: Care, hidden: Mapping[str, pd.DataFrame] | None = None) -> None:
        self.care = care
        self.hidden = hidden
        self.last_year = care.years[-1:]
        self.replicates = int(care.episodes["REPLICATE"].nunique())
        self.source = f"Source: {care.source}, {_day(care.first_day)} to {_day(care.last_day)}."

    @cached_property
    def placements_in_year(self) -> pd.DataFrame:
        return self.values("placements_in_year", ["total", "age", "years_in_care"], self.care.years)

    @cached_property
    def observed(self) -> survival.Observed:
        table = first_scenario(placements(self.care))
        return survival.observed(table, self.care.first_day, self.care.last_day, self.care.unseen)

    def values(self, table: str, breakdowns: list[str], years: tuple[int, ...]) -> pd.DataFrame:
        """A table of the given years, those that it cannot have left out; NaN where a figure is hidden, or not known.

        Its column `hidden` tells the two apart.
        """
        if self.hidden is not None:
            frame = first_scenario(of_those(self.hidden, years, breakdowns)[table])
            figures = ["value", "low", "high", *LIMITS]
            shown = frame[figures].replace(HIDDEN, np.nan).astype(float)
            return frame.assign(**shown, hidden=frame["value"].eq(HIDDEN).to_numpy(dtype=bool))
        return to_the_digit(first_scenario(tabulate(self.care, table, years, breakdowns))).assign(hidden=False)

    def which(self) -> str:
        """What survival says of several replicates."""
        return " of the first replicate" if self.replicates > 1 else ""

    def titled(self, title: str) -> str:
        """The title with whose figures these are."""
        return f"{title}: {self.care.whose}{', model' * self.care.simulated}"

    def hides(self) -> str:
        """What the caption says of figures that are hidden."""
        said = f"Gaps ({HIDDEN}): small numbers of children, and what would give them away."
        return "" if self.hidden is None else said

    def means(self, bars: bool = True) -> str:
        """What the caption says of several replicates."""
        if self.replicates < 2:
            return ""
        said = f"; bars: {COVERAGE:.0%} interval of the mean" if bars else ""
        return f"Means of {self.replicates} replicates{said}."


def first_scenario(table: pd.DataFrame) -> pd.DataFrame:
    return table[(table.scenario == table.scenario.iloc[0]).to_numpy()] if len(table) else table


def of_breakdown(table: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    return table[table.breakdown == breakdown]


def of_measure(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    return table[table.measure == measure]


def gap(is_hidden: object) -> str:
    """What stands where a figure has no value."""
    return HIDDEN if is_hidden else NO_VALUE


def definition(table: str) -> str:
    return sentence(TABLES[table].definition)


def not_known(what: Iterable[object]) -> str:
    """What the foot of a figure says of gaps: years or groups of which the returns at hand do not tell."""
    named = [str(one) for one in what]
    return f" Not known from the returns at hand: {', '.join(named)}." if named else ""


def span(counts: pd.Series, unit: str) -> str:
    counts = counts.dropna()
    if counts.empty:
        return f"numbers of {unit} hidden or not known"
    low, high = counts.min(), counts.max()
    texts = list(dict.fromkeys(number(edge, 0) for edge in (low, high)))
    return f"{' to '.join(texts)} {unit}"


def _day(day: np.datetime64) -> str:
    return f"{pd.Timestamp(day):%-d %B %Y}"
