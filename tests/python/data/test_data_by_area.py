"""What is published by area beside the targets, of the small folder: whose figures are there, and how far off they may be."""

from __future__ import annotations

import pytest

from small_reference import (
    ASHBY, BIRCH, CEDAR, EAST_OLDSHIRE, FORMER_COUNCILS, WEST_OLDSHIRE, small,
)

import area_targets
import areas
from tables import Table

Row = dict[str, str | int | float]


@pytest.fixture(autouse=True)
def names_of_the_small_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of England's authorities, and what people type for them, are not those of five that do not exist."""
    monkeypatch.setattr(areas, "FORMER_COUNCILS", FORMER_COUNCILS)
    monkeypatch.setattr(areas, "SHORT_NAMES", {"Cedar and Vale": ("Cedar",)})


@pytest.fixture(scope="module")
def table() -> Table:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(areas, "FORMER_COUNCILS", FORMER_COUNCILS)
        patch.setattr(areas, "SHORT_NAMES", {"Cedar and Vale": ("Cedar",)})
        tables = area_targets.build(small())
    return Table("all three", tables[0].header, [row for one in tables for row in one.rows], tables[0].totals)


def row(table: Table, measure: str, area: str, year: int, breakdown: str = "") -> Row | None:
    """The row of a figure; none if it was not published."""
    found = [cells for cells in table.rows if tuple(cells[:4]) == (measure, breakdown, area, year)]
    assert len(found) <= 1, f"{measure} {breakdown} of {area} in {year} is there twice"
    return dict(zip(table.header, found[0])) if found else None


def value(table: Table, measure: str, area: str, year: int, breakdown: str = "") -> float:
    found = row(table, measure, area, year, breakdown)
    assert found is not None
    return float(found["value"])


def test_every_row_has_a_unit_and_a_source_and_no_figure_is_there_twice(table: Table) -> None:
    table.check()
    names = [tuple(cells[:4]) for cells in table.rows]
    assert len(names) == len(set(names)) > 100


def test_children_are_three_quarters_of_the_way_between_two_junes(table: Table) -> None:
    """Ashby had 1,080 in each June of 2019 to 2022 and 1,062 in 2023."""
    assert value(table, "children", ASHBY, 2022) == 1080
    assert value(table, "children", ASHBY, 2023) == round(0.25 * 1080 + 0.75 * 1062)
    assert value(table, "children", "England", 2020) == 1080 + 720 + 720 + 360 + 360
    assert value(table, "children", "London", 2020) == 360


def test_what_was_suppressed_has_no_row(table: Table) -> None:
    assert row(table, "uasc", CEDAR, 2020) is None  # "-" in the panel
    assert row(table, "three_or_more_placements_percent", CEDAR, 2020) is None
    assert row(table, "in_foster_care_percent", CEDAR, 2021) is None  # "c" in the table of details
    assert row(table, "looked_after", BIRCH, 2021, "age=under_1") is None
    assert row(table, "looked_after", BIRCH, 2021, "placement=other_residential") is None  # one of the two is not known
    assert row(table, "same_carer_two_years_percent", BIRCH, 2021) is None


def test_an_authority_of_today_has_all_of_the_councils_it_took_over(table: Table) -> None:
    """Birch and Little Birch: 4 and 2 unaccompanied children; 7 and 2 of 70 and 20 with three or more placements."""
    assert value(table, "uasc", BIRCH, 2020) == 6
    assert value(table, "three_or_more_placements_percent", BIRCH, 2020) == 10


def test_parts_of_a_former_county_share_its_counts_and_say_so(table: Table) -> None:
    shares = [row(table, "uasc", area, 2020) for area in (EAST_OLDSHIRE, WEST_OLDSHIRE)]
    assert [share["value"] for share in shares if share] == [3, 1]  # of 4
    percentages = [row(table, "in_foster_care_percent", area, 2020) for area in (EAST_OLDSHIRE, WEST_OLDSHIRE)]
    assert [share["value"] for share in percentages if share] == [60, 60]
    for share in (*shares, *percentages):
        assert share is not None and "former county" in str(share["source"])
    assert "former county" not in str((row(table, "uasc", ASHBY, 2020) or {})["source"])
    assert row(table, "looked_after", EAST_OLDSHIRE, 2021, "provider=own") is None  # details are not shared out


