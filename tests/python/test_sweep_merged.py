"""The merged file in Python, and extended sweeps by the program itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from conftest import REPOSITORY
from hearth import sweep
from sweeps import Sweep, write

SPENDING = "recruitment_campaign.spending"


@pytest.fixture(scope="module")
def half(program: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sweep, Path]:
    """Four points, of which those with a hub fail: its reach is nowhere."""
    folder = tmp_path_factory.mktemp("half")
    file = write(folder / "sweep.yaml", 4, 2, 6)
    file.write_text(file.read_text().replace("recruitment_hub.strength: {values: [0, 1]}",
                                             "recruitment_hub.reach: {values: ['[]', '[Nowhere]']}"))
    made = Sweep(program, file, folder / "plan")
    made("run", made.folder, "-q", code=1)
    made("merge", made.folder, "--partial", "-o", folder / "all.h5")
    return made, folder / "all.h5"


def test_runs_that_failed_are_not_numbers_and_parameters_are_coordinates(half: tuple[Sweep, Path]) -> None:
    data = sweep.open_merged(half[1])
    done = data["status"].values == "done"
    assert done.sum() == 4 and data.sizes["run"] == 8
    assert np.isnan(data["looked_after"].values[~done]).all() and (data["looked_after"].values[done] > 0).any()
    for name in ("point", "replicate", "scenario", "seed", SPENDING, "recruitment_hub.reach"):
        assert name in data.coords
    assert sweep.is_merged(half[1])
    with pytest.raises(sweep.BadSweep, match="is no results file"):
        sweep.open_merged(half[0].folder / "plan.csv")


def test_what_opens_the_merged_file_is_installed_with_the_package() -> None:
    extras = (REPOSITORY / "analysis" / "pyproject.toml").read_text(encoding="utf-8")
    assert "h5netcdf" in next(line for line in extras.splitlines() if line.startswith("sweep = "))


def test_an_export_can_be_joined_with_the_plan(half: tuple[Sweep, Path], tmp_path: Path) -> None:
    half[0]("export", half[1], "--csv", tmp_path / "out.csv")
    plan, table = (pd.read_csv(file, dtype=str) for file in (half[0].folder / "plan.csv", tmp_path / "out.csv"))
    assert list(plan[SPENDING]) == list(table[SPENDING])
    joined = plan.merge(table, on=[SPENDING, "replicate"])
    assert len(joined) == 8


def test_a_sweep_that_is_extended_is_the_one_planned_whole(program: str, tmp_path: Path) -> None:
    file = write(tmp_path / "sweep.yaml", 4, 2, 6)
    file.write_text(file.read_text().replace("design: lhs", "design: sobol"))
    extended = Sweep(program, file, tmp_path / "extended")
    extended("run", extended.folder, "-q", "--flush", "0")
    extended("merge", extended.folder, "-o", tmp_path / "x.h5", "--compact")
    assert "16 runs more" in extended("extend", extended.folder, "--points", 8, "--replicates", 3)
    assert extended.status()["done"] == 8
    extended("run", extended.folder, "-q")
    file.write_text(file.read_text().replace("points: 4", "points: 8").replace("replicates: 2", "replicates: 3"))
    whole = Sweep(program, file, tmp_path / "whole")
    whole("run", whole.folder, "-q")
    assert extended.merged_digest(tmp_path / "x.h5") == whole.merged_digest(tmp_path / "y.h5")
    assert extended.status()["repeated"] == 0
    for name in ("plan.json", "plan.csv"):
        assert (extended.folder / name).read_bytes() == (whole.folder / name).read_bytes()


def test_what_extend_needs_is_said(half: tuple[Sweep, Path]) -> None:
    assert "by what?" in half[0]("extend", half[0].folder, code=2)
    assert "does not nest" in half[0]("extend", half[0].folder, "--points", 8, code=2)
    assert "fewer than the 2" in half[0]("extend", half[0].folder, "--replicates", 1, code=2)
