"""Forty ways in which councils' returns differ from the guide's, each made of a clean folder (2021/episodes.csv ...).

Each changes the files of a folder in place, and says whether they are still to be read, with the same tables.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import Callable, Iterator, NamedTuple

Rows = list[list[str]]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
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


WAYS: list[Dirtied] = []


def way(name: str, says: str = "", refused: str = "") -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    def register(change: Callable[[Path], None]) -> Callable[[Path], None]:
        WAYS.append(Dirtied(name, change, says, refused))
        return change

    return register


# What the ways have in common


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


# Days


@way("days YYYY-MM-DD")
def _(folder: Path) -> None:
    change_days(folder, lambda day, month, year: f"{year}-{month:02}-{day:02}")


@way("days YYYY-MM-DD in the Header alone")
def _(folder: Path) -> None:
    change_days(folder, lambda day, month, year: f"{year}-{month:02}-{day:02}", "header")


@way("days d/m/yyyy")
def _(folder: Path) -> None:
    change_days(folder, lambda day, month, year: f"{day}/{month}/{year}")


@way("days dd-Mon-yyyy")
def _(folder: Path) -> None:
    change_days(folder, lambda day, month, year: f"{day:02}-{MONTHS[month - 1]}-{year}")


@way("days dd/mm/yy")
def _(folder: Path) -> None:
    change_days(folder, lambda day, month, year: f"{day:02}/{month:02}/{year % 100:02}")


@way("days dd/mm/yyyy 00:00")
def _(folder: Path) -> None:
    change_days(folder, lambda day, month, year: f"{day:02}/{month:02}/{year} 00:00")


@way("days YYYY-MM-DDT00:00:00 and with spaces")
def _(folder: Path) -> None:
    change_days(folder, lambda day, month, year: f"{year}-{month:02}-{day:02}{'T ' [day % 2]}00:00:00")


@way("a day with a time", refused=r"episodes\.csv:2: DECOM has a time of the day\. Write the day alone\.")
def _(folder: Path) -> None:
    rows = rows_of(last_episodes(folder))
    rows[1][1] += " 09:30"
    write(last_episodes(folder), rows)


@way("days mm/dd/yyyy", refused=r"episodes\.csv:\d+: DECOM is no date\. Write it DD/MM/YYYY or YYYY-MM-DD\.")
def _(folder: Path) -> None:
    change_days(folder, lambda day, month, year: f"{month:02}/{day:02}/{year}")


@way("a day that is none", refused=r"episodes\.csv:2: DECOM is no date\.")
def _(folder: Path) -> None:
    rows = rows_of(last_episodes(folder))
    rows[1][1] = "31/02/2020"
    write(last_episodes(folder), rows)


# Columns


@way("names of columns in small letters")
def _(folder: Path) -> None:
    change_names(folder, str.lower)


@way("names of columns in capitals and small letters, with spaces for underscores")
def _(folder: Path) -> None:
    change_names(folder, lambda name: f" {name.title().replace('_', ' ')} ")


@way("columns in another order")
def _(folder: Path) -> None:
    change_rows(folder, lambda rows: [row[::-1] for row in rows])


@way(
    "extra columns of regional pipelines",
    says=r"columns that no Episodes table of a return has: Episode_source, YEAR_latest",
)
def _(folder: Path) -> None:
    def changed(rows: Rows) -> Rows:
        return [["YEAR_latest", *rows[0], "Episode_source"], *(["2025", *row, "merged"] for row in rows[1:])]

    change_rows(folder, changed)


@way("blank columns at the end", says=r"without columns that have neither a name nor cells: episodes\.csv")
def _(folder: Path) -> None:
    change_rows(folder, lambda rows: [[*row, "", ""] for row in rows])


@way(
    "a column without a name that numbers the rows",
    says=r"without a column that numbers the rows: episodes\.csv",
)
def _(folder: Path) -> None:
    change_rows(folder, lambda rows: [["", *rows[0]], *([str(number), *row] for number, row in enumerate(rows[1:]))])


@way("a title above the columns", says=r"without the lines above the columns: episodes\.csv")
def _(folder: Path) -> None:
    change_rows(folder, lambda rows: [["SSDA903 extract"], [""], *rows])


@way("the columns named again in the middle", says=r"\d+ lines that name the columns again, passed over")
def _(folder: Path) -> None:
    change_rows(folder, lambda rows: [*rows[: len(rows) // 2], *([rows[0]] * (len(rows) > 3)), *rows[len(rows) // 2 :]])


@way("no line of columns", refused=r"episodes\.csv:1: its first line does not name the columns of a table")
def _(folder: Path) -> None:
    write(last_episodes(folder), rows_of(last_episodes(folder))[1:])


@way(
    "no column DECOM",
    refused=r"episodes\.csv:1: its columns are of no table of the return \(nearest is Episodes: it lacks DECOM\)",
)
def _(folder: Path) -> None:
    write(last_episodes(folder), [[row[0], *row[2:]] for row in rows_of(last_episodes(folder))])


# Cells


@way("NULL for blanks", says=r"cells that say NULL")
def _(folder: Path) -> None:
    change_cells(folder, lambda name, cell: cell or "NULL")


@way("nan, N/A and None for blanks", says=r"cells that say NULL, NaN")
def _(folder: Path) -> None:
    change_cells(folder, lambda name, cell: cell or ("nan", "N/A", "None")[len(name) % 3])


@way("codes in small letters", says=r"codes in small letters")
def _(folder: Path) -> None:
    change_cells(folder, lambda name, cell: cell.lower() if name not in ("CHILD", *DAYS) else cell)


@way("Male and Female", says=r"codes in small letters, in words")
def _(folder: Path) -> None:
    words = {"1": "Male", "2": "Female", "M": "male", "F": "FEMALE"}
    change_cells(folder, lambda name, cell: words.get(cell, cell) if name == "SEX" else cell)


@way("whole numbers with decimals", says=r"whole numbers written with decimals")
def _(folder: Path) -> None:
    change_cells(folder, lambda name, cell: f"{cell}.0" if name in ("SEX", "URN") and cell.isdecimal() else cell)


@way("spaces around cells, all in quotes")
def _(folder: Path) -> None:
    change_cells(folder, lambda name, cell: f'" {cell} "')


@way("a row twice", says=r"rows of Episodes that repeat another of their return, cell by cell")
def _(folder: Path) -> None:
    change_rows(folder, lambda rows: [*rows, *rows[1:2]])


@way("rows in another order")
def _(folder: Path) -> None:
    change_rows(folder, lambda rows: [rows[0], *random.Random(1).sample(rows[1:], len(rows) - 1)])


@way("a code that is none", refused=r"episodes\.csv:2: PLACE is no code of the return \[146\]\. Correct it\.")
def _(folder: Path) -> None:
    rows = rows_of(last_episodes(folder))
    rows[1][5] = "K9"
    write(last_episodes(folder), rows)


@way(
    "a child that the Header lacks",
    refused=r"episodes\.csv:\d+: CHILD is not in the Header of \d+\. Add the child\.",
)
def _(folder: Path) -> None:
    header = last_episodes(folder).with_name("header.csv")
    write(header, rows_of(header)[:-1])


# Text


@way("a mark of byte order, CRLF and blank lines")
def _(folder: Path) -> None:
    for file in files(folder):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n,,,\r\n")


@way("UTF-16", says=r"UTF-16: episodes\.csv")
def _(folder: Path) -> None:
    for file in files(folder):
        file.write_text(file.read_text(), encoding="utf-16")


@way("Windows-1252", says=r"Windows-1252: episodes\.csv")
def _(folder: Path) -> None:
    for file in files(folder):
        write(file, [["caf\xe9", *row] for row in rows_of(file)], encoding="cp1252")


@way("semicolons", says=r"cells between semicolons: episodes\.csv")
def _(folder: Path) -> None:
    for file in files(folder):
        write(file, rows_of(file), ";")


@way("tabs", says=r"cells between tabs: episodes\.csv")
def _(folder: Path) -> None:
    for file in files(folder):
        write(file, rows_of(file), "\t")


# Files and their names


@way(
    "a workbook for each year, with days as days",
    says=r"sheets that are no tables of the return: .*SSDA903 2020\.xlsx \(sheet Notes\)",
)
def _(folder: Path) -> None:
    import openpyxl

    for year in sorted(inside for inside in folder.iterdir() if inside.is_dir()):
        book = openpyxl.Workbook()
        book.active.title = "Notes"
        book.active.append(["Made by the council"])
        for file in sorted(year.iterdir()):
            sheet = book.create_sheet(file.stem)
            rows = rows_of(file)
            for row in rows:
                sheet.append([_cell(name, cell) for name, cell in zip(rows[0], row)])
        book.save(folder / f"SSDA903 {year.name}.xlsx")
        shutil.rmtree(year)


def _cell(name: str, cell: str) -> object:
    if name in DAYS and re.fullmatch(r"\d\d/\d\d/\d{4}", cell):
        return datetime.strptime(cell, "%d/%m/%Y")
    return int(cell) if name in ("SEX", "URN") and cell.isdecimal() else cell or None


@way("names like 'SSDA903 Episodes 2022-23.csv', with dashes, ampersands and words")
def _(folder: Path) -> None:
    signs = ("-", "\u2013", " - ", ".", " & ", "to", "_", "")
    flat(folder, lambda kind, year: f"SSDA903 {kind} {year - 1}{signs[year % 8]}{year % 100}.csv")


@way("names without a year")
def _(folder: Path) -> None:
    flat(folder, lambda kind, year: f"{'abcdefghij'[year % 10]}/{kind}_20260415.csv")


@way("all years in one table, with LA and YEAR")
def _(folder: Path) -> None:
    for kind in ("episodes", "header", "uasc"):
        tables = [(file.parent.name, rows_of(file)) for file in sorted(folder.rglob(f"{kind}.csv"))]
        rows = [["LA", "Year", *tables[0][1][0]]]
        rows += [[folder.name, year, *row] for year, table in tables for row in table[1:]]
        write(folder / f"all_{kind}.csv", rows)
    for year in [inside for inside in folder.iterdir() if inside.is_dir()]:
        shutil.rmtree(year)


@way(
    "copies, hidden files and notes beside the returns",
    says=r"rows of episodes - Copy\.csv, which repeats episodes\.csv",
)
def _(folder: Path) -> None:
    episodes = last_episodes(folder)
    shutil.copy(episodes, episodes.with_name("episodes - Copy.csv"))
    for name in ("._episodes.csv", ".DS_Store", "~$returns.xlsx", "readme.txt"):
        episodes.with_name(name).write_bytes(b"\0\1\2")
