"""Small calibrations of the made-up county, for the tests of `hearth calibrate`.

After a change of the model, the record that configs/calibration/tiny.yaml is fitted to is made again by

    PYTHONPATH=analysis HEARTH_BINARY=build/release/hearth /usr/bin/python3 tests/python/calibrations.py
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import hearth
from conftest import REPOSITORY
from hearth.targets import ModelFigures

TRUTH = {"care_entry.rate_ratio": 1.3, "shared.leaving_hazard.kind_ratio.foster": 1.2}
COLUMNS = ("measure", "breakdown", "area", "area_name", "year", "value", "unit", "source")
MEASURES = ("looked_after", "starts", "ceases")

#: One parameter, one round: five runs.
SHORT = """
config: tiny
published: tiny/fit.csv
area: Tinyshire
seed: 3
replicates: 4
method: {rounds: 1}
parameters:
  - {name: care_entry.rate_ratio, unit: "1", scale: log, lower: 0.3, upper: 3}
targets:
  - {measure: starts, years: [2020, 2021], tolerance: 0.05}
"""


def own_configs(folder: Path) -> Path:
    """A copy of the configs that a test may spoil."""
    return Path(shutil.copytree(REPOSITORY / "configs", folder / "configs"))


def write_fit(file: Path, rows: list[tuple], source: str = "assumed: a test") -> None:
    """Published figures: (measure, year, value) of Tinyshire."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for measure, year, value in rows:
            writer.writerow((measure, "", "Tinyshire", "Tinyshire", year, value, "children", source))


def made_up_record(program: str, folder: Path, seed: int, replicates: int) -> list[tuple]:
    """What a county with the true values would have published: means over many replicates of another seed."""
    results = folder / "truth.h5"
    command = [program, "run", "tiny", "--months", "24", "--seed", str(seed), "--replicates", str(replicates)]
    command += ["--events", "none", "-q", "-o", str(results)]
    for name, value in TRUTH.items():
        command += ["--set", f"{name}={value}"]
    subprocess.run(command, check=True, capture_output=True)
    model = ModelFigures(hearth.open(results))
    return [
        (measure, year, round(float(model(measure, year, area="Tinyshire").mean()), 2))
        for measure in MEASURES
        for year in (2020, 2021)
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        record = made_up_record(os.environ["HEARTH_BINARY"], Path(scratch), seed=20, replicates=400)
    write_fit(REPOSITORY / "configs/calibration/tiny/fit.csv", record, "assumed: mean of 400 made-up counties")
