"""Children in care of the small folder: who they are, who comes, and how years differ, by hand where a hand can follow."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from small_reference import ASHBY, AUTHORITIES, BIRCH, CEDAR, EAST_OLDSHIRE, WEST_OLDSHIRE, altered, small

import care_ceases
import care_starts
import history
import looked_after
import uasc
from reference import AGE_BANDS
from shares_of_2021 import fill_suppressed
from tables import Table

AGES = list(AGE_BANDS)


def matrix(table: Table, column: int) -> np.ndarray:
    """Authority x age of one column of a table."""
    cells = {(row[0], row[1]): row[column] for row in table.rows}
    return np.array([[float(cells[code, age]) for age in AGES] for code in AUTHORITIES])


def test_suppressed_cells_share_the_rest_in_the_national_proportions() -> None:
    """90 less 20, 30 and 20 leaves 20, for ages of which England has 20 and 40."""
    shares = np.array([20.0, 40, 60, 120, 100])
    assert fill_suppressed(["c", "c", "20", "30", "20"], 90, shares) == pytest.approx([20 / 3, 40 / 3, 20, 30, 20])
    assert fill_suppressed(["5", "c"], 4, np.ones(2)).tolist() == [5, 0]  # rounding may have left less than nothing


def test_ages_of_2021_are_those_of_the_authority_or_else_of_its_region() -> None:
    mix = looked_after.age_mix_of_2021(small())
    ashby, birch, east, west, cedar = mix
    assert ashby.tolist() == [10, 20, 20, 40, 30] and cedar.tolist() == [5, 5, 5, 15, 20]
    assert birch == pytest.approx([20 / 3, 40 / 3, 20, 30, 20])
    region = ashby + birch
    assert east == pytest.approx(region / region.sum()) and west == pytest.approx(east)


def test_children_in_care_fit_the_totals_of_authorities_and_of_ages() -> None:
    """Ages were published rounded to ten, adding to 310: they are scaled to the 300 of England."""
    table = looked_after.build(small())
    table.check()
    found = matrix(table, 2)
    assert found.sum(axis=1).tolist() == [100, 80, 60, 20, 40]
    assert found.sum(axis=0).tolist() == [19, 39, 58, 116, 68]
    assert [row[:2] for row in table.rows[:2]] == [[ASHBY, "under_1"], [ASHBY, "1_to_4"]]


def test_an_authority_s_age_mix_is_kept() -> None:
    """Two thirds of Cedar's children are 10 or older, of Ashby's rather less."""
    ashby, *_, cedar = matrix(looked_after.build(small()), 2)
    assert cedar[3:].sum() / cedar.sum() > ashby[3:].sum() / ashby.sum()


def test_unaccompanied_children_fill_gaps_from_their_region_and_are_among_the_children_in_care() -> None:
    """London has 11, of whom Cedar's figure is suppressed; East and West Oldshire share 4."""
    table = looked_after.build(small())
    everybody, alone = matrix(table, 2), matrix(table, 3)
    assert alone.sum(axis=1).tolist() == [10, 5, 3, 1, 11]
    assert alone[:, :3].sum() == 0 and alone[:, 3].sum() == 6 and alone[:, 4].sum() == 24
    assert (alone <= everybody).all()


def test_starts_fit_england_without_unaccompanied_children() -> None:
    """(110 - 11 + 134 - 14 + 126 - 6) / 3 = 113, counted in tenths."""
    table = care_starts.build(small())
    table.check()
    found = matrix(table, 2)
    assert found.sum() == pytest.approx(113)
    assert found.sum(axis=0) == pytest.approx([22, 22, 68 / 3, 34 - 31 * 0.25 / 3, 68 / 3 - 31 * 0.75 / 3], abs=0.05)
    assert found.sum(axis=1) == pytest.approx(care_starts.authority_totals(small()), abs=0.1)  # a tenth of a child


def test_a_suppressed_year_of_an_authority_has_no_starts() -> None:
    """Cedar has 20 starts in each of two years, and no figure in the first."""
    alone = [uasc.starts(small(), year)[AUTHORITIES.index(CEDAR)] for year in care_starts.YEARS]
    assert alone[0] == 0
    assert care_starts.authority_totals(small())[AUTHORITIES.index(CEDAR)] == pytest.approx((40 - sum(alone)) / 3)


