"""The cells of CSV files, as they are written: every file's lines, and one column of text over all files alike.

Most files have no quotes, no blank lines and as many commas in every line as in the first; their lines are taken as
they are. Any other file is read cell by cell (`return_files`). Both are parsed together, with each distinct text kept
once: a table has millions of cells, and few texts.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterable, NamedTuple

import numpy as np
import pandas as pd

from .faults import Fault

NEW_LINE, COMMA = ord("\n"), ord(",")


class NoTable(Exception):
    """The file is no table; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Place(NamedTuple):
    """Where a table stands: a file, and in a workbook the sheet; and the authority whose subfolder it is in, or ''."""

    path: Path
    sheet: str = ""
    la: str = ""

    def __str__(self) -> str:
        return f"{self.path} (sheet {self.sheet})" if self.sheet else str(self.path)

    @property
    def name(self) -> str:
        """For lists of files."""
        return f"{self.path.name} (sheet {self.sheet})" if self.sheet else self.path.name


@dataclass
class Lines:
    """A table's rows as text: the line in the file of each; faults of those that are left out.

    columns:  as they are written; '' for a column without a name.
    notes:    what was read in another way than usual, or passed over.
    """

    place: Place
    columns: list[str]
    numbers: np.ndarray
    text: bytes
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Cells:
    """The rows of the tables that have the same columns; names of those that are not read are None."""

    kind: str
    columns: list[str | None]
    places: list[Place] = field(default_factory=list)
    lines: list[np.ndarray] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)

    def add(self, lines: Lines) -> None:
        self.places.append(lines.place)
        self.lines.append(lines.numbers)
        self.texts.append(lines.text)

    def table(self) -> pd.DataFrame:
        """All rows, each column categorical, as they are written."""
        text = b"".join(self.texts)
        names = [name for name in self.columns if name]
        if not text:
            return pd.DataFrame({name: pd.Categorical([]) for name in names})
        table = pd.read_csv(
            io.BytesIO(text),
            header=None,
            names=[name or position for position, name in enumerate(self.columns)],
            usecols=names,
            dtype="category",
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,  # in one piece: joining the labels of many takes longer than reading
        )
        return table[names]


def even_lines(place: Place, content: bytes) -> Lines | None:
    """The lines of a text as they are; None if they have quotes, blank lines or more cells in some than in others."""
    header, _, body = content.partition(b"\n")
    columns = [name.strip() for name in header.decode("utf-8").split(",")]
    if body and body[-1] != NEW_LINE:
        body += b"\n"
    if any(sign in content for sign in (b'"', b"\r", b"\0")) or not _is_even(body, len(columns)):
        return None
    return Lines(place, columns, np.arange(2, 2 + body.count(b"\n")), body)


def _is_even(body: bytes, columns: int) -> bool:
    """Has every line as many cells as there are columns, not all of them blank?"""
    signs = np.frombuffer(body, dtype=np.uint8)
    ends = np.flatnonzero(signs == NEW_LINE)
    commas = np.diff(np.searchsorted(np.flatnonzero(signs == COMMA), ends), prepend=0)
    length = np.diff(ends, prepend=-1) - 1
    return columns > 1 and bool(((commas == columns - 1) & (length > commas)).all())


def as_text(rows: Iterable[list[str]]) -> bytes:
    """Rows as CSV with every cell in quotes."""
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8", "replace")
