"""Makes the common table of episodes from lives written by hand."""

from __future__ import annotations

import pandas as pd
from stability_cases import Life

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
