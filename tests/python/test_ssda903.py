"""The SSDA903 checker: silent about legal lives, and the right rule for every illegal one."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Iterator

import numpy as np
import pandas as pd
import pytest

import hearth
from hearth import ssda903
from hearth.ssda903_chains import Chains
from hearth.ssda903_rules import findings
from hearth.ssda903_texts import RULES
from ssda903_broken_lives import ILLEGAL, TOGETHER
from ssda903_lives import LAST_DAY, LEGAL, Life, all_legal, episodes_of_life

#: A column of the first of two episodes set to something -> the rule that it breaks. What a life's line cannot say.
WRONG_CELLS = {
    "101": ("SEX", "3"),
    "102": ("DOB", pd.NaT),
    "141": ("DECOM", pd.NaT),
    "143": ("RNE", "X"),
    "144": ("LS", "C3"),
    "145": ("CIN", "N9"),
    "146": ("PLACE", "Q1"),
    "149": ("REC", "E10"),
    "526": ("PLACE_PROVIDER", None),
    "1009": ("REASON_PLACE_CHANGE", "WHIM"),
}


def broken(episodes: pd.DataFrame, last_day: str = LAST_DAY, **options: str) -> set[str]:
    """The rules that the episodes break."""
    return set(ssda903.check_episodes(episodes, last_day=last_day, **options).rule)


# Legal lives.


@pytest.mark.parametrize("name", LEGAL)
def test_a_legal_life_breaks_no_rule(name: str) -> None:
    violations = ssda903.check_episodes(episodes_of_life(LEGAL[name]), last_day=LAST_DAY)
    assert violations.empty, violations.to_string()


def test_legal_lives_break_no_rule_together() -> None:
    assert broken(all_legal()) == set()


def test_no_episodes_break_no_rule() -> None:
    violations = ssda903.check_episodes(all_legal().iloc[:0], last_day=LAST_DAY)
    assert list(violations.columns) == ["child", "row", "rule", "what"]
    assert violations.empty and ssda903.violations_by_rule(violations).empty


# Illegal ones.


@pytest.mark.parametrize("rule", ILLEGAL)
def test_a_life_that_breaks_one_rule_is_reported_with_that_rule_alone(rule: str) -> None:
    assert broken(episodes_of_life(ILLEGAL[rule])) == {rule}


@pytest.mark.parametrize("rules", TOGETHER)
def test_a_life_that_must_break_several_rules_is_reported_with_all_of_them(rules: tuple[str, ...]) -> None:
    assert broken(episodes_of_life(TOGETHER[rules])) == set(rules)


@pytest.mark.parametrize("rule", WRONG_CELLS)
def test_a_cell_that_is_no_code_is_reported(rule: str) -> None:
    column, value = WRONG_CELLS[rule]
    episodes = episodes_of_life(LEGAL["in and home again"])
    episodes.loc[0, column] = value
    assert broken(episodes) == {rule}


@pytest.mark.parametrize("column, value", [("SEX", "M"), ("DOB", pd.Timestamp("2012-04-06"))])
def test_a_child_has_one_sex_and_one_day_of_birth(column: str, value: object) -> None:
    episodes = episodes_of_life(LEGAL["back in care twice"])
    episodes.loc[3, column] = value
    assert broken(episodes) == {"header"}


def test_the_need_stays_the_same_through_a_period_of_care_but_not_for_ever() -> None:
    episodes = episodes_of_life(LEGAL["back in care twice"])
    assert broken(episodes.assign(CIN=["N1", "N2", "N2", "N3"])) == set()
    assert broken(episodes.assign(CIN=["N1", "N2", "N3", "N3"])) == {"504"}


def test_a_missing_day_of_birth_is_not_another_one() -> None:
    episodes = episodes_of_life(LEGAL["back in care twice"])
    episodes.loc[1, "DOB"] = pd.NaT
    assert broken(episodes) == {"102"}


def test_the_need_may_change_where_care_ends_and_begins_on_one_day() -> None:
    assert broken(episodes_of_life(TOGETHER["431", "388"]).assign(CIN=["N1", "N2"])) == {"431", "388"}


def test_short_breaks_of_two_kinds_in_a_year_are_reported_in_either_order() -> None:
    episodes = episodes_of_life(ILLEGAL["426"])
    assert broken(episodes.assign(LS=["V4", "V3"])) == {"426"}
    assert broken(episodes.assign(LS=["V3", "V3"])) == set()


def test_every_rule_has_a_text_and_a_life_that_breaks_it() -> None:
    checked = {rule for rule, _ in findings(Chains(all_legal(), np.datetime64(LAST_DAY), None))}
    assert checked == set(RULES)
    in_company = {rules[0] for rules in TOGETHER}
    assert set(ILLEGAL) | set(WRONG_CELLS) | in_company | {"header", "504"} == set(RULES)


@pytest.mark.parametrize(
    "place, last_day, rules",
    [
        ("H5", "2025-03-31", set()),
        ("H5", "2025-04-01", {"146"}),
        ("K3", "2024-03-31", {"146"}),
        ("K3", "2025-04-01", set()),
        ("Z11", "2025-03-31", {"146"}),
        ("Z11", "2025-04-01", set()),
        ("Z1", "2025-04-01", {"146"}),
    ],
)
def test_placement_codes_belong_to_their_years(place: str, last_day: str, rules: set[str]) -> None:
    provider = "-" if place.startswith("Z") else "PR4"
    life = Life("2008-02-01", f"2024-02-01 - S C2 {place} {provider} hall - -")
    assert broken(episodes_of_life(life), last_day) == rules


# Every alteration of a legal life is noticed.


def alterations(episodes: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Copies of a life, each with one thing wrong."""
    day = pd.Timedelta(days=1)
    for row in episodes.index:
        episode = episodes.loc[row]
        starts, goes_on = episode.RNE == "S", episode.REC == "X1"
        changed: list[tuple[str, object]] = [("PLACE", "Q1"), ("LS", None), ("CIN", None), ("DECOM", pd.NaT)]
        if goes_on:
            changed += [("DEC", episode.DEC + day), ("DEC", episode.DEC - day), ("REC", "E4A"), ("DEC", pd.NaT)]
            changed += [("CIN", "N2"), ("DEC", episode.DECOM)]
            if episode.REASON_PLACE_CHANGE:
                changed += [("REASON_PLACE_CHANGE", None)]
        changed += [("RNE", "P")] if starts else [("RNE", "S"), ("DECOM", episode.DECOM + day), ("CIN", "N2")]
        if episode.RNE == "L":
            changed += [("CARER", "nobody"), ("LS", episodes.LS[row - 1]), ("PLACE", "R3")]
        if episode.RNE in ("P", "T"):
            changed += [("LS", "C2" if episode.LS != "C2" else "C1")]
        for column, value in changed:
            altered = episodes.copy()
            altered.loc[row, column] = value
            yield f"{column} of episode {row} is {value}", altered
        if goes_on or not starts:
            yield f"episode {row} is missing", episodes.drop(index=row)
        yield f"episode {row} is there twice", pd.concat([episodes, episodes.loc[[row]]], ignore_index=True)


