"""Gauss-Newton within bounds (Levenberg-Marquardt) on a simulation with common random numbers.

Minimises chi^2(z) = sum_i ((y_i(z) - p_i) / s_i)^2 + sum_k ((z_k - m_k) / t_k)^2: mean figures of the model less the
published ones, and coordinates of the parameters less their priors. s_i^2 adds the target's own variance and that of
the mean over replicates. Knows nothing of Hearth: `evaluate` is any function from points to one row of figures per
replicate. docs/calibration.md has the whole method.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Callable, Sequence

import numpy as np

from .calibration import Method
from .scales import Space

Evaluate = Callable[[Sequence[Sequence[float]]], Sequence[np.ndarray]]
CLEAR = 3.0  # times its own noise: a slope that needs no longer step
LONGEST_STEP = 4.0  # times the method's step, for slopes that drown in noise
SMALL_GAIN = 0.3  # of chi^2 per degree of freedom (or of 1): a step of about half a standard error
SWEEPS = 2000  # over the parameters of a step; a handful unless they blur
ATTEMPTS = 6  # with ever more damping, before a round gives up


@dataclass
class Problem:
    """What is fitted to what."""

    space: Space
    published: np.ndarray
    sd: np.ndarray  # of each figure, without simulation noise
    prior_mean: np.ndarray  # coordinates; NaN: no prior
    prior_sd: np.ndarray
    evaluate: Evaluate

    def figures(self, coordinates: Sequence[np.ndarray]) -> list[np.ndarray]:
        return [
            np.asarray(figures) for figures in self.evaluate(
                [self.space.values(place) for place in coordinates]
            )
        ]

    def total_sd(self, figures: np.ndarray) -> np.ndarray:
        """Each figure's standard deviation with the noise of the mean over replicates."""
        return np.sqrt(self.sd**2 + figures.var(axis=0, ddof=1) / len(figures))

    def residuals(self, figures: np.ndarray, total_sd: np.ndarray) -> np.ndarray:
        return (figures.mean(axis=0) - self.published) / total_sd

    def prior_residuals(self, coordinates: np.ndarray) -> np.ndarray:
        """Zero where there is no prior."""
        return np.nan_to_num((coordinates - self.prior_mean) / self.prior_sd)

    @property
    def prior_precision(self) -> np.ndarray:
        return np.nan_to_num(1 / self.prior_sd**2)

    @property
    def freedom(self) -> int:
        """Degrees of freedom: figures and priors, less parameters."""
        return len(self.published) + int(np.isfinite(self.prior_sd).sum()) - len(self.prior_sd)


@dataclass
class Slopes:
    """Change of each residual by parameter, and the standard error of that over replicates: (figures, parameters)."""

    of_mean: np.ndarray
    noise: np.ndarray

    @property
    def clearness(self) -> np.ndarray:
        """How many times its own noise each parameter's effect is."""
        noise = np.linalg.norm(self.noise, axis=0)
        effect = np.linalg.norm(self.of_mean, axis=0)
        return np.divide(effect, noise, out=np.where(effect > 0, np.inf, 0.0), where=noise > 0)


@dataclass
class Outcome:
    """Where a fit ended, and why."""

    coordinates: np.ndarray
    figures: np.ndarray
    total_sd: np.ndarray
    slopes: Slopes
    misfits: list[float]  # chi^2 at the start and after each round
    converged: bool
    reason: str


