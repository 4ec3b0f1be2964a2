"""Settings and tables that are allowed one by one and cannot be simulated together: a sentence that says which, exit 2."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import REPOSITORY


def run(program: str, config: Path | str, folder: Path, *words: str) -> tuple[int, str]:
    command = [program, "run", str(config), "-q", "--events", "none", "-o", str(folder / "run.h5"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (folder / "run.h5").exists()
    return done.returncode, done.stderr.strip()


def test_incidents_beyond_all_sense_are_told_with_month_and_parameter(program: str, tmp_path: Path) -> None:
    code, said = run(program, "tiny", tmp_path, "--months", "72", "--set", "missing_episodes.complexity_ratio=20")
    assert code == 2 and "\n" not in said
    assert re.match(r"hearth: missing_episodes: in 20\d\d-\d\d, \w+: .*complexity_ratio.* \d+ incidents", said), said


def test_a_first_day_that_cannot_be_is_told(program: str, tmp_path: Path) -> None:
    nobody = [word for group in ("white", "mixed", "asian", "black", "other")
              for word in ("--set", f"shared.family_differences.ethnicity_ratio.{group}=0")]
    code, said = run(program, "tiny", tmp_path, "--months", "12", *nobody)
    assert code == 2 and "no children are left" in said and "ethnicity_ratio" in said


@pytest.mark.parametrize("count", ["0", "1"])
def test_a_table_without_children_is_told(program: str, tmp_path: Path, count: str) -> None:
    configs = Path(shutil.copytree(REPOSITORY / "configs", tmp_path / "configs"))
    table = configs / "data" / "tiny" / "children.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    ages = [place for place, name in enumerate(header.split(",")) if name.startswith("age_")]
    cells = [row.split(",") for row in rows]
    changed = [",".join(count if place in ages else cell for place, cell in enumerate(row)) for row in cells]
    table.write_text("\n".join([header, *changed]) + "\n", encoding="utf-8")
    code, said = run(program, configs / "tiny.yaml", tmp_path, "--months", "12")
    assert code == 2 and "children.csv" in said and "looked_after.csv" in said, said
