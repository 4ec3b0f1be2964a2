"""The reader of SSDA903 returns: the same answers as from the lives themselves, and every fault with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import lives
import pandas as pd
import pytest
import return_files
from lives import Life
from return_files import HOME_AGAIN, MOVED, YEARS, edit, faults
from stability_cases import CASES
from test_stability_definitions import answers

from hearth import stability

TWO_AUTHORITIES = [name for name, case in CASES.items() if any("LA" in life.facts for life in case.lives)]


def test_returns_give_the_same_answers_as_the_lives_that_they_tell_of(tmp_path: Path) -> None:
    of_lives = [life for name, case in CASES.items() if name not in TWO_AUTHORITIES for life in case.lives]
    assert len(of_lives) > 40
    told = lives.care([Life(life.born, life.episodes, {**life.facts, "LA": tmp_path.name}) for life in of_lives], YEARS)
    told.episodes["REGION"] = "not known"
    read = stability.read_returns(return_files.write(tmp_path, of_lives, YEARS))
    assert {entry.what for entry in told.everything_left_out} <= {entry.what for entry in read.everything_left_out}
    written = stability.tables(told)
    for name, table in stability.tables(read).items():
        pd.testing.assert_frame_equal(table, written[name])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return return_files.write(tmp_path, [MOVED, HOME_AGAIN], YEARS)


def test_a_sound_folder_is_read(folder: Path) -> None:
    care = stability.read_returns(folder)
    assert care.years == YEARS
    assert len(care.episodes) == 3
    assert {entry.what: entry.count for entry in care.everything_left_out} == {
        "episodes told again in a later return (each counts once)": 3
    }


def test_names_of_files_are_free_and_the_year_may_be_in_them(folder: Path) -> None:
    for year in YEARS:
        for kind, name in (("episodes", f"a-{year - 1}-{year % 100}"), ("header", f"b_{year}"), ("uasc", f"c{year}x")):
            (folder / str(year) / f"{kind}.csv").rename(folder / f"{name}.csv")
        (folder / str(year)).rmdir()
    assert stability.read_returns(folder).years == YEARS


def test_without_a_name_the_year_is_that_of_the_last_day(folder: Path) -> None:
    for name in ("2019", "2020"):
        shutil.rmtree(folder / name)
    (folder / "2021").rename(folder / "returns")
    assert stability.read_returns(folder).years == (2021,)


def test_all_years_and_authorities_in_one_file(tmp_path: Path) -> None:
    moved = CASES["taken over by another authority: leaves one, starts in the other"]
    care = stability.read_returns(return_files.write_all_years(tmp_path, moved.lives, YEARS))
    assert not [line for line, expected, got in answers(moved, care) if got != pytest.approx(expected)]


@pytest.mark.parametrize("columns", [["URN"], ["HOME_POST", "PL_POST", "URN"]])
def test_columns_that_some_tools_leave_out_may_be_missing(folder: Path, columns: list[str]) -> None:
    for file in folder.rglob("episodes.csv"):
        pd.read_csv(file, dtype=str).drop(columns=columns).to_csv(file, index=False)
    assert len(stability.placements(stability.read_returns(folder))) == 3


def test_the_sexes_of_all_years(folder: Path) -> None:
    edit(folder / "2021/header.csv", "001,1,", "001,M,")
    assert set(stability.placements(stability.read_returns(folder)).sex) == {"male"}


def test_the_latest_return_is_believed_and_changes_are_counted(folder: Path) -> None:
    edit(folder / "2020/episodes.csv", ",C2,N1,U6", ",C1,N1,U6")
    care = stability.read_returns(folder)
    assert set(care.episodes.LS) == {"C2", "V2"}
    assert any(entry.what.startswith("episodes that a later return changed") for entry in care.everything_left_out)


def test_a_missing_year_ends_what_is_known_and_is_counted(tmp_path: Path) -> None:
    gone = Life("2010-01-01", "2018-05-01 2019-09-01 S V2 U6 PR1 gus E4A -")
    stays = Life("2010-01-01", "2018-05-01 - S V2 U6 PR1 hal - -")
    care = stability.read_returns(return_files.write(tmp_path, [gone, stays], (2019, 2021)))
    left_out = {entry.what: entry.count for entry in care.everything_left_out}
    assert left_out["years without a return: 2020"] == 1
    assert sum(count for what, count in left_out.items() if what.startswith("placements whose end")) == 1
    totals = stability.tables(care)["placements_in_year"].query("breakdown == 'total' and measure == 'children'")
    assert dict(zip(totals.year, totals.value)) == {2019: 2, 2021: 1}
    placed = stability.placements(care)
    assert dict(zip(placed.child, placed.seen_until.dt.year)) == {"001": 2019, "002": 2021}
    assert set(placed.end) == {"open"} and placed.ended.isna().all()


def test_other_tables_of_the_return_are_counted(folder: Path) -> None:
    (folder / "2021/reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n001,05/05/2012,01/06/2020,PN1\n")
    left_out = stability.read_returns(folder).everything_left_out
    assert "files of other tables of the return: reviews.csv (Reviews)" in {entry.what for entry in left_out}


#: What is done to a file, and the start of each line that must be said.


def test_a_byte_order_mark_and_blank_lines_do_no_harm(folder: Path) -> None:
    path = folder / "2021/episodes.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\n\n")
    assert len(stability.read_returns(folder).episodes) == 3


@pytest.mark.parametrize("ceased", ["2022-02-28", "2022-03-01"])
def test_a_leap_day_child_is_unaccompanied_until_it_leaves_at_18(tmp_path: Path, ceased: str) -> None:
    facts = {"UASC": True, "DUC": ceased}
    life = Life("2004-02-29", "2020-05-01 2022-03-01 S V2 H5 PR4 oaks E5 -", facts)
    care = stability.read_returns(return_files.write(tmp_path, [life], (2021, 2022)))
    table = stability.tabulate(care, "periods", [2022], ["uasc"]).query("measure == 'ceased'")
    assert dict(zip(table.group, table.value)) == {"yes": 1}


def test_quotes_spaces_and_lines_of_commas_are_read_as_spreadsheets_write_them(folder: Path) -> None:
    plain = stability.read_returns(folder).episodes
    for path in folder.rglob("*.csv"):
        lines = path.read_text().splitlines()
        rows = [",".join(f'"{cell} "' for cell in line.split(",")) for line in lines[1:]]
        path.write_bytes("\r\n".join([lines[0], "," * lines[0].count(","), *rows]).encode())
    pd.testing.assert_frame_equal(stability.read_returns(folder).episodes, plain)


def test_faults_of_quoted_files_have_their_lines(folder: Path) -> None:
    path = folder / "2021/episodes.csv"
    path.write_text(path.read_text().replace(",K2,", ',"K9",').replace("001,", "\n001,", 1))
    assert faults(folder) == ["2021/episodes.csv:4: PLACE is no code of the return [146]. Correct it."]


def test_a_column_twice_is_named(folder: Path) -> None:
    edit(folder / "2021/episodes.csv", "HOME_POST", "PLACE")
    assert "it has PLACE twice" in faults(folder)[0]


def test_returns_that_break_off_in_the_lives_are_no_fault(tmp_path: Path) -> None:
    before = Life("2010-02-02", "2015-05-01 - L C2 U6 PR1 fay - -")
    care = stability.read_returns(return_files.write(tmp_path, [before], (2021,)))
    assert len(stability.placements(care)) == 1
    assert not stability.placements(care).began_known.any()
    assert lives.care([before], (2021,)).years == care.years


def test_an_authority_without_a_child_in_care_is_one_all_the_same(tmp_path: Path) -> None:
    """The Isles of Scilly have years without a row: with its empty returns a region is whole, as in the run."""
    for authority in ("Ashby", "Brookfield", "Carrow"):
        return_files.write(tmp_path / authority, [MOVED if authority == "Ashby" else HOME_AGAIN], YEARS)
    for file in tmp_path.glob("Carrow/*/episodes.csv"):
        file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    care = stability.read_returns(tmp_path)
    assert set(care.episodes["LA"].astype(str)) == {"Ashby", "Brookfield"}
    assert set(care.episodes["REGION"].astype(str)) == {"Tinyshire"}


def test_days_of_a_file_with_months_first_are_doubtful_in_every_column(tmp_path: Path) -> None:
    """DECOM says 04/30/2018, so DEC 06/07/2018 may be 7 June: nothing else in that column tells."""
    life = Life("2012-05-05", "2018-04-30 2018-07-06 S C2 U6 PR1 fay E4A -")
    folder = return_files.write(tmp_path, [life], (2019,))
    edit(folder / "2019/episodes.csv", "30/04/2018", "04/30/2018")
    edit(folder / "2019/episodes.csv", "06/07/2018", "07/06/2018")
    assert faults(folder) == [
        "2019/episodes.csv:2: DEC may have its month first, as others of the file have. "
        "Write it DD/MM/YYYY or YYYY-MM-DD.",
        "2019/episodes.csv:2: DECOM is no date. Write it DD/MM/YYYY or YYYY-MM-DD.",
    ]


def test_copies_of_a_file_that_begins_with_a_bad_day_are_copies_all_the_same(folder: Path) -> None:
    path = folder / "2021/episodes.csv"
    edit(path, "001,01/05/2018", "001,")
    shutil.copy(path, folder / "2021/episodes - Copy.csv")
    assert [line for line in faults(folder) if "DECOM is blank" in line]
    care = stability.read_returns(folder, leave_out_faulty=True)
    assert "rows of episodes - Copy.csv, which repeats episodes.csv" in {entry.what for entry in care.left_out}


def test_a_return_proves_little_of_the_year_before_it(tmp_path: Path) -> None:
    """Middlesbrough has its return of 2021 only, which says that a child moved on 1 October 2019."""
    stays = Life("2012-05-05", "2018-05-01 - S V2 U6 PR1 fay - -")
    moved = Life("2012-05-05", "2018-05-01 2019-10-01 S C1 K2 PR1 oaks X1 CARPL\n2019-10-01 - P C2 U6 PR1 gus - -")
    return_files.write(tmp_path / "Hartlepool", [stays], YEARS)
    return_files.write(tmp_path / "Middlesbrough", [moved], (2021,))
    care = stability.read_returns(tmp_path)
    splits = ("total", "la", "first_placement", "first_legal_status", "age")

    def least(table: str) -> dict[tuple[str, str], float]:
        found = stability.tabulate(care, table, [2020], splits)
        return {(row.group, row.measure): row.lowest for row in found.itertuples() if row.lowest > 0}

    of_children = least("placements_in_year")
    assert of_children == {
        ("all", "children"): 2, ("Middlesbrough", "children"): 1,  # on 31 March, as the episode goes on
        ("Hartlepool", "children"): 1, ("Hartlepool", "one"): 1, ("Hartlepool", "one_percent"): 100,
        **{(group, measure): 1 for group in ("foster", "voluntary", "5_to_9") for measure in ("children", "one")},
        ("all", "one"): 1,
    }
    of_moves = least("moves")
    assert {group for group, measure in of_moves if measure != "child_days"} == set()
    assert of_moves["Middlesbrough", "child_days"] == 184
    whole = stability.tabulate(care, "placements_in_year", [2021], ["total"]).set_index("measure").value
    assert (whole["children"], whole["one"]) == (2, 2)


def test_extra_columns_are_named_unless_their_names_may_be_a_childs_number(tmp_path: Path) -> None:
    return_files.write(tmp_path, [MOVED, HOME_AGAIN], YEARS)
    for year in YEARS:
        file = tmp_path / str(year) / "header.csv"
        head, *rows = file.read_text().splitlines()
        file.write_text("\n".join([f"{head},NOTES,QZX042", *(f"{row},," for row in rows), ""]))
    told = "\n".join([*(care := stability.read_returns(tmp_path)).readings, *map(str, care.everything_left_out)])
    place = len(head.split(",")) + 2
    assert "NOTES" in told and f"column {place}" in told and "QZX042" not in told, told


def test_a_table_that_lacks_columns_tells_the_places_of_those_not_known(tmp_path: Path) -> None:
    return_files.write(tmp_path, [MOVED, HOME_AGAIN], YEARS)
    file = tmp_path / "2021" / "header.csv"
    file.write_text(file.read_text().replace("CHILD", "QZX042", 1))
    with pytest.raises(stability.BadReturns, match="it lacks CHILD; not known by its name: column 1") as refused:
        stability.read_returns(tmp_path)
    assert "QZX042" not in str(refused.value)
