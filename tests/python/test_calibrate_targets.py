"""The model's counterparts of published figures: from measures and from episodes, by hand and against each other."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

import hearth
from conftest import REPOSITORY
from hearth.published_figures import TargetsError, read_fit
from hearth.ssda903_codes import REASONS_FOR_MOVES
from hearth.targets import AGES, ModelFigures, is_from_episodes, select

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
        if row.measure == "mean_placement_days":
            continue  # published by another definition
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


def test_a_child_s_week_costs_the_year_s_spending_over_its_nights(figures: ModelFigures) -> None:
    panel = figures.results.panel.isel(scenario=0, replicate=0).sel(area="T92000001")
    year = {name: panel[name].values[12:24].sum() for name in panel.data_vars if "month" in panel[name].dims}
    for service, nights in (("fostering", "foster_nights"), ("residential", "residential_nights")):
        [week] = figures("spending_per_child_week", 2021, f"service={service}", NATION)
        assert week == pytest.approx(7 * year[f"spending_{service}"] / year[nights])
        assert not is_from_episodes("spending_per_child_week", f"service={service}")
    assert 330 < figures("spending_per_child_week", 2021, "service=fostering", NATION)[0] < 860
    with pytest.raises(TargetsError, match="has no counterpart in the model"):
        figures("spending_per_child_week", 2021, "service=adoption", NATION)


def test_spending_is_in_millions_and_all_services(figures: ModelFigures) -> None:
    panel = figures.results.panel.isel(scenario=0, replicate=0).sel(area="T92000001")
    services = ("fostering", "residential", "other_placements", "other_services")
    pounds = sum(panel[f"spending_{service}"].values[12:24].sum() for service in services)
    authorities = 3  # each rounds to GBP thousand a year, and to GBP a month and service
    [millions] = figures("spending_looked_after", 2021, area=NATION)
    assert millions == pytest.approx(pounds / 1e6, abs=authorities * (0.0005 + 4 * 12 * 0.5e-6))
    assert millions > 1


def test_placements_by_time_in_care_average_to_the_total(figures: ModelFigures) -> None:
    pytest.importorskip("scipy")
    for measure in ("placements_one_percent", "placements_two_percent", "three_or_more_placements_percent"):
        parts = {time: figures(measure, 2021, f"time_in_care={time}", NATION)[0] for time in TIMES}
        weights = {time: figures("looked_after", 2021, f"time_in_care={time}", NATION)[0] for time in TIMES}
        mean = sum(parts[time] * weights[time] for time in TIMES) / sum(weights.values())
        assert mean == pytest.approx(figures(measure, 2021, area=NATION)[0], abs=1)  # in care for a year to the day


def test_homes_are_those_open_in_march_and_places_the_registered_ones(figures: ModelFigures) -> None:
    panel = figures.results.panel.isel(scenario=0).sel(area="T92000001")
    march = panel.sel(month=np.datetime64("2021-03-31"))
    assert (figures("homes", 2021, "", NATION) == march.homes.values).all()
    assert (figures("home_places", 2021, "", NATION) == march.home_places_registered.values).all()
    assert (march.home_places_registered.values > 0).all()


def test_moves_by_reason_add_up(figures: ModelFigures) -> None:
    pytest.importorskip("scipy")
    reasons = ("care_plan", "carer_behaviour", "carer_other", "child", "authority", "standards", "allegation",
               "approval_removed", "closure", "custody", "other")
    moves = sum(figures("placement_changes", 2021, f"reason={reason}", NATION)[0] for reason in reasons)
    assert moves == figures("placement_moves", 2021, area=NATION)[0] > 0


def test_lengths_are_those_of_the_published_placements(figures: ModelFigures) -> None:
    """Which end by a change of status, too: the program's own placements do not, and their mean is longer."""
    pytest.importorskip("scipy")
    from hearth.stability import care_of, tabulate

    counted = tabulate(care_of(figures.results), "placements_ceased", [2020, 2021], ["total", "placement_group"])
    counted = counted.set_index(["year", "breakdown", "group", "measure"]).value
    summary = figures.results.summary()
    for year in (2020, 2021):
        for breakdown, key in {"": ("total", "all"), "placement_group=foster": ("placement_group", "foster")}.items():
            for measure, ours in {"mean_placement_days": "mean_days",
                                  "placements_ended_from_1_to_2_years_percent": "from_1_to_2_years_percent"}.items():
                assert figures(measure, year, breakdown, NATION)[0] == counted[(year, *key, ours)]
        [physical] = summary[(summary.measure == "mean_placement_days") & (summary.year == year)]["median"]
        assert figures("mean_placement_days", year, area=NATION)[0] < physical


