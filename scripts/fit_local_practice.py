"""Fits what each authority does more or less often than the nation for children alike: its local practice.

usage: /usr/bin/python3 scripts/fit_local_practice.py build/release/hearth              to the years to March 2021
       /usr/bin/python3 scripts/fit_local_practice.py build/release/hearth --present    to those to March 2023

Runs England from two years before with all ratios 1. What is published of each authority is drawn towards what the run has in
it: first the regions towards the nation, then authorities towards their region, as a gamma prior draws Poisson counts, each by
how far they differ beyond chance. Then rounds of runs find the ratios of all practices together that give these numbers. Where a
figure is suppressed the authority is taken to be like its region. In the nation they add up to what is published, or where another
fit settles the nation's level (own provision in configs/calibration/market.yaml, agreements in legal_path.yaml) to what that run has.

Reads the published figures of configs/targets: fit.csv and local_practice.csv, or with --present backtest.csv and present.csv,
which no other fit opens. Writes configs/data/local_practice_2021.csv or local_practice_2023.csv: england_2019 has the first,
england the second. Children whose care another authority takes over (E3) are apart on both sides.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import xarray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "analysis"))
import hearth  # noqa: E402  (the package as it stands here, installed or not)

#: How far each round goes towards what its run lacks: less and less, as every run has chance of its own. The first tells how
#: far a ratio moves its figure.
ROUNDS = (1.0, 1.0, 0.8, 0.6, 0.5, 0.4, 0.3)
REPLICATES = 4
#: Variance of a number of children over that of as many who come and go alone: brothers and sisters are together (assumed), but
#: not in children's homes and supported accommodation.
TOGETHER, ALONE = 1.6, 1.0
FEW = 3.0  # children, of whom a ratio can tell little
HIGHEST = 10.0  # of a ratio, and one over it the lowest
Numbers = np.ndarray


@dataclass(frozen=True)
class Fit:
    """Which years a fit may know, and where they are."""

    config: str
    years: tuple[int, int]
    starts: str
    files: tuple[str, str]
    table: str


PAST = Fit("england_2019", (2020, 2021), "2019-04", ("fit", "local_practice"), "local_practice_2021")
PRESENT = Fit("england", (2022, 2023), "2021-04", ("backtest", "present"), "local_practice_2023")


@dataclass(frozen=True)
class Told:
    """A practice, and the published figure that tells of it: less of it the more is done where `sign` is -1."""

    practice: str
    measure: str
    breakdown: str = ""
    sign: int = 1
    chance: float = TOGETHER  # variance over the number
    settled: bool = False  # another fit has settled the nation's level


TOLD = (
    Told("parents", "looked_after", "placement=parents"),
    Told("childrens_home", "looked_after", "placement=childrens_home", chance=ALONE),
    Told("supported", "looked_after", "placement=supported", chance=ALONE),
    Told("own_carers", "looked_after", "provider=own", settled=True),
    Told("proceedings", "looked_after", "legal_status=voluntary", sign=-1, settled=True),
    Told("planned_moves", "three_or_more_placements_percent"),
    Told("leaving", "ceases"),
)


def published(fit: Fit, codes: list[str]) -> pd.DataFrame:
    """Children by practice (columns) and authority (rows); nothing where it is suppressed."""
    rows = pd.concat(pd.read_csv(ROOT / f"configs/targets/{file}.csv") for file in fit.files)
    rows = rows[rows["area"].isin(codes) & rows["year"].isin(fit.years)].fillna({"breakdown": ""})

    def figures(measure: str, breakdown: str = "") -> pd.DataFrame:
        """By authority and year."""
        found = rows[(rows["measure"] == measure) & (rows["breakdown"] == breakdown)]
        return found.pivot(index="area", columns="year", values="value").reindex(codes)

    told = {}
    for one in TOLD:
        found = figures(one.measure, one.breakdown)
        if one.measure == "three_or_more_placements_percent":
            found = found * figures("looked_after") / 100
        if one.breakdown.startswith("provider="):
            found = found.replace(0, np.nan)  # of children's trusts, whose carers are recorded as another provider's
        of_years = found.sum(axis=1, skipna=False)
        told[one.practice] = found[fit.years[1]] if one.breakdown else of_years
    return pd.DataFrame(told)


def simulated(program: str, fit: Fit, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """The same of a run, the mean of its replicates; and ceases at 18 or by a transfer, which are no practice."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", fit.config, "--set", f"start={fit.starts}", "--months", "24", "--replicates", str(REPLICATES),
                   "--set", f"seed={seed}", "--events", "none", "-q", "-o", file]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        panel = hearth.open(file).panel.isel(scenario=0).load()
    panel = panel.isel(area=(panel.area_kind == "la").values)
    codes = panel.area.values.tolist()

    def mean(cells: xarray.DataArray) -> pd.Series:
        return pd.Series(cells.mean("replicate").values, index=codes)

    ceases, reasons = (panel[name].sum("year") for name in ("ceases_by_age", "ceases_by_reason"))
    others = ceases.sel(age_on_ceasing="18_and_over") + reasons.sel(reason="other_authority")
    stock = {name: panel[f"looked_after_by_{name}"].isel(year=-1) for name in ("placement", "provider", "legal_status")}
    kinds = stock["placement"]
    found = {
        "parents": kinds.sel(placement="parents"),
        "childrens_home": kinds.sel(placement="childrens_home"),
        "supported": kinds.sel(placement="supported"),
        "own_carers": stock["provider"].sel(provider="own"),
        "proceedings": stock["legal_status"].sel(legal_status="V2"),
        "planned_moves": panel["three_or_more_placements"].sum("year"),
        "leaving": ceases.sum("age_on_ceasing") - others,
    }
    return pd.DataFrame({name: mean(cells) for name, cells in found.items()}), mean(others)


