"""How tables, numbers and figures look, whatever they are of."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hearth.present.figure import Figure, drawing, new_page
from hearth.present.table import Table, underlined, wrapped
from hearth.present.words import counted, number, sentence, spaced, told, words

CHILDREN = Table.of(["", "children", "%"], [["under 1", "1,200", "55.0"], ["10 to 15", "980", "-"]])


def test_words_stand_to_the_left_and_numbers_to_the_right() -> None:
    assert CHILDREN.lines() == ["          children     %", "under 1      1,200  55.0", "10 to 15       980     -"]


def test_title_and_definition_stand_above_and_notes_below() -> None:
    said = Table(CHILDREN.rows, "Children", "Of all ages. " * 10, ["-: not known"]).lines()
    assert said[0] == "Children" and said[-1] == "-: not known"
    assert said[1:3] == wrapped("Of all ages. " * 10).split("\n") and max(map(len, said)) <= 100
    assert said[3:-1] == CHILDREN.lines()


def test_no_line_is_longer_than_asked_and_none_ends_within_a_word_that_fits() -> None:
    assert wrapped("placements (Kaplan-Meier) last", 21).split("\n") == ["placements", "(Kaplan-Meier) last"]
    assert wrapped("of " + "x" * 25, 10).split("\n") == ["of xxxxxxx", "x" * 10, "x" * 8]


def test_columns_that_do_not_fit_stand_below_with_the_names_of_their_rows() -> None:
    whole = len(CHILDREN.lines()[0])
    assert CHILDREN.lines(whole) == CHILDREN.lines()
    assert CHILDREN.lines(whole - 1) == [
        "          children", "under 1      1,200", "10 to 15       980", "",
        "             %", "under 1   55.0", "10 to 15     -"]
    assert CHILDREN.lines(1) == CHILDREN.lines(whole - 1)  # one column at least, however narrow


def test_a_list_of_facts_has_no_line_of_headings() -> None:
    facts = Table.of(["", ""], [["config", "tiny, seed 1"], ["replicates", "2"]], words=2)
    assert facts.lines() == ["config      tiny, seed 1", "replicates  2"]


def test_columns_can_be_as_wide_as_those_of_another_table() -> None:
    assert Table.of(["", "n"], [["a", "1"]], least=(4, 3)).lines() == ["        n", "a       1"]
    assert Table.of(["", "n"], [["a", "1,234,567"]], least=(4, 3)).lines() == ["              n", "a     1,234,567"]


def test_a_table_without_rows_is_its_headings() -> None:
    assert Table.of(["", "children"], []).lines() == ["  children"]


def test_csv_has_the_rows_only_and_as_many_digits_as_asked(tmp_path: Path) -> None:
    table = Table(pd.DataFrame({"what": ["a, b", "c"], "value": [1 / 3, np.nan]}), "A title", notes=["a note"])
    assert table.csv() == 'what,value\n"a, b",0.3333333333\nc,\n'
    assert table.csv(digits=2) == 'what,value\n"a, b",0.33\nc,\n'
    table.write(tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_text(encoding="utf-8") == table.csv()
    with pytest.raises(OSError):
        table.write(tmp_path / "nowhere" / "table.csv")


def test_numbers_have_their_decimals_and_no_minus_before_a_zero() -> None:
    assert [number(1234.56, 1), number(-0.04, 1), number(-0.05, 2), number(float("nan"), 1)] == [
        "1,234.6", "0.0", "-0.05", "-"]
    assert number(np.float64(2.675), 2) == f"{2.675:.2f}" == "2.67"  # numpy's own rounding says 2.68
    assert counted(1, "replicate") == "1 replicate" and counted(1200, "replicate") == "1,200 replicates"
    assert told(4, below=5) == "fewer than 5" and told(0, below=5) == "0"


def test_labels_are_said_or_only_spaced() -> None:
    assert words("foster_kin") == "foster care by kin" and spaced("foster_kin") == "foster kin"
    assert words("under_1") == spaced("under_1") == "under 1"
    assert sentence("children in care") == "Children in care." and underlined("Survival") == ["Survival", "=" * 8]


def test_a_figure_is_the_same_bytes_each_time_however_it_is_saved(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        with drawing(tmp_path / name) as folder:
            page, (axes,) = new_page(1.0)
            axes.plot([0, 1], [0, 1])
            figure = Figure(page, "A line", ["From 0 to 1."])
            files.append(figure.write(folder / "line"))
    assert [file.suffix for file in files[0]] == [".png", ".svg"]
    assert all(one.read_bytes() == two.read_bytes() for one, two in zip(*files))
    assert figure.save(tmp_path / "saved.png").read_bytes() == files[0][0].read_bytes()
    assert b"Software" not in files[0][0].read_bytes() and b"dc:date" not in files[0][1].read_bytes()
    assert b"<!-- From 0 to 1. -->" in files[0][1].read_bytes()
