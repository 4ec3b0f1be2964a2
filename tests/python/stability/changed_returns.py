"""Changes of clean folders of returns (2021/episodes.csv ...) in place, of which ways to dirty them are made."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Callable, Iterator, NamedTuple

Rows = list[list[str]]
DAYS = ("DECOM", "DEC", "DOB", "DUC")


class Dirtied(NamedTuple):
    """A way of writing returns.

    says:     what is told of it, if they are read; '' if the same is written otherwise, with nothing passed over.
    refused:  what the fault says, with file and line, if they can't be read.
    """

    name: str
    change: Callable[[Path], None]
    says: str = ""
    refused: str = ""


class Ways(list[Dirtied]):
    """Ways of one subject, in the order in which they are written down."""

    def way(self, name: str, says: str = "", refused: str = "") -> Callable[[Callable[[Path], None]], None]:
        def register(change: Callable[[Path], None]) -> None:
            self.append(Dirtied(name, change, says, refused))

        return register


def files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.csv"))


def rows_of(file: Path) -> Rows:
    return list(csv.reader(file.read_text().splitlines()))


def write(file: Path, rows: Rows, separator: str = ",", encoding: str = "utf-8") -> None:
    file.write_bytes("".join(separator.join(row) + "\n" for row in rows).encode(encoding))


def change_rows(folder: Path, change: Callable[[Rows], Rows], kind: str = "*") -> None:
    for file in sorted(folder.rglob(f"{kind}.csv")):
        write(file, change(rows_of(file)))


def change_cells(folder: Path, change: Callable[[str, str], str], kind: str = "*") -> None:
    """Every cell, with the name of its column."""

    def changed(rows: Rows) -> Rows:
        return [rows[0], *([change(name, cell) for name, cell in zip(rows[0], row)] for row in rows[1:])]

    change_rows(folder, changed, kind)


def change_days(folder: Path, form: Callable[[int, int, int], str], kind: str = "*") -> None:
    """Every day, from its day, month and year."""

    def changed(name: str, cell: str) -> str:
        return form(*map(int, cell.split("/"))) if name in DAYS and cell else cell

    change_cells(folder, changed, kind)


def change_names(folder: Path, change: Callable[[str], str]) -> None:
    change_rows(folder, lambda rows: [list(map(change, rows[0])), *rows[1:]])


def flat(folder: Path, name: Callable[[str, int], str]) -> None:
    """All files in the folder itself, or in others below it, by kind and year."""
    for file in list(files(folder)):
        new = folder / name(file.stem, int(file.parent.name))
        new.parent.mkdir(parents=True, exist_ok=True)
        file.rename(new)
    for year in [inside for inside in folder.iterdir() if inside.is_dir() and not any(inside.iterdir())]:
        year.rmdir()


def last_episodes(folder: Path) -> Path:
    return max(folder.rglob("episodes.csv"))
