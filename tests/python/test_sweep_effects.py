"""Elementary effects of a morris design, whose trajectories are read off the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from hearth import sweep
from hearth.sweep import distributions, elementary
from hearth.sweep.command import main
from sweep_plans import (
    FALSE_ALARM, NAMES, figures_in, p_value, refusal, seal_again, trajectories, write_outputs, write_plan,
)


def morris_figures(tmp_path: Path, blocks: np.ndarray, output: Callable[[np.ndarray], np.ndarray]) -> pd.DataFrame:
    """mu, mu* and sigma of each parameter: value, low and high."""
    unit = {"distribution": "uniform", "numbers": [0, 1]}
    runs = write_plan(tmp_path, "morris", blocks, [unit] * 3)
    file = write_outputs(tmp_path, runs, y=output(runs[NAMES].to_numpy()))
    plan = sweep.read(tmp_path)
    found = sweep.figures_of(plan, sweep.from_csv(plan, file))
    return found.set_index(["index", "parameter"])[["value", "low", "high"]]


def test_effects_of_a_linear_function_are_slope_times_range(tmp_path: Path) -> None:
    blocks = trajectories(8, 3)
    blocks = np.stack([10 + 10 * blocks[..., 0], 2 * 50 ** blocks[..., 1], np.rint(3 * blocks[..., 2])], axis=-1)
    parameters = [{"distribution": "uniform", "numbers": [10, 20]}, {"distribution": "loguniform", "numbers": [2, 100]},
                  {"distribution": "values", "numbers": [0, 1, 2, 3]}]
    runs = write_plan(tmp_path, "morris", blocks, parameters)
    x = runs[NAMES].to_numpy()
    file = write_outputs(tmp_path, runs, y=7 + 3 * x[:, 0] - 2 * np.log(x[:, 1]) + 0.5 * x[:, 2])
    to = tmp_path / "effects.csv"
    assert main(["analyse", str(tmp_path), "--outputs", str(file), "--csv", str(to)]) == 0
    effects = np.array([3 * 10, -2 * np.log(50), 0.5 * 3])
    for edge in ("value", "low", "high"):
        assert figures_in(to, "mu", edge) == pytest.approx(effects)
        assert figures_in(to, "mu_star", edge) == pytest.approx(np.abs(effects))
        assert figures_in(to, "sigma", edge) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("words", [["2019-04", "2020-04", "2021-04", "2022-04"], ["true", "false"], ["nearest", "NA"]])
def test_a_parameter_may_have_words_for_values(words: list[str], tmp_path: Path) -> None:
    """As plan.csv and plan.json have them, in which nothing must become a date, a truth or a gap."""
    blocks = trajectories(6, 3)
    unit = {"distribution": "uniform", "numbers": [0, 1]}
    runs = write_plan(tmp_path, "morris", blocks, [unit, unit, {"distribution": "values", "numbers": words}])
    place = np.minimum(runs[NAMES[2]] * len(words) + 1e-9, len(words) - 1).astype(int)
    runs.assign(**{NAMES[2]: place.map(dict(enumerate(words)))}).to_csv(tmp_path / "plan.csv", index=False)
    seal_again(tmp_path)
    file, to = write_outputs(tmp_path, runs, y=runs[NAMES[0]] + 5 * place), tmp_path / "effects.csv"
    assert main(["analyse", str(tmp_path), "--outputs", str(file), "--csv", str(to)]) == 0
    assert figures_in(to, "mu") == pytest.approx([1, 0, 5 * (len(words) - 1)])


def test_effects_that_depend_on_where_one_is_have_a_spread(tmp_path: Path) -> None:
    blocks = trajectories(40, 3)
    found = morris_figures(tmp_path, blocks, lambda x: 4 * x[:, 0] * x[:, 1] + (x[:, 2] - 0.5) ** 2)
    step = np.diff(blocks[..., 0], axis=1).astype(bool).argmax(axis=1)
    effects = 4 * blocks[np.arange(40), step, 1]
    assert found.loc[("mu", NAMES[0]), "value"] == pytest.approx(effects.mean())
    assert found.loc[("sigma", NAMES[0]), "value"] == pytest.approx(effects.std(ddof=1))
    assert (found.loc["sigma", "low"] > 0.2).all()
    assert found.loc[("mu_star", NAMES[2])].to_numpy() == pytest.approx(1 / 3)  # always as large, up or down
    assert found.loc[("mu", NAMES[2]), "low"] < 0 < found.loc[("mu", NAMES[2]), "high"]


def test_intervals_of_effects_cover_as_often_as_they_say() -> None:
    random = np.random.default_rng(4)
    found = [elementary.indices(random.normal(2, 1, (100, 1))) for _ in range(500)]
    for place, truth in ((0, 2.0), (2, 1.0)):
        value, low, high = np.array([indices[place] for indices in found])[..., 0].T
        assert p_value((low <= truth) & (truth <= high)) > FALSE_ALARM
        assert p_value(((low + value) / 2 <= truth) & (truth <= (high + value) / 2)) < FALSE_ALARM  # power


def test_distributions_are_those_of_scipy() -> None:
    values = np.array([2.0, 3.0, 4.5, 7.0])
    assert distributions.uniform(values, 2, 7) == pytest.approx(stats.uniform(2, 5).cdf(values))
    assert distributions.loguniform(values, 2, 7) == pytest.approx(stats.loguniform(2, 7).cdf(values))
    cut = stats.truncnorm((2 - 4) / 1.5, (7 - 4) / 1.5, loc=4, scale=1.5)
    assert distributions.normal(values, 4, 1.5, 2, 7) == pytest.approx(cut.cdf(values))
    assert distributions.one_of(values[[3, 0, 1]], 2, 3, 7) == pytest.approx([1, 0, 0.5])
    assert distributions.one_of(np.array(["2024-04", "1.0", "NA"]), "2024-04", 1, "NA") == pytest.approx([0, 0.5, 1])
    assert np.isnan(distributions.one_of(values, 2, 3)[2:]).all()


def test_trajectories_that_are_none_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit = {"distribution": "uniform", "numbers": [0, 1]}
    for name, order, entry, why in (
        ("order", [0, 2, 1, 3], unit, "points 0 to 3 do not change one parameter after the other"),
        ("range", [0, 1, 2, 3], {**unit, "numbers": [0, 0.9]}, "has values that uniform [0, 0.9]"),
        ("unknown", [0, 1, 2, 3], {**unit, "distribution": "cauchy"}, "has distribution 'cauchy'"),
    ):
        runs = write_plan(tmp_path / name, "morris", trajectories(4, 3)[:, order], [entry] * 3)
        file = write_outputs(tmp_path / name, runs, y=np.arange(len(runs)))
        assert why in refusal(capsys, tmp_path / name, "--outputs", file)
