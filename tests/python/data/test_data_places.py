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


def counts(table: Table) -> dict[tuple[str, ...], tuple[int, ...]]:
    """What names a row -> its whole numbers before the year."""
    found = {}
    for row in table.rows:
        cells = row[: table.header.index("year")]
        found[tuple(cell for cell in cells if isinstance(cell, str))] = tuple(cell for cell in cells if isinstance(cell, int))
    return found


def test_places_of_family_and_friends_are_no_mainstream_places() -> None:
    """250 approved, less 20 and 10 children with relatives."""
    assert foster_places.mainstream_places(small()) == 220


def test_a_suppressed_authority_has_places_by_its_children_in_care() -> None:
    """Ashby 60, Birch 40, Oldshire 20 for 260 children; Cedar has 40 children."""
    weights, gaps = foster_places.in_house_shares(small())
    assert weights == pytest.approx([60, 40, 15, 5, 40 * 120 / 260]) and gaps == {CEDAR}


def test_foster_places_are_four_tenths_independent_and_add_up() -> None:
    table = foster_places.build(small())
    table.check()
    found = counts(table)
    assert [found[code, "in_house"] for code in AUTHORITIES] == [(57,), (38,), (14,), (5,), (18,)]  # 132
    assert [found[code, "ifa"] for code in AUTHORITIES] == [(31,), (22,), (17,), (6,), (12,)]  # 88
    sources = {row[0]: str(row[-1]).split(":")[0] for row in table.rows if row[1] == "in_house"}
    assert sources[ASHBY] == "derived" and sources[CEDAR] == "assumed"


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
    assert [(total.total, total.published) for total in table.totals] == [(13, 13), (50, 50)]
    assert {str(row[-1]).split(":")[0] for row in table.rows if row[0] in (EAST_OLDSHIRE, WEST_OLDSHIRE)} == {"derived"}


def test_an_authority_without_a_home_has_a_row_that_says_so(tmp_path: Path) -> None:
    line = "2019,Little Birch,children's home"
    table = homes.build(altered(tmp_path / "copy", "childrens_homes_by_la", line, line.replace("2019", "2017")))
    assert counts(table)[BIRCH, "childrens_home", "local_authority"] == (0, 0)
    assert homes.NONE_SOURCE in [row[-1] for row in table.rows if row[0] == BIRCH]


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
