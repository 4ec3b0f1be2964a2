"""What common random numbers are worth: the interval of a paired difference against that of independent seeds.

usage: /usr/bin/python3 scripts/checks/pairing.py COMPARED.h5

Prints, for the mean of foster places and the moves of the whole run, how many times wider the interval would be if baseline
and scenario had seeds of their own: sqrt(var(baseline) + var(scenario)) against the standard deviation of the differences of
the same replicates. Exits 1 if either is less than 3.
"""

from __future__ import annotations

import sys

import numpy as np

import hearth

LEAST = 3
MEASURES = {"places": "foster_places", "moves": "placement_moves"}


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    panel = hearth.open(sys.argv[1]).panel
    whole = panel.isel(area=-1)
    narrower, said = [], []
    for name, measure in MEASURES.items():
        without, with_it = (np.asarray(whole[measure].isel(scenario=row).sum("month"), dtype=float) for row in (0, 1))
        difference = with_it - without
        times = np.sqrt(without.var(ddof=1) + with_it.var(ddof=1)) / difference.std(ddof=1)
        narrower.append(times)
        said.append(f"{name} {difference.mean() / without.mean():+.2%}: {times:.1f}x")
    print(", ".join(said) + f"; {len(difference)} pairs")
    sys.exit(int(min(narrower) < LEAST))


if __name__ == "__main__":
    main()
