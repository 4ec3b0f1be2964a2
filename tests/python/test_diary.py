"""What a results file says of the computer that made it: no more than it must, as results are passed on."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

import hearth


def diary(program: str, file: Path, *words: str) -> dict[str, str]:
    command = [program, "run", "tiny", "--months", "12", "-q", "-o", str(file), *words]
    subprocess.run(command, capture_output=True, check=True)
    return {name: str(value) for name, value in hearth.open(file).diary.items()}


def test_a_diary_names_neither_the_computer_nor_folders_unless_asked(program: str, tmp_path: Path) -> None:
    brief = diary(program, tmp_path / "brief.h5")
    assert "/" not in brief["command"] and brief["command"].endswith("run tiny --months 12 -q -o brief.h5")
    assert "host" not in brief
    words = ["--set", "recruitment_campaign.spending.unit=GBP/month/10,000 adults"]
    folder = tmp_path / "a b"
    folder.mkdir()
    subprocess.run([program, "run", "tiny", "--months", "12", "-q", *words, f"--output={folder}/c.h5"], check=True)
    told = str(hearth.open(folder / "c.h5").diary["command"])
    assert told.endswith(f"-q {' '.join(words)} --output=c.h5")
    full = diary(program, tmp_path / "full.h5", "--diary", "full")
    assert full["host"] == socket.gethostname() and str(tmp_path / "full.h5") in full["command"]
