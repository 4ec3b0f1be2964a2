"""The tables of SSDA903 returns in a folder: found by their columns, read as text, dated, with every fault's line.

A folder may hold the files of several years, or one subfolder for each year, or tables of all years with the columns LA
and YEAR. File names are free; a year in the name of a file or of its folder says which return it belongs to, and a
subfolder called like an authority (code, number or name) whose it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from ..returns_folder import SURVIVORS_ONLY
from . import areas, return_words
from .faults import BadReturns, Child, Fault, plain, report
from .return_cells import Cells, Lines, NoTable
from .return_columns import TABLES, extra_columns, has_names, is_other_table, kind_of, read_columns
from .return_files import CSV, WORKBOOKS, tables_in
from .return_names import between, is_hidden, only_year_in, year_named

DATES = {"Episodes": ("DECOM", "DEC"), "Header": ("DOB",), "UASC": ("DOB", "DUC")}
#: Names in a list; how many more there are is said.
NAMES_SHOWN = 5


@dataclass
class Folder:
    """Everything read from a folder: tables by kind, faults, years of the returns, what was passed over or reread.

    years:   of the returns that are whole; survivors: of those of children only who were still there later.
    tables:  rows have FILE and LINE, YEAR (0: not known), LA ('': not told) and WHOLE (not of survivors only).
    others:  why files, sheets and columns are passed over -> their names; reread: what was understood otherwise than it
             is written -> its files; rewritten: the same of cells -> how many.
    unread:  children of rows of Episodes that have too many or too few cells.
    """

    tables: dict[str, list[pd.DataFrame]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    survivors: set[int] = field(default_factory=set)
    others: dict[str, list[str]] = field(default_factory=dict)
    reread: dict[str, list[str]] = field(default_factory=dict)
    rewritten: Counter[str] = field(default_factory=Counter)
    unread: set[Child] = field(default_factory=set)

    def of_kind(self, kind: str) -> pd.DataFrame:
        """All rows of a kind of table; a file's rows stay together."""
        if kind in self.tables:
            return pd.concat(self.tables[kind], ignore_index=True)
        return pd.DataFrame(columns=["FILE", "LINE", "YEAR", "LA", "WHOLE", *TABLES[kind][0]])


def read_folder(folder: Path) -> Folder:
    """Every CSV and workbook in the folder and its subfolders; raises `BadReturns` where there is nothing to read."""
    if not folder.is_dir():
        raise BadReturns([_of_folder(folder, "is no folder")])
    found = Folder()
    alike: dict[tuple[str | None, ...], Cells] = {}
    files = [path for path in folder.rglob("*") if path.is_file()]
    read = 0
    for file in sorted(files, key=lambda path: (path.parent, len(path.name), path.name)):  # copies have longer names
        if is_hidden(file, folder):
            found.others.setdefault("hidden files", []).append(file.name)
        elif file.suffix.lower() not in (*CSV, *WORKBOOKS):
            found.others.setdefault("files that are neither CSV nor workbooks (xlsx)", []).append(file.name)
        else:
            read += 1
            _read_file(file, folder, found, alike)
    if not read:
        there = f" (there are {', '.join(plain(name) for name in names)})" if (names := _all_names(found)) else ""
        raise BadReturns([_of_folder(folder, f"holds no CSV files or workbooks{there}")])
    for cells in alike.values():
        found.tables.setdefault(cells.kind, []).append(_rows(cells, folder, found))
    return found


def listed(names: list[str]) -> str:
    """The first few of them, each once, and how many more there are."""
    distinct = sorted(set(names))
    more = len(distinct) - NAMES_SHOWN
    return ", ".join(map(plain, distinct[:NAMES_SHOWN])) + (f" and {more:,} more" if more > 0 else "")


def _of_folder(folder: Path, what: str) -> Fault:
    return Fault(str(folder), 0, "", what, "Give the folder with the CSV files or workbooks of the returns")


def _all_names(found: Folder) -> list[str]:
    return sorted(name for names in found.others.values() for name in names)[:NAMES_SHOWN]


def _read_file(path: Path, folder: Path, found: Folder, alike: dict[tuple[str | None, ...], Cells]) -> None:
    """Adds the file's cells to those of the tables with the same columns."""
    try:
        for lines in tables_in(path, areas.folder_names_one(path, folder)):
            _add_table(lines, found, alike)
    except NoTable as error:
        found.faults.append(error.fault)
    except OSError as error:
        remedy = "Check its permissions, or take it out"
        found.faults.append(Fault(str(path), 0, "", f"can't be read ({error.strerror})", remedy))


