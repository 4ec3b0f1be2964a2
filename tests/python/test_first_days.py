"""The tables of each first day agree with the published record, and with one another."""

from __future__ import annotations

import sys

import pandas as pd
import pytest
import yaml

from conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts" / "checks"))

import first_days  # noqa: E402
from table import Table  # noqa: E402

DATA = REPOSITORY / "configs" / "data"
YEARS = first_days.YEARS
TEN = 10  # the record is printed to the nearest ten


@pytest.fixture(scope="module")
def record() -> first_days.Record:
    return first_days.Record()


def rows_of(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv")


def test_every_31_march_has_every_authority_in_every_table_of_a_stock() -> None:
    authorities = set(rows_of("areas").la_code)
    for name in ("children", "looked_after", "looked_after_profile", "foster_places", "homes"):
        rows = rows_of(name)
        assert set(rows.year) == set(YEARS)
        for year in YEARS:
            assert set(rows[rows.year == year].la_code) == authorities, (name, year)


@pytest.mark.parametrize("year", YEARS)
def test_children_looked_after_are_as_many_as_published(record: first_days.Record, year: int) -> None:
    rows = rows_of("looked_after")
    rows = rows[rows.year == year]
    assert rows.children.sum() == record("looked_after", year)
    assert rows.uasc.sum() == record("looked_after", year, "uasc=yes")
    for age, children in rows.groupby("age_band").children.sum().items():
        assert abs(children - record("looked_after", year, f"age={age}")) <= TEN


@pytest.mark.parametrize("year", YEARS)
def test_every_characteristic_has_england_s_categories_and_the_authorities_totals(record: first_days.Record, year: int) -> None:
    rows, stock = rows_of("looked_after_profile"), rows_of("looked_after")
    rows, stock = rows[rows.year == year], stock[stock.year == year]
    totals = stock.groupby("la_code").children.sum()
    for name, of_one in rows.groupby("characteristic"):
        assert (of_one.groupby("la_code").children.sum() == totals).all(), name
        for category, children in of_one.groupby("category").children.sum().items():
            if not str(category).startswith("care_order"):  # interim and full are not apart in every year
                assert abs(children - record("looked_after", year, f"{name}={category}")) <= TEN, (name, category)
    orders = rows[rows.category.str.startswith("care_order")].children.sum()
    assert abs(orders - record("looked_after", year, "legal_status=care_order")) <= TEN


@pytest.mark.parametrize("year", YEARS)
def test_nobody_is_looked_after_who_does_not_live_there(year: int) -> None:
    children, stock = rows_of("children"), rows_of("looked_after")
    living = children[children.year == year].groupby("la_code").sum(numeric_only=True)
    stock = stock[stock.year == year]
    for band, ages in (("under_1", (0,)), ("1_to_4", range(1, 5)), ("5_to_9", range(5, 10)), ("10_to_15", range(10, 16)),
                       ("16_to_17", (16, 17))):
        in_care = stock[stock.age_band == band].set_index("la_code")
        assert (in_care.children - in_care.uasc <= living[[f"age_{age}" for age in ages]].sum(axis=1)).all(), band


def test_homes_and_their_places_come_to_the_published_counts(record: first_days.Record) -> None:
    config = yaml.safe_load((REPOSITORY / "configs" / "england_2019.yaml").read_text(encoding="utf-8"))
    for_one = config["starting_population"]["homes_for_one_listed"]
    rows = rows_of("homes")
    rows = rows[rows.kind == "childrens_home"]
    for year in (2020, 2021, 2022, 2023):
        listed = rows[rows.year == year]
        for what, measure in (("homes", "homes"), ("places", "home_places")):
            published = record.get(measure, year)
            assert published is not None
            assert listed[what].sum() * for_one[what]["values"][str(year)] == pytest.approx(published, rel=5e-4), (what, year)


def test_foster_places_come_to_the_published_counts(record: first_days.Record) -> None:
    places = rows_of("foster_places").groupby("year").places.sum()
    assert places[2021] == record.get("foster_places", 2021) and places[2022] == record.get("foster_places", 2022)
    assert places.is_monotonic_decreasing


def test_a_margin_off_by_more_than_its_bound_is_missed(record: first_days.Record, capsys: pytest.CaptureFixture[str]) -> None:
    """A stock of one child."""
    stock = pd.DataFrame({"age": [3], "in_care": [40], "sex": ["male"], "ls": ["C2"], "placement": ["foster"],
                          "place_provider": ["PR1"], "cin": ["N1"], "unaccompanied": [0], "ethnicity": ["white"]})
    table = Table()
    first_days.check_stock(table, stock, record, 2023)
    lines = capsys.readouterr().out.splitlines()
    assert table.judged == len(lines) == table.missed
    assert any("UASC" in line and "7,410.0" in line for line in lines)
