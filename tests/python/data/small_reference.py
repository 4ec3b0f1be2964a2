"""The small folder of invented figures beside this file, as the scripts of scripts/data read it, and altered copies of it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts" / "data"))

from reference import Reference  # noqa: E402

FOLDER = Path(__file__).parent / "reference"
ASHBY, BIRCH, EAST_OLDSHIRE, WEST_OLDSHIRE, CEDAR = AUTHORITIES = (
    "T06000001", "T06000002", "T06000003", "T06000004", "T09000001",
)
#: In place of areas.FORMER_COUNCILS: former council -> the code it had.
FORMER_COUNCILS = {"Little Birch": "T06000008", "Oldshire": "T10000001"}


def small() -> Reference:
    return Reference(FOLDER)


def altered(folder: Path, file: str, line: str, instead: str) -> Reference:
    """A copy of the folder in which one line of a file begins otherwise: `line` is replaced by `instead`."""
    shutil.copytree(FOLDER, folder)
    text = (folder / f"{file}.csv").read_text(encoding="utf-8")
    assert text.count(f"\n{line}") == 1, f"{text.count(line)} lines of {file}.csv begin with {line}"
    (folder / f"{file}.csv").write_text(text.replace(f"\n{line}", f"\n{instead}"), encoding="utf-8")
    return Reference(folder)
