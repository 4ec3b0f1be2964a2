"""What the documents show does what it says in an England of three councils; `documents` says what is not run, and why."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import small_england
from conftest import REPOSITORY
from documents import DOCUMENTS, Reader, blocks, commands, shown

WITH_CODE = [document for document in DOCUMENTS if blocks(document, "sh", "python")]


@pytest.fixture(scope="module")
def configs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_england.made(tmp_path_factory.mktemp("small_england"))


@pytest.mark.parametrize("document", WITH_CODE, ids=lambda document: document.stem)
def test_what_a_document_shows_can_be_done(document: Path, program: str, configs: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path / "reader", program, configs)
    faults = []
    for block in blocks(document, "sh", "python"):
        steps = commands(block) if block.language == "sh" else [(block.line, block.text)]
        for line, text in steps:
            where = f"{document.name}:{line}"
            try:
                reader.does(text, where) if block.language == "sh" else reader.writes(text, where)
            except AssertionError as fault:
                faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_the_study_that_sweeps_md_shows_can_be_planned(program: str, configs: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path / "reader", program, configs)
    (reader.folder / "study.yaml").write_text(shown("sweeps.md", "sweep: recruitment"), encoding="utf-8")
    reader.does("hearth sweep plan study.yaml -o study", "sweeps.md")


def test_the_sweep_with_a_first_day_for_each_point_is_run(program: str, configs: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path / "reader", program, configs)
    (reader.folder / "strain.yaml").write_text(shown("sweeps.md", "sweep: strain"), encoding="utf-8")
    reader.does("hearth sweep run strain.yaml -o strain --at-once 2", "sweeps.md")
    planned = pd.read_csv(reader.folder / "strain" / "plan.csv")
    assert {file.stem for file in (reader.folder / "strain" / "results").iterdir()} == set(planned["digest"])


def test_the_points_of_ones_own_that_sweeps_md_shows_are_run(program: str, configs: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path / "reader", program, configs)
    (reader.folder / "mine.yaml").write_text(shown("sweeps.md", "sweep: mine"), encoding="utf-8")
    points = shown("sweeps.md", "recruitment_campaign.spending,recruitment_campaign.highest_lift")
    (reader.folder / "points.csv").write_text(points, encoding="utf-8")
    reader.does("hearth sweep run mine.yaml -o mine", "sweeps.md")
    (reader.folder / "more.csv").write_text(points + "800,0.6\n", encoding="utf-8")
    reader.does("hearth sweep extend mine --list more.csv", "sweeps.md")
    planned = pd.read_csv(reader.folder / "mine" / "plan.csv")
    assert planned["recruitment_campaign.spending"].drop_duplicates().tolist() == [100, 400, 800]
