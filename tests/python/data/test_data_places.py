"""Foster places and children's homes of the small folder: national levels, suppressed authorities, former counties, names."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_reference import (
    ASHBY, AUTHORITIES, BIRCH, CEDAR, EAST_OLDSHIRE, FORMER_COUNCILS, WEST_OLDSHIRE, altered, small,
)

import areas
import foster_places
import homes
from tables import Table


@pytest.fixture(autouse=True)
def names_of_the_small_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of England's authorities, and what people type for them, are not those of five that do not exist."""
    monkeypatch.setattr(areas, "FORMER_COUNCILS", FORMER_COUNCILS)
    monkeypatch.setattr(areas, "SHORT_NAMES", {"Cedar and Vale": ("Cedar",)})


def counts(table: Table, year: int = 2019) -> dict[tuple[str, ...], tuple[int, ...]]:
    """What names a row of a year -> its whole numbers before the year."""
    found = {}
    for row in table.rows:
        if row[table.header.index("year")] != year:
            continue
        cells = row[: table.header.index("year")]
        found[tuple(cell for cell in cells if isinstance(cell, str))] = tuple(cell for cell in cells if isinstance(cell, int))
    return found


def test_places_of_family_and_friends_are_no_mainstream_places() -> None:
    """250 approved, less 20 and 10 children with relatives."""
    assert foster_places.mainstream_places_of_2019(small()) == 220


def test_a_suppressed_authority_has_places_by_its_children_in_care() -> None:
    """Ashby 60, Birch 40, Oldshire 20 for 260 children; Cedar has 40 children."""
    weights, gaps = foster_places.in_house_shares(small(), 2019)
    assert weights == pytest.approx([60, 40, 15, 5, 40 * 120 / 260]) and gaps == {CEDAR}


def test_foster_places_are_four_tenths_independent_and_add_up() -> None:
    table = foster_places.build(small())
    table.check()
    found = counts(table)
    assert [found[code, "in_house"] for code in AUTHORITIES] == [(57,), (38,), (14,), (5,), (18,)]  # 132
    assert [found[code, "ifa"] for code in AUTHORITIES] == [(31,), (22,), (17,), (6,), (12,)]  # 88
    sources = {row[0]: str(row[-1]).split(":")[0] for row in table.rows if row[1] == "in_house"}
    assert sources[ASHBY] == "derived" and sources[CEDAR] == "assumed"


def test_foster_places_of_each_year_are_published_or_on_the_line_between() -> None:
    """220 in 2019, 212 in 2021 and 200 in 2022; agencies have 40% (of 2018), then 46%. In 2023 there are 5% fewer households,
    and authorities have 114 places of 120."""
    levels = foster_places.levels(small())
    assert [levels[year].places for year in (2019, 2020, 2021, 2022, 2023)] == pytest.approx([220, 216, 212, 200, 190])
    assert [levels[year].ifa_share for year in (2019, 2020, 2021, 2022)] == pytest.approx([0.4, 0.42, 0.44, 0.46])
    assert levels[2023].places * (1 - levels[2023].ifa_share) == pytest.approx(200 * 0.54 * 114 / 120)
    table = foster_places.build(small())
    for year, places in ((2020, 216), (2023, 190)):
        assert sum(number for number, in counts(table, year).values()) == places
    # Ashby has 60 places in 2022 and 50 in 2023, when Birch has 46.
    of_2022, of_2023 = counts(table, 2022), counts(table, 2023)
    assert of_2022[ASHBY, "in_house"] > of_2022[BIRCH, "in_house"]
    assert of_2023[ASHBY, "in_house"][0] / of_2023[BIRCH, "in_house"][0] == pytest.approx(50 / 46, abs=0.05)
    said = {row[3]: str(row[-1]) for row in table.rows if row[:2] == [ASHBY, "in_house"]}
    assert "carried from 2022" in said[2020] and "2022 shares; 2019 level" in said[2019] and "carried from 2022" in said[2023]


