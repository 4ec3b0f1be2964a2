"""A table is checked before it is written, and compared line by line with the file that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_reference  # noqa: F401  which says where the scripts are

from tables import Table, Total

HEADER = ["la_code", "children", "unit", "source"]
SOURCE = "measured: made up"


def table(*rows: list[str | int | float]) -> Table:
    return Table("data/made_up.csv", HEADER, list(rows))


def test_the_text_has_line_feeds_and_quotes_only_where_needed() -> None:
    assert table(["T1", 2.5, "children", "measured: one, two"]).text() == (
        'la_code,children,unit,source\nT1,2.5,children,"measured: one, two"\n')


@pytest.mark.parametrize(("row", "fault"), [
    (["T1", 2, "children"], "3 cells instead of 4"),
    (["T1", 2, "", SOURCE], "no unit or no source"),
    (["T1", 2, "children", "from the web"], "no unit or no source"),
    (["T1", -1, "children", SOURCE], "negative or missing number"),
    (["T1", float("nan"), "children", SOURCE], "negative or missing number"),
])
def test_a_row_that_is_not_sound_is_refused_with_its_file(row: list[str | int | float], fault: str) -> None:
    with pytest.raises(ValueError, match=f"data/made_up.csv: {fault}"):
        table(row).check()


def test_a_sound_row_is_kept() -> None:
    table(["T1", 0, "children", SOURCE], ["T2", 0.5, "children", "assumed: ours"]).check()


def test_a_column_may_be_signed_and_no_other() -> None:
    signed = Table("data/made_up.csv", HEADER, [["T1", -1, "children", SOURCE]], signed=("children",))
    signed.check()
    signed.rows[0][1] = float("nan")
    with pytest.raises(ValueError, match="negative or missing number"):
        signed.check()


def test_a_table_is_compared_line_by_line_with_the_file(tmp_path: Path) -> None:
    made = table(["T1", 1, "children", SOURCE], ["T2", 2, "children", SOURCE])
    assert made.differences(tmp_path) == ["data/made_up.csv: missing"]
    made.write(tmp_path)
    assert made.differences(tmp_path) == []
    longer = table(["T1", 3, "children", SOURCE], *made.rows[1:], ["T3", 0, "children", SOURCE])
    assert longer.differences(tmp_path) == [
        "data/made_up.csv:2: 'T1,1,children,measured: made up' should be 'T1,3,children,measured: made up'",
        "data/made_up.csv: 3 lines, should be 4",
    ]


def test_a_residual_is_the_excess_over_the_published_total() -> None:
    assert Total("children", 99, 100).residual_percent == pytest.approx(-1)