def fit(
    problem: Problem, start: np.ndarray, method: Method, say: Callable[[str], None] = lambda text: None
) -> Outcome:
    """Goes from round to round: slopes at the best point so far, then a step that makes the misfit smaller."""
    here = problem.space.inside(np.asarray(start, float))
    say("start")
    figures = problem.figures([here])[0]
    lengths = np.full(len(here), method.step)
    damping = 1e-3
    misfits: list[float] = []
    for turn in range(1, method.rounds + 1):
        # The weights are those of the round's first point: two points are only compared under the same ones.
        total_sd = problem.total_sd(figures)
        residuals = problem.residuals(figures, total_sd)
        misfit = _misfit(problem, here, residuals)
        if not misfits:
            misfits.append(misfit)
        say(f"round {turn}, slopes")
        slopes = _slopes(problem, here, total_sd, lengths, method)
        say(f"round {turn}, step")
        _, promised = _step(problem, here, residuals, slopes.of_mean, 0.0, method)
        # The measure is what no step could take away: a part of all the misfit would stop a fit that is far off.
        _, reachable = _step(problem, here, residuals, slopes.of_mean, 0.0, replace(method, largest_step=np.inf))
        enough = SMALL_GAIN * max(1.0, (misfit - reachable) / max(1, problem.freedom))
        if reachable < enough:
            reason = "no step would improve the fit noticeably"
            return Outcome(here, figures, total_sd, slopes, misfits, True, reason)
        for _ in range(ATTEMPTS):
            change, expected = _step(problem, here, residuals, slopes.of_mean, damping, method)
            trial = problem.space.inside(here + change)
            trial_figures = problem.figures([trial])[0]
            gained = misfit - _misfit(problem, trial, problem.residuals(trial_figures, total_sd))
            if gained > 0:
                break
            damping = max(10 * damping, 0.01)
        else:
            reason = f"the slopes promise {promised:.2g} of chi^2, and no step finds it (noise, or jumps?)"
            return Outcome(here, figures, total_sd, slopes, misfits, False, reason)
        here, figures = trial, trial_figures
        misfits.append(misfit - gained)
        damping = damping / 5 if gained > 0.75 * expected else damping * (3 if gained < 0.25 * expected else 1)
        say(f"round {turn}: distance from the figures (chi^2) {misfit:.2f} -> {misfits[-1]:.2f}")
        if gained < enough and reachable - gained < enough:
            reason = "the last step gained too little to notice"
            return Outcome(here, figures, total_sd, slopes, misfits, True, reason)
    reason = f"stopped after {method.rounds} rounds; allow more?"
    return Outcome(here, figures, problem.total_sd(figures), slopes, misfits, False, reason)


def _misfit(problem: Problem, coordinates: np.ndarray, residuals: np.ndarray) -> float:
    return float(np.sum(residuals**2) + np.sum(problem.prior_residuals(coordinates) ** 2))


def _slopes(
    problem: Problem, here: np.ndarray, total_sd: np.ndarray, lengths: np.ndarray, method: Method
) -> Slopes:
    """Central differences, replicate by replicate under the same seeds; `lengths` grow where noise drowns the effect."""
    size = len(here)
    slopes = Slopes(np.zeros((len(total_sd), size)), np.zeros((len(total_sd), size)))
    wanted = list(range(size))
    while wanted:
        ends = [problem.space.inside(here + side * lengths[k] * _unit(size, k)) for k in wanted for side in (1, -1)]
        figures = problem.figures(ends)
        for position, k in enumerate(wanted):
            above, below = ends[2 * position], ends[2 * position + 1]
            change = (figures[2 * position] - figures[2 * position + 1]) / (above[k] - below[k]) / total_sd
            slopes.of_mean[:, k] = change.mean(axis=0)
            slopes.noise[:, k] = change.std(axis=0, ddof=1) / np.sqrt(len(change))
        drowned = slopes.clearness < CLEAR
        wanted = [k for k in wanted if drowned[k] and 2 * lengths[k] <= LONGEST_STEP * method.step]
        lengths[wanted] *= 2
    return slopes


def _step(problem: Problem, here: np.ndarray, residuals: np.ndarray, slopes: np.ndarray, damping: float,
          method: Method) -> tuple[np.ndarray, float]:
    """The damped Gauss-Newton step inside bounds, and the fall of the misfit that it promises."""
    precision = problem.prior_precision
    curvature = slopes.T @ slopes + np.diag(precision)
    gradient = slopes.T @ residuals + precision * np.nan_to_num(here - problem.prior_mean)
    lowest = np.maximum(problem.space.lower - here, -method.largest_step)
    highest = np.minimum(problem.space.upper - here, method.largest_step)
    diagonal = np.diag(curvature)
    # A little damping always: what no figure moves would make the curvature singular.
    damped = curvature + np.diag((damping + 1e-9) * np.maximum(diagonal, 1e-9 * max(diagonal.max(), 1e-300)))
    change = _lowest_in_box(damped, gradient, lowest, highest)
    return change, float(-(2 * gradient @ change + change @ curvature @ change))


def _lowest_in_box(
    curvature: np.ndarray, gradient: np.ndarray, lowest: np.ndarray, highest: np.ndarray
) -> np.ndarray:
    """The x in a box at which x'Cx / 2 + g'x is lowest, one coordinate after the other: exact, as this is convex."""
    x = np.clip(-np.linalg.solve(curvature, gradient), lowest, highest)
    for _ in range(SWEEPS):
        before = x.copy()
        for k in range(len(x)):
            x[k] = np.clip(x[k] - (gradient[k] + curvature[k] @ x) / curvature[k, k], lowest[k], highest[k])
        if np.abs(x - before).max() < 1e-9:
            break
    return x


def _unit(size: int, k: int) -> np.ndarray:
    unit = np.zeros(size)
    unit[k] = 1
    return unit