def test_shares_are_of_counts_where_these_are_published_and_else_as_printed(table: Table) -> None:
    """Ashby in 2021: 70 of 120, printed as 58 percent. Of 2020 there is only what was printed."""
    of_counts, printed = (row(table, "in_foster_care_percent", ASHBY, year) for year in (2021, 2020))
    assert of_counts and (of_counts["value"], of_counts["rounding"]) == (58.33, 0)
    assert printed and (printed["value"], printed["rounding"]) == (72, 0.5)


def test_what_was_rounded_says_by_how_much_it_may_be_off(table: Table) -> None:
    """A tenth of 110 starts is between 9.5% and 10.5% of them; 30 of 280 may be 25 or 35 of 275 or 285."""
    starts = row(table, "uasc_starts", "North East", 2020)
    assert starts and (starts["value"], starts["rounding"]) == (11, 0.55)
    moved = row(table, "three_or_more_placements_percent", "North East", 2020)
    assert moved and moved["value"] == 10.71
    assert float(moved["rounding"]) == pytest.approx(100 * 5 / 280 * (1 + 30 / 280), abs=0.01)
    stock = row(table, "uasc", "North East", 2020)
    assert stock and (stock["value"], stock["rounding"]) == (18, 5)


def test_regions_have_the_same_carer_from_the_year_in_which_it_is_that(table: Table) -> None:
    """In the panel it is the same placement before: there are figures of 2022 and 2023."""
    assert row(table, "same_carer_two_years_percent", "North East", 2022) is None
    assert value(table, "same_carer_two_years_percent", "North East", 2023) == 69
    assert value(table, "same_carer_two_years_percent", ASHBY, 2021) == 65


def test_splits_add_up_the_columns_that_the_model_has_as_one(table: Table) -> None:
    assert value(table, "looked_after", ASHBY, 2021, "placement=other_residential") == 3 + 2
    assert value(table, "looked_after", ASHBY, 2021, "provider=own") == 60
    assert value(table, "looked_after", ASHBY, 2021, "age=10_to_15") == 40


def test_homes_are_those_of_the_list_from_2022_on(table: Table) -> None:
    assert row(table, "homes", ASHBY, 2021) is None  # before, the list is not the count
    assert value(table, "homes", ASHBY, 2022) == 5
    assert value(table, "homes", CEDAR, 2023) == 0  # not in the list: none
    assert value(table, "homes", "North East", 2023) == 6


def test_spending_is_in_millions(table: Table) -> None:
    assert value(table, "spending_looked_after", ASHBY, 2020) == 4.25
    assert value(table, "spending_looked_after", EAST_OLDSHIRE, 2020) == 1.5
    total = next(total for total in table.totals if total.what == "spending_looked_after 2020 by authority")
    assert (total.total, total.published) == (6.25, 6.25)


def test_what_practice_is_fitted_to_is_apart_the_years_of_the_present_too() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(areas, "FORMER_COUNCILS", FORMER_COUNCILS)
        patch.setattr(areas, "SHORT_NAMES", {"Cedar and Vale": ("Cedar",)})
        rest, past, present = area_targets.build(small())
    assert [one.path for one in (rest, past, present)] == [
        "targets/by_area.csv", "targets/local_practice.csv", "targets/present.csv"]
    assert {row[3] for row in past.rows} <= {2020, 2021} and {row[3] for row in present.rows} <= {2022, 2023}
    for table in (past, present):
        assert {(row[0], row[1]) for row in table.rows} <= area_targets.OF_PRACTICE
    assert past.rows
    assert not {(row[0], row[1]) for row in rest.rows} & area_targets.OF_PRACTICE
