"""What the printed comparison of carers, homes and spending rests on: what is judged, what is not published, unit costs."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from conftest import REPOSITORY
from hearth.published_figures import TargetsError

sys.path.insert(0, str(REPOSITORY / "scripts" / "checks"))

import assumed_parameters  # noqa: E402
import carers_and_homes as checks  # noqa: E402
import spending_comparison  # noqa: E402
from published_comparison import Comparison  # noqa: E402


class MadeUp:
    """Figures of three replicates; what is not in `values` is refused, as ModelFigures does."""

    def __init__(self, values: dict[tuple[str, int], list[float]], panel: xr.Dataset | None = None) -> None:
        self.values, self.results = values, SimpleNamespace(panel=xr.Dataset() if panel is None else panel)

    def __call__(self, measure: str, year: int, breakdown: str = "") -> np.ndarray:
        if (measure, year) not in self.values:
            raise TargetsError(f"no {measure}")
        return np.array(self.values[measure, year])


def printed(capsys: pytest.CaptureFixture[str], what: str) -> str:
    return next(line for line in capsys.readouterr().out.splitlines() if what in line)


def test_a_figure_is_judged_where_it_is_published_and_only_there(capsys: pytest.CaptureFixture[str]) -> None:
    figures = MadeUp({("foster_places", year): [90, 103, 500] for year in (2019, 2020, 2021)})
    comparison = Comparison(figures, {("foster_places", "", 2021): 100})
    checks.check_carers_and_homes(comparison, (2019, 2020, 2021), checks.Bounds(4, 8))
    line = printed(capsys, "approved foster places")
    assert line.count("not published") == 2 and "+3.0 " in line and line.endswith("held")
    assert comparison.table.judged == 1 and comparison.table.missed == 0


def test_a_miss_is_starred_and_named_with_its_year(capsys: pytest.CaptureFixture[str]) -> None:
    figures = MadeUp({("enquiries", 2020): [100], ("enquiries", 2021): [100]})
    comparison = Comparison(figures, {("enquiries", "", 2020): 100, ("enquiries", "", 2021): 90})
    checks.check_carers_and_homes(comparison, (2020, 2021), checks.FIT)
    line = printed(capsys, "enquiries in the year")
    assert line.count("*") == 1 and "+11.1*" in line and line.endswith("MISSED")
    checks.print_misses(comparison)
    assert "  enquiries 2021: " + checks.LIKELY_CAUSES.get("enquiries", checks.NO_CAUSE) in capsys.readouterr().out


def test_a_figure_that_the_file_lacks_is_missed_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    comparison = Comparison(MadeUp({}), {("homes", "", 2020): 2377})
    checks.check_carers_and_homes(comparison, (2020,), checks.FIT)
    assert printed(capsys, "children's homes").endswith("MISSED")
    checks.print_misses(comparison)
    assert "no figure: no homes" in capsys.readouterr().out and comparison.table.missed == 1


def test_flows_before_the_run_are_not_asked_for() -> None:
    comparison = Comparison(MadeUp({}), {("enquiries", "", 2019): 127_850})
    checks.check_carers_and_homes(comparison, (2019,), checks.FIT)
    assert comparison.table.judged == 0


def test_the_filled_share_is_judged_in_points(capsys: pytest.CaptureFixture[str]) -> None:
    figures = MadeUp({("foster_places_filled", 2021): [610], ("foster_places", 2021): [1000]})
    published = {("foster_places_filled", "", 2021): 58, ("foster_places", "", 2021): 100}
    comparison = Comparison(figures, published)
    checks.check_filled_share(comparison, (2021,))
    assert printed(capsys, "places filled").endswith("3pt held")  # 5% off, and 3.0 points


def test_spending_is_unit_cost_by_the_mean_stock_of_the_year(capsys: pytest.CaptureFixture[str]) -> None:
    published = {("spending_per_child_week", "service=fostering", 2021): 500.0}
    for year, children in ((2020, 40_000), (2021, 44_000)):
        published["looked_after", "placement=foster", year] = children
        published["looked_after", "placement=foster_kin", year] = 10_000
    comparison, kinds = Comparison(MadeUp({}), published), ("foster", "foster_kin")
    found = spending_comparison.published_spending(comparison, "fostering", kinds, 2021)
    assert found == pytest.approx(500 * 52 * 52_000 / 1e6)
    del published["looked_after", "placement=foster", 2020]
    comparison = Comparison(MadeUp({}), published)
    assert spending_comparison.published_spending(comparison, "fostering", kinds, 2021) is None
    spending_comparison.check_spending(comparison, (2021,), 6)
    assert "not published" in printed(capsys, "fostering")


def test_the_model_s_spending_is_that_of_twelve_months() -> None:
    months = (np.datetime64("2019-04") + np.arange(24) + 1).astype("datetime64[D]") - 1
    values = np.stack([np.zeros(24), np.full(24, 100e6)], axis=-1)[np.newaxis, np.newaxis].astype("int32")
    panel = xr.Dataset({"spending_fostering": (("scenario", "replicate", "month", "area"), values)},
                       coords={"month": months.astype("datetime64[ns]"), "area_kind": ("area", ["region", "nation"])})
    assert spending_comparison.spent(Comparison(MadeUp({}, panel), {}), "spending_fostering", 2021) == pytest.approx(1200)


def test_the_record_has_the_years_of_the_fit_and_those_kept_to_judge_by() -> None:
    record = checks.read_record(REPOSITORY / "configs" / "targets")
    assert record["foster_households", "", 2021] == 37_325 and record["foster_households", "", 2023] == 35_005


@pytest.mark.parametrize(("parameter", "is_honest"), [
    ({"source": "assumed: x", "plausible": [0.3, 0.8]}, True), ({"source": "assumed: x", "plausible": [1, 1]}, False),
    ({"source": "assumed: weakly known"}, False), ({"source": "derived: x", "plausible": [0.3, 0.8]}, False),
])
def test_a_weakly_identified_parameter_is_assumed_with_a_range(parameter: dict, is_honest: bool) -> None:
    assert assumed_parameters.is_honest(parameter) is is_honest


def test_what_a_campaign_does_is_weakly_identified_and_what_it_is_is_not() -> None:
    processes = [{"recruitment_campaign": {"spending": {"source": "assumed: none"},
                                           "highest_lift": {"source": "assumed: x"}}}]
    assert assumed_parameters.weakly_identified(processes) == {"recruitment_campaign.highest_lift": {"source": "assumed: x"}}
