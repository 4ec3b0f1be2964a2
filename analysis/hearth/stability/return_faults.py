"""What is wrong with returns: codes, days, children and chains of episodes, each with its file and line.

Only what the tables depend on is a fault; `hearth.ssda903.check_episodes` knows the rest of the return's rules.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import ssda903_codes as codes
from .breakdowns import ETHNIC_GROUP
from .faults import Fault, report
from .return_repeats import of_return

#: More than any year, to make one number of an authority, or of a child, and a year.
YEARS = 10_000
#: Column -> (rule, codes, may it be blank?)
CODED = {
    "RNE": ("143", codes.RNE, False),
    "LS": ("144", codes.LS, False),
    "CIN": ("145", codes.CIN, False),
    "PLACE": ("146", codes.PLACE, False),
    "PLACE_PROVIDER": ("526", codes.PLACE_PROVIDER, True),
    "REC": ("149", codes.REC, True),
    "REASON_PLACE_CHANGE": ("1009", codes.REASON_PLACE_CHANGE, True),
}
CODED_OF_CHILDREN = {"SEX": ("101", codes.SEX, False), "ETHNIC": ("103", tuple(ETHNIC_GROUP), False)}
#: No episode begins at a greater age: care ends at 18, for a few at 21.
OLDEST = np.timedelta64(21 * 366, "D")
ANOTHER_YEARS = "Is the row of another year's return? Take it out, or name the file after its year"


def of_codes(rows: pd.DataFrame, coded: dict[str, tuple[str, tuple[str, ...], bool]]) -> list[Fault]:
    """Codes that are not in any year's list."""
    faults: list[Fault] = []
    for name, (rule, allowed, may_be_blank) in coded.items():
        wrong = ~rows[name].isin(["", *allowed] if may_be_blank else allowed)
        report(faults, rows, wrong, name, "is no code of the return", "Correct it", rule)
    return faults


def of_children(header: pd.DataFrame, uasc: pd.DataFrame, episodes: pd.DataFrame) -> list[Fault]:
    """Duplicates; children who are not in the Header; DOB or SEX that differ between tables or years.

    All three have WHO, a number for each child of each authority.
    """
    faults: list[Fault] = []
    for name, rows in (("Header", header), ("UASC", uasc)):
        again = rows.assign(OF=of_return(rows)).duplicated(["WHO", "OF", "YEAR"])
        report(faults, rows, again, "CHILD", f"is in the {name} of that year twice", "Take one row out")
    for name, rows in (("Episodes", episodes), ("UASC", uasc)):
        what = "is not in the Header of {}"
        report(faults, rows, ~_are_in(rows, header), "CHILD", what, "Add the child", detail=_year_or_any)
    columns = ["CHILD", "LA", "WHO", "DOB", "SEX", "FILE", "LINE"]
    told = pd.concat([header[columns], uasc[columns]], ignore_index=True)
    sex = told["SEX"].astype(object).replace({"1": "M", "2": "F"}).astype("category")
    told["SEX"] = sex.cat.codes.where(sex.notna())
    _, row, position = np.unique(told["WHO"], return_index=True, return_inverse=True)
    first = row[position]
    for name in ("DOB", "SEX"):
        own = told[name].to_numpy()
        differs = (own != own[first]) & ~pd.isna(own) & ~pd.isna(own[first])
        if differs.any():
            wrong = told[differs].drop(columns=name).assign(WHERE=_where(told.iloc[first[differs]]))
            every = np.ones(len(wrong), dtype=bool)
            report(faults, wrong, every, name, "differs from that at {}", "Correct one of them", detail="WHERE")
    return faults


def _year_or_any(rows: pd.DataFrame) -> list[object]:
    return [year or "any year" for year in rows["YEAR"]]


def _where(rows: pd.DataFrame) -> np.ndarray:
    return (rows["FILE"].astype(str) + ":" + rows["LINE"].fillna(0).astype(int).astype(str)).to_numpy()


def _are_in(rows: pd.DataFrame, header: pd.DataFrame) -> np.ndarray:
    """Is each child in the Header of that year, or in one that names no year? Rows without a year: in any."""
    who, known = (table["WHO"].to_numpy(dtype=np.int64) for table in (rows, header))
    year, years = (table["YEAR"].to_numpy(dtype=np.int64) for table in (rows, header))
    of_year = np.isin(who * YEARS + year, np.unique(known * YEARS + years))
    if of_year.all():
        return of_year
    return of_year | np.isin(who, known[years == 0]) | ((year == 0) & np.isin(who, known))


