"""Where unaccompanied children (UASC) are placed, and how easily their placements break: two numbers that nobody publishes.

usage: /usr/bin/python3 scripts/derive_uasc_placements.py build/release/hearth

shared.placement_mix.supported_unaccompanied: how much more often supported accommodation is wanted for them in a year than the
table says. The odds of supported accommodation against foster care are moved, round by round, by as much as those of England's
UASC on 31 March (configs/data/uasc_placements.csv) are off. The config for validation takes the years to 2021, `england` all.

shared.disruption_hazard.unaccompanied_ratio: at which the share of UASC with three or more placements in the year is, on the
mean of 2020 and 2021, as published (configs/targets/fit.csv). Runs of two years at a few ratios, on a line between them.

Prints the lines for the configs, and what a run with them has beside what is published, later years too.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "analysis"))
import hearth  # noqa: E402  (the package as it stands here, installed or not)

YEARS = (2020, 2021, 2022, 2023)
UNTIL = 2021  # years that the ratio of disruptions is derived from, and the config for validation has
ROUNDS, REPLICATES = 5, 2
RATIOS = (0.1, 0.3, 0.5)
BEGIN_WITH = 0.3  # the ratio of disruptions in the first rounds: one with which what is wanted is soon what is found
#: Odds on 31 March move about half as far as those wanted in the year, as children stay from the years before.
STEP = 1.7
SUPPORTED = "shared.placement_mix.supported_unaccompanied"
RATIO = "shared.disruption_hazard.unaccompanied_ratio"
#: Why an episode begins that is a placement of its own (RNE): placement or carer changed, and with it the legal status.
MOVES = ("P", "B")


def setting(supported: np.ndarray) -> str:
    values = ", ".join(f"{year}: {ratio:.4f}" for year, ratio in zip(YEARS, supported))
    return f"{SUPPORTED}={{{values}}}"


def uasc_of(program: str, months: int, *assignments: str) -> pd.DataFrame:
    """Episodes of UASC in runs of England from April 2019, without chance in the levels of flows."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", "england_2019", "--months", str(months), "--replicates", str(REPLICATES), "-q", "-o", file]
        for assignment in ("levels.walk=false", *assignments):
            command += ["--set", assignment]
        subprocess.run(command, check=True)
        episodes = hearth.open(file).episodes
    return episodes[episodes.unaccompanied == 1]


def on_31_march(episodes: pd.DataFrame, year: int) -> pd.DataFrame:
    tomorrow = pd.Timestamp(year, 4, 1)
    return episodes[(episodes.decom < tomorrow) & ~(episodes.dec < tomorrow)]


def shares(episodes: pd.DataFrame, year: int) -> dict[str, float]:
    """Of the UASC on 31 March, by placement."""
    return on_31_march(episodes, year).placement.value_counts(normalize=True).to_dict()


def three_or_more(episodes: pd.DataFrame, year: int) -> float:
    """Share of the UASC on 31 March who had three or more placements in the year: moves in it, and where they were before."""
    since, tomorrow = pd.Timestamp(year - 1, 4, 1), pd.Timestamp(year, 4, 1)
    moved = episodes[(episodes.decom >= since) & (episodes.decom < tomorrow) & episodes.rne.isin(MOVES)]
    moves = moved.groupby(["replicate", "child"], observed=True).size()
    stock = on_31_march(episodes, year).set_index(["replicate", "child"]).index
    return float((moves.reindex(stock, fill_value=0) >= 2).mean())


def published_shares() -> dict[int, dict[str, float]]:
    with (ROOT / "configs/data/uasc_placements.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    total = {year: sum(float(row["children"]) for row in rows if int(row["year"]) == year) for year in YEARS}
    return {
        year: {row["placement"]: float(row["children"]) / total[year] for row in rows if int(row["year"]) == year}
        for year in YEARS
    }


def published_three_or_more() -> dict[int, float]:
    found = {}
    for table in ("fit", "backtest"):
        with (ROOT / f"configs/targets/{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if (row["measure"], row["breakdown"]) == ("three_or_more_placements_percent", "uasc=yes"):
                    found[int(row["year"])] = float(row["value"]) / 100
    return found


def odds(of: dict[str, float]) -> float:
    return of["supported"] / of["foster"]


def fit_supported(program: str, supported: np.ndarray, ratio: float) -> np.ndarray:
    """Ratios by year at which each 31 March has the published odds; each year's children are partly those of the year before."""
    wanted = np.array([odds(shares_of) for shares_of in published_shares().values()])
    for number in range(ROUNDS):
        episodes = uasc_of(program, 12 * len(YEARS), setting(supported), f"{RATIO}={ratio}")
        found = np.array([odds(shares(episodes, year)) for year in YEARS])
        print(f"round {number + 1}: ratios {supported.round(2).tolist()}, odds {found.round(3).tolist()}, "
              f"published {wanted.round(3).tolist()}", flush=True)
        supported = supported * (wanted / found) ** STEP
    return supported


def fit_ratio(program: str, supported: np.ndarray) -> float:
    """The ratio at which three or more placements are as frequent as published, on the mean of the years to UNTIL."""
    years = [year for year in YEARS if year <= UNTIL]
    wanted = np.mean([published_three_or_more()[year] for year in years])
    found = []
    for ratio in RATIOS:
        episodes = uasc_of(program, 12 * len(years), setting(supported), f"{RATIO}={ratio}")
        found.append(np.mean([three_or_more(episodes, year) for year in years]))
        print(f"{ratio:.1f}: {100 * found[-1]:.2f}% with three or more placements, published {100 * wanted:.2f}%", flush=True)
    if not found[0] < wanted < found[-1]:
        sys.exit(f"No ratio between {RATIOS[0]} and {RATIOS[-1]} has what is published")
    return float(np.interp(wanted, found, RATIOS))


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    supported, ratio = np.ones(len(YEARS)), BEGIN_WITH
    for _ in range(2):  # each moves the other a little
        supported = fit_supported(program, supported, ratio)
        ratio = fit_ratio(program, supported)
    print(f"unaccompanied_ratio: {ratio:.2f}")
    print("supported_unaccompanied: {" + ", ".join(f'"{year}": {value:.2f}' for year, value in zip(YEARS, supported)) + "}")
    episodes = uasc_of(program, 12 * len(YEARS), setting(supported), f"{RATIO}={ratio:.2f}")
    three, placed = published_three_or_more(), published_shares()
    for year in YEARS:
        here = shares(episodes, year)
        kinds = (f"{kind} {100 * here.get(kind, 0):.1f} ({100 * share:.1f})" for kind, share in placed[year].items())
        print(f"{year}, % (published): {', '.join(kinds)}"
              f", 3 or more placements {100 * three_or_more(episodes, year):.1f} ({100 * three[year]:.1f})")


if __name__ == "__main__":
    main()
