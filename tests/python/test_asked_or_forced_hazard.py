"""The hazard regression of moves asked for or forced: its months by hand, and known coefficients found again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hearth.asked_or_forced_hazard import MONTH, MONTHS, asked_or_forced_hazard_model, months_of
from hearth.survival_times import observed

from test_survival import FIRST, LAST, placements

#: Chance of such a move in a month of the groups compared with, and the true ratios of hazards.
BASE = 0.06
KIN, TEENAGER, FIRST_MONTH = 0.5, 1.8, 2.5


def simulated(seed: int, n: int = 30_000) -> pd.DataFrame:
    """Placements that break down by month with known hazard ratios, and otherwise end by a planned move."""
    random = np.random.default_rng(seed)
    kin, teenager = random.random(n) < 0.3, random.random(n) < 0.4
    hazard = -np.log1p(-BASE) * KIN**kin * TEENAGER**teenager
    # Exponential waits in a hazard that is FIRST_MONTH times as high for the first month.
    work = random.exponential(1, n) / hazard
    asked = np.where(work < FIRST_MONTH, work / FIRST_MONTH, 1 + work - FIRST_MONTH) * MONTH
    planned = random.exponential(300, n)
    days = np.maximum(np.ceil(np.minimum(asked, planned)).astype(int), 1)
    table = placements(
        random.integers(-500, 725, n), days, np.where(asked < planned, "asked_or_forced", "other_move"),
        kind=np.where(kin, "foster_kin", "foster"), age_band=np.where(teenager, "10_to_15", "5_to_9"),
        sex=np.where(random.random(n) < 0.5, "female", "male"),
    )
    return table


def fitted(table: pd.DataFrame, link: str = "cloglog") -> pd.DataFrame:
    found = asked_or_forced_hazard_model(table, first_day=FIRST, last_day=LAST, link=link)
    return found.set_index(["covariate", "level"])


def test_months_at_risk_by_hand() -> None:
    #   lasts 40 days: months 1 and 2, breaks down in month 2
    #   35 days old on the eve of the first day, in its second month: counts from month 3 on; ends in it, at 70 days
    #   begun 20 days before the last day: no whole month to see
    #   begun 50 days before the last day, breaks down in month 2: only month 1 is whole
    table = placements(np.array([0, -36, 709, 679]), np.array([40, 70, 10, 45]), np.array(["asked_or_forced"] * 4))
    months = months_of(observed(table, FIRST, LAST))
    assert months.months[:, :3].tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]
    assert months.asked_or_forced[:, :3].tolist() == [[0, 1, 0], [0, 1, 0], [0, 0, 0]]
    assert months.months.shape == (3, len(MONTHS))


def test_a_placement_begun_after_an_unknown_time_in_care_does_not_count() -> None:
    table = placements(np.array([0, 0, 0, 0]), np.array([40] * 4), np.array(["asked_or_forced"] * 4))
    table = table.assign(entered_known=[True, False, False, False], placement_number=[1, 1, 4, 4])
    table.loc[:2, "entered"] = pd.to_datetime(["2020-04-01", "2010-04-01", "2015-04-02"])
    table.loc[3, "entered"] = pd.Timestamp("2015-04-01")  # five years to the day, and the fourth placement or a later one
    model = asked_or_forced_hazard_model(table, first_day=FIRST, last_day=LAST)
    assert (model.attrs["placements"], model.attrs["left_out"]) == (2, 2)


def test_known_hazard_ratios_are_found_and_wrong_ones_refused() -> None:
    found = fitted(simulated(1))
    truth = {("kind", "foster_kin"): KIN, ("age_band", "10_to_15"): TEENAGER, ("sex", "female"): 1.0}
    if found.loc[("age_band", "10_to_15"), "note"] == "reference":
        truth = {**truth, ("age_band", "5_to_9"): 1 / TEENAGER}
        del truth[("age_band", "10_to_15")]
    for key, ratio in truth.items():
        row = found.loc[key] if found.loc[key, "note"] == "" else None
        if row is None:
            continue
        error = np.log(row.high / row.low) / (2 * 1.96)
        assert abs(np.log(row.ratio / ratio)) < 4.5 * error, key  # 7e-6 of false alarm each
        assert error < np.log(1.2) / 4.5  # power: a ratio 20 % off would be found
    first = found.loc[("month", "1"), "ratio"]
    later = found.loc[("month", "2 to 3"), "ratio"]
    assert first / later == pytest.approx(FIRST_MONTH, rel=0.1)


def test_the_logit_gives_odds_ratios_further_from_one() -> None:
    table = simulated(2, 10_000)
    hazard, odds = (fitted(table, link).loc[("kind", "foster_kin"), "ratio"] for link in ("cloglog", "logit"))
    assert odds < hazard < 1


def test_intervals_do_not_shrink_when_each_child_is_counted_twice() -> None:
    once = simulated(3, 6000)
    twice = pd.concat([once, once], ignore_index=True)
    narrow, wide = fitted(once), fitted(twice)
    key = ("kind", "foster_kin")
    assert wide.loc[key, "ratio"] == pytest.approx(narrow.loc[key, "ratio"])
    width = [np.log(table.loc[key, "high"] / table.loc[key, "low"]) for table in (narrow, wide)]
    assert width[1] == pytest.approx(width[0], rel=1e-3)
    other_children = twice.assign(child=np.arange(len(twice)))
    assert np.log(fitted(other_children).loc[key, "high"] / fitted(other_children).loc[key, "low"]) < 0.75 * width[0]


def test_groups_without_such_a_move_and_groups_that_are_one_are_said_to_be_so() -> None:
    table = simulated(4, 6000)
    parents = np.arange(len(table)) % 5 == 0
    table.loc[parents, ["kind", "provider"]] = ["parents", "PR0"]
    adopted = np.arange(len(table)) % 7 == 1
    table.loc[adopted, "kind"] = "adoption"
    table.loc[adopted & (table.end == "asked_or_forced"), "end"] = "exit"
    found = fitted(table)
    assert found.loc[("kind", "adoption"), ["ratio", "note"]].tolist() == [0.0, "no such move"]
    assert found.loc[("provider", "PR0"), "note"] == "not told apart from the other groups"
    assert np.isfinite(found.loc[("kind", "parents"), ["ratio", "low", "high"]].astype(float)).all()
    assert found.loc[("need", "N1"), "note"] == "reference"


def test_too_few_moves_give_no_model_and_say_why() -> None:
    table = asked_or_forced_hazard_model(simulated(5, 60), first_day=FIRST, last_day=LAST)
    assert len(table) == 0 and "asked for or forced" in table.attrs["why"]


def test_what_was_counted_is_told() -> None:
    table = simulated(6, 5000)
    model = asked_or_forced_hazard_model(table, first_day=FIRST, last_day=LAST)
    about = model.attrs
    assert about["placements"] + about["left_out"] == len(table)
    for _, rows in model.groupby("covariate"):
        assert rows.months.sum() == about["months"] and rows.asked_or_forced.sum() == about["asked_or_forced"]
