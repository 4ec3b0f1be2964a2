"""Rules of the SSDA903 return that compare a council's return with that of the year before.

    >>> from hearth import ssda903
    >>> ssda903.check_consecutive(council.year(2020), council.year(2021), year=2021)

Source: the Department for Education's validation rules, as public validators of the return have them (lac-validator of
Data to Insight, and what went before it).
"""

from __future__ import annotations

from typing import Iterator, Mapping

import numpy as np
import pandas as pd

from .ssda903_chains import anniversary

Tables = Mapping[str, pd.DataFrame]

#: Rule -> what is wrong.
RULES_BETWEEN: Mapping[str, str] = {
    "202": "SEX is not that of the year before",
    "203": "DOB is not that of the year before",
    "204": "ETHNIC is not that of the year before",
    "205A": "an unaccompanied child of the year before is none now, and its DUC lies in neither year",
    "205B": "an unaccompanied child of both years: DUC of the year before is not the 18th birthday, or it changed to a "
    "day outside the year",
    "205D": "an unaccompanied child was in care in the year before, but was none",
    "207": "MOTHER is not that of the year before",
    "208": "UPN is not that of the year before, nor a better one (UN1 may become another code, any code a number)",
    "502": "an episode open on 31 March of the year before is not in this return",
    "503A": "RNE of an episode open on 31 March of the year before has changed",
    "503B": "LS of an episode open on 31 March of the year before has changed",
    "503C": "CIN of an episode open on 31 March of the year before has changed",
    "503D": "PLACE of an episode open on 31 March of the year before has changed",
    "503E": "PLACE_PROVIDER of an episode open on 31 March of the year before has changed",
    "503F": "URN of an episode open on 31 March of the year before has changed",
    "562": "an episode began before the year, and is not in the return of the year before",
}
#: PLACE codes that gave way to another: code -> (its successor, the first return with it). H5 is in the Department's
#: list of codes for the return of 2025 and not in that for 2026; K3 is in both. What is open goes on as H5 as long as
#: it can [503D], so it is recoded in 2026. lac-validator forgives that change in its collection year 2024 only.
SUCCEEDED = {"H5": ("K3", 2026)}
COPIED = {"503A": "RNE", "503B": "LS", "503C": "CIN", "503D": "PLACE", "503E": "PLACE_PROVIDER", "503F": "URN"}
LETTERS = {"1": "M", "2": "F"}
NO_NUMBER = ("", "UN1", "UN2", "UN3", "UN4", "UN5")


def check_consecutive(before: Tables, after: Tables, year: int) -> pd.DataFrame:
    """All violations between the return of `year` - 1 and that of `year`: child, rule (see `RULES_BETWEEN`), what.

    before, after: the tables `header`, `episodes` and `uasc` of one council, cells as text, blank: "" or NaN.
    """
    earlier, later = ({name: table.fillna("") for name, table in tables.items()} for tables in (before, after))
    found = [
        (child, rule)
        for rules in (_header, _unaccompanied, _episodes)
        for rule, children in rules(earlier, later, year)
        for child in children
    ]
    table = pd.DataFrame(found, columns=["child", "rule"])
    return table.assign(what=table["rule"].map(RULES_BETWEEN))


def _header(before: Tables, after: Tables, year: int) -> Iterator[tuple[str, pd.Series]]:
    both = before["header"].merge(after["header"], on="CHILD", suffixes=("_before", ""))
    for rule, name in (("203", "DOB"), ("204", "ETHNIC"), ("207", "MOTHER")):
        yield rule, both.CHILD[both[name] != both[f"{name}_before"]]
    yield "202", both.CHILD[both.SEX.replace(LETTERS) != both.SEX_before.replace(LETTERS)]
    learned = both.UPN_before.isin(NO_NUMBER) & ~both.UPN.isin(NO_NUMBER)
    grown = both.UPN_before.isin(("", "UN1")) & both.UPN.isin(NO_NUMBER[2:])
    yield "208", both.CHILD[(both.UPN != both.UPN_before) & ~learned & ~grown]


def _unaccompanied(before: Tables, after: Tables, year: int) -> Iterator[tuple[str, pd.Series]]:
    first, last = np.datetime64(f"{year - 1}-04-01"), np.datetime64(f"{year}-03-31")
    both = before["uasc"].merge(after["uasc"], on="CHILD", suffixes=("_before", ""))
    ceased, was_to_cease, born = (_days(both[name]) for name in ("DUC", "DUC_before", "DOB_before"))
    in_year = (ceased >= first) & (ceased <= last)
    yield "205B", both.CHILD[(was_to_cease != _adult(born)) | ~(in_year | (ceased == was_to_cease))]

    here, there = (set(tables["header"].CHILD) for tables in (after, before))
    gone = before["uasc"][before["uasc"].CHILD.isin(here - set(after["uasc"].CHILD))]
    day = _days(gone.DUC)
    yield "205A", gone.CHILD[~((day >= np.datetime64(f"{year - 2}-04-01")) & (day <= last))]
    yield "205D", after["uasc"].CHILD[after["uasc"].CHILD.isin(there - set(before["uasc"].CHILD))]


def _episodes(before: Tables, after: Tables, year: int) -> Iterator[tuple[str, pd.Series]]:
    episode = ["CHILD", "DECOM"]
    was_open = before["episodes"][before["episodes"].DEC == ""]
    both = was_open.merge(after["episodes"], on=episode, how="left", suffixes=("_before", ""), indicator=True)
    yield "502", both.CHILD[both._merge == "left_only"]
    both = both[both._merge == "both"]
    for rule, name in COPIED.items():
        differs = both[name] != both[f"{name}_before"]
        if name == "PLACE":
            for code, (successor, first_year) in SUCCEEDED.items():
                differs &= ~((both[f"{name}_before"] == code) & (both[name] == successor) & (year == first_year))
        yield rule, both.CHILD[differs]
    older = after["episodes"][_days(after["episodes"].DECOM) < np.datetime64(f"{year - 1}-04-01")]
    told = older.merge(was_open[episode], on=episode, how="left", indicator=True)
    yield "562", told.CHILD[told._merge == "left_only"]


def _adult(born: np.ndarray) -> np.ndarray:
    """The 18th birthday as the validators count it: 28 February for who was born on the 29th."""
    end_of_month = (born.astype("datetime64[M]") + 12 * 18 + 1).astype("datetime64[D]") - 1
    return np.minimum(anniversary(born, 18), end_of_month)


def _days(column: pd.Series) -> np.ndarray:
    return pd.to_datetime(column, format="%d/%m/%Y", errors="coerce").to_numpy().astype("datetime64[D]")
