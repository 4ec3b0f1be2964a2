"""Returns as councils have them: read as the clean ones are, or refused with file, line and remedy."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
import return_files
from changed_returns import Dirtied
from dirtied_returns import WAYS
from lives import Life
from stability_cases import CASES

from hearth import stability
from hearth.stability.placements import sexes

YEARS = (2019, 2020, 2021)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    of_lives = [case.lives[0] for name, case in CASES.items() if "authorit" not in name]
    of_lives.append(Life("2004-03-01", "2020-05-30 - S V2 H5 PR4 oaks - -", {"UASC": True, "DUC": "2022-03-01"}))
    return return_files.write(tmp_path_factory.mktemp("clean") / "Gateshead", of_lives, YEARS)


class Read(NamedTuple):
    """All that tables are made of, and what is told of how they were read."""

    years: tuple[int, ...]
    episodes: pd.DataFrame
    told: list[str]

    def equals(self, other: Read) -> bool:
        return self.years == other.years and self.episodes.equals(other.episodes)


def reading(folder: Path) -> Read | list[str]:
    """The returns, carers by the order in which they come, sexes in words; or the faults for which they are refused."""
    try:
        care = stability.read_returns(folder)
    except stability.BadReturns as error:
        return [str(fault) for fault in error.faults]
    episodes = care.episodes.assign(CARER=pd.factorize(care.episodes.CARER)[0], SEX=sexes(care.episodes.SEX))
    told = [*care.readings, *(f"{entry.count} {entry.what}" for entry in care.everything_left_out)]
    labels = {name: object for name in episodes if episodes[name].dtype == "category"}
    return Read(care.years, episodes.astype(labels), told)


def test_there_are_forty_ways() -> None:
    assert len(WAYS) == 40
    assert sum(not dirtied.refused for dirtied in WAYS) >= 30


@pytest.mark.parametrize("dirtied", WAYS, ids=lambda dirtied: dirtied.name)
def test_returns_are_read_or_refused_by_line(dirtied: Dirtied, clean: Path, tmp_path: Path) -> None:
    folder = tmp_path / clean.name
    shutil.copytree(clean, folder)
    dirtied.change(folder)
    came, plain = reading(folder), reading(clean)
    if dirtied.refused:
        assert isinstance(came, list) and any(re.search(dirtied.refused, fault) for fault in came), came
        return
    assert isinstance(came, Read), came
    assert came.equals(plain)
    more = "\n".join(line for line in came.told if line not in plain.told)
    assert re.search(dirtied.says, more) if dirtied.says else not more, more
