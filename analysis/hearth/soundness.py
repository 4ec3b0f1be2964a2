"""Is a results file sound? Everything that a reader relies on is checked here first, as results files are passed around.

The program checks the same with the same words (`sim/results/hdf5_reading.hpp` and `reader.cpp`). Nothing but the
file itself is read, and nothing is allocated that its bytes cannot hold. What no check can see is a file damaged so
that HDF5 itself fails: the commands read in a process of their own, and `hearth summary` says so in one line.
"""

from __future__ import annotations

import math
import re
from typing import Iterator

import h5py
import numpy as np

from .panel import DATE_UNIT, OF_AREAS, dimensions_of

#: No deflated byte stands for more: 258 bytes in two bits, and some room.
MOST_FROM_A_BYTE = 1100
#: Filters that Hearth writes; others would be loaded from plugins.
FILTERS = {h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32}
MOST_MONTHS = 1200  # a century
KINDS = {"la", "region", "nation"}
TEXTS = {"format": 40, "hearth_version": 100, "commit": 100, "config_name": 4000, "start": 7, "digest": 32}
#: The dimension that the columns of an event table share.
ROW = "row"


class Unsound(Exception):
    """What is wrong with the file: the object, and why."""


def check(file: h5py.File) -> None:
    """Raises `Unsound` unless every member is this file's own, and of the shape that its coordinates ask for."""
    for where, dataset in _datasets(file["/"], ""):
        _check_storage(file, where, dataset)
        if h5py.check_string_dtype(dataset.dtype) is not None:
            _decoded(where, dataset)
    _check_attributes(file)
    _check_coordinates(file)
    _check_measures(file)
    for name, member in file["/"].items():
        if isinstance(member, h5py.Group) and name not in ("provenance", "diary"):
            _check_events(name, member)


def _datasets(group: h5py.Group, above: str) -> Iterator[tuple[str, h5py.Dataset]]:
    """All datasets of the root and of its groups, which have no groups of their own."""
    for name in group:
        where = above + name
        if not isinstance(group.get(name, getlink=True), h5py.HardLink):
            raise Unsound(f"{where}: is a link to elsewhere, which is not followed")
        member = group[name]
        if isinstance(member, h5py.Dataset):
            yield where, member
        elif isinstance(member, h5py.Group) and not above:
            yield from _datasets(member, f"{name}/")
        else:
            raise Unsound(f"{where}: is nothing that Hearth writes")


def _check_storage(file: h5py.File, where: str, dataset: h5py.Dataset) -> None:
    """Is everything that it says is in it really in this file?"""
    creation = dataset.id.get_create_plist()
    if creation.get_external_count():
        raise Unsound(f"{where}: lies in another file, which is not read")
    if creation.get_layout() not in (h5py.h5d.CONTIGUOUS, h5py.h5d.COMPACT, h5py.h5d.CHUNKED):
        raise Unsound(f"{where}: is made of other datasets, which are not read")
    filters = {creation.get_filter(index)[0] for index in range(creation.get_nfilters())}
    if not filters <= FILTERS:
        raise Unsound(f"{where}: is packed in a way that Hearth does not use")
    stored = dataset.id.get_storage_size()
    if stored > file.id.get_filesize():
        raise Unsound(f"{where}: claims more bytes than the file has")
    most = stored * (MOST_FROM_A_BYTE if h5py.h5z.FILTER_DEFLATE in filters else 1)
    if dataset.shape is None:
        raise Unsound(f"{where}: holds nothing")
    if where.endswith(f"/{ROW}"):
        return  # only its length is meant, which the columns share; it has no cells
    for shape in filter(None, (dataset.shape, dataset.chunks)):
        if 0 not in dataset.shape and math.prod(shape) * dataset.id.get_type().get_size() > most:
            raise Unsound(f"{where}: claims more cells than its bytes can hold")


def _check_attributes(file: h5py.File) -> None:
    for name, most in TEXTS.items():
        text = file.attrs.get(name)
        if not isinstance(text, str) or len(text) > most:
            raise Unsound(f"{name}: is not one text")
    for name in ("seed", "replicates", "months"):
        number = np.asarray(file.attrs.get(name))
        if number.dtype.kind not in "iu" or number.size != 1:
            raise Unsound(f"{name}: is not one whole number")
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", file.attrs["start"]):
        raise Unsound("start: is no month")


