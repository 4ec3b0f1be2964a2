"""Checks that placements break before the first day as they do in a run: row 7 of children_in_care.sh.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/checks/past_lives.py build/release/hearth

Derives starting_population.circumstances_ratio anew and holds the config's against it; then looks back from the first day
and from later ones: how many placements of the children in care broke in the half year before. Exits 1 if any is missed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import yaml

import hearth

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from derive_circumstances import BY_PLAN_AS_SUCH, NOT_DISRUPTIONS, derived  # noqa: E402

from table import Table  # noqa: E402

#: No year differs from another, and OTHER stands for disruptions alone.
STEADY = (BY_PLAN_AS_SUCH, *(f"{process}.history=false" for process in
                             ("care_entry", "leaving_care", "planned_moves", "placement_disruption")))
HALF_YEAR = pd.Timedelta(days=183)


def check_ratios(table: Table, program: str) -> None:
    """The ratio by which lives before the first day break is that of a run."""
    config = yaml.safe_load((ROOT / "configs" / "england_2019.yaml").read_text(encoding="utf-8"))
    ours = config["starting_population"]["circumstances_ratio"]["values"]
    print("7  circumstances_ratio (config, derived now)")
    for kind, ratio in derived(program).items():
        if ratio.is_known:
            table.line(kind, 100 * ours[kind], 100 * ratio.value, round(max(3.0, 300 * ratio.error / ratio.value), 1))
        else:
            print(f"  {kind:<46}{100 * ours[kind]:>10,.1f}   too few disruptions to tell")


def disruptions_before(episodes: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Disruptions in the half year up to a day of the children who are in care on it, by kind [per 1,000 children]."""
    stock = episodes[(episodes.decom <= day) & (episodes.dec.isna() | (episodes.dec > day))]
    children = stock[["replicate", "child"]].drop_duplicates()
    broke = episodes[(episodes.dec > day - HALF_YEAR) & (episodes.dec <= day)
                     & ~episodes.reason_place_change.isin(NOT_DISRUPTIONS)]
    counted = broke.merge(children, on=["replicate", "child"]).groupby("placement", observed=False).size()
    return 1000 * counted / len(children)


def check_looking_back(table: Table, program: str) -> None:
    """Looking back from the first day, and from one a year later."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", "england_2019", "--months", "12", "--replicates", "2", "-q", "-o", file]
        for assignment in STEADY:
            command += ["--set", assignment]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        episodes = hearth.open(file).episodes
    first, later = (disruptions_before(episodes, pd.Timestamp(day)) for day in ("2019-03-31", "2020-03-31"))
    print("7  disruptions in the half year before, per 1,000 children in care (31 March 2019, 2020 under published)")
    for kind in first.index[later > 1]:
        print(f"  {kind:<46}{first[kind]:>10,.1f}{later[kind]:>11,.1f}{100 * (first[kind] / later[kind] - 1):>+9.1f} %")
    table.line("all kinds", first.sum(), later.sum(), 10)


def main() -> None:
    table = Table()
    check_ratios(table, sys.argv[1])
    check_looking_back(table, sys.argv[1])
    print(f"{table.missed} figures missed")
    sys.exit(table.missed > 0)


if __name__ == "__main__":
    main()
