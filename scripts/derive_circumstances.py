"""How much likelier placements are to break in the circumstances of a run than in typical ones, by kind:
starting_population.circumstances_ratio.

usage: /usr/bin/python3 scripts/derive_circumstances.py build/release/hearth

Lives before the first day know a child's complexity, but not how well its carers match, who lives with them or how far
away they are. Runs England for half a year as it is, and with all of these without effect, from the same first day and
with the same luck, and compares the disruptions. Prints the line for the config.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

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
TYPICAL = tuple(
    f"shared.disruption_hazard.{name}_ratio=1" for name in ("poor_match", "apart", "far", "other_child", "strain")
)


def disruptions(program: str, *assignments: str) -> np.ndarray:
    """Disruptions by kind of placement in the first half year, of each replicate."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/run.h5"
        command = [program, "run", "england", "--months", "6", "--replicates", str(REPLICATES), "-q", "-o", file]
        for assignment in (BY_PLAN_AS_SUCH, *assignments):
            command += ["--set", assignment]
        subprocess.run(command, check=True)
        episodes = hearth.open(file).episodes
    broke = episodes[(episodes.dec >= START) & ~episodes.reason_place_change.isin(NOT_DISRUPTIONS)]
    counts = broke.groupby(["replicate", "placement"], observed=False).size().unstack(fill_value=0)
    return counts.reindex(columns=KINDS, fill_value=0).to_numpy()


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    here, typical = disruptions(sys.argv[1]), disruptions(sys.argv[1], *TYPICAL)
    total = typical.sum(axis=0)
    ratios = here.sum(axis=0) / np.maximum(total, 1)
    few = 300  # too few to tell: as in typical circumstances
    ratios[total < few] = 1
    print("values: {" + ", ".join(f"{kind}: {ratio:.3f}" for kind, ratio in zip(KINDS, ratios)) + "}")
    spread = (here / np.maximum(typical, 1)).std(axis=0, ddof=1) / np.sqrt(REPLICATES)
    print("standard errors: " + ", ".join(f"{kind} {error:.3f}" for kind, error in zip(KINDS, spread)))


if __name__ == "__main__":
    main()
