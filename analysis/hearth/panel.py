"""The measures of a results file as one labelled xarray.Dataset."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np
import xarray as xr

DATE_UNIT = "days since 1970-01-01"
#: Auxiliary coordinates: facts of an area, beside its code.
OF_AREAS = ("area_name", "area_kind")
#: Facts of a scenario's replicate, beside its number: no measures, so that panels can be subtracted.
OF_REPLICATES = ("digest",)
#: Attributes that HDF5 and CF need, and that are said by the Dataset itself.
MACHINERY = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST", "DIMENSION_LABELS", "coordinates", "calendar"}


def read(file: h5py.File) -> xr.Dataset:
    """All datasets of the root group, in memory: measures and coordinates, the replicates' digests among these."""
    coordinates: dict[str, xr.Variable] = {}
    measures: dict[str, xr.Variable] = {}
    for name, dataset in file["/"].items():  # as a group, in the order in which they were written
        if not isinstance(dataset, h5py.Dataset):
            continue
        variable = read_variable(dataset)
        is_coordinate = variable.dims == (name,) or name in (*OF_AREAS, *OF_REPLICATES)
        (coordinates if is_coordinate else measures)[name] = variable if is_coordinate else _written(name, variable)
    return xr.Dataset(measures, coordinates, dict(file.attrs))


def read_measure(file: h5py.File, name: str) -> xr.DataArray:
    """One measure with the labels of its dimensions and the facts of its areas."""
    measure = _written(name, read_variable(file[name]))
    labels = {label: read_variable(file[label]) for label in (*measure.dims, *OF_AREAS)}
    return xr.DataArray(measure, labels, name=name)


def _written(name: str, measure: xr.Variable) -> xr.Variable:
    """The measure, if all its cells were written: a cell that never was reads as -1."""
    if measure.dtype.kind == "i" and (measure.values < 0).any():
        raise KeyError(f"{name}: has cells below zero, which no run writes")
    return measure


def read_variable(dataset: h5py.Dataset) -> xr.Variable:
    """One dataset with its dimension names, its dates decoded and its attributes kept."""
    return xr.Variable(dimensions_of(dataset), cells_of(dataset), attributes_of(dataset))


def dimensions_of(dataset: h5py.Dataset) -> tuple[str, ...]:
    """Names of the dimension scales attached to a dataset; a scale is its own dimension."""
    own_name = str(dataset.name).rsplit("/", 1)[-1]
    if h5py.h5ds.is_scale(dataset.id):
        return (own_name,)
    return tuple(str(dimension[0].name).rsplit("/", 1)[-1] for dimension in dataset.dims)


def cells_of(dataset: h5py.Dataset) -> np.ndarray:
    """The values: text as str, dates as datetime64, everything else as stored."""
    if h5py.check_string_dtype(dataset.dtype) is not None:
        return np.asarray(dataset.asstr()[()], dtype=object)
    cells = dataset[()]
    if dataset.attrs.get("units") == DATE_UNIT:
        return to_dates(cells)
    return cells


def to_dates(days: np.ndarray, none: int | None = None) -> np.ndarray:
    """Days since 1970-01-01 as datetime64[ns]; `none` becomes NaT."""
    dates = days.astype("datetime64[D]").astype("datetime64[ns]")
    if none is not None:
        dates[days == none] = np.datetime64("NaT")
    return dates


def attributes_of(dataset: h5py.Dataset) -> dict[str, Any]:
    """Unit, name and definition; the unit of dates goes, as they carry it in their type."""
    kept = {name: value for name, value in dataset.attrs.items() if name not in MACHINERY}
    if kept.get("units") == DATE_UNIT:
        del kept["units"]
    return kept
