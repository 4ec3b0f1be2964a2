"""Tables in files as people have them: CSV of any encoding and separator, workbooks, with titles and spare columns.

Nothing is passed over without a note.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import io
from pathlib import Path
from typing import Iterator

import numpy as np

from .faults import Child, Fault
from .return_cells import Lines, NoTable, Place, as_text, even_lines
from .return_columns import TABLES, count_known, known
from .return_words import word_of

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
CSV, WORKBOOKS = (".csv", ".tsv"), (".xlsx", ".xlsm")
#: Lines looked through for the names of columns.
TOP = 30
Row = tuple[int, list[str]]


def tables_in(path: Path, la: str = "") -> Iterator[Lines]:
    """The tables of a file: one, or one for each sheet that has any cells; raises `NoTable`.

    la: the authority whose subfolder the file is in; '' if it is in none's.
    """
    if path.suffix.lower() in WORKBOOKS:
        yield from _sheets(path, la)
    else:
        yield _csv(Place(path, la=la))


def _csv(place: Place) -> Lines:
    content, encoding = _as_utf8(place.path)
    header = content.partition(b"\n")[0].decode("utf-8").split(",")
    lines = None
    if "" not in (name.strip() for name in header) and _is_whole(header):
        lines = even_lines(place, content)
    if lines is None:
        separator, rows = _separated(place, content.decode("utf-8"))
        lines = _lines(place, rows)
        if separator != ",":
            lines.notes.append(f"cells between {SEPARATORS[separator]}")
    if encoding:
        lines.notes.append(encoding)
    return lines


def _as_utf8(path: Path) -> tuple[bytes, str]:
    """The text of a file in UTF-8 with lines that end in \\n, and its encoding if that was another."""
    content = path.read_bytes()
    top = content[:200]
    is_wide = top.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        if is_wide or top.count(0) > len(top) / 4:
            little = top[1::2].count(0) > top[::2].count(0)
            text = content.decode("utf-16" if is_wide else "utf-16-le" if little else "utf-16-be")
            return _lined(text.encode("utf-8")), "UTF-16"
        try:
            content = content.removeprefix(codecs.BOM_UTF8)
            content.decode("utf-8")  # only to see whether it is
            return _lined(content), ""
        except UnicodeDecodeError:
            return _lined(content.decode("cp1252").encode("utf-8")), "Windows-1252"
    except UnicodeDecodeError:
        what = "is neither UTF-8 nor UTF-16 nor Windows-1252"
        raise NoTable(Fault(str(path), 1, "", what, "Save it as 'CSV UTF-8'")) from None


def _lined(content: bytes) -> bytes:
    content = content.replace(b"\r\n", b"\n")
    return content if b"\n" in content else content.replace(b"\r", b"\n")


def _is_whole(header: list[str]) -> bool:
    """Do these cells name every column that some table needs?"""
    names = set(map(known, header))
    return any(set(needed) <= names for needed, _ in TABLES.values())


def _separated(place: Place, text: str) -> tuple[str, list[Row]]:
    """The separator with which most columns are known, and all rows."""
    most = {sign: max((count_known(cells) for cells in _top(text, sign)), default=0) for sign in SEPARATORS}
    best = max(SEPARATORS, key=most.__getitem__)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=best)
    try:
        return best, [(reader.line_num, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        what = f"is no CSV ({error})"
        raise NoTable(Fault(str(place), reader.line_num, "", what, "Save it again")) from None


def _top(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [cells for _, cells in zip(range(TOP), reader)]
    except csv.Error:
        return []


def _sheets(path: Path, la: str) -> Iterator[Lines]:
    try:
        import openpyxl  # takes a moment to load, and few have workbooks
    except ModuleNotFoundError:
        what = "is a workbook, and openpyxl, which reads those, is not installed"
        remedy = "Install python3-openpyxl, or save its sheets as CSV UTF-8"
        raise NoTable(Fault(str(path), 0, "", what, remedy)) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = [(sheet.title, list(_rows_of(sheet))) for sheet in book.worksheets]
        book.close()
    except Exception:  # what is wrong with a damaged one is said in many ways, by openpyxl, zipfile, zlib and expat
        what = "can't be read as a workbook (is it damaged, or has it a password?)"
        raise NoTable(Fault(str(path), 0, "", what, "Save it again, or its sheets as CSV UTF-8")) from None
    for title, rows in sheets:
        if rows:
            yield _lines(Place(path, title, la), rows)


def _rows_of(sheet: object) -> Iterator[Row]:
    sheet.reset_dimensions()  # what programs write there is not always so
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        written = [_written(cell) for cell in cells]
        if any(written):
            yield number, written


def _written(cell: object) -> str:
    """A cell of a workbook as text; days as YYYY-MM-DD, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ") if cell.time() != datetime.time() else cell.date().isoformat()
    return str(cell)


