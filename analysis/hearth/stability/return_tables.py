"""The tables of SSDA903 returns in a folder: found by their columns, read as text, dated, with every fault's line.

A folder may hold the files of several years, or one subfolder for each year, or tables of all years with the columns LA
and YEAR. File names are free; a year in the name of a file or of its folder says which return it belongs to, and a
subfolder called like an authority (code, number or name) whose it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pandas as pd

from ..returns_folder import SURVIVORS_ONLY
from . import areas
from .return_cells import Cells, NoTable, lines_of

OPTIONAL = ("LA", "YEAR")
#: Table -> its columns that are needed, and those that older returns and other tools leave out.
TABLES = {
    "Episodes": (
        ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"),
        ("HOME_POST", "PL_POST", "URN", *OPTIONAL),
    ),
    "Header": (("CHILD", "SEX", "DOB", "ETHNIC"), ("UPN", "MOTHER", "MC_DOB", *OPTIONAL)),
    "UASC": (("CHILD", "SEX", "DOB", "DUC"), OPTIONAL),
}
DATES = {"Episodes": ("DECOM", "DEC"), "Header": ("DOB",), "UASC": ("DOB", "DUC")}
MAY_BE_BLANK = ("DEC", "DUC")
#: Tables of the return that say nothing about placements: a column that tells each -> its name.
OTHER_TABLES = {
    "REVIEW_CODE": "Reviews",
    "MIS_START": "Missing",
    "SDQ_SCORE": "OC2",
    "IN_TOUCH": "OC3",
    "DATE_MATCH": "AD1",
    "DATE_PLACED_CEASED": "PlacedAdoption",
    "PREV_PERM": "PrevPerm",
    "SW_ID": "SWEpisodes",
    "DOLO_START": "DoLo",
}
DAY_MONTH_YEAR = re.compile(r"\d{2}/\d{2}/\d{4}")
YEAR_MONTH_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FORMATS = {DAY_MONTH_YEAR: ("%d/%m/%Y", "DD/MM/YYYY"), YEAR_MONTH_DAY: ("%Y-%m-%d", "YYYY-MM-DD")}
#: '2020-21', '2020_21' or '202021': the return for 2021; else four figures.
TWO_YEARS, ONE_YEAR = re.compile(r"(?<!\d)20(\d\d)[-_ ]?(?:20)?(\d\d)(?!\d)"), re.compile(r"(?<!\d)(20\d\d)(?!\d)")


class BadReturns(Exception):
    """The returns cannot be read as they are: one line for each fault, `file:line: fault. Remedy.`"""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Folder:
    """Everything read from a folder: tables by kind, faults, names of files of other tables, years of the returns.

    years:   of the returns that are whole; survivors: of those of children only who were still there later.
    tables:  rows have FILE and LINE, YEAR (0: not known), LA ('': not told) and WHOLE (not of survivors only).
    """

    tables: dict[str, list[pd.DataFrame]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    survivors: set[int] = field(default_factory=set)

    def of_kind(self, kind: str) -> pd.DataFrame:
        """All rows of a kind of table; a file's rows stay together."""
        if kind in self.tables:
            return pd.concat(self.tables[kind], ignore_index=True)
        return pd.DataFrame(columns=["FILE", "LINE", "YEAR", "LA", "WHOLE", *TABLES[kind][0]])


def read_folder(folder: Path) -> Folder:
    """Every CSV in the folder and its subfolders; raises `BadReturns` where there is nothing to read."""
    if not folder.is_dir():
        raise BadReturns([f"{folder}: is no folder. Give the folder with the CSV files of the returns."])
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".csv" and path.is_file())
    if not files:
        raise BadReturns([f"{folder}: holds no CSV files. Give the folder with the CSV files of the returns."])
    found = Folder()
    alike: dict[tuple[str, ...], Cells] = {}
    for file in files:
        _read_file(file, found, alike)
    for cells in alike.values():
        found.tables.setdefault(cells.kind, []).append(_rows(cells, folder, found))
    return found


def year_named(path: Path, folder: Path) -> int:
    """The year in the name of the file, else of its subfolder, else of the folder; 0 if none says one year."""
    names = [path.stem, *reversed(_between(path, folder)), folder.name]
    return next((year for year in map(_only_year_in, names) if year), 0)


@lru_cache(maxsize=None)
def _only_year_in(name: str) -> int:
    """The year that a name says, 0 if it says none or several."""
    years = {int(f"20{end}") for start, end in TWO_YEARS.findall(name) if (int(start) + 1) % 100 == int(end)}
    years = years or {int(year) for year in ONE_YEAR.findall(name)}
    return years.pop() if len(years) == 1 else 0


def _read_file(path: Path, found: Folder, alike: dict[tuple[str, ...], Cells]) -> None:
    """Adds the file's cells to those of the files with the same columns."""
    try:
        lines = lines_of(path)
    except NoTable as fault:
        found.faults.append(str(fault))
        return
    other = next((table for column, table in OTHER_TABLES.items() if column in lines.columns), None)
    if other:
        found.others.append(f"{path.name} ({other})")
        return
    kind = _kind(path, lines.columns, found)
    if kind:
        alike.setdefault(tuple(lines.columns), Cells(kind, lines.columns)).add(path, lines)
        found.faults += lines.faults


