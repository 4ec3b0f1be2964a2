"""`hearth campaign` finds exactly what was put into a file: gains, when they come, what they cost, what was early."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import h5py
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from comparisons import Changes, adds, changed, run
from hearth import campaign
from hearth.campaign.comparison import BadComparison

REPLICATES = 4
START = 24  # April 2021: the run begins in April 2019 and has 72 months
LAST = 48  # months from there to its end
NATION = "T92000001"
SPENDING = "spending_policies"
Write = Callable[..., campaign.Comparison]


@pytest.fixture(scope="module")
def baseline(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(program, tmp_path_factory.mktemp("campaign") / "baseline.h5", REPLICATES)


@pytest.fixture
def write(baseline: Path, tmp_path: Path) -> Write:
    """A comparison whose scenarios are the baseline with known changes."""

    def written(scenarios: dict[str, Changes], start: str | None = None) -> campaign.Comparison:
        return campaign.read(changed(baseline, scenarios, tmp_path / "compared.h5"), start)

    return written


def policy(*, spends: float = 1000, months: int = 12, **measures: Callable[[np.ndarray], np.ndarray]) -> Changes:
    """So much spent in each month from the start, and what else changes."""
    return {SPENDING: adds([spends] * months, START), **measures}


class Figures:
    """Figures of one scenario in one area."""

    def __init__(self, frame: pd.DataFrame, scenario: str, area: str = NATION) -> None:
        self.frame = frame[(frame.scenario == scenario) & (frame.area == area)]

    def __call__(self, table: str, measure: str, period: str | None = None) -> pd.Series:
        rows = self.frame[(self.frame.table == table) & (self.frame.measure == measure)]
        rows = rows if period is None else rows[rows.period == period]
        assert len(rows) == 1, (table, measure, period, len(rows))
        return rows.iloc[0]


def is_exactly(row: pd.Series, value: float) -> bool:
    """The value, and an interval without any width, as all replicates agree."""
    return all(row[name] == pytest.approx(value, rel=1e-12, abs=1e-12) for name in ("value", "low", "high"))


def test_known_gains_are_found_exactly(write: Write) -> None:
    households = [0] * 6 + [1, 2, 3] + [4] * (LAST - 9)
    compared = write({"campaign": policy(
        enquiries=adds([10] * 12, START),
        foster_applications=adds([2] * 6, START + 3),
        foster_approvals=adds([1] * 4, START + 6),
        foster_households=adds(households, START),
        foster_places=adds(2 * np.array(households), START),
        foster_places_filled=adds([3] * 24, START + 12),
        foster_nights=adds([1461], LAST),
        spending_fostering=adds([500] * 10, START + 12),
        spending_residential=adds([-2500] * 10, START + 12),
        spending_other_services=adds([100] * 10, START + 12),
        placement_moves=adds([-1] * 12, START + 12),
        in_childrens_homes=adds([-3] * 30, START + 12),
        foster_places_vacant=adds([4] * 12, START),
        foster_places_not_available=adds([-2] * 6, START),
    )})
    of = Figures(campaign.figures_of(compared), "campaign")
    first_year, last_year = "2021-04 to 2022-03", "2024-04 to 2025-03"
    assert is_exactly(of("by_year", "enquiries", first_year), 120)
    assert is_exactly(of("by_year", "enquiries", last_year), 0)
    assert is_exactly(of("by_year", "applications", first_year), 12)
    assert is_exactly(of("by_year", "approvals", first_year), 4)
    assert is_exactly(of("by_year", "foster_households", first_year), 4)  # at its end, not added up
    assert is_exactly(of("by_month", "foster_households", "2021-11"), 2)
    assert is_exactly(of("by_month", "approvals", "2021-09"), 0)
    assert is_exactly(of("by_month", "approvals", "2021-10"), 1)
    assert is_exactly(of("gained", "household_years"), sum(households) / 12)
    assert is_exactly(of("gained", "places_at_end"), 8)
    assert is_exactly(of("places", "place_years_filled"), 6)
    assert is_exactly(of("places", "place_years_vacant"), 4)
    assert is_exactly(of("places", "place_years_not_available"), -1)
    second_year = "2022-04 to 2023-03"
    assert is_exactly(of("by_year", "placement_moves", second_year), -12)
    assert is_exactly(of("by_year", "in_childrens_homes", second_year), -3)
    assert is_exactly(of("by_year", "in_childrens_homes", "2024-04 to 2025-03"), 0)
    assert is_exactly(of("by_year", "foster_places_filled", second_year), 3)
    assert is_exactly(of("children", "family_years"), 4)
    assert is_exactly(of("children", "placement_moves"), -12)
    assert is_exactly(of("money", "policy"), 12_000)
    assert is_exactly(of("money", "placements"), -20_000)
    assert is_exactly(of("money", "net"), 12_000 - 20_000 + 1_000)
    assert is_exactly(of("costs", "policy_per_households_at_end"), 3_000)
    assert is_exactly(of("costs", "policy_per_household_years"), 12_000 / (sum(households) / 12))
    assert is_exactly(of("costs", "policy_per_place_years_filled"), 2_000)
    assert is_exactly(of("costs", "net_per_family_years"), -7_000 / 4)
    with h5py.File(compared.path) as file:
        enquiries = file["enquiries"][0, :, START:, -1].sum(axis=1)
    assert of("gained", "enquiries").baseline == pytest.approx(enquiries.mean())


def test_ratios_for_children_are_differences_of_ratios(write: Write) -> None:
    compared = write({"campaign": policy(distance_miles=adds([300] * LAST, START),
                                         three_or_more_placements=adds([1] * 4, 2))})
    of = Figures(campaign.figures_of(compared), "campaign")
    with h5py.File(compared.path) as file:
        placed = file["placed_from_home"][0, :, START:, -1].sum(axis=1)
        in_march = file["looked_after"][0, :, [35, 47, 59, 71], -1].sum(axis=1)
    assert of("children", "mean_miles").value == pytest.approx((300 * LAST / placed).mean())
    assert of("children", "three_or_more_percent").value == pytest.approx((100 * 4 / in_march).mean())


def test_the_interval_is_student_s_t_of_the_paired_differences(write: Write) -> None:
    more = np.array([[1], [2], [4], [9]])
    of = Figures(campaign.figures_of(write({"campaign": policy(foster_approvals=adds(more, START))})), "campaign")
    row = of("gained", "approvals")
    low, high = stats.t.interval(0.9, 3, loc=4, scale=stats.sem(more[:, 0]))
    assert (row.value, row.low, row.high) == pytest.approx((4, low, high))


def test_nothing_that_differs_is_exactly_zero(write: Write) -> None:
    compared = write({"same": {}})
    frame = campaign.figures_of(compared)
    assert compared.is_same_as_baseline("same")
    given = frame[frame.value.notna()]
    assert (given[["value", "low", "high"]] == 0).all().all() and len(given) > 400
    assert set(frame[frame.value.isna()].table) == {"costs", "timing", "brought_forward"}
    assert frame[frame.value.isna()].note.str.startswith("not determined").all()


def test_a_run_without_a_whole_year_has_no_figures_of_years(program: str, tmp_path: Path) -> None:
    short = run(program, tmp_path / "short.h5", REPLICATES, months=8)
    compared = campaign.read(changed(short, {"campaign": {"foster_approvals": adds([2], 3)}}, tmp_path / "c.h5"))
    of = Figures(campaign.figures_of(compared), "campaign")
    assert is_exactly(of("by_year", "approvals", "2019-07 to 2019-11"), 2)
    assert "no whole reporting year" in of("children", "three_or_more_percent").note


def test_every_figure_has_its_interval(write: Write) -> None:
    noise = np.random.default_rng(1).integers(0, 9, (REPLICATES, LAST))
    frame = campaign.figures_of(write({"campaign": policy(foster_households=adds(noise, START))}))
    assert (frame.value.isna() == frame.low.isna()).all() and (frame.value.isna() == frame.high.isna()).all()
    given = frame.dropna(subset=["value"])
    assert ((given.low <= given.value) & (given.value <= given.high)).all()


def test_counting_begins_in_the_first_month_that_differs_in_anything(write: Write) -> None:
    compared = write({"campaign": {"missing_incidents": adds([1], 20), "foster_approvals": adds([1], 30)}})
    assert str(compared.months[compared.start("campaign")]) == "2020-12"
    of = Figures(campaign.figures_of(compared), "campaign")
    years = list(dict.fromkeys(of.frame[of.frame.table == "by_year"].period))
    assert years[0] == "2020-12 to 2021-03" and years[-1] == "2024-04 to 2025-03"  # reporting years
    assert is_exactly(of("timing", "half_of_approvals"), 11) and of("timing", "half_of_approvals").note == "2021-10"


def test_counting_begins_in_the_month_asked_for(write: Write) -> None:
    compared = write({"campaign": policy(enquiries=adds([10] * 12, START))}, start="2021-10")
    of = Figures(campaign.figures_of(compared), "campaign")
    assert is_exactly(of("gained", "enquiries"), 60)
    assert of("gained", "enquiries").period == "2021-10 to 2025-03"
    with pytest.raises(BadComparison, match="'2031-01' is no month of .* from 2019-04 to 2025-03"):
        campaign.read(compared.path, "2031-01")


def test_how_long_households_last(write: Write) -> None:
    until = policy(foster_households=adds([0] * 8 + [2] * 20, START))
    noisy = np.array([[3], [1], [-1], [2]])
    fades = policy(foster_households=adds(np.hstack([np.full((4, 12), 2), np.repeat(noisy, 6, axis=1)]), START))
    stays = policy(foster_households=adds([1] * LAST, START))
    frame = campaign.figures_of(write({"until": until, "fades": fades, "stays": stays, "none": policy()}))
    assert is_exactly(Figures(frame, "until")("timing", "households_last"), 16)  # 28 months less 12 of spending
    row = Figures(frame, "fades")("timing", "households_last")
    assert (row.low, row.value, row.high) == (0, 6, 6)  # surely only while it spends; the mean for six months more
    row = Figures(frame, "stays")("timing", "households_last")
    assert np.isinf([row.low, row.value, row.high]).all() and row.note.endswith("beyond the run: value, low, high")
    assert "not determined" in Figures(frame, "none")("timing", "households_last").note


def test_what_was_only_early_is_what_the_model_owes(write: Write) -> None:
    brought, missed = np.minimum(4 * np.arange(1, LAST + 1), 48), np.minimum(np.arange(LAST), 30)
    frame = campaign.figures_of(write({
        "campaign": policy(enquiries_campaign=adds([10] * 12, START), enquiries_brought_forward=adds(brought, START),
                           enquiries_missed=adds(missed, START)),
        "hub": {"foster_approvals": adds([1] * 12, START)}}))
    of = Figures(frame, "campaign")
    assert is_exactly(of("brought_forward", "enquiries_campaign"), 120)
    assert is_exactly(of("brought_forward", "enquiries_brought_forward"), 48)
    assert is_exactly(of("brought_forward", "enquiries_missed"), 30)
    assert is_exactly(of("brought_forward", "brought_forward_percent"), 40)
    assert "no campaign" in Figures(frame, "hub")("brought_forward", "brought_forward_percent").note


def test_another_price_of_homes_is_told_apart_from_fewer_nights(write: Write) -> None:
    """Prices were a tenth above the table; the scenario buys 200 less at the table's prices and pays 5% above."""
    def becomes(value: float) -> Callable[[np.ndarray], np.ndarray]:
        return lambda cells: np.concatenate([cells[:, :START], np.full_like(cells[:, START:], value)], axis=1)

    before = {"spending_bought_homes": becomes(1100), "spending_at_table_prices": becomes(1000),
              "spending_residential": becomes(1500)}
    after = {"spending_bought_homes": becomes(840), "spending_at_table_prices": becomes(800),
             "spending_residential": becomes(1230)}
    compared = write({"before": before, "campaign": after})
    with h5py.File(compared.path, "r+") as file:
        for measure in before:
            file[measure][0] = file[measure][1]
    of = Figures(campaign.figures_of(campaign.read(compared.path)), "campaign")
    assert is_exactly(of("money", "residential"), -270 * LAST)
    assert is_exactly(of("money", "residential_price"), -0.05 * 800 * LAST)
    assert is_exactly(of("money", "residential_nights"), (-270 + 40) * LAST)
    assert is_exactly(of("money", "net_at_same_prices"), (-270 + 40) * LAST)


