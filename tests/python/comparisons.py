"""Files like those of `hearth compare`, for the tests of `hearth campaign`: runs laid one after another as scenarios.

The program's own runs on one seed share their random numbers, as the scenarios of a comparison do.
"""

from __future__ import annotations

import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Callable, Mapping, NamedTuple, Sequence

import h5py
import numpy as np
import pandas as pd

#: What a test puts into a file: measure -> change of its cells, (replicate, month or year, area[, group]).
Changes = Mapping[str, Callable[[np.ndarray], np.ndarray]]
#: Measures that hold what policies cost, one of which every file has; a change of "spending" is one of that.
SPENDING = ("spending_policies", "spending_campaigns")
OLD, NEW = "foster_recruitment.campaign", "recruitment_campaign"
RUN_STARTS = pd.Period("2019-04", freq="M")


class Campaign(NamedTuple):
    """A campaign of a year: GBP a month for 10,000 adults, and its first month, counted from the run's, from 0."""

    spending: float
    first: int
    months: int = 12

    def words(self, program: str, folder: Path) -> list[str]:
        """The options of `hearth run` that make it: of a program that has campaigns as a policy, or as settings."""
        if not has_policies(program):
            settings = {"spending": self.spending, "from": self.first, "months": self.months}
            return [word for name, value in settings.items() for word in ("--set", f"{OLD}.{name}={value}")]
        start = RUN_STARTS + self.first
        scenario = folder / f"campaign_{self.spending:g}_{start}.yaml"
        scenario.write_text(f"""
scenario: {scenario.stem}
processes:
  - {NEW}:
      strength: {{value: 1, unit: "1", source: "assumed: a test"}}
      start: {start}
      end: {start + self.months - 1}
      spending: {{value: {self.spending}, unit: GBP/month, source: "assumed: a test"}}
""")
        return ["--scenario", str(scenario)]


@lru_cache
def has_policies(program: str) -> bool:
    return NEW in subprocess.run([program, "describe", "tiny"], capture_output=True, text=True, check=True).stdout


def run(
    program: str, file: Path, replicates: int, campaign: Campaign | None = None, months: int = 72
) -> Path:
    """Runs of the made-up county, with the program's own configuration."""
    command = [program, "run", "tiny", "--replicates", str(replicates), "--events", "none", "-q", "-o", str(file)]
    command += ["--months", str(months)]
    command += campaign.words(program, file.parent) if campaign else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return file


def stitched(baseline: Path, scenarios: Mapping[str, Path], file: Path) -> Path:
    """One file with the baseline and scenarios along the first dimension."""
    with h5py.File(baseline) as first, h5py.File(file, "w", track_order=True) as both:
        both.attrs.update({name: value for name, value in first.attrs.items()})
        names = ["baseline", *scenarios]
        _scales(first, both, names)
        measures = [name for name, cells in first.items() if isinstance(cells, h5py.Dataset) and cells.ndim > 2]
        parts = {name: [first[name][()]] for name in measures}
        for path in scenarios.values():
            with h5py.File(path) as other:
                for name in measures:
                    parts[name].append(other[name][()])
        for name in measures:
            dataset = both.create_dataset(name, data=np.concatenate(parts[name]))
            dataset.attrs.update({key: first[name].attrs[key] for key in ("units", "long_name", "definition")})
            for axis, scale in enumerate(first[name].dims):
                dataset.dims[axis].attach_scale(both[scale[0].name])
    return file


def _scales(first: h5py.File, both: h5py.File, names: list[str]) -> None:
    for name, dataset in first.items():
        if not isinstance(dataset, h5py.Dataset) or dataset.ndim != 1:
            continue
        cells = names if name == "scenario" else dataset[()]
        both.create_dataset(name, data=cells, dtype=dataset.dtype)
        if "units" in dataset.attrs:
            both[name].attrs["units"] = dataset.attrs["units"]
        if h5py.h5ds.is_scale(dataset.id):
            both[name].make_scale(name)
    for name in ("area_name", "area_kind"):
        both[name].dims[0].attach_scale(both["area"])


def changed(baseline: Path, changes: Mapping[str, Changes], file: Path) -> Path:
    """The baseline, and scenarios that are the baseline with known changes of some measures."""
    stitched(baseline, {name: baseline for name in changes}, file)
    with h5py.File(file, "r+") as both:
        for position, of in enumerate(changes.values(), start=1):
            for name, change in of.items():
                measure = next(one for one in SPENDING if one in both) if name == "spending" else name
                cells = both[measure][position].astype(float)
                both[measure][position] = np.round(change(cells)).astype(int)
    return file


def adds(by_month: Sequence[float] | np.ndarray, first: int = 0) -> Callable[[np.ndarray], np.ndarray]:
    """Adds so much to each month from `first` on, in every area; an array (replicate, month) to each replicate."""
    more = np.asarray(by_month, dtype=float)
    more = np.atleast_2d(more)[:, :, np.newaxis]

    def change(cells: np.ndarray) -> np.ndarray:
        cells = cells.copy()
        cells[:, first:first + more.shape[1]] += more
        return cells

    return change
