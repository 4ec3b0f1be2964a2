"""Episodes as chains: sorted by child and day, each with the ones before and after it, as plain arrays."""

from __future__ import annotations

from typing import Sequence

import numpy as np
import pandas as pd

#: Columns that are codes, in the return's order.
CODED = ("SEX", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE")
DATED = ("DOB", "DECOM", "DEC")
REQUIRED = ("CHILD", *CODED, *DATED, "CARER")
#: Columns that together with CHILD say whose chain it is, where there are any: CHILD is an authority's own number.
WHOSE = ("SCENARIO", "REPLICATE", "LA", "CHILD")
MISSING = -1


class Coded:
    """A column of codes as positions in its labels; blank is -1."""

    def __init__(self, positions: np.ndarray, labels: list[str]) -> None:
        self.positions = positions
        self.labels = labels

    def among(self, codes: Sequence[str]) -> np.ndarray:
        """Which rows have one of these codes?"""
        wanted = np.array([label in codes for label in self.labels] + [False])  # the last is for -1, blank
        return wanted[self.positions]

    def given(self) -> np.ndarray:
        return self.positions != MISSING

    def invalid(self, codes: Sequence[str]) -> np.ndarray:
        """Which rows have something that is not one of these codes?"""
        return self.given() & ~self.among(codes)


class Chains:
    """The episodes, ordered; `first` and `last` mark the ends of each child's chain.

    `previous(array)` and `following(array)` are the neighbour's values, arbitrary (one's own) where there is none:
    ask `~first` or `~last` too.
    """

    def __init__(self, episodes: pd.DataFrame, last_day: np.datetime64, first_day: np.datetime64 | None) -> None:
        missing = [name for name in REQUIRED if name not in episodes.columns]
        if missing:
            raise ValueError(f"the episodes lack {', '.join(missing)} (they have {', '.join(map(str, episodes))})")
        dates = {name: pd.to_datetime(episodes[name]).to_numpy().astype("datetime64[D]") for name in DATED}
        child = _number(episodes, [name for name in WHOSE if name in episodes.columns])
        order = np.lexsort((_open_last(dates["DEC"]), dates["DECOM"], child))  # no DECOM (NaT) comes last

        self.index = episodes.index.to_numpy()[order]
        self.child_name = episodes["CHILD"].to_numpy()[order]
        self.child = child[order]
        self.last_day = last_day
        self.born, self.began, self.ended = (dates[name][order] for name in DATED)
        self.sex, self.rne, self.ls, self.cin, self.place, self.provider, self.rec, self.reason = (
            _coded(episodes[name], order) for name in CODED
        )
        self.carer = pd.factorize(episodes["CARER"])[0][order]

        rows = np.arange(len(order))
        self._before, self._after = np.maximum(rows - 1, 0), np.minimum(rows + 1, len(order) - 1)
        new = self.child != self.previous(self.child)
        self.first = new | (rows == 0)
        self.last = self.following(self.first) | (rows == len(order) - 1)
        #: Does the child's chain reach back before the table?
        self.cut_off = self.first & (self.began < (first_day if first_day is not None else np.datetime64("NaT", "D")))
        #: The day up to which the episode is known to last: DEC, or while it is open the last day.
        self.until = np.where(np.isnat(self.ended), last_day, self.ended)
        same_day = self.previous(self.ended) == self.began
        #: Does the episode go on where the previous one ended?
        self.joined = ~self.first & same_day & self.previous(self.rec.among(("X1",)))

    def previous(self, values: np.ndarray) -> np.ndarray:
        return values[self._before]

    def following(self, values: np.ndarray) -> np.ndarray:
        return values[self._after]

    def differs(self, values: np.ndarray) -> np.ndarray:
        """From the previous episode; two blanks are the same."""
        return values != self.previous(values)

    def days(self) -> np.ndarray:
        """Length of the episode up to now [days]."""
        return (self.until - self.began).astype(int)

    def days_under(self, coded: Coded) -> np.ndarray:
        """Days since the code became what it is, without a break, at the end of the episode."""
        renewed = ~self.joined | self.differs(coded.positions)
        start = np.maximum.accumulate(np.where(renewed, np.arange(len(renewed)), 0))
        return (self.until - self.began[start]).astype(int)

    def birthday(self, years: int) -> np.ndarray:
        """The day on which the child is that old, in law: born on 29 February, 1 March of common years."""
        return anniversary(self.born, years)

    def under(self, years: int, day: np.ndarray) -> np.ndarray:
        """Was the child under that age? Born on 29 February: 28 February will do, as in the validators' arithmetic."""
        end_of_month = (self.born.astype("datetime64[M]") + 12 * years + 1).astype("datetime64[D]") - 1
        return day < np.minimum(self.birthday(years), end_of_month)


def anniversary(day: np.ndarray, years: int) -> np.ndarray:
    """The same day of the month so many years later; 29 February becomes 1 March in common years."""
    month = day.astype("datetime64[M]")
    return (month + 12 * years).astype("datetime64[D]") + (day - month.astype("datetime64[D]"))


def _number(episodes: pd.DataFrame, names: list[str]) -> np.ndarray:
    """One number for each distinct combination of the columns."""
    number = np.zeros(len(episodes), dtype=np.int64)
    for name in names:
        codes, labels = pd.factorize(episodes[name])
        number = pd.factorize(number * (len(labels) + 1) + codes + 1)[0]
    return number


def _open_last(ended: np.ndarray) -> np.ndarray:
    days = ended.astype(np.int64)
    return np.where(np.isnat(ended), np.iinfo(np.int64).max, days)


def _coded(column: pd.Series, order: np.ndarray) -> Coded:
    """Codes as text, whatever held them; an empty text is blank."""
    positions, labels = pd.factorize(column)
    texts = [str(label) for label in labels]
    blank = np.array([text == "" for text in texts] + [True])
    return Coded(np.where(blank[positions], MISSING, positions)[order], texts)
