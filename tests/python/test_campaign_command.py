"""The command `hearth campaign`: what it prints, writes and refuses, and the comparison that it runs itself."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import stat
import sys
from pathlib import Path

import h5py
import pandas as pd
import pytest
import yaml
from matplotlib.figure import Figure

from comparisons import campaign as campaign_of
from comparisons import compared as compare
from comparisons import run
from hearth import campaign
from hearth.campaign.command import main
from hearth.campaign.screen import price_note
from test_figures import labels

REPLICATES = 4
#: Month of the run in which a campaign starts -> its first and last month.
YEAR = {12: ("2020-04", "2021-03"), 24: ("2021-04", "2022-03")}
REFUSED = 2
SCENARIO = """
scenario: advertise
description: a year of advertising
processes:
  - recruitment_campaign:
      strength: {value: 1, unit: "1", source: "assumed: done"}
      start: 2020-04
      end: 2021-03
      spending: {value: 200, unit: "GBP/month/10,000 adults", source: "assumed: a test"}
"""


@pytest.fixture(scope="module")
def compared(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year's campaign at two spends and two starts, and one called as two of them together."""
    folder = tmp_path_factory.mktemp("compared")
    scenarios = [campaign_of(folder, f"{spending}_from_{first}", spending, *YEAR[first])
                 for spending, first in itertools.product((1000, 20000), YEAR)]
    scenarios.append(campaign_of(folder, "1000_from_12+1000_from_24", 20000, *YEAR[24]))
    return compare(program, scenarios, folder / "compared.h5", REPLICATES)


def as_large_as_england(compared: Path, file: Path) -> Path:
    """England has some five hundred times the children of the county, and longer names."""
    with h5py.File(shutil.copy(compared, file), "r+") as large:
        for name, cells in large.items():
            if isinstance(cells, h5py.Dataset) and cells.ndim > 2:
                cells[...] = 500 * cells[()]
        large["area_name"][0] = "Yorkshire and The Humber"
        large["area_name"][3] = "Bournemouth, Christchurch and Poole"
    return file


def test_all_is_said_in_a_hundred_columns(
    compared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (compared, as_large_as_england(compared, tmp_path / "england.h5")):
        for words in ([], ["--monthly"], ["--by", "la"], ["--curve"], ["--area", "T06000001"], ["--by", "region"]):
            assert main([str(file), *words]) == 0
            said = capsys.readouterr().out
            assert [line for line in said.splitlines() if len(line) > 100] == [], words
            start = f"{file.name}: each scenario less the baseline, paired on common random numbers, mean of 4"
            assert said.startswith(start)
            assert "do not cover what is not known about policies" in " ".join(said.split())


def test_tables_of_each_scenario(compared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(compared)]) == 0
    said = capsys.readouterr().out
    for title in ("20000_from_12, Tinyshire", "Foster carers by reporting year", "Children by reporting year",
                  "What became of the extra places", "Brought forward, or new",
                  "When they come, and how long they last", "What it did for children looked after",
                  "Money, GBP thousand", "What each one costs, GBP thousand", "Together, beyond the sum of each alone"):
        assert title in said
    assert "Counted from 2020-04 to 2025-03; it spends until 2021-03." in said
    assert "nan" not in said and "-0.0 " not in said


def test_the_same_figures_as_csv_and_json(compared: Path, tmp_path: Path) -> None:
    csv, file = tmp_path / "figures.csv", tmp_path / "all.json"
    assert main([str(compared), "--by", "la", "--csv", str(csv), "--json", str(file)]) == 0
    rows = pd.read_csv(csv)
    assert set(rows.area_name) == {"Ashby", "Brookfield", "Carrow"} and rows.unit.notna().all()
    about = json.loads(file.read_text())
    assert about["replicates"] == REPLICATES and len(about["figures"]) == len(rows)
    assert about["scenarios"]["1000_from_24"] == {
        "start": "2021-04", "last_spending": "2022-03", "same_as_baseline": False}
    assert set(rows.table) <= set(about["tables"])
    for row, same in zip(rows.to_dict("records"), about["figures"]):
        assert row["measure"] == same["measure"]
        assert same["value"] is None or row["value"] == pytest.approx(same["value"])


