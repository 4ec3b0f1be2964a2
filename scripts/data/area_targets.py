"""What else is published by authority or region, for `hearth summary --published`.

A figure is here if the model has it by the same definition, and is not yet in targets/fit.csv or targets/backtest.csv. What was
suppressed has no row. `targets/local_practice.csv` and `targets/present.csv` have what authorities' practice is fitted to
(scripts/fit_local_practice.py): to the years before 2022 in the model as it is validated, to later ones in that of the present.
Nothing is fitted to the rest, `targets/by_area.csv`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

import homes
from national_targets import TOTAL, placed
from reference import AGE_BANDS, ENGLAND, FIRST_AREA_ABOVE_AUTHORITIES, Reference
from tables import Table, Total
from targets import SPLIT_SOURCE, release
from uasc import REGION_NUMBERS

YEARS = range(2020, 2024)  # a run starts in 2019 at the earliest
YEARS_OF_DETAILS = range(2021, 2024)  # of la_table_2021_2023.csv
YEARS_OF_LISTED_HOMES = (2022, 2023)  # before, the list of homes is not the count: see configs/data/README.md
FIRST_SAME_CARER = 2023  # in the panel; before, it has the same placement
FIRST_OF_PRESENT = 2022  # the years before are those that the validated model is fitted to
HEADER = ["measure", "breakdown", "area", "year", "value", "rounding", "unit", "source"]
TENS, PERCENT = 5.0, 0.5  # what was rounded to tens or to whole percent may be off by so much
DETAILS = "DfE CLA by authority, 2021 to 2023"
RESIDENTS = "derived: ONS mid-year estimates, three quarters of the way to the later"
SPLIT_SHARE = "derived: DfE LAIT; share of the former county"

#: Measure -> its column in the table of details, and the same as a percentage in the panel.
PLACED = {
    "in_foster_care_percent": ("Foster placements", "LAC_Foster_Placements"),
    "in_childrens_homes_percent": ("Secure homes and children's homes", "LAC_SecHome_And_ChildHome"),
    "in_supported_accommodation_percent": (
        "Independent and semi-independent living arrangements/supported accommodation", "LAC_Ind_SInd_Liv_Arr"),
}
SAME_CARER = "stability %: Children loo Living with the same carer for at least 2 years"
#: Breakdown of children looked after -> the columns that add up to it.
SPLITS = {
    **{f"age={age}": (f"Age group: {label}",) for age, label in AGE_BANDS.items()},
    "legal_status=care_order_interim": ("Legal status: Interim care order",),
    "legal_status=care_order_full": ("Legal status: Full care order",),
    "legal_status=placement_order": ("Legal status: Placement order granted",),
    "legal_status=voluntary": ("Legal status: Voluntary agreements under S20 CA 1989",),
    "legal_status=youth_justice": ("Legal status: Youth justice legal statuses",),
    "legal_status=child_protection": ("Legal status: Detained for child protection",),
    "placement=adoption": ("Placement: Placed for adoption",),
    "placement=parents": ("Placement: Placed with parents or other person with parental responsibility",),
    "placement=childrens_home": ("Placement: Secure homes and children's homes",),
    "placement=supported": (f"Placement: {PLACED['in_supported_accommodation_percent'][0]}",),
    "placement=other_residential": ("Placement: Other residential settings", "Placement: Residential schools"),
    "placement=other": ("Placement: Other placements",),
    "provider=own": ("Place providers: Own provision (by the LA)",),
    "provider=other_authority": ("Place providers: Other LA provision",),
    "provider=private": ("Place providers: Private provision",),
    "provider=voluntary": ("Place providers: Voluntary/third sector provision",),
    "provider=other_public": ("Place providers: Other public provision (e.g. by a PCT etc)",),
    "provider=parents": ("Place providers: Parents or other person with parental responsibility",),
    "provider=none": ("Place providers: Placement provider not reported",),
}


#: What authorities' practice is fitted to, but for children ceasing, who are in targets/fit.csv.
OF_PRACTICE = {
    *(("looked_after", breakdown) for breakdown in (
        "placement=parents", "placement=childrens_home", "placement=supported", "provider=own", "legal_status=voluntary")),
    ("three_or_more_placements_percent", ""),
}


class Figure(NamedTuple):
    """A figure of one area and year, and by how much it may be off as it was rounded."""

    measure: str
    breakdown: str
    area: str
    year: int
    value: float
    rounding: float
    unit: str
    source: str


def residents(reference: Reference) -> Iterator[Figure]:
    """Children aged 0 to 17 on 31 March, between the middle of the year before and of this one; also of England."""
    regions = _regions(reference)
    for year in YEARS:
        before, after = reference.population(year - 1), reference.population(year)
        counts = {code: 0.25 * before[code] + 0.75 * after[code] for code in reference.la_codes()}
        for area in ("England", *REGION_NUMBERS, *counts):
            there = [count for code, count in counts.items() if area in ("England", code, regions[code])]
            if there:
                yield Figure("children", "", area, year, round(sum(there)), 0, "children", RESIDENTS)


def supported_accommodation(reference: Reference) -> Iterator[Figure]:
    """England's share of children in supported accommodation; the other kinds are in targets/fit.csv."""
    for year in YEARS:
        count, total = placed("supported").value(reference, year), TOTAL.value(reference, year)
        if count is not None and total:
            source = f"derived: DfE CLA reporting year {release(year)}"
            yield _share("in_supported_accommodation_percent", "England", year, count, total, 0, source)


