"""Groups of children: bands of age and time in care, and the words of the published tables for codes."""

from __future__ import annotations

from typing import Mapping, NamedTuple, Sequence

import numpy as np
import pandas as pd

#: First year of age of each band.
AGE_BANDS = {"under_1": 0, "1_to_4": 1, "5_to_9": 5, "10_to_15": 10, "16_to_17": 16, "18_and_over": 18}
#: First month of each band of time in care; the last day counts, so 1 April to 31 March are twelve months.
TIMES_IN_CARE = {"under_12_months": 0, "12_months_or_more": 12}
YEARS_IN_CARE = {
    "under_6_months": 0,
    "from_6_to_12_months": 6,
    "from_1_to_2_years": 12,
    "from_2_to_3_years": 24,
    "from_3_to_5_years": 36,
    "5_years_or_more": 60,
}
LEGAL_GROUPS = {
    "care_order": ("C1", "C2"),
    "placement_order": ("E1", "D1"),
    "voluntary": ("V2",),
    "child_protection": ("L1", "L2", "L3"),
    "youth_justice": ("J1", "J2", "J3"),
}
#: Published groups of placements -> our kinds.
PLACEMENT_GROUPS = {
    "foster": ("foster_kin", "foster"),
    "adoption": ("adoption",),
    "parents": ("parents",),
    "homes": ("childrens_home",),
    "supported": ("supported",),
    "other_residential": ("other_residential",),
    "other": ("other",),
}
ETHNIC_GROUPS = {
    "white": ("WBRI", "WIRI", "WOTH", "WIRT", "WROM"),
    "mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "asian": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    "black": ("BCRB", "BAFR", "BOTH"),
    "other": ("OOTH",),
    "unknown": ("REFU", "NOBT"),
}
#: ETHNIC of the return -> its group in the published tables [103].
ETHNIC_GROUP = {code: group for group, members in ETHNIC_GROUPS.items() for code in members}
#: Every breakdown -> its words.
BREAKDOWNS = {
    "total": "All children",
    "age": "Age",
    "time_in_care": "Time in care",
    "years_in_care": "Time in care, finer",
    "sex": "Sex",
    "ethnicity": "Ethnic group",
    "need": "Category of need (CIN)",
    "legal_status": "Legal status",
    "placement": "Placement",
    "placement_group": "Placement, published groups",
    "uasc": "Unaccompanied asylum-seeking child",
    "first_legal_status": "First legal status of the time counted",
    "first_placement": "First placement of the time counted",
    "region": "Region",
    "la": "Local authority",
}
#: Breakdowns whose groups are made of another's: name -> (finer breakdown, group -> its parts).
MADE_OF = {
    "time_in_care": (
        "years_in_care",
        {
            "under_12_months": ("under_6_months", "from_6_to_12_months"),
            "12_months_or_more": ("from_1_to_2_years", "from_2_to_3_years", "from_3_to_5_years", "5_years_or_more"),
        },
    ),
    "placement_group": ("placement", PLACEMENT_GROUPS),
}
ALL = "all"
#: Columns of a table: what a figure may be at least and at most, as not all of the past is known.
LIMITS = ("lowest", "highest")


class Groups(NamedTuple):
    """Which group each row belongs to: positions in the labels, -1 for none."""

    positions: np.ndarray
    labels: list[str]


def coded(column: pd.Series | pd.Categorical) -> Groups:
    """A column of codes as it is."""
    column = pd.Categorical(column)
    return Groups(np.asarray(column.codes), [str(label) for label in column.categories])


def grouped(column: pd.Series, groups: Mapping[str, Sequence[str]]) -> Groups:
    """A column of codes in groups of codes."""
    of_code = {code: place for place, codes in enumerate(groups.values()) for code in codes}
    column = pd.Categorical(column)
    of_label = [of_code.get(str(label), -1) for label in column.categories]
    return Groups(np.array([*of_label, -1])[column.codes], list(groups))


def banded(values: np.ndarray, bands: Mapping[str, int]) -> Groups:
    """Numbers in bands that begin at the given ones."""
    return Groups(np.searchsorted(list(bands.values()), values, side="right") - 1, list(bands))


def yes_no(mask: np.ndarray) -> Groups:
    return Groups(np.where(mask, 0, 1), ["yes", "no"])


def everyone(rows: int) -> Groups:
    return Groups(np.zeros(rows, dtype=int), [ALL])


def days(values: np.ndarray) -> np.ndarray:
    """Dates as whole days."""
    return np.asarray(values).astype("datetime64[D]")


class _Calendar:
    """Month and day of the month of every day of two centuries: looked up, they take a tenth of the time."""

    first, end = np.datetime64("1900-01-01"), np.datetime64("2100-01-01")

    def __init__(self) -> None:
        days_ = np.arange(self.first, self.end)
        month = days_.astype("datetime64[M]")
        self.month = month.astype(np.int32)  # since January 1970
        self.day = (days_ - month.astype("datetime64[D]")).astype(np.int32)  # from 0
        starts = np.arange(np.datetime64(self.first, "M"), np.datetime64(self.end, "M") + 1)
        self.start = starts.astype("datetime64[D]").astype(np.int32)
        self.origin = int(starts[0].astype(int))

    def holds(self, day: np.ndarray) -> bool:
        """Are all days in it? None (NaT) is not."""
        return day.size > 0 and bool(day.min() >= self.first and day.max() < self.end)

    def of(self, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Month since January 1970, and day of the month from 0."""
        if not self.holds(day):
            month = day.astype("datetime64[M]")
            return month.astype(int), (day - month.astype("datetime64[D]")).astype(int)
        place = (day - self.first).astype(np.int64)
        return self.month[place], self.day[place]


CALENDAR = _Calendar()


def later(day: np.ndarray, months: np.ndarray | int) -> np.ndarray:
    """The same day of the month so many months later; a day that month lacks becomes the first of the next."""
    day = days(day)
    month, day_of_month = CALENDAR.of(day)
    target = month + months
    place = target - CALENDAR.origin
    if CALENDAR.holds(day) and np.min(place) >= 0 and np.max(place) + 1 < len(CALENDAR.start):
        start, after = CALENDAR.start[place].astype(np.int64), CALENDAR.start[place + 1].astype(np.int64)
        return (start + np.minimum(day_of_month, after - start)).astype("datetime64[D]")
    begins = day.astype("datetime64[M]") + months
    begin, end = begins.astype("datetime64[D]"), (begins + 1).astype("datetime64[D]")
    return begin + np.minimum(day - day.astype("datetime64[M]").astype("datetime64[D]"), end - begin)


def months_between(first: np.ndarray, last: np.ndarray | np.datetime64) -> np.ndarray:
    """Whole months from one day to another, as `later` counts them."""
    first, last = days(first), days(last)
    months = (CALENDAR.of(last)[0] - CALENDAR.of(first)[0]).astype(int)
    return months - (last < later(first, months))


def age(born: np.ndarray, day: np.ndarray | np.datetime64) -> np.ndarray:
    """Whole years of age on a day; born on 29 February, a year older on 1 March of common years."""
    return months_between(born, day) // 12
