"""Rounding keeps totals, and raking keeps odds ratios: by hand arithmetic and for random tables."""

from __future__ import annotations

import numpy as np
import pytest

import small_reference  # noqa: F401  which says where the scripts are

from rounding import rake, round_to_margins, round_to_total


def test_the_largest_remainders_are_rounded_up() -> None:
    assert round_to_total(np.array([1.2, 2.7, 3.1]), 7).tolist() == [1, 3, 3]


def test_values_are_scaled_to_the_total_first() -> None:
    assert round_to_total(np.array([20.0, 40, 60, 120, 70]), 300).tolist() == [19, 39, 58, 116, 68]


def test_ties_go_to_the_earlier_entry() -> None:
    assert round_to_total(np.array([1.0, 1, 1, 1]), 6).tolist() == [2, 2, 1, 1]
    assert round_to_total(np.array([3.0, 1]), 10).tolist() == [8, 2]


def test_a_table_keeps_its_shape() -> None:
    assert round_to_total(np.array([[1.0, 0], [0, 1]]), 4).tolist() == [[2, 0], [0, 2]]


def test_what_cannot_be_rounded_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot round negative numbers"):
        round_to_total(np.array([1.0, -0.1]), 1)
    with pytest.raises(ValueError, match="no values to share 3 among"):
        round_to_total(np.zeros(2), 3)
    assert round_to_total(np.zeros(2), 0).tolist() == [0, 0]


def test_raking_meets_both_margins_and_keeps_the_odds_ratio() -> None:
    seed, rows, columns = np.array([[1.0, 2], [3, 4]]), np.array([30.0, 70]), np.array([60.0, 40])
    table = rake(seed, rows, columns)
    assert table.sum(axis=1) == pytest.approx(rows) and table.sum(axis=0) == pytest.approx(columns)
    assert table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0]) == pytest.approx(1 * 4 / (2 * 3))


def test_totals_that_disagree_or_cannot_be_met_are_refused() -> None:
    with pytest.raises(ValueError, match="totals disagree: 3.0 in rows, 4.0 in columns"):
        rake(np.ones((2, 2)), np.array([1.0, 2]), np.array([2.0, 2]))
    with pytest.raises(ValueError, match="raking does not converge"):
        rake(np.eye(2), np.array([1.0, 2]), np.array([2.0, 1]))


@pytest.mark.parametrize("seed", range(20))
def test_whole_numbers_fit_both_margins_and_stay_near_the_table(seed: int) -> None:
    random = np.random.default_rng(seed)
    whole = random.integers(0, 40, (12, 5))
    whole[random.random(whole.shape) < 0.2] = 0
    whole[:, 0] += 1  # nobody is without children
    rows, columns = whole.sum(axis=1), whole.sum(axis=0)
    raked = rake(whole + 0.3 * (whole > 0), rows.astype(float), columns.astype(float))
    rounded = round_to_margins(raked, rows, columns)
    assert (rounded.sum(axis=1) == rows).all() and (rounded.sum(axis=0) == columns).all()
    assert np.abs(rounded - raked).max() < 2 and (rounded >= 0).all()
    assert (rounded[whole == 0] == 0).all()
