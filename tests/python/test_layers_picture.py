"""CONTRIBUTING.md: the picture of the rooms is that of the includes."""

from __future__ import annotations

import subprocess
import sys

from conftest import REPOSITORY


def test_the_picture_of_the_layers_is_up_to_date() -> None:
    command = [sys.executable, str(REPOSITORY / "scripts" / "layers.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
