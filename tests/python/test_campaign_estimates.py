"""Means and ratios over paired replicates: their intervals cover what they should, and wrong ones would be noticed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from hearth.campaign import estimates
from hearth.campaign.choice import best_of
from hearth.campaign.estimates import Estimate, Intervals

COMPARISONS, REPLICATES = 4000, 6
FALSE_ALARM = 1e-6  # chance that a test of coverage fails when the seed is ever changed
COVERAGE = 0.90
OF_MEAN, OF_NEXT_DRAW = Intervals(), Intervals(of_next_draw=True)


def p_value(covered: int, number: int = COMPARISONS) -> float:
    """Of so many intervals that cover, if each does with the stated chance."""
    return stats.binomtest(covered, number, COVERAGE).pvalue


def paired(seed: int, effect: float, shared: float = 5.0, own: float = 1.0) -> np.ndarray:
    """Differences of pairs of runs that share most of their noise, (comparison, replicate)."""
    random = np.random.default_rng(seed)
    common = random.normal(0, shared, (COMPARISONS, REPLICATES))
    baseline = common + random.normal(0, own, common.shape)
    return common + effect + random.normal(0, own, common.shape) - baseline


def covers(estimate: Estimate, truth: float) -> bool:
    return estimate.low <= truth <= estimate.high


def test_the_interval_of_a_mean_covers_it_as_often_as_it_says() -> None:
    differences = paired(seed=1, effect=3.0)
    assert p_value(sum(covers(OF_MEAN.mean_of(row), 3.0) for row in differences)) > FALSE_ALARM
    half = stats.norm.ppf(0.95) * differences.std(axis=1, ddof=1) / np.sqrt(REPLICATES)  # normal instead of Student's t
    assert p_value(int((np.abs(differences.mean(axis=1) - 3.0) <= half).sum())) < FALSE_ALARM  # power


def test_the_interval_of_the_next_draw_covers_it_as_often_as_it_says() -> None:
    differences = paired(seed=9, effect=3.0)
    observed, following = differences[:, :-1], differences[:, -1]
    found = [OF_NEXT_DRAW.mean_of(row) for row in observed]
    assert p_value(sum(covers(estimate, draw) for estimate, draw in zip(found, following))) > FALSE_ALARM
    of_mean = [OF_MEAN.mean_of(row) for row in observed]
    assert p_value(sum(covers(estimate, draw) for estimate, draw in zip(of_mean, following))) < FALSE_ALARM  # power


def test_the_ratio_of_the_next_draw_is_covered_nearly_as_often_as_it_says() -> None:
    """An approximation: within two points of 90%, where both parts are well above zero."""
    random = np.random.default_rng(10)
    effect = random.normal(8, 1.5, (COMPARISONS, REPLICATES))
    cost = 20 * effect + random.normal(40, 12, effect.shape)
    found = [OF_NEXT_DRAW.ratio_of(above[:-1], below[:-1]) for above, below in zip(cost, effect)]
    covered = np.mean([covers(estimate, above[-1] / below[-1]) for estimate, above, below in zip(found, cost, effect)])
    assert abs(covered - COVERAGE) < 0.02
    of_mean = [OF_MEAN.ratio_of(above[:-1], below[:-1]) for above, below in zip(cost, effect)]
    assert np.mean([covers(one, above[-1] / below[-1]) for one, above, below in zip(of_mean, cost, effect)]) < 0.8  # power


def test_pairing_is_what_makes_the_interval_narrow() -> None:
    widths = [estimate.high - estimate.low for estimate in map(OF_MEAN.mean_of, paired(seed=2, effect=0.0)[:200])]
    apart = [estimate.high - estimate.low
             for estimate in map(OF_MEAN.mean_of, paired(seed=2, effect=0.0, shared=0.0, own=np.sqrt(26))[:200])]
    assert np.mean(apart) > 4 * np.mean(widths)


def test_the_interval_of_a_ratio_covers_it_as_often_as_it_says() -> None:
    gain = paired(seed=3, effect=8.0)
    cost = 20 * gain + np.random.default_rng(4).normal(40, 12, gain.shape)  # truly 200 / 8 = 25, and correlated
    found = [OF_MEAN.ratio_of(above, below) for above, below in zip(cost, gain)]
    assert not any(np.isnan(estimate.value) for estimate in found)
    assert p_value(sum(covers(estimate, 25.0) for estimate in found)) > FALSE_ALARM
    assert p_value(sum(covers(estimate, 26.5) for estimate in found)) < FALSE_ALARM  # power: six per cent too dear


def test_the_cost_of_a_fixed_sum_is_covered_as_often_as_it_says() -> None:
    found = [OF_MEAN.ratio_of(np.full(REPLICATES, 200.0), gain) for gain in paired(seed=5, effect=8.0)]
    assert p_value(sum(covers(estimate, 25.0) for estimate in found)) > FALSE_ALARM
    assert p_value(sum(covers(estimate, 26.5) for estimate in found)) < FALSE_ALARM  # power


def test_a_ratio_of_a_known_example() -> None:
    estimate = OF_MEAN.ratio_of(np.array([10.0, 12.0, 14.0]), np.array([4.0, 5.0, 6.0]))
    student = stats.t.ppf(0.95, 2)
    for edge in (estimate.low, estimate.high):  # where the mean of (above - edge * below) is just not told from zero
        left = np.array([10.0, 12.0, 14.0]) - edge * np.array([4.0, 5.0, 6.0])
        assert abs(left.mean()) == pytest.approx(student * left.std(ddof=1) / np.sqrt(3), rel=1e-9)
    assert estimate.low < estimate.value == 2.4 < estimate.high


@pytest.mark.parametrize("gain", [[-1.0, 2.0, 0.5], [0.0, 0.0, 0.0], [-3.0, -2.9, -3.1]])
def test_a_ratio_over_a_gain_that_is_not_above_zero_is_not_given(gain: list[float]) -> None:
    estimate = OF_MEAN.ratio_of(np.array([10.0, 10.0, 10.0]), np.array(gain))
    assert np.isnan(estimate[:3]).all() and estimate.note == estimates.NO_GAIN


def test_no_figure_without_a_second_replicate() -> None:
    with pytest.raises(ValueError, match="needs 2"):
        OF_MEAN.mean_of(np.array([3.0]))


def test_a_replicate_without_a_value_leaves_none() -> None:
    estimate = OF_MEAN.mean_of(np.array([1.0, np.nan, 2.0]))
    assert np.isnan(estimate.value) and estimate.note == estimates.NO_VALUE


def test_the_month_reached_is_covered_as_often_as_it_says_or_oftener() -> None:
    random = np.random.default_rng(6)
    truth = np.arange(1, 41) - 20.5  # at zero between months 20 and 21
    size = (COMPARISONS // 4, REPLICATES, len(truth))
    paths = truth + random.normal(0, 4, (*size[:2], 1)) + random.normal(0, 0.5, size)
    found = [OF_MEAN.first_month_reached(path) for path in paths]
    covered = sum(covers(estimate, 21) for estimate in found)
    assert stats.binomtest(covered, len(found), COVERAGE, alternative="less").pvalue > FALSE_ALARM
    missed = sum(covers(estimate, 25) for estimate in found)
    assert stats.binomtest(missed, len(found), COVERAGE, alternative="less").pvalue < FALSE_ALARM  # power


def test_from_forty_draws_on_their_quantiles_cover_the_next_of_skewed_ones() -> None:
    draws = np.random.default_rng(7).exponential(1, (COMPARISONS, estimates.FEWEST_FOR_QUANTILES + 1)) ** 2
    observed, following = draws[:, :-1], draws[:, -1]
    found = [OF_NEXT_DRAW.mean_of(row) for row in observed]
    assert OF_NEXT_DRAW.are_quantiles(40) and not OF_NEXT_DRAW.are_quantiles(39) and not OF_MEAN.are_quantiles(40)
    covered = sum(covers(estimate, draw) for estimate, draw in zip(found, following))
    assert p_value(covered) > FALSE_ALARM
    below = sum(draw < estimate.low for estimate, draw in zip(found, following))
    assert stats.binomtest(below, COMPARISONS, (1 - COVERAGE) / 2).pvalue > FALSE_ALARM
    wide = stats.t.ppf(0.95, 39) * observed.std(axis=1, ddof=1) * np.sqrt(1 + 1 / 40)
    t_below = int((following < observed.mean(axis=1) - wide).sum())
    assert stats.binomtest(t_below, COMPARISONS, (1 - COVERAGE) / 2).pvalue < FALSE_ALARM  # power: t is below zero


def test_a_ratio_of_forty_draws_has_the_quantiles_of_their_ratios() -> None:
    below = np.arange(1.0, 41.0)
    found = OF_NEXT_DRAW.ratio_of(np.full(40, 120.0), below)
    low, high = np.quantile(120 / below, (0.05, 0.95), method="weibull")
    assert (found.value, found.low, found.high) == pytest.approx((120 / below.mean(), low, high))
    below[:3] = 0  # two draws in forty may gain nothing, three may not
    assert np.isnan(OF_NEXT_DRAW.ratio_of(np.full(40, 120.0), below).value)


def test_of_equals_a_best_one_is_seldom_claimed() -> None:
    random = np.random.default_rng(8)
    claimed = sum(not best_of({name: random.normal(0, 1, REPLICATES) for name in "ab"}, OF_MEAN)[1] for _ in range(2000))
    assert stats.binomtest(claimed, 2000, 1 - COVERAGE).pvalue > FALSE_ALARM
    differs = sum(not best_of({"a": random.normal(2, 1, REPLICATES), "b": random.normal(0, 1, REPLICATES)},
                                  OF_MEAN)[1]
                  for _ in range(200))
    assert differs > 150  # power
