"""Summary figures by hand arithmetic."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from hearth import summary

MONTHLY = ("looked_after", "children", "in_foster_care", "in_childrens_homes", "outside_authority", "over_20_miles",
           "foster_households", "foster_places", "foster_places_filled", "homes", "home_places", "home_places_filled")
YEARLY = ("starts", "ceases", "three_or_more_placements", "long_term", "same_carer_two_years", "placement_days",
          "placements_ended", "spending_looked_after")
BY_LABEL = {"looked_after_by_age": "age_band", "looked_after_by_placement": "placement",
            "looked_after_by_legal_status": "legal_status", "starts_by_age": "age_band",
            "ceases_by_age": "age_on_ceasing", "ceases_by_reason": "reason"}


def small_panel() -> xr.Dataset:
    """Three replicates of one year and one nation; everything not set is 0."""
    months = pd.date_range("2019-04-30", periods=12, freq="M")
    monthly = {name: (("scenario", "replicate", "month", "area"), np.zeros((1, 3, 12, 1), int)) for name in MONTHLY}
    yearly = {name: (("scenario", "replicate", "year", "area"), np.zeros((1, 3, 1, 1), int)) for name in YEARLY}
    split = {
        name: (("scenario", "replicate", "year", "area", dim), np.zeros((1, 3, 1, 1, 2), int))
        for name, dim in BY_LABEL.items()
    }
    return xr.Dataset(
        monthly | yearly | split,
        {
            "scenario": ["baseline"],
            "replicate": range(3),
            "month": months,
            "year": [2020],
            "area": ["E92000001"],
            "area_name": ("area", ["England"]),
            "area_kind": ("area", ["nation"]),
            "age_band": ["under_1", "1_to_4"],
            "age_on_ceasing": ["under_1", "18_and_over"],
            "placement": ["foster", "other"],
            "legal_status": ["V2", "C2"],
            "reason": ["adopted", "other"],
        },
    )


def figure(records: pd.DataFrame, measure: str, breakdown: str = "") -> pd.Series:
    rows = records[(records.measure == measure) & (records.breakdown == breakdown)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_quantiles_are_linear_between_order_statistics() -> None:
    values = np.array([8.0, 1.0, 4.0, 2.0])
    assert summary.quantile(values, 0.5) == 3  # h = 1.5: halfway from 2 to 4
    assert summary.quantile(values, 0.05) == pytest.approx(1.15)
    assert summary.quantile(values, 1.0) == 8
    many = np.random.default_rng(1).normal(size=101)
    assert summary.quantile(many, 0.37) == pytest.approx(np.quantile(many, 0.37))


def test_figures_by_hand() -> None:
    panel = small_panel()
    panel.looked_after[0, :, 11, 0] = [80, 100, 90]
    panel.looked_after[0, :, 10, 0] = 7777  # February is not asked
    panel.children[0, :, 11, 0] = 12_000
    panel.starts_by_age[0, :, 0, 0, 1] = 5
    records = summary.summarise(panel)
    assert list(records.columns) == list(summary.COLUMNS)
    stock = figure(records, "looked_after")
    assert (stock["median"], stock["area"], stock["year"]) == (90, "England", 2020)
    assert stock["p05"] == pytest.approx(81) and stock["p95"] == pytest.approx(99)
    assert figure(records, "looked_after_rate")["median"] == 75
    assert figure(records, "starts", "age=1_to_4")["median"] == 5


def test_a_ratio_with_nothing_below_it_gives_no_record() -> None:
    panel = small_panel()
    panel.looked_after[0, 1, 11, 0] = 10
    panel.in_foster_care[0, 1, 11, 0] = 5
    records = summary.summarise(panel)
    assert figure(records, "in_foster_care_percent")["median"] == 50  # of the one replicate that has a value
    assert "looked_after_rate" not in set(records.measure)


def test_a_run_without_a_whole_year_has_no_records() -> None:
    records = summary.summarise(small_panel().drop_dims("year"))
    assert len(records) == 0 and list(records.columns) == list(summary.COLUMNS)
