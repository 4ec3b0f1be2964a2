"""What common random numbers are worth: the interval of a paired difference against that of independent seeds.

usage: /usr/bin/python3 scripts/checks/pairing.py COMPARED.h5

Prints, for the mean of foster places and the moves of the whole run, how many times wider the interval would be if baseline
and scenario had seeds of their own: sqrt(var(baseline) + var(scenario)) against the standard deviation of the differences of
the same replicates, and the 90% interval of that number over the draw of replicates (bootstrap). Exits 1 if either number is
less than 3.
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
        low, high = np.percentile([times_narrower(without[rows], with_it[rows]) for rows in draws(len(without))], [5, 95])
        times = times_narrower(without, with_it)
        narrower.append(times)
        said.append(f"{name} {difference.mean() / without.mean():+.2%}: {times:.1f}x ({low:.1f} to {high:.1f})")
    print(", ".join(said) + f"; {len(difference)} pairs")
    sys.exit(int(min(narrower) < LEAST))


def times_narrower(without: np.ndarray, with_it: np.ndarray) -> float:
    return float(np.sqrt(without.var(ddof=1) + with_it.var(ddof=1)) / (with_it - without).std(ddof=1))


def draws(pairs: int) -> np.ndarray:
    return np.random.default_rng(1).integers(pairs, size=(2000, pairs))


if __name__ == "__main__":
    main()