def of_rows(episodes: pd.DataFrame) -> list[Fault]:
    """Days that cannot be, rows of another year's return, and one episode twice in a return."""
    faults: list[Fault] = []
    january = 12 * (episodes["YEAR"].to_numpy(dtype=np.int64) - 1970)  # in months since 1970
    first, after = ((january + month).astype("datetime64[M]").astype("datetime64[ns]") for month in (-9, 3))
    last = after - np.timedelta64(1, "D")
    began, ended = episodes["DECOM"], episodes["DEC"]

    def fault(wrong: pd.Series, column: str, what: str, remedy: str, rule: str = "", detail: str = "") -> None:
        report(faults, episodes, wrong, column, what, remedy, rule, detail)

    fault(ended < began, "DEC", "is before DECOM", "Correct one of them", "356")
    fault(ended == began, "DEC", "is the day of DECOM", "Merge the episode with the next one", "355")
    fault(began < episodes["DOB"], "DECOM", "is before DOB", "Correct DECOM, or DOB in the Header", "302")
    grown_up = began - episodes["DOB"] > OLDEST
    fault(grown_up, "DECOM", "is more than 21 years after DOB", "Correct DECOM, or DOB in the Header")
    fault(began > last, "DECOM", "is after 31 March {}", ANOTHER_YEARS, "354", "YEAR")
    fault(ended > last, "DEC", "is after 31 March {}", ANOTHER_YEARS, "385", "YEAR")
    fault(ended < first, "DEC", "is before the year to 31 March {}", ANOTHER_YEARS, "", "YEAR")
    fault(ended.isna() & (episodes["REC"] != ""), "REC", "is given without DEC", "Give both, or neither", "148")
    fault(ended.notna() & (episodes["REC"] == ""), "DEC", "is given without REC", "Give both, or neither", "148")
    again = episodes.duplicated(["WHO", "YEAR", "DECOM"]) & began.notna()
    what = "is that of another of the child's episodes in the return of {}"
    fault(again, "DECOM", what, "Take one out", "", "YEAR")
    return faults


def of_chains(joined: pd.DataFrame, returns: np.ndarray) -> list[Fault]:
    """Overlaps, two open episodes, and episodes that neither follow on nor start a period of care.

    joined:   one row per episode, by child and day, with KNOWN_UNTIL and LOST (open when last seen, and the next return
              is missing), for which nothing can be said of what follows.
    returns:  those that are there, as numbers of an authority and a year. An episode that another goes on from ended on
              the day on which that began, so it is in the return of that day's year, and missing if that is there.
    """
    faults: list[Fault] = []
    child = joined["WHO"].to_numpy()
    follows = np.append(False, child[1:] == child[:-1])
    before = joined[["DEC", "REC", "KNOWN_UNTIL", "FILE", "LINE"]].shift(1)
    known = follows & ~np.append(True, joined["LOST"].to_numpy()[:-1])
    left = before["REC"].isin(codes.EXITS).to_numpy()
    same_day = (before["DEC"] == joined["DECOM"]).to_numpy()
    starts = (joined["RNE"] == "S").to_numpy()
    until = before["DEC"].fillna(before["KNOWN_UNTIL"])
    year = joined["DECOM"].dt.year + (joined["DECOM"].dt.month >= 4)
    is_told = np.isin(joined["WHOSE"].to_numpy() * YEARS + year.fillna(0).to_numpy(dtype=np.int64), returns)

    def fault(wrong: np.ndarray, column: str, what: str, remedy: str, rule: str) -> None:
        if wrong.any():
            told = joined[wrong].assign(WHERE=_where(before[wrong]))
            report(faults, told, np.ones(len(told), dtype=bool), column, what, remedy, rule, "WHERE")

    is_open = before["DEC"].isna().to_numpy()
    overlaps = (until > joined["DECOM"]).to_numpy()
    fault(known & is_open, "DECOM", "is a day on which the child's episode at {} is open", "Close that one", "142")
    overlaps &= follows & ~(known & is_open)
    fault(overlaps, "DECOM", "is before the end of the child's episode at {}", "Correct the days", "501")
    sound = known & ~is_open & ~overlaps
    what = "is the day on which care ceased at {}"
    fault(sound & same_day & left, "DECOM", what, "Write X1 there", "388")
    what = "is S, but the episode goes on from {}"
    fault(sound & same_day & ~left & starts, "RNE", what, "Write what changed", "431")
    gap = sound & ~same_day & ~starts & is_told
    what = "is not S, but the episode does not go on from {}"
    fault(gap, "RNE", what, "Close the gap, or write S", "432, 433")
    what = "is not S, but no earlier episode of the child is there"
    fault(~follows & ~starts & is_told, "RNE", what, "Add the episode that it goes on from, or write S", "357")
    goes_on = follows & same_day
    ended_by_x1 = (joined["REC"] == "X1").to_numpy()
    told_already = _of_next(gap | overlaps)
    what = "is X1, but no episode of the child begins on that day"
    fault(ended_by_x1 & ~_of_next(goes_on) & ~told_already, "REC", what, "Add it, or correct REC", "388")
    return faults


def _of_next(claims: np.ndarray) -> np.ndarray:
    """What is true of the row after each."""
    return np.append(claims[1:], False)[: len(claims)]


def of_vanished(joined: pd.DataFrame) -> list[Fault]:
    """Episodes open on 31 March that the next return does not have."""
    faults: list[Fault] = []
    what = "is blank on 31 March {}, but the next year's return does not have the episode"
    remedy = "Add it there with the same DECOM, or correct it here"
    report(faults, joined, joined["VANISHED"], "DEC", what, remedy, "502", "YEAR")
    return faults