def _add_table(lines: Lines, found: Folder, alike: dict[tuple[str | None, ...], Cells]) -> None:
    if other := is_other_table(lines):
        found.others.setdefault("files of other tables of the return", []).append(f"{lines.place.name} ({other})")
        return
    if lines.place.sheet and not has_names(lines):
        found.others.setdefault("sheets that are no tables of the return", []).append(lines.place.name)
        return
    kind = kind_of(lines)
    if isinstance(kind, Fault):
        found.faults.append(kind)
        return
    columns = read_columns(kind, lines)
    alike.setdefault((kind, *columns), Cells(kind, columns)).add(lines)
    found.faults += lines.faults
    if kind == "Episodes":
        found.unread |= {fault.child for fault in lines.faults if fault.child}
    for note in lines.notes:
        found.reread.setdefault(note, []).append(lines.place.name)
    extra = found.others.setdefault(f"columns that no {kind} table of a return has", [])
    extra += [name for name in extra_columns(kind, lines) if name not in extra]


def _rows(cells: Cells, folder: Path, found: Folder) -> pd.DataFrame:
    """The rows with dates parsed and their year and authority; faults in them are reported."""
    rows = cells.table()
    of_file = np.repeat(np.arange(len(cells.places)), [len(lines) for lines in cells.lines])
    rows["FILE"] = pd.Categorical.from_codes(of_file, [str(place) for place in cells.places])
    rows["LINE"] = np.concatenate(cells.lines)
    above = folder.resolve().parts
    whole = np.array([SURVIVORS_ONLY not in (*above, *between(place.path, folder)) for place in cells.places])
    rows["WHOLE"] = whole[of_file]
    if "LA" not in rows:
        positions, distinct = pd.factorize(np.array([place.la for place in cells.places], dtype=object))
        rows["LA"] = pd.Categorical.from_codes(positions[of_file], distinct)
    rows = return_words.without_headings(return_words.understood(rows, found.rewritten), found.rewritten)
    of_file = rows["FILE"].cat.codes.to_numpy()
    report(found.faults, rows, rows["CHILD"] == "", "CHILD", "is blank", "Give the child's number")
    rows = return_words.with_days(rows, DATES[cells.kind], found.faults)
    if "YEAR" in rows:
        rows["YEAR"] = _years_written(rows, found)
        told = set(rows["YEAR"][rows["WHOLE"]])
    else:
        named = np.array([year_named(place.path, folder, place.sheet) for place in cells.places], dtype=int)
        years = _with_years_of_rows(named, rows, of_file, found) if cells.kind == "Episodes" else named
        rows["YEAR"] = years[of_file]
        told = set(years[whole])
    if cells.kind == "Episodes":
        found.years |= {int(year) for year in told if year}
        found.survivors |= {int(year) for year in set(rows["YEAR"][~rows["WHOLE"]]) if year}
    return rows


def _years_written(rows: pd.DataFrame, found: Folder) -> pd.Series:
    """The column YEAR; 0 where it says none."""
    years = return_words.over_distinct(rows["YEAR"], lambda distinct: distinct.map(only_year_in).astype(int))
    report(found.faults, rows, years == 0, "YEAR", "is no year", "Write the year of 31 March")
    return years


def _with_years_of_rows(named: np.ndarray, rows: pd.DataFrame, of_file: np.ndarray, found: Folder) -> np.ndarray:
    """The years of files; of those without one, that to which most of their rows can belong.

    An episode that ended is in the return of the year of its DEC; an open one in that of DECOM or any later one. Of
    several years that are as good the earliest is taken.
    """
    years = named.copy()
    for file in np.flatnonzero(named == 0):
        own = rows[of_file == file]
        begun, ended = (_reporting_year(own[name]) for name in ("DECOM", "DEC"))
        known = begun > 0
        candidates = np.unique(np.append(begun[known], ended[ended > 0]))
        fits = [int((np.where(ended > 0, ended == year, begun <= year) & known).sum()) for year in candidates]
        if not fits:
            continue
        best = int(np.argmax(fits))
        if fits[best] <= known.sum() / 2:
            what = "holds episodes of several years, and its name does not say of which it is"
            place = str(rows["FILE"].cat.categories[file])
            remedy = "Put the year into the name (2020-21 or 2021), or add the column YEAR"
            found.faults.append(Fault(place, 0, "", what, remedy))
        years[file] = candidates[best]
    return years


def _reporting_year(days: pd.Series) -> np.ndarray:
    """The year of the 31 March on or after each day; 0 without a day."""
    return (days.dt.year + (days.dt.month >= 4)).fillna(0).to_numpy(dtype=int)