def _lines(place: Place, rows: list[Row]) -> Lines:
    """Rows below the line that names the columns; titles above it, and columns without a name, are passed over."""
    if not rows:
        return Lines(place, [], np.array([], dtype=int), b"")
    start = max(range(len(rows[:TOP])), key=lambda row: count_known(rows[row][1]))
    if count_known(rows[start][1]) < 2:  # a single one may be a code: CHILD is one
        start = 0
    above, (line, header), body = rows[:start], rows[start], rows[start + 1 :]
    width = max(_width(cells) for _, cells in rows) if place.sheet else len(header)
    columns = [name.strip() for name in _resized(header, width)]
    _check_titles(place, above, columns, line)
    faults: list[Fault] = []
    sound: list[Row] = []
    for number, cells in body:
        cells = _resized(cells, width) if place.sheet else _without_spare(cells, width)
        if len(cells) == len(columns):
            sound.append((number, cells))
        else:
            faults.append(_uneven(place, number, cells, columns))
    numbers = np.array([number for number, _ in sound], dtype=int)
    lines = Lines(place, columns, numbers, as_text(cells for _, cells in sound), faults)
    if above:
        lines.notes.append("without the lines above the columns")
    lines.notes += _unnamed(columns, sound)
    return lines


def _uneven(place: Place, line: int, cells: list[str], columns: list[str]) -> Fault:
    """Whose row it is can be told if that is its first cell, which stands before whatever is wrong."""
    names = list(map(known, columns))
    number = word_of("CHILD", cells[0].strip())[0] if names[:1] == ["CHILD"] and "LA" not in names else ""
    child = Child(place.la, number) if number else None
    told = f"{len(cells):,} cells, the header {len(columns):,}"
    return Fault(str(place), line, "", "has {}", "Correct the commas and quotes", detail=told, child=child)


def _check_titles(place: Place, above: list[Row], columns: list[str], line: int) -> None:
    """Titles have a few cells; raises `NoTable` if rows stand above the line of columns."""
    for number, cells in above:
        if sum(bool(cell.strip()) for cell in cells) > len(columns) / 2:
            what = "stands above the line that names the columns ({})"
            raise NoTable(Fault(str(place), number, "", what, "Move that line to the top", detail=f"line {line}"))


def _without_spare(cells: list[str], columns: int) -> list[str]:
    """A row without blank cells beyond the columns, as spreadsheets write them."""
    return cells[:columns] if len(cells) > columns and not any(cell.strip() for cell in cells[columns:]) else cells


def _width(cells: list[str]) -> int:
    """How many cells there are up to the last that is not blank."""
    return max((position for position, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _resized(cells: list[str], width: int) -> list[str]:
    """A row of a sheet, where blank cells at the end may be told or not."""
    return [*cells[:width], *[""] * (width - len(cells))]


def _unnamed(columns: list[str], rows: list[Row]) -> list[str]:
    """What stands in columns without a name."""
    notes = []
    for position, name in enumerate(columns):
        if name:
            continue
        cells = [cells[position].strip() for _, cells in rows]
        if not any(cells):
            notes.append("without columns that have neither a name nor cells")
        elif _count_up(cells):
            notes.append("without a column that numbers the rows")
        else:
            notes.append("without a column that has no name")
    return notes


def _count_up(cells: list[str]) -> bool:
    return all(cell.isdecimal() for cell in cells) and all(int(b) == int(a) + 1 for a, b in zip(cells, cells[1:]))
