"""What says that no result moved must see one that did."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np

from conftest import REPOSITORY


def unmoved(old: Path, new: Path) -> tuple[int, str]:
    command = [sys.executable, str(REPOSITORY / "scripts" / "checks" / "unmoved.py"), str(old), str(new)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def made(folder: Path) -> tuple[Path, Path]:
    """A results file as far as the comparison cares, and a copy of it."""
    with h5py.File(folder / "old.h5", "w") as file:
        file.attrs["commit"] = "a"
        file["moves"] = np.array([1.0, 2.0, np.nan])
        file["moves"].attrs["units"] = "1"
        file["area"] = np.array(["Ashby", "Barton"], dtype=h5py.string_dtype())
    return folder / "old.h5", Path(shutil.copy(folder / "old.h5", folder / "new.h5"))


def test_who_made_it_is_no_result(tmp_path: Path) -> None:
    old, new = made(tmp_path)
    with h5py.File(new, "r+") as file:
        file.attrs["commit"] = "b"
        file["more"] = np.array([1])
    code, said = unmoved(old, new)
    assert code == 0 and "added:   more" in said and "unmoved" in said


def test_one_cell_a_sign_of_zero_a_word_and_a_unit_are_seen(tmp_path: Path) -> None:
    old, new = made(tmp_path)
    with h5py.File(new, "r+") as file:
        file["moves"][0] = 1 + 2**-52
        file["area"][1] = "Burton"
        file["moves"].attrs["units"] = "2"
    code, said = unmoved(old, new)
    assert code == 1 and "MOVED" in said
    for line in ("moves: 1 of 3 cells", "area: 1 of 2 cells", "moves@units: 1 of 1 cells"):
        assert f"differs: {line}" in said, said


def test_what_is_gone_or_of_another_type_is_seen(tmp_path: Path) -> None:
    old, new = made(tmp_path)
    with h5py.File(new, "r+") as file:
        del file["area"]
        values = file["moves"][()]
        del file["moves"]
        file["moves"] = values.astype("f4")
    code, said = unmoved(old, new)
    assert code == 1 and "gone:    area" in said and "float64[3] is now float32[3]" in said
