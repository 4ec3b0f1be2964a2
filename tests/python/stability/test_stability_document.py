"""docs/stability.md says what the code does: its worked examples are run, its code lists compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lives import Case, Life
from test_stability_definitions import answers

from hearth.stability import TABLES
from hearth.stability import breakdowns as by
from hearth.stability import flows, return_columns, spells

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "stability.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^## (.*?)$|```life\nborn (\S+)\n(.*?)```\s+```cells (\d{4})\n(.*?)```", re.MULTILINE | re.DOTALL)


def examples() -> dict[str, Case]:
    found, heading = {}, ""
    for title, born, episodes, year, cells in EXAMPLE.findall(DOCUMENT):
        heading = title or heading
        if born:
            found[heading] = Case([Life(born, episodes)], cells, int(year))
    return found


def rows(header: str) -> dict[str, list[str]]:
    """The table with these headings: first cell -> the others."""
    body = DOCUMENT.split(f"| {header} |\n", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    cells = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in body]
    return {first: others for first, *others in cells}


@pytest.mark.parametrize("name", examples())
def test_a_worked_example_is_what_the_code_gives(name: str) -> None:
    assert not [(line, got) for line, expected, got in answers(examples()[name]) if got != pytest.approx(expected)]


def test_every_table_has_a_worked_example() -> None:
    assert len(examples()) == 8
    tables = {line.split()[0] for case in examples().values() for line in case.cells.splitlines() if line.strip()}
    assert tables == set(TABLES)


def test_kinds_of_placement() -> None:
    groups = {kind: group for group, kinds in by.PLACEMENT_GROUPS.items() for kind in kinds}
    table = rows("kind | PLACE | published group")
    told = {kind: (set(places.split()), group) for kind, (places, group) in table.items()}
    assert told == {kind: (set(places), groups[kind]) for kind, places in spells.KINDS.items()}


def test_reasons_of_moves() -> None:
    told = rows("word | code | in `placements`")
    assert {code: word for word, (code, _) in told.items()} == flows.REASONS | {"blank": "not_given"}
    assert {code for code, end in told.values() if end == "asked_or_forced"} == set(spells.ASKED_OR_FORCED)


def test_bands_of_duration() -> None:
    assert list(rows("band | lasted")) == list(flows.DURATIONS)


def test_tables_of_the_return() -> None:
    told = rows("table | columns that are needed | and may be there")
    for name, (needed, optional) in return_columns.TABLES.items():
        row = told[next(key for key in told if key.startswith(name))]
        assert [set(cell.split()) for cell in row] == [set(needed), set(optional)]


def test_every_breakdown_is_described() -> None:
    words = rows("`--by` | groups")
    assert {name.strip(" `") for cell in words for name in cell.split(",")} | {"total"} == set(by.BREAKDOWNS)
