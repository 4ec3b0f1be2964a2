"""The folder of a fit: whose it is, and nobody else in it at the same time."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from pathlib import Path
from typing import IO, Any

from ..writing import write_text
from .calibration import Calibration
from .reading import CalibrationError

RECORD = "calibration.json"
#: What a folder's points depend on, and how to say that it is another.
IDENTITY = {
    "calibration": "another calibration (its file, or the published figures, have changed)",
    "config": "another config (its resolved values have changed)",
    "first_month": "other data (the first month of the config's run has changed)",
    "program": "another build of the program",
}


def open_folder(folder: Path) -> IO[str]:
    """Makes the folder and locks it; give the answer to `close` when done."""
    if folder.exists() and not folder.is_dir():
        raise CalibrationError([f"{folder}: is a file (must be a folder). Choose another -o?"])
    is_ours = (folder / RECORD).exists() or (folder / "lock").exists()
    if folder.is_dir() and not is_ours and any(folder.iterdir()):
        raise CalibrationError([f"{folder}: is not empty, and no fit was made in it. Choose another -o?"])
    try:
        for name in ("points", "running"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise CalibrationError([f"{folder}: can't be written ({error.strerror}). Choose another -o?"]) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise CalibrationError(
            [f"{folder}: another hearth calibrate is at work in it. Wait for it, or choose another -o?"]
        ) from None
    for unfinished in (folder / "running").iterdir():  # runs that were interrupted
        unfinished.unlink()
    for unfinished in (folder / "points").glob("*.tmp.*"):
        unfinished.unlink()
    return lock


def claim(folder: Path, calibration: Calibration, program: str, config: str, digest: str) -> None:
    """Refuses a folder whose points were made of something else; else writes down what they are made of."""
    own = {
        "calibration": calibration.fingerprint,
        "config": hashlib.sha256(config.encode()).hexdigest(),
        "first_month": digest,
        "program": _fingerprint_of(program),
    }
    record = folder / RECORD
    if not record.exists():
        written: dict[str, Any] = {"file": str(calibration.file), **own}
        write_text(record, json.dumps(written, indent=1))
        return
    try:
        theirs = json.loads(record.read_text(encoding="utf-8"))
    except ValueError:
        raise CalibrationError([f"{record}: is damaged. Choose another -o?"]) from None
    different = [what for key, what in IDENTITY.items() if theirs.get(key) != own[key]]
    if different:
        raise CalibrationError(
            [f"{folder}: holds the runs of {' and '.join(different)}. Choose another -o, or remove it?"]
        )


def _fingerprint_of(program: str) -> str:
    """Of the file itself: two builds of one commit may differ."""
    path = shutil.which(program)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else ""
