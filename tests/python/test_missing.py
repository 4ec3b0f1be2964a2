"""The table `missing` of a run, as the rules of the SSDA903 return have it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pandas as pd
import pytest

import hearth
from conftest import REPOSITORY


@pytest.fixture(scope="module")
def run(program: str, tmp_path_factory: pytest.TempPathFactory) -> hearth.Results:
    """Results of configs/tiny.yaml with all tables, and more incidents than it has by itself."""
    file = tmp_path_factory.mktemp("missing") / "run.h5"
    more = ["--events", "all", "--months", "36", "--replicates", "2", "--set", "missing_episodes.rate_ratio=5"]
    command = [program, "run", str(REPOSITORY / "configs" / "tiny.yaml"), "-q", "-o", str(file), *more]
    subprocess.run(command, check=True, capture_output=True)
    return hearth.open(file)


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values(["replicate", "child", "began"])


def test_a_period_ends_after_it_starts_and_before_the_next_one(run: hearth.Results) -> None:
    missing = in_order(run.events("missing"))
    assert len(missing) > 100
    assert not (missing.ended < missing.began).any()  # rule 567
    following = missing.groupby(["replicate", "child"]).began.shift(-1)
    assert not (following < missing.ended).any()  # rule 574
    assert not (missing.ended.isna() & following.notna()).any()


def test_a_period_lies_in_one_placement(run: hearth.Results) -> None:
    missing = run.events("missing").reset_index(names="incident")
    until = missing.ended.fillna(pd.Timestamp("2022-04-01"))
    until = until.where(until > missing.began, missing.began + pd.Timedelta(days=1))
    both = missing.assign(until=until).merge(run.episodes, on=["replicate", "child"])
    both = both[(both.decom < both.until) & ~(both.dec <= both.began)]
    both["dec"] = both.dec.fillna(pd.Timestamp("2100-01-01"))  # still open; `last` below would skip what is missing
    during = both.sort_values(["incident", "decom"]).groupby("incident")
    assert len(during) == len(missing)  # rules 575 to 581: in care and placed from the first day to the last
    assert (during.decom.first() <= missing.set_index("incident").began).all()
    assert not (during.dec.last() < missing.set_index("incident").ended).any()
    assert during.carer.nunique().eq(1).all()  # episodes of one placement, with other legal statuses at most


def test_only_all_tables_have_it(run_file: Path, run: hearth.Results) -> None:
    assert run.event_tables == ("episodes", "missing", "placement_searches")
    assert hearth.open(run_file).event_tables == ("episodes",)


def test_a_month_counts_the_incidents_that_began_in_it(run: hearth.Results) -> None:
    table = run.events("missing")
    began = table.groupby(["replicate", table.began.dt.to_period("M")]).size().unstack()
    panel = run.panel.missing_incidents.sel(area="T92000001").isel(scenario=0)
    assert (panel.transpose("replicate", "month").values == began.values).all()
