"""The program's own episodes, read as a stranger would: the chain rules of the return hold for every child."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pandas as pd
import pytest

import hearth
from hearth import ssda903


@pytest.fixture(scope="module")
def episodes(program: str, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Six years of the tiny county, three replicates."""
    file: Path = tmp_path_factory.mktemp("run") / "run.h5"
    command = [program, "run", "tiny", "--replicates", "3", "-q", "-o", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return ssda903.episodes_of(hearth.open(file))


def check(episodes: pd.DataFrame) -> pd.DataFrame:
    return ssda903.check_episodes(
        episodes, first_day=pd.Timestamp("2019-04-01"), last_day=pd.Timestamp("2025-03-31")
    )


def test_no_rule_is_broken(episodes: pd.DataFrame) -> None:
    assert len(episodes) > 3000
    violations = check(episodes)
    assert violations.empty, ssda903.violations_by_rule(violations).to_string()


def test_the_run_is_varied_enough_to_break_rules(episodes: pd.DataFrame) -> None:
    assert {"S", "L", "P", "B"} <= set(episodes.RNE)
    assert {"V2", "C1", "C2", "E1"} <= set(episodes.LS)
    assert {"U3", "U6", "A6", "P1", "K2", "H5"} <= set(episodes.PLACE)
    assert {"X1", "E4A", "E12", "E45", "E17", "E5"} <= set(episodes.REC.dropna())


def test_a_broken_chain_in_the_same_episodes_is_found(episodes: pd.DataFrame) -> None:
    broken = episodes.copy()
    continued = broken.index[broken.REC == "X1"][10]
    broken.loc[continued, "DEC"] += pd.Timedelta(days=2)
    assert not check(broken).empty
