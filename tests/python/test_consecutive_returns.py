"""The rules that compare a council's return with that of the year before: kept by those of a run, and each is found broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import REPOSITORY
from consecutive_returns import Pair, pairs, tables
from hearth import episodes as command
from hearth import ssda903, ssda903_between


@pytest.fixture(scope="module")
def folder(run_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The returns of all councils of the tiny county."""
    to = tmp_path_factory.mktemp("returns") / "all"
    assert command.main([str(run_file), "--ssda903", str(to)]) == 0
    return to


def rules_broken(pair: Pair) -> set[str]:
    return set(ssda903.check_consecutive(pair.before, pair.after, pair.year).rule)


def test_no_rule_between_two_returns_is_broken(folder: Path) -> None:
    for pair in pairs(folder):
        found = ssda903.check_consecutive(pair.before, pair.after, pair.year)
        assert found.empty, (pair.council, pair.year, found.rule.value_counts().to_dict())


@pytest.fixture
def two(folder: Path) -> Pair:
    """The returns of a council of 2024 and 2025, to be changed."""
    council = folder / "T06000001"
    return Pair(council.name, 2025, tables(council / "2024"), tables(council / "2025"))


@pytest.mark.parametrize(
    "table, column, cell, rule",
    [("header", "UPN", "UN4", "208"), ("header", "DOB", "01/01/2011", "203"), ("header", "ETHNIC", "AAAA", "204"),
     ("header", "SEX", "U", "202"), ("header", "MOTHER", "9", "207"), ("uasc", "DUC", "", "205B"),
     ("uasc", "CHILD", "X1", "205D"), ("episodes", "RNE", "U", "503A"), ("episodes", "LS", "L3", "503B"),
     ("episodes", "CIN", "N9", "503C"), ("episodes", "PLACE", "T9", "503D"), ("episodes", "PLACE_PROVIDER", "PR9", "503E"),
     ("episodes", "URN", "9", "503F"), ("episodes", "CHILD", "X1", "502"), ("episodes", "CHILD", "X1", "562"),
     ("header", "DOB", "", "203")],
)
def test_a_fact_that_changes_between_two_returns_is_found(two: Pair, table: str, column: str, cell: str, rule: str) -> None:
    two.before[table][column] = cell
    assert rule in rules_broken(two)


@pytest.mark.parametrize("ceased, is_broken", [("01/05/2030", True), ("01/05/2024", False), ("01/05/2023", False)])
def test_a_child_who_is_unaccompanied_no_more_had_a_day_on_which_that_ceased(two: Pair, ceased: str, is_broken: bool) -> None:
    two.before["uasc"]["DUC"] = ceased
    two.after["uasc"] = two.after["uasc"].iloc[:0]
    assert ("205A" in rules_broken(two)) is is_broken


def test_the_document_names_every_rule_between_two_returns() -> None:
    text = " ".join((REPOSITORY / "docs" / "returns.md").read_text(encoding="utf-8").split())
    assert f"two returns ({', '.join(ssda903_between.RULES_BETWEEN)}), and finds nothing" in text
