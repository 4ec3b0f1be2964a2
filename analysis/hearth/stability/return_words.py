"""What stands in the cells, as the return writes it: codes in capitals, blanks for NULL, days. Rewriting is counted."""

from __future__ import annotations

import re
from collections import Counter
from typing import Callable, Sequence

import numpy as np
import pandas as pd

from .faults import Fault, report
from .return_days import days, has_time, is_day_first, is_in_figures, is_month_first

#: What programs write for a blank cell, in small letters.
BLANKS = {"null", "(null)", "nan", "n/a", "#n/a", "na", "<na>", "none", "nat", "(blank)"}
CODED = ("RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE", "SEX", "ETHNIC")
SEX_WORDS = {"MALE": "M", "FEMALE": "F", "BOY": "M", "GIRL": "F", "UNKNOWN": "U"}
#: Codes and numbers that tell places apart: the same in any case, with spaces or without.
NUMBERS = ("PL_POST", "URN")
MAY_BE_BLANK = ("DEC", "DUC")
#: Columns in which 7.0 is 7.
WHOLE = ("CHILD", "YEAR", *CODED, *NUMBERS)
SPACE_AT_AN_END = re.compile(r"^[^\S\n]|[^\S\n]$", re.MULTILINE)
#: A number that a program took for one with decimals.
WITH_DECIMALS = re.compile(r"(\d+)\.0+")


def over_distinct(column: pd.Series, change: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """What `change` makes of a categorical column, done once for each distinct cell: there are few, and many rows."""
    changed = change(pd.Series(column.cat.categories, dtype=object))
    return pd.Series(changed.array.take(column.cat.codes), index=column.index)


def understood(rows: pd.DataFrame, rewritten: Counter[str]) -> pd.DataFrame:
    """The cells without spaces around them, blanks for words that mean them, codes as the return writes them."""
    places = ("FILE", "LINE", "WHOLE")
    return rows.assign(**{name: _understood(rows[name], rewritten) for name in rows if name not in places})


def _understood(column: pd.Series, rewritten: Counter[str]) -> pd.Series:
    written = [str(label) for label in column.cat.categories]
    name = str(column.name)
    meant = _numbers(written) if name in NUMBERS else written
    counted: dict[str, list[int]] = {}
    if not _are_plain(name, meant):
        words = [word_of(name, label.strip()) for label in meant]
        meant = [word for word, _ in words]
        for position, (_, why) in enumerate(words):
            if why:
                counted.setdefault(why, []).append(position)
    if meant == written:
        return column
    for why, positions in counted.items():
        rewritten[why] += int(np.isin(column.cat.codes, positions).sum())
    positions, labels = pd.factorize(np.array(meant, dtype=object))
    return pd.Series(pd.Categorical.from_codes(np.append(positions, -1)[column.cat.codes], labels), index=column.index)


def _numbers(written: list[str]) -> list[str]:
    """In capitals and without spaces, all at once: there are many."""
    return "\n".join("".join(label.split("\n")) for label in written).replace(" ", "").upper().split("\n")


def _are_plain(name: str, labels: list[str]) -> bool:
    """Does every cell mean what it says? Asked of all at once, as in most columns none does not."""
    text = "\n".join(labels)
    if SPACE_AT_AN_END.search(text) or not BLANKS.isdisjoint(map(str.lower, labels)):
        return False
    if name in CODED and (" " in text or text != text.upper() or not SEX_WORDS.keys().isdisjoint(labels)):
        return False
    return name not in WHOLE or ".0" not in text


def word_of(name: str, written: str) -> tuple[str, str]:
    """What a cell means, and what was done to it if that is worth telling."""
    if written.lower() in BLANKS:
        return "", "cells that say NULL, NaN, N/A or None, taken for blanks"
    if name in WHOLE and (found := WITH_DECIMALS.fullmatch(written)):
        return found[1], "whole numbers written with decimals"
    if name in CODED:
        code = "".join(written.split()).upper()
        code = SEX_WORDS.get(code, code) if name == "SEX" else code
        return code, "codes in small letters, in words or with spaces" if code != written else ""
    return written, ""


def without_headings(rows: pd.DataFrame, rewritten: Counter[str]) -> pd.DataFrame:
    """Without lines that name the columns once more, as in files that were put together."""
    headings = [position for position, label in enumerate(rows["CHILD"].cat.categories) if label.upper() == "CHILD"]
    if not headings:
        return rows
    again = np.isin(rows["CHILD"].cat.codes, headings)
    rewritten["lines that name the columns again, passed over"] += int(again.sum())
    return rows[~again].reset_index(drop=True)


def with_days(rows: pd.DataFrame, names: Sequence[str], faults: list[Fault]) -> pd.DataFrame:
    """The rows with columns of days; cells that are none, or that may be one of two, are reported."""
    found = {name: over_distinct(rows[name], days) for name in names}
    suspect = {file for name in names for file in _month_first(rows["FILE"], rows[name], found[name])}
    for name in names:
        _report_days(rows, name, found[name], suspect, faults)
    return rows.assign(**found)


def _report_days(rows: pd.DataFrame, name: str, found: pd.Series, suspect: set[str], faults: list[Fault]) -> None:
    """suspect: the files in which some column has its months first."""
    cells = rows[name]
    wrong = found.isna() & (cells != "")
    remedy = "Write it DD/MM/YYYY or YYYY-MM-DD"
    if wrong.any():
        timed = _each(cells, has_time)
        report(faults, rows, wrong & timed, name, "has a time of the day", "Write the day alone")
        report(faults, rows, wrong & ~timed, name, "is no date", remedy)
    if suspect:
        day_first = set(rows["FILE"][_each(cells, is_day_first)])
        doubtful = rows["FILE"].isin(suspect - day_first) & _each(cells, is_in_figures) & ~wrong
        report(faults, rows, doubtful, name, "may have its month first, as others of the file have", remedy)
    if name not in MAY_BE_BLANK and (cells == "").any():
        report(faults, rows, cells == "", name, "is blank", "Give the day")


def _each(cells: pd.Series, test: Callable[[str], bool]) -> pd.Series:
    return over_distinct(cells, lambda distinct: distinct.map(test).astype(bool))


def _month_first(file: pd.Series, cells: pd.Series, found: pd.Series) -> set[str]:
    """The files whose cells of this column are days with the month first, and none with the day first."""
    if not (found.isna() & (cells != "")).any():
        return set()
    return set(file[_each(cells, is_month_first)]) - set(file[_each(cells, is_day_first)])
