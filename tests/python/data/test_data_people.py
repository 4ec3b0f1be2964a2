"""Children, births and population of the small folder, by hand: every age of Ashby has 60 children, of Cedar and Vale 20."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_reference import ASHBY, AUTHORITIES, BIRCH, CEDAR, EAST_OLDSHIRE, WEST_OLDSHIRE, altered, small

import births
import children
import population
from tables import Table


def by_code_and_year(table: Table) -> dict[tuple[str, int], int]:
    return {(str(code), int(year)): int(count) for code, year, count, *_ in table.rows}


def test_births_follow_those_of_england() -> None:
    """1,000 a year and 800 in 2022: 60 babies; then 0.75 * 1000 + 0.25 * 800 = 950, 800 of 1,000."""
    table = births.build(small())
    table.check()
    found = by_code_and_year(table)
    assert [found[ASHBY, year] for year in (2020, 2021, 2022, 2023, 2035)] == [60, 60, 57, 48, 48]
    assert [found[CEDAR, year] for year in (2020, 2022, 2035)] == [20, 19, 16]
    assert [total.total for total in table.totals] == [180, 180, 171]


def test_births_that_nobody_has_published_are_assumed() -> None:
    sources = {int(row[1]): str(row[-1]).split(":")[0] for row in births.build(small()).rows}
    assert [sources[year] for year in (2022, 2023, 2024, 2035)] == ["derived", "derived", "assumed", "assumed"]


def test_children_of_march_are_three_quarters_of_the_way_from_one_june_to_the_next() -> None:
    """Ashby grew from 1,040 to 1,080."""
    assert children.total_on_31_march(small(), 2019).tolist() == [1070, 720, 720, 360, 360]


def test_a_cohort_is_a_quarter_of_one_age_and_three_quarters_of_the_next() -> None:
    """Ages 18 and 19 are those of 17 at the national ratios, 0.99 and 1.06: 59.4 and 63.6 for 60."""
    cohorts = children.cohorts_before_raking(small(), 2019)
    assert cohorts.shape == (5, 18)
    assert cohorts[0] == pytest.approx([0.75 * 59.4 + 0.25 * 63.6, 0.75 * 60 + 0.25 * 59.4] + [60] * 16)


def test_children_born_since_mid_2020_are_the_births_of_their_years() -> None:
    """60 in the years to March 2020 and 2021, then 57 and 48 (as in births.csv); nobody older than 19 is needed."""
    cohorts = children.cohorts_before_raking(small(), 2023)
    assert cohorts[0] == pytest.approx([60] * 16 + [57, 48])
    table = children.build(small())
    sums = {year: sum(sum(map(int, row[2:20])) for row in table.rows if row[20] == year) for year in (2019, 2021, 2023)}
    assert sums == {2019: 3230, 2021: 3240, 2023: round(0.25 * 3240 + 0.75 * 3186)}
    assert "carried from 2020" in str(table.rows[-1][-1]) and "carried" not in str(table.rows[0][-1])


def test_children_are_split_by_decile_and_keep_the_total_of_the_authority() -> None:
    table = children.build(small())
    table.check()
    rows = [row for row in table.rows if row[20] == 2019]
    assert [row[:2] for row in rows] == [
        [ASHBY, 1], [ASHBY, 3], [BIRCH, 2], [EAST_OLDSHIRE, 1], [EAST_OLDSHIRE, 10], [WEST_OLDSHIRE, 5], [CEDAR, 1]]
    sums = {(row[0], row[1]): sum(int(cell) for cell in row[2:20]) for row in rows}
    assert sums[ASHBY, 1] + sums[ASHBY, 3] == 1070 and abs(sums[ASHBY, 1] - sums[ASHBY, 3]) <= 18  # a half each, rounded
    assert (sums[EAST_OLDSHIRE, 1], sums[EAST_OLDSHIRE, 10]) == (180, 540)
    assert {row[0]: row[3] for row in rows}[CEDAR] == 20
    assert table.header[2:21] == [*(f"age_{age}" for age in range(17, -1, -1)), "year"]
    assert {row[20] for row in table.rows} == {2019, 2020, 2021, 2022, 2023}
    assert table.totals[0].total == table.totals[0].published == 3230


def test_an_age_that_england_lacks_is_an_error(tmp_path: Path) -> None:
    facts = small().table("care_facts")
    line = ",".join(facts[facts["breakdown"] == "age 18"].iloc[0, :4])
    changed = altered(tmp_path / "copy", "care_facts", line, line.replace("age 18", "age 20"))
    with pytest.raises(KeyError, match="18"):
        children.children_by_age_at_mid_2020(changed)


def test_published_population_is_kept_and_what_follows_is_assumed() -> None:
    table = population.build(small())
    table.check()
    found = by_code_and_year(table)
    assert (found[ASHBY, 2012], found[ASHBY, 2019], found[ASHBY, 2023]) == (1040, 1080, 1062)
    assert len(table.rows) == len(AUTHORITIES) * (2035 - 2012 + 1)
    sources = {int(row[1]): str(row[-1]).split(":")[0] for row in table.rows}
    assert (sources[2023], sources[2024]) == ("measured", "assumed")


def test_projected_children_age_and_are_joined_by_the_babies_of_the_year() -> None:
    """354 children of Cedar in 2023; 16 babies come in a year, and 20 turn 18."""
    found = by_code_and_year(population.build(small()))
    assert [found[CEDAR, year] for year in (2023, 2024, 2025, 2035)] == [354, 350, 346, 354 - 4 * 12]
    assert found[ASHBY, 2024] == 3 * found[CEDAR, 2024]


def test_totals_stand_beside_england() -> None:
    totals = {total.what: total for total in population.build(small()).totals}
    assert totals["mid-2018"].published == 3200 and totals["mid-2019"].published == 3240
    assert all(total.residual_percent == 0 for what, total in totals.items() if "beside" not in what)
