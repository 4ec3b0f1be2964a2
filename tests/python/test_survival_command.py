"""`hearth stability` ends with survival: on the screen, as CSV and as JSON, unless counts are hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from hearth.stability import command

FILES = ["placement_medians", "placement_survival", "cumulative_incidence", "asked_or_forced_hazard"]


def said(capsys, *words: str) -> str:
    assert command.main(list(words)) == 0
    return capsys.readouterr().out


def test_the_screen_ends_with_survival(run_file: Path, capsys) -> None:
    text = said(capsys, str(run_file))
    assert "\nSurvival\n========\n" in text and "Age when it began" in text
    assert "\nSurvival\n" not in said(capsys, str(run_file), "--by", "sex")  # a question about something else


def test_csv_and_json_hold_its_tables(run_file: Path, tmp_path: Path, capsys) -> None:
    said(capsys, str(run_file), "--csv", str(tmp_path))
    about = json.loads(said(capsys, str(run_file), "--json"))
    for name in FILES:
        written = pd.read_csv(tmp_path / f"{name}.csv")
        assert len(written) == len(about["survival"][name]) > 5


def test_hidden_counts_are_not_given_away(run_file: Path, tmp_path: Path, capsys) -> None:
    text = said(capsys, str(run_file), "--suppress", "5", "--csv", str(tmp_path / "tables"))
    assert "survival is neither shown nor drawn" in text
    assert not any((tmp_path / "tables" / f"{name}.csv").exists() for name in FILES)
    said(capsys, str(run_file), "--suppress", "5", "--figures", str(tmp_path / "figures"))
    drawn = {file.stem for file in (tmp_path / "figures").iterdir()}
    assert "placements_by_year" in drawn and not {"survival_by_kind", "ends_by_kind"} & drawn