def test_lengths_need_episodes_and_reasons_do_not() -> None:
    for breakdown in ("", "placement_group=foster"):
        assert is_from_episodes("mean_placement_days", breakdown)
    assert not is_from_episodes("moves_percent", "reason=child")


def test_lengths_of_placements_that_ended_add_up(figures: ModelFigures) -> None:
    pytest.importorskip("scipy")
    from hearth.stability.flows import DURATIONS

    for breakdown in ("", "placement_group=foster"):
        shares = [figures(f"placements_ended_{band}_percent", 2021, breakdown, NATION)[0] for band in DURATIONS]
        assert sum(shares) == pytest.approx(100) and max(shares) < 100
    assert is_from_episodes("placements_ended_5_years_or_more_percent", "placement_group=foster")


def with_moves_by_reason(figures: ModelFigures, moves: dict[str, int]) -> ModelFigures:
    """The same run as of a program that counts moves by reason: in 2021, so many everywhere for each code."""
    panel = figures.results.panel
    counts = xr.zeros_like(panel.starts).expand_dims({"reason_place_change": list(moves)}, axis=-1).copy()
    for code, count in moves.items():
        counts.loc[{"year": 2021, "reason_place_change": code}] = count
    panel = panel.drop_vars(["moves_by_reason", "reason_place_change"], errors="ignore").assign(moves_by_reason=counts)
    return ModelFigures(
        SimpleNamespace(panel=panel, path="counted.h5", event_tables=(), figures=figures.results.figures)
    )


def test_moves_by_reason_are_shares_of_the_moves_of_the_year(figures: ModelFigures) -> None:
    moves = int(figures("placement_moves", 2021, area=NATION)[0])
    counted = with_moves_by_reason(figures, {"CARPL": moves - 7, "CREQO": 7})
    assert counted("moves_percent", 2021, "reason=carer_other", NATION)[0] == pytest.approx(700 / moves)
    assert counted("moves_percent", 2021, "reason=care_plan", NATION)[0] == pytest.approx(100 - 700 / moves)
    with pytest.raises(TargetsError, match="has no counterpart in the model"):
        counted("moves_percent", 2021, "reason=custody", NATION)


def test_moves_by_reason_are_counted_from_episodes_where_the_file_lacks_them(figures: ModelFigures) -> None:
    pytest.importorskip("scipy")
    results = figures.results
    panel = results.panel.drop_vars("moves_by_reason", errors="ignore")
    older = ModelFigures(SimpleNamespace(
        panel=panel, path=results.path, event_tables=("episodes",), episodes=results.episodes,
        provenance=results.provenance, figures=results.figures,
    ))
    shares = {reason: older("moves_percent", 2021, f"reason={reason}", NATION)[0] for reason in REASONS_FOR_MOVES.values()}
    assert sum(shares.values()) == pytest.approx(100)
    for reason, share in shares.items():
        changes = older("placement_changes", 2021, f"reason={reason}", NATION)[0]
        assert share == pytest.approx(100 * changes / older("placement_moves", 2021, area=NATION)[0]), reason
        if "moves_by_reason" in results.panel:
            assert share == pytest.approx(figures("moves_percent", 2021, f"reason={reason}", NATION)[0]), reason
    without_episodes = ModelFigures(SimpleNamespace(
        panel=panel, path=results.path, event_tables=(), figures=results.figures
    ))
    with pytest.raises(TargetsError, match="has no measure moves_by_reason"):
        without_episodes("moves_percent", 2021, "reason=child", NATION)


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


def test_changes_have_their_own_reasons() -> None:
    assert is_from_episodes("placement_changes", "reason=status_only")
    for measure in ("placement_changes", "moves_percent"):
        with pytest.raises(TargetsError, match="has no counterpart in the model"):
            is_from_episodes(measure, "reason=returned_home")


def test_an_unknown_area_is_refused(figures: ModelFigures) -> None:
    with pytest.raises(TargetsError, match="has no area 'Atlantis'"):
        figures("looked_after", 2021, area="Atlantis")
