"""`hearth compare --uncertain`: what is not known of policies, drawn for each replicate, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import hearth
from comparisons import campaign, compared
from hearth.campaign.command import main
from hearth.line_data import line_data

REPLICATES = 5


@pytest.fixture(scope="module")
def drawn(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("uncertain")
    scenario = campaign(folder, "loud", 20000, "2020-04", "2021-03")
    return compared(program, [scenario], folder / "drawn.h5", REPLICATES, 36, ["--uncertain"])


@pytest.fixture(scope="module")
def fixed(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certain")
    scenario = campaign(folder, "loud", 20000, "2020-04", "2021-03")
    return compared(program, [scenario], folder / "fixed.h5", REPLICATES, 36)


def test_what_was_drawn_is_labelled_and_inside_its_range(drawn: Path, fixed: Path) -> None:
    assert hearth.open(fixed).drawn is None
    numbers = hearth.open(drawn).drawn
    assert numbers.dims == ("scenario", "replicate", "parameter")
    lift = numbers.sel(parameter="recruitment_campaign.highest_lift")
    assert lift["unit"] == "1" and ((lift > 0.1) & (lift < 1)).all()
    assert len(np.unique(lift.sel(scenario="loud"))) == REPLICATES
    assert (lift.sel(scenario="loud") == lift.sel(scenario="baseline")).all()
    assert not np.isnan(numbers).any()


def test_more_lift_brings_more_enquiries(drawn: Path, fixed: Path) -> None:
    """The baseline asks as in the run without draws, prices of homes apart; the campaign's effect follows its draw."""
    enquiries = {file: hearth.open(file).panel["enquiries"].isel(area=-1).sum("month") for file in (drawn, fixed)}
    assert (enquiries[drawn].sel(scenario="baseline") == enquiries[fixed].sel(scenario="baseline")).all()
    changed = enquiries[drawn].sel(scenario="loud") != enquiries[fixed].sel(scenario="loud")
    assert changed.all()


def test_the_report_says_what_its_intervals_hold(drawn: Path, fixed: Path, capsys, tmp_path: Path) -> None:
    assert main([str(drawn), "--json", str(tmp_path / "drawn.json")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "numbers, of policies and of how prices of homes follow occupancy, were drawn for each replicate" in said
    assert json.loads((tmp_path / "drawn.json").read_text())["interval_of"] == "one more draw of what is uncertain"
    assert main([str(fixed)]) == 0
    assert "'hearth compare --uncertain' does" in " ".join(capsys.readouterr().out.split())


def test_a_line_says_whether_its_band_is_of_drawn_numbers(drawn: Path, fixed: Path) -> None:
    assert [line_data(hearth.open(file), "looked_after").is_drawn for file in (drawn, fixed)] == [True, False]
