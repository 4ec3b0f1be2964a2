"""The fit itself, on models whose answer is known: no program, no files."""

from __future__ import annotations

from typing import Callable

import numpy as np
import pytest

from hearth.calibrate.calibration import Method
from hearth.calibrate.certainty import certainty, t_quantile
from hearth.calibrate.fit import Outcome, Problem, fit
from hearth.calibrate.scales import Space

ALPHA = 1e-6  # chance that a statistical test here fails although all is well, were its seed changed
NONE = np.full(2, np.nan)
NAMES = ["first", "second"]
Model = Callable[[np.ndarray], np.ndarray]


def toy(model: Model, published: np.ndarray, sd: float | np.ndarray, *, noise: float = 0.0, prior_mean=NONE,
        prior_sd=NONE, lower=(-9.0, -9.0), upper=(9.0, 9.0), scales=("linear", "linear")) -> Problem:
    """A model with replicates that share their noise between points, as common random numbers do."""
    shared = noise * np.random.default_rng(11).normal(size=(8, len(published)))

    def evaluate(points):
        return [model(np.asarray(point)) + shared for point in points]

    return Problem(Space(list(scales), list(lower), list(upper)), published, np.broadcast_to(sd, published.shape),
                   np.asarray(prior_mean, float), np.asarray(prior_sd, float), evaluate)


def fitted(problem: Problem, start=(0.0, 0.0), **method) -> Outcome:
    return fit(problem, np.asarray(start, float), Method(**method))


def curved(x: np.ndarray) -> np.ndarray:
    """Forty figures of a nonlinear model with two positive parameters: growth and level."""
    return x[1] * np.exp(0.3 * x[0] * np.linspace(0, 5, 40))


def test_known_parameters_of_a_nonlinear_model_are_found_under_noise() -> None:
    truth, sd = np.array([1.7, 12.0]), 0.5
    published = curved(truth) + sd * np.random.default_rng(4).normal(size=40)
    problem = toy(curved, published, sd, noise=0.4, lower=(0.1, 1.0), upper=(10.0, 100.0), scales=("log", "log"))
    outcome = fitted(problem, problem.space.coordinates([0.5, 40.0]), rounds=30)
    assert outcome.converged, outcome.reason
    found = certainty(problem, outcome, NAMES, 1 - ALPHA)
    assert (found.lower < truth).all() and (truth < found.upper).all()
    wrong = 1.05 * truth  # power: values 5 % too high are caught
    assert (found.upper < wrong).all()


@pytest.mark.parametrize("understated", [1.0, 3.0])
def test_nine_in_ten_intervals_cover_the_truth_even_if_targets_claim_too_much(understated: float) -> None:
    """Exact model, so that only the targets' errors are at work; `understated`: their sd is larger than stated."""
    slopes = np.random.default_rng(2).normal(size=(10, 2))
    truth, trials = np.array([0.7, -0.4]), 600
    errors = np.random.default_rng(3).normal(size=(trials, 10)) * understated
    covered = np.zeros(2, int)
    too_narrow = np.zeros(2, int)
    for error in errors:
        problem = toy(lambda x: slopes @ x, slopes @ truth + error, 1.0)
        outcome = fitted(problem)
        found = certainty(problem, outcome, NAMES, 0.9)
        covered += (found.lower <= truth) & (truth <= found.upper)
        half = (found.upper - found.lower) / 4  # what an interval of half the width would say
        too_narrow += np.abs(outcome.coordinates - truth) <= half
    margin = 4.9 * np.sqrt(0.9 * 0.1 / trials)  # ALPHA, two-sided
    assert (covered / trials > 0.9 - margin).all()
    assert (covered / trials < 0.95 + margin).all()  # honest sd: a misfit below 1 does not narrow, so a little wide
    assert (too_narrow / trials < 0.9 - margin).all()  # power


def test_simulation_noise_widens_the_interval() -> None:
    slopes = np.random.default_rng(2).normal(size=(10, 2))
    widths = []
    for noise in (0.0, 3.0):
        problem = toy(lambda x: slopes @ x, slopes @ np.ones(2), 0.5, noise=noise)
        found = certainty(problem, fitted(problem), NAMES, 0.9)
        widths.append(found.upper - found.lower)
    assert (widths[1] > 1.5 * widths[0]).all()