@pytest.mark.parametrize("name", LEGAL)
def test_an_altered_legal_life_breaks_a_rule(name: str) -> None:
    unnoticed = [what for what, altered in alterations(episodes_of_life(LEGAL[name])) if not broken(altered)]
    assert unnoticed == []


# How it reads the table.


def test_the_order_of_the_rows_does_not_matter() -> None:
    lives = [episodes_of_life(life, rule) for rule, life in ILLEGAL.items()]
    episodes = pd.concat([all_legal(), *lives], ignore_index=True)
    shuffled = episodes.sample(frac=1, random_state=1)
    found = [ssda903.check_episodes(table, last_day=LAST_DAY) for table in (episodes, shuffled)]
    as_sets = [set(zip(violations.child, violations.row, violations.rule)) for violations in found]
    assert as_sets[0] == as_sets[1]
    assert {child: rule for child, _, rule in as_sets[0]} == {rule: rule for rule in ILLEGAL}


def test_the_row_is_the_index_of_the_episode() -> None:
    episodes = episodes_of_life(LEGAL["order and placement on the same day"]).set_axis(["one", "two"])
    episodes.loc["two", "PLACE"] = "Q1"
    violations = ssda903.check_episodes(episodes, last_day=LAST_DAY)
    assert violations.to_dict("records") == [
        {"child": "a child", "row": "two", "rule": "146", "what": RULES["146"]},
    ]


