"""Results files that somebody has altered: refused by the program and by the package, in the same words."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Callable

import h5py
import pytest

import hearth

WORDS = ("damaged", "no results file", "is incomplete", "has results format", "not a plain file")


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


HOSTILE: list[Callable[[h5py.File], None]] = [
    stored_elsewhere, linked_elsewhere, linked_softly, made_of_others, of_endless_months, of_more_than_there_can_be,
    of_endless_areas, of_two_areas, of_other_months, of_unknown_kind, of_reals, of_one_scenario_twice, without_a_start,
    without_a_piece, below_zero, half_a_number,
]


def said_by_program(program: str, *words: object) -> tuple[int, str]:
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, errors="replace", check=False, timeout=60)
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize("change", HOSTILE, ids=lambda change: change.__name__)
def test_program_and_package_refuse_it_in_the_same_words(
    change: Callable[[h5py.File], None], program: str, run_file: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(run_file, tmp_path / "run.h5"))
    with h5py.File(file, "r+") as opened:
        change(opened)
    code, said = said_by_program(program, "summary", file)
    with pytest.raises(hearth.ResultsError) as refused:
        hearth.open(file).panel
    assert code == 2 and said.count("\n") == 0, said
    assert said.startswith(f"{file}: is damaged (") and said.endswith("Copy it again, or run again")
    assert str(refused.value) == said


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


@pytest.mark.parametrize("change", [columns_cut, of_areas_that_are_none, of_codes_that_are_none, of_words_for_numbers,
                                    lacking_a_column], ids=lambda change: change.__name__)
def test_altered_events_are_one_sentence(
    change: Callable[[h5py.File], None], program: str, run_file: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(run_file, tmp_path / "run.h5"))
    with h5py.File(file, "r+") as opened:
        change(opened)
    for words in (("stability", file), ("episodes", file, "--ssda903", tmp_path / "returns")):
        code, said = said_by_program(program, *words)
        assert code == 2 and "is damaged (episodes" in said and "Traceback" not in said, said


def test_a_pipe_is_refused_and_not_waited_for(program: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.h5"
    os.mkfifo(pipe)
    code, said = said_by_program(program, "summary", pipe)
    assert code == 2 and "is not a plain file" in said
    with pytest.raises(hearth.ResultsError, match="is not a plain file"):
        hearth.open(pipe)


def test_no_flipped_bit_ends_in_a_signal(program: str, run_file: Path, tmp_path: Path) -> None:
    """Bits of the heaps in which texts lie, and of the first bytes, where HDF5 1.10 is known to fail."""
    content = run_file.read_bytes()
    heaps = [at for at in range(0, len(content) - 4, 8) if content[at:at + 4] == b"GCOL"]
    assert heaps
    draw = random.Random(903)
    file = tmp_path / "flipped.h5"
    refused = 0
    for trial in range(60):
        altered = bytearray(content)
        where = draw.choice(heaps) + draw.randrange(64) if trial % 2 else draw.randrange(4096)
        altered[where] ^= 1 << draw.randrange(8)
        file.write_bytes(altered)
        code, said = said_by_program(program, "summary", file)
        assert code in (0, 2), f"byte {where}: exit {code}, {said}"
        refused += code == 2
        assert code == 0 or any(words in said for words in WORDS), said
    assert refused > 5
