"""Calibration files: every fault at once; years after March 2021 refused, the figures kept for judging never opened."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("yaml", reason="needs PyYAML: apt-get install python3-yaml")

from calibrations import SHORT, own_configs, write_fit  # noqa: E402
from conftest import REPOSITORY  # noqa: E402
from hearth.calibrate.calibration import read_calibration  # noqa: E402
from hearth.calibrate.reading import CalibrationError, Faults, Section, read_yaml  # noqa: E402
from hearth.calibrate.resolved import Resolved, overlay  # noqa: E402
from hearth.published_figures import TargetsError, read_fit  # noqa: E402

#: Writes the name of every file that Python opens, then runs the command.
WITNESS = """
import json, runpy, sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
witness = sys.argv.pop(1)
try:
    runpy.run_module("hearth.calibrate", run_name="__main__", alter_sys=True)
finally:
    with open(witness, "w") as stream:
        json.dump(opened, stream)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder configs/calibration with a small published record."""
    folder = tmp_path / "configs" / "calibration"
    write_fit(folder / "tiny" / "fit.csv", [("starts", 2020, 78), ("starts", 2021, 73), ("looked_after", 2021, 150)])
    return folder


def faults_of(place: Path, text: str) -> list[str]:
    file = place / "case.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CalibrationError) as caught:
        read_calibration(file)
    return [fault.removeprefix(f"{file}:") for fault in caught.value.faults]


def test_our_own_calibrations_have_no_fault() -> None:
    files = sorted((REPOSITORY / "configs" / "calibration").glob("*.yaml"))
    assert len(files) >= 2
    for file in files:
        assert read_calibration(file).parameters


def test_every_fault_comes_at_once_with_its_line(place: Path) -> None:
    faults = faults_of(place, """confg: tiny
published: tiny/fit.csv
area: Tinyshire
seed: 1.5
replicates: 1
method: {step: 2}
parameters:
  - {name: care_entry.rate_ratio, unit: "1", scale: lgo, lower: 1, upper: 2}
  - {name: care_entry.other, unit: "1", scale: logit, lower: 0.5, upper: 1.5}
  - {name: care_entry.third, unit: "1", scale: log, lower: 2, upper: 1, prior: {mean: 1}}
targets:
  - {measure: starts, years: [2020]}
  - {measure: strats, years: [2020], sd: 1}
  - {measure: starts, years: [2021], sd: "1"}
  - {measure: looked_after, years: [2020], sd: 1}
""")
    assert [int(fault.split(":")[0]) for fault in faults] == [1, 1, 4, 5, 6, 8, 9, 10, 10, 12, 13, 14, 15]
    text = "\n".join(faults)
    for words in ("missing config", "Did you mean 'config'", "seed = 1.5", "from 2 to", "Did you mean 'log'",
                  "scale logit", "upper = 1 is not above lower = 2", "missing parameter.prior.sd", "either sd",
                  "strats has no counterpart", "target.sd = \"1\" is not a number",
                  "has no looked_after of Tinyshire in 2020. It has 2021"):
        assert words in text, words


def test_a_seventeenth_parameter_is_refused(place: Path) -> None:
    one = '  - {name: care_entry.pK, unit: "1", scale: log, lower: 1, upper: 2, prior: {mean: 1, sd: 1}}\n'
    lines = "".join(one.replace("K", str(k)) for k in range(17))
    start, end = SHORT.index("  - {name"), SHORT.index("targets:")
    faults = faults_of(place, SHORT[:start] + lines + SHORT[end:])
    assert len(faults) == 1 and "17 parameters (a fit takes at most 16)" in faults[0]


def test_more_parameters_than_figures_are_refused(place: Path) -> None:
    second = '  - {name: a.b, unit: "1", scale: log, lower: 1, upper: 2}'
    more = SHORT.replace("targets:", f"{second}\ntargets:").replace("[2020, 2021]", "[2020]")
    assert "2 parameters for 1 figures and priors" in faults_of(place, more)[0]


def test_a_target_after_march_2021_is_refused(place: Path) -> None:
    [fault] = faults_of(place, SHORT.replace("[2020, 2021]", "[2021, 2022]"))
    assert "target year 2022 is not for fitting" in fault


def test_a_record_with_a_later_year_is_refused_whole(tmp_path: Path) -> None:
    file = tmp_path / "fit.csv"
    write_fit(file, [("starts", 2021, 73), ("starts", 2022, 75)])
    with pytest.raises(TargetsError, match="3: is of 2022"):
        read_fit(file)


def test_the_figures_kept_for_judging_cannot_be_read_by_any_name(tmp_path: Path) -> None:
    kept = REPOSITORY / "configs" / "targets" / "backtest.csv"
    with pytest.raises(TargetsError, match="is not for fitting"):
        read_fit(kept)
    linked = tmp_path / "linked" / "fit.csv"
    linked.parent.mkdir()
    linked.symlink_to(kept)
    with pytest.raises(TargetsError, match="is not for fitting"):
        read_fit(linked)
    copied = tmp_path / "fit.csv"
    copied.write_bytes(kept.read_bytes())
    with pytest.raises(TargetsError, match="kept to judge"):
        read_fit(copied)


def test_a_fit_opens_no_other_published_figures(program: str, tmp_path: Path) -> None:
    """The kept file is there, and poisoned; a witness writes down every file that is opened."""
    configs = own_configs(tmp_path)
    (configs / "targets" / "backtest.csv").write_text("poison\n", encoding="utf-8")
    file = configs / "calibration" / "short.yaml"
    file.write_text(SHORT.replace("replicates: 4", "replicates: 2"), encoding="utf-8")
    witness = tmp_path / "opened.json"
    command = [sys.executable, "-c", WITNESS, str(witness), str(file), "-o", str(tmp_path / "fit")]
    command += ["--program", program, "-q"]
    environment = os.environ | {"HEARTH_CONFIGS": str(configs), "PYTHONPATH": str(REPOSITORY / "analysis")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    opened = [Path(name) for name in json.loads(witness.read_text())]
    in_configs = {name for name in opened if configs.resolve() in name.resolve().parents}
    assert {name.name for name in in_configs} == {"short.yaml", "fit.csv"}  # so the witness does see


def test_a_fit_needs_no_other_published_figures(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hearth.calibrate.__main__ import main

    configs = own_configs(tmp_path)
    (configs / "targets" / "backtest.csv").unlink()
    monkeypatch.setenv("HEARTH_CONFIGS", str(configs))
    file = configs / "calibration" / "short.yaml"
    file.write_text(SHORT.replace("replicates: 4", "replicates: 2"), encoding="utf-8")
    assert main([str(file), "-o", str(tmp_path / "fit"), "--program", program, "-q"]) == 0


CONFIG = """
start: 2019-04
starting_population:
  level: {value: 2.5, unit: "1", source: "assumed: a test"}
