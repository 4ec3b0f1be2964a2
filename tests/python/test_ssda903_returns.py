"""Yearly returns of a hand-made council: what is in which year's files, and what stands for what the run lacks."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from hearth import ssda903_identifiers as identifiers
from hearth import ssda903_returns as returns
from hearth.ssda903_between import COPIED, check_consecutive

LABELS = {
    "sex": ("male", "female"), "ethnicity": tuple(returns.ETHNIC), "rne": ("S", "L", "P"), "ls": ("V2", "C2"),
    "cin": ("N1",), "place": ("U6", "H5", "P1", "R1", "Z1", "K2", "none"),
    "place_provider": ("none", "PR1", "PR4", "PR0", "PR3"), "rec": ("none", "X1", "E4A", "E5"),
    "reason_place_change": ("none", "CARPL"), "area": ("E06000001",), "scenario": ("baseline",),
}
FACTS = {"scenario": "baseline", "replicate": 0, "area": "E06000001", "sex": "female", "born": "2010-06-01",
         "ethnicity": "white", "unaccompanied": 0, "rne": "S", "ls": "V2", "cin": "N1", "place": "U6",
         "place_provider": "PR1", "dec": None, "rec": "none", "reason_place_change": "none", "carer": 77}


def council(*episodes: dict) -> returns.Council:
    """A council with these episodes; what is not said is as in FACTS."""
    frame = pd.DataFrame([FACTS | episode for episode in episodes])
    for name, labels in LABELS.items():
        frame[name] = pd.Categorical(frame[name], labels)
    for name in ("born", "decom", "dec"):
        frame[name] = pd.to_datetime(frame[name])
    return returns.Council(frame)


def only(table: pd.DataFrame) -> pd.Series:
    assert len(table) == 1
    return table.iloc[0]


def test_columns_are_those_of_the_return_in_its_order() -> None:
    tables = council({"child": 1, "decom": "2019-05-01"}).year(2020)
    assert list(tables["header"]) == "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB".split()
    assert list(tables["episodes"]) == (
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN".split()
    )
    assert list(tables["uasc"]) == "CHILD SEX DOB DUC".split()


def test_a_return_has_what_was_open_on_a_day_of_its_year() -> None:
    moves = council(
        {"child": 1, "decom": "2018-02-03", "dec": "2019-03-31", "rec": "X1", "reason_place_change": "CARPL"},
        {"child": 1, "decom": "2019-03-31", "dec": "2019-04-01", "rec": "X1", "rne": "L", "ls": "C2"},
        {"child": 1, "decom": "2019-04-01", "dec": "2020-04-01", "rec": "E4A", "rne": "L"},
    )
    assert list(moves.year(2019)["episodes"].DECOM) == ["03/02/2018", "31/03/2019"]
    assert list(moves.year(2020)["episodes"].DECOM) == ["31/03/2019", "01/04/2019"]
    assert list(moves.year(2021)["episodes"].DECOM) == ["01/04/2019"]
    assert len(moves.year(2022)["episodes"]) == len(moves.year(2022)["header"]) == 0


def test_what_comes_after_31_march_is_not_known_yet() -> None:
    ended = {"dec": "2020-04-01", "rec": "X1", "reason_place_change": "CARPL"}
    move = council({"child": 1, "decom": "2018-02-03"} | ended)
    before, after = only(move.year(2020)["episodes"]), only(move.year(2021)["episodes"])
    assert [before.DEC, before.REC, before.REASON_PLACE_CHANGE] == ["", "", ""]
    assert [after.DEC, after.REC, after.REASON_PLACE_CHANGE] == ["01/04/2020", "X1", "CARPL"]
    on_the_day = council({"child": 1, "decom": "2018-02-03", "dec": "2020-03-31", "rec": "E4A"})
    assert only(on_the_day.year(2020)["episodes"]).DEC == "31/03/2020"


def test_sex_has_letters_from_2024_25_and_girls_are_no_mothers() -> None:
    both = council({"child": 1, "decom": "2020-05-01"}, {"child": 2, "decom": "2020-05-01", "sex": "male"})
    by_child = {year: both.year(year)["header"].sort_values("SEX") for year in (2024, 2025)}
    assert list(by_child[2024].SEX) == ["1", "2"] and list(by_child[2025].SEX) == ["F", "M"]
    assert list(by_child[2024].MOTHER) == ["", "0"] and list(by_child[2024].MC_DOB) == ["", ""]


@pytest.mark.parametrize(
    "facts, upn",
    [
        ({"born": "2014-09-01", "decom": "2019-05-01"}, "UN1"),  # four on 1 September 2018
        ({"born": "2014-08-31", "decom": "2019-05-01"}, "UN5"),  # four on 31 August 2018 [209]
        ({"unaccompanied": 1, "decom": "2019-05-01"}, "UN2"),
        ({"decom": "2020-03-30"}, "UN5"),  # UN4 could not become UN5 in the next return [208]
    ],
)
def test_upn_says_why_there_is_none(facts: dict, upn: str) -> None:
    assert only(council({"child": 1} | facts).year(2020)["header"]).UPN == upn


def test_unaccompanied_children_have_a_row_and_the_18th_birthday_as_its_end() -> None:
    one = council({"child": 1, "unaccompanied": 1, "born": "2004-02-29", "decom": "2020-05-01", "place": "H5"},
                  {"child": 2, "decom": "2020-05-01"})
    for year in (2021, 2022):  # told before it comes [205B], not after the birthday as validators count it [304]
        assert only(one.year(year)["uasc"]).DUC == "28/02/2022"


def test_urn_is_blank_or_crossed_out_where_the_return_wants_that() -> None:
    places = {"U6": r"9\d{6}", "K2": r"9\d{6}", "H5": "XXXXXXX", "P1": "", "R1": "", "Z1": ""}
    for place, pattern in places.items():
        row = only(council({"child": 1, "decom": "2020-05-01", "place": place}).year(2021)["episodes"])
        assert re.fullmatch(pattern, row.URN), place
        assert re.fullmatch(r"ZZ([1-9]|[1-8]\d|9[0-8]) \d[ABD-HJLNP-UW-Z]{2}", row.PL_POST), place
        assert row.HOME_POST == ""


def test_semi_independent_lodgings_are_returned_as_supported_from_2025_26() -> None:
    lodging = council({"child": 1, "decom": "2024-05-01", "place": "H5"})
    assert only(lodging.year(2025)["episodes"]).PLACE == "H5" and only(lodging.year(2026)["episodes"]).PLACE == "K3"
    assert only(lodging.year(2026)["episodes"]).URN == "XXXXXXX"  # of the same placement as before [503F]


def test_carers_are_told_apart_and_each_home_of_parents_too() -> None:
    table = council(
        {"child": 1, "decom": "2020-05-01", "carer": 77},
        {"child": 2, "decom": "2020-05-01", "carer": 77},
        {"child": 3, "decom": "2020-05-01", "carer": 78},
        {"child": 4, "decom": "2020-05-01", "carer": 0, "place": "P1"},
        {"child": 5, "decom": "2020-05-01", "carer": 0, "place": "P1"},
    ).year(2021)["episodes"]
    assert sorted(table.PL_POST.value_counts()) == [1, 1, 1, 2]


def test_identifiers_are_one_each_and_the_same_whoever_else_is_there() -> None:
    keys = (np.int64(4) << 60) + np.arange(30_000, dtype=np.int64) * 64
    codes = identifiers.postcodes(keys)
    assert len(set(codes)) == len(keys)  # by hashing alone about 1,100 pairs of them would share one
    assert len(set(identifiers.child_numbers(keys))) == len(keys)
    fewer = identifiers.postcodes(keys[::10])
    assert (fewer == codes[::10]).mean() > 0.9
    assert list(identifiers.postcodes(keys[::-1])) == list(codes[::-1])
    assert all(re.fullmatch(r"H\d{8}", child) for child in identifiers.child_numbers(keys[:100]))


@pytest.mark.parametrize(
    "first, last, years",
    [
        ("2019-04-01", "2025-03-31", [2020, 2021, 2022, 2023, 2024, 2025]),
        ("2019-04-02", "2021-03-31", [2021]),
        ("2019-01-01", "2020-12-31", [2020]),
        ("2019-05-01", "2020-03-31", []),
    ],
)
def test_only_whole_reporting_years_are_returned(first: str, last: str, years: list[int]) -> None:
    assert list(returns.reporting_years(pd.Timestamp(first), pd.Timestamp(last))) == years


@pytest.mark.parametrize("ceased, broken", [("31/03/2020", True), ("01/04/2020", False), ("31/03/2022", False),
                                            ("01/04/2022", True)])
def test_a_child_unaccompanied_no_more_ceased_to_be_in_one_of_the_two_years(ceased: str, broken: bool) -> None:
    header = pd.DataFrame({name: ["7"] for name in ("CHILD", "SEX", "DOB", "ETHNIC", "MOTHER", "UPN")})
    episodes = pd.DataFrame({name: ["7"] for name in ("CHILD", "DECOM", "DEC", *COPIED.values())})
    uasc = pd.DataFrame({"CHILD": ["7"], "DOB": ["01/01/2004"], "DUC": [ceased]})
    before = {"header": header, "episodes": episodes, "uasc": uasc}
    found = check_consecutive(before, before | {"uasc": uasc[:0]}, 2022)
    assert ("205A" in set(found.rule)) == broken
