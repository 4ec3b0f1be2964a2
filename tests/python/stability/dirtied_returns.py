"""Forty ways in which councils' returns differ from the guide's, each made of a clean folder (2021/episodes.csv ...).

Each changes the files of a folder in place, and says whether they are still to be read, with the same tables. Those of
days, columns and cells are `dirtied_cells`; here are those of text, files and their names.
"""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import dirtied_cells
from changed_returns import DAYS, Dirtied, Ways, files, flat, last_episodes, rows_of, write

OF_FILES = Ways()
way = OF_FILES.way


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


WAYS: list[Dirtied] = [*dirtied_cells.WAYS, *OF_FILES]
