"""The tables on foster carers, homes and prices agree with one another and keep the years for judging apart."""

from __future__ import annotations

import pandas as pd
import pytest

from conftest import REPOSITORY

CONFIGS = REPOSITORY / "configs"
Figures = dict[tuple[str, str, int], float]


def figures(name: str) -> Figures:
    """England's figures of one file by (measure, breakdown, year)."""
    rows = pd.read_csv(CONFIGS / "targets" / name, keep_default_na=False)
    rows = rows[rows.area == "England"]
    return {(row.measure, row.breakdown, row.year): row.value for row in rows.itertuples()}


@pytest.fixture(scope="module")
def fit() -> Figures:
    return figures("fit.csv")


@pytest.fixture(scope="module")
def backtest() -> Figures:
    return figures("backtest.csv")


@pytest.fixture(scope="module")
def history() -> pd.Series:
    rows = pd.read_csv(CONFIGS / "data" / "fostering_history.csv")
    return rows.set_index(["year", "agency", "measure"]).value


def test_agencies_add_up(backtest: Figures) -> None:
    for measure in ("foster_households", "enquiries", "applications"):
        parts = [backtest[measure, f"agency={agency}", 2023] for agency in ("in_house", "independent")]
        assert sum(parts) == pytest.approx(backtest[measure, "", 2023], abs=5), measure


def test_households_change_by_approvals_and_leavers(backtest: Figures) -> None:
    change = backtest["foster_households", "", 2023] - backtest["foster_households", "", 2022]
    assert backtest["foster_approvals", "", 2023] - backtest["foster_leavers", "", 2023] == change


def test_shares_of_leavers_are_those_of_the_stock_before(fit: Figures, backtest: Figures) -> None:
    before = {2022: fit["foster_households", "", 2021], 2023: backtest["foster_households", "", 2022]}
    for year, stock in before.items():
        percent = 100 * backtest["foster_leavers", "", year] / stock
        assert backtest["foster_leavers_percent", "", year] == pytest.approx(percent, abs=0.051)


def test_enquiries_and_applications_are_those_of_the_targets(fit: Figures, history: pd.Series) -> None:
    for year in (2018, 2019, 2021):
        for measure in ("enquiries", "applications"):
            assert history[year, "all", measure] == fit[measure, "", year]


def test_no_year_kept_for_judging_is_an_input(history: pd.Series) -> None:
    assert history.index.get_level_values("year").max() == 2021


def test_agencies_of_the_history_add_up_and_grow_as_published(history: pd.Series) -> None:
    for (year, measure), value in history.xs("all", level="agency").items():
        if measure != "applied":
            assert history[year, "in_house", measure] + history[year, "ifa", measure] == value
    for agency, growth in {"in_house": 1.04, "ifa": 1.11}.items():
        before, after = (history[year, agency, "enquiries"] for year in (2018, 2019))
        assert after / before == pytest.approx(growth, abs=1e-4)


def test_prices_are_in_their_ranges() -> None:
    prices = pd.read_csv(CONFIGS / "data" / "prices.csv")
    assert not prices.duplicated(["placement", "provider"]).any()
    assert ((prices.low <= prices.central) & (prices.central <= prices.high)).all()
    assert prices.source.str.startswith("assumed: ").all()


def test_authorities_spending_adds_up_to_the_nation_s(fit: Figures) -> None:
    spending = pd.read_csv(CONFIGS / "data" / "spending.csv")
    assert sorted(spending.year.unique()) == [2020, 2021]  # later years are for judging
    assert not spending.duplicated(["la_code", "year"]).any() and spending.la_code.nunique() == 153
    for year, pounds in spending.groupby("year").spending.sum().items():
        assert pounds / 1e6 == pytest.approx(fit["spending_looked_after", "", year], abs=0.05)
