"""The model's counterparts of published figures: from measures and from episodes, by hand and against each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import hearth
from conftest import REPOSITORY
from hearth.targets import AGES, ModelFigures, TargetsError, is_from_episodes, read_fit, select

NATION = "Tinyshire"
TIMES = ("under_12_months", "12_months_or_more")


@pytest.fixture(scope="module")
def figures(run_file: Path) -> ModelFigures:
    return ModelFigures(hearth.open(run_file))


def test_totals_are_those_of_the_summary(figures: ModelFigures) -> None:
    rows = figures.results.summary()
    compared = 0
    for row in rows[rows.year == 2021].itertuples():
        if row.breakdown.startswith(("legal_status", "reason")):
            continue  # published under other labels
        assert np.median(figures(row.measure, 2021, row.breakdown, NATION)) == pytest.approx(row.median, rel=1e-12)
        compared += 1
    assert compared > 15


def test_published_labels_add_up_the_model_s(figures: ModelFigures) -> None:
    by_status = figures.results.panel.looked_after_by_legal_status.isel(scenario=0).sel(year=2021, area="T92000001")
    full = by_status.sel(legal_status=["C1", "C2"]).sum("legal_status").values
    assert (figures("looked_after", 2021, "legal_status=care_order", NATION) == full).all() and full.min() > 0
    part = figures("looked_after", 2021, "legal_status=care_order_full", NATION)
    assert (part < full).all()


def test_episodes_and_measures_count_the_same_children(figures: ModelFigures) -> None:
    for year in (2020, 2021):
        [stock] = figures.stocks(year)
        assert len(stock) == figures("looked_after", year, area=NATION)[0]
        for age in AGES:
            assert len(select(stock, "age", age)) == figures("looked_after", year, f"age={age}", NATION)[0], age
        splits = {"sex": ("male", "female"), "uasc": ("yes", "no"), "time_in_care": TIMES}
        for split, labels in splits.items():
            parts = [figures("looked_after", year, f"{split}={label}", NATION)[0] for label in labels]
            assert sum(parts) == len(stock) and min(parts) > 0, split


def test_moves_are_summed_over_the_year(figures: ModelFigures) -> None:
    monthly = figures.results.panel.placement_moves.isel(scenario=0, replicate=0).sel(area="T92000001").values
    assert figures("placement_moves", 2021, area=NATION)[0] == monthly[12:24].sum()


def test_placements_by_time_in_care_average_to_the_total(figures: ModelFigures) -> None:
    pytest.importorskip("scipy")
    for measure in ("placements_one_percent", "placements_two_percent", "three_or_more_placements_percent"):
        parts = {time: figures(measure, 2021, f"time_in_care={time}", NATION)[0] for time in TIMES}
        weights = {time: figures("looked_after", 2021, f"time_in_care={time}", NATION)[0] for time in TIMES}
        mean = sum(parts[time] * weights[time] for time in TIMES) / sum(weights.values())
        assert mean == pytest.approx(figures(measure, 2021, area=NATION)[0], abs=1)  # in care for a year to the day


def test_moves_by_reason_add_up(figures: ModelFigures) -> None:
    pytest.importorskip("scipy")
    reasons = ("care_plan", "carer_behaviour", "carer_other", "child", "authority", "standards", "allegation",
               "approval_removed", "closure", "custody", "other")
    moves = sum(figures("placement_changes", 2021, f"reason={reason}", NATION)[0] for reason in reasons)
    assert moves == figures("placement_moves", 2021, area=NATION)[0] > 0


@pytest.mark.parametrize("breakdown", ["reason=any_other", "reason=invented", "colour=red"])
def test_figures_without_a_counterpart_are_refused(breakdown: str) -> None:
    with pytest.raises(TargetsError, match="has no counterpart in the model"):
        is_from_episodes("ceases", breakdown)


def test_most_published_figures_of_england_have_a_counterpart() -> None:
    rows = read_fit(REPOSITORY / "configs" / "targets" / "fit.csv").rows
    kinds = {(measure, breakdown) for measure, breakdown, area, _ in rows if area == "England"}
    with_counterpart = 0
    for kind in kinds:
        try:
            is_from_episodes(*kind)
            with_counterpart += 1
        except TargetsError:
            pass
    assert with_counterpart > len(kinds) / 3, (with_counterpart, len(kinds))


def test_an_unknown_area_is_refused(figures: ModelFigures) -> None:
    with pytest.raises(TargetsError, match="has no area 'Atlantis'"):
        figures("looked_after", 2021, area="Atlantis")
