"""Every command and program in the documents does what it says, as it is written, in an England of three councils."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import small_england
from conftest import REPOSITORY
from documents import DOCUMENTS, Reader, blocks, commands

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


def test_the_description_of_the_package_is_that_of_its_docstrings() -> None:
    command = [sys.executable, str(REPOSITORY / "scripts" / "python_api.py"), "--check"]
    environment = {"PYTHONPATH": str(REPOSITORY / "analysis"), "PYTHONDONTWRITEBYTECODE": "1"}
    assert subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr == ""


def test_the_study_that_sweeps_md_shows_can_be_planned(program: str, configs: Path, tmp_path: Path) -> None:
    shown = blocks(REPOSITORY / "docs" / "sweeps.md", "yaml")[0]
    reader = Reader(tmp_path / "reader", program, configs)
    (reader.folder / "study.yaml").write_text(shown.text, encoding="utf-8")
    reader.does("hearth sweep plan study.yaml -o study", f"sweeps.md:{shown.line}")
