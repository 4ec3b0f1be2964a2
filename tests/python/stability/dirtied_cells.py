"""Ways in which what stands in councils' tables differs from the guide's: days, columns, codes and rows."""

from __future__ import annotations

import random
from pathlib import Path

from changed_returns import (
    DAYS, Rows, Ways, change_cells, change_days, change_names, change_rows, last_episodes, rows_of, write,
)

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WAYS = Ways()
way = WAYS.way


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
