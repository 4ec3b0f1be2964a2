"""What more money buys, and when it buys most: found exactly where it was put in, and not claimed where it was not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from comparisons import adds, campaign, changed, compared, run
from hearth.campaign import read
from hearth.campaign.curve import curves, points_by_policy
from hearth.campaign.curve_screen import unshown_text
from hearth.campaign.policies import policies_of
from hearth.campaign.rows import frame_of
from hearth.campaign.starts import starts

REPLICATES, MONTHS = 5, 72
SPENDING = "spending_policies"


@pytest.fixture(scope="module")
def baseline(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(program, tmp_path_factory.mktemp("curve") / "baseline.h5", REPLICATES)


def spends(pounds: float, households: float | np.ndarray, start: int = 24) -> dict:
    """So many pounds in the first month, so many households from then to the end; by replicate, or in all alike."""
    gained = np.broadcast_to(np.reshape(households, (-1, 1)), (REPLICATES, MONTHS - start))
    return {SPENDING: adds([pounds], start), "foster_households": adds(gained, start)}


def figures(baseline: Path, scenarios: dict, file: Path) -> pd.DataFrame:
    compared = read(changed(baseline, scenarios, file))
    nation = compared.area_row()
    return frame_of([*(row for curve in curves(compared, nation) for row in curve.rows), *starts(compared, nation)])


def one(frame: pd.DataFrame, **wanted: str) -> pd.Series:
    rows = frame[np.logical_and.reduce([frame[name] == value for name, value in wanted.items()])]
    assert len(rows) == 1, rows
    return rows.iloc[0]


def test_the_cost_of_the_next_household_is_that_of_each_step(baseline: Path, tmp_path: Path) -> None:
    frame = figures(baseline, {"b": spends(2000, 15), "a": spends(1000, 5), "c": spends(4000, 17)}, tmp_path / "c.h5")
    points = frame[(frame.table == "curve") & (frame.measure == "policy_per_households_at_end")]
    assert dict(zip(points.scenario, points.value)) == pytest.approx({"a": 1000 / 5, "b": 2000 / 15, "c": 4000 / 17})
    assert list(points.scenario) == ["a", "b", "c"]  # by spending
    steps = frame[(frame.table == "marginal") & (frame.measure == "policy_per_households_at_end")]
    assert list(steps.scenario) == ["GBP 0 to 1,000", "GBP 1,000 to 2,000", "GBP 2,000 to 4,000"]
    assert list(steps.value) == pytest.approx([200, 100, 1000])
    best = one(frame, measure="lowest_policy_per_households_at_end")
    assert best.value == pytest.approx(100) and best.note == "cheapest is GBP 1,000 to 2,000, and clearly so"


def test_no_step_is_called_cheapest_where_noise_hides_it(baseline: Path, tmp_path: Path) -> None:
    noise = np.array([[6, -3, 2, -4, -1], [-5, 4, 3, -3, 1]])
    frame = figures(baseline, {"a": spends(1000, 9 + noise[0]), "b": spends(2000, 19 + noise[1])}, tmp_path / "c.h5")
    best = one(frame, measure="lowest_policy_per_household_years")
    assert best.note.startswith("no spending is clearly cheapest: GBP 1,000 to 2,000 and GBP 0 to 1,000")


def test_a_step_that_gains_nothing_has_no_cost(baseline: Path, tmp_path: Path) -> None:
    frame = figures(baseline, {"a": spends(1000, 5), "b": spends(2000, 5)}, tmp_path / "c.h5")
    row = one(frame, table="marginal", scenario="GBP 1,000 to 2,000", measure="policy_per_households_at_end")
    assert np.isnan(row.value) and row.note == "not determined: the gain is not above zero"


def test_starts_are_compared_over_as_many_months(baseline: Path, tmp_path: Path) -> None:
    scenarios = {"early": spends(1000, 5, start=12), "late": spends(1000, 6, start=48), "dear": spends(3000, 9)}
    frame = figures(baseline, scenarios, tmp_path / "s.h5")
    rows = frame[(frame.table == "starts") & (frame.measure == "household_years")]
    assert dict(zip(rows.scenario, rows.value)) == {"early": 10, "late": 12}  # 24 months each; early has 25 in all
    assert list(rows.period) == ["2020-04 to 2022-03", "2023-04 to 2025-03"]
    best = one(frame, measure="best_start")
    assert (best.value, best.note) == (12, "GBP 1,000, April 2023 brings most, and clearly so")


def test_two_scenarios_of_one_spend_and_start_are_both_compared(baseline: Path, tmp_path: Path) -> None:
    scenarios = {"early": spends(1000, 5, 12), "late": spends(1000, 9, 48), "later": spends(1000, 6, 48)}
    frame = figures(baseline, scenarios, tmp_path / "s.h5")
    assert list(frame[frame.measure == "household_years"].value) == [10, 18, 12]
    best = one(frame, measure="best_start")
    assert (best.value, best.scenario) == (18, "late") and "brings most, and clearly so" in best.note


def test_no_timing_is_called_better_where_noise_hides_it(baseline: Path, tmp_path: Path) -> None:
    noise = np.array([3, -2, 1, 0, -2])
    frame = figures(baseline, {"early": spends(1000, 5, 12), "late": spends(1000, 6 + noise, 48)}, tmp_path / "s.h5")
    assert one(frame, measure="best_start").note == (
        "no timing is better than another: GBP 1,000, April 2023 and GBP 1,000, April 2020 are not told apart")


def test_the_same_spending_twice_makes_no_step(baseline: Path, tmp_path: Path) -> None:
    frame = figures(baseline, {"a": spends(1000, 5), "b": spends(1005, 6)}, tmp_path / "c.h5")
    assert frame.empty


def test_scenarios_of_two_policies_make_no_curve(program: str, tmp_path: Path) -> None:
    """A loud campaign, the same at twice the money, and one for teenagers: two of them are of one policy."""
    files = [campaign(tmp_path, name, spending, "2020-04", "2020-09") for name, spending in
             (("loud", 10000), ("louder", 20000), ("teenagers", 40000))]
    files[2].write_text(files[2].read_text() + "      asks_for: teenagers\n")
    file = compared(program, files, tmp_path / "mixed.h5", 2, 24)
    comparison = read(file)
    groups = points_by_policy(comparison, comparison.area_row()).values()
    assert [[point.scenario for point in points] for points in groups] == [["loud", "louder"], ["teenagers"]]
    found = curves(comparison, comparison.area_row())
    assert [(curve.policy, curve.start) for curve in found] == [("loud", "April 2020")]
    assert {row.scenario for row in found[0].rows if row.table == "curve"} == {"loud", "louder"}


def test_policies_whose_names_begin_alike_keep_their_curves(program: str, tmp_path: Path) -> None:
    names = {"campaign_2024_1": 10000, "campaign_2024_2": 20000, "campaign_2025_1": 10000, "campaign_2025_2": 20000}
    files = [campaign(tmp_path, name, spending, "2020-04", "2020-09") for name, spending in names.items()]
    for file in files[2:]:
        file.write_text(file.read_text() + "      asks_for: teenagers\n")
    comparison = read(compared(program, files, tmp_path / "alike.h5", 2, 24))
    found = curves(comparison, comparison.area_row())
    points = [{row.scenario for row in curve.rows if row.table == "curve"} for curve in found]
    assert points == [{"campaign_2024_1", "campaign_2024_2"}, {"campaign_2025_1", "campaign_2025_2"}]
    assert [curve.policy for curve in found] == [
        "campaign_2024_1 and campaign_2024_2", "campaign_2025_1 and campaign_2025_2"]


def test_what_tells_policies_apart_is_the_process_even_if_only_its_size_differs() -> None:
    baseline = "processes: [{hub: {spending: {value: 100}, start: 2020-04}}, {support: {strength: {value: 1}}}]"
    more, most = (baseline.replace("value: 100", f"value: {value}") for value in (200, 400))
    weaker = baseline.replace("value: 1}", "value: 0.5}")
    found = policies_of({"baseline": baseline, "more": more, "most": most, "weaker": weaker})
    assert found["more"].which == found["most"].which != found["weaker"].which
    assert found["more"].which and found["weaker"].which


def test_why_a_scenario_is_in_no_comparison_is_said(baseline: Path, tmp_path: Path) -> None:
    scenarios = {"a": spends(1000, 5), "b": spends(1005, 6), "c": spends(3000, 9, start=12), "d": spends(0, 1),
                 "a+c": spends(4000, 9)}
    comparison = read(changed(baseline, scenarios, tmp_path / "why.h5"))
    said = unshown_text(comparison, comparison.area_row(), comparison.scenarios).split("\n\n")
    assert {" ".join(line.split()) for line in said} == {
        "Not shown, as b spends as much from the same month: a.",
        "Not shown, as a spends as much from the same month: b.",
        "Not shown, as every other scenario of the same policy spends another sum from another month: c.",
        "Not shown, as nothing is spent beyond the baseline: d.",
        "Not shown, as made of others: a+c.",
    }
    alone = unshown_text(comparison, comparison.area_row(), ["c"], ["c", "a+c"])
    assert alone.strip() == "Not shown, as no other scenario of the same policy is asked for: c."
