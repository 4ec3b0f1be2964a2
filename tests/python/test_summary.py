"""Summary figures by hand arithmetic, on measures and figures as the program writes them."""

from __future__ import annotations

import shutil
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

import hearth
from hearth import summary

MARCH, FEBRUARY = 11, 10


@pytest.fixture
def panel(run_file: Path) -> xr.Dataset:
    """Three replicates of one year and the nation, of a file that the program has made; everything is 0."""
    made = hearth.open(run_file).panel
    nation = np.flatnonzero(made.area_kind.values == "nation")
    one = made.isel(scenario=[0], replicate=[0], month=slice(0, 12), year=[0], area=nation)
    return xr.zeros_like(one.isel(replicate=[0, 0, 0]).assign_coords(replicate=range(3))).copy(deep=True)


@pytest.fixture
def figures(run_file: Path) -> tuple[summary.Figure, ...]:
    return hearth.open(run_file).figures


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


def test_figures_by_hand(panel: xr.Dataset, figures: tuple[summary.Figure, ...]) -> None:
    panel.looked_after[0, :, MARCH, 0] = [80, 100, 90]
    panel.looked_after[0, :, FEBRUARY, 0] = 7777  # is not asked
    panel.children[0, :, MARCH, 0] = 12_000
    panel.starts_by_age[0, :, 0, 0, 1] = 5
    records = summary.summarise(panel, figures)
    assert list(records.columns) == list(summary.COLUMNS)
    stock = figure(records, "looked_after")
    assert (stock["median"], stock["area"], stock["year"]) == (90, str(panel.area_name.values[0]), 2020)
    assert stock["p05"] == pytest.approx(81) and stock["p95"] == pytest.approx(99)
    assert figure(records, "looked_after_rate")["median"] == 75
    assert figure(records, "starts", "age=1_to_4")["median"] == 5


def test_a_ratio_with_nothing_below_it_gives_no_record(
    panel: xr.Dataset, figures: tuple[summary.Figure, ...]
) -> None:
    panel.looked_after[0, 1, MARCH, 0] = 10
    panel.in_foster_care[0, 1, MARCH, 0] = 5
    records = summary.summarise(panel, figures)
    assert figure(records, "in_foster_care_percent")["median"] == 50  # of the one replicate that has a value
    assert "looked_after_rate" not in set(records.measure)


def test_a_run_without_a_whole_year_has_no_records(
    panel: xr.Dataset, figures: tuple[summary.Figure, ...]
) -> None:
    records = summary.summarise(panel.drop_dims("year"), figures)
    assert len(records) == 0 and list(records.columns) == list(summary.COLUMNS)


def test_a_file_that_does_not_say_how_figures_are_made_is_told_in_one_sentence(run_file: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.h5"
    shutil.copy(run_file, older)
    with h5py.File(older, "a") as file:
        for name in [name for name in file["provenance"] if name.startswith("figure")]:
            del file["provenance"][name]
    results = hearth.open(older)
    assert results.figures == () and "looked_after" in results.panel
    with pytest.raises(hearth.ResultsError, match="does not say how its figures are made.*'hearth summary'"):
        results.summary()
