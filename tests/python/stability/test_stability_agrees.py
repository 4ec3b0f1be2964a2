"""The counts of the C++ program at each 31 March and those made here from its episodes: the same, to the child."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import xarray as xr

import hearth
from hearth import stability
from hearth.stability.flows import REASONS
from hearth.stability.spells import ASKED_OR_FORCED
from hearth.targets import ModelFigures, select

YEARS = range(2020, 2026)
#: Measure of the panel -> table and measure here.
SAME = {
    "looked_after": ("placements_in_year", "children"),
    "one_placement": ("placements_in_year", "one"),
    "two_placements": ("placements_in_year", "two"),
    "three_or_more_placements": ("placements_in_year", "three_or_more"),
    "long_term": ("same_carer", "children"),
    "same_carer_two_years": ("same_carer", "same_carer"),
    "placements_ended": ("placements_ended", "placements"),
    "placement_moves": ("moves", "moves"),
    "starts": ("periods", "children_started"),
    "ceases": ("periods", "children_ceased"),
    "care_starts": ("periods", "started"),
    "care_ends": ("periods", "ceased"),
}
SUMMED = ("placement_moves", "care_starts", "care_ends", "disruptions", "planned_moves")
#: Measures of the panel that are split -> its dimension, table, measure and breakdown here.
SPLIT = {
    "looked_after_by_age": ("age_band", "placements_in_year", "children", "age"),
    "looked_after_by_placement": ("placement", "placements_in_year", "children", "placement"),
    "starts_by_age": ("age_band", "periods", "children_started", "age"),
    "looked_after_by_time_in_care": ("time_in_care", "placements_in_year", "children", "time_in_care"),
    "one_placement_by_time_in_care": ("time_in_care", "placements_in_year", "one", "time_in_care"),
    "two_placements_by_time_in_care": ("time_in_care", "placements_in_year", "two", "time_in_care"),
    "three_or_more_placements_by_time_in_care": ("time_in_care", "placements_in_year", "three_or_more", "time_in_care"),
    "three_or_more_placements_by_age": ("age_band", "placements_in_year", "three_or_more", "age"),
    "ceases_by_age": ("age_on_ceasing", "periods", "children_ceased", "age"),
}
ONE_GROUP = {"16": "16_to_17", "17": "16_to_17"}


@pytest.fixture(scope="module")
def results(run_file: Path) -> hearth.Results:
    return hearth.open(run_file)


@pytest.fixture(scope="module")
def care(results: hearth.Results) -> stability.Care:
    return stability.care_of(results)


@pytest.fixture(scope="module")
def tables(care: stability.Care) -> dict[str, pd.DataFrame]:
    return stability.tables(care)


def in_year(panel: xr.Dataset, measure: str, year: int) -> xr.DataArray:
    array = panel[measure].isel(scenario=0, replicate=0)
    if measure in SUMMED:
        return array.sel(month=slice(f"{year - 1}-04-01", f"{year}-03-31")).sum("month")
    return array.sel(month=f"{year}-03-31").squeeze() if "month" in array.dims else array.sel(year=year)


def ours(table: pd.DataFrame, measure: str, breakdown: str, group: str, year: int) -> float:
    rows = table[(table.measure == measure) & (table.breakdown == breakdown) & (table.group == group)]
    found = rows[rows.year == year].value
    return float(found.iloc[0]) if len(found) else 0.0


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("measure", SAME)
def test_every_authority_has_the_same_count(measure: str, year: int, results, tables) -> None:
    table, name = SAME[measure]
    panel = results.panel
    counts = in_year(panel, measure, year)
    for row, kind in enumerate(panel.area_kind.values):
        breakdown = {"la": "la", "region": "region", "nation": "total"}[kind]
        group = "all" if kind == "nation" else str(panel.area_name.values[row])
        got = ours(tables[table], name, breakdown, group, year)
        expected = int(counts[row])
        assert got == expected, (group, got, expected)


def test_the_first_day_of_every_placement_and_period_is_known(care) -> None:
    assert care.spells.placements["began_known"].all() and care.spells.periods["entered_known"].all()
    assert not care.everything_left_out


@pytest.mark.parametrize("measure", SPLIT)
def test_every_group_has_the_same_count(measure: str, results, tables) -> None:
    dimension, table, name, breakdown = SPLIT[measure]
    for year in YEARS:
        counts = in_year(results.panel, measure, year).isel(area=-1)
        theirs: dict[str, int] = {}
        for label in map(str, counts[dimension].values):  # of those who leave, single years of age from 16 on
            group = ONE_GROUP.get(label, label)
            theirs[group] = theirs.get(group, 0) + int(counts.sel({dimension: label}))
        assert {group: ours(tables[table], name, breakdown, group, year) for group in theirs} == theirs


@pytest.mark.parametrize("split", ["age", "time_in_care"])
def test_targets_are_met_with_the_same_ages_and_times_in_care(split: str, results, tables) -> None:
    measure = {"age": "looked_after_by_age", "time_in_care": "looked_after_by_time_in_care"}[split]
    stocks = ModelFigures(results).stocks
    for year in YEARS:
        [stock] = stocks(year)
        counts = in_year(results.panel, measure, year).isel(area=-1)
        for label in counts[SPLIT[measure][0]].values:
            told = len(select(stock, split, str(label)))
            assert told == int(counts.sel({SPLIT[measure][0]: label})), label
            assert told == ours(tables["placements_in_year"], "children", split, str(label), year)


def test_disruptions_are_causes_and_moves_asked_for_or_forced_are_reasons(care, results, tables) -> None:
    """The two counts of docs/results.md side by side: a reason CUSTOD is always a disruption, OTHER may be a plan."""
    moves = tables["moves"]
    words = [REASONS[code] for code in ASKED_OR_FORCED]
    ended = stability.placements(care).query("end == 'asked_or_forced'")
    year_of = ended.ended.dt.year + (ended.ended.dt.month > 3)
    apart = 0
    for row, area in enumerate(results.panel.area_name.values[:-2]):  # authorities
        for year in YEARS:
            disruptions, planned = (int(in_year(results.panel, name, year)[row]) for name in SUMMED[3:])
            asked_or_forced = sum(ours(moves, word, "la", str(area), year) for word in words)
            custody, other, all_ = (ours(moves, word, "la", str(area), year) for word in ("custody", "other", "moves"))
            assert asked_or_forced == ((ended.la == area) & (year_of == year)).sum()
            assert disruptions + planned == all_
            assert asked_or_forced + custody <= disruptions <= asked_or_forced + custody + other
            apart += disruptions - asked_or_forced
    assert apart > 0  # they are two statistics: one name for both would be wrong


def test_placements_cease_by_what_ends_them_and_by_changes_of_status(tables) -> None:
    cells = {"placements_ended": "placements", "placements_ceased": "placements", "moves": "status_only"}
    counts = [
        [ours(tables[table], measure, "total", "all", year) for year in YEARS] for table, measure in cells.items()
    ]
    assert all(ceased == ended + changes for ended, ceased, changes in zip(*counts))
    assert sum(counts[-1]) > 0


@pytest.mark.parametrize("year", YEARS)
def test_placements_that_ended_had_lasted_as_many_days(year: int, results, tables) -> None:
    panel, ended = results.panel, tables["placements_ended"]
    days = in_year(panel, "placement_days", year)
    for row, kind in enumerate(panel.area_kind.values):
        breakdown = {"la": "la", "region": "region", "nation": "total"}[kind]
        group = "all" if kind == "nation" else str(panel.area_name.values[row])
        mean, number = (ours(ended, measure, breakdown, group, year) for measure in ("mean_days", "placements"))
        assert round(mean * number) == int(days[row]), group
