"""A council's yearly SSDA903 returns as the common table of episodes: checked, joined over the years, counted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Callable, Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from . import areas, return_faults
from .breakdowns import ETHNIC_GROUP, later
from .care import COLUMNS, Care, LeftOut
from .faults import BadReturns, Fault
from .return_doubts import Doubts, count_children, say_who_is_missing
from .return_faults import YEARS
from .return_repeats import without_repeats
from .return_tables import Folder, listed, read_folder

#: What a later return may say otherwise; the latest is taken.
SAID = ["RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"]
ENDS = ("DEC", "REC", "REASON_PLACE_CHANGE")
BLANK = ("PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE")
#: Share of the children who may be left out for their faults: of fewer than half tables would say little.
MOST_LEFT_OUT = 0.5
#: What returns are for of which no tables are made.
READ_FOR = "read for the first days of what went on"


def read_returns(
    folder: str | os.PathLike[str], first_year: int | None = None, leave_out_faulty: bool = False, below: int = 0
) -> Care:
    """The returns of a folder; raises `BadReturns` with every fault, by file and line.

    An episode that several returns tell of is one; the latest return is believed. Nothing is mended or guessed.
    Returns of survivors only (`returns_folder.SURVIVORS_ONLY`), and those before `first_year`, say when periods of care
    and placements began; `Care.years` are the others.

    leave_out_faulty: take out all rows, in all years, of children with a fault, instead of raising; `Care.faults`
        are those faults and `Care.without` says how many children. Faults that are of no child are raised all the same,
        and all of them if more than half of the children would be left out.
    below: counts of children below it are to be hidden: `Care.without` and `Care.source` say "fewer than" it.
    """
    folder = Path(folder)
    found = read_folder(folder)
    doubts = Doubts()
    doubts.settle(found.faults + _missing_tables(found, folder), [])
    tables, repeats = _without_repeats(_numbered(*(found.of_kind(kind) for kind in ("Header", "UASC", "Episodes"))))
    returns = np.unique(_return_of(tables[2]))
    whole = np.unique(_return_of(tables[2][tables[2]["WHOLE"].to_numpy(dtype=bool)]))
    told = tables[2]
    children = count_children(tables[2], found.unread)
    years = _years(found, first_year, folder)
    header, uasc, episodes = doubts.settle([], tables)
    faults = return_faults.of_codes(episodes, return_faults.CODED)
    faults += return_faults.of_codes(header, return_faults.CODED_OF_CHILDREN)
    faults += return_faults.of_children(header, uasc, episodes)
    facts = _facts(header, uasc)
    row = pd.Index(facts["WHO"]).get_indexer(episodes["WHO"])
    for name in ("SEX", "DOB", "ETHNIC", "UASC", "DUC"):
        episodes[name] = facts[name].array.take(row, allow_fill=True)
    (episodes,) = doubts.settle(faults + return_faults.of_rows(episodes), [episodes])
    joined, changed = _joined(episodes, returns)
    (sound,) = doubts.settle(return_faults.of_vanished(joined) + return_faults.of_chains(joined, returns), [episodes])
    if len(sound) < len(episodes):
        episodes = sound
        joined, changed = _joined(episodes, returns)
    missing = children - count_children(episodes)
    if doubts.faults and (not leave_out_faulty or missing > children * MOST_LEFT_OUT):
        raise BadReturns(doubts.faults)
    left_out = [*_left_out(found, years, joined, episodes, changed, told, whole), *repeats]
    care = _care(folder, years, joined, left_out, has_uasc=not uasc.empty)
    care.readings = _readings(found)
    if doubts.faults:
        say_who_is_missing(care, doubts.faults, children, missing, below)
    care.held, care.whole = (_returns_of(rows, folder) for rows in (told, told[told["WHOLE"].to_numpy(dtype=bool)]))
    return care


def _readings(found: Folder) -> list[str]:
    """What was read otherwise than it is written."""
    files = [f"{what}: {listed(names)}" for what, names in found.reread.items()]
    return files + [f"{count:,} {what}" for what, count in found.rewritten.items() if count]


def _without_repeats(tables: Sequence[pd.DataFrame]) -> tuple[list[pd.DataFrame], list[LeftOut]]:
    once = [without_repeats(kind, table) for kind, table in zip(("Header", "UASC", "Episodes"), tables)]
    return [table for table, _ in once], [entry for _, left_out in once for entry in left_out]


def _missing_tables(found: Folder, folder: Path) -> list[Fault]:
    remedy = "Add the CSV with the columns that docs/stability.md lists"
    return [
        Fault(str(folder), 0, "", f"holds no {kind} table with rows", remedy)
        for kind in ("Episodes", "Header")
        if found.of_kind(kind).empty
    ]


def _years(found: Folder, first_year: int | None, folder: Path) -> tuple[int, ...]:
    """The years of which tables can be made."""
    if not found.years:
        remedy = "Give the folder above, with the whole returns"
        raise BadReturns([Fault(str(folder), 0, "", "holds returns of survivors only", remedy)])
    if first_year is not None and first_year not in found.years:
        known = ", ".join(map(str, sorted(found.years)))
        raise BadReturns([Fault(str(folder), 0, "", f"has no whole return of {first_year}", f"It has {known}")])
    return tuple(sorted(year for year in found.years if first_year is None or year >= first_year))


def _numbered(*tables: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    """The tables with WHOSE and WHO: a number for each authority, and for each child of each, in the order of both."""
    cuts = np.cumsum([len(table) for table in tables])[:-1]
    whose, child = (
        union_categoricals([pd.Categorical(table[name].astype(object)) for table in tables], sort_categories=True)
        for name in ("LA", "CHILD")
    )
    whose_of = whose.codes.astype(np.int64)
    who = whose_of * (len(child.categories) + 1) + child.codes
    parts = zip(tables, np.split(whose_of, cuts), np.split(who, cuts))
    return tuple(table.assign(WHOSE=one, WHO=other) for table, one, other in parts)


def _facts(header: pd.DataFrame, uasc: pd.DataFrame) -> pd.DataFrame:
    """One row per child: what its latest Header says, and whether and until when it was unaccompanied."""
    latest = header.sort_values("YEAR", kind="stable").drop_duplicates("WHO", keep="last")
    asylum = uasc.sort_values("YEAR", kind="stable").drop_duplicates("WHO", keep="last")
    row = pd.Index(asylum["WHO"]).get_indexer(latest["WHO"])
    return pd.DataFrame(
        {
            "WHO": latest["WHO"].array,
            "SEX": latest["SEX"].array,
            "DOB": latest["DOB"].array,
            "ETHNIC": latest["ETHNIC"].astype(object).map(ETHNIC_GROUP).astype("category").array,
            "UASC": row >= 0,
            "DUC": _ceased(latest["DOB"], pd.to_datetime(asylum["DUC"]).array.take(row, allow_fill=True)),
        }
    )


def _ceased(born: pd.Series, ceased: pd.arrays.DatetimeArray) -> np.ndarray:
    """DUC; of who was born on 29 February the 18th birthday, which validators count on the 28th [304], is 1 March."""
    birthday = later(born.to_numpy(), 12 * 18).astype("datetime64[ns]")
    day = ceased.to_numpy()
    on_leap_day = ((born.dt.month == 2) & (born.dt.day == 29)).to_numpy()
    return np.where(on_leap_day & (day == birthday - np.timedelta64(1, "D")), birthday, day)


def _joined(episodes: pd.DataFrame, returns: np.ndarray) -> tuple[pd.DataFrame, int]:
    """One row per episode, by child and day, and how many a later return changed."""
    who, decom, year = (episodes[name].to_numpy() for name in ("WHO", "DECOM", "YEAR"))
    order = np.lexsort((year, decom, who))
    ordered = episodes.iloc[order]
    again = np.append(False, (np.diff(who[order]) == 0) & (np.diff(decom[order]) == np.timedelta64(0)))
    differs = np.zeros(len(ordered), dtype=bool)
    for name in SAID:
        said, _ = pd.factorize(ordered[name])
        filled_in = _before(_is_blank(ordered[name])) if name in ENDS else False  # later: that is no change
        differs |= (said != _before(said)) & ~np.array(filled_in)
    joined = ordered[np.append(~again[1:], True)].reset_index(drop=True)
    own = _return_of(joined)
    _, place = np.unique(returns // YEARS, return_index=True)
    newest = np.isin(own, np.append(returns[place[1:] - 1], returns[-1]))
    has_next = np.isin(own + 1, returns)
    months = (12 * (joined["YEAR"].to_numpy() - 1970) + 3).astype("datetime64[M]").astype("datetime64[ns]")
    joined["KNOWN_UNTIL"] = months - np.timedelta64(1, "D")
    joined["LOST"] = joined["DEC"].isna() & ~newest & ~has_next
    joined["VANISHED"] = joined["DEC"].isna() & ~newest & has_next
    return joined, int((differs & again).sum())


def _return_of(rows: pd.DataFrame) -> np.ndarray:
    """A number for each return: those of an authority follow one another by year."""
    return rows["WHOSE"].to_numpy() * YEARS + rows["YEAR"].to_numpy()


def _before(values: np.ndarray) -> np.ndarray:
    return np.concatenate((values[:1], values[:-1]))


def _is_blank(column: pd.Series) -> np.ndarray:
    return (column.isna() | (column == "")).to_numpy()


def _left_out(
    found: Folder, years: tuple[int, ...], joined: pd.DataFrame, episodes: pd.DataFrame, changed: int,
    told: pd.DataFrame, whole: np.ndarray,
) -> list[LeftOut]:
    """told: all episodes, also of children who are left out; whole: the returns that are at hand with all children."""
    gaps = [year for year in range(years[0], years[-1]) if year not in years]
    there = int(np.isin(whole % YEARS, years).sum())
    survivors = sorted(found.survivors - set(years))
    unasked = sorted(found.years - set(years))
    return [
        LeftOut(f"years without a return: {_listed(gaps)}", len(gaps)),
        LeftOut("returns of single authorities that are missing", told["WHOSE"].nunique() * len(years) - there),
        LeftOut(f"years of survivors only, {_listed(survivors)}: {READ_FOR}", len(survivors)),
        LeftOut(f"years before --from, {_listed(unasked)}: {READ_FOR}", len(unasked)),
        LeftOut("episodes told again in a later return (each counts once)", len(episodes) - len(joined), True),
        LeftOut("episodes that a later return changed (the latest is taken)", changed, True),
        *(LeftOut(f"{what}: {listed(names)}", len(names)) for what, names in found.others.items()),
    ]


def _listed(years: list[int]) -> str:
    """2002 to 2019, or each one if they do not follow on."""
    follow_on = len(years) > 2 and years[-1] - years[0] == len(years) - 1
    return f"{years[0]} to {years[-1]}" if follow_on else ", ".join(map(str, years))


def _care(
    folder: Path, years: tuple[int, ...], joined: pd.DataFrame, left_out: list[LeftOut], has_uasc: bool
) -> Care:
    here = folder.resolve().name
    authorities = pd.Categorical(joined["LA"]).categories.astype(str)  # those with no child in care among them
    regions = areas.regions_told(dict(areas.named(la or here) for la in authorities))
    table = joined.assign(
        SCENARIO="",
        REPLICATE=0,
        LA=_worded(joined["LA"], lambda la: areas.named(la or here)[0]),
        REGION=_worded(joined["LA"], lambda la: regions[areas.named(la or here)[0]]),
        CARER=_places(joined),
        **{name: _worded(joined[name], lambda code: code or np.nan) for name in BLANK},
    )
    table = table[[*COLUMNS, "KNOWN_UNTIL"]]
    return Care(table, years, f"SSDA903 return {here}", has_uasc, left_out)


def _returns_of(episodes: pd.DataFrame, folder: Path) -> dict[str, tuple[int, ...]]:
    """Authority -> the years of its returns."""
    here = folder.resolve().name
    told = episodes[["LA", "YEAR"]].drop_duplicates()
    held: dict[str, tuple[int, ...]] = {}
    for la, year in sorted(zip(told["LA"].astype(str), told["YEAR"].astype(int))):
        name = areas.named(la or here)[0]
        held[name] = (*held.get(name, ()), year)
    return held


def _worded(column: pd.Series, word: Callable[[str], object]) -> pd.Categorical:
    """A word for each distinct cell."""
    coded = pd.Categorical(column)
    positions, words = pd.factorize(np.array([word(str(label)) for label in coded.categories], dtype=object))
    return pd.Categorical.from_codes(np.append(positions, -1)[coded.codes], words)


def _places(joined: pd.DataFrame) -> np.ndarray:
    """A number for each carer or home: PL_POST and URN together, as far as the returns have them."""
    number = np.zeros(len(joined), dtype=np.int64)
    for name in ("PL_POST", "URN"):
        if name in joined:
            cells = _worded(joined[name], lambda cell: cell or np.nan)
            number = number * (len(cells.categories) + 1) + cells.codes + 1
    return number
