"""All figures of a sweep as one table."""

from __future__ import annotations

from typing import Iterator, NamedTuple

import numpy as np
import pandas as pd

from . import elementary, variance_based
from .bootstrap import Estimates
from .plan import SALTELLI, Plan
from .replicates import noise_share, of_different_replicates

S, ST, MU, MU_STAR, SIGMA = "S", "ST", "mu", "mu_star", "sigma"
S_NOISELESS, ST_NOISELESS = "S_without_noise", "ST_without_noise"
#: Of no parameter: what part of the variance of the points' means is replicate noise [1]; no interval.
NOISE_SHARE = "noise_share"
SAME_EVERYWHERE = "not determined: the output is the same at every point"
TOO_LITTLE = "not determined: in some resample no variance is left (too few base points, or nearly all of it is noise)"


class Row(NamedTuple):
    """A figure; value, low and high are NaN where it can't be had, and the note says why.

    unit: 1, or output for 'the unit of the output, for the whole range of the parameter'.
    """

    output: str
    scenario: str
    parameter: str
    index: str
    unit: str
    value: float
    low: float
    high: float
    note: str = ""


def figures_of(plan: Plan, outputs: pd.DataFrame) -> pd.DataFrame:
    """One row per figure, `Row`, of each output in each scenario; parameters in the order of the plan.

    outputs: a column for each, indexed by the id of its run, complete.
    """
    rows: list[Row] = []
    for output in outputs:
        for scenario, cells in zip(plan.scenarios, plan.cells(outputs[output])):
            rows += _of_cells(plan, str(output), scenario, cells)
    return pd.DataFrame(rows, columns=Row._fields)


def _of_cells(plan: Plan, output: str, scenario: str, cells: np.ndarray) -> Iterator[Row]:
    """cells: (base point, point of it, replicate)."""
    is_saltelli = plan.design == SALTELLI
    means = cells.mean(axis=2)
    if plan.replicates > 1:
        counted = cells[:, [0, -1]] if is_saltelli else cells
        share = noise_share(counted.reshape(-1, plan.replicates))
        yield Row(output, scenario, "", NOISE_SHARE, "1", share, np.nan, np.nan)
    found: dict[str, Estimates] = {}
    if is_saltelli:
        found[S], found[ST] = variance_based.indices(cells)
        if plan.replicates > 1:
            found[S_NOISELESS], found[ST_NOISELESS] = variance_based.indices(cells, of_different_replicates)
    else:
        found[MU], found[MU_STAR], found[SIGMA] = elementary.indices(elementary.effects(plan, means))
    is_same = np.ptp(means) == 0 and is_saltelli
    for place, parameter in enumerate(plan.names):
        for index, every in found.items():
            figure, note = [float(edge[place]) for edge in every], ""
            if is_same or np.isnan(figure).any():
                figure, note = [np.nan] * 3, SAME_EVERYWHERE if is_same else TOO_LITTLE
            yield Row(output, scenario, parameter, index, "1" if is_saltelli else "output", *figure, note)
