"""What the printed comparisons with published figures rest on: verdicts, shares, the order of reasons, a run's yearly record."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts" / "checks"))

import placements  # noqa: E402
import yearly_record  # noqa: E402
from table import Table, judge, share  # noqa: E402

CHILDREN = {"": 80, "placement=foster": 50, "placement=foster_kin": 10, "placement=parents": 20}


@pytest.mark.parametrize(("model", "published", "bound", "points", "held"), [
    (11.4, 10.0, 1.5, True, True), (11.6, 10.0, 1.5, True, False), (8.4, 10.0, 1.5, True, False),
    (103, 100, 4, False, True), (105, 100, 4, False, False), (float("nan"), 10.0, 99, True, False),
])
def test_a_figure_is_held_within_its_bound(model: float, published: float, bound: float, points: bool, held: bool) -> None:
    assert judge(model, published, bound, points=points).held is held


def test_misses_are_counted_and_starred(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table()
    table.years("foster", [(58.0, 57.0), (59.0, 55.0)], 1.5)
    table.years("parents", [(7.0, 7.0), (7.0, 7.5)], 1.5)
    first, second = capsys.readouterr().out.splitlines()
    assert (table.judged, table.missed) == (4, 1)
    assert first.endswith("MISSED") and first.count("*") == 1 and "+4.0*" in first
    assert second.endswith("held") and "*" not in second and len(second) == len(first) - len("MISSED") + len("held")


def test_a_share_is_made_of_counts() -> None:
    def figure(measure: str, year: int, breakdown: str = "") -> int:
        return CHILDREN[breakdown]

    assert share(figure, "looked_after", 2020, "placement", ("foster", "foster_kin")) == 75


def test_moves_are_set_against_the_stocks_of_both_ends() -> None:
    figures = {("placement_moves", 2020): 60, ("placement_moves", 2019): 40, ("looked_after", 2019): 90, ("looked_after", 2020): 110}
    assert placements.moves_per_child_year(lambda *key: figures[key], 2020) == pytest.approx(0.6)
    assert placements.moves_per_child_year(lambda *key: figures[key], 2019) == pytest.approx(40 / 90)  # no stock before


def test_reasons_are_ranked_where_every_year_has_the_same_order() -> None:
    published = {2020: {"care_plan": 40.0, "child": 5.0, "closure": 1.0, "custody": 0.9},
                 2021: {"care_plan": 42.0, "child": 4.0, "closure": 1.5, "custody": 1.0}}
    assert placements.settled_pairs(published) == [("care_plan", "child"), ("care_plan", "closure"), ("care_plan", "custody"),
                                                   ("child", "closure"), ("child", "custody")]
    assert placements.is_reversed({"child": 4.0, "closure": 4.1}, "child", "closure")
    assert placements.is_reversed({"child": 4.0, "closure": 4.0}, "child", "closure")
    assert not placements.is_reversed({"child": 4.1, "closure": 4.0}, "child", "closure")
    assert placements.rank(published[2020], "closure") == 3


def test_the_record_takes_stocks_in_march_and_flows_over_the_year(capsys: pytest.CaptureFixture[str]) -> None:
    months = np.array(["2019-04", "2020-03", "2020-04", "2021-03"], "datetime64[M]") + 1
    time = (months.astype("datetime64[D]") - 1).astype("datetime64[ns]")

    def monthly(*values: float) -> tuple:
        both_areas = np.stack([np.zeros(4), np.array(values)], axis=-1)  # a region first: the nation is meant
        return ("scenario", "replicate", "month", "area"), both_areas[np.newaxis, np.newaxis]

    panel = xr.Dataset(
        {"foster_places": monthly(90, 100, 90, 200), "foster_places_vacant": monthly(9, 18, 9, 40),
         "searches": monthly(2000, 3000, 0, 0), "days_waited": monthly(9000, 1000, 5, 5)},
        coords={"month": time, "year": [2020, 2021], "area_kind": ("area", ["region", "nation"])},
    )
    yearly_record.print_record(SimpleNamespace(panel=panel))
    printed = {line[:42].strip(): line[42:].split()[:2] for line in capsys.readouterr().out.splitlines() if len(line) > 42}
    assert printed["foster places"] == ["100.0", "200.0"]
    assert printed["vacant [%]"] == ["18.0", "20.0"]
    assert printed["searches in the year"] == ["5,000", "0.00"]
    assert printed["days waited, per search"] == ["2.00", "-"]


def test_the_record_names_what_the_file_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    panel = xr.Dataset({"waiting": (("scenario", "area"), [[1.0]])}, coords={"area_kind": ("area", ["nation"])})
    yearly_record.print_record(SimpleNamespace(panel=panel))
    lacking = capsys.readouterr().out.split("not in this file:")[1]
    assert "searches" in lacking and "match_quality" in lacking and "waiting" not in lacking