def _kind(path: Path, columns: list[str], found: Folder) -> str | None:
    """Which table has these columns? A fault names what is too much or too little for the nearest."""
    nearest = max(TABLES, key=lambda kind: len(set(TABLES[kind][0]) & set(columns)))
    needed, optional = TABLES[nearest]
    lacks = [name for name in needed if name not in columns]
    more = [name for place, name in enumerate(columns) if name not in (*needed, *optional) or name in columns[:place]]
    if not lacks and not more:
        return nearest
    wrong = [f"lacks {', '.join(lacks)}"] * bool(lacks) + [f"has {', '.join(more)}"] * bool(more)
    found.faults.append(
        f"{path}:1: its columns are of no table of the return (nearest is {nearest}: it {' and '.join(wrong)}). "
        "Correct the columns, or take the file out."
    )
    return None


def _rows(cells: Cells, folder: Path, found: Folder) -> pd.DataFrame:
    """The rows with dates parsed and their year and authority; faults in them are reported."""
    rows = cells.table()
    of_file = np.repeat(np.arange(len(cells.files)), [len(lines) for lines in cells.lines])
    rows["FILE"] = pd.Categorical.from_codes(of_file, [str(path) for path in cells.files])
    rows["LINE"] = np.concatenate(cells.lines)
    above = folder.resolve().parts
    whole = np.array([SURVIVORS_ONLY not in (*above, *_between(path, folder)) for path in cells.files])
    rows["WHOLE"] = whole[of_file]
    years_apart = "YEAR" in rows
    for name in DATES[cells.kind]:
        rows[name] = _days(rows, name, YEAR_MONTH_DAY if years_apart else DAY_MONTH_YEAR, found)
    if "LA" not in rows:
        names = [areas.folder_names_one(path, folder) for path in cells.files]
        positions, distinct = pd.factorize(np.array(names, dtype=object))
        rows["LA"] = pd.Categorical.from_codes(positions[of_file], distinct)
    if years_apart:
        wrong = ~rows["YEAR"].str.fullmatch(r"20\d\d").astype(bool)
        report(found.faults, rows, wrong, lambda row: f"YEAR '{row.YEAR}' is no year. Write the year of 31 March.")
        rows["YEAR"] = rows["YEAR"].astype(object).where(~wrong, "0").astype(int)
    else:
        named = np.array([year_named(path, folder) for path in cells.files], dtype=int)
        years = _with_latest_day(named, rows, of_file) if cells.kind == "Episodes" else named
        rows["YEAR"] = years[of_file]
    if cells.kind == "Episodes":
        told = set(rows["YEAR"][rows["WHOLE"]]) if years_apart else set(years[whole])
        found.years |= {int(year) for year in told if year}
        found.survivors |= {int(year) for year in set(rows["YEAR"][~rows["WHOLE"]]) if year}
    return rows


def _between(path: Path, folder: Path) -> tuple[str, ...]:
    """The names of the folders between a file and the folder that is read."""
    return path.parent.relative_to(folder).parts


def _with_latest_day(named: np.ndarray, rows: pd.DataFrame, of_file: np.ndarray) -> np.ndarray:
    """The years of files; of those without one, that in which the reporting year of their latest day ends."""
    latest = rows[["DECOM", "DEC"]].max(axis=1).groupby(of_file).max().reindex(range(len(named)))
    told = (latest.dt.year + (latest.dt.month >= 4)).fillna(0).to_numpy(dtype=int)
    return np.where(named > 0, named, told)


def over_distinct(column: pd.Series, change: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """What `change` makes of a categorical column, done once for each distinct cell: there are few, and many rows."""
    changed = change(pd.Series(column.cat.categories, dtype=object))
    return pd.Series(changed.array.take(column.cat.codes), index=column.index)


def _days(rows: pd.DataFrame, name: str, pattern: re.Pattern[str], found: Folder) -> pd.Series:
    """A column of dates; both ways of writing them are known, as tables of all years use the other one."""
    cells = rows[name]
    if pattern is YEAR_MONTH_DAY and cells.str.fullmatch(DAY_MONTH_YEAR.pattern).any():
        pattern = DAY_MONTH_YEAR
    written, form = FORMATS[pattern]

    def parsed(distinct: pd.Series) -> pd.Series:
        known = distinct.str.fullmatch(pattern.pattern).astype(bool)
        return pd.to_datetime(distinct.where(known), format=written, errors="coerce")

    days = over_distinct(cells, parsed)
    wrong = days.isna() & (cells != "")
    report(found.faults, rows, wrong, lambda row: f"{name} '{getattr(row, name)}' is no date. Write it {form}.")
    if name not in MAY_BE_BLANK:
        report(found.faults, rows, cells == "", lambda row: f"{name} is blank. Give the day.")
    return days


def report(
    faults: list[str], rows: pd.DataFrame, wrong: pd.Series | np.ndarray, say: Callable[[Any], str]
) -> None:
    """Adds `file:line: ...` for each of the rows that are wrong, in words that `say` makes of the row."""
    if np.any(wrong):
        faults.extend(f"{row.FILE}:{row.LINE}: {say(row)}" for row in rows[wrong].itertuples())
