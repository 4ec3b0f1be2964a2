"""Plans, outputs and functions whose sensitivity indices are known, for the tests of `hearth sweep analyse`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Sequence

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.stats import qmc

from hearth.estimates import COVERAGE
from hearth.sweep import variance_based
from hearth.sweep.command import main
from hearth.sweep.seal import digest_of

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
    scenarios: Sequence[str] = ("baseline",), names: Sequence[str] = NAMES, second_order: bool = False,
) -> pd.DataFrame:
    """plan.json and plan.csv as `hearth sweep plan` writes them; returns the runs, with their parameters."""
    folder.mkdir(exist_ok=True)
    points = pd.DataFrame(blocks.reshape(-1, blocks.shape[-1]), columns=names[:blocks.shape[-1]])
    places = pd.MultiIndex.from_product([points.index, range(replicates), scenarios]).to_frame(
        index=False, name=["point", "replicate", "scenario"])
    runs = places.assign(seed=1, stream=0).join(points, on="point").assign(digest="5c1a")
    runs.insert(0, "id", np.arange(len(runs)))
    runs.to_csv(folder / "plan.csv", index=False)
    facts = {"format": "hearth-sweep-plan", "format_version": 3, "design": design, "second_order": second_order,
             "base_points": len(blocks), "points": len(points),
             "parameters": [{"name": name, **entry} for name, entry in zip(points, parameters)],
             "replicates": replicates, "scenarios": list(scenarios)}
    seal(folder, facts)
    return runs


def seal(folder: Path, facts: dict) -> None:
    """Writes plan.json with the digests of plan.csv and of itself, as the program does."""
    facts = {**facts, "plan_csv": digest_of((folder / "plan.csv").read_bytes()), "seal": "0" * 32}
    content = json.dumps(facts)
    (folder / "plan.json").write_text(content.replace("0" * 32, digest_of(content.encode())), encoding="utf-8")


def seal_again(folder: Path) -> None:
    """After a file of the plan was changed on purpose."""
    seal(folder, json.loads((folder / "plan.json").read_text(encoding="utf-8")))


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
