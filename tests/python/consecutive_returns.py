"""The returns of one council and the next year's, as the rules that compare them take them."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, NamedTuple

import pandas as pd

Tables = dict[str, pd.DataFrame]


class Pair(NamedTuple):
    """What a council sent in the year before, and in this one."""

    council: str
    year: int
    before: Tables
    after: Tables


def tables(folder: Path) -> Tables:
    """The tables of one return, cells as text, blank: ""."""
    return {file.stem: pd.read_csv(file, dtype=str, keep_default_na=False) for file in folder.glob("*.csv")}


def pairs(folder: Path) -> Iterator[Pair]:
    """Every two returns of which one follows the other, of all councils in a folder, those of survivors too."""
    for council in sorted(folder.iterdir()):
        returns = {int(year.name): year for year in council.rglob("20*")}
        for year in range(min(returns) + 1, max(returns) + 1):
            yield Pair(council.name, year, tables(returns[year - 1]), tables(returns[year]))
