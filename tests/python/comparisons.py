"""Files like those of `hearth compare`, for the tests of `hearth campaign`: runs laid one after another as scenarios.

The program's own runs on one seed share their random numbers, as the scenarios of a comparison do.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Callable, Mapping, Sequence

import h5py
import numpy as np

from conftest import REPOSITORY

#: What a test puts into a file: measure -> change of its cells, (replicate, month or year, area[, group]).
Changes = Mapping[str, Callable[[np.ndarray], np.ndarray]]
#: Measures that hold what policies cost, one of which every file has; a change of "spending" is one of that.
SPENDING = ("spending_policies", "spending_campaigns")
CAMPAIGN = "foster_recruitment.campaign"


def run(program: str, file: Path, replicates: int, settings: Mapping[str, float] | None = None) -> Path:
    """Runs of the made-up county."""
    command = [program, "run", str(REPOSITORY / "configs" / "tiny.yaml"), "--replicates", str(replicates)]
    command += ["--events", "none", "-q", "-o", str(file)]
    for name, value in (settings or {}).items():
        command += ["--set", f"{name}={value}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return file


def campaign_of(spending: float, first: int, months: int) -> dict[str, float]:
    """Settings of a campaign: GBP a month for 10,000 adults, first month of the run from 0, months."""
    return {f"{CAMPAIGN}.spending": spending, f"{CAMPAIGN}.from": first, f"{CAMPAIGN}.months": months}


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
    """Adds, in every area, so much to each month from `first` on; an array (replicate, month) adds to each replicate."""
    more = np.asarray(by_month, dtype=float)
    more = np.atleast_2d(more)[:, :, np.newaxis]

    def change(cells: np.ndarray) -> np.ndarray:
        cells = cells.copy()
        cells[:, first:first + more.shape[1]] += more
        return cells

    return change
