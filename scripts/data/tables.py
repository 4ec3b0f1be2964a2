"""One table of the project: a header, rows of plain values, and its total beside the published one."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, field
from pathlib import Path

Cell = str | int | float


@dataclass
class Total:
    """The sum of a table beside the published figure it should meet."""

    what: str
    total: float
    published: float

    @property
    def residual_percent(self) -> float:
        return 100 * (self.total - self.published) / self.published


@dataclass
class Table:
    """One CSV file under `configs/`, ready to be written or compared."""

    path: str
    header: list[str]
    rows: list[list[Cell]]
    totals: list[Total] = field(default_factory=list)
    signed: tuple[str, ...] = ()  #: columns that may be negative

    def text(self) -> str:
        """The file as text: one header row, comma, line feed, quotes only where needed."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return stream.getvalue()

    def check(self) -> None:
        """Every row complete, with a unit and a source that says where the number comes from."""
        unit, source = self.header.index("unit"), self.header.index("source")
        for row in self.rows:
            if len(row) != len(self.header):
                raise ValueError(f"{self.path}: {len(row)} cells instead of {len(self.header)}: {row}")
            if not str(row[source]).startswith(("measured: ", "derived: ", "assumed: ")) or not row[unit]:
                raise ValueError(f"{self.path}: no unit or no source: {row}")
            if any(self._is_wrong(name, cell) for name, cell in zip(self.header, row)):
                raise ValueError(f"{self.path}: negative or missing number: {row}")

    def _is_wrong(self, name: str, cell: Cell) -> bool:
        return isinstance(cell, (int, float)) and not (math.isfinite(cell) if name in self.signed else cell >= 0)

    def write(self, configs: Path) -> None:
        target = configs / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.text(), encoding="utf-8", newline="")

    def differences(self, configs: Path) -> list[str]:
        """Where the file on disk differs from what the sources give; empty if it does not."""
        target = configs / self.path
        if not target.exists():
            return [f"{self.path}: missing"]
        old, new = target.read_text(encoding="utf-8").splitlines(), self.text().splitlines()
        found = [
            f"{self.path}:{number}: '{before}' should be '{after}'"
            for number, (before, after) in enumerate(zip(old, new), start=1)
            if before != after
        ]
        if len(old) != len(new):
            found.append(f"{self.path}: {len(old)} lines, should be {len(new)}")
        return found
