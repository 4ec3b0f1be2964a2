"""The long checks of what breaks, in small: fifty configurations, some kills, some altered results, some changed returns."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from conftest import REPOSITORY

CHECKS = {
    "soak": ["-m", "sturdy.soak", "--configs", "50"],
    "altered": ["-m", "sturdy.altered", "--alterations", "30"],
    "kills": ["-m", "sturdy.kills", "run", "snapshot", "merge", "--kills", "3"],
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_holds_in_small(name: str, program: str) -> None:
    path = {"PYTHONPATH": f"{REPOSITORY}/analysis:{REPOSITORY}/scripts/checks"}
    done = subprocess.run(
        [sys.executable, *CHECKS[name], "--program", program], capture_output=True, text=True, env=os.environ | path, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_changed_returns_are_read_or_refused() -> None:
    command = [sys.executable, REPOSITORY / "tests/fuzz/ssda903.py", "--changes", "60"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
