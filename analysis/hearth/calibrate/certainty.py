"""How certain fitted parameters are: intervals, and what the figures cannot tell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from .fit import CLEAR, Outcome, Problem

HIGH_CORRELATION = 0.9
HIGH_CONDITION = 30.0  # index of the scaled slopes above which parameters blur (Belsley, Kuh & Welsch 1980)
WEAK_SHARE = 0.5
HIGH_MISFIT = 4.0  # chi^2 per degree of freedom: figures missed by twice their sd


@dataclass
class Certainty:
    """Per parameter, on its scale; intervals in its unit."""

    lower: np.ndarray
    upper: np.ndarray
    share_of_figures: np.ndarray  # of what is known of it; the rest is the prior
    correlation: np.ndarray
    condition: float
    misfit: float  # chi^2 per degree of freedom; NaN without any
    warnings: list[str]


def certainty(problem: Problem, outcome: Outcome, names: list[str], probability: float) -> Certainty:
    """Intervals z +- q sd, sd^2 the diagonal of (J'J + prior)^-1, widened by a misfit above 1, cut at the bounds.

    @param probability  of the intervals, such as 0.9
    """
    slopes, precision = outcome.slopes.of_mean, problem.prior_precision
    space = problem.space
    # So weak that it only keeps the inverse finite: where no figure moves, the interval is the bounds.
    floor = 1 / (10 * (space.upper - space.lower)) ** 2
    covariance = np.linalg.inv(slopes.T @ slopes + np.diag(precision + floor))
    sd = np.sqrt(np.diag(covariance))
    residuals = problem.residuals(outcome.figures, outcome.total_sd)
    squares = np.sum(residuals**2) + np.sum(problem.prior_residuals(outcome.coordinates) ** 2)
    misfit = squares / problem.freedom if problem.freedom > 0 else math.nan
    widened = misfit > 1
    upper_tail = 0.5 + probability / 2
    normal = NormalDist().inv_cdf(upper_tail)
    reach = sd * (t_quantile(upper_tail, problem.freedom) * math.sqrt(misfit) if widened else normal)
    correlation = covariance / np.outer(sd, sd)
    share = 1 - np.diag(covariance) * precision
    lower, upper = (space.values(space.inside(outcome.coordinates + side * reach)) for side in (-1, 1))
    found = Certainty(lower, upper, share, correlation, _condition(slopes, precision), misfit, [])
    found.warnings = _warnings(problem, outcome, found, names)
    return found


def t_quantile(p: float, freedom: int) -> float:
    """Quantile of Student's t for p > 0.5: exact for 1 and 2, else to about 0.1 % (Abramowitz & Stegun 26.7.5)."""
    if freedom == 1:
        return math.tan(math.pi * (p - 0.5))
    if freedom == 2:
        return (2 * p - 1) * math.sqrt(2 / (1 - (2 * p - 1) ** 2))
    x, n = NormalDist().inv_cdf(p), freedom
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + sum(term / n ** (power + 1) for power, term in enumerate(terms))


def _condition(slopes: np.ndarray, precision: np.ndarray) -> float:
    """Largest by smallest singular value of the slopes and priors, each parameter scaled to length one."""
    rows = np.vstack([slopes, np.diag(np.sqrt(precision))])
    lengths = np.linalg.norm(rows, axis=0)
    if not (lengths > 0).all():
        return math.inf
    values = np.linalg.svd(rows / lengths, compute_uv=False)
    return float(values[0] / values[-1]) if values[-1] > 0 else math.inf


def _warnings(problem: Problem, outcome: Outcome, found: Certainty, names: list[str]) -> list[str]:
    space, warnings = problem.space, []
    if not outcome.converged:
        warnings.append(f"not converged: {outcome.reason}.")
    for k, name in enumerate(names):
        place, margin = outcome.coordinates[k], 1e-6 * (space.upper[k] - space.lower[k])
        if place <= space.lower[k] + margin or place >= space.upper[k] - margin:
            warnings.append(f"{name} is at its bound: the figures would have it further. Is the bound right?")
        clearness = outcome.slopes.clearness[k]
        if clearness == 0:
            warnings.append(f"{name} moves none of the figures. Leave it out, or add a figure that it moves?")
        elif clearness < CLEAR:
            warnings.append(
                f"{name}: its effect is only {clearness:.1f} times the simulation noise. More replicates, or "
                "a longer step?"
            )
        elif found.share_of_figures[k] < WEAK_SHARE:
            warnings.append(
                f"{name} is known from its prior more than from the figures "
                f"({100 * found.share_of_figures[k]:.0f}% figures)."
            )
        for other in range(k):
            if abs(found.correlation[k, other]) > HIGH_CORRELATION:
                both = f"{names[other]} and {name} blur into one another"
                correlation = f"(correlation {found.correlation[k, other]:+.2f})"
                warnings.append(f"{both} {correlation}: read their intervals together.")
    if found.condition > HIGH_CONDITION:
        warnings.append(
            f"the figures do not tell all parameters apart (condition {found.condition:.0f}, above "
            f"{HIGH_CONDITION:.0f})."
        )
    if problem.freedom == 0:
        warnings.append(
            "as many parameters as figures: nothing is left to tell how well the model fits, and intervals show noise "
            "only."
        )
    elif found.misfit > HIGH_MISFIT:
        warnings.append(
            f"the model misses the figures by more than they are uncertain (chi^2 per degree of freedom {found.misfit:.1f}"
            "); intervals are widened for it, but it says that the model's form is wrong somewhere."
        )
    return warnings
