"""Indices of a saltelli design: those of the Ishigami function, their intervals, and the noise of replicates."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from hearth.sweep import variance_based
from hearth.sweep.bootstrap import resamples
from hearth.sweep.command import main
from hearth.sweep.replicates import noise_share, noise_variance, of_different_replicates
from sweep_plans import (
    FALSE_ALARM, FIRST, NAMES, TOTAL, VARIANCE, WITHIN, blocks_of, error_of, figures_in, ishigami, p_value,
    refusal, saltelli, write_outputs, write_plan,
)


def test_indices_of_the_ishigami_function(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = write_plan(tmp_path, "saltelli", saltelli(4096))
    outputs = write_outputs(tmp_path, runs, y=1e6 + ishigami(runs[NAMES].to_numpy()))
    to = tmp_path / "indices.csv"
    assert main(["analyse", str(tmp_path), "--outputs", str(outputs), "--csv", str(to)]) == 0
    first, total = figures_in(to, "S"), figures_in(to, "ST")
    assert np.abs(first - FIRST).max() < WITHIN and np.abs(total - TOTAL).max() < WITHIN
    said = capsys.readouterr().out
    assert "saltelli design, n = 4,096 base points, d = 3 parameters, 20,480 points" in " ".join(said.split())
    table = [line.split() for line in said.splitlines() if " to " in line and "written" not in line]
    assert [line[0] for line in table] == ["…ent_disruption.ratio_per_disruption", NAMES[1], NAMES[2]]  # by ST
    assert table[0][1::4] == [f"{first[0]:.2f}", f"{total[0]:.2f}"]


def test_a_wrong_estimator_fails_the_same_check() -> None:
    right = ishigami(saltelli(4096))
    assert error_of(right) < WITHIN
    blocks_swapped, columns_swapped = right[:, [4, 1, 2, 3, 0]], right[:, [0, 2, 1, 3, 4]]
    b_first, shifted = right[:, [0, 4, 1, 2, 3]], np.roll(right.ravel(), 1).reshape(right.shape)
    other_base_point = np.column_stack([right[:, :-1], np.roll(right[:, -1], 1)])
    for wrong in (blocks_swapped, columns_swapped, b_first, shifted, other_base_point):
        assert error_of(wrong) > 5 * WITHIN


@pytest.mark.parametrize("order", [[4, 1, 2, 3, 0], [0, 2, 1, 3, 4], [0, 4, 1, 2, 3], [1, 2, 3, 4, 0]])
def test_points_in_another_order_are_refused(
    order: list[int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = write_plan(tmp_path, "saltelli", saltelli(16)[:, order])
    file = write_outputs(tmp_path, runs, y=ishigami(runs[NAMES].to_numpy()))
    assert "not in the order of a saltelli design" in refusal(capsys, tmp_path, "--outputs", file)


def by_the_formulas(outputs: np.ndarray) -> np.ndarray:
    """S, then ST, of (base point, point of it), written as they are published."""
    f = outputs - outputs[:, [0, -1]].mean()
    a, mixed, b = f[:, :1], f[:, 1:-1], f[:, -1:]
    variance = f[:, [0, -1]].var(ddof=1)
    return np.concatenate([(b * (mixed - a)).mean(axis=0), ((a - mixed) ** 2).mean(axis=0) / 2]) / variance


def test_indices_and_intervals_are_those_of_each_resample_by_the_formulas() -> None:
    outputs = ishigami(saltelli(16))
    drawn = np.vstack([*resamples(16)]).astype(int)
    assert drawn.shape == (1000, 16) and (drawn.sum(axis=1) == 16).all()
    every = [by_the_formulas(np.repeat(outputs, counts, axis=0)) for counts in drawn]
    value, low, high = (np.concatenate(both) for both in zip(*variance_based.indices(1e3 + outputs[..., None])))
    assert value == pytest.approx(by_the_formulas(outputs), abs=1e-9)
    assert low == pytest.approx(np.quantile(every, 0.05, axis=0), abs=1e-9)
    assert high == pytest.approx(np.quantile(every, 0.95, axis=0), abs=1e-9)


def test_intervals_cover_as_often_as_they_say() -> None:
    random = np.random.default_rng(7)
    covered, half_covered, of_points = [], [], []
    truth = np.concatenate([FIRST, TOTAL])
    for _ in range(400):
        outputs = ishigami(blocks_of(random.random((500, 6))))
        value, low, high = (np.concatenate(both) for both in zip(*variance_based.indices(outputs[..., None])))
        covered.append((low <= truth) & (truth <= high))
        half_covered.append(((low + value) / 2 <= truth) & (truth <= (high + value) / 2))
    assert min(p_value(column) for column in np.array(covered).T) > FALSE_ALARM
    assert max(p_value(column) for column in np.array(half_covered).T) < FALSE_ALARM  # power


def noisy(base_points: int, replicates: int, sd: float, seed: int = 11) -> tuple[np.ndarray, np.ndarray]:
    """Outputs with and without noise of their own in each run, (base point, point of it, replicate)."""
    right = ishigami(saltelli(base_points))[..., None]
    return right + np.random.default_rng(seed).normal(0, sd, (*right.shape[:2], replicates)), right


def test_noise_of_replicates_is_found_and_taken_out() -> None:
    outputs, _ = noisy(4096, replicates=2, sd=3.0)
    v = 3.0**2 / 2
    share = noise_share(outputs[:, [0, -1]].reshape(-1, 2))
    assert share == pytest.approx(v / (VARIANCE + v), abs=0.01)
    first, total = variance_based.indices(outputs)
    assert np.abs(first.value - FIRST * (1 - share)).max() < WITHIN
    assert np.abs(total.value - (TOTAL * VARIANCE + v) / (VARIANCE + v)).max() < 2 * WITHIN
    assert np.abs(total.value - TOTAL).max() > 5 * WITHIN  # power: noise not taken out
    true_first, true_total = variance_based.indices(outputs, of_different_replicates)
    assert np.abs(true_first.value - FIRST).max() < 2 * WITHIN and np.abs(true_total.value - TOTAL).max() < 2 * WITHIN
    assert (true_total.low <= TOTAL).all() and (TOTAL <= true_total.high).all()
    assert np.abs(true_first.value - first.value / (1 - share)).max() < WITHIN  # by hand, as noise is independent
    assert np.abs(true_total.value - (total.value - share) / (1 - share)).max() < WITHIN


def test_noise_that_points_share_is_not_taken_out_twice() -> None:
    """With common random numbers a parameter that does nothing changes no run at all."""
    x = saltelli(4096)
    phases = np.array([0, np.pi / 2])  # neither two replicates nor two points that differ have noise in common
    noise = 3.0 * np.sqrt(2) * np.cos(1e4 * (x[..., :1] + np.sqrt(2) * x[..., 1:2]) + phases)
    outputs = (np.sin(x[..., :1]) + 7 * np.sin(x[..., 1:2]) ** 2) + noise + [0.0, 1000.0]
    share = noise_share(outputs[:, [0, -1]].reshape(-1, 2))
    assert share == pytest.approx(4.5 / (0.5 + 49 / 8 + 4.5), abs=0.01)
    _, total = variance_based.indices(outputs, of_different_replicates)
    assert np.abs(total.value - np.array([0.5, 49 / 8, 0]) / (0.5 + 49 / 8)).max() < 2 * WITHIN
    assert total.value[2] == pytest.approx(0, abs=1e-12)
    assert (0 - share) / (1 - share) < -5 * WITHIN  # power: taking v from every numerator


def test_products_and_the_variance_of_noise_by_hand() -> None:
    found = of_different_replicates(np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, 0.0]))
    assert found == (1 * 5 + 1 * 0 + 2 * 3 + 2 * 0 + 4 * 3 + 4 * 5) / 6
    assert noise_variance(np.array([[1.0, 3.0], [10.0, 10.0]])) == pytest.approx(0.5)  # residuals of 1/2, 1 df, halved
    assert noise_variance(np.array([[1.0, 3.0], [10.0, 12.0]])) == 0  # the second replicate is 2 more everywhere


@pytest.mark.parametrize(("sd", "warned"), [(0.5, False), (2.0, True)])
def test_much_noise_is_warned_of(
    sd: float, warned: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = write_plan(tmp_path, "saltelli", saltelli(64), replicates=2)
    noise = np.random.default_rng(2).normal(0, sd, len(runs))
    y = ishigami(runs[NAMES].to_numpy()) + noise
    file, to = write_outputs(tmp_path, runs, y=y), tmp_path / "indices.csv"
    assert main(["analyse", str(tmp_path), "--outputs", str(file), "--csv", str(to)]) == 0
    share = noise_share(y.reshape(64, 5, 2)[:, [0, -1]].reshape(-1, 2))
    assert figures_in(to, "noise_share") == pytest.approx([share])
    said = capsys.readouterr().out
    assert "Replicate noise is " in said and "Without replicate noise" in said
    assert ("Warning: more than 5% is noise" in said) is warned


def test_scenarios_and_outputs_are_kept_apart(tmp_path: Path) -> None:
    runs = write_plan(tmp_path, "saltelli", saltelli(1024), replicates=2, scenarios=["baseline", "hub"])
    x = runs[NAMES].to_numpy()
    in_hub = (runs["scenario"] == "hub").to_numpy()
    file = write_outputs(tmp_path, runs, y=np.where(in_hub, x[:, 2], ishigami(x)), z=np.where(in_hub, 4.0, x[:, 0]))
    to = tmp_path / "indices.csv"
    words = ["--csv", to, "--json", tmp_path / "indices.json", "--figures", tmp_path / "figures"]
    assert main(["analyse", str(tmp_path), "--outputs", str(file), *map(str, words)]) == 0
    assert np.abs(figures_in(to, "ST", output="y", scenario="baseline") - TOTAL).max() < 2 * WITHIN
    assert figures_in(to, "ST", output="y", scenario="hub") == pytest.approx([0, 0, 1], abs=0.01)
    assert figures_in(to, "S", output="z", scenario="baseline") == pytest.approx([1, 0, 0], abs=0.01)
    assert np.isnan(figures_in(to, "S", output="z", scenario="hub")).all()
    assert all("same at every point" in note for note in figures_in(to, "S", "note", output="z", scenario="hub"))
    said = json.loads((tmp_path / "indices.json").read_text(encoding="utf-8"))
    assert (said["base_points"], said["scenarios"], len(said["figures"])) == (1024, ["baseline", "hub"], 4 * 13)
    drawn = sorted(path.name for path in (tmp_path / "figures").iterdir())
    assert drawn == [f"indices_{figure}.{kind}" for figure in ("1_y_baseline", "2_y_hub", "3_z_baseline")
                     for kind in ("png", "svg")]
