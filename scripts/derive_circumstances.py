"""How much likelier placements are to break in the circumstances of a run than in those that a life before the first day
knows, by kind: starting_population.circumstances_ratio.

usage: /usr/bin/python3 scripts/derive_circumstances.py build/release/hearth

Lives before the first day know a child's age, its time in care and in the placement and its complexity of need. They do not
know how well its carers match, who lives with them, how far away they are and what weighs on them, that a brother or sister
leaves with it, or that it goes missing. Runs England for half a year as it is, and with all of these without effect, from
the same first day and with the same luck, and compares the disruptions. Prints the line for the config.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "analysis"))
import hearth  # noqa: E402  (the package as it stands here, installed or not)

KINDS = ("foster_kin", "foster", "adoption", "parents", "childrens_home", "supported", "other_residential", "other")
REPLICATES = 6
START = pd.Timestamp(2019, 4, 1)
NOT_DISRUPTIONS = ("none", "CARPL", "PLACE")
BY_PLAN_AS_SUCH = "planned_moves.other_reason=0"  # or OTHER would stand for both
WITHOUT_EFFECT = (
    *(f"shared.disruption_hazard.{name}_ratio=1" for name in ("poor_match", "apart", "far", "other_child", "strain")),
    "placement_disruption.siblings_too=0",
    "shared.need_growth.per_incident=0",
)
FEW = 300  # disruptions; fewer tell nothing


class Ratio(NamedTuple):
    """A kind's ratio, with its standard error over replicates; 1 where there are too few disruptions to tell."""

    value: float
    error: float
    is_known: bool


def disruptions(program: str, *assignments: str) -> np.ndarray:
    """Disruptions by kind of placement in the first half year, of each replicate."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", "england_2019", "--months", "6", "--replicates", str(REPLICATES), "-q", "-o", file]
        for assignment in (BY_PLAN_AS_SUCH, *assignments):
            command += ["--set", assignment]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        episodes = hearth.open(file).episodes
    broke = episodes[(episodes.dec >= START) & ~episodes.reason_place_change.isin(NOT_DISRUPTIONS)]
    counts = broke.groupby(["replicate", "placement"], observed=False).size().unstack(fill_value=0)
    return counts.reindex(columns=KINDS, fill_value=0).to_numpy()


def derived(program: str) -> dict[str, Ratio]:
    """The ratio of each kind of placement."""
    here, without = disruptions(program), disruptions(program, *WITHOUT_EFFECT)
    errors = (here / np.maximum(without, 1)).std(axis=0, ddof=1) / np.sqrt(REPLICATES)
    ratios = {}
    for kind, ran, least, error in zip(KINDS, here.sum(axis=0), without.sum(axis=0), errors):
        is_known = least >= FEW
        ratios[kind] = Ratio(ran / least if is_known else 1.0, float(error), is_known)
    return ratios


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    ratios = derived(sys.argv[1])
    print("values: {" + ", ".join(f"{kind}: {ratio.value:.3f}" for kind, ratio in ratios.items()) + "}")
    print("standard errors: " + ", ".join(f"{kind} {ratio.error:.3f}" for kind, ratio in ratios.items() if ratio.is_known))


if __name__ == "__main__":
    main()
