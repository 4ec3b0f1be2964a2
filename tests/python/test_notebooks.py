"""The notebooks can be gone through from the first cell to the last, in an England of three councils."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import small_england
from conftest import REPOSITORY
from documents import Reader

NOTEBOOKS = sorted((REPOSITORY / "docs" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_a_notebook_can_be_gone_through_and_keeps_no_outputs(notebook: Path, program: str, tmp_path: Path) -> None:
    cells = [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    reader = Reader(tmp_path / "reader", program, small_england.made(tmp_path))
    lines = "".join("".join(cell["source"]) + "\n" for cell in cells).splitlines()
    for command in (line[1:] for line in lines if line.startswith("!")):
        reader.does(command, notebook.name)
    reader.writes("\n".join(line for line in lines if not line.startswith("!")), notebook.name)
