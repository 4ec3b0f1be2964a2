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
import looked_after_profile
import mixes_of_authorities
import time_in_care
import uasc
import uasc_placements
from mixes_of_authorities import fill_suppressed
from reference import AGE_BANDS, FIRST_DAYS
from tables import Table

AGES = list(AGE_BANDS)


def matrix(table: Table, column: int, year: int | str = 2019) -> np.ndarray:
    """Authority x age of one column of a table, in its rows of a year."""
    place = table.header.index("year")
    cells = {(row[0], row[1]): row[column] for row in table.rows if row[place] == year}
    return np.array([[float(cells[code, age]) for age in AGES] for code in AUTHORITIES])


def test_suppressed_cells_share_the_rest_in_the_national_proportions() -> None:
    """90 less 20, 30 and 20 leaves 20, for ages of which England has 20 and 40."""
    shares = np.array([20.0, 40, 60, 120, 100])
    assert fill_suppressed(["c", "c", "20", "30", "20"], 90, shares) == pytest.approx([20 / 3, 40 / 3, 20, 30, 20])
    assert fill_suppressed(["5", "c"], 4, np.ones(2)).tolist() == [5, 0]  # rounding may have left less than nothing


def test_ages_of_2021_are_those_of_the_authority_or_else_of_its_region() -> None:
    mix = looked_after.age_mix(small(), 2021)
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


def test_each_31_march_has_its_own_children_and_those_before_2021_the_mix_of_2021() -> None:
    """Ashby's ages of 2022 are quite others: 90 of 120 are 1 to 4. In 2023 they are as in 2021 again."""
    table = looked_after.build(small())
    totals = {2019: 300, 2020: 320, 2021: 340, 2022: 350, 2023: 360}
    assert list(FIRST_DAYS) == list(totals)
    for year, total in totals.items():
        assert matrix(table, 2, year).sum() == total
    ashby = {year: matrix(table, 2, year)[0] for year in totals}
    assert ashby[2022][1] > 25 > max(ashby[year][1] for year in totals if year != 2022)
    assert matrix(table, 3, 2023).sum(axis=1).tolist() == [10, 6, 3, 1, 20]  # Birch is suppressed: 20 less 10 and 4
    said = {row[4]: str(row[-1]) for row in table.rows if row[0] == ASHBY}
    assert ["carried from 2021" in said[year] for year in totals] == [False, True, False, False, False]
    assert "of 2021" in said[2019] and "of 2022" in said[2022]


def test_children_too_young_to_be_unaccompanied_make_room() -> None:
    """Nine of ten children are unaccompanied, and four of ten by the mix are 10 or older: all ten are then."""
    mix = np.array([[1, 2, 3, 2, 2], [10, 20, 30, 20, 20.0]])
    found = looked_after.with_room_for(np.array([9, 3]), np.array([10, 10]), mix)
    assert found[0] == pytest.approx([0, 0, 0, 0.5, 0.5]) and found[1].tolist() == mix[1].tolist()


def test_details_are_those_of_the_year_or_carried_from_the_nearest() -> None:
    assert [mixes_of_authorities.year_of_details(year) for year in FIRST_DAYS] == [2021, 2021, 2021, 2022, 2023]
    assert mixes_of_authorities.in_words(2020) == "carried from 2021" and mixes_of_authorities.in_words(2022) == "2022"


def test_sexes_fit_the_authorities_and_england_of_each_year() -> None:
    """Of Cedar's children 30 of 50 are boys in 2021, 45 of 60 in 2023."""
    for year, boys in {2019: 180, 2020: 190, 2021: 200, 2022: 210, 2023: 220}.items():
        found = looked_after_profile.sex(small(), year)
        assert found.table.sum(axis=0).tolist() == [boys, found.table.sum() - boys]
        assert (found.table.sum(axis=1) == looked_after.authority_totals(small(), year)).all()
    cedar = {year: looked_after_profile.sex(small(), year).table[-1] for year in (2021, 2023)}
    shares = [cedar[year][0] / cedar[year].sum() for year in (2021, 2023)]
    assert shares == pytest.approx([30 / 50, 45 / 60], abs=0.03)