def test_two_policies_together_against_each_alone(write: Write) -> None:
    more = np.array([[0], [1], [2], [3]])
    frame = campaign.figures_of(write({
        "campaign": policy(foster_approvals=adds([3], START)),
        "retention": {"foster_approvals": adds(1 + more, START + 6)},
        "campaign+retention": policy(foster_approvals=adds([6], START)),
        "campaign+other": policy(foster_approvals=adds([9], START)),
    }))
    rows = frame[frame.table == "together"]
    assert set(rows.scenario) == {"campaign+retention"}  # 'other' is not in the file alone
    row = Figures(frame, "campaign+retention")("together", "approvals")
    assert row.value == 6 - 3 - 2.5 and row.high - row.value == pytest.approx(
        stats.t.ppf(0.95, 3) * stats.sem(more[:, 0]))
    assert is_exactly(Figures(frame, "campaign+retention")("together", "policy"), 0)


def test_areas_that_were_not_simulated_have_no_row(write: Write) -> None:
    compared = write({"campaign": policy()})
    assert compared.rows_of("la") == [0, 1, 2]
    with h5py.File(compared.path, "r+") as file:
        file["children"][:, :, :, 1] = 0
    compared = campaign.read(compared.path)
    assert compared.rows_of("la") == [0, 2]
    with pytest.raises(BadComparison, match="Brookfield is not in this run. It has Ashby, Carrow"):
        compared.area_row("Brookfield")


def test_areas_are_told_apart(write: Write) -> None:
    def in_ashby(cells: np.ndarray) -> np.ndarray:
        cells[:, START:, [0, 3, 4]] += 1
        return cells

    compared = write({"campaign": policy(foster_approvals=in_ashby)})
    frame = campaign.figures_of(compared, compared.rows_of("la"))
    found = {area: Figures(frame, "campaign", area)("gained", "approvals").value for area in frame.area.unique()}
    assert found == {"T06000001": LAST, "T06000002": 0, "T06000003": 0}
    assert compared.area_row("ashby") == compared.area_row("T06000001") == 0
    assert compared.area_row("Tinyshire") == 3  # the only region, which is the whole, too
    with pytest.raises(BadComparison, match="has no area 'Leeds'. It has Ashby, Brookfield, Carrow"):
        compared.area_row("Leeds")
