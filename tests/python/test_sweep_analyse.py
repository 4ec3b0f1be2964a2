"""The command `hearth sweep analyse`: indices of functions whose indices are known, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable, Sequence

import h5py
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.stats import qmc

from hearth import sweep
from hearth.sweep import distributions, elementary, variance_based
from hearth.sweep.bootstrap import COVERAGE, resamples
from hearth.sweep.command import main
from hearth.sweep.replicates import noise_share, noise_variance, of_different_replicates

REFUSED = 2
FALSE_ALARM = 1e-6  # chance that a test of coverage fails when the seed is ever changed
#: Of the Ishigami function with a = 7, b = 0.1: Ishigami & Homma (1990), ISUMA '90, 398-403.
FIRST, TOTAL = np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437])
VARIANCE = 7**2 / 8 + 0.1 * np.pi**4 / 5 + 0.01 * np.pi**8 / 18 + 0.5
WITHIN = 0.02
NAMES = ["placement_disruption.ratio_per_disruption", "recruitment_hub.cost", "fostering.lift"]
RANGE = {"distribution": "uniform", "numbers": [-np.pi, np.pi]}


def ishigami(x: np.ndarray) -> np.ndarray:
    return np.sin(x[..., 0]) + 7 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])


def blocks_of(unit: np.ndarray) -> np.ndarray:
    """Points of a saltelli design in [-pi, pi], (base point, A and each AB and B, parameter), of (base point, 2 d)."""
    scaled = np.pi * (2 * unit - 1)
    a, b = np.split(scaled, 2, axis=1)
    parameters = a.shape[1]
    blocks = np.repeat(a[:, None], parameters + 2, axis=1)
    for column in range(parameters):
        blocks[:, column + 1, column] = b[:, column]
    blocks[:, -1] = b
    return blocks


def saltelli(base_points: int, seed: int = 3) -> np.ndarray:
    return blocks_of(qmc.Sobol(d=6, scramble=True, seed=seed).random(base_points))


def trajectories(number: int, parameters: int, seed: int = 5) -> np.ndarray:
    """Points of a morris design on the unit cube, four levels, (trajectory, point of it, parameter)."""
    random = np.random.default_rng(seed)
    points = np.empty((number, parameters + 1, parameters))
    points[:, 0] = random.integers(4, size=(number, parameters)) / 3
    for trajectory in points:
        for step, column in enumerate(random.permutation(parameters)):
            trajectory[step + 1] = trajectory[step]
            trajectory[step + 1, column] += 2 / 3 if trajectory[step, column] < 0.5 else -2 / 3
    return points


def write_plan(
    folder: Path, design: str, blocks: np.ndarray, parameters: Sequence[dict] = (RANGE,) * 3, replicates: int = 1,
    scenarios: Sequence[str] = ("baseline",), names: Sequence[str] = NAMES,
) -> pd.DataFrame:
    """plan.json and plan.csv as `hearth sweep plan` writes them; returns the runs, with their parameters."""
    folder.mkdir(exist_ok=True)
    points = pd.DataFrame(blocks.reshape(-1, blocks.shape[-1]), columns=names[:blocks.shape[-1]])
    places = pd.MultiIndex.from_product([points.index, range(replicates), scenarios]).to_frame(
        index=False, name=["point", "replicate", "scenario"])
    runs = places.assign(seed=1, stream=0).join(points, on="point").assign(digest="5c1a")
    runs.insert(0, "id", np.arange(len(runs)))
    runs.to_csv(folder / "plan.csv", index=False)
    facts = {"format": "hearth-sweep-plan", "format_version": 1, "design": design, "base_points": len(blocks),
             "parameters": [{"name": name, **entry} for name, entry in zip(points, parameters)],
             "replicates": replicates, "scenarios": list(scenarios)}
    (folder / "plan.json").write_text(json.dumps(facts), encoding="utf-8")
    return runs


def write_outputs(folder: Path, runs: pd.DataFrame, **outputs: np.ndarray) -> Path:
    """Outputs of each run; the rows of the file are in no order."""
    file = folder / "outputs.csv"
    runs[["id"]].assign(**outputs).sample(frac=1, random_state=1).to_csv(file, index=False)
    return file


def figures_in(file: Path, index: str, column: str = "value", **where: str) -> np.ndarray:
    rows = pd.read_csv(file)
    for name, value in {"index": index, **where}.items():
        rows = rows[rows[name] == value]
    return rows[column].to_numpy()


def error_of(outputs: np.ndarray) -> float:
    """Largest error of the six indices of the Ishigami function, of (base point, point of it)."""
    first, total = variance_based.indices(outputs[..., None])
    return float(np.abs(np.concatenate([first.value - FIRST, total.value - TOTAL])).max())


def p_value(covered: np.ndarray) -> float:
    """Of as many intervals that cover, if each does with the stated chance."""
    return stats.binomtest(int(covered.sum()), covered.size, COVERAGE).pvalue


def refusal(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """The one line with which the command refuses."""
    assert main(["analyse", *map(str, words)]) == REFUSED
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("hearth: ") and said.err.count("\n") == 1
    return said.err


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, pd.DataFrame, Path]:
    """A plan of 16 base points, its runs, and all their outputs."""
    folder = tmp_path / "sweep"
    runs = write_plan(folder, "saltelli", saltelli(16))
    return folder, runs, write_outputs(folder, runs, y=ishigami(runs[NAMES].to_numpy()))


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


@pytest.mark.parametrize("how", ["left_out", "empty", "NaN", "inf", "failed", "missing"])
def test_missing_points_stop_the_analysis_by_name(
    how: str, small: tuple[Path, pd.DataFrame, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _, file = small
    frame = pd.read_csv(file).assign(status="done")
    gone = frame["id"].isin(range(5, 17))
    if how == "left_out":
        frame = frame[~gone]
    elif how in ("failed", "missing"):
        frame.loc[gone, "status"] = how
    else:
        frame.loc[gone, "y"] = np.inf if how == "inf" else np.nan
    frame.to_csv(file, index=False, na_rep="NaN" if how == "NaN" else "")
    said = refusal(capsys, folder, "--outputs", file)
    assert f"{file}: 12 of 80 runs" in said and "(ids 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, and 2 more)" in said
    assert f"'hearth sweep resume {folder} --failed --missing'" in said


@pytest.mark.parametrize(("change", "said"), [
    (lambda frame: pd.concat([frame, frame.iloc[:2]]), "2 id(s) come more than once"),
    (lambda frame: pd.concat([frame, frame.iloc[:1].assign(id=80)]), "1 id(s) are not in"),
    (lambda frame: frame.drop(columns="id"), "has no column id"),
    (lambda frame: frame.drop(columns="y"), "has no outputs beside the columns of plan.csv"),
    (lambda frame: frame.assign(id=frame["id"] + 0.5), "is no whole number"),
    (lambda frame: frame.assign(y=["3", "three"] + ["1"] * (len(frame) - 2)), ":3: y is 'three', no number"),
    (lambda frame: frame.assign(scenario="hub"), "80 id(s) have another scenario"),
    (lambda frame: frame.assign(**{NAMES[1]: 0.5}), f"80 id(s) have another {NAMES[1]} than in"),
])
def test_outputs_of_another_plan_are_refused(
    change: Callable, said: str, small: tuple[Path, pd.DataFrame, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _, file = small
    change(pd.read_csv(file)).to_csv(file, index=False)
    refused = refusal(capsys, folder, "--outputs", file)
    assert str(file) in refused and said in refused


@pytest.mark.parametrize(("name", "change", "said"), [
    ("plan.json", lambda text: text.replace('"saltelli"', '"lhs"'), "the design is 'lhs'"),
    ("plan.json", lambda text: text.replace("-plan", "-plans"), "is no plan of a sweep"),
    ("plan.json", lambda text: text.replace('version": 1', 'version": 2'), "has plan format 2"),
    ("plan.json", lambda text: text[:-9], "is no JSON"),
    ("plan.json", lambda text: text.replace('"base_points": 16', '"base_points": 17'), "has 80 points; the saltelli"),
    ("plan.json", lambda text: text.replace('"numbers"', '"number"'), "no 'numbers'"),
    ("plan.csv", lambda text: text.replace("replicate", "repeat"), "has no column replicate"),
    ("plan.csv", lambda text: text.replace(NAMES[1], "cost"), f"has no column {NAMES[1]}"),
    ("plan.csv", lambda text: text[:text.rindex("\n79")], "has 79 points"),
    ("plan.csv", lambda text: text.replace("\n3,3,", "\n3,x,"), "plan.csv:5: point is missing or no number"),
    ("plan.csv", lambda text: text.replace("\n3,3,0,", "\n3,2,0,"), "has 79 points"),
    ("plan.csv", lambda text: text.replace("\n3,3,", "\n2,3,"), "each once, make 80"),
    ("plan.csv", lambda text: "", "is no CSV table"),
])
def test_plans_that_are_not_whole_are_refused(
    name: str, change: Callable[[str], str], said: str, small: tuple[Path, pd.DataFrame, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, _, file = small
    text = (folder / name).read_text(encoding="utf-8")
    assert change(text) != text
    (folder / name).write_text(change(text), encoding="utf-8")
    refused = refusal(capsys, folder, "--outputs", file)
    assert str(folder / "plan") in refused and said in refused


@pytest.mark.parametrize(("column", "value", "said"), [
    ("replicate", 0, "each once, make 16"), (NAMES[0], 0.25, "the runs of a point have other values"),
])
def test_runs_of_a_point_that_do_not_match_are_refused(
    column: str, value: float, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = write_plan(tmp_path, "morris", trajectories(2, 3), replicates=2)
    file = write_outputs(tmp_path, runs, y=np.arange(16))
    runs.loc[5, column] = value
    runs.to_csv(tmp_path / "plan.csv", index=False)
    assert said in refusal(capsys, tmp_path, "--outputs", file)


def test_what_cannot_be_read_or_does_not_go_together_is_refused(
    small: tuple[Path, pd.DataFrame, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _, file = small
    for words, said in (
        ([folder], "where are the outputs?"),
        ([folder, "r.h5", "--outputs", file], "where are the outputs?"),
        ([folder, "r.h5"], "Give --measure"),
        ([folder, "r.h5", "--measure", "y", "--months", 12], "--months: the output is that of the last month"),
        ([folder, "--outputs", file, "--measure", "y", "--over", "sum"], "--measure, --over: for RESULTS.h5 only"),
        ([folder, "r.h5", "--measure", "y"], "r.h5: can't be read (No such file"),
        ([folder, file, "--measure", "y"], "is no results file (not HDF5)"),
        ([folder, "--outputs", "none.csv"], "none.csv: can't be read (No such file"),
        ([folder / "no", "--outputs", file], "plan.json: can't be read (No such file"),
        ([folder, "--outputs", file, "--csv", folder / "no" / "a.csv"], "can't be written"),
    ):
        assert main(["analyse", *map(str, words)]) == REFUSED
        assert said in capsys.readouterr().err


MONTHS, AREAS = 24, ("E12000001", "E92000001")


@pytest.fixture
def merged(small: tuple[Path, pd.DataFrame, Path]) -> tuple[Path, pd.DataFrame, Path]:
    """Merged results in no order: the nation has 100 y + month of the run, the region the month only."""
    folder, runs, _ = small
    file = folder / "merged.h5"
    ids = np.random.default_rng(6).permutation(len(runs))
    nation = 2000 + 100 * ishigami(runs[NAMES].to_numpy())[ids, None] + np.arange(MONTHS)
    region = np.broadcast_to(np.arange(MONTHS), nation.shape)
    scales = {"run": ids, "month": np.arange(MONTHS), "area": np.array(AREAS, dtype=h5py.string_dtype())}
    with h5py.File(file, "w") as results:
        for name, labels in scales.items():
            results.create_dataset(name, data=labels).make_scale(name)
        for name, texts in (("scenario", ["baseline"] * len(ids)), ("status", ["done"] * len(ids)),
                            ("area_kind", ["region", "nation"])):
            results.create_dataset(name, data=texts, dtype=h5py.string_dtype())
        for name in NAMES:
            results.create_dataset(name, data=runs[name].to_numpy()[ids]).dims[0].attach_scale(results["run"])
        cells = results.create_dataset("looked_after", data=np.stack([region, nation], axis=2))
        for dimension, name in zip(cells.dims, scales):
            dimension.attach_scale(results[name])
    return folder, runs, file


@pytest.mark.parametrize(("words", "months"), [
    ([], [23]), (["--over", "mean"], range(24)), (["--over", "sum", "--months", "12"], range(12, 24)),
])
def test_measures_of_merged_results_are_outputs(
    words: list[str], months: Sequence[int], merged: tuple[Path, pd.DataFrame, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, runs, file = merged
    asked = dict(zip(words[::2], words[1::2]))
    found = sweep.outputs_of(file, "looked_after", asked.get("--over", "end"), int(asked.get("--months", 0)) or None)
    expected = 2000 + 100 * ishigami(runs[NAMES].to_numpy())[:, None] + np.array(months)
    expected = expected.sum(axis=1) if "sum" in words else expected.mean(axis=1)
    assert list(found) == ["id", "scenario", "value"]
    assert found.set_index("id")["value"].sort_index().to_numpy() == pytest.approx(expected)
    to = folder / "indices.csv"
    assert main(["analyse", str(folder), str(file), "--measure", "looked_after", *words, "--csv", str(to)]) == 0
    first, _ = variance_based.indices(expected.reshape(16, 5, 1))
    assert figures_in(to, "S", output="looked_after") == pytest.approx(first.value)
    assert "looked_after of the nation" in " ".join(capsys.readouterr().out.split())


def test_merged_results_that_lack_something_are_refused(
    merged: tuple[Path, pd.DataFrame, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _, file = merged
    ask = [folder, file, "--measure", "looked_after"]
    assert "has no measure moves by run, month and area. It has looked_after" in refusal(capsys, *ask[:3], "moves")
    assert "has 24 months, not 25" in refusal(capsys, *ask, "--over", "sum", "--months", 25)
    assert "has no area 'E1'. Give --area one of its 2 codes" in refusal(capsys, *ask, "--area", "E1")
    with h5py.File(file, "r+") as results:
        ids = results["run"][()]
        results["status"][int(np.argmax(ids == 7))] = "failed"
        results["looked_after"][int(np.argmax(ids == 9)), 22, 1] = -1
    assert "1 of 80 runs failed or have no output (ids 7)" in refusal(capsys, *ask)
    assert "2 of 80 runs failed or have no output (ids 7, 9)" in refusal(capsys, *ask, "--over", "mean")
    with h5py.File(file, "r+") as results:
        results["scenario"][:3] = "hub"
        del results["status"]
    assert "3 id(s) have another scenario" in refusal(capsys, *ask)
    with h5py.File(file, "r+") as results:
        results[NAMES[1]][:2] += 0.01
        results["scenario"][:3] = "baseline"
    assert f"2 id(s) have another {NAMES[1]} than in" in refusal(capsys, *ask)
    with h5py.File(file, "r+") as results:
        results.attrs["complete"] = 0
    assert "is incomplete" in refusal(capsys, *ask)


@pytest.mark.parametrize("design", ["saltelli", "morris"])
def test_all_is_said_in_a_hundred_columns(
    design: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / ("a_sweep_with_a_name_that_nobody_would_give_it_" * 3)
    long = [f"{name}_of_a_{'very_' * 8}long_name" for name in NAMES]
    unit = {"distribution": "uniform", "numbers": [0, 1]}
    blocks = saltelli(4) if design == "saltelli" else trajectories(4, 3)
    runs = write_plan(folder, design, blocks, [unit] * 3, replicates=2, names=long)
    noise = np.random.default_rng(3).normal(0, 2, len(runs))
    y = -1.23456e9 * (ishigami(runs[long].to_numpy()) + noise)
    file = write_outputs(folder, runs, **{"spending_" * 20: y, "nothing": 0 * y})
    assert main(["analyse", str(folder), "--outputs", str(file), "--figures", str(folder / "figures")]) == 0
    said = capsys.readouterr().out
    tables = said[:said.index("figures written to")]
    assert [line for line in tables.splitlines() if len(line) > 100] == []