def test_authorities_add_up_to_the_nation(compared: Path, tmp_path: Path) -> None:
    for name, words in (("la", ["--by", "la"]), ("nation", [])):
        assert main([str(compared), *words, "--csv", str(tmp_path / name)]) == 0
    parts, whole = (pd.read_csv(tmp_path / name) for name in ("la", "nation"))
    for measure in ("enquiries", "household_years", "policy", "family_years"):
        where = {"scenario": "20000_from_12", "measure": measure}
        of = [table[(table.scenario == where["scenario"]) & (table.measure == measure) & table.table.isin(
            ["gained", "money", "children"])].value.sum() for table in (parts, whole)]
        assert of[0] == pytest.approx(of[1], abs=1e-6), measure


def test_figures_are_drawn_and_no_label_lies_on_another(compared: Path, tmp_path: Path) -> None:
    kept: dict[str, Figure] = {}
    save = Figure.savefig

    def keep(figure: Figure, path: Path, **options: object) -> None:
        save(figure, path, **options)
        kept[path.name.split(".")[0]] = figure

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", keep)
        assert main([str(compared), "--curve", "--figures", str(tmp_path / "figures")]) == 0
    assert sorted(kept) == ["by_year", "by_year_2", "carers_by_month", "money", "response"]
    for name, figure in kept.items():
        assert {(tmp_path / "figures" / f"{name}.{kind}").exists() for kind in ("png", "svg")} == {True}
        boxes = labels(figure)
        assert any("compared.h5" in words and "4 pairs" in words for words, _ in boxes)  # the foot: number and source
        for words, box in boxes:
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height, words
        for (one, first), (other, second) in itertools.combinations(boxes, 2):
            across = min(first.x1, second.x1) - max(first.x0, second.x0)
            along = min(first.y1, second.y1) - max(first.y0, second.y0)
            assert across <= 1 or along <= 1, (name, one, other)