def test_a_parameter_that_no_figure_moves_stays_at_its_prior_or_keeps_its_bounds() -> None:
    def one_only(x: np.ndarray) -> np.ndarray:
        return np.array([x[0], 2 * x[0], 3 * x[0]])

    free = toy(one_only, np.array([1.0, 2.0, 3.0]), 0.1)
    found = certainty(free, fitted(free), NAMES, 0.9)
    assert (found.lower[1], found.upper[1]) == (-9, 9)
    assert any("second moves none of the figures" in warning for warning in found.warnings)

    known = toy(one_only, np.array([1.0, 2.0, 3.0]), 0.1, prior_mean=(np.nan, 4.0), prior_sd=(np.nan, 0.5))
    outcome = fitted(known, rounds=20)
    assert outcome.coordinates == pytest.approx([1, 4], abs=0.1)
    found = certainty(known, outcome, NAMES, 0.9)
    assert found.share_of_figures[1] == pytest.approx(0, abs=0.01)
    assert found.upper[1] - found.lower[1] == pytest.approx(2 * 1.645 * 0.5, rel=0.01)


def test_a_prior_pulls_by_its_precision() -> None:
    """One figure of sd 1 at 2 and a prior of sd 1 at 0 meet at 1: the normal mean by hand."""
    problem = toy(lambda x: x, np.array([2.0, 5.0]), 1.0, prior_mean=(0.0, np.nan), prior_sd=(1.0, np.nan))
    assert fitted(problem, rounds=40).coordinates == pytest.approx([1, 5], abs=0.15)


def test_a_fit_stops_at_its_bound_and_says_so() -> None:
    often = 10  # so many figures that what the bound leaves unmet is little of each
    problem = toy(lambda x: np.tile([x[0], x[1], x[0] + x[1]], often), np.tile([20.0, 1.0, 21.0], often), 1.0)
    outcome = fitted(problem, rounds=40)
    assert outcome.coordinates[0] == 9
    assert outcome.coordinates[1] == pytest.approx((1 + 12) / 2, abs=0.3)  # the other answers for it, by hand
    assert any("first is at its bound" in warning for warning in certainty(problem, outcome, NAMES, 0.9).warnings)


def test_parameters_that_do_the_same_are_warned_of() -> None:
    rows = np.array([[1.0, 1.0], [1.0, 1.02], [1.0, 0.98], [2.0, 2.0]])
    problem = toy(lambda x: rows @ x, rows @ np.ones(2), 0.5)
    warnings = certainty(problem, fitted(problem), NAMES, 0.9).warnings
    assert any("blur into one another (correlation -1.00)" in warning for warning in warnings)
    assert any("do not tell all parameters apart" in warning for warning in warnings)
    apart = toy(lambda x: np.array([x[0], x[1], x[0] - 0.5 * x[1]]), np.ones(3), 0.5)
    assert not any("blur" in warning for warning in certainty(apart, fitted(apart), NAMES, 0.9).warnings)


def test_slopes_that_drown_in_noise_get_longer_steps() -> None:
    """Noise that is not shared between points, as when a step reorders events: a longer step divides it."""
    random = np.random.default_rng(8)
    asked: list[np.ndarray] = []

    def evaluate(points):
        asked.extend(points)
        return [np.array([10 * point[0], point[1], 5.0]) + 0.1 * random.normal(size=(8, 3)) for point in points]

    problem = Problem(
        Space(["linear"] * 2, [-9, -9], [9, 9]), np.array([0.0, 0.0, 5.0]), np.ones(3), NONE, NONE, evaluate
    )
    fit(problem, np.zeros(2), Method(step=0.05, rounds=1))
    first = max(abs(point[0]) for point in asked if point[1] == 0)  # points of slopes move one parameter only
    second = max(abs(point[1]) for point in asked if point[0] == 0)
    assert (first, second) == (pytest.approx(0.05), pytest.approx(0.2))


def test_too_few_rounds_are_not_called_converged() -> None:
    problem = toy(lambda x: x, np.array([8.0, 8.0]), 0.01)
    outcome = fitted(problem, rounds=1)
    assert not outcome.converged
    assert any(warning.startswith("not converged") for warning in certainty(problem, outcome, NAMES, 0.9).warnings)


@pytest.mark.parametrize(
    ("p", "freedom", "table"), [(0.95, 1, 6.314), (0.95, 2, 2.920), (0.95, 5, 2.015), (0.975, 10, 2.228)]
)
def test_quantiles_of_student_are_those_of_tables(p: float, freedom: int, table: float) -> None:
    assert t_quantile(p, freedom) == pytest.approx(table, rel=2e-3)


@pytest.mark.parametrize(("scale", "value"), [("log", 0.3), ("logit", 0.3), ("linear", -2.5)])
def test_scales_go_there_and_back(scale: str, value: float) -> None:
    space = Space([scale], [{"linear": -5.0}.get(scale, 0.1)], [0.9])
    assert space.values(space.coordinates([value]))[0] == pytest.approx(value, rel=1e-12)