def _check_coordinates(file: h5py.File) -> None:
    scenarios, areas, kinds, names = (_texts(file, name) for name in ("scenario", "area", "area_kind", "area_name"))
    if not scenarios or len(set(scenarios)) != len(scenarios):
        raise Unsound("scenario: the names are not different ones")
    if not len(areas) == len(kinds) == len(names):
        raise Unsound("area: its codes, names and kinds differ in number")
    if not set(kinds) <= KINDS:
        raise Unsound("area_kind: is neither la, region nor nation")
    if len(_texts(file, "provenance/config")) != len(scenarios):
        raise Unsound("provenance/config: is not one for each scenario")
    if len(_whole_numbers(file, "replicate")) != file.attrs["replicates"]:
        raise Unsound("replicate: there are not as many as the file says")
    months = _whole_numbers(file, "month")
    if len(months) > MOST_MONTHS:
        raise Unsound("month: is of more than a century")
    after = np.datetime64(file.attrs["start"], "M") + np.arange(1, len(months) + 1)
    if not np.array_equal(months, (after.astype("datetime64[D]") - 1).astype(np.int64)):
        raise Unsound("month: its days are not the last ones of the months from the start")


def _check_measures(file: h5py.File) -> None:
    """Each has the shape of its coordinates; other texts and numbers of the root are coordinates of one dimension."""
    for name, dataset in file["/"].items():
        if not isinstance(dataset, h5py.Dataset) or h5py.h5ds.is_scale(dataset.id):
            if isinstance(dataset, h5py.Dataset) and dataset.ndim != 1:
                raise Unsound(f"{name}: is no list")
            continue
        try:
            dimensions = dimensions_of(dataset)
            shape = tuple(file[scale].shape[0] for scale in dimensions)
        except (KeyError, ValueError, RuntimeError, IndexError) as error:
            raise Unsound(f"{name}: has a dimension without a coordinate") from error
        if shape != dataset.shape:
            raise Unsound(f"{name}: has not the shape of this file's months and areas")
        is_text = name == "digest" or name in OF_AREAS
        if is_text != (h5py.check_string_dtype(dataset.dtype) is not None):
            raise Unsound(f"{name}: is not text" if is_text else f"{name}: is not of whole numbers")
        if not is_text and dataset.dtype.kind != "i":
            raise Unsound(f"{name}: is not of whole numbers")


def _check_events(table: str, group: h5py.Group) -> None:
    """Columns of whole numbers, all as long, and a name for each value of an enumeration; `events` reads the cells."""
    rows = {dataset.shape for dataset in group.values()}
    if len(rows) > 1 or any(len(shape) != 1 for shape in rows):
        raise Unsound(f"{table}: its columns differ in length")
    for name, dataset in group.items():
        if name == ROW:
            continue
        where = f"{table}/{name}"
        if dataset.dtype.kind != "i":
            raise Unsound(f"{where}: is not of whole numbers")
        if "flag_meanings" in dataset.attrs:
            values, words = np.ravel(dataset.attrs.get("flag_values", [])), str(dataset.attrs["flag_meanings"]).split(" ")
            if values.dtype.kind != "i" or len(values) != len(words) or len(set(words)) != len(words):
                raise Unsound(f"{where}: its values and their names differ in number")
        if dataset.attrs.get("units") == DATE_UNIT and dataset.dtype.itemsize > 4:
            raise Unsound(f"{where}: is not a date")


def _texts(file: h5py.File, name: str) -> list[str]:
    dataset = _member(file, name)
    if h5py.check_string_dtype(dataset.dtype) is None or dataset.ndim != 1:
        raise Unsound(f"{name}: is not text")
    return list(_decoded(name, dataset))


def _decoded(where: str, dataset: h5py.Dataset) -> np.ndarray:
    """The texts of a dataset; h5py would decode any of them only when it is read."""
    try:
        return np.asarray(dataset.asstr()[()])
    except UnicodeDecodeError as error:
        raise Unsound(f"{where}: is not UTF-8") from error


def _whole_numbers(file: h5py.File, name: str) -> np.ndarray:
    dataset = _member(file, name)
    if dataset.dtype.kind not in "iu" or dataset.ndim != 1:
        raise Unsound(f"{name}: is not of whole numbers")
    return np.asarray(dataset[()], dtype=np.int64)


def _member(file: h5py.File, name: str) -> h5py.Dataset:
    found = file.get(name)
    if not isinstance(found, h5py.Dataset):
        raise Unsound(f"{name}: is missing")
    return found
