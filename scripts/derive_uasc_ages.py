"""Ages at which unaccompanied children arrive: shared.unaccompanied.age_at_arrival, which nobody publishes.

usage: /usr/bin/python3 scripts/derive_uasc_ages.py build/release/hearth

Who arrives at 17 leaves within a year, so the older those who arrive are, the fewer are in care. The ages of 12 to 16 are taken to
be to each other as SHAPE has them, and the share of 17 is that at which England's stocks of 31 March 2020 and 2021 come out on
the mean as published. Runs England for two years at a few shares, and prints the line for the config.
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

SHAPE = {12: 0.005, 13: 0.02, 14: 0.05, 15: 0.15, 16: 0.345}  # assumed: each year of age has more than twice the one before
SHARES = (0.2, 0.3, 0.4)
YEARS = (2020, 2021)


def ages(share_of_17: float) -> dict[str, float]:
    rest = (1 - share_of_17) / sum(SHAPE.values())
    return {f"age_{age}": shape * rest for age, shape in SHAPE.items()} | {"age_17": share_of_17}


def stocks(program: str, share_of_17: float) -> np.ndarray:
    """Unaccompanied children in care on the 31 March of each year, mean of four replicates."""
    values = ", ".join(f"{age}: {share:.5f}" for age, share in ages(share_of_17).items())
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", "england_2019", "--months", "24", "--replicates", "4", "--events", "none", "-q", "-o", file,
                   "--set", f"shared.unaccompanied.age_at_arrival={{{values}}}"]
        subprocess.run(command, check=True)
        panel = hearth.open(file).panel.isel(scenario=0).load()
    return panel.uasc.sel(area="E92000001").mean("replicate").values[[11, 23]]


def published() -> np.ndarray:
    with (ROOT / "configs/targets/fit.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if (row["measure"], row["breakdown"]) == ("looked_after", "uasc=yes")]
    return np.array([next(float(row["value"]) for row in rows if int(row["year"]) == year) for year in YEARS])


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found = np.array([stocks(sys.argv[1], share) for share in SHARES])
    for share, stock in zip(SHARES, found):
        print(f"{share:.2f} arrive at 17: " + ", ".join(f"{number:,.0f} in {year}" for year, number in zip(YEARS, stock)))
    excess = (found / published() - 1).mean(axis=1)
    share = float(np.interp(0, excess[::-1], np.array(SHARES)[::-1]))
    if share in (SHARES[0], SHARES[-1]):
        sys.exit(f"The share is not between {SHARES[0]} and {SHARES[-1]}: mean differences {excess.round(3).tolist()}")
    print("values: {" + ", ".join(f"{age}: {part:.3f}" for age, part in ages(share).items()) + "}")


if __name__ == "__main__":
    main()
