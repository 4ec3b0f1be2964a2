"""The cells of CSV files, as they are written: every file's lines, and one column of text over all files alike.

Most files have no quotes, no blank lines and as many commas in every line as in the first; their lines are taken as
they are. Any other file is read cell by cell. Both are parsed together, with each distinct text kept once: a table has
millions of cells, and few texts.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

NEW_LINE, COMMA = ord("\n"), ord(",")
MARK = b"\xef\xbb\xbf"  # of byte order, which spreadsheets write


class NoTable(Exception):
    """The file is no table; the message says which line and why."""


class Lines(NamedTuple):
    """A file's rows: the line in the file of each, and their text; faults of those that are left out."""

    columns: list[str]
    numbers: np.ndarray
    text: bytes
    faults: list[str]


@dataclass
class Cells:
    """The rows of the files that have the same columns."""

    kind: str
    columns: list[str]
    files: list[Path] = field(default_factory=list)
    lines: list[np.ndarray] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)

    def add(self, file: Path, lines: Lines) -> None:
        self.files.append(file)
        self.lines.append(lines.numbers)
        self.texts.append(lines.text)

    def table(self) -> pd.DataFrame:
        """All rows, each column categorical, spaces around cells taken away."""
        text = b"".join(self.texts)
        if not text:
            return pd.DataFrame({name: pd.Categorical([]) for name in self.columns})
        table = pd.read_csv(
            io.BytesIO(text),
            header=None,
            names=self.columns,
            dtype="category",
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,  # in one piece: joining the labels of many takes longer than reading
        )
        return table.apply(_stripped)


def lines_of(path: Path) -> Lines:
    """The lines of a file; raises `NoTable`."""
    content = path.read_bytes().removeprefix(MARK).replace(b"\r\n", b"\n")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise NoTable(f"{path}:1: is not UTF-8. Save it as 'CSV UTF-8'.") from None
    header, _, body = content.partition(b"\n")
    columns = [name.strip() for name in header.decode("utf-8").split(",")]
    if body and body[-1] != NEW_LINE:
        body += b"\n"
    if not any(sign in content for sign in (b'"', b"\r", b"\0")) and _is_even(body, len(columns)):
        return Lines(columns, np.arange(2, 2 + body.count(b"\n")), body, [])
    return _read_one_by_one(path, text)


def _is_even(body: bytes, columns: int) -> bool:
    """Has every line as many cells as there are columns, not all of them blank?"""
    signs = np.frombuffer(body, dtype=np.uint8)
    ends = np.flatnonzero(signs == NEW_LINE)
    commas = np.diff(np.searchsorted(np.flatnonzero(signs == COMMA), ends), prepend=0)
    length = np.diff(ends, prepend=-1) - 1
    return columns > 1 and bool(((commas == columns - 1) & (length > commas)).all())


def _read_one_by_one(path: Path, text: str) -> Lines:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        columns = [name.strip() for name in next(reader, [])]
        rows = [(reader.line_num, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        raise NoTable(f"{path}:{reader.line_num}: is no CSV ({error}). Save it again.") from None
    sound = [(line, cells) for line, cells in rows if len(cells) == len(columns)]
    faults = [
        f"{path}:{line}: has {len(cells)} cells, the header {len(columns)}. Correct the commas and quotes."
        for line, cells in rows
        if len(cells) != len(columns)
    ]
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(cells for _, cells in sound)
    numbers = np.array([line for line, _ in sound], dtype=int)
    return Lines(columns, numbers, written.getvalue().encode(), faults)


def _stripped(column: pd.Series) -> pd.Series:
    distinct = pd.Series(column.cat.categories, dtype=object)
    stripped = distinct.str.strip()
    if stripped.equals(distinct):
        return column
    positions, labels = pd.factorize(stripped)
    return pd.Series(pd.Categorical.from_codes(positions[column.cat.codes], labels), index=column.index)