def test_unaccompanied_starts_add_to_england_and_are_no_more_than_all_starts() -> None:
    for year, national in ((2019, 11), (2020, 14), (2021, 6)):
        assert uasc.starts(small(), year).sum() == pytest.approx(national)
    assert uasc.fit_below(np.array([8.0, 1, 1]), np.array([5.0, 9, 9]), 10).tolist() == [5, 2.5, 2.5]
    with pytest.raises(ValueError, match="no room for 10"):
        uasc.fit_below(np.array([1.0, 1]), np.array([4.0, 5]), 10)


def test_ceases_add_up_former_councils_and_say_what_was_split_or_suppressed(tmp_path: Path) -> None:
    """The folder has none of them: those of 2019 to 2021 are put in the place of a measure that is not asked for."""
    first = "Number_Foster_Places(New),2022,Ashby,901,North East,60"
    rows = [f"LACceased,{year},{name},{number},North East,{value}" for year in (2019, 2020, 2021)
            for name, number, value in (("Ashby", 901, 30), ("Birch", 902, 20), ("Little Birch", 908, 5), ("Oldshire", 909, 22))]
    table = care_ceases.build(altered(tmp_path / "copy", "la_panel", first, "\n".join([*rows, first])))
    table.check()
    of_2020 = {row[0]: (row[2], str(row[-1]).split(":")[0]) for row in table.rows if row[1] == 2020}
    assert of_2020 == {ASHBY: (30, "measured"), BIRCH: (25, "measured"), EAST_OLDSHIRE: (17, "derived"),
                       WEST_OLDSHIRE: (5, "derived"), CEDAR: (0, "assumed")}  # 16.5 and 5.5, the tie to the earlier


def test_years_are_set_against_the_mean_of_three() -> None:
    """24 starts under 1 in 2020, of 20, 24 and 22; 6 leavers of 24 children, of 20 leavers of 64; 9 moves of 24, of 25 of 64."""
    table = history.build(small())
    table.check()
    ratios = {(row[0], row[1], row[2]): row[3] for row in table.rows}
    assert ratios[2020, "care_entry", "under_1"] == round(24 / 22, 4)
    assert ratios[2021, "care_entry", "under_1"] == 1
    assert ratios[2020, "leaving_care", "under_1"] == round(6 / 24 / (20 / 64), 4)
    assert ratios[2020, "placement_moves", "under_1"] == round(9 / 24 / (25 / 64), 4)
    assert len(table.rows) == 3 * 3 * len(AGES)


def test_later_years_are_as_the_two_without_the_pandemic() -> None:
    """A year at 0.7 and two at 1.15 have the mean 1: later ones are at 1.15."""
    assert history.without_pandemic(0.7) == 1.15
    table = history.build(small())
    ratios = {(row[0], row[1], row[2]): float(row[3]) for row in table.rows}
    for process in history.SOURCES:
        for age in AGES:
            mean = (2 * ratios[2022, process, age] + ratios[2021, process, age]) / 3
            assert mean == pytest.approx(1, abs=1e-5)
    assert {row[-1].split(":")[0] for row in table.rows if row[0] == 2022} == {"assumed"}


def test_leavers_at_18_are_none_of_those_who_leave_at_a_rate() -> None:
    """4 aged 16 and 5 aged 17; 32 on or after their 18th birthday are left out."""
    assert history.leavers(small(), 2020).tolist() == [6, 12, 9, 9, 9]


def test_changes_of_status_only_are_no_moves() -> None:
    assert history.moves(small(), 2020).tolist() == [9, 16, 24, 50, 40]


def test_a_label_that_is_not_known_is_named(tmp_path: Path) -> None:
    facts = small().table("care_facts")
    wanted = facts[(facts["breakdown"] == "Age on ceasing; 17 years") & (facts["year"] == "2020")]
    line = ",".join(wanted.iloc[0, :4])
    changed = altered(tmp_path / "copy", "care_facts", line, line.replace("17 years", "Seventeen"))
    with pytest.raises(KeyError, match="no 'Age on ceasing; 17 years' of 'CLA ceasing in year' in 2020"):
        history.build(changed)
