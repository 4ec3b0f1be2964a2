"""`hearth calibrate` with the program: the truth is found again, nothing is run twice, foreign folders are refused."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("yaml", reason="needs PyYAML: apt-get install python3-yaml")

import hearth  # noqa: E402
from calibrations import SHORT, TRUTH, made_up_record, own_configs, write_fit  # noqa: E402
from conftest import REPOSITORY  # noqa: E402
from hearth.calibrate.__main__ import main  # noqa: E402

FILES = ("fit.csv", "parameters.csv", "fragment.yaml")


class Bench:
    """Configs of a test's own, and a program that a test may change."""

    def __init__(self, program: str, folder: Path) -> None:
        self.folder, self.configs = folder, own_configs(folder)
        self.program = folder / "wrapped"
        self.program.write_text(f'#!/bin/sh\nexec {program} "$@"\n', encoding="utf-8")
        self.program.chmod(self.program.stat().st_mode | stat.S_IXUSR)

    def write(self, text: str, name: str = "short.yaml") -> Path:
        file = self.configs / "calibration" / name
        file.write_text(text, encoding="utf-8")
        return file

    def calibrate(self, file: Path, output: str, *options: str) -> int:
        return main([str(file), "-o", str(self.folder / output), "--program", str(self.program), "-q", *options])

    def points_run(self) -> int:
        """Runs of all fits so far; one that was made twice counts twice."""
        found = [self.status(plan.parent) for plan in self.folder.glob("*/sweep/plan.json")]
        return sum(status["done"] + status["failed"] + status["repeated"] for status in found)

    def status(self, sweep: Path) -> dict:
        return json.loads(self.hearth("sweep", "status", str(sweep), "--json"))

    def hearth(self, *words: str) -> str:
        return subprocess.run([self.program, *words], check=True, capture_output=True, text=True).stdout

    def found(self, output: str) -> dict[str, bytes]:
        return {name: (self.folder / output / name).read_bytes() for name in FILES}