def test_categories_and_empty_texts_are_read_as_codes_and_blanks() -> None:
    episodes = all_legal()
    texts = [name for name in episodes if episodes[name].dtype == object and name not in ("CHILD", "CARER")]
    assert broken(episodes.fillna({name: "" for name in texts})) == set()
    assert broken(episodes.astype({name: "category" for name in texts})) == set()


def test_a_child_number_is_an_authoritys_own() -> None:
    twins = pd.concat([episodes_of_life(LEGAL["guardianship to kin"])] * 2, ignore_index=True)
    assert broken(twins) != set()
    assert broken(twins.assign(LA=["E1", "E1", "E2", "E2"])) == set()
    assert broken(twins.assign(LA="E1", REPLICATE=[0, 0, 1, 1])) == set()


def test_a_table_that_begins_midway_may_lack_starts_before_its_first_day_only() -> None:
    midway = episodes_of_life(LEGAL["with parents under an order, and back"]).iloc[1:]
    assert broken(midway) == {"357"}
    assert broken(midway, first_day="2020-04-01") == set()
    assert broken(midway, first_day="2020-01-11") == {"357"}


def test_a_table_without_a_column_is_refused() -> None:
    with pytest.raises(ValueError, match="lack PLACE, CARER"):
        ssda903.check_episodes(all_legal().drop(columns=["PLACE", "CARER"]), last_day=LAST_DAY)


def test_violations_are_counted_by_rule() -> None:
    lives = [episodes_of_life(ILLEGAL[rule], f"{rule} {twin}") for rule in ("388", "550") for twin in (1, 2)]
    lives += [episodes_of_life(ILLEGAL["388"], "388 3")]
    episodes = pd.concat(lives, ignore_index=True)
    table = ssda903.violations_by_rule(ssda903.check_episodes(episodes, last_day=LAST_DAY))
    assert table.episodes.to_dict() == table.children.to_dict() == {"388": 3, "550": 2}
    assert table.what["550"] == RULES["550"]


# From a results file.


def as_written(episodes: pd.DataFrame) -> pd.DataFrame:
    """The table as the program would write it and `hearth` read it: lower case, categories, blanks called none."""
    labels = {name: "none" for name in ("PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE")}
    table = episodes.fillna(labels).assign(SEX="female", AREA="E09000007", REPLICATE=0, BEGINNING="S")
    coded = ["SEX", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE", "AREA"]
    table = table.astype({name: "category" for name in coded})
    return table.rename(columns={**{name: name.lower() for name in table}, "DOB": "born"})


def test_episodes_of_a_run_are_renamed_to_those_of_the_return() -> None:
    results = SimpleNamespace(path=Path("run.h5"), episodes=as_written(all_legal()))
    episodes = ssda903.episodes_of(results)
    assert set(episodes.columns) == {*all_legal().columns, "LA", "REPLICATE"}
    assert set(episodes.SEX) == {"F"} and episodes.REC.isna().any()
    assert broken(episodes) == set()


def test_a_run_without_the_codes_of_the_return_is_refused() -> None:
    table = as_written(all_legal()).drop(columns=["rec", "born"])
    with pytest.raises(hearth.ResultsError, match=r"run.h5: .*lack DOB \(born\), REC\).*newer Hearth"):
        ssda903.episodes_of(SimpleNamespace(path=Path("run.h5"), episodes=table))