def shrunk(counts: Numbers, expected: Numbers, chance: float) -> Numbers:
    """Counts drawn to what was expected, by the share of their spread about it that is chance."""
    spread = max(((counts - expected) ** 2 - chance * expected).sum() / (expected**2).sum(), 1e-6)
    prior = chance / spread  # children that the prior counts for
    return expected * (counts + prior) / (expected + prior)


def wanted(one: Told, counts: pd.Series, expected: pd.Series, regions: pd.Series) -> pd.Series:
    """What an authority's practice comes to: regions drawn to the nation, then authorities to their region."""
    known = counts.notna()
    level = counts.sum() / expected[known].sum()
    if one.settled:
        counts = counts / level
    else:
        expected = expected * level
    together = pd.DataFrame({"counts": counts, "expected": expected})[known].groupby(regions[known]).sum()
    drawn = shrunk(together["counts"].values, together["expected"].values, one.chance)
    factor = pd.Series(drawn / together["expected"], together.index)
    of_region = expected * regions.map(factor).fillna(1)
    result = of_region.copy()
    result[known] = shrunk(counts[known].values, of_region[known].values, one.chance)
    return result


def answers(before: pd.DataFrame, after: pd.DataFrame, ratios: pd.DataFrame) -> pd.Series:
    """By how many percent figures move where a ratio of 1 has become one that is a percent higher: a slope for each practice."""
    slopes = {}
    for one in TOLD:
        moved, by = np.log((after[one.practice] + 1) / (before[one.practice] + 1)), one.sign * np.log(ratios[one.practice])
        weight = before[one.practice]  # where chance is small
        slopes[one.practice] = float((weight * moved * by).sum() / (weight * by**2).sum())
    return pd.Series(slopes).clip(0.25, 1)


def write(fit: Fit, ratios: pd.DataFrame) -> None:
    source = f"calibrated: scripts/fit_local_practice.py on DfE figures of authorities {fit.years[0]}-{fit.years[1]}, shrunk"
    with (ROOT / f"configs/data/{fit.table}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("la_code,practice,ratio,year,unit,source\n")
        for code, row in ratios.iterrows():
            for practice, ratio in row.items():
                file.write(f'{code},{practice},{ratio:.4f},{fit.years[0]}-{fit.years[1]},1,"{source}"\n')


def main() -> None:
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--present"]):
        sys.exit(__doc__)
    program, fit = sys.argv[1], PRESENT if sys.argv[2:] else PAST
    regions = pd.read_csv(ROOT / "configs/data/areas.csv", index_col="la_code")["region_code"]
    codes = regions.index.tolist()
    ratios = pd.DataFrame(1.0, index=codes, columns=[one.practice for one in TOLD])
    write(fit, ratios)
    run, others = simulated(program, fit, 1)
    counts = published(fit, codes)
    counts["leaving"] = (counts["leaving"] - others).clip(lower=0)
    first, slope = run, pd.Series(1.0, ratios.columns)
    aims = pd.DataFrame({one.practice: wanted(one, counts[one.practice], run[one.practice], regions) for one in TOLD})
    for turn, towards in enumerate((*ROUNDS, 0.0)):
        off = {}
        for practice in ratios:
            judged = aims[practice] > 30  # where chance is small
            off[practice] = 100 * np.sqrt(np.mean((run[practice] / aims[practice] - 1)[judged] ** 2))
        print(f"after round {turn}, off by: " + ", ".join(f"{name} {value:.1f}%" for name, value in off.items()), flush=True)
        if towards == 0:
            break
        for one in TOLD:
            step = (aims[one.practice] + FEW) / (run[one.practice] + FEW)
            step = step ** (towards * one.sign / slope[one.practice])
            ratios[one.practice] = (ratios[one.practice] * step).clip(1 / HIGHEST, HIGHEST)
        write(fit, ratios)
        run, _ = simulated(program, fit, turn + 2)
        if turn == 0:
            slope = answers(first, run, ratios)
            print("a ratio moves its figure by: " + ", ".join(f"{name} {value:.2f}" for name, value in slope.items()))
    for practice, of_all in ratios.items():
        at_bound = int(((of_all < 1.05 / HIGHEST) | (of_all > HIGHEST / 1.05)).sum())
        print(f"{practice:<16} middle nine of ten {of_all.quantile(0.05):.2f} to {of_all.quantile(0.95):.2f}, {at_bound} at a bound")


if __name__ == "__main__":
    main()
