"""The years and chains of returns, and what is done about their faults: counted, kept private, or left out."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pandas as pd
import pytest
import return_files
from dirtied_returns import WAYS
from lives import Life
from return_files import HOME_AGAIN, MOVED, YEARS, edit, faults

from hearth import stability
from hearth.stability import return_names
from hearth.stability.faults import Fault, shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return return_files.write(tmp_path, [MOVED, HOME_AGAIN], YEARS)


# Years


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2019-20", 2020), ("2019–20", 2020), ("2019 - 20", 2020), ("2019.20", 2020), ("2019 & 20", 2020),
        ("2019to20", 2020),
        ("2019_2020", 2020), ("201920", 2020), ("2019--20", 2020), ("SSDA903 Episodes 2022-23", 2023), ("2021", 2021),
        ("as at 31-03-2021", 2021), ("episodes_20230415", 0), ("extract 2023-04-15", 0),
        ("2019-21", 0), ("2019 2023", 0),
        ("1999-00", 0), ("H03116765", 0),
    ],
)  # fmt: skip
def test_years_in_names_are_read_as_people_write_them(name: str, year: int) -> None:
    assert return_names.only_year_in(name) == year


@pytest.mark.parametrize("name", ["2019/20", "SSDA903/2019/20"])
def test_a_year_may_be_in_two_folders(name: str, tmp_path: Path) -> None:
    assert return_names.year_named(tmp_path / name / "episodes.csv", tmp_path) == 2020


def test_the_year_of_a_return_is_that_of_most_rows(tmp_path: Path) -> None:
    many = [HOME_AGAIN] * 5 + [MOVED]
    folder = return_files.write(tmp_path, many, (2020,))
    (folder / "2020").rename(folder / "returns")
    edit(folder / "returns/episodes.csv", "006,01/05/2018", "006,01/05/2032")
    said = faults(folder)
    assert len(said) == 1 and said[0].startswith("returns/episodes.csv:7: DECOM is after 31 March 2020 [354].")


def test_a_file_of_several_years_is_one_fault(folder: Path) -> None:
    rows = pd.concat([pd.read_csv(folder / f"{year}/episodes.csv", dtype=str) for year in YEARS])
    shutil.rmtree(folder / "2019")
    shutil.rmtree(folder / "2020")
    (folder / "2021").rename(folder / "all")
    closed = rows.assign(DEC=["01/05/2018", "01/05/2019", "01/06/2020", "01/07/2021", "01/08/2022", "01/09/2023"])
    closed.to_csv(folder / "all/episodes.csv", index=False)
    assert [line for line in faults(folder) if "holds episodes of several years" in line]


# Chains


def test_a_first_episode_that_starts_nothing_is_named(folder: Path) -> None:
    edit(folder / "2019/episodes.csv", "001,01/05/2018,S", "001,01/05/2018,P")
    edit(folder / "2020/episodes.csv", "001,01/05/2018,S", "001,01/05/2018,P")
    edit(folder / "2021/episodes.csv", "001,01/05/2018,S", "001,01/05/2018,P")
    assert faults(folder) == [
        "2021/episodes.csv:2: RNE is not S, but no earlier episode of the child is there [357]. "
        "Add the episode that it goes on from, or write S."
    ]


def test_a_first_episode_may_go_on_from_one_before_the_first_return(folder: Path) -> None:
    for year in YEARS:  # began on 31 March: what it goes on from ended before the first return begins
        edit(folder / f"{year}/episodes.csv", "001,01/05/2018,S", "001,31/03/2018,P")
    assert len(stability.read_returns(folder).episodes) == 3


def test_leaving_for_nothing_is_named_though_another_period_follows(tmp_path: Path) -> None:
    again = Life("2010-01-01", "2018-05-01 2019-06-01 S V2 U6 PR1 gus X1 -\n2019-09-01 - S V2 U6 PR1 gus - -")
    folder = return_files.write(tmp_path, [again], (2019, 2020))
    said = faults(folder)
    assert len(said) == 1
    assert said[0].startswith("2020/episodes.csv:2: REC is X1, but no episode of the child begins on that day [388].")


def test_a_gap_that_a_missing_return_explains_is_no_fault(tmp_path: Path) -> None:
    """The child left in 2018-19, came back and moved in 2019-20, of which there is no return."""
    life = Life(
        "2010-01-01",
        """2018-05-01 2018-09-01 S V2 U6 PR1 gus E4A -
           2019-06-01 2019-08-01 S V2 U6 PR1 hal X1 CARPL
           2019-08-01 -          P V2 U6 PR1 ida - -""",
    )
    care = stability.read_returns(return_files.write(tmp_path, [life], (2019, 2021)))
    assert list(care.spells.periods.entered_known) == [True, False]
    with_all = return_files.write(tmp_path / "all", [life], YEARS)
    edit(with_all / "2020/episodes.csv", "001,01/06/2019,S,V2,N1,U6,PR1,01/08/2019,X1,CARPL,,hal,\n", "")
    assert "2021/episodes.csv:2: RNE is not S, but the episode does not go on from" in faults(with_all)[0]


# Faults


def test_faults_are_in_order_and_counted_by_kind(folder: Path) -> None:
    edit(folder / "2021/episodes.csv", ",K2,", ",K9,")
    for year in YEARS:
        edit(folder / f"{year}/header.csv", "WBRI", "ABCD")
    with pytest.raises(stability.BadReturns) as error:
        stability.read_returns(folder)
    lines = [line.replace(f"{folder}/", "") for line in shown(error.value.faults)]
    assert lines[:3] == [
        "4 faults in 4 files:",
        "  3  ETHNIC is no code of the return [103]",
        "  1  PLACE is no code of the return [146]",
    ]
    assert [line.split(":")[0] for line in lines[3:]] == [
        "2019/header.csv", "2020/header.csv", "2021/episodes.csv", "2021/header.csv"
    ]  # fmt: skip


def test_many_faults_of_one_kind_do_not_hide_another() -> None:
    many = [Fault("a.csv", line, "PLACE", "is no code", "Correct it") for line in range(2, 1000)]
    lines = shown([*many, Fault("b.csv", 2, "DEC", "is no date", "Write it")])
    assert "b.csv:2: DEC is no date. Write it." in lines and len(lines) == 3 + 5 + 1 + 1
    assert lines[-1] == "... and 993 more of these kinds. To see all: --faults FILE.csv"


def test_values_are_shown_to_those_who_ask_only(folder: Path) -> None:
    edit(folder / "2021/episodes.csv", ",K2,", ",\x1b[31mK9,")
    with pytest.raises(stability.BadReturns) as error:
        stability.read_returns(folder)
    (fault,) = error.value.faults
    assert "PLACE is no code" in fault.text() and "001" not in fault.text()
    assert r"PLACE '\x1b[31MK9' is no code of the return [146] (CHILD '001')" in fault.text(show_values=True)


def test_faults_of_all_stages_arrive_together(tmp_path: Path) -> None:
    folder = return_files.write(tmp_path, [MOVED] * 3, (2021,))
    edit(folder / "2021/episodes.csv", "001,01/07/2020", "001,01/13/2020")
    edit(folder / "2021/episodes.csv", "002,01/07/2020,P,C2,N1,K2", "002,01/07/2020,P,C2,N1,K9")
    edit(folder / "2021/episodes.csv", "003,01/07/2020", "003,30/06/2020")
    assert len(faults(folder)) == 3


# Without the children whose rows have faults


def test_all_rows_of_faulty_children_are_left_out_and_counted(tmp_path: Path) -> None:
    sound = return_files.write(tmp_path / "sound" / "Ashby", [MOVED, HOME_AGAIN], YEARS)
    folder = return_files.write(tmp_path / "faulty" / "Ashby", [MOVED, HOME_AGAIN, MOVED], YEARS)
    edit(folder / "2021/episodes.csv", "003,01/07/2020,P,C2,N1,K2", "003,01/07/2020,P,C2,N1,K9")
    care = stability.read_returns(folder, leave_out_faulty=True)
    assert care.source == "SSDA903 return Ashby, without 1 of 3 children, whose rows have faults"
    (fault,) = care.faults
    assert str(fault).endswith("PLACE is no code of the return [146]. Correct it.")
    counted = [entry.count for entry in care.everything_left_out if entry.what.startswith("children with a fault")]
    assert counted == [1]
    plain = stability.tables(stability.read_returns(sound))
    for name, table in stability.tables(care).items():
        pd.testing.assert_frame_equal(table, plain[name])


def test_a_child_with_an_uneven_row_is_left_out_of_a_subfolders_returns(tmp_path: Path) -> None:
    """Its number is 7.0 there: the same child as 7 in the Header, and all of its rows go."""
    sound = return_files.write(tmp_path / "sound" / "Hartlepool", [MOVED, HOME_AGAIN], YEARS)
    folder = return_files.write(tmp_path / "faulty" / "Hartlepool", [MOVED, HOME_AGAIN, MOVED], YEARS)
    for file in folder.rglob("*.csv"):
        file.write_text(file.read_text().replace("\n003,", "\n7.0,"))
    edit(folder / "2020/episodes.csv", "7.0,01/05/2018,S", "7.0,01/05/2018")
    care = stability.read_returns(folder.parent, leave_out_faulty=True)
    (fault,) = care.faults
    assert str(fault).endswith("has 12 cells, the header 13. Correct the commas and quotes.")
    assert care.without == "without 1 of 3 children, whose rows have faults"
    plain = stability.tables(stability.read_returns(sound.parent))
    for name, table in stability.tables(care).items():
        pd.testing.assert_frame_equal(table, plain[name])


def test_a_child_of_whom_no_row_can_be_read_counts_among_those_left_out(tmp_path: Path) -> None:
    folder = return_files.write(tmp_path / "Ashby", [MOVED, HOME_AGAIN], (2019,))
    edit(folder / "2019/episodes.csv", "002,01/08/2018,S", "002,01/08/2018")
    care = stability.read_returns(folder, leave_out_faulty=True)
    assert care.source == "SSDA903 return Ashby, without 1 of 2 children, whose rows have faults"


def test_rows_of_nobody_are_told_with_the_tables_each_once(tmp_path: Path) -> None:
    """Two faults in the row of a child without a number, whose only episode it is."""
    folder = return_files.write(tmp_path / "Ashby", [MOVED, HOME_AGAIN], (2019,))
    edit(folder / "2019/episodes.csv", "002,01/08/2018", ",31/02/2018")
    care = stability.read_returns(folder, leave_out_faulty=True)
    assert len(care.faults) == 2
    assert care.without == "without 1 row whose CHILD is blank" and care.source.endswith(care.without)
    counted = {entry.what: entry.count for entry in care.everything_left_out}
    assert counted["rows that do not say whose they are (CHILD is blank)"] == 1


def test_an_authority_whose_children_are_all_left_out_lacks_no_return(tmp_path: Path) -> None:
    return_files.write(tmp_path / "Ashby", [MOVED, HOME_AGAIN, MOVED], YEARS)
    carrow = return_files.write(tmp_path / "Carrow", [MOVED], YEARS)
    edit(carrow / "2021/episodes.csv", ",K2,", ",K9,")
    left_out = stability.read_returns(tmp_path, leave_out_faulty=True).everything_left_out
    assert [entry for entry in left_out if entry.what.startswith("returns of single")] == []
    assert [entry.count for entry in left_out if entry.what.startswith("children with a fault")] == [1]


def test_faults_of_no_child_are_refused_all_the_same(folder: Path) -> None:
    edit(folder / "2021/header.csv", "ETHNIC", "GROUP")
    with pytest.raises(stability.BadReturns):
        stability.read_returns(folder, leave_out_faulty=True)


@pytest.mark.parametrize(("faulty", "children"), [(1, 1), (2, 3)])
def test_leaving_out_more_than_half_is_refused(faulty: int, children: int, tmp_path: Path) -> None:
    folder = return_files.write(tmp_path, [MOVED] * children, (2021,))
    for _ in range(faulty):
        edit(folder / "2021/episodes.csv", ",K2,", ",K9,")
    with pytest.raises(stability.BadReturns):
        stability.read_returns(folder, leave_out_faulty=True)


def test_nobody_comes_into_care_at_a_hundred(folder: Path) -> None:
    for year in YEARS:
        edit(folder / f"{year}/header.csv", "05/05/2012", "05/05/1912")
    assert "2021/episodes.csv:2: DECOM is more than 21 years after DOB. Correct DECOM, or DOB in the Header." in faults(folder)


# Files that are no tables


def test_damaged_workbooks_and_files_of_no_table_are_named(folder: Path) -> None:
    (folder / "2021/damaged.xlsx").write_bytes(b"PK\3\4 and no more")
    (folder / "2021/empty.csv").write_bytes(b"")
    (folder / "2021/note.csv").write_text("A note about the children\n")
    assert [line.split(". ")[0] for line in faults(folder)] == [
        "2021/damaged.xlsx: can't be read as a workbook (is it damaged, or has it a password?)",
        "2021/empty.csv:1: its first line does not name the columns of a table of the return",
        "2021/note.csv:1: its first line does not name the columns of a table of the return",
    ]


def test_workbooks_that_are_cut_or_altered_are_read_or_refused(folder: Path) -> None:
    next(dirtied for dirtied in WAYS if "workbook" in dirtied.name).change(folder)
    book = folder / "SSDA903 2021.xlsx"
    whole = book.read_bytes()
    draw = random.Random(1)
    for number in range(20):
        altered = bytearray(whole[: draw.randrange(len(whole))] if number % 2 else whole)
        altered[draw.randrange(len(altered))] ^= 1 << draw.randrange(8)
        book.write_bytes(altered)
        try:
            stability.read_returns(folder)
        except stability.BadReturns as error:
            assert error.faults
