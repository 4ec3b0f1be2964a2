"""Lives in care written by hand, with their known answers, and the common table of episodes that is made of them.

A life is a day of birth and one line per episode, `-` for blank:
DECOM DEC RNE LS PLACE PLACE_PROVIDER CARER REC REASON_PLACE_CHANGE
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from hearth.stability import Care

FIELDS = ("DECOM", "DEC", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "CARER", "REC", "REASON_PLACE_CHANGE")
USUAL = {
    "SCENARIO": "",
    "REPLICATE": 0,
    "LA": "Ashby",
    "REGION": "Tinyshire",
    "SEX": "1",
    "ETHNIC": "white",
    "CIN": "N1",
    "UASC": False,
    "DUC": None,
}


class Life(NamedTuple):
    born: str
    episodes: str
    facts: dict = {}


class Case(NamedTuple):
    lives: list[Life]
    cells: str
    year: int = 2021
    years: tuple[int, ...] = (2019, 2020, 2021)


def case(born: str, episodes: str, cells: str, **more) -> Case:
    facts = {name: more.pop(name) for name in ("SEX", "ETHNIC", "CIN", "UASC", "DUC") if name in more}
    return Case([Life(born, episodes, facts)], cells, **more)


def episodes(lives: list[Life]) -> pd.DataFrame:
    """One row per line; children are numbered as they come."""
    rows = []
    for number, life in enumerate(lives, start=1):
        for line in life.episodes.strip().splitlines():
            if cells := [None if cell == "-" else cell for cell in line.split()]:
                facts = {**USUAL, "CHILD": f"{number:03}", "DOB": life.born, **life.facts}
                rows.append({**facts, **dict(zip(FIELDS, cells, strict=True))})
    table = pd.DataFrame(rows)
    for name in ("DOB", "DECOM", "DEC", "DUC"):
        table[name] = pd.to_datetime(table[name])
    return table


def care(lives: list[Life], years: tuple[int, ...] = (2019, 2020, 2021)) -> Care:
    return Care(episodes(lives), years, "lives written by hand")