def test_each_list_of_homes_is_of_its_own_year() -> None:
    table = homes.build(small())
    assert counts(table, 2020)[ASHBY, "childrens_home", "private"] == (4, 14)
    assert counts(table, 2023)[WEST_OLDSHIRE, "childrens_home", "private"] == (1, 4)
    assert counts(table, 2020)[WEST_OLDSHIRE, "childrens_home", "private"] == (1, 4)  # of Oldshire's four with 16
    assert counts(table, 2023)[CEDAR, "childrens_home", "local_authority"] == (0, 0)


def test_dorset_is_the_old_county_until_the_list_of_2019(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "OLD_DORSET", "T10000001")
    monkeypatch.setattr(areas, "codes_by_name", lambda reference: {"Dorset": WEST_OLDSHIRE})
    assert homes.successors(small(), "Dorset", 2019) == [(EAST_OLDSHIRE, 0.75), (WEST_OLDSHIRE, 0.25)]
    assert homes.successors(small(), "Dorset", 2020) == [(WEST_OLDSHIRE, 1.0)]


def test_homes_are_counted_by_authority_kind_and_sector() -> None:
    """Homes of a former county go by its shares, and places go with the homes; schools and lists of other years are left out."""
    table = homes.build(small())
    table.check()
    assert counts(table) == {
        (ASHBY, "childrens_home", "local_authority"): (1, 4),
        (ASHBY, "childrens_home", "private"): (3, 12),
        (ASHBY, "secure_home", "local_authority"): (1, 10),
        (BIRCH, "childrens_home", "voluntary"): (2, 6),  # listed as Little Birch
        (EAST_OLDSHIRE, "childrens_home", "local_authority"): (3, 8),
        (EAST_OLDSHIRE, "childrens_home", "private"): (1, 3),  # one home is not split
        (WEST_OLDSHIRE, "childrens_home", "local_authority"): (1, 2),
        (CEDAR, "childrens_home", "health_or_other"): (1, 5),  # listed as Cedar & Vale
    }
    assert [(total.total, total.published) for total in table.totals[:2]] == [(13, 13), (50, 50)]
    parts = [row for row in table.rows if row[0] in (EAST_OLDSHIRE, WEST_OLDSHIRE) and row[5] == 2019]
    assert {str(row[-1]).split(":")[0] for row in parts} == {"derived"}


def test_an_authority_without_a_home_has_a_row_that_says_so(tmp_path: Path) -> None:
    line = "2019,Little Birch,children's home"
    table = homes.build(altered(tmp_path / "copy", "childrens_homes_by_la", line, line.replace("2019", "2017")))
    assert counts(table)[BIRCH, "childrens_home", "local_authority"] == (0, 0)
    assert homes.none_source(2019) in [row[-1] for row in table.rows if row[0] == BIRCH]


def test_a_name_that_nobody_knows_is_named(tmp_path: Path) -> None:
    line = "2019,Cedar & Vale,children's home"
    changed = altered(tmp_path / "copy", "childrens_homes_by_la", line, line.replace("Cedar & Vale", "Seeder"))
    with pytest.raises(ValueError, match="unknown authority in the list of homes: Seeder"):
        homes.build(changed)


def test_a_name_that_means_two_authorities_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "SHORT_NAMES", {"Cedar and Vale": ("Ashby",)})
    with pytest.raises(ValueError, match=f"'Ashby' means two authorities: {ASHBY} and {CEDAR}"):
        areas.codes_by_name(small())


def test_authorities_have_the_spellings_of_all_sources_and_the_councils_they_were_made_of() -> None:
    table = areas.build(small())
    table.check()
    rows = {row[0]: dict(zip(table.header, row)) for row in table.rows}
    assert rows[CEDAR]["spellings"] == "Cedar;Cedar & Vale" and rows[BIRCH]["spellings"] == "Little Birch"
    assert rows[BIRCH]["former_codes"] == "T06000008=1;T06000009=1" and rows[WEST_OLDSHIRE]["former_codes"] == "T10000001=0.25"
    assert rows[EAST_OLDSHIRE]["spellings"] == ""  # Oldshire names no one authority of today
