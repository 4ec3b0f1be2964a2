"""The plan of a sweep, a folder with plan.json and plan.csv: parameters, points, and the runs of each point."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable

import numpy as np
import pandas as pd

SALTELLI, MORRIS = "saltelli", "morris"
#: Designs whose points are looked at one by one, by regression.
ONE_BY_ONE = ("lhs", "sobol", "random", "grid", "list")
VALUES, LISTED = "values", "listed"  # the distributions that may be of words
#: Design, with second order or without -> its points for each base point or trajectory, of so many parameters.
POINTS_EACH: dict[tuple[str, bool], Callable[[int], int]] = {
    (SALTELLI, False): lambda parameters: parameters + 2,
    (SALTELLI, True): lambda parameters: 2 * parameters + 2,
    (MORRIS, False): lambda parameters: parameters + 1,
}
#: Facts of a run in plan.csv and in merged results, beside its parameters.
RUN_COLUMNS = ("id", "point", "replicate", "scenario", "seed", "digest", "status", "message", "run_digest", "run_digest_of_contents")
NEEDED = ("id", "point", "replicate", "scenario")
PLAN_AGAIN = "Copy the folder again, or write it again with 'hearth sweep plan'"


class BadSweep(Exception):
    """The plan, its outputs, or what is asked of them, cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Parameter:
    """What is varied, in the parameter's own unit.

    numbers: uniform, loguniform: low, high; normal: mean, sd, low, high; values: each of them, in order,
             also words such as 2024-04 or best_match; listed: none, the points are whatever a CSV has.
    """

    name: str
    distribution: str
    numbers: tuple[float | str, ...]


def names_of_words(parameters: Iterable[Parameter]) -> list[str]:
    """Names of the parameters whose values may be words."""
    return [parameter.name for parameter in parameters if parameter.distribution in (VALUES, LISTED)]


@dataclass(frozen=True)
class Plan:
    """A design and its runs.

    base_points: of a saltelli design; of a morris design its trajectories; of others their points.
    points:      values of the parameters, in their units, (point, parameter), points in the order of the design.
    runs:        id, scenario, point, replicate: a row for each run, by scenario, then point, then replicate.
    """

    folder: Path
    design: str
    base_points: int
    parameters: tuple[Parameter, ...]
    points: pd.DataFrame
    runs: pd.DataFrame
    scenarios: tuple[str, ...]
    replicates: int
    second_order: bool = False

    @property
    def file(self) -> Path:
        return self.folder / "plan.csv"

    @property
    def names(self) -> list[str]:
        return [parameter.name for parameter in self.parameters]

    @property
    def pairs(self) -> list[str]:
        """Names of all pairs of parameters, as second order has them."""
        return [f"{one} x {other}" for place, one in enumerate(self.names) for other in self.names[place + 1:]]

    def cells(self, output: pd.Series) -> np.ndarray:
        """One output, indexed by the id of its run, as (scenario, base point, point of it, replicate)."""
        shape = len(self.scenarios), self.base_points, -1, self.replicates
        return output.loc[self.runs["id"]].to_numpy(dtype=float).reshape(shape)