def unaccompanied(reference: Reference) -> Iterator[Figure]:
    """UASC on 31 March, and their starts: the published whole percent of the starts."""
    for year in YEARS:
        for area, (count, split) in reference.panel("Unacc_Asylmn_Seek_Childn", year).items():
            source = SPLIT_SOURCE if split else "measured: DfE LAIT UASC looked after"
            yield Figure("uasc", "", area, year, round(count), 0, "children", source)
        for area, count in _of_regions(reference, "Unacc_Asylmn_Seek_Childn", year).items():
            yield Figure("uasc", "", area, year, count, TENS, "children", "measured: DfE LAIT UASC looked after")
        source = "derived: DfE LAIT UASC share of starts, to the whole percent"
        starts = reference.panel("LACnum_Start", year)
        for area, percent in reference.panel_shares("UASC_%_Starting", year).items():
            if area in starts:
                count, split = starts[area]
                yield _part_of(count, area, year, percent, SPLIT_SOURCE if split else source)
        regional = _of_regions(reference, "LACnum_Start", year)
        for area, percent in _of_regions(reference, "UASC_%_Starting", year).items():
            yield _part_of(regional[area], area, year, percent, source)


def _part_of(starts: float, area: str, year: int, percent: float, source: str) -> Figure:
    count, rounding = round(percent / 100 * starts, 1), round(PERCENT / 100 * starts, 2)
    return Figure("uasc_starts", "", area, year, count, rounding, "children", source)


def placements(reference: Reference) -> Iterator[Figure]:
    """Shares of the children looked after by where they are: made of counts where these are published, else as printed."""
    for measure, (column, code) in PLACED.items():
        for year in YEARS:
            counts = details(reference, year) if year in YEARS_OF_DETAILS else {}
            printed, stock = reference.panel_shares(code, year), reference.panel("LACnum", year)
            for area in reference.la_codes():
                row = counts.get(area, {})
                parts = [row.get(f"Placement: {label}", "") for label in (column, "Total")]
                if all(cell.isdigit() for cell in parts) and int(parts[1]):
                    yield _share(measure, area, year, int(parts[0]), int(parts[1]), 0, f"derived: {DETAILS}")
                elif area in printed:
                    source = SPLIT_SHARE if area in stock and stock[area][1] else "measured: DfE LAIT whole percent"
                    yield Figure(measure, "", area, year, printed[area], PERCENT, "percent", source)
            for area, percent in _of_regions(reference, code, year).items():
                yield Figure(measure, "", area, year, percent, PERCENT, "percent", "measured: DfE LAIT whole percent")


def stability(reference: Reference) -> Iterator[Figure]:
    """Three or more placements in the year, of counts; the same carer for two years, as printed."""
    measure, many = "three_or_more_placements_percent", "LACStableNum_2016on"
    source = "derived: DfE LAIT number with three or more placements"
    for year in YEARS:
        stock = reference.panel("LACnum", year)
        for area, (count, split) in reference.panel(many, year).items():
            if area in stock and stock[area][0]:
                yield _share(measure, area, year, count, stock[area][0], 0, SPLIT_SHARE if split else source)
        regional = _of_regions(reference, "LACnum", year)
        for area, count in _of_regions(reference, many, year).items():
            yield _share(measure, area, year, count, regional[area], TENS, source)
    measure = "same_carer_two_years_percent"
    for year in YEARS_OF_DETAILS:
        for area, row in details(reference, year).items():
            if (printed := row.get(SAME_CARER, "")).isdigit():
                yield Figure(measure, "", area, year, int(printed), PERCENT, "percent", f"measured: {DETAILS}")
        if year >= FIRST_SAME_CARER:
            for area, percent in _of_regions(reference, "LAC_LongStable%", year).items():
                yield Figure(measure, "", area, year, percent, PERCENT, "percent", "measured: DfE LAIT whole percent")


def listed_homes(reference: Reference) -> Iterator[Figure]:
    """Children's homes in Ofsted's list; who is not in it has none."""
    regions = _regions(reference)
    for year in YEARS_OF_LISTED_HOMES:
        there = homes.of_year(reference, year)
        of_kind = {group: count for group, count in there.homes.items() if group[1] == "childrens_home"}
        split = {group[0] for group in there.split}
        for area in (*REGION_NUMBERS, *reference.la_codes()):
            count = sum(count for (code, _, _), count in of_kind.items() if area in (code, regions[code]))
            source = homes.split_source(year) if area in split else f"measured: Ofsted provider list at 31 March {year}"
            if area in reference.la_codes() or area in regions.values():
                yield Figure("homes", "", area, year, count, 0, "homes", source)


