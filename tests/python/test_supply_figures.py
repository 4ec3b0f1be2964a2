"""Figures on carers by hand: stocks of 31 March, flows of the year, transfers in approvals and leavers."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from conftest import REPOSITORY
from hearth.published_figures import TargetsError, read_fit
from hearth.supply_figures import SUPPLY_FIGURES
from hearth.targets import ModelFigures, is_from_episodes

MONTHS = 24
#: Measure -> its value in the first month, and what each month adds to it, in the first replicate.
MEASURES = {
    "foster_households": (1000, -10), "foster_households_independent": (400, -1), "foster_places": (2000, -20),
    "foster_places_filled": (1200, 5), "foster_places_vacant": (300, -5), "enquiries": (100, 1),
    "enquiries_independent": (70, 1), "foster_applications": (20, 0), "foster_applications_independent": (12, 0),
    "foster_approvals": (7, 0), "foster_approvals_active": (5, 1), "foster_leavers": (9, 0), "foster_transfers": (2, 0),
}


def figures(without: str = "", months: int = MONTHS) -> ModelFigures:
    """A made-up run from April 2019: a region first, with nothing in it, then the nation; two replicates, the second twice."""
    first = np.datetime64("2019-04")
    ends = ((first + np.arange(months) + 1).astype("datetime64[D]") - 1).astype("datetime64[ns]")
    panel = {}
    for name, (start, step) in MEASURES.items():
        one = start + step * np.arange(months)
        values = np.stack([np.stack([0 * one, factor * one], axis=-1) for factor in (1, 2)])[np.newaxis]
        if name != without:
            panel[name] = (("scenario", "replicate", "month", "area"), values.astype("int32"))
    coordinates = {"month": ends, "scenario": ["baseline"], "area": ["E12000001", "E92000001"],
                   "area_name": ("area", ["North East", "England"]), "area_kind": ("area", ["region", "nation"])}
    return ModelFigures(SimpleNamespace(panel=xr.Dataset(panel, coordinates), path="made_up.h5", event_tables=()))


@pytest.mark.parametrize(("measure", "breakdown", "year", "value"), [
    ("foster_households", "", 2020, 1000 - 11 * 10),
    ("foster_households", "", 2019, 1000),  # of the eve there is no month: the first stands for it
    ("foster_households", "agency=independent", 2021, 400 - 23),
    ("foster_households", "agency=in_house", 2021, (1000 - 230) - (400 - 23)),
    ("foster_places", "", 2021, 2000 - 23 * 20),
    ("foster_places_filled", "", 2021, 1200 + 23 * 5),
    ("foster_places_vacant", "", 2021, 300 - 23 * 5),
    ("enquiries", "", 2020, 12 * 100 + 66),
    ("enquiries", "agency=independent", 2021, 12 * 82 + 66),
    ("enquiries", "agency=in_house", 2021, 12 * 30),
    ("applications", "", 2021, 240),
    ("applications", "agency=independent", 2021, 144),
    ("applications", "agency=in_house", 2021, 96),
    ("foster_approvals", "", 2020, (5 + 11) + 24),  # those of March, not a sum of months; and the transfers of the year
    ("foster_leavers", "", 2021, 12 * (9 + 2)),
])
def test_counts_are_those_of_the_hand(measure: str, breakdown: str, year: int, value: float) -> None:
    assert figures()(measure, year, breakdown).tolist() == [value, 2 * value]
    assert not is_from_episodes(measure, breakdown)


@pytest.mark.parametrize(("measure", "year", "value"), [
    ("foster_households_independent_percent", 2019, 40),
    ("foster_households_independent_percent", 2021, 100 * 377 / 770),
    ("foster_leavers_percent", 2021, 100 * 132 / 890),  # of the households a year before
])
def test_shares_do_not_depend_on_size(measure: str, year: int, value: float) -> None:
    assert figures()(measure, year) == pytest.approx([value, value])


def test_an_area_without_carers_has_no_share() -> None:
    assert np.isnan(figures()("foster_leavers_percent", 2021, area="North East")).all()
    assert figures()("foster_leavers", 2021, area="North East").tolist() == [0, 0]


@pytest.mark.parametrize(("measure", "year", "months", "saying"), [
    ("enquiries", 2019, MONTHS, "enquiries has no value for the year to March 2019"),
    ("enquiries", 2021, 23, "enquiries has no value for the year to March 2021"),  # eleven months are not a year
    ("foster_households", 2022, MONTHS, "foster_households has no value on 31 March 2022"),
])
def test_a_year_outside_the_run_is_refused(measure: str, year: int, months: int, saying: str) -> None:
    with pytest.raises(TargetsError, match=saying):
        figures(months=months)(measure, year)


def test_a_file_without_the_measure_is_refused() -> None:
    with pytest.raises(TargetsError, match="made_up.h5: has no measure foster_transfers"):
        figures(without="foster_transfers")("foster_approvals", 2021)


def test_every_published_figure_on_carers_has_a_counterpart() -> None:
    rows = read_fit(REPOSITORY / "configs" / "targets" / "fit.csv").rows
    carers = {(measure, breakdown) for measure, breakdown, _, _ in rows
              if measure.startswith(("foster_", "enquiries", "applications"))}
    without_measure = {("foster_places_filled_independent_percent", "")}
    assert len(carers) > 8
    assert carers - set(SUPPLY_FIGURES) == without_measure