def test_one_replicate_is_refused(program: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = campaign_of(tmp_path, "campaign", 1000, *YEAR[12])
    assert main([str(compare(program, [scenario], tmp_path / "pair.h5", 1))]) == REFUSED
    said = capsys.readouterr()
    assert said.out == "" and "Run 'hearth compare --replicates 10'" in said.err and "pair.h5" in said.err


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that is said of bad input."""
    try:
        code = main(words)
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    assert code == REFUSED and said.out == "" and said.err.count("\n") == 1, said
    return said.err


def test_bad_input_is_one_line_with_a_remedy(
    program: str, compared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(compared)
    assert "holds no comparison" in refused([str(run(program, tmp_path / "run.h5", 1, months=12))], capsys)
    assert "Is the path right?" in refused([str(tmp_path / "none.h5")], capsys)
    assert "has no area 'Leeds'. It has Ashby" in refused([file, "--area", "Leeds"], capsys)
    assert "It has 1000_from_12, " in refused([file, "--scenario", "hub"], capsys)
    assert "is no month of" in refused([file, "--start", "April"], capsys)
    assert "invalid choice: 'ward'" in refused([file, "--by", "ward"], capsys)
    older = shutil.copy(compared, tmp_path / "older.h5")
    with h5py.File(older, "r+") as changed:
        del changed["foster_nights"]
    assert "has no measure foster_nights" in refused([str(older)], capsys)
    only = campaign_of(tmp_path, "only", 1000, *YEAR[12])
    single = compare(program, [only], tmp_path / "single.h5", REPLICATES)
    assert "or leave out --curve" in refused([str(single), "--curve"], capsys)


def fake_program(folder: Path, results: Path, code: int = 0) -> Path:
    """In place of `hearth compare`: keeps its words and scenarios, and gives results made before."""
    program = folder / "hearth"
    program.write_text(f"""#!{sys.executable}
import json, shutil, sys
from pathlib import Path
words = sys.argv[1:]
given = [file for word, file in zip(words, words[1:]) if word == "--scenario"]
scenarios = [Path(part).read_text() for file in given for part in file.split("+")]
Path({str(folder / "asked.json")!r}).write_text(json.dumps({{"words": words, "scenarios": scenarios}}))
if {code} == 0:
    shutil.copy({str(results)!r}, words[words.index("-o") + 1])
sys.exit({code})
""")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def test_a_sweep_runs_one_comparison_of_all_variants(
    compared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEARTH_BINARY", str(fake_program(tmp_path, compared)))
    scenario = tmp_path / "advertise.yaml"
    scenario.write_text(SCENARIO)
    output = str(tmp_path / "sweep.h5")
    words = ["run", "tiny", "--scenario", str(scenario), "--spend", "0.5,2", "--start", "2020-04,2021-06", "-o", output]
    assert main([*words, "--replicates", "4", "--areas", "Ashby"]) == 0
    asked = json.loads((tmp_path / "asked.json").read_text())
    assert asked["words"][:2] == ["compare", "tiny"] and asked["words"].count("--scenario") == 4
    assert asked["words"][-9:] == ["--replicates", "4", "--events", "none", "-q", "-o", output, "--areas", "Ashby"]
    variants = {variant["scenario"]: variant["processes"][0]["recruitment_campaign"]
                for variant in map(yaml.safe_load, asked["scenarios"])}
    assert list(variants) == [
        f"advertise_{spend}_{start}" for start in ("2020-04", "2021-06") for spend in ("0.5", "2")]
    late = variants["advertise_2_2021-06"]
    assert (late["start"], late["end"]) == ("2021-06", "2022-05")  # a year, as before
    assert late["spending"] == {"value": 400, "unit": "GBP/month/10,000 adults",
                                "source": "derived: 2 times that of advertise.yaml (assumed: a test)"}
    assert late["strength"]["value"] == 1
    said = capsys.readouterr().out
    assert "More money: what it buys" in said and "The same money at other times" in said
    scenarios = [file for word, file in zip(asked["words"], asked["words"][1:]) if word == "--scenario"]
    assert not any(os.path.exists(file) for file in scenarios)


def test_a_sweep_by_the_program_itself(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEARTH_BINARY", program)
    scenario, output = tmp_path / "advertise.yaml", tmp_path / "sweep.h5"
    scenario.write_text(SCENARIO)
    words = ["run", "tiny", "--scenario", str(scenario), "--spend", "1,50", "--start", "2020-04,2021-04"]
    assert main([*words, "--replicates", "3", "-o", str(output)]) == 0
    assert "The same money at other times" in capsys.readouterr().out
    compared = campaign.read(output)
    spent = {name: compared.last_spending(name) for name in compared.scenarios}
    assert spent == {"advertise_1_2020-04": 23, "advertise_50_2020-04": 23,
                     "advertise_1_2021-04": 35, "advertise_50_2021-04": 35}


def test_a_sweep_moves_and_multiplies_policies_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A campaign beside a hub of ours: both move with the first of them, only what is spent is multiplied."""
    monkeypatch.setenv("HEARTH_BINARY", str(fake_program(tmp_path, tmp_path / "none.h5", code=75)))
    scenario = tmp_path / "advertise.yaml"
    scenario.write_text(SCENARIO.replace("2020-04", "2024-06").replace("2021-03", "2025-05"))
    words = ["run", "tiny", "--scenario", f"{scenario}+recruitment_hub", "--spend", "2", "--start", "2021-05"]
    more = ["--uncertain", "--set", "months=60", "--precision", "looked_after=1%", "-o", str(tmp_path / "s.h5")]
    assert main([*words, *more]) == 75
    asked = json.loads((tmp_path / "asked.json").read_text())
    assert asked["words"][-10:-3] == ["--precision", "looked_after=1%", "--events", "none", "-q", "-o", more[-1]]
    assert asked["words"][-3:] == ["--uncertain", "--set", "months=60"]
    files = [Path(file).name for file in asked["words"][asked["words"].index("--scenario") + 1].split("+")]
    assert files == ["advertise_2_2021-07.yaml", "recruitment_hub_2_2021-05.yaml"]  # each called by its own start


def test_a_comparison_that_fails_ends_the_sweep(
    compared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = tmp_path / "advertise.yaml"
    scenario.write_text(SCENARIO)
    words = ["run", "tiny", "--scenario", str(scenario), "-o", str(tmp_path / "sweep.h5")]
    monkeypatch.setenv("HEARTH_BINARY", str(fake_program(tmp_path, compared, code=75)))
    assert main(words) == 75
    assert capsys.readouterr().out == "" and not (tmp_path / "sweep.h5").exists()
    monkeypatch.setenv("HEARTH_BINARY", str(tmp_path / "nowhere"))
    assert "Set HEARTH_BINARY to the program" in refused(words, capsys)


@pytest.mark.parametrize("spoil, words, says", [
    (("      spending:", "      sending:"), ["--spend", "2"], "does not say its spending"),
    (("value: 200", "value: much"), ["--spend", "2"], "does not say its spending as a number"),
    (("      start: 2020-04\n", ""), ["--start", "2021-04"], "has no start"),
    (("processes:", "recesses:"), [], "is no scenario of a policy"),
    (("", ""), ["--start", "2031-04"], "is after the last month of the run (2025-03)"),
    (("start: 2020-04", "start: soon"), [], "start 'soon' is no month"),
    (("processes:", "processes: ]"), [], "is no YAML"),
    (("", ""), ["--spend", "1,0"], "must be different numbers above 0"),
    (("", ""), ["--start", "2024-13"], "--start '2024-13' is no month"),
    (("", ""), ["--spend", "1.0000001,1.0000002"], "two different variants would be called advertise_1_2020-04"),
    (("", ""), ["--replicates", "0"], "--replicates 0: no figure is given without its interval"),
    (("scenario: advertise", "scenario: a/b"), [], "its name 'a/b' cannot be that of variants"),
    (("processes:", "since: 2021-02-31\nprocesses:"), [], "is no YAML"),
])
def test_a_sweep_says_what_it_cannot_use(
    spoil: tuple[str, str], words: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = tmp_path / "advertise.yaml"
    scenario.write_text(SCENARIO.replace(*spoil) if spoil[0] else SCENARIO)
    assert says in refused(["run", "tiny", "--scenario", str(scenario), *words], capsys)


def test_a_policy_alone_and_beside_another_is_two_variants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub starts in April 2024, the campaign a year later: alone it moves to 2023-04, beside the hub to 2024-04."""
    monkeypatch.setenv("HEARTH_BINARY", str(fake_program(tmp_path, tmp_path / "none.h5", code=75)))
    scenario = tmp_path / "advertise.yaml"
    scenario.write_text(SCENARIO.replace("2020-04", "2025-04").replace("2021-03", "2026-03"))
    both = ["--scenario", str(scenario), "--scenario", f"{scenario}+recruitment_hub"]
    assert main(["run", "tiny", *both, "--start", "2023-04", "-o", str(tmp_path / "s.h5")]) == 75
    told = [yaml.safe_load(text) for text in json.loads((tmp_path / "asked.json").read_text())["scenarios"]]
    starts = [(one["scenario"], next(iter(one["processes"][0].values()))["start"]) for one in told]
    assert starts == [("advertise_1_2023-04", "2023-04"), ("advertise_1_2024-04", "2024-04"),
                      ("recruitment_hub_1_2023-04", "2023-04")]
    assert [one["description"].split(", ")[1] for one in told] == [
        "starting in April 2023", "starting in April 2024", "starting in April 2023"]


def test_two_scenarios_of_one_name_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    for file in (one, other):
        file.write_text(SCENARIO)
    said = refused(["run", "tiny", "--scenario", str(one), "--scenario", str(other)], capsys)
    assert f"{other}: is called advertise, as {one} is" in said


def test_files_that_are_no_utf_8_or_empty_are_no_accident(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario, config = tmp_path / "advertise.yaml", tmp_path / "empty.yaml"
    scenario.write_bytes(SCENARIO.replace("a year", "\N{POUND SIGN}20 a year").encode("cp1252"))
    assert ":3:14: is not UTF-8 (the byte 0xA3 is no letter). Save the file as UTF-8?" in refused(["run", "tiny", "--scenario", str(scenario)], capsys)
    scenario.write_text(SCENARIO)
    config.write_text("")
    monkeypatch.setenv("HEARTH_BINARY", str(fake_program(tmp_path, tmp_path / "none.h5", code=75)))
    assert main(["run", str(config), "--scenario", str(scenario)]) == 75  # 'hearth compare' says what is wrong


def test_a_sweep_of_one_spend_and_start_has_the_plain_report(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    only = compare(program, [campaign_of(tmp_path, "only", 1000, *YEAR[12])], tmp_path / "only.h5", REPLICATES, 24)
    monkeypatch.setenv("HEARTH_BINARY", str(fake_program(tmp_path, only)))
    scenario = tmp_path / "advertise.yaml"
    scenario.write_text(SCENARIO)
    assert main(["run", "tiny", "--scenario", str(scenario), "-o", str(tmp_path / "sweep.h5")]) == 0
    said = capsys.readouterr().out
    assert "Foster carers by reporting year" in said and "Not shown" not in said


def test_the_help_shows_percent_signs_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    said = capsys.readouterr().out
    assert "MEASURE=0.2%" in said and "%%" not in said


def test_same_prices_are_explained_by_the_stored_configuration_only(compared: Path) -> None:
    comparison = campaign.read(compared)
    name = comparison.scenarios[0]
    rows = campaign.figures_of(comparison, scenarios=[name]).query("table == 'money'")
    rows.loc[rows.measure == "residential_price", ["value", "low", "high"]] = 0.0
    assert comparison.policies[name].price_response == 0
    assert price_note(comparison, rows).endswith("(homes_market.price_response is 0).")
    comparison.policies[name] = comparison.policies[name]._replace(price_response=0.1)
    assert price_note(comparison, rows) == "Homes ask the same prices in both."
