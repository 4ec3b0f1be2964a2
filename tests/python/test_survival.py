"""Survival of placements: by hand, against closed forms, and against each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from statsmodels.duration.survfunc import CumIncidenceRight

from hearth import survival
from hearth.asked_or_forced_hazard import _counts, months_of
from hearth.stability import survival_screen
from hearth.survival_times import ENDS, observed

FIRST, LAST = pd.Timestamp("2020-04-01"), pd.Timestamp("2022-03-31")
FACTS = {"scenario": "baseline", "replicate": 0, "la": "Ashby", "sex": "female", "need": "N1", "uasc": False,
         "kind": "foster", "provider": "PR1", "age_band": "5_to_9", "placement_number": 1, "began_known": True}


def placements(began: np.ndarray, days: np.ndarray, end: np.ndarray, **facts: object) -> pd.DataFrame:
    """Placements as a run would show them: `began` counts from FIRST [days]; those that ended before are not seen."""
    start = FIRST + pd.to_timedelta(began, unit="D")
    ended = start + pd.to_timedelta(days, unit="D")
    is_open = np.asarray(ended > LAST)
    table = pd.DataFrame(FACTS | {"child": np.arange(len(began))} | facts, index=range(len(began)))
    table = table.assign(began=start, entered=start, ended=ended, end=np.where(is_open, "open", end))
    table.loc[is_open, "ended"] = pd.NaT
    return table[np.asarray(ended >= FIRST) & np.asarray(start <= LAST)].reset_index(drop=True)


def constant_hazard(seed: int, per_day: float, n: int = 400) -> pd.DataFrame:
    """Placements begun evenly over two years before FIRST and the two years to LAST, whole days long."""
    random = np.random.default_rng(seed)
    days = np.ceil(random.exponential(1 / per_day, n)).astype(int)
    return placements(random.integers(-730, 730, n), days, np.where(random.random(n) < 0.3, "asked_or_forced", "exit"))


# Which placements are seen when


def test_times_at_risk_by_hand() -> None:
    table = placements(np.array([-10, -10, 0, 729, 5]), np.array([10, 9, 1, 50, 20]), np.array(["exit"] * 5))
    seen = observed(table, FIRST, LAST)
    # Ended on the first day: at risk on that day only; the day before: never seen. Begun on the last: no day at risk.
    assert list(zip(seen.entry, seen.time, seen.end)) == [(9, 10, 3), (0, 1, 3), (0, 20, 3)]
    assert seen.left_out == 1


def test_a_placement_whose_first_day_is_not_known_does_not_count() -> None:
    table = placements(np.array([-10, 3]), np.array([40, 40]), np.array(["exit", "exit"]))
    table.loc[0, "began_known"] = False
    seen = observed(table, FIRST, LAST)
    assert list(seen.time) == [40] and seen.left_out == 1


def test_in_a_year_without_a_return_nothing_is_at_risk() -> None:
    first, last = FIRST, LAST + pd.DateOffset(years=1)  # 2021 to 2023, and 2022 is missing
    began = pd.to_datetime(["2021-03-02", "2021-03-02", "2021-12-31", "2022-03-22", "2021-01-10"])
    ended = pd.to_datetime([None, "2022-04-10", None, "2022-04-11", "2021-03-31"])
    table = pd.DataFrame(FACTS | {"child": range(5)}, index=range(5)).assign(
        began=began, entered=began, ended=ended, end=["open", "exit", "open", "exit", "exit"],
        seen_until=[pd.Timestamp("2021-03-31"), ended[1], last, ended[3], ended[4]],
    )
    seen = observed(table, first, last, {"Ashby": (2022,)})
    # The first was last seen in March 2021; the second was there before and after; two began in between, the last before.
    assert list(zip(seen.placements.child, seen.entry, seen.time, seen.end)) == [
        (0, 0, 29, 0), (1, 0, 29, 0), (1, 394, 404, 3), (2, 90, 455, 0), (3, 9, 20, 3), (4, 0, 80, 3),
    ]
    assert seen.left_out == 0
    assert list(seen.follow_up) == [29, 29, 759, 455, 374, 80]  # an end does not cut short what was in view
    elsewhere = observed(table, first, last, {"Carrow": (2022,)})
    assert list(elsewhere.entry) == [0] * 5


def test_a_placement_with_several_stretches_is_one() -> None:
    """Twelve placements, seen before a missing year and after it: no curve of twenty, and each counts once."""
    began = pd.to_datetime(["2020-05-01"] * 12)
    table = pd.DataFrame(FACTS | {"child": range(12)}, index=range(12)).assign(
        began=began, entered=began, ended=pd.to_datetime(["2022-06-01"] * 12), end="asked_or_forced")
    days = {"first_day": FIRST, "last_day": LAST + pd.DateOffset(years=1), "unseen": {"Ashby": (2022,)}}
    assert len(observed(table, days["first_day"], days["last_day"], days["unseen"]).time) == 24
    assert survival.kaplan_meier(table, **days).empty
    twice = pd.concat([table, table.assign(child=range(12, 24))], ignore_index=True)
    assert list(survival.tables(twice, *days.values())["placement_medians"].placements.unique()) == [24]
    counts = _counts(months_of(observed(twice, *days.values())))
    kinds = counts[counts.covariate == "kind"]
    assert list(kinds.placements) == [24]


def test_one_replicate_speaks_for_chance_within_a_country() -> None:
    one = constant_hazard(1, 1 / 150)
    both = pd.concat([one, constant_hazard(2, 1 / 150).assign(replicate=1)])
    expected = survival.kaplan_meier(one, first_day=FIRST, last_day=LAST)
    pd.testing.assert_frame_equal(survival.kaplan_meier(both, first_day=FIRST, last_day=LAST), expected)


# Kaplan-Meier


def test_kaplan_meier_by_hand_with_late_entry() -> None:
    #   entry time end     at risk on day 2: A C; day 3: A B C (B entered after 2); day 5: A B
    time, end, entry = np.array([5, 5, 3, 2]), np.array([1, 0, 2, 3]), np.array([0, 2, 0, 0])
    curve = survival.survival_curve(time, end, entry)
    assert list(curve.days) == [2, 3, 5]
    assert list(curve.at_risk) == [3, 3, 2] and list(curve.ended) == [1, 1, 1]
    assert list(curve.survival) == pytest.approx([2 / 3, 4 / 9, 2 / 9])
    error = 4 / 9 * np.sqrt(1 / (3 * 2) + 1 / (3 * 2))  # Greenwood
    width = survival.Z * error / (4 / 9 * np.log(9 / 4))
    assert (curve.low[1], curve.high[1]) == pytest.approx(((4 / 9) ** np.exp(width), (4 / 9) ** np.exp(-width)))


def test_the_interval_stays_within_0_and_1_and_ends_where_the_curve_does() -> None:
    curve = survival.survival_curve(np.array([1, 2, 3]), np.array([1, 1, 1]), np.zeros(3, int))
    assert list(curve.survival) == pytest.approx([2 / 3, 1 / 3, 0])
    assert (curve.low >= 0).all() and (curve.high <= 1).all() and curve.low.iloc[-1] == 0
    assert curve.high.iloc[-1] == curve.high.iloc[-2]


SEEDS = 200
ALPHA = 1e-4  # chance that a correct program fails here, if the seeds are ever changed, at each of three days
DAYS = (60, 150, 300)


@pytest.fixture(scope="module")
def curves() -> dict[str, list[pd.DataFrame]]:
    """200 curves of a hazard of 1/150 a day: as they should be, and by a program that forgets left truncation."""
    found: dict[str, list[pd.DataFrame]] = {"right": [], "truncation forgotten": []}
    for seed in range(SEEDS):
        table = constant_hazard(seed, 1 / 150)
        found["right"].append(survival.kaplan_meier(table, first_day=FIRST, last_day=LAST))
        seen = observed(table, FIRST, LAST)
        found["truncation forgotten"].append(survival.survival_curve(seen.time, seen.end, 0 * seen.entry))
    return found


def p_value(curves: list[pd.DataFrame], day: int, truth: float) -> float:
    """Of covering `truth` that often, if each band does with 95 %."""
    within = 0
    for curve in curves:
        value = survival.at_day(curve, "survival", day, last=day)
        within += value["low"] <= truth <= value["high"]
    return binomtest(within, len(curves), 0.95).pvalue


@pytest.mark.parametrize("day", DAYS)
def test_the_band_of_a_constant_hazard_covers_the_closed_form_as_often_as_it_says(curves: dict, day: int) -> None:
    assert p_value(curves["right"], day, np.exp(-day / 150)) > ALPHA


@pytest.mark.parametrize("day", DAYS)
def test_that_check_catches_a_hazard_20_percent_off_and_forgotten_truncation(curves: dict, day: int) -> None:
    assert p_value(curves["right"], day, np.exp(-1.2 * day / 150)) < ALPHA
    assert p_value(curves["truncation forgotten"], day, np.exp(-day / 150)) < ALPHA


def test_the_median_and_its_limits_are_read_off_the_curve() -> None:
    limits = {"low": [0.4, 0.3, 0.0], "high": [0.9, 0.8, 0.6]}
    curve = pd.DataFrame({"days": [3, 5, 9], "survival": [0.7, 0.5, 0.1]} | limits)
    found = survival.median(curve)
    assert (found["median_days"], found["low"]) == (5, 3) and np.isnan(found["high"])


def test_curves_come_by_group_in_the_order_of_the_categories() -> None:
    table = constant_hazard(1, 1 / 100)
    table["kind"] = pd.Categorical(np.where(table.child % 2, "foster", "adoption"), ["foster", "adoption", "parents"])
    table["provider"] = np.where(table.child < 395, "PR4", "")  # a few without a provider
    curve = survival.kaplan_meier(table, ["kind", "provider"], first_day=FIRST, last_day=LAST)
    assert list(curve.groupby(["kind", "provider"], sort=False).ngroup().unique()) == [0, 1]
    assert list(curve.kind.unique()) == ["foster", "adoption"] and set(curve.provider) == {"PR4"}


# Competing ends


def test_cumulative_incidence_by_hand() -> None:
    #  day 1: move asked for of 5; day 2: exit of 4, one more censored; day 4: other move of 2; day 6: asked for of 1
    time, end = np.array([1, 2, 2, 4, 6]), np.array([1, 3, 0, 2, 1])
    curve = survival.incidence_curves(time, end, np.zeros(5, int)).set_index(["end", "days"]).incidence
    # S just before: 1, 4/5, 3/5, 3/10
    assert list(curve["asked_or_forced"]) == pytest.approx([1 / 5, 1 / 5, 1 / 5, 1 / 2])
    assert list(curve["exit"]) == pytest.approx([0, 1 / 5, 1 / 5, 1 / 5])
    assert list(curve["other_move"]) == pytest.approx([0, 0, 3 / 10, 3 / 10])


def test_cumulative_incidence_by_hand_with_late_entry() -> None:
    # The second is at risk from day 3 on: day 2: 1 of 2 (first, third), day 4: 1 of 2 (first, second).
    time, end, entry = np.array([5, 4, 2]), np.array([3, 1, 2]), np.array([0, 2, 0])
    curve = survival.incidence_curves(time, end, entry).set_index(["end", "days"]).incidence
    assert list(curve["other_move"]) == pytest.approx([1 / 2, 1 / 2, 1 / 2])
    assert list(curve["asked_or_forced"]) == pytest.approx([0, 1 / 4, 1 / 4])
    assert list(curve["exit"]) == pytest.approx([0, 0, 1 / 4])


def three_ends(seed: int, n: int = 3000) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    time = np.ceil(random.exponential(200, n)).astype(int)
    return np.minimum(time, 400), np.where(time > 400, 0, random.choice([1, 2, 3], n, p=[0.2, 0.3, 0.5]))


def test_the_variance_is_that_of_statsmodels_where_it_has_the_method() -> None:
    time, end = three_ends(1)
    theirs = CumIncidenceRight(time, end)
    ours = survival.incidence_curves(time, end, np.zeros(len(time), int))
    for position, name in enumerate(ENDS):
        own = ours[ours.end == name]
        rows = np.searchsorted(theirs.times, own.days)
        incidence, error = theirs.cinc[position][rows], theirs.cinc_se[position][rows]
        assert own.incidence.to_numpy() == pytest.approx(incidence)
        width = survival.Z * error / ((1 - incidence) * -np.log1p(-incidence))
        known = incidence > 0
        assert (1 - own.high.to_numpy())[known] == pytest.approx(((1 - incidence) ** np.exp(width))[known])


def test_with_one_kind_of_end_it_is_one_minus_kaplan_meier_interval_and_all() -> None:
    seen = observed(constant_hazard(3, 1 / 150), FIRST, LAST)
    end = np.where(seen.end > 0, 1, 0)
    curve = survival.survival_curve(seen.time, end, seen.entry)
    incidence = survival.incidence_curves(seen.time, end, seen.entry).query("end == 'asked_or_forced'")
    assert incidence.incidence.to_numpy() == pytest.approx(1 - curve.survival.to_numpy())
    assert incidence.low.to_numpy() == pytest.approx(1 - curve.high.to_numpy())
    assert incidence.high.to_numpy() == pytest.approx(1 - curve.low.to_numpy())


def test_the_ends_add_up_to_those_no_longer_there() -> None:
    table = constant_hazard(5, 1 / 90, 2000)
    curve = survival.kaplan_meier(table, first_day=FIRST, last_day=LAST)
    ends = survival.cumulative_incidence(table, first_day=FIRST, last_day=LAST)
    assert ends.groupby("days").incidence.sum().to_numpy() == pytest.approx(1 - curve.survival.to_numpy())


# The tables


def test_tables_of_placements_enough_and_too_few() -> None:
    found = survival.tables(constant_hazard(7, 1 / 150, 3000), FIRST, LAST)
    assert list(found) == ["placement_medians", "placement_survival", "cumulative_incidence", "asked_or_forced_hazard"]
    medians = found["placement_medians"].set_index(["by", "group"])
    middle = medians.loc[("all", "all")]
    assert middle.low <= 104 <= middle.high  # 150 ln 2 = 103.97, in whole days
    shares = found["placement_survival"].set_index(["by", "group", "after"])
    assert np.isnan(shares.loc[("kind", "foster", "5 years"), "survival"])  # nobody was followed so long
    assert shares.loc[("kind", "foster", "1 year"), "survival"] == pytest.approx(np.exp(-365 / 150), abs=0.02)
    two_scenarios = pd.concat([constant_hazard(7, 1 / 150, 3000), constant_hazard(8, 1 / 20).assign(scenario="other")])
    again = survival.tables(two_scenarios, FIRST, LAST)
    pd.testing.assert_frame_equal(again["placement_medians"], found["placement_medians"])
    few = survival.tables(constant_hazard(7, 1 / 150, 19), FIRST, LAST)
    assert all(len(table) == 0 for table in few.values())


def test_the_section_on_the_screen_holds_every_group_and_fits() -> None:
    table = constant_hazard(7, 1 / 150, 3000)
    table["kind"] = pd.Categorical(np.where(table.child % 3, "foster", "childrens_home"))
    text = survival_screen.text_of(survival.tables(table, FIRST, LAST))
    assert "children's home" in text and "median" in text and "reference" in text
    assert max(map(len, text.splitlines())) <= 115
    assert survival_screen.text_of(survival.tables(table[:19], FIRST, LAST)) == ""
    no_model = survival_screen.text_of(survival.tables(table[:100], FIRST, LAST))
    assert "No model: fewer than 50 moves asked for or forced." in no_model
