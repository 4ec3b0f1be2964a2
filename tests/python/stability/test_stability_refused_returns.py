"""Returns with faults: each is named with file, line and remedy, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import return_files
from return_files import HOME_AGAIN, MOVED, YEARS, edit, faults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return return_files.write(tmp_path, [MOVED, HOME_AGAIN], YEARS)


BAD = {
    "wrong columns": (
        "2021/episodes.csv",
        "DECOM",
        "DATE",
        ["2021/episodes.csv:1: its columns are of no table of the return (nearest is Episodes: it lacks DECOM"],
    ),
    "a date that cannot be": (
        "2021/episodes.csv",
        "01/07/2020,X1",
        "31/06/2020,X1",
        ["2021/episodes.csv:2: DEC is no date. Write it DD/MM/YYYY or YYYY-MM-DD."],
    ),
    "a time of the day": (
        "2021/header.csv",
        "05/05/2012",
        "05/05/2012 01:00",
        ["2021/header.csv:2: DOB has a time of the day. Write the day alone."],
    ),
    "a month first": (
        "2020/header.csv",
        "05/05/2012",
        "05/13/2012",
        [
            "2020/header.csv:2: DOB is no date. Write it DD/MM/YYYY or YYYY-MM-DD.",
            "2020/header.csv:3: DOB may have its month first, as others of the file have. Write it",
        ],
    ),
    "no number of the child": (
        "2021/episodes.csv",
        "001,01/07",
        ",01/07",
        ["2021/episodes.csv:2: REC is X1, but no", "2021/episodes.csv:3: CHILD is blank. Give the child's number."],
    ),
    "no day of birth": ("2021/header.csv", "05/05/2012", "", ["2021/header.csv:2: DOB is blank."]),
    "an unknown code": (
        "2021/episodes.csv",
        ",K2,",
        ",K9,",
        ["2021/episodes.csv:3: PLACE is no code of the return [146]. Correct it."],
    ),
    "overlapping episodes": (
        "2021/episodes.csv",
        "001,01/07/2020,P",
        "001,30/06/2020,P",
        ["2021/episodes.csv:3: DECOM is before the end of the child's episode at"],
    ),
    "two open episodes": (
        "2021/episodes.csv",
        "01/07/2020,X1,CREQB",
        ",,",
        ["2021/episodes.csv:3: DECOM is a day on which the child's episode at"],
    ),
    "ending before it begins": (
        "2020/episodes.csv",
        "002,01/08/2018",
        "002,01/10/2019",
        ["2020/episodes.csv:3: DEC is before DECOM [356]."],
    ),
    "an end without a reason": (
        "2021/episodes.csv",
        "X1,CREQB",
        ",CREQB",
        ["2021/episodes.csv:2: DEC is given without REC"],
    ),
    "a child who is not in the Header": (
        "2021/header.csv",
        "001,1,05/05/2012",
        "009,1,05/05/2012",
        ["2021/episodes.csv:2: CHILD is not in the Header of 2021. Add", "2021/episodes.csv:3: CHILD is not"],
    ),
    "another day of birth": (
        "2021/header.csv",
        "05/05/2012",
        "06/05/2012",
        ["2021/header.csv:2: DOB differs from that at"],
    ),
    "a child twice in the Header": (
        "2021/header.csv",
        "001,1,05/05/2012",
        "001,1,05/05/2012,MOTH,UN1,,\n001,1,05/05/2012",
        ["2021/header.csv:3: CHILD is in the Header of that year twice. Take one row out."],
    ),
    "an episode twice": (
        "2021/episodes.csv",
        "001,01/07/2020,P",
        "001,01/05/2018,P",
        ["2021/episodes.csv:3: DECOM is that of another of the child's episodes in the return of 2021."],
    ),
    "moving on to nothing": (
        "2020/episodes.csv",
        "01/09/2019,E4A",
        "01/09/2019,X1",
        ["2020/episodes.csv:3: REC is X1, but no episode of the child begins on that day [388]."],
    ),
    "a gap in a period of care": (
        "2021/episodes.csv",
        "01/07/2020,X1",
        "20/06/2020,X1",
        ["2021/episodes.csv:3: RNE is not S, but the episode does not go on from"],
    ),
    "going on after the end of care": (
        "2021/episodes.csv",
        "X1,CREQB",
        "E4A,",
        ["2021/episodes.csv:3: DECOM is the day on which care ceased at"],
    ),
    "too few cells": (
        "2021/episodes.csv",
        "PR4,,,,,oaks,",
        "PR4",
        ["2021/episodes.csv:3: has 7 cells, the header 13. Correct the commas and quotes."],
    ),
    "too many cells": ("2021/header.csv", "WBRI", "WBRI,a,b,c,d,e", ["2021/header.csv:2: has 12 cells, the header 7."]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_named_with_file_and_line(name: str, folder: Path) -> None:
    file, old, new, expected = BAD[name]
    edit(folder / file, old, new)
    said = faults(folder)
    assert len(said) == len(expected), said
    for line, start in zip(said, expected):
        assert line.startswith(start), said


def test_mixed_years_are_named(folder: Path) -> None:
    (folder / "2020/episodes.csv").write_text((folder / "2021/episodes.csv").read_text())
    said = faults(folder)
    for start in ("2020/episodes.csv:2: DEC is after 31 March 2020 [385]. Is the row of another year's return?",
                  "2020/episodes.csv:3: DECOM is after 31 March 2020 [354]. Is the row of another year's return?"):
        assert any(line.startswith(start) for line in said)


def test_an_episode_that_vanishes_between_two_returns_is_named(folder: Path) -> None:
    path = folder / "2020/episodes.csv"
    path.write_text("\n".join(line for line in path.read_text().splitlines() if not line.startswith("002")) + "\n")
    assert faults(folder) == [
        "2019/episodes.csv:3: DEC is blank on 31 March 2019, "
        "but the next year's return does not have the episode [502]. "
        "Add it there with the same DECOM, or correct it here."
    ]


def test_all_faults_arrive_together(folder: Path) -> None:
    edit(folder / "2020/episodes.csv", ",U6,", ",U9,")
    edit(folder / "2021/episodes.csv", ",P,C2,", ",Q,C9,")
    assert len(faults(folder)) == 3


def test_a_folder_without_returns_is_refused(tmp_path: Path) -> None:
    remedy = "Give the folder with the CSV files or workbooks of the returns."
    assert faults(tmp_path) == [f": holds no CSV files or workbooks. {remedy}"]
    assert "is no folder" in faults(tmp_path / "nowhere")[0]
    (tmp_path / "header.csv").write_text("CHILD,SEX,DOB,ETHNIC\n1,1,01/01/2010,WBRI\n")
    assert "holds no Episodes table" in faults(tmp_path)[0]
