"""Outputs out of the merged results of a sweep, the file of `hearth sweep merge`."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from .. import panel
from .outputs import complete
from .plan import BadSweep, Plan
from .reading import cannot_read

FORMAT = "hearth-sweep"
RUN, MONTH, AREA = "run", "month", "area"
SCENARIO, STATUS = "scenario", "status"
NATION = "nation"
DONE = "done"
END, MEAN, SUM = "end", "mean", "sum"
GIVE = "Give the file that 'hearth sweep merge' wrote"


def from_results(
    plan: Plan, file: str | os.PathLike[str], measure: str, over: str = END, months: int | None = None,
    area: str | None = None,
) -> pd.DataFrame:
    """One measure of every run of the plan, indexed by id; as `outputs_of`. Its parameters must be the plan's."""
    found = outputs_of(file, measure, over, months, area).rename(columns={"value": measure})
    facts, _ = contents(Path(file))
    return complete(plan, found.assign(**{name: facts[name] for name in plan.names if name in facts}), Path(file))


def outputs_of(
    results_file: str | os.PathLike[str], measure: str, over: str = END, months: int | None = None,
    area: str | None = None,
) -> pd.DataFrame:
    """A row for each run of the file: id, scenario, value [the unit of the measure]; NaN if it failed or has none.

    over:   end, the last month; mean or sum, of the last `months` (default: all).
    area:   its code or name (default: the nation).

    Cells below zero are missing, and so is the value of a run in which any month of it is.
    """
    file = Path(results_file)
    with _opened(file) as opened:
        return _read(file, opened, measure, over, months, area)


def contents(file: Path) -> tuple[dict[str, np.ndarray], list[str]]:
    """Facts of each run by name, parameters among them, and the names of measures by run, month and area."""
    with _opened(file) as opened:
        named = {name: panel.dimensions_of(dataset) for name, dataset in opened.items() if _has_scales(dataset)}
        of_runs = [RUN, *(name for name, dimensions in named.items() if dimensions == (RUN,))]
        facts = {name: panel.cells_of(opened[name]) for name in of_runs}
        return facts, [name for name, dimensions in named.items() if dimensions == (RUN, MONTH, AREA)]


def open_merged(file: str | os.PathLike[str]) -> xr.Dataset:
    """The merged results as one Dataset, its `run`s with point, replicate, scenario, seed and parameters as coordinates.

    Cells of runs that failed or are missing read as NaN, and counts are floats then, as in `hearth.open`. Raises BadSweep.
    """
    with _opened(Path(file)) as opened:
        if opened.attrs.get("complete", 1) != 1:
            raise BadSweep(f"{file}: is incomplete (the program that wrote it did not finish). Merge again")
        facts = [name for name, dataset in opened.items() if _has_scales(dataset) and panel.dimensions_of(dataset) == (RUN,)]
    with xr.open_dataset(file, engine="h5netcdf") as data:
        loaded = data.load()
    measures = {name: cells.where(cells >= 0) for name, cells in loaded.items()
                if RUN in cells.dims and np.issubdtype(cells.dtype, np.integer) and (cells < 0).any()}
    return loaded.assign(measures).set_coords([name for name in facts if name in loaded])


def is_merged(file: str | os.PathLike[str]) -> bool:
    """Was it written by `hearth sweep merge`?"""
    if not h5py.is_hdf5(file):
        return False
    with h5py.File(file, "r") as opened:
        return opened.attrs.get("format") == FORMAT


def without_effect(file: Path) -> list[str]:
    """Parameters of which the merge found that they changed nothing in any run."""
    with _opened(file) as opened:
        names = str(opened.attrs.get("without_effect", ""))
    return [name for name in names.split(", ") if name]


@contextmanager
def _opened(file: Path) -> Iterator[h5py.File]:
    """The file, if it is HDF5; BadSweep says what is wrong with it."""
    try:
        with file.open("rb"):
            pass
        if not h5py.is_hdf5(file):
            raise BadSweep(f"{file}: is no results file (not HDF5). {GIVE}")
        with h5py.File(file, "r") as opened:
            if RUN not in opened:
                raise BadSweep(f"{file}: is no merged sweep (has no dataset {RUN}). {GIVE}")
            yield opened
    except OSError as error:
        cannot_read(file, error, "Is the path right, and the file whole?")


def _read(
    file: Path, opened: h5py.File, measure: str, over: str, months: int | None, area: str | None
) -> pd.DataFrame:
    if opened.attrs.get("complete", 1) != 1:
        raise BadSweep(f"{file}: is incomplete (the program that wrote it did not finish). Merge again")
    for name in (SCENARIO, AREA):
        if name not in opened:
            raise BadSweep(f"{file}: is no merged sweep (has no dataset {name}). {GIVE}")
    dimensions = {name: panel.dimensions_of(dataset) for name, dataset in opened.items() if _has_scales(dataset)}
    if dimensions.get(measure) != (RUN, MONTH, AREA):
        can = ", ".join(name for name, dims in dimensions.items() if dims == (RUN, MONTH, AREA)) or "none"
        raise BadSweep(f"{file}: has no measure {measure} by run, month and area. It has {can}")
    dataset = opened[measure]
    last = 1 if over == END else dataset.shape[1] if months is None else months
    if not 1 <= last <= dataset.shape[1]:
        raise BadSweep(f"{file}: has {dataset.shape[1]} months, not {last}. Give --months as many or fewer")
    cells = dataset[:, dataset.shape[1] - last:, _area_row(file, opened, area)].astype(float)
    cells[cells < 0] = np.nan
    frame = pd.DataFrame({"id": opened[RUN][()].astype(np.int64), "scenario": opened[SCENARIO].asstr()[()],
                          "value": cells.sum(axis=1) if over == SUM else cells.mean(axis=1)})
    if STATUS in opened:
        frame.loc[opened[STATUS].asstr()[()] != DONE, "value"] = np.nan
    return frame


def _has_scales(dataset: object) -> bool:
    """Has every dimension a name?"""
    return isinstance(dataset, h5py.Dataset) and dataset.ndim > 0 and all(len(scale) for scale in dataset.dims)


def _area_row(file: Path, opened: h5py.File, wanted: str | None) -> int:
    """Row of an area by its code or name; the nation's if none is named."""
    codes = opened[AREA].asstr()[()]
    if wanted is None:
        kinds = opened["area_kind"].asstr()[()] if "area_kind" in opened else np.full(len(codes), NATION)
        rows = np.flatnonzero(kinds == NATION)
    else:
        rows = np.flatnonzero(codes == wanted)
        if not len(rows) and "area_name" in opened:
            rows = np.flatnonzero(opened["area_name"].asstr()[()] == wanted)[:1]  # the whole may have its part's name
    if len(rows) != 1:
        what = "no single nation" if wanted is None else f"no area '{wanted}'"
        few = ", ".join(codes[:5])
        raise BadSweep(f"{file}: has {what}. Give --area one of its {len(codes)} codes, such as {few}")
    return int(rows[0])
