"""The share of the published starts that are not of children whom re_entry knows, by age: care_entry.not_returning.

usage: /usr/bin/python3 scripts/derive_not_returning.py build/release/hearth

Runs England for two years with re_entry and with its hazards at 0, all published starts left to care_entry, and compares
the starts of families' children: what re_entry adds is what care_entry must leave to it. Prints the line for the config.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "analysis"))
import hearth  # noqa: E402  (the package as it stands here, installed or not)

AGES = ("under_1", "1_to_4", "5_to_9", "10_to_15", "16_to_17")
YEARS_OF_RATES = "2019-2021"
EVERYBODY = "care_entry.not_returning={" + ", ".join(f"{age}: 1" for age in AGES) + "}"
NOBODY = "shared.re_entry_hazard.hazard={month_1_to_3: 0, month_4_to_12: 0, year_2: 0, year_3_to_6: 0}"


def starts(program: str, *assignments: str) -> np.ndarray:
    """Starts a year by age, children of families and unaccompanied ones, mean of the years and replicates."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", "england_2019", "--months", "24", "--replicates", "4", "--events", "none", "-q", "-o", file]
        for assignment in assignments:
            command += ["--set", assignment]
        subprocess.run(command, check=True)
        panel = hearth.open(file).panel.isel(scenario=0).load()
    return panel.starts_by_age.sel(area="E92000001").mean(("replicate", "year")).values


def families_starts() -> np.ndarray:
    """The published starts of families' children, mean of the years that the rates are from."""
    with (ROOT / "configs/data/care_starts.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == YEARS_OF_RATES]
    return np.array([sum(float(row["starts"]) for row in rows if row["age_band"] == age) for age in AGES])


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    added = starts(sys.argv[1], EVERYBODY) - starts(sys.argv[1], EVERYBODY, NOBODY)
    shares = 1 - added / families_starts()
    print("values: {" + ", ".join(f"{age}: {share:.3f}" for age, share in zip(AGES, shares)) + "}")


if __name__ == "__main__":
    main()
