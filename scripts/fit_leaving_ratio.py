"""Fits each authority's hazard of leaving care before 18, against the nation's, to its ceases of 2020 and 2021.

usage: /usr/bin/python3 scripts/fit_leaving_ratio.py build/release/hearth

What an authority's practice adds to what the ages and times in care of its children explain. Runs England with all
ratios 1; draws the published ceases before 18 towards those of that run, as a gamma prior draws Poisson counts, by the
spread between authorities that is beyond chance; then finds the ratios that give them. Where many starts are
unaccompanied children's the ratio stays 1: ceases there are mostly transfers to other authorities (E3), which the model
does not have. Starts `hearth run` with fixed
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
YEARS_OF_RATES = "2019-2021"  # rows of care_starts.csv that a run of these years takes
ROUNDS = 3
MOST_UNACCOMPANIED = 0.2  # of starts, for ceases to tell of practice
TABLE = ROOT / "configs/data/leaving_ratio.csv"
SOURCE = "calibrated: scripts/fit_leaving_ratio.py on DfE LAIT ceases 2020-21, shrunk"


def published(codes: list[str]) -> np.ndarray:
    """Children ceasing in the two years, by authority."""
    with (ROOT / "configs/data/care_ceases.csv").open(encoding="utf-8") as file:
        rows = {(row["la_code"], int(row["year"])): float(row["ceases"]) for row in csv.DictReader(file)}
    return np.array([sum(rows[code, year] for year in YEARS) for code in codes])


def unaccompanied_share(codes: list[str]) -> np.ndarray:
    """Share of unaccompanied children among the starts of the two years, by authority."""
    def table(name: str) -> list[dict[str, str]]:
        with (ROOT / "configs/data" / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    alone, all_starts = dict.fromkeys(codes, 0.0), dict.fromkeys(codes, 0.0)
    for row in table("uasc.csv"):
        if int(row["year"]) in YEARS:
            alone[row["la_code"]] += float(row["arrivals"])
    for row in table("care_starts.csv"):
        if row["year"] == YEARS_OF_RATES:
            all_starts[row["la_code"]] += len(YEARS) * float(row["starts"])
    return np.array([alone[code] / max(alone[code] + all_starts[code], 1) for code in codes])


def write(codes: list[str], ratios: np.ndarray) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        file.write("la_code,ratio,year,unit,source\n")
        for code, ratio in zip(codes, ratios):
            file.write(f'{code},{ratio:.4f},2020-2021,1,"{SOURCE}"\n')


def simulate(program: str) -> tuple[np.ndarray, np.ndarray]:
    """Children ceasing before 18 and on the 18th birthday in the two years, by authority, mean of replicates."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", "england_2019", "--months", "24", "--replicates", "4", "--events", "none", "-q", "-o", file]
        subprocess.run(command, check=True)
        panel = hearth.open(file).panel.isel(scenario=0).load()
    ceases = panel.ceases_by_age.isel(area=(panel.area_kind == "la").values).sum("year").mean("replicate")
    adults = ceases.sel(age_on_ceasing="18_and_over")
    return (ceases.sum("age_on_ceasing") - adults).values, adults.values


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
    before_18, adults = simulate(program)
    counts = np.maximum(published(codes) - adults, 0)
    fitted = unaccompanied_share(codes) <= MOST_UNACCOMPANIED
    counts *= before_18[fitted].sum() / counts[fitted].sum()
    wanted = before_18.copy()
    wanted[fitted] = shrunk(counts[fitted], before_18[fitted])
    print(f"{len(codes) - fitted.sum()} authorities keep 1: over {MOST_UNACCOMPANIED:.0%} of their starts are unaccompanied children's")
    judged = fitted & (wanted > 30)  # where chance is small
    for turn in range(ROUNDS):
        ratios[fitted] *= ((wanted + 1) / (before_18 + 1))[fitted]  # + 1: authorities where nobody left
        ratios[fitted] /= (ratios * before_18)[fitted].sum() / before_18[fitted].sum()
        write(codes, ratios)
        before_18, _ = simulate(program)
        error = np.sqrt(np.mean((before_18[judged] / wanted[judged] - 1) ** 2))
        print(f"round {turn + 1}: ratios {ratios.min():.2f}-{ratios.max():.2f}, ceases off by {100 * error:.1f}%", flush=True)


if __name__ == "__main__":
    main()
