"""Results files for the tests of the Python package: made by the program itself, or by hand for what it never writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "analysis"))  # the package as it stands here, installed or not


@pytest.fixture(scope="session")
def program() -> str:
    """The built program, named by HEARTH_BINARY."""
    binary = os.environ.get("HEARTH_BINARY")
    if not binary:
        pytest.skip("needs the program: set HEARTH_BINARY, for example to build/dev/hearth")
    return str(Path(binary).resolve())


@pytest.fixture(scope="session")
def run_file(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of configs/tiny.yaml."""
    file = tmp_path_factory.mktemp("results") / "run.h5"
    command = [program, "run", str(REPOSITORY / "configs" / "tiny.yaml"), "-o", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="session")
def program_summary(program: str, run_file: Path):
    """What `hearth summary --json` says of a level."""

    def records(level: str) -> pd.DataFrame:
        command = [program, "summary", str(run_file), "--by", level, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return pd.DataFrame(json.loads(done.stdout))

    return records
