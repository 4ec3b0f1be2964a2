"""`hearth check`: all that is shipped has no faults."""

from __future__ import annotations

import subprocess
from pathlib import Path

from conftest import REPOSITORY


def test_all_configs_scenarios_sweeps_calibrations_and_tables_have_no_faults(program: str) -> None:
    shipped = sorted(str(file) for kind in ("yaml", "csv") for file in (REPOSITORY / "configs").rglob(f"*.{kind}"))
    done = subprocess.run([program, "check", *shipped], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert [line.split(": no faults (")[0] for line in said] == shipped
    over = {line.split(": no faults (")[0]: line.partition(", over ")[2] for line in said if "/scenarios/" in line}
    assert {Path(file).stem for file, config in over.items() if config != "england)"} == {"frozen_2021"}
    assert "england_2019)" in over.values()


def test_a_calibration_is_judged_as_calibrate_would(program: str, tmp_path) -> None:
    broken = tmp_path / "fit.yaml"
    text = (REPOSITORY / "configs" / "calibration" / "tiny.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("scale: log", "scale: lgo", 1), encoding="utf-8")
    done = subprocess.run([program, "check", str(broken)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "fit.yaml:" in done.stderr and "lgo" in done.stderr
