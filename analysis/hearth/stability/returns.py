"""A council's yearly SSDA903 returns as the common table of episodes: checked, joined over the years, counted."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from . import areas, return_faults
from .breakdowns import ETHNIC_GROUP
from .care import COLUMNS, Care, LeftOut
from .return_tables import BadReturns, Folder, read_folder

#: What an episode is known by over the years.
WHICH = ["LA", "CHILD", "DECOM"]
#: What a later return may say otherwise; the latest is taken.
SAID = ["RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"]


def read_returns(folder: str | os.PathLike[str]) -> Care:
    """The returns of a folder; raises `BadReturns` with every fault, by file and line.

    An episode that several returns tell of is one; the latest return is believed. Nothing is mended or guessed.
    """
    folder = Path(folder)
    found = read_folder(folder)
    _raise(found.faults + _missing_tables(found, folder))
    header, uasc, episodes = (found.of_kind(kind) for kind in ("Header", "UASC", "Episodes"))
    faults = return_faults.of_codes(episodes, return_faults.CODED)
    faults += return_faults.of_codes(header, return_faults.CODED_OF_CHILDREN)
    faults += return_faults.of_children(header, uasc, episodes)
    facts = _facts(header, uasc)
    episodes = episodes.merge(facts, on=["LA", "CHILD"], how="left", validate="many_to_one")
    _raise(faults + return_faults.of_rows(episodes))
    joined, changed = _joined(episodes)
    _raise(_vanished(joined) + return_faults.of_chains(joined))
    return _care(folder, found, joined, episodes, changed)


def _raise(faults: list[str]) -> None:
    if faults:
        raise BadReturns(faults)


def _missing_tables(found: Folder, folder: Path) -> list[str]:
    return [
        f"{folder}: holds no {kind} table with rows. Add the CSV with the columns that docs/stability.md lists."
        for kind in ("Episodes", "Header")
        if found.of_kind(kind).empty
    ]


def _facts(header: pd.DataFrame, uasc: pd.DataFrame) -> pd.DataFrame:
    """One row per child: what its latest Header says, and whether and until when it was unaccompanied."""
    latest = header.sort_values("YEAR", kind="stable").drop_duplicates(["LA", "CHILD"], keep="last")
    latest = latest[["LA", "CHILD", "SEX", "DOB", "ETHNIC"]]
    asylum = uasc.sort_values("YEAR", kind="stable").drop_duplicates(["LA", "CHILD"], keep="last")
    asylum = asylum[["LA", "CHILD", "DUC"]].assign(UASC=True)
    facts = latest.merge(asylum, on=["LA", "CHILD"], how="left")
    facts["UASC"] = facts["UASC"].fillna(False).astype(bool)
    facts["ETHNIC"] = facts["ETHNIC"].map(ETHNIC_GROUP)
    facts["DUC"] = pd.to_datetime(facts["DUC"])
    return facts


def _joined(episodes: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """One row per episode, by child and day, and how many a later return changed."""
    ordered = episodes.sort_values([*WHICH, "YEAR"], kind="stable")
    again = ordered.duplicated(WHICH)
    before = ordered.shift(1)
    differs = pd.Series(False, index=ordered.index)
    for name in SAID:
        closed = before[name].isna() | (before[name] == "") if name in ("DEC", "REC", "REASON_PLACE_CHANGE") else False
        differs |= (ordered[name] != before[name]) & ~(ordered[name].isna() & before[name].isna()) & ~closed
    joined = ordered.drop_duplicates(WHICH, keep="last").reset_index(drop=True)
    returned = set(zip(episodes["LA"], episodes["YEAR"]))
    has_next = np.array([(la, year + 1) in returned for la, year in zip(joined["LA"], joined["YEAR"])], dtype=bool)
    newest = joined["YEAR"] == joined["LA"].map(episodes.groupby("LA")["YEAR"].max())
    joined["KNOWN_UNTIL"] = pd.to_datetime(joined["YEAR"].astype(str) + "-03-31")
    joined["LOST"] = joined["DEC"].isna() & ~newest & ~has_next
    joined["VANISHED"] = joined["DEC"].isna() & ~newest & has_next
    return joined, int((differs & again).sum())


def _vanished(joined: pd.DataFrame) -> list[str]:
    """Episodes open on 31 March that the next return does not have [502]."""
    faults: list[str] = []
    for row in joined[joined["VANISHED"]].itertuples():
        faults.append(
            f"{row.FILE}:{row.LINE}: is open on 31 March {row.YEAR}, but not in the return of {row.YEAR + 1} [502]. "
            "Add it there with the same DECOM, or correct it here."
        )
    return faults


def _care(folder: Path, found: Folder, joined: pd.DataFrame, episodes: pd.DataFrame, changed: int) -> Care:
    years = tuple(sorted(found.years))
    names = {la: areas.named(la or folder.resolve().name) for la in joined["LA"].unique()}
    blank = ["PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE"]
    where = [joined[name].fillna("") if name in joined else "" for name in ("PL_POST", "URN")]
    table = joined.assign(
        SCENARIO="",
        REPLICATE=0,
        LA=joined["LA"].map(lambda la: names[la][0]),
        REGION=joined["LA"].map(lambda la: names[la][1]),
        CARER=where[0] + "/" + where[1],
        ENTERED=pd.NaT,
        **{name: joined[name].where(joined[name] != "") for name in blank},
    )
    gaps = [year for year in range(years[0], years[-1]) if year not in years]
    returns = len(set(zip(episodes["LA"], episodes["YEAR"])))
    possible = len(names) * len(years)
    left_out = [
        LeftOut(f"years without a return: {', '.join(map(str, gaps))}", len(gaps)),
        LeftOut("returns of single authorities that are missing", possible - returns),
        LeftOut("episodes told again in a later return (each counts once)", len(episodes) - len(joined)),
        LeftOut("episodes that a later return changed (the latest is taken)", changed),
        LeftOut(f"files of other tables of the return: {', '.join(found.others)}", len(found.others)),
    ]
    told = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
    has_uasc = not found.of_kind("UASC").empty
    columns = [*COLUMNS, "KNOWN_UNTIL"]
    return Care(table[columns], years, f"{folder.resolve().name} (SSDA903 returns {told})", has_uasc, left_out)
