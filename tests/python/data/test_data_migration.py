"""Net migration of the small folder, by hand."""

from __future__ import annotations

from pathlib import Path

from small_reference import ASHBY, AUTHORITIES, BIRCH, CEDAR, altered, small

import migration
from tables import Table


def net(table: Table) -> dict[tuple[str, int], int]:
    return {(str(row[0]), int(row[1])): int(row[2]) for row in table.rows}


def test_what_births_and_birthdays_do_not_explain_has_moved() -> None:
    """Ashby grows from 1,070 to 1,080 in the year to March 2020, in which 60 are born and 60 turn 18.

    To 2022 it stays at 1,080 although 57 are born and 60 turn 18. To 2023 it falls to 1,067, with 48 born and 61 who were 17.
    """
    table = migration.build(small())
    table.check()
    assert table.header == ["la_code", "year", "net_migration", "unit", "source"]
    assert len(table.rows) == len(AUTHORITIES) * 4
    found = net(table)
    assert [found[ASHBY, year] for year in (2020, 2021, 2022, 2023)] == [10, 0, 3, 1067 - 1080 - 48 + 61]
    assert [found[BIRCH, year] for year in (2020, 2021, 2022, 2023)] == [0, 0, 2, 711 - 720 - 32 + 41]


def test_more_may_go_than_come(tmp_path: Path) -> None:
    """Cedar has 360 children in the middle of each year; with 320 in that of 2021 it has 330 in March 2021."""
    changed = altered(tmp_path / "copy", "children_by_la_and_year", "2021,T09000001,Cedar and Vale,London,360",
                      "2021,T09000001,Cedar and Vale,London,320")  # fmt: skip
    table = migration.build(changed)
    table.check()
    found = net(table)
    assert found[CEDAR, 2021] == 330 - 360 - 20 + 20
    assert found[CEDAR, 2020] == net(migration.build(small()))[CEDAR, 2020]  # known before mid-2021


def test_a_year_knows_no_later_mid_year() -> None:
    """The source names the mid-years, the later of them that of the year itself."""
    sources = {int(row[1]): str(row[-1]) for row in migration.build(small()).rows}
    assert "ONS mid-years 2018 to 2020" in sources[2020] and "ONS mid-years 2021 to 2023" in sources[2023]
    assert all(source.startswith("derived: ") for source in sources.values())


def test_england_is_carried_from_one_march_to_the_next() -> None:
    totals = {total.what: total for total in migration.build(small()).totals}
    assert list(totals) == [f"children {year}" for year in (2020, 2021, 2022, 2023)]
    assert totals["children 2020"].total == totals["children 2020"].published == 3240
    assert abs(totals["children 2023"].residual_percent) < 0.1
