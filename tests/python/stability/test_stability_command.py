"""`hearth stability` on a run and on returns: what it prints, writes and refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lives
import numpy as np
import pandas as pd
import pytest
import return_files
from lives import Life
from stability_cases import CASES

import hearth
from hearth import stability
from hearth.estimates import over_replicates
from hearth.stability import command, explore, published, published_screen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    of_lives = [case.lives[0] for name, case in CASES.items() if "authorit" not in name]
    return return_files.write(tmp_path / "returns", of_lives, (2019, 2020, 2021))


def said(capsys, *words: str) -> str:
    assert command.main(list(words)) == 0
    return capsys.readouterr().out


def refused(capsys, *words: str) -> str:
    assert command.main(list(words)) == 2
    return capsys.readouterr().err.strip()


def test_the_screen_shows_every_table_with_its_definition(folder: Path, capsys) -> None:
    text = said(capsys, "--ssda903", str(folder))
    for table in stability.TABLES.values():
        assert f"\n{table.title}\n" in f"\n{text}"
    assert max(map(len, text.splitlines())) <= 170
    assert "Source: SSDA903 return returns; years to 31 March 2019, 2020, 2021." in text
    assert "left out: 3 episodes of short breaks (V3, V4)" in text
    assert "±" not in text


def test_a_run_is_read_as_well(run_file: Path, capsys) -> None:
    text = said(capsys, str(run_file), "--by", "la", "--year", "2022")
    assert "Ashby" in text and "Local authority, 2022" in text and "\n2021 " not in text
    assert f"Source: Hearth run run.h5 (tiny), digest {hearth.open(run_file).provenance['digest'][:8]}; years" in text


def test_csv_is_tidy_and_whole(folder: Path, tmp_path: Path, capsys) -> None:
    text = said(capsys, "--ssda903", str(folder), "--csv", str(tmp_path / "tables"))
    assert "tables written to" in text
    tables = stability.tables(stability.read_returns(folder))
    for name, table in tables.items():
        written = pd.read_csv(tmp_path / "tables" / f"{name}.csv", dtype={"scenario": str}, keep_default_na=False)
        assert len(written) == len(table)
        assert not written.duplicated(["scenario", "year", "breakdown", "group", "measure"]).any()
        assert list(written["group"]) == list(table["group"])


def test_json_holds_the_same(folder: Path, capsys) -> None:
    about = json.loads(said(capsys, "--ssda903", str(folder), "--json", "--by", "sex"))
    rows = about["tables"]["placements_in_year"]["rows"]
    assert {row["breakdown"] for row in rows} == {"total", "sex"}
    total = sum(row["value"] for row in rows if row["breakdown"] == "sex" and row["measure"] == "children")
    assert total == sum(row["value"] for row in rows if row["breakdown"] == "total" and row["measure"] == "children")
    assert {"what", "count"} == set(about["left_out"][0])


def test_small_counts_are_hidden_everywhere(folder: Path, tmp_path: Path, capsys) -> None:
    words = ("--ssda903", str(folder), "--suppress", "5")
    assert "c: a count from 1 to 4" in said(capsys, *words)
    said(capsys, *words, "--csv", str(tmp_path))
    rows = json.loads(said(capsys, *words, "--json"))["tables"]["periods"]["rows"]
    written = pd.read_csv(tmp_path / "periods.csv", dtype=str)
    for values in (written[written.unit != "%"]["value"].dropna(), [r["value"] for r in rows if r["unit"] != "%"]):
        assert {"1", "2", "3", "4", 1.0, 2.0, 3.0, 4.0}.isdisjoint(set(values))


def test_every_published_stability_figure_is_compared(run_file: Path, tmp_path: Path, capsys) -> None:
    text = said(capsys, str(run_file), "--compare", "published", "--csv", str(tmp_path))
    compared = pd.read_csv(tmp_path / "compared.csv", keep_default_na=False, na_values=[""])
    assert set(compared.year) == {2022, 2023}  # the latest that both have
    assert set(compared.area) == {"Tinyshire"} and set(compared.against) == {"England"}
    england = published.against("England").figures
    targets = england[england.year.isin((2022, 2023))]
    about = targets.measure.str.contains("placements|carer|leavers_with|moves")
    assert set(targets[about].measure) <= set(compared.measure)
    assert len(compared) >= 500
    missed = int((compared.miss & compared.value.notna()).sum())
    assert text.split().count("*") == missed + 2  # the heading of their number, and what the sign means
    assert "2022: Tinyshire, model" in text and "England, published" in text
    counts = ~compared.unit.isin(("percent", "days"))
    assert f"{missed:,}" in text.split()
    assert compared.difference[counts].isna().all() and not compared.miss[counts].any()  # England is larger
    made = compared[compared.value.notna() & ~counts]
    assert np.allclose(made.value - made.published, made.difference)
    assert compared.miss[compared.value.isna() & ~counts].all()  # what we lack is no hit


def test_a_miss_is_a_miss() -> None:
    care = lives.care([Life("2012-05-05", "2019-05-01 - S C2 U6 PR1 fay - -")], (2020, 2021))
    compared = published.compare(stability.tables(care), published.against(), (2021,), "England")
    one = compared[(compared.measure == "placements_one_percent") & (compared.breakdown.fillna("") == "")].iloc[0]
    assert (one.value, one.miss) == (100.0, True)
    assert one.difference == pytest.approx(100 - one.published)


def test_an_authority_is_set_against_its_own_published_figures() -> None:
    care = lives.care([Life("2012-05-05", "2019-05-01 - S C2 U6 PR1 fay - -")], (2020, 2021))
    of_gateshead = published.against("gateshead")
    assert published.against("E08000037").name == of_gateshead.name == "Gateshead"
    compared = published.compare(stability.tables(care), of_gateshead, (2021,), "Gateshead")
    everyone = compared[compared.breakdown == ""].set_index("measure")
    assert set(everyone.index) == {"looked_after", "starts", "ceases"}
    assert everyone.difference["looked_after"] == 1 - everyone.published["looked_after"] and everyone.miss.all()
    text = published_screen.text_of(compared, of_gateshead, "Gateshead", "a return")
    text = " ".join(text.split())
    assert "shares and lengths are published here for England only" in text and text.count("Gateshead, published") > 1
    with pytest.raises(published.PublishedError, match="Did you mean 'North East'"):
        published.against("Northeast")
    with pytest.raises(published.PublishedError, match="no figures of Gateshead for the years to March 2025"):
        of_gateshead.years_of((2025,))


def test_what_is_hidden_is_hidden_beside_published_figures(folder: Path, tmp_path: Path, capsys) -> None:
    said(capsys, "--ssda903", str(folder), "--suppress", "5", "--compare", "published", "--csv", str(tmp_path))
    compared = pd.read_csv(tmp_path / "compared.csv", dtype=str)
    assert (compared.value == "c").any() and compared.difference[compared.value == "c"].isna().all()
    shown = pd.to_numeric(compared.value[(compared.unit == "children") & (compared.value != "c")])
    assert not shown.between(1, 4).any()


def test_csv_can_have_the_columns_of_explore_education_statistics(run_file: Path, tmp_path: Path, capsys) -> None:
    said(capsys, str(run_file), "--csv", str(tmp_path), "--ees", "--by", "age,la")
    table = pd.read_csv(tmp_path / "placements_in_year.csv", dtype=str, keep_default_na=False)
    assert list(table)[:10] == list(explore.TIME_AND_PLACE)
    assert set(table.geographic_level) == {"Regional", "Local authority"}
    assert not table.duplicated([*explore.TIME_AND_PLACE, "scenario", "breakdown_topic", "breakdown"]).any()
    ashby = table[(table.new_la_code == "T06000001") & (table.time_period == "2025")].iloc[0]
    assert (ashby.old_la_code, ashby.region_name, ashby.breakdown) == ("991", "Tinyshire", "Total")
    regional = table[(table.time_period == "2025") & (table.geographic_level == "Regional")]
    whole = regional.set_index("breakdown").children
    assert int(whole["Total"]) == whole.drop("Total").astype(int).sum() > 0


def test_faults_of_returns_end_with_exit_code_2(folder: Path, capsys) -> None:
    path = folder / "2021" / "episodes.csv"
    path.write_text(path.read_text().replace(",K2,", ",K9,"))
    faults = refused(capsys, "--ssda903", str(folder)).splitlines()
    named = [fault for fault in faults if fault.startswith(f"{path}:")]
    assert named and all("PLACE is no code of the return [146]. Correct it." in fault for fault in named)
    assert "K9" not in "".join(faults)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "hearth: give a results file, or --ssda903 and a folder of returns: one of the two"),
        (("nowhere.h5",), "hearth: nowhere.h5: can't be read (No such file or directory). Is the path right?"),
        (("RUN", "--by", "school"), "hearth: no breakdown 'school'. Choose from total, age"),
        (("RUN", "--year", "1999"), "hearth: no year 1999 in "),
        (("RUN", "--csv", "/dev/null/x"), "hearth: /dev/null/x: can't be written"),
        (("RUN", "--figures", "/dev/null/x"), "hearth: /dev/null/x: can't be written"),
        (("RUN", "--ees"), "hearth: --ees says how CSV files are written. Add --csv and a folder"),
        (("RUN", "--against", "London"), "hearth: --against says whose published figures to compare"),
        (("RUN", "--compare", "published", "--against", "Leds"), "hearth: no published figures of 'Leds' in configs"),
        (("RUN", "--compare", "published", "--year", "2025"), "hearth: no figures of England for the years to March"),
        (("RUN", "--from", "2021"), "hearth: --from is about returns"),
    ],
)
def test_wrong_words_are_answered_in_one_line(words: tuple, message: str, run_file: Path, capsys) -> None:
    answer = refused(capsys, *(str(run_file) if word == "RUN" else word for word in words))
    assert answer.startswith(message)
    assert "\n" not in answer


@pytest.mark.parametrize("words", [["--suppress", "1"], ["--compare", "me"], ["--nonsense"]])
def test_options_that_are_none_are_refused(words: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(words)
    assert end.value.code == 2
    assert "See 'hearth stability --help'." in capsys.readouterr().err


def test_the_interval_is_students() -> None:
    mean, low, high = over_replicates(np.array([[1.0], [2.0], [3.0]]))
    half = 2.919986 / np.sqrt(3)  # t(0.95, 2) times the standard error
    assert (mean[0], low[0], high[0]) == pytest.approx((2, 2 - half, 2 + half))


def test_replicates_and_scenarios_are_kept_apart() -> None:
    stays = "2019-05-01 - S C2 U6 PR1 fay - -"
    moved = "2019-05-01 2020-07-01 S C2 U6 PR1 fay X1 CREQB\n2020-07-01 - P C2 K2 PR4 oaks - -"
    runs = [("a", 0, stays), ("a", 1, moved), ("b", 0, stays), ("b", 1, stays)]
    of_lives = [
        Life("2012-05-05", text, {"SCENARIO": name, "REPLICATE": number, "CHILD": "7"}) for name, number, text in runs
    ]
    table = stability.tabulate(lives.care(of_lives), "placements_in_year", [2021], ["total"])
    table = table.set_index(["scenario", "measure"])
    assert table.value["a", "children"] == 1
    assert table.value["a", "two_percent"] == 50 and table.low["a", "two_percent"] < 50 < table.high["a", "two_percent"]
    assert table.value["b", "two_percent"] == 0 and table.high["b", "two_percent"] == 0


# Returns with faults


def test_without_faulty_children_every_table_says_so(folder: Path, tmp_path: Path, capsys) -> None:
    path = folder / "2021" / "episodes.csv"
    path.write_text(path.read_text().replace(",K2,", ",K9,", 1))
    words = ("--ssda903", str(folder), "--leave-out-faulty")
    text = said(capsys, *words, "--faults", str(tmp_path / "list.csv"))
    assert text.count("Without 1 of ") == len(stability.TABLES)
    assert "faulty: 1 fault in 1 file:" in text and f"faults written to {tmp_path / 'list.csv'}" in text
    said(capsys, *words, "--csv", str(tmp_path / "tables"))
    listed = pd.read_csv(tmp_path / "tables" / "faults.csv", dtype=str)
    assert list(listed) == ["file", "line", "column", "kind", "rule", "what", "remedy"]
    assert list(listed.column) == ["PLACE"] and listed.equals(pd.read_csv(tmp_path / "list.csv", dtype=str))
    left_out = pd.read_csv(tmp_path / "tables" / "left_out.csv").set_index("what")["count"]
    assert left_out.filter(like="children with a fault").sum() == 1
    about = json.loads(said(capsys, *words, "--faults", str(tmp_path / "list.csv"), "--json"))
    assert about["without"].startswith("without 1 of ") and about["source"].endswith(about["without"])


def test_a_file_that_is_no_list_of_faults_is_not_replaced(folder: Path, tmp_path: Path, capsys) -> None:
    path = folder / "2021" / "episodes.csv"
    path.write_text(path.read_text().replace(",K2,", ",K9,", 1))
    words = ("--ssda903", str(folder), "--leave-out-faulty", "--faults", str(path))
    assert "is no list of faults, which this would replace" in refused(capsys, *words)
    assert "K9" in path.read_text()


def test_refused_returns_say_how_to_go_on(folder: Path, tmp_path: Path, capsys) -> None:
    path = folder / "2021" / "episodes.csv"
    path.write_text(path.read_text().replace(",K2,", ",K9,", 1))
    text = refused(capsys, "--ssda903", str(folder), "--faults", str(tmp_path / "list.csv"))
    assert "to make the tables without the children concerned: --leave-out-faulty" in text
    assert len((tmp_path / "list.csv").read_text().splitlines()) == 2


def test_a_folder_without_the_option_is_told_of_it(folder: Path, capsys) -> None:
    assert refused(capsys, str(folder)) == f"hearth: {folder}: is a folder. If it holds returns: --ssda903 {folder}"


def test_notes_and_sources_tell_of_no_small_number_where_these_are_hidden(folder: Path, tmp_path: Path, capsys) -> None:
    path = folder / "2021" / "episodes.csv"
    path.write_text(path.read_text().replace(",K2,", ",K9,", 1))
    words = ("--ssda903", str(folder), "--leave-out-faulty", "--faults", str(tmp_path / "faults.csv"))
    plain, hidden = said(capsys, *words), said(capsys, *words, "--suppress", "5")
    assert "left out: 3 episodes of short breaks" in plain and "without 1 of" in plain
    assert "left out: fewer than 5 episodes of short breaks (V3, V4)" in hidden
    assert "without fewer than 5 of" in hidden and "Without fewer than 5 of" in hidden and "ithout 1 of" not in hidden
    assert "faulty: fewer than 5 faults in 1 file:" in hidden
    of_people = re.compile(r"^(left out|not known): [1-4] (episodes|placements|periods|children|rows)", re.MULTILINE)
    assert of_people.search(plain) and not of_people.search(hidden)
    about = json.loads(said(capsys, *words, "--suppress", "5", "--json"))
    counts = {entry["what"]: entry["count"] for entry in about["left_out"]}
    assert counts["episodes of short breaks (V3, V4)"] == "c" and "fewer than 5" in about["source"]


def test_bounds_are_not_advised_where_they_are_refused(folder: Path, capsys) -> None:
    words = ("--ssda903", str(folder), "--year", "2019")
    assert "--bounds shows" in " ".join(said(capsys, *words).split())
    hidden = " ".join(said(capsys, *words, "--suppress", "3").split())
    assert "-: not known" in hidden and "--bounds" not in hidden
