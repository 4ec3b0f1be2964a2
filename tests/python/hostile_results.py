"""Results files that somebody has altered, and copies of one with a flipped bit: for the tests and for the check Sturdy."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Callable, Iterator

import h5py
import numpy as np

Change = Callable[[h5py.File], None]


def altered(results: Path, to: Path, change: Change) -> Path:
    """A copy of results after `change` has been at it."""
    shutil.copy(results, to)
    with h5py.File(to, "r+") as opened:
        change(opened)
    return to


def flipped_bits(content: bytes, number: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """So many copies with one flipped bit each, and the byte it is in.

    By turns in the heaps in which texts lie, and in the first bytes, where HDF5 1.10 is known to fail.
    """
    heaps = [at for at in range(0, len(content) - 4, 8) if content[at:at + 4] == b"GCOL"]
    draw = random.Random(seed)
    for trial in range(number):
        at = min(draw.choice(heaps) + draw.randrange(256), len(content) - 1) if trial % 2 else draw.randrange(20_000)
        copy = bytearray(content)
        copy[at] ^= 1 << draw.randrange(8)
        yield at, bytes(copy)


def replaced(file: h5py.File, name: str, **how: object) -> None:
    """Another dataset in the place of one, with the coordinates of that one."""
    scales = [list(dimension.values()) for dimension in file[name].dims] if not h5py.h5ds.is_scale(file[name].id) else []
    del file[name]
    dataset = file.create_dataset(name, **how)
    for dimension, attached in zip(dataset.dims, scales):
        for scale in attached:
            dimension.attach_scale(scale)


def stored_elsewhere(file: h5py.File) -> None:
    replaced(file, "area_name", shape=(5,), dtype="S400", external=[("/etc/passwd", 0, 2000)])


def linked_elsewhere(file: h5py.File) -> None:
    del file["area_name"]
    file["area_name"] = h5py.ExternalLink("/etc/passwd", "/x")


def linked_softly(file: h5py.File) -> None:
    del file["area_name"]
    file["area_name"] = h5py.SoftLink("/area")


def made_of_others(file: h5py.File) -> None:
    layout = h5py.VirtualLayout(shape=file["looked_after"].shape, dtype="i4")
    layout[:] = h5py.VirtualSource(file["births"])
    del file["looked_after"]
    file.create_virtual_dataset("looked_after", layout)


def of_endless_months(file: h5py.File) -> None:
    replaced(file, "month", shape=(300_000_000,), dtype="i4", chunks=(1_000_000,), compression="gzip")


def of_more_than_there_can_be(file: h5py.File) -> None:
    replaced(file, "month", shape=(2**61 + 9,), maxshape=(None,), dtype="i8", chunks=(64,))


def of_endless_areas(file: h5py.File) -> None:
    replaced(file, "area", shape=(200_000_000,), dtype=h5py.string_dtype(), chunks=(1_000_000,))


def of_two_areas(file: h5py.File) -> None:
    cells = file["looked_after"][:, :, :, :2]
    replaced(file, "looked_after", data=cells)


def of_other_months(file: h5py.File) -> None:
    file["month"][0] = 5


def of_unknown_kind(file: h5py.File) -> None:
    replaced(file, "area_kind", data=["county"] * file["area"].shape[0], dtype=h5py.string_dtype())


def of_reals(file: h5py.File) -> None:
    replaced(file, "month", data=file["month"][()].astype(float))


def of_one_scenario_twice(file: h5py.File) -> None:
    replaced(file, "scenario", data=["baseline", "baseline"], dtype=h5py.string_dtype())


def without_a_start(file: h5py.File) -> None:
    file.attrs["start"] = "April"


def without_a_piece(file: h5py.File) -> None:
    del file["replicate"]


def below_zero(file: h5py.File) -> None:
    file["looked_after"][...] = -1


def half_a_number(file: h5py.File) -> None:
    replaced(file, "looked_after", data=file["looked_after"][()].astype(float))


def of_labels_in_no_letters(file: h5py.File) -> None:
    """Labels of a breakdown, which the program's summary does not read."""
    label = next(name for name, member in file.items() if h5py.check_string_dtype(getattr(member, "dtype", np.dtype(int)))
                 and name not in ("scenario", "area", "area_kind", "area_name"))
    replaced(file, label, data=np.array([b"\x9f"] * file[label].shape[0], dtype=object), dtype=h5py.string_dtype())


#: Of measures and coordinates.
HOSTILE: list[Change] = [
    stored_elsewhere, linked_elsewhere, linked_softly, made_of_others, of_endless_months, of_more_than_there_can_be,
    of_endless_areas, of_two_areas, of_other_months, of_unknown_kind, of_reals, of_one_scenario_twice, without_a_start,
    without_a_piece, below_zero, half_a_number,
]


def columns_cut(file: h5py.File) -> None:
    cells = file["episodes/decom"][:5]
    replaced(file, "episodes/decom", data=cells)


def of_areas_that_are_none(file: h5py.File) -> None:
    file["episodes/area"][0] = 77


def of_codes_that_are_none(file: h5py.File) -> None:
    file["episodes/ls"][0] = 99


def of_words_for_numbers(file: h5py.File) -> None:
    replaced(file, "episodes/child", data=["a"] * file["episodes/decom"].shape[0], dtype=h5py.string_dtype())


def lacking_a_column(file: h5py.File) -> None:
    del file["episodes/rec"]


#: Of the tables of events, which the program's summary does not read.
WITH_ALTERED_EVENTS: list[Change] = [
    columns_cut, of_areas_that_are_none, of_codes_that_are_none, of_words_for_numbers, lacking_a_column,
]
