"""Elementary effects of a morris design.

A step of a trajectory changes one parameter by delta on the unit cube; its effect is (f(after) - f(before)) / delta, in
the output's unit for the whole range of the parameter. Over trajectories mu is the mean effect, sigma its standard
deviation (Morris 1991, Technometrics 33(2), 161-174), mu* the mean of absolute effects (Campolongo et al. 2007,
Environmental Modelling & Software 22, 1509-1518). sigma is above zero if the effect depends on where one is: the output
is curved, or parameters interact.
"""

from __future__ import annotations

import numpy as np

from .bootstrap import Estimates, estimates
from .distributions import on_unit_cube
from .plan import MORRIS, PLAN_AGAIN, BadSweep, Plan


def effects(plan: Plan, outputs: np.ndarray) -> np.ndarray:
    """The effect of each parameter in each trajectory, (trajectory, parameter) [the output's unit].

    outputs: means over replicates, (trajectory, point of it).
    """
    parameters = len(plan.parameters)
    steps = np.diff(on_unit_cube(plan).reshape(plan.base_points, parameters + 1, parameters), axis=1)
    moved = steps != 0
    wrong = (moved.sum(axis=2) != 1).any(axis=1) | (moved.sum(axis=1) != 1).any(axis=1)
    if wrong.any():
        first = int(np.argmax(wrong)) * (parameters + 1)
        raise BadSweep(f"{plan.file}: points {first} to {first + parameters} do not change one parameter after the "
                       f"other, each once, so they are no trajectory of a {MORRIS} design. {PLAN_AGAIN}")
    which = moved.argmax(axis=2)
    delta = np.take_along_axis(steps, which[..., None], axis=2)[..., 0]
    found = np.empty((plan.base_points, parameters))
    np.put_along_axis(found, which, np.diff(outputs, axis=1) / delta, axis=1)
    return found


def indices(found: np.ndarray) -> tuple[Estimates, Estimates, Estimates]:
    """mu, mu* and sigma of each parameter [the output's unit], with intervals over trajectories.

    found: effects, (trajectory, parameter).
    """
    trajectories, parameters = found.shape
    middle = found.mean(axis=0)
    apart = found - middle  # so that squares lose no digits
    terms = np.hstack([found, np.abs(found), apart, apart**2])

    def figures(means: np.ndarray) -> np.ndarray:
        mu, mu_star, mean, square = (means[:, k * parameters:(k + 1) * parameters] for k in range(4))
        variance = np.maximum(square - mean**2, 0) * trajectories / (trajectories - 1)  # rounding may go below 0
        return np.hstack([mu, mu_star, np.sqrt(variance)])

    every = estimates(terms, figures)
    mu, mu_star, sigma = (Estimates(*(edge[k * parameters:(k + 1) * parameters] for edge in every)) for k in range(3))
    return mu, mu_star, sigma
