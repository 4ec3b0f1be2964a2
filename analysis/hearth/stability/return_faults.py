"""What is wrong with returns: codes, days, children and chains of episodes, each with its file and line.

Only what the tables depend on is a fault; `hearth.ssda903.check_episodes` knows the rest of the return's rules.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import ssda903_codes as codes
from .breakdowns import ETHNIC_GROUP
from .return_tables import report

#: More than any year, to make one number of a child and a year.
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


def of_codes(rows: pd.DataFrame, coded: dict[str, tuple[str, tuple[str, ...], bool]]) -> list[str]:
    """Codes that are not in any year's list."""
    faults: list[str] = []
    for name, (rule, allowed, may_be_blank) in coded.items():
        wrong = ~rows[name].isin(["", *allowed] if may_be_blank else allowed)
        what = f"is no code of the return [{rule}]. Correct it"
        report(faults, rows, wrong, lambda row: f"{name} '{getattr(row, name)}' {what}.")
    return faults


def of_children(header: pd.DataFrame, uasc: pd.DataFrame, episodes: pd.DataFrame) -> list[str]:
    """Duplicates; children who are not in the Header; DOB or SEX that differ between tables or years.

    All three have WHO, a number for each child of each authority.
    """
    faults: list[str] = []
    for name, rows in (("Header", header), ("UASC", uasc)):
        again = rows.duplicated(["WHO", "FILE", "YEAR"])
        report(faults, rows, again, lambda row: f"{row.CHILD} is in this {name} twice. Take one row out.")
    for name, rows in (("Episodes", episodes), ("UASC", uasc)):
        missing = ~_are_in(rows, header)
        report(faults, rows, missing, lambda row: f"{row.CHILD} is not in the Header of {row.YEAR}. Add the child.")
    columns = ["CHILD", "WHO", "DOB", "SEX", "FILE", "LINE"]
    told = pd.concat([header[columns], uasc[columns]], ignore_index=True)
    sex = told["SEX"].astype(object).replace({"1": "M", "2": "F"}).astype("category")
    told["SEX"] = sex.cat.codes.where(sex.notna())
    _, row, position = np.unique(told["WHO"], return_index=True, return_inverse=True)
    first = row[position]
    for name in ("DOB", "SEX"):
        own = told[name].to_numpy()
        differs = (own != own[first]) & ~pd.isna(own) & ~pd.isna(own[first])
        if differs.any():
            at = told.iloc[first[differs]]
            where = at["FILE"].astype(str) + ":" + at["LINE"].astype(str)
            wrong = told[differs].assign(WHERE=where.to_numpy())
            say = f"{name} differs from that at"
            every = np.ones(len(wrong), dtype=bool)
            report(faults, wrong, every, lambda row: f"{row.CHILD}: {say} {row.WHERE}. Correct one of them.")
    return faults


def _are_in(rows: pd.DataFrame, header: pd.DataFrame) -> np.ndarray:
    """Is each child in the Header of that year, or in one that names no year? Rows without a year: in any."""
    who, known = (table["WHO"].to_numpy(dtype=np.int64) for table in (rows, header))
    year, years = (table["YEAR"].to_numpy(dtype=np.int64) for table in (rows, header))
    of_year = np.isin(who * YEARS + year, np.unique(known * YEARS + years))
    if of_year.all():
        return of_year
    return of_year | np.isin(who, known[years == 0]) | ((year == 0) & np.isin(who, known))


def of_rows(episodes: pd.DataFrame) -> list[str]:
    """Days that cannot be, rows of another year's return, and one episode twice in a return."""
    faults: list[str] = []
    january = 12 * (episodes["YEAR"].to_numpy(dtype=np.int64) - 1970)  # in months since 1970
    first, after = ((january + month).astype("datetime64[M]").astype("datetime64[ns]") for month in (-9, 3))
    last = after - np.timedelta64(1, "D")
    began, ended = episodes["DECOM"], episodes["DEC"]

    def fault(wrong: pd.Series, what: str) -> None:
        report(faults, episodes, wrong, lambda row: what.format(row=row))

    another = "Is the row of another year's return? Take it out, or name the file after its year."
    fault(ended < began, "ends before it begins [356]. Correct DECOM or DEC.")
    fault(ended == began, "ends on the day it begins [355]. Merge it with the next episode.")
    fault(began < episodes["DOB"], "begins before the child was born [302]. Correct DECOM, or DOB in the Header.")
    fault(began > last, f"begins after 31 March {{row.YEAR}} [354]. {another}")
    fault(ended > last, f"ends after 31 March {{row.YEAR}} [385]. {another}")
    fault(ended < first, f"ended before the year of this return ({{row.YEAR}}) began. {another}")
    fault(ended.isna() & (episodes["REC"] != ""), "has REC but no DEC [148]. Give both, or neither.")
    fault(ended.notna() & (episodes["REC"] == ""), "has DEC but no REC [148]. Give both, or neither.")
    again = episodes.duplicated(["WHO", "YEAR", "DECOM"]) & began.notna()
    fault(again, "is the child's second episode with this DECOM in the return of {row.YEAR}. Take one out.")
    return faults


def of_chains(joined: pd.DataFrame) -> list[str]:
    """Overlaps, two open episodes, and episodes that neither follow on nor start a period of care.

    joined: one row per episode, by child and day, with KNOWN_UNTIL and LOST (open when last seen, and the next return
            is missing), for which nothing can be said of what follows.
    """
    faults: list[str] = []
    child = joined["WHO"].to_numpy()
    follows = np.append(False, child[1:] == child[:-1])
    before = joined[["DEC", "REC", "KNOWN_UNTIL", "FILE", "LINE"]].shift(1)
    known = follows & ~np.append(True, joined["LOST"].to_numpy()[:-1])
    left = before["REC"].isin(codes.EXITS).to_numpy()
    same_day = (before["DEC"] == joined["DECOM"]).to_numpy()
    starts = (joined["RNE"] == "S").to_numpy()
    until = before["DEC"].fillna(before["KNOWN_UNTIL"])

    def fault(wrong: np.ndarray, what: str) -> None:
        if wrong.any():
            at = before[wrong]
            where = at["FILE"].astype(str) + ":" + at["LINE"].fillna(0).astype(int).astype(str)
            told = joined[wrong].assign(WHERE=where)
            report(faults, told, np.ones(len(told), dtype=bool), lambda row: what.format(row=row))

    is_open = before["DEC"].isna().to_numpy()
    overlaps = (until > joined["DECOM"]).to_numpy()
    fault(known & is_open, "begins while the child's episode at {row.WHERE} is open [142]. Close that one.")
    overlaps &= follows & ~(known & is_open)
    fault(overlaps, "overlaps the child's episode at {row.WHERE} [501]. Correct the days.")
    sound = known & ~is_open & ~overlaps
    fault(sound & same_day & left, "follows on the day on which care ceased at {row.WHERE} [388]. Write X1 there.")
    fault(sound & same_day & ~left & starts, "goes on from {row.WHERE}, but RNE is S [431]. Write what changed.")
    fault(sound & ~same_day & ~starts, "does not go on from {row.WHERE}, but RNE is not S [432, 433]. Close the gap.")
    ended_by_x1 = (joined["REC"] == "X1").to_numpy()
    goes_on = np.append(follows[1:] & (joined["DECOM"].to_numpy()[1:] == joined["DEC"].to_numpy()[:-1]), False)
    last = np.append(~follows[1:], True) if len(joined) else follows
    fault(ended_by_x1 & ~goes_on & last, "ends with X1, but no episode begins that day [388]. Add it, or correct REC.")
    return faults
