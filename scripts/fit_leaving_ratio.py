"""Fits each authority's hazard of leaving care before 18, against the nation's, to its ceases of 2020 and 2021.

usage: /usr/bin/python3 scripts/fit_leaving_ratio.py build/release/hearth

What an authority's practice adds to what the ages and times in care of its children explain. Runs England with all
ratios 1; draws the published ceases before 18 towards those of that run, as a gamma prior draws Poisson counts, by the
spread between authorities that is beyond chance; then finds the ratios that give them. Children whose care another
authority takes over (E3) are apart on both sides, as the run has them. Starts `hearth run` with fixed
seeds, reads its results and configs/data/care_ceases.csv, and writes configs/data/leaving_ratio.csv: one row per
authority, their mean (by children leaving) 1, so that the nation's level stays what it was.
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

YEARS = (2020, 2021)
ROUNDS = 3
TABLE = ROOT / "configs/data/leaving_ratio.csv"
SOURCE = "calibrated: scripts/fit_leaving_ratio.py on DfE LAIT ceases 2020-21, shrunk"


def published(codes: list[str]) -> np.ndarray:
    """Children ceasing in the two years, by authority."""
    with (ROOT / "configs/data/care_ceases.csv").open(encoding="utf-8") as file:
        rows = {(row["la_code"], int(row["year"])): float(row["ceases"]) for row in csv.DictReader(file)}
    return np.array([sum(rows[code, year] for year in YEARS) for code in codes])


def write(codes: list[str], ratios: np.ndarray) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        file.write("la_code,ratio,year,unit,source\n")
        for code, ratio in zip(codes, ratios):
            file.write(f'{code},{ratio:.4f},2020-2021,1,"{SOURCE}"\n')


def simulate(program: str) -> tuple[np.ndarray, np.ndarray]:
    """Children ceasing in the two years by authority, mean of replicates: before 18, and those who turn 18 or are transferred."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", "england_2019", "--months", "24", "--replicates", "4", "--events", "none", "-q", "-o", file]
        subprocess.run(command, check=True)
        panel = hearth.open(file).panel.isel(scenario=0).load()
    panel = panel.isel(area=(panel.area_kind == "la").values)
    ceases, reasons = (panel[name].sum("year").mean("replicate") for name in ("ceases_by_age", "ceases_by_reason"))
    others = ceases.sel(age_on_ceasing="18_and_over") + reasons.sel(reason="other_authority")
    return (ceases.sum("age_on_ceasing") - others).values, others.values


def shrunk(counts: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Counts drawn to what was expected, by the share of their spread about it that is chance."""
    spread = max(((counts - expected) ** 2 - expected).sum() / (expected**2).sum(), 1e-6)
    prior = 1 / spread  # children that the prior counts for
    return expected * (counts + prior) / (expected + prior)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    with TABLE.open(encoding="utf-8") as file:
        codes = [row["la_code"] for row in csv.DictReader(file)]
    ratios = np.ones(len(codes))
    write(codes, ratios)
    before_18, others = simulate(program)
    counts = np.maximum(published(codes) - others, 0)
    counts *= before_18.sum() / counts.sum()
    wanted = shrunk(counts, before_18)
    judged = wanted > 30  # where chance is small
    for turn in range(ROUNDS):
        ratios *= (wanted + 1) / (before_18 + 1)  # + 1: authorities where nobody left
        ratios /= (ratios * before_18).sum() / before_18.sum()
        write(codes, ratios)
        before_18, _ = simulate(program)
        error = np.sqrt(np.mean((before_18[judged] / wanted[judged] - 1) ** 2))
        print(f"round {turn + 1}: ratios {ratios.min():.2f}-{ratios.max():.2f}, ceases off by {100 * error:.1f}%", flush=True)


if __name__ == "__main__":
    main()
