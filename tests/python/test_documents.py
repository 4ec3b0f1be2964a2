"""Every command and every program in the documents does what it says, as it is written, in an England of three councils."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_england
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
