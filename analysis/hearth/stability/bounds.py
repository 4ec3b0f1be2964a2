"""The lowest and the highest that a figure may be, over all the pasts that its children may have had.

Children are independent of one another: of a count, each adds the least or the most that any of its pasts adds. For a
ratio the past that is best for each child depends on the ratio itself: it is looked for until it does not rise any more
(Dinkelbach 1967, Management Science 13). So are means, which are sums by numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Iterator, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from .breakdowns import Groups
    from .definition import Definition
    from .units import Units

Limits = tuple[float, float]
NOTHING: Limits = (np.nan, np.nan)


class Sums(NamedTuple):
    """A sum: what is known of it, and what each past would add."""

    known: float
    added: np.ndarray


class Choices:
    """Pasts of children of which each child had one: `whose` says of which child each is, in order."""

    def __init__(self, whose: np.ndarray) -> None:
        self.whose = whose
        self.first = np.flatnonzero(np.append(True, whose[1:] != whose[:-1])) if len(whose) else whose
        self.sizes = np.diff(np.append(self.first, len(whose)))

    def of_count(self, count: Sums) -> Limits:
        least, most = (extreme.reduceat(count.added, self.first).sum() for extreme in (np.minimum, np.maximum))
        return count.known + least, count.known + most

    def of_ratio(self, above: Sums, below: Sums) -> Limits:
        """Of all pasts in which there is something below the line; NaN if there never is."""
        (least, most), (fewest, all_) = self.of_count(above), self.of_count(below)
        if all_ <= 0:
            return NOTHING
        if least == most and fewest == all_:
            return least / all_, least / all_
        return -self._highest(Sums(-above.known, -above.added), below), self._highest(above, below)

    def _highest(self, above: Sums, below: Sums) -> float:
        chosen = self._best(below.added)
        while True:
            ratio = (above.known + above.added[chosen].sum()) / (below.known + below.added[chosen].sum())
            gain = above.added - ratio * below.added
            better = self._best(gain)
            total = above.known - ratio * below.known + gain[better].sum()
            if total <= 1e-9 * max(1.0, abs(above.known)) or below.known + below.added[better].sum() <= 0:
                return ratio
            chosen = better

    def _best(self, value: np.ndarray) -> np.ndarray:
        """The past of each child with the highest value, the first of several."""
        best = np.repeat(np.maximum.reduceat(value, self.first), self.sizes)
        at = np.flatnonzero(value == best)
        return at[np.append(True, self.whose[at[1:]] != self.whose[at[:-1]])]

    def of_median(self, known: np.ndarray, past: np.ndarray, values: np.ndarray) -> Limits:
        """Of the values that are known and those of one past of each child: `past` of each of `values`."""
        return self._lowest_median(known, past, values), -self._lowest_median(-known, past, -values)

    def _lowest_median(self, known: np.ndarray, past: np.ndarray, values: np.ndarray) -> float:
        """Each child's lowest value, second lowest and so on; those that not all of its pasts have may be left out."""
        order = np.lexsort((values, past))
        past, values = past[order], values[order]
        begins = np.flatnonzero(np.append(True, past[1:] != past[:-1])) if len(past) else past
        rank = np.arange(len(past)) - np.repeat(begins, np.diff(np.append(begins, len(past))))
        place = self.whose[past] * (rank.max(initial=0) + 1) + rank
        order = np.lexsort((values, place))
        _, at, pasts = np.unique(place[order], return_index=True, return_counts=True)
        lowest, child = values[order][at], self.whose[past[order][at]]
        always = pasts == self.sizes[np.searchsorted(self.whose[self.first], child)]
        chosen = np.concatenate((known, lowest[always]))
        median = np.median(chosen) if len(chosen) else np.inf
        for value in np.sort(lowest[~always]):
            if value > median:
                break
            chosen = np.append(chosen, value)
            median = min(median, np.median(chosen))
        return float(median)


class Cell(NamedTuple):
    """One group in one run: what is known of it, and what each past adds to it.

    known, added:  count -> number, and the number that each past adds
    values:        those of the rows that are known
    past, might:   values that pasts have, and of which past each is
    """

    known: dict[str, float]
    added: dict[str, np.ndarray]
    values: np.ndarray
    past: np.ndarray
    might: np.ndarray

    def sums(self, count: str) -> Sums:
        return Sums(self.known[count], self.added[count])


def of_cell(table: Definition, choices: Choices, cell: Cell) -> dict[str, Limits]:
    """The limits of every measure of a table. Where there may be nothing to take it of, a ratio may be anything."""
    counts = {name: choices.of_count(cell.sums(name)) for name in table.counts()}
    found = dict(counts)
    for name, (above, below, factor, unit) in table.ratios().items():
        low, high = choices.of_ratio(cell.sums(above), cell.sums(below))
        sure = not counts[below][0] <= 0 < counts[below][1]
        found[name] = (factor * low, factor * high) if sure else (0.0, 100.0 if unit == "%" else np.inf)
    if table.spread:
        # each child's last period, each placement: the values are as many as the count that they are of
        days = Sums(float(cell.values.sum()), np.bincount(cell.past, cell.might, len(choices.whose)))
        number = Sums(float(len(cell.values)), np.bincount(cell.past, minlength=len(choices.whose)).astype(float))
        least, most = choices.of_count(number)
        sure = not least <= 0 < most
        mean = choices.of_ratio(days, number) if sure else (0.0, np.inf)
        median = choices.of_median(cell.values, cell.past, cell.might) if sure and most > 0 else mean
        found |= {f"mean_{table.spread}": mean, f"median_{table.spread}": median}
    return found


def cells_of(
    known: Units, possible: Units, breakdown: str, labels: list[str], counts: Iterable[str], spread: str, pasts: int
) -> Iterator[Cell]:
    """The cells of a breakdown, label by label."""
    in_known, in_possible = (_places(units.groups[breakdown], labels) for units in (known, possible))
    for place in range(len(labels)):
        mine, theirs = np.flatnonzero(in_known == place), np.flatnonzero(in_possible == place)
        chain = possible.chain[theirs]
        values, might = (
            units.values[spread][rows] if spread else np.zeros(0)
            for units, rows in ((known, mine), (possible, theirs))
        )
        has_value = ~np.isnan(might)
        yield Cell(
            {name: float(known.counts[name][mine].sum()) for name in counts},
            {name: np.bincount(chain, possible.counts[name][theirs], pasts) for name in counts},
            values[~np.isnan(values)],
            chain[has_value] if spread else np.zeros(0, dtype=int),
            might[has_value],
        )


def _places(groups: Groups, labels: list[str]) -> np.ndarray:
    """The groups' positions among other labels."""
    of_label = [labels.index(label) for label in groups.labels]
    return np.array([*of_label, -1])[groups.positions]
