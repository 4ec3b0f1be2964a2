"""Event tables of a results file as pandas DataFrames."""

from __future__ import annotations

import h5py
import numpy as np
import pandas as pd

from .panel import DATE_UNIT, to_dates

#: Groups that are not event tables.
OTHER_GROUPS = {"provenance", "diary"}
#: The dimension that the columns share; not a column.
ROW = "row"
#: What a table cannot be without, where others rely on it.
NEEDED = {
    "episodes": (
        "scenario", "replicate", "child", "area", "sex", "born", "ethnicity", "unaccompanied", "entered", "decom", "rne",
        "ls", "cin", "place", "place_provider", "dec", "rec", "reason_place_change", "carer", "placement", "left",
    )
}
#: Columns that hold positions in the coordinate of the same name; the first two read as its labels.
POSITIONS = ("scenario", "area", "replicate")
LABELLED = POSITIONS[:2]


def tables_in(file: h5py.File) -> tuple[str, ...]:
    """Names of the event tables."""
    members = file["/"].items()
    return tuple(name for name, member in members if isinstance(member, h5py.Group) and name not in OTHER_GROUPS)


def read(file: h5py.File, table: str) -> pd.DataFrame:
    """One event table; its columns' meanings and units are in `attrs`."""
    group = file[table]
    for name in NEEDED.get(table, ()):
        if name not in group:
            raise KeyError(f"{table}/{name}: is missing")
    columns = {}
    for name, dataset in group.items():
        if name != ROW:
            columns[name] = _column(dataset)
    for name in POSITIONS:
        if name in columns and columns[name].size:
            if columns[name].min() < 0 or columns[name].max() >= file[name].shape[0]:
                raise KeyError(f"{table}/{name}: names a {name} that the file has not")
    for name in LABELLED:
        if name in columns:
            columns[name] = pd.Categorical.from_codes(columns[name], list(file[name].asstr()[()]))
    frame = pd.DataFrame(columns)
    frame.attrs["long_name"] = {name: str(group[name].attrs.get("long_name", "")) for name in columns}
    frame.attrs["units"] = {name: str(group[name].attrs.get("units", "")) for name in columns}
    return frame


def _column(dataset: h5py.Dataset) -> np.ndarray | pd.Categorical:
    cells = dataset[()]
    attributes = dataset.attrs
    if "flag_meanings" in attributes:
        labels = str(attributes["flag_meanings"]).split(" ")
        values = np.asarray(attributes["flag_values"])
        position = pd.Index(values).get_indexer(cells)
        if position.size and position.min() < 0:
            raise KeyError(f"{str(dataset.name).lstrip('/')}: has a value without a name")
        return pd.Categorical.from_codes(position, labels)
    if attributes.get("units") == DATE_UNIT:
        return to_dates(cells, none=int(np.ravel(attributes.get("_FillValue", -1))[0]))
    return cells
