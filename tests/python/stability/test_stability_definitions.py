"""Every definition of docs/stability.md on lives with known answers."""

from __future__ import annotations

import lives
import pandas as pd
import pytest
from lives import Case
from stability_cases import CASES

from hearth import stability


def cell(tables: dict[str, pd.DataFrame], table: str, measure: str, breakdown: str = "total=all") -> float | None:
    """A figure; 0 of a group that nobody is in, None of a year that the table does not have, and if it is not known."""
    rows = tables[table]
    if rows.empty:
        return None
    breakdown, group = breakdown.split("=")
    here = rows[(rows.breakdown == breakdown) & (rows.measure == measure)]
    assert len(here) or breakdown != "total", f"no measure {measure} in {table}"
    found = here[here.group == group]
    if len(found) and pd.isna(found.value.iloc[0]) and not pd.isna(found.lowest.iloc[0]):
        return None
    return float(found.value.iloc[0]) if len(found) else 0.0


def answers(case: Case, care: stability.Care | None = None) -> list[tuple[str, float | None, float | None]]:
    """Each line of the case: the cell, what it should be, what it is. `care` may be the lives read from returns."""
    care = care or lives.care(case.lives, case.years)
    tables: dict[str, pd.DataFrame] = {}
    left_out = {entry.what: entry.count for entry in care.everything_left_out}
    found = []
    for line in filter(None, map(str.strip, case.cells.splitlines())):
        if line.startswith("left out "):
            what, count = line.removeprefix("left out ").rsplit(" ", 1)
            found.append((line, float(count), left_out.get(what)))
            continue
        table, *breakdown, measure, value = line.split()
        expected = None if value == "-" else float(value)
        if table not in tables:
            asked = {line.split("=")[0].split()[1] for line in case.cells.splitlines() if "=" in line}
            tables[table] = stability.tabulate(care, table, [case.year], {"total", *asked})
        found.append((line, expected, cell(tables, table, measure, *breakdown)))
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_life_counts_as_the_definitions_say(name: str) -> None:
    wrong = [(line, got) for line, expected, got in answers(CASES[name]) if got != pytest.approx(expected)]
    assert not wrong


def test_there_are_enough_lives() -> None:
    assert len(CASES) >= 35


def test_a_wrong_answer_would_be_seen() -> None:
    true = CASES["one placement all year"]
    false = true._replace(cells="placements_in_year two 1")
    assert [got for _, expected, got in answers(false) if got != expected] == [0.0]
