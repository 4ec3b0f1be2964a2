"""Writes lives as yearly SSDA903 returns, as a council would send them."""

from __future__ import annotations

from pathlib import Path

import lives
import pandas as pd
import pytest
from lives import Life

from hearth import stability

EPISODES = ("CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN").split()
HEADER = "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB".split()
UASC = "CHILD SEX DOB DUC".split()
ETHNIC = {"white": "WBRI", "black": "BAFR"}
YEARS = (2019, 2020, 2021)
MOVED = Life(
    "2012-05-05",
    """2018-05-01 2020-07-01 S C2 U6 PR1 fay X1 CREQB
       2020-07-01 -          P C2 K2 PR4 oaks - -""",
)
HOME_AGAIN = Life("2010-01-01", "2018-08-01 2019-09-01 S V2 U6 PR1 gus E4A -")


def write(folder: Path, of_lives: list[Life], years: tuple[int, ...]) -> Path:
    """One subfolder per year, DD/MM/YYYY, one authority."""
    for year in years:
        for kind, rows in tables(of_lives, year).items():
            path = folder / str(year) / f"{kind}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            rows.to_csv(path, index=False, date_format="%d/%m/%Y")
    return folder


def write_all_years(folder: Path, of_lives: list[Life], years: tuple[int, ...]) -> Path:
    """One file per table with all authorities and years: the columns LA and YEAR, and YYYY-MM-DD."""
    for kind in ("episodes", "header", "uasc"):
        rows = pd.concat([tables(of_lives, year)[kind].assign(YEAR=year) for year in years])
        la = {f"{number:03}": life.facts.get("LA", "Ashby") for number, life in enumerate(of_lives, start=1)}
        rows = rows.assign(LA=rows["ROW"].map(la)) if "ROW" in rows else rows.assign(LA=rows["CHILD"].map(la))
        rows.drop(columns="ROW", errors="ignore").to_csv(folder / f"{kind}.csv", index=False, date_format="%Y-%m-%d")
    return folder


def tables(of_lives: list[Life], year: int) -> dict[str, pd.DataFrame]:
    """The return of a year: the episodes open in it, without what happened after it."""
    first, last = pd.Timestamp(f"{year - 1}-04-01"), pd.Timestamp(f"{year}-03-31")
    table = lives.episodes(of_lives)
    table = table[(table.DECOM <= last) & ~(table.DEC < first)]
    later = table.DEC > last
    table = table.assign(HOME_POST="", PL_POST=table.CARER, URN="", UPN="UN1", MOTHER="", MC_DOB="")
    table = table.assign(ETHNIC=table.ETHNIC.map(ETHNIC))
    for name in ("DEC", "REC", "REASON_PLACE_CHANGE"):
        table[name] = table[name].mask(later)
    children = table.drop_duplicates(["LA", "CHILD"])
    return {"episodes": table[EPISODES], "header": children[HEADER], "uasc": children[children.UASC][UASC]}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def faults(folder: Path) -> list[str]:
    """What the reader says, without the folder."""
    with pytest.raises(stability.BadReturns) as error:
        stability.read_returns(folder)
    return [str(fault).replace(f"{folder}/", "").replace(f"{folder}:", ":") for fault in error.value.faults]
