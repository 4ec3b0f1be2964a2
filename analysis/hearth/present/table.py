"""A table, as text and as CSV.

    >>> print("\\n".join(Table.of(["", "children"], [["under 1", "1,200"], ["1 to 4", "980"]]).lines()))
             children
    under 1     1,200
    1 to 4        980
"""

from __future__ import annotations

import os
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Sequence

import pandas as pd

#: Letters in a line of text.
WIDTH = 100
BETWEEN = 2  # spaces between columns


@dataclass(frozen=True)
class Table:
    """Rows under headings, with what they are about.

    rows:        their columns are the headings; cells are text for people, numbers for programs
    title:       the line above them, if any
    definition:  what is counted: a sentence or two below the title
    notes:       lines below the rows
    words:       so many columns, the first, are words and stand to the left; numbers stand to the right
    least:       letters that columns take at least, from the first on
    """

    rows: pd.DataFrame
    title: str = ""
    definition: str = ""
    notes: Sequence[str] = ()
    words: int = 1
    least: Sequence[int] = ()

    @staticmethod
    def of(headings: Sequence[str], body: Sequence[Sequence[str]], **about: Any) -> Table:
        """A table of cells that are written already; without headings, if none of them has a word."""
        return Table(pd.DataFrame(body, columns=list(headings)), **about)

    def lines(self, width: int | None = None) -> list[str]:
        """For the screen. width: columns that do not fit beside one another in it stand below, rows named again."""
        above = [self.title] * bool(self.title) + wrapped(self.definition).splitlines()
        columns = [[heading, *cells] for heading, cells in zip(self.rows.columns, self.rows.to_numpy().T.tolist())]
        least = [*self.least, *[0] * (len(columns) - len(self.least))]
        widths = [max(fewest, *map(len, column)) for fewest, column in zip(least, columns)]
        lines: list[str] = []
        for shown in _parts(widths, self.words, width):
            lines += [""] * bool(lines) + [self._line([column[row] for column in columns], widths, shown)
                                           for row in range(not any(self.rows.columns), len(columns[0]))]
        return [*above, *lines, *self.notes]

    def _line(self, cells: Sequence[str], widths: Sequence[int], shown: Iterable[int]) -> str:
        padded = (cells[place].ljust(widths[place]) if place < self.words else cells[place].rjust(widths[place])
                  for place in shown)
        return (" " * BETWEEN).join(padded).rstrip()

    def csv(self, digits: int = 10) -> str:
        """The rows for other programs; fractions to so many digits."""
        return self.rows.to_csv(index=False, float_format=f"%.{digits}g")

    def write(self, file: str | os.PathLike[str], digits: int = 10) -> None:
        """Writes the CSV; raises OSError where no file can be."""
        from ..writing import write_text  # locks files as only Unix does, which those who just read need not have

        write_text(file, self.csv(digits))


def _parts(widths: Sequence[int], words: int, most: int | None) -> list[list[int]]:
    """Which columns stand beside one another: the words in each part, and of the others as many as fit."""
    parts = [list(range(words))]
    for place in range(words, len(widths)):
        taken = sum(widths[other] + BETWEEN for other in parts[-1]) + widths[place]
        if most is not None and taken > most and len(parts[-1]) > words:
            parts.append(list(range(words)))
        parts[-1].append(place)
    return parts


def wrapped(text: str, width: int = WIDTH) -> str:
    """Lines of whole words, but for those that are longer than a line, such as paths."""
    return textwrap.fill(text, width, break_on_hyphens=False)


def underlined(title: str) -> list[str]:
    """A heading of several tables."""
    return [title, "=" * len(title)]
