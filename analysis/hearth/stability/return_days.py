"""Days as people write them: 01/04/2020, 1/4/2020, 01-Apr-2020, 2020-04-01, with midnight behind it or without.

Written in figures, the day comes first, as everywhere in the returns; a day that can only be read month first makes
those beside it doubtful (`are_month_first`), as 01/04 may then be either.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd

DAY_MONTH_YEAR = r"\d{2}/\d{2}/\d{4}"
YEAR_MONTH_DAY = r"\d{4}-\d{2}-\d{2}"
#: Ways of writing a day of which most files have one only.
USUAL = {DAY_MONTH_YEAR: "%d/%m/%Y", YEAR_MONTH_DAY: "%Y-%m-%d"}
MIDNIGHT = re.compile(r"[T ]\s*(?:0?0:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?|12:00(?::00)? ?AM)$", re.IGNORECASE)
TIME = re.compile(r"[T ]\s*\d{1,2}:\d{2}", re.IGNORECASE)
FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})([/.-]?)(\d{2})\2(\d{2})")
MONTH_IN_LETTERS = re.compile(r"(\d{1,2})([-/ ]?)([A-Za-z]{3,9})\2(\d{4}|\d{2})")
MONTHS = ("january february march april may june july august september october november december").split()
#: A year of two figures lies between 1950 and 2049: nobody in these returns was born before.
FIRST_OF_2000 = 50
#: Days of other years are slips of the pen.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def days(written: pd.Series) -> pd.Series:
    """The days of distinct texts; NaT for those that are none. Texts are stripped."""
    for pattern, form in USUAL.items():
        if (written.str.fullmatch(pattern) | (written == "")).all():
            found = pd.to_datetime(written.where(written != ""), format=form, errors="coerce")
            return found.where(found.dt.year.between(FIRST_YEAR, LAST_YEAR))
    return pd.Series(np.array([day_of(text) for text in written], dtype="datetime64[ns]"), index=written.index)


@lru_cache(maxsize=200_000)
def day_of(text: str) -> np.datetime64:
    """The day that a text says; NaT if it says none."""
    text = MIDNIGHT.sub("", text)
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := FIGURES.fullmatch(text):
        day, month, year = int(found[1]), int(found[3]), _whole_year(found[4])
    elif (found := MONTH_IN_LETTERS.fullmatch(text)) and (month := _month(found[3])):
        day, year = int(found[1]), _whole_year(found[4])
    else:
        return np.datetime64("NaT")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return np.datetime64("NaT")
    try:
        return np.datetime64(f"{year:04}-{month:02}-{day:02}", "ns")
    except ValueError:
        return np.datetime64("NaT")


def has_time(text: str) -> bool:
    """Does it say a time of the day other than midnight?"""
    return bool(TIME.search(text)) and not MIDNIGHT.search(text)


def is_month_first(text: str) -> bool:
    """Is it a day only if the month comes first, as in 04/30/2020?"""
    found = FIGURES.fullmatch(MIDNIGHT.sub("", text))
    return bool(found) and int(found[1]) <= 12 < int(found[3]) <= 31


def is_day_first(text: str) -> bool:
    """Is it a day only if the day comes first?"""
    found = FIGURES.fullmatch(MIDNIGHT.sub("", text))
    return bool(found) and int(found[3]) <= 12 < int(found[1]) <= 31


def is_in_figures(text: str) -> bool:
    """Is it written in figures with the year last, so that day and month may be exchanged?"""
    return bool(FIGURES.fullmatch(MIDNIGHT.sub("", text)))


def _whole_year(figures: str) -> int:
    return int(figures) if len(figures) == 4 else int(figures) + (2000 if int(figures) < FIRST_OF_2000 else 1900)


def _month(letters: str) -> int:
    """1 to 12; 0 if the letters begin no month's name."""
    found = [number for number, month in enumerate(MONTHS, start=1) if month.startswith(letters.lower())]
    return found[0] if found else 9 if letters.lower() == "sept" else 0
