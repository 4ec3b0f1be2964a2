"""Comparisons for the tests of `hearth campaign`: by `hearth compare`, or with differences that the test has put in."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Callable, Mapping, Sequence

import h5py
import numpy as np

#: What a test puts into a file: measure -> change of its cells, (replicate, month or year, area[, group]).
Changes = Mapping[str, Callable[[np.ndarray], np.ndarray]]


def run(program: str, file: Path, replicates: int, months: int = 72) -> Path:
    """The made-up county, with the program's own configuration."""
    return _made([program, "run", "tiny", "--months", str(months)], replicates, file)


def compared(
    program: str, scenarios: Sequence[Path], file: Path, replicates: int, months: int = 72, options: Sequence[str] = ()
) -> Path:
    """Scenarios of the made-up county beside the baseline, by the program itself."""
    words = [word for scenario in scenarios for word in ("--scenario", str(scenario))] + [*options]
    return _made([program, "compare", "tiny", *words, "--months", str(months)], replicates, file)


def _made(command: list[str], replicates: int, file: Path) -> Path:
    command += ["--replicates", str(replicates), "--events", "none", "-q", "-o", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return file


def campaign(folder: Path, name: str, spending: float, start: str, end: str) -> Path:
    """A scenario of a campaign: GBP a month for 10,000 adults, from the first to the last month."""
    scenario = folder / f"{name}.yaml"
    scenario.write_text(f"""
scenario: "{name}"
processes:
  - recruitment_campaign:
      strength: {{value: 1, unit: "1", source: "assumed: a test"}}
      start: {start}
      end: {end}
      spending: {{value: {spending}, unit: "GBP/month/10,000 adults", source: "assumed: a test"}}
""")
    return scenario


def stitched(baseline: Path, scenarios: Mapping[str, Path], file: Path) -> Path:
    """One file with the baseline and scenarios along the first dimension."""
    with h5py.File(baseline) as first, h5py.File(file, "w", track_order=True) as both:
        both.attrs.update({name: value for name, value in first.attrs.items()})
        configs = [h5py.File(path)["provenance/config"][0] for path in (baseline, *scenarios.values())]
        both.create_dataset("provenance/config", data=configs, dtype=h5py.string_dtype())
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
                cells = both[name][position].astype(float)
                both[name][position] = np.round(change(cells)).astype(int)
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
