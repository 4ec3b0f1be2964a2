"""Fits the levels of the legal path to published figures of 2020 and 2021: Gauss-Newton on common random numbers.

usage: /usr/bin/python3 scripts/fit_legal_path.py build/release/hearth [--months 24]

Three ratios (how many proceedings, how many placement orders, how fast children are placed for adoption) against six
figures: children accommodated by agreement, under placement orders, and adopted, in each year. Starts `hearth run` and
reads `hearth summary`; opens configs/targets/fit.csv and nothing else. Prints the lines for the config, each with the
interval that one standard error of the fit leaves.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PARAMETERS = ("legal_status.proceedings_ratio", "legal_status.placement_order_ratio", "adoption.placed_ratio")
#: (measure, published breakdown, model breakdown)
FIGURES = (
    ("looked_after", "legal_status=voluntary", "legal_status=V2"),
    ("looked_after", "legal_status=placement_order", "legal_status=E1"),
    ("ceases", "reason=adopted", "reason=adopted"),
)
YEARS = ("2020", "2021")
STEP = 0.1  # of the logarithm of a ratio
ROUNDS = 5


def published() -> np.ndarray:
    """The six figures, year by year within each."""
    with (ROOT / "configs/targets/fit.csv").open(encoding="utf-8") as file:
        rows = {(r["measure"], r["breakdown"], r["year"]): float(r["value"]) for r in csv.DictReader(file) if r["area"] == "England"}
    return np.array([rows[measure, target, year] for measure, target, _ in FIGURES for year in YEARS])


def simulate(program: str, logarithms: np.ndarray) -> np.ndarray:
    """The same six figures of a run with these ratios, the first day's among them."""
    with tempfile.TemporaryDirectory() as folder:
        results = f"{folder}/run.h5"
        command = [program, "run", "england", "--months", "24", "--events", "none", "-q", "-o", results]
        for name, value in zip(PARAMETERS, np.exp(logarithms)):
            for path in (name, f"starting_population.{name}"):
                command += ["--set", f"{path}={value:.6f}"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        text = subprocess.run([program, "summary", results, "--csv"], check=True, capture_output=True, text=True).stdout
    rows = {(r["measure"], r["breakdown"], r["year"]): float(r["median"]) for r in csv.DictReader(io.StringIO(text))}
    return np.array([rows[measure, model, year] for measure, _, model in FIGURES for year in YEARS])


def main() -> None:
    program = sys.argv[1]
    target = published()
    logarithms = np.zeros(len(PARAMETERS))

    def misses(at: np.ndarray) -> np.ndarray:
        return np.log(simulate(program, at) / target)

    here = misses(logarithms)
    for turn in range(ROUNDS):
        slopes = np.column_stack([(misses(logarithms + STEP * unit) - here) / STEP for unit in np.eye(len(PARAMETERS))])
        change = np.clip(-np.linalg.lstsq(slopes, here, rcond=None)[0], -0.7, 0.7)
        trial = misses(logarithms + change)
        print(f"round {turn + 1}: error {np.sqrt(np.mean(here**2)):.3f} -> {np.sqrt(np.mean(trial**2)):.3f}", flush=True)
        if np.mean(trial**2) >= np.mean(here**2) * 0.999:
            break
        logarithms, here = logarithms + change, trial
    freedom = len(target) - len(PARAMETERS)
    spread = np.sqrt(np.diag(np.linalg.inv(slopes.T @ slopes)) * np.sum(here**2) / freedom)
    for (measure, figure, _), pair in zip(FIGURES, np.reshape(here, (-1, len(YEARS)))):
        print(f"  {measure} {figure}: " + ", ".join(f"{year} {100 * np.expm1(miss):+.1f}%" for year, miss in zip(YEARS, pair)))
    for name, middle, width in zip(PARAMETERS, logarithms, spread):
        low, value, high = np.exp([middle - width, middle, middle + width])
        print(f'{name}: {{value: {value:.3f}, unit: "1", source: "calibrated: scripts/fit_legal_path.py on 2020-21, interval {low:.2f}-{high:.2f}"}}')


if __name__ == "__main__":
    main()
