"""Faults of returns: each with its file, line and column, counted by kind, and written as a CSV.

A fault says where it is and what to do, never who it is about: numbers of children and texts of cells are shown only to
those who ask for them.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Callable, Iterable, NamedTuple

import numpy as np
import pandas as pd

from ..present.words import told
from ..writing import whole_file

#: Faults of one kind shown; how many more there are is said.
SHOWN_OF_A_KIND = 5
#: Characters of a cell shown, where cells are shown.
LONGEST_VALUE = 60
COLUMNS = ("file", "line", "column", "kind", "rule", "what", "remedy")


class Child(NamedTuple):
    """Whose row it is: CHILD is an authority's own number; '' if the cell is blank, so that the row goes alone."""

    la: str
    number: str


class Fault(NamedTuple):
    """One thing that is wrong.

    line:    in the file; 0 if it is about the whole file or folder.
    column:  the subject of the sentence; '' if it is about the row or the file.
    what:    what is wrong; `{}` stands for `detail`, so that faults of one kind have the same words.
    rule:    number of the rule of the return, or ''.
    child:   whose row it is; None if that cannot be told, so that nobody can be left out instead.
    """

    file: str
    line: int
    column: str
    what: str
    remedy: str
    rule: str = ""
    detail: str = ""
    value: str = ""
    child: Child | None = None

    @property
    def kind(self) -> str:
        return self._sentence("", "...")

    @property
    def where(self) -> str:
        return f"{plain(self.file)}:{self.line}" if self.line else plain(self.file)

    def text(self, show_values: bool = False) -> str:
        """`file:line: column what [rule]. Remedy.`"""
        value = f" '{plain(self.value[:LONGEST_VALUE])}'" if show_values and self.value else ""
        whose = f" (CHILD '{plain(self.child.number)}')" if show_values and self.child and self.child.number else ""
        return f"{self.where}: {self._sentence(value, plain(self.detail))}{whose}. {self.remedy}."

    def __str__(self) -> str:
        return self.text()

    def _sentence(self, value: str, detail: str) -> str:
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self.column}{value} {self.what.replace('{}', detail)}{rule}".strip()


class BadReturns(Exception):
    """The returns cannot be read as they are: `faults`, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = in_order(faults)
        super().__init__("\n".join(map(str, self.faults)))


def plain(text: str) -> str:
    """A text for the screen: control characters, which would steer the terminal, are written out."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column, fault.what))


def shown(faults: list[Fault], show_values: bool = False) -> list[str]:
    """How many faults of each kind there are, then the first few of each, in the order of files and lines."""
    if len(faults) == 1:
        return [faults[0].text(show_values)]
    lines = counted(faults)
    seen: Counter[str] = Counter()
    for fault in faults:
        seen[fault.kind] += 1
        if seen[fault.kind] <= SHOWN_OF_A_KIND:
            lines.append(fault.text(show_values))
    more = sum(max(count - SHOWN_OF_A_KIND, 0) for count in seen.values())
    return lines + [f"... and {more:,} more of these kinds. To see all: --faults FILE.csv"] * (more > 0)


def counted(faults: list[Fault], below: int = 0) -> list[str]:
    """How many faults of each kind there are, the most frequent first. below: smaller numbers are hidden."""
    kinds = Counter(fault.kind for fault in faults)
    files = len({fault.file for fault in faults})
    numbers = {kind: told(count, below) for kind, count in kinds.most_common()}
    width = max(map(len, numbers.values()))
    words = "fault" if len(faults) == 1 and below < 2 else "faults", "file" if files == 1 else "files"
    lines = [f"{told(len(faults), below)} {words[0]} in {files:,} {words[1]}:"]
    return lines + [f"  {number:>{width}}  {kind}" for kind, number in numbers.items()]


def write(path: Path, faults: list[Fault], show_values: bool = False) -> None:
    """One row for each fault, in their order; raises `FileExistsError` rather than replace another file."""
    columns = (*COLUMNS, *(("child", "value") if show_values else ()))
    if path.is_file() and not _is_ours(path):
        raise FileExistsError(f"{path}: is no list of faults, which this would replace. Name another by --faults")
    with whole_file(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for fault in faults:
            said = fault._sentence("", fault.detail)
            row = [fault.file, fault.line or "", fault.column, fault.kind, fault.rule, said, fault.remedy]
            if show_values:
                row += [fault.child.number if fault.child else "", fault.value]
            writer.writerow([plain(str(cell)) for cell in row])


def _is_ours(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.readline().startswith(",".join(COLUMNS).encode())


def report(
    faults: list[Fault], rows: pd.DataFrame, wrong: pd.Series | np.ndarray, column: str, what: str, remedy: str,
    rule: str = "", detail: str | Callable[[pd.DataFrame], Iterable[object]] = "",
) -> None:
    """Adds a fault for each row that is wrong. `detail`: a column, or what makes one of the wrong rows."""
    if not np.any(wrong):
        return
    at = rows[wrong]
    details = detail(at) if callable(detail) else at[detail] if detail else [""] * len(at)
    values = at[column] if column in at and not hasattr(at[column], "dt") else [""] * len(at)
    for file, line, la, child, said, value in zip(at["FILE"], at["LINE"], at["LA"], at["CHILD"], details, values):
        whose = Child(str(la), str(child))
        faults.append(Fault(str(file), int(line), column, what, remedy, rule, str(said), str(value), whose))