def test_interim_orders_between_two_published_years_are_on_the_line() -> None:
    """40 of 200 in 2017, 60 of 260 in 2021, 70 of 270 and 280 then."""
    line = [looked_after_profile.interim_share(small(), year) for year in FIRST_DAYS]
    first, last = 40 / 200, 60 / 260
    assert line == pytest.approx([(first + last) / 2, (first + 3 * last) / 4, last, 70 / 270, 70 / 280])
    assert "split as published" in looked_after_profile.sources(2022)["care_order"]
    assert "2017-21; LA shares carried from 2021" in looked_after_profile.sources(2020)["care_order"]


def test_time_in_care_is_over_all_children_of_the_age() -> None:
    """100 of 120 have been here for a year, 75 for thirty months; of 16 and 17 the same part, 49 of 70 for a year."""
    table = time_in_care.build(small())
    table.check()
    shares = {(row[0], row[1], row[3]): row[2] for row in table.rows}
    assert [shares["10_to_15", time, 2019] for time in time_in_care.TIMES] == [0.167, 0.208, 0.625]
    assert [shares["16_to_17", time, 2019] for time in time_in_care.TIMES] == [0.3, 0.175, 0.525]
    assert [shares["under_1", time, 2023] for time in time_in_care.TIMES] == [1, 0, 0]  # not published
    assert shares["10_to_15", "30_months_or_more", 2023] == pytest.approx(80 / 120, abs=0.001)
    for year in FIRST_DAYS:
        for age in AGES:
            assert sum(shares[age, time, year] for time in time_in_care.TIMES) == pytest.approx(1)
    assert {row[-1].split(":")[0] for row in table.rows if row[0] == "16_to_17"} == {"assumed"}


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
    found = matrix(table, 2, "2019-2021")
    assert found.sum() == pytest.approx(113)
    assert found.sum(axis=0) == pytest.approx([22, 22, 68 / 3, 34 - 31 * 0.25 / 3, 68 / 3 - 31 * 0.75 / 3], abs=0.05)
    assert found.sum(axis=1) == pytest.approx(care_starts.authority_totals(small()), abs=0.1)  # a tenth of a child


def test_years_after_the_mean_have_starts_of_their_own() -> None:
    """134 less 12, and 150 less 20; nobody under 10 comes alone."""
    table = care_starts.build(small())
    for year, total, under_1 in (("2022", 122, 22), ("2023", 130, 24)):
        found = matrix(table, 2, year)
        assert found.sum() == pytest.approx(total) and found[:, 0].sum() == pytest.approx(under_1)
        assert found.sum(axis=1) == pytest.approx(care_starts.authority_totals(small(), (int(year),)), abs=0.1)
    assert {row[3] for row in table.rows} == {"2019-2021", "2022", "2023"}


def test_a_suppressed_year_of_an_authority_has_no_starts() -> None:
    """Cedar has 20 starts in each of two years, and no figure in the first."""
    alone = [uasc.starts(small(), year)[AUTHORITIES.index(CEDAR)] for year in care_starts.YEARS]
    assert alone[0] == 0
    assert care_starts.authority_totals(small())[AUTHORITIES.index(CEDAR)] == pytest.approx((40 - sum(alone)) / 3)


def test_unaccompanied_children_are_placed_as_published_and_add_to_all_of_them() -> None:
    """In 2019 living independently (6) and semi-independent accommodation (8) were told apart: together they are one group."""
    table = uasc_placements.build(small())
    table.check()
    placed = {(row[0], row[1]): row[2] for row in table.rows}
    assert placed[2019, "supported"] == 14 and placed[2023, "supported"] == 23 and placed[2023, "foster"] == 15
    assert {row[0]: row[4] for row in table.rows if row[1] == "supported"}[2019].startswith("derived: ")
    assert [total.residual_percent for total in table.totals] == [0] * 5


def test_a_placement_that_is_not_told_is_a_fault(tmp_path: Path) -> None:
    line = "T00269,stock,UASC looked after at 31 March,Placements; 4. Other placements"
    reference = altered(tmp_path / "reference", "care_facts", line, line.replace("4. Other", "5. Other"))
    with pytest.raises(KeyError, match="no 'Placements; 4. Other placements' of 'UASC looked after at 31 March' in 2020"):
        uasc_placements.build(reference)


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
    assert len(table.rows) == len(history.YEARS) * 3 * len(AGES)


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