def spending(reference: Reference) -> Iterator[Figure]:
    """All that authorities spent on children looked after in the year, gross."""
    measure, code, source = "spending_looked_after", "TotalLACFinance", "measured: DfE LAIT section 251 outturn, gross"
    for year in YEARS:
        for area, (pounds, split) in reference.panel(code, year).items():
            where = (measure, "", area, year)
            yield Figure(*where, round(pounds / 1e6, 3), 0, "GBP million", SPLIT_SOURCE if split else source)
        for area, pounds in _of_regions(reference, code, year).items():
            yield Figure(measure, "", area, year, round(pounds / 1e6, 3), 0, "GBP million", source)


def splits(reference: Reference) -> Iterator[Figure]:
    """Children looked after by age, legal status, placement and provider: the authorities whose cells are printed."""
    for breakdown, columns in SPLITS.items():
        kind = "measured" if len(columns) == 1 else "derived"
        for year in YEARS_OF_DETAILS:
            for area, row in details(reference, year).items():
                cells = [row.get(column, "") for column in columns]
                if all(cell.isdigit() for cell in cells):
                    count = sum(map(int, cells))
                    yield Figure("looked_after", breakdown, area, year, count, 0, "children", f"{kind}: {DETAILS}")


@functools.cache
def details(reference: Reference, year: int) -> dict[str, dict[str, str]]:
    """Rows of the table of details by authority of today. A county that was split since has none."""
    rows = reference.table("la_table_2021_2023")
    found: dict[str, dict[str, str]] = {}
    for _, row in rows[rows["time_period"] == str(year)].iterrows():
        successors = reference.successors()[row["new_la_code"]]
        if len(successors) == 1 and successors[0][1] == 1:
            found[successors[0][0]] = {str(column): str(cell) for column, cell in row.items()}
    return found


def build(reference: Reference) -> list[Table]:
    """One row per figure, area and year: England and the regions by name, authorities by code."""
    kinds = (residents, supported_accommodation, unaccompanied, placements, stability, listed_homes, spending, splits)
    figures = [figure for kind in kinds for figure in kind(reference)]
    order = {area: place for place, area in enumerate(("England", *REGION_NUMBERS, *reference.la_codes()))}
    names = list(dict.fromkeys((figure.measure, figure.breakdown) for figure in figures))
    figures.sort(key=lambda one: (names.index(one[:2]), order[one.area], one.year))
    tables: dict[str, list[list[str | int | float]]] = {"by_area": [], "local_practice": [], "present": []}
    for one in figures:
        tables[_file(one)].append([*one[:4], _plain(one.value), _plain(one.rounding), one.unit, one.source])
    totals = {"by_area": list(_totals(reference, figures))}
    return [Table(f"targets/{name}.csv", HEADER, rows, totals.get(name, [])) for name, rows in tables.items()]


def _file(figure: Figure) -> str:
    if (figure.measure, figure.breakdown) not in OF_PRACTICE:
        return "by_area"
    return "local_practice" if figure.year < FIRST_OF_PRESENT else "present"


def _totals(reference: Reference, figures: list[Figure]) -> Iterator[Total]:
    """Authorities beside England; what is suppressed is missing."""
    for year in YEARS:
        for measure, code, scale in (("uasc", "Unacc_Asylmn_Seek_Childn", 1.0), ("spending_looked_after", "TotalLACFinance", 1e6)):
            found = [one.value for one in figures
                     if one.measure == measure and one.year == year and one.area not in REGION_NUMBERS]
            published = _above(reference, code, year).get(str(ENGLAND))
            if published:
                yield Total(f"{measure} {year} by authority", sum(found), published / scale)


def _share(measure: str, area: str, year: int, count: float, total: float, rounding: float, source: str) -> Figure:
    """A percentage of two counts, each of which may be off by `rounding`."""
    off = round(100 * rounding * (1 + count / total) / total, 2)
    return Figure(measure, "", area, year, round(100 * count / total, 2), off, "percent", source)


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _regions(reference: Reference) -> dict[str, str]:
    return dict(zip(reference.la_codes(), reference.authorities()["region"]))


@functools.cache
def _above(reference: Reference, measure: str, year: int) -> dict[str, float]:
    """A measure of the panel for England and the regions, by their numbers."""
    rows = reference.table("la_panel")
    rows = rows[(rows["measure"] == measure) & (rows["year"] == str(year)) & (rows["value"] != "-")]
    rows = rows[rows["la_number"].astype(int) >= FIRST_AREA_ABOVE_AUTHORITIES]
    return {row.la_number: float(row.value) for row in rows.itertuples()}


def _of_regions(reference: Reference, measure: str, year: int) -> dict[str, float]:
    above = _above(reference, measure, year)
    return {region: above[number] for region, number in REGION_NUMBERS.items() if number in above}
