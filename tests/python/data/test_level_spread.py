"""How far levels go in a year: estimated from walks that are known, and the numbers of the configs beside the table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import yaml

from conftest import REPOSITORY

import small_reference  # noqa: F401  (finds scripts/data)

import level_spread

CONFIGS = REPOSITORY / "configs"


def walks(lasting: float, passing: float, counts: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Six years of 2,000 authorities, and the chance in them."""
    random = np.random.default_rng(seed)
    shape = (2_000, 6)
    levels = np.cumsum(random.normal(0, lasting, shape), axis=1) + random.normal(0, passing, shape)
    chance = np.full(shape, level_spread.TOGETHER / counts)
    return levels + random.normal(0, np.sqrt(chance)), chance


@pytest.mark.parametrize(("lasting", "passing"), [(0.1, 0.07), (0.05, 0.1), (0.08, 0.0)])
def test_what_lasts_is_told_from_what_passes_and_from_chance(lasting: float, passing: float) -> None:
    """Within 0.02, some four standard errors; taken for lasting, what passes would add 0.03 and more."""
    found = level_spread.lasting_and_passing(*walks(lasting, passing, counts=150))
    assert found == pytest.approx((lasting, passing), abs=0.02)


def test_a_place_that_was_reorganised_weighs_little() -> None:
    levels, chance = walks(0.1, 0.07, counts=150)
    levels[:40, 3:] += 3  # one in fifty, twenty times as large from one year to the next
    assert level_spread.lasting_and_passing(levels, chance) == pytest.approx((0.1, 0.07), abs=0.025)


def test_changes_are_between_years_that_follow_one_another() -> None:
    levels = {2010: 1.0, 2011: 100.0, 2012: 110.0, 2014: 500.0, 2015: 450.0, 2016: 1.0}
    changes = level_spread.yearly_changes(levels, until=2015)
    assert changes == pytest.approx(np.log([1.1, 0.9]))
    assert level_spread.root_mean_square(np.array([3.0, -4.0])) == pytest.approx(np.sqrt(12.5))


@pytest.mark.parametrize(("config", "until"), [("england_2019", 2021), ("england", 2023)])
def test_configs_have_the_numbers_of_the_table(config: str, until: int) -> None:
    table = pd.read_csv(CONFIGS / "data" / "level_spread.csv")
    table = table[table.year == until].pivot(index="flow", columns="part", values="deviation")
    levels = yaml.safe_load((CONFIGS / f"{config}.yaml").read_text(encoding="utf-8"))["levels"]
    assert levels["way_spread"]["value"] == table.loc["starts", "way"]
    spread = levels["spread"]
    columns = spread.get("columns", list(level_spread.PARTS))
    for flow, numbers in spread["rows"].items():
        assert numbers == table.loc[flow, columns].tolist()
