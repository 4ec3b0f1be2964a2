"""Outputs of a sweep: each run of the plan has one or nothing is analysed; out of CSV or merged results."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Sequence

import h5py
import numpy as np
import pandas as pd
import pytest

from hearth import sweep
from hearth.sweep import variance_based
from hearth.sweep.command import main
from sweep_plans import (
    NAMES, REFUSED, figures_in, ishigami, refusal, saltelli, seal_again, trajectories, write_outputs, write_plan,
)


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, pd.DataFrame, Path]:
    """A plan of 16 base points, its runs, and all their outputs."""
    folder = tmp_path / "sweep"
    runs = write_plan(folder, "saltelli", saltelli(16))
    return folder, runs, write_outputs(folder, runs, y=ishigami(runs[NAMES].to_numpy()))


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
    ("plan.json", lambda text: text.replace('"saltelli"', '"halton"'), "the design is 'halton'"),
    ("plan.json", lambda text: text.replace("-plan", "-plans"), "is no plan of a sweep"),
    ("plan.json", lambda text: text.replace('version": 3', 'version": 4'), "has plan format 4"),
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
    if said != "is no JSON":
        assert f"{folder / name}: was altered" in refusal(capsys, folder, "--outputs", file) or "json" in name
        seal_again(folder)
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
    seal_again(tmp_path)
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