@pytest.fixture
def bench(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench = Bench(program, tmp_path)
    monkeypatch.setenv("HEARTH_CONFIGS", str(bench.configs))
    return bench


def test_a_fit_finds_the_values_that_made_the_record(program: str, bench: Bench) -> None:
    """False alarms: 1 in 1,000 for each parameter, should the model change; the start is a wrong value it catches."""
    write_fit(
        bench.configs / "calibration" / "tiny" / "fit.csv",
        made_up_record(program, bench.folder, seed=7, replicates=300),
    )
    text = (bench.configs / "calibration" / "tiny.yaml").read_text(encoding="utf-8")
    assert "interval: 0.9}" in text
    assert bench.calibrate(bench.write(text.replace("interval: 0.9}", "interval: 0.999}"), "tiny.yaml"), "fit") == 0

    parameters = pd.read_csv(bench.folder / "fit" / "parameters.csv").set_index("parameter")
    for name, truth in TRUTH.items():
        row = parameters.loc[name]
        assert row.lower < truth < row.upper, name
    entry = parameters.loc["care_entry.rate_ratio"]
    assert not entry.lower < entry.start < entry.upper  # power: the value before is told from the true one
    figures = pd.read_csv(bench.folder / "fit" / "fit.csv")
    assert (figures.residual.abs() < 2).all()
    assert ((figures.after - figures.published).abs() < (figures.before - figures.published).abs()).mean() > 0.5
    assert (bench.folder / "fit" / "diagnostics.png").read_bytes().startswith(b"\x89PNG")


def test_the_fragment_runs_and_gives_the_figures_of_the_report(program: str, bench: Bench) -> None:
    assert bench.calibrate(bench.write(SHORT), "fit") == 0
    results = bench.folder / "check.h5"
    command = [
        program,
        "run",
        str(bench.folder / "fit" / "fragment.yaml"),
        "--months",
        "24",
        "--seed",
        "3",
    ]
    subprocess.run(
        [*command, "--replicates", "4", "--events", "none", "-q", "-o", str(results)],
        check=True,
        capture_output=True,
    )
    run = hearth.open(results)
    starts = run.panel.starts.isel(scenario=0).sel(year=2021, area="T92000001").values
    figures = pd.read_csv(bench.folder / "fit" / "fit.csv").set_index("year")
    assert starts.mean() == pytest.approx(figures.after[2021])
    assert "calibrated: configs/calibration/short.yaml on 2020-21, 90% interval" in run.config


def test_figures_of_stability_can_be_fitted_to(bench: Bench) -> None:
    """They need episodes, which the fit then asks for."""
    pytest.importorskip("scipy")
    record = bench.configs / "calibration" / "tiny" / "fit.csv"
    write_fit(record, [("starts", 2020, 70), ("starts", 2021, 65), ("mean_care_days", 2021, 700)])
    text = SHORT + "  - {measure: mean_care_days, years: [2021], sd: 100}\n"
    assert bench.calibrate(bench.write(text), "fit") == 0
    assert json.loads((bench.folder / "fit" / "sweep" / "plan.json").read_text())["events"] == "episodes"
    figures = pd.read_csv(bench.folder / "fit" / "fit.csv").set_index("measure")
    assert 200 < figures.after["mean_care_days"] < 2000


def test_a_finished_fit_runs_nothing_again(bench: Bench) -> None:
    file = bench.write(SHORT)
    assert bench.calibrate(file, "fit") == 0
    runs, found = bench.points_run(), bench.found("fit")
    assert runs == len(list((bench.folder / "fit" / "points").glob("*.json"))) >= 4
    assert bench.calibrate(file, "fit") == 0
    assert bench.points_run() == runs and bench.found("fit") == found


def test_slices_do_the_same_work_once(bench: Bench) -> None:
    file = bench.write(SHORT)
    assert bench.calibrate(file, "whole") == 0
    runs = bench.points_run()
    codes = []
    while not codes or codes[-1] == 75:
        codes.append(bench.calibrate(file, "slices", "--minutes", "0.000001"))  # time for one run each
        assert len(codes) < 20
    assert codes[-1] == 0 and len(codes) == runs  # the last slice runs the last point
    assert bench.points_run() == 2 * runs
    assert bench.found("slices") == bench.found("whole")


def test_jobs_find_the_same(bench: Bench) -> None:
    file = bench.write(SHORT)
    assert bench.calibrate(file, "one") == 0
    assert bench.calibrate(file, "two", "--jobs", "2") == 0
    assert bench.found("one") == bench.found("two")


def test_others_make_the_runs_that_are_planned(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """As a cluster does: shards, of which one is stopped by the clock."""
    file = bench.write(SHORT)
    assert bench.calibrate(file, "here") == 0
    sweep, batches = bench.folder / "there" / "sweep", 0
    while (code := bench.calibrate(file, "there", "--plan-only")) == 75:
        assert f"hearth sweep submit {sweep} --slurm --tasks " in capsys.readouterr().err
        for shard in ("1/2", "2/2"):
            bench.hearth("sweep", "run", str(sweep), "--shard", shard, "-q")
        batches += 1
    assert code == 0 and batches >= 3
    assert bench.found("there") == bench.found("here")
    assert bench.status(sweep)["repeated"] == 0


def test_points_are_the_runs_of_hearth_run(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """First day and all: by itself each is the same."""
    file = bench.write(SHORT)
    assert bench.calibrate(file, "fit", "--plan-only") == 75
    sweep, alone = bench.folder / "fit" / "sweep", bench.folder / "alone.h5"
    bench.hearth("sweep", "run", str(sweep), "-q")
    value = pd.read_csv(sweep / "plan.csv")["care_entry.rate_ratio"].iloc[0]
    bench.hearth("run", "tiny", "--months", "24", "--seed", "3", "--replicates", "4", "--set",
                 f"care_entry.rate_ratio={value}", "--events", "none", "-q", "-o", str(alone))
    [kept] = (sweep / "results").glob("*.h5")
    assert hearth.open(kept).provenance["digest"] == hearth.open(alone).provenance["digest"]
    assert bench.calibrate(file, "fit") == 0
    assert not list((sweep / "results").iterdir())  # their figures are in points/
    for point in (bench.folder / "fit" / "points").iterdir():
        point.unlink()
    assert bench.calibrate(file, "fit") == 2
    assert "lacks points that were run already" in capsys.readouterr().err


def test_a_value_that_the_program_refuses_is_told_in_its_words(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    far = SHORT.replace("{rounds: 1}", "{rounds: 1, step: 0.9}").replace(
        "care_entry.rate_ratio, unit: \"1\", scale: log, lower: 0.3",
        "shared.search_terms.answers.in_house, unit: \"1\", scale: linear, lower: 0")
    assert bench.calibrate(bench.write(far), "fit") == 2
    said = capsys.readouterr().err
    assert "shared.search_terms.answers.in_house" in said and "(must be in [0, 1]) (at point 3)" in said
    assert "(from: " in said and "sweep extend" in said


def test_a_run_that_fails_is_told_in_the_programs_words(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    tiny = bench.configs / "tiny.yaml"
    tiny.write_text(tiny.read_text(encoding="utf-8") + """
processes:
  - missing_episodes: {complexity_ratio: {value: 20, unit: "1", source: "assumed: a test"}}
""", encoding="utf-8")
    file = bench.write(SHORT)
    for hurry in ([], ["--minutes", "0.000001"], ["--plan-only"]):
        assert bench.calibrate(file, "fit", *hurry) == 1
        said = capsys.readouterr().err
        assert "missing_episodes: in 20" in said and "incidents" in said and "sweep resume" in said


def test_an_interrupt_loses_the_run_under_way_only(bench: Bench) -> None:
    file = bench.write(SHORT.replace("replicates: 4", "replicates: 200"))
    output = bench.folder / "fit"
    command = [
        sys.executable, "-m", "hearth.calibrate", str(file), "-o", str(output), "--program", str(bench.program)
    ]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(REPOSITORY / "analysis")},
                               stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    wait_until = time.monotonic() + 30
    while not list(output.glob("points/*.json")) and process.poll() is None and time.monotonic() < wait_until:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130, said
    assert "interrupted" in said
    kept = {name: name.stat().st_mtime_ns for name in output.glob("points/*.json")}
    assert kept and all(json.loads(name.read_text())["figures"] for name in kept)
    assert bench.calibrate(file, "fit") == 0
    assert all(name.stat().st_mtime_ns == time_of for name, time_of in kept.items())
    assert not list(output.glob("running/*"))


def test_a_folder_of_another_fit_is_refused_with_the_reason(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    file = bench.write(SHORT)
    assert bench.calibrate(file, "fit") == 0
    assert bench.calibrate(bench.write("# a comment changes nothing" + SHORT), "fit") == 0

    def refused(reason: str) -> None:
        capsys.readouterr()
        assert bench.calibrate(file, "fit") == 2
        assert reason in capsys.readouterr().err

    bench.write(SHORT.replace("upper: 3", "upper: 4"))
    refused("another calibration")
    bench.write(SHORT)
    record = bench.configs / "calibration" / "tiny" / "fit.csv"
    published = record.read_text(encoding="utf-8")
    record.write_text(published.replace(",children", "1,children"), encoding="utf-8")
    refused("another calibration")
    record.write_text(published, encoding="utf-8")
    bench.program.write_text(bench.program.read_text(encoding="utf-8") + "# another build\n", encoding="utf-8")
    refused("another build of the program")


def test_a_changed_config_is_refused(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    file = bench.write(SHORT)
    assert bench.calibrate(file, "fit") == 0
    tiny = bench.configs / "tiny.yaml"
    tiny.write_text(tiny.read_text(encoding="utf-8") + "\nreplicates: 7\n", encoding="utf-8")
    assert bench.calibrate(file, "fit") == 0  # the fit sets that itself
    tiny.write_text(tiny.read_text(encoding="utf-8").replace("three made-up", "four made-up"), encoding="utf-8")
    assert bench.calibrate(file, "fit") == 2
    assert "another config" in capsys.readouterr().err


def test_a_folder_with_something_else_in_it_is_left_alone(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    (bench.folder / "fit").mkdir()
    (bench.folder / "fit" / "thesis.txt").write_text("mine", encoding="utf-8")
    assert bench.calibrate(bench.write(SHORT), "fit") == 2
    assert "is not empty, and no fit was made in it" in capsys.readouterr().err
    assert [name.name for name in (bench.folder / "fit").iterdir()] == ["thesis.txt"]


def test_what_the_config_does_not_have_is_told_before_any_fit(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = SHORT.replace(
        "care_entry.rate_ratio", "care_entry.rate_raito"
    ).replace("seed: 3", "seed: 3\nmonths: 36")
    assert bench.calibrate(bench.write(wrong), "fit") == 2
    said = capsys.readouterr().err
    assert "care_entry has no 'rate_raito'" in said
    assert "months = 36 runs on after the last target, March 2021. Write months: 24?" in said
    assert bench.points_run() == 0

    other = SHORT.replace('unit: "1", scale: log, lower: 0.3', "unit: 1/month, scale: log, lower: 1.5")
    assert bench.calibrate(bench.write(other), "other") == 2
    said = capsys.readouterr().err
    assert "has unit '1' in the config, '1/month' here" in said
    assert "in the config is outside 1.5 to 3" in said


@pytest.mark.parametrize("spoil, says", [
    (('unit: "1"', "unit: year"), "care_entry.rate_ratio has unit '1' in the config, 'year' here"),
    (("lower: 0.3", "lower: 2"), "in the config is outside 2 to 3. Widen the bounds?"),
    (("care_entry.rate_ratio", "care_entry.rat_ratio"), "care_entry.rat_ratio is no number of the config"),
    (("care_entry.rate_ratio", "leaving_care.kind_ratio.foster"), "It is now shared.leaving_hazard.kind_ratio, once"),
    (("replicates: 4", "replicates: 4\nmonths: 12"), "starts 2021 is not a whole year of the run"),
])
def test_a_check_finds_what_a_fit_would_refuse(
    spoil: tuple[str, str], says: str, bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, broken = bench.write(SHORT), bench.write(SHORT.replace(*spoil), "broken.yaml")
    words = ["--check", "--program", str(bench.program)]
    assert main([str(sound), *words]) == 0
    assert capsys.readouterr().out == f"{sound}: no faults (1 parameter to fit to 2 figures)\n"
    assert main([str(broken), *words]) == 2
    said = capsys.readouterr()
    assert says in said.err and said.out == ""
