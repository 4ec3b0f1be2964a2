"""targets/fit.csv (to March 2021) and targets/backtest.csv (2022 and 2023): what a run is compared with."""

from __future__ import annotations

import numpy as np

from areas import REGION_CODES
from national_targets import STOCK, national_targets
from reference import Reference
from rounding import round_to_total
from supply_targets import supply_rows
from tables import Table, Total

FIT_YEARS = (2019, 2020, 2021)
BACKTEST_YEARS = (2022, 2023)
SUPPLY_FIT_YEARS = (2018, *FIT_YEARS)  # recruitment is published for few years, and not for 2020
HEADER = ["measure", "breakdown", "area", "area_name", "year", "value", "unit", "source"]
HEADLINES = {
    "looked_after": ("Children looked after on 31 March each year", "LACnum", "number looked after"),
    "starts": ("Children starting to be looked after each year", "LACnum_Start", "number who started"),
    "ceases": ("Children ceasing to be looked after each year", "LACceased", "number who ceased"),
}
SPLIT_SOURCE = "derived: DfE LAIT; former county by share of children"
CARE_ORDER_SOURCE = "derived: DfE CLA reporting year 2024; split as in 2025"
RATE_UNIT = "children per 10,000"
RATE_SOURCE = "derived: DfE children looked after / ONS children mid-year before"

Row = list[str | int | float]


def release(year: int) -> int:
    """Reporting year of the release that gives the details of `year`: 2019 is in the one for 2023 only."""
    return 2023 if year == 2019 else 2024


def national_rows(reference: Reference, years: tuple[int, ...]) -> list[Row]:
    """England: every breakdown, where published."""
    rows: list[Row] = []
    for target in national_targets():
        found = [(year, target.value(reference, year)) for year in years]
        for year, value in found:
            if value is not None:
                source = f"{target.kind}: DfE CLA reporting year {release(year)}"
                number = value if target.unit == "percent" else round(value)
                where = [target.measure, target.breakdown, "England", "England"]
                rows.append([*where, year, number, target.unit, source])
    always = [target for target in national_targets() if not target.may_be_suppressed]
    if missing := [t for t in always if all(t.value(reference, year) is None for year in years)]:
        raise ValueError(f"never published in {years}: {[(t.measure, t.breakdown) for t in missing]}")
    return rows


def care_order_rows(reference: Reference, years: tuple[int, ...]) -> list[Row]:
    """England: interim and full care orders, from 2021: shares of the release for 2025 on our total."""
    shares = reference.regional_facts(f"{STOCK} (2025 release)")
    names = {"care_order_interim": "Interim care order", "care_order_full": "Full care order"}
    rows: list[Row] = []
    for place, (name, _) in enumerate(names.items()):
        for year in years:
            parts = [shares.get((f"Legal status; {label}", year), 0.0) for label in names.values()]
            if sum(parts):
                total = round(reference.facts(STOCK)[("Legal status; Care orders", year)])
                value = int(round_to_total(np.array(parts), total)[place])
                where = ["looked_after", f"legal_status={name}", "England", "England"]
                rows.append([*where, year, value, "children", CARE_ORDER_SOURCE])
    return rows


def regional_rows(reference: Reference, years: tuple[int, ...]) -> list[Row]:
    """The nine regions: published counts (to the nearest ten)."""
    rows: list[Row] = []
    for measure, (table, _, _) in HEADLINES.items():
        facts = reference.regional_facts(table)
        for region in REGION_CODES:
            for year in years:
                of_release = {2019: 2023, 2020: 2024}.get(year, 2025)
                source = f"measured: DfE CLA reporting year {of_release}; headline table"
                value = round(facts[(f"region={region}", year)])
                rows.append([measure, "", region, region, year, value, "children", source])
    return rows


def authority_rows(reference: Reference, years: tuple[int, ...]) -> list[Row]:
    """Authorities of 2023. A suppressed count has no row; parts of former counties are derived."""
    rows: list[Row] = []
    for measure, (_, code_of_measure, words) in HEADLINES.items():
        panels = {year: reference.panel(code_of_measure, year) for year in years}
        for authority in reference.authorities().itertuples():
            for year in years:
                if authority.la_code in panels[year]:
                    value, split = panels[year][authority.la_code]
                    source = SPLIT_SOURCE if split else f"measured: DfE LAIT {words}"
                    where = [measure, "", authority.la_code, authority.la_name]
                    rows.append([*where, year, round(value), "children", source])
    return rows


def rate_rows(reference: Reference, counts: list[Row]) -> list[Row]:
    """Children looked after per 10,000 aged 0-17 in the middle of the year before (revised base)."""
    regions = dict(zip(reference.la_codes(), reference.authorities()["region"]))
    rows: list[Row] = []
    for measure, breakdown, area, name, year, value, _, _ in counts:
        if measure != "looked_after" or breakdown:
            continue
        population = reference.population(int(year) - 1)
        children = sum(
            number for code, number in population.items() if area in ("England", code, regions[code])
        )
        rate = round(10_000 * float(value) / children, 1)
        rows.append(["looked_after_rate", "", area, name, year, rate, RATE_UNIT, RATE_SOURCE])
    return rows


def build(reference: Reference) -> list[Table]:
    """Both files; the years of the back-test are never in the file used for fitting."""
    tables = []
    for path, years, supply_years in (
        ("targets/fit.csv", FIT_YEARS, SUPPLY_FIT_YEARS),
        ("targets/backtest.csv", BACKTEST_YEARS, BACKTEST_YEARS),
    ):
        national, regional = national_rows(reference, years), regional_rows(reference, years)
        authorities = authority_rows(reference, years)
        rows = national + care_order_rows(reference, years) + regional + authorities
        rows += rate_rows(reference, rows)
        rows += supply_rows(reference, supply_years)
        totals = []
        for measure in HEADLINES:
            for year in years:
                both = _sum(authorities, measure, year), _sum(national, measure, year)
                totals.append(Total(f"{measure} {year} by authority", *both))
        tables.append(Table(path, HEADER, rows, totals))
    return tables


def _sum(rows: list[Row], measure: str, year: int) -> float:
    return float(sum(row[5] for row in rows if row[0] == measure and row[1] == "" and row[4] == year))