processes:
  - moves:
      ratio: {unit: "1", source: "assumed: a row", values: {young: 0.5, old: 1.5}}
      hazard:
        {unit: 1/month, source: "derived: a table", columns: [week, month], rows: {young: [0.1, 0.2], old: [0.3, 0.4]}}
"""


def test_values_are_found_by_the_names_of_set() -> None:
    resolved = Resolved(CONFIG)
    assert resolved.find("starting_population.level").value == 2.5
    assert resolved.find("moves.ratio.old").value == 1.5
    cell = resolved.find("moves.hazard.old.week")
    assert (cell.value, cell.unit) == (0.3, "1/month")
    for wrong in ("moves.ratoi", "moves.ratio", "moves", "moves.hazard.old", "moves.hazard.old.year", "nobody.ratio"):
        with pytest.raises(LookupError):
            resolved.find(wrong)


def test_an_overlay_restates_what_it_must() -> None:
    values = {"moves.ratio.old": (2.0, "calibrated: one"), "moves.ratio.young": (3.0, "calibrated: two"),
              "moves.hazard.young.month": (0.9, "calibrated: three"),
              "starting_population.level": (7.0, "calibrated: four")}
    found = overlay(Resolved(CONFIG), values)
    [process] = found["processes"]
    assert process["moves"]["ratio"]["values"] == {"old": 2.0, "young": 3.0}
    assert process["moves"]["ratio"]["source"] == "calibrated: old: one; young: two; the rest assumed: a row"
    assert process["moves"]["hazard"]["rows"] == {"young": [0.1, 0.9]}  # whole: lists are replaced as such
    assert found["starting_population"]["level"] == {"value": 7.0, "unit": "1", "source": "calibrated: four"}


@pytest.mark.parametrize(("line", "words"), [
    ("seed: 012", "seed = 012 (must be a whole number"),
    ("seed: 1e3", "seed = 1e3 (must be a whole number"),
    ("seed: 1_000", "seed = 1_000 (must be a whole number"),
    ("seed: 9007199254740993", "at least 0; below 2^53"),
    ("seed: !!int 7", "the YAML tag"),
    ("seed: 7\ttrue", "'\\t'"),
    ("config: 2019", "config = 2019 is not a text (YAML reads something else). Put it in quotes?"),
    ("[a]: 1", "a key in the file is not a name"),
    ("area: " + "[" * 3000, "nested too deeply"),
])
def test_numbers_and_words_are_read_as_strictly_as_in_configs(place: Path, line: str, words: str) -> None:
    faults = faults_of(place, line + "\n")
    assert any(words in fault and not fault.startswith(("0", ":")) for fault in faults), faults


def test_a_large_seed_is_read_digit_by_digit(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("seed: 9007199254740991\n", encoding="utf-8")
    assert Section(read_yaml(file, Faults(file)), "", Faults(file)).whole("seed") == 9007199254740991


@pytest.mark.parametrize(("held", "words"), [
    (b"config: tiny\narea: caf\xe9\n", ":2:10: is not UTF-8 (the byte 0xE9 is no letter)"),
    ("config: tiny\n".encode("utf-16"), ":1: is not UTF-8 (it is UTF-16"),
    (b"config: tiny\narea: \x1b[31m\n", ":2:7: the control character U+001B"),
])
def test_what_is_not_text_is_refused_with_its_line(place: Path, held: bytes, words: str) -> None:
    file = place / "case.yaml"
    file.write_bytes(held)
    with pytest.raises(CalibrationError, match=re.escape(f"{file}{words}")):
        read_calibration(file)
    targets = place / "tiny" / "fit.csv"
    targets.write_bytes(held)
    with pytest.raises(TargetsError, match=re.escape(f"{targets}{words}")):
        read_fit(targets)
