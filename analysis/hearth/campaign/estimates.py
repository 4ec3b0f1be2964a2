"""Figures over paired replicates, none without its interval.

A replicate of a scenario and the same replicate of the baseline share their random numbers, so a figure is the mean of
their differences, and its interval is Student's t over these: exact for normal differences, with as few as two.

A ratio of two such means (GBP per extra household) has Fieller's interval: the ratios r for which the mean of
(above - r * below) is not told apart from zero by the same t. It is chosen over a bootstrap because ten replicates are
too few to resample (percentiles of ten are too narrow), and because it is unbounded exactly when the interval of the
denominator includes zero, which is when we give no ratio at all. No random numbers are drawn here.

Where numbers of policies were drawn anew for each replicate (`hearth compare --uncertain`), more replicates make the
mean over all that they may be ever more certain, and say no more about what they are. There an interval is of one
more draw: t s sqrt(1 + 1/n) instead of t s sqrt(1/n), exact for normal differences; that of a ratio is widened alike,
and is no more than an approximation. Draws are often skewed, so from 40 of them on their own 5% and 95% quantiles are
taken instead: the (n + 1) p-th smallest, between which the next draw lies nine times in ten whatever their
distribution (Wilks 1941). Those of a ratio are of the ratios of the draws.

Sources: Fieller (1954), Journal of the Royal Statistical Society B 16(2), 175-185; Wilks (1941), Annals of Mathematical
Statistics 12(1), 91-96.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..estimates import COVERAGE, over_replicates, student
from ..present.words import counted

FEWEST_REPLICATES = 2
#: So many draws show their own quantiles: two lie beyond each.
FEWEST_FOR_QUANTILES = 40
QUANTILES = ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2)
NO_GAIN = "not determined: the gain is not above zero"
NO_VALUE = "not determined: some replicate has no value (nothing to divide by, or no whole reporting year)"
NAN = float("nan")


class Estimate(NamedTuple):
    """A figure and its interval; where it cannot be had all three are NaN and the note says why."""

    value: float
    low: float
    high: float
    note: str = ""

    @property
    def is_above_zero(self) -> bool:
        return self.low > 0


def undetermined(why: str) -> Estimate:
    return Estimate(NAN, NAN, NAN, why)


class Intervals(NamedTuple):
    """Figures with intervals; of the mean, or of one more draw of what is uncertain."""

    of_next_draw: bool = False

    def are_quantiles(self, replicates: int) -> bool:
        """Of the draws themselves, else Student's t."""
        return self.of_next_draw and replicates >= FEWEST_FOR_QUANTILES

    def mean_of(self, differences: np.ndarray) -> Estimate:
        """Mean and interval of one number per replicate, (replicate,); not determined if a replicate has none (NaN)."""
        if np.isnan(differences).any():
            return undetermined(NO_VALUE)
        return Estimate(*(float(edge) for edge in self.means_of(differences)))

    def means_of(self, differences: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Mean, low and high over the first axis of (replicate, ...)."""
        _expect_pairs(differences)
        if self.are_quantiles(len(differences)):
            mean = differences.mean(axis=0)
            low, high = np.quantile(differences, QUANTILES, axis=0, method="weibull")
            return mean, np.minimum(low, mean), np.maximum(high, mean)
        mean, low, high = over_replicates(differences)
        wider = np.sqrt(self._variances_of_mean(len(differences)))
        return mean, mean - wider * (mean - low), mean + wider * (high - mean)

    def ratio_of(self, above: np.ndarray, below: np.ndarray) -> Estimate:
        """Mean of `above` over mean of `below`, both (replicate,) and paired, with Fieller's interval.

        Not determined unless the whole interval of `below` is above zero.
        """
        gain = self.mean_of(below)
        if not gain.is_above_zero:
            return undetermined(gain.note or NO_GAIN)
        if self.are_quantiles(len(below)):
            return _ratio_of_draws(above, below)
        number = len(below)
        spread = np.cov(above, below) / number * student(number) ** 2 * self._variances_of_mean(number)
        cost, units = float(above.mean()), gain.value
        # The ratios r with (cost - r units)^2 <= spread of (above - r below): a parabola's roots, open upwards.
        square = units**2 - spread[1, 1]
        middle = (cost * units - spread[0, 1]) / square
        reach = np.sqrt(max(middle**2 - (cost**2 - spread[0, 0]) / square, 0.0))
        ratio = cost / units
        return Estimate(ratio, min(middle - reach, ratio), max(middle + reach, ratio))

    def first_month_reached(self, paths: np.ndarray) -> Estimate:
        """The first month, counted from 1, in which the mean of paths, (replicate, month), is no longer below zero.

        Its interval inverts the t interval of each month: from the first that may be at zero to the first that must be.
        Not determined if the mean, or a bound, never gets there.
        """
        months = [np.flatnonzero(edge >= 0) for edge in self.means_of(paths)]
        if any(len(reached) == 0 for reached in months):
            return undetermined("not determined: not reached within the run")
        value, high, low = (int(reached[0]) + 1 for reached in months)
        return Estimate(value, low, high)

    def _variances_of_mean(self, number: int) -> int:
        """What the interval is about, as a multiple of the variance of the mean: 1, or 1 + n."""
        return 1 + number * self.of_next_draw


def _ratio_of_draws(above: np.ndarray, below: np.ndarray) -> Estimate:
    """Mean over mean, with quantiles of the ratios of the draws; a draw that gains nothing costs without end."""
    ratios = np.divide(above, below, out=np.full(len(below), np.inf), where=below > 0)
    with np.errstate(invalid="ignore"):  # between two that are endless
        low, high = np.quantile(ratios, QUANTILES, method="weibull")
    if not np.isfinite([low, high]).all():
        return undetermined(NO_GAIN)
    ratio = float(above.mean() / below.mean())
    return Estimate(ratio, min(float(low), ratio), max(float(high), ratio))


def _expect_pairs(differences: np.ndarray) -> None:
    if len(differences) < FEWEST_REPLICATES:
        raise ValueError(f"{counted(len(differences), 'replicate')}; an interval needs {FEWEST_REPLICATES}")
