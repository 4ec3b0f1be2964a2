"""The national figures on foster carers, children's homes and money that a run is held against.

Foster carers are mainstream households: those of family and friends are tied to one child and are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reference import Reference

Value = Callable[[Reference], float]
IN_HOUSE, INDEPENDENT = "agency=in_house", "agency=independent"

# Most figures of Ofsted's releases were read where others quote them.
SERIES = "Ofsted Fostering in England 2024-25, quoted by Community Care"
OFSTED = {
    2018: "measured: Ofsted Fostering in England 2021-22, quoted by Fosterline",
    2019: "measured: Ofsted Fostering in England 2018-19, quoted by Fosterline",
    2021: "measured: Ofsted Fostering in England 2020-21, quoted by PA",
    2022: "measured: Ofsted Fostering in England 2021-22, quoted by PA",
    2023: "measured: Ofsted Fostering in England 2022-23, quoted by Fairer Fostering",
}
FOSTERLINE_2022 = OFSTED[2018]  # the same page
RECRUITMENT = "measured: Ofsted Recruitment and retention in mainstream fostering (2022-23)"
BY_AGENCY = "measured: Ofsted, quoted by CYP Now"
SPENDING = "measured: DfE LAIT section 251 outturn"


@dataclass(frozen=True)
class SupplyTarget:
    """One figure for England, and where it was published."""

    measure: str
    year: int
    value: Value
    source: str
    unit: str = "households"
    breakdown: str = ""


def fact(measure: str, period: str, breakdown: str = "England") -> Value:
    """A figure as it is recorded."""
    return lambda reference: reference.supply(measure, period, breakdown)


def beside(measure: str, period: str, pattern: str) -> Value:
    """A figure of an earlier year, printed beside the later one."""
    return lambda reference: reference.supply_note(measure, period, pattern)


def households() -> list[SupplyTarget]:
    """Approved households on 31 March."""
    measure, stock = "foster_households", "Mainstream fostering households at 31 March"
    split = "derived: 35,005 times 57% and 43% (Ofsted, quoted by CYP Now)"
    share, share_of = f"{measure}_independent_percent", "IFA share of mainstream fostering households"
    return [
        SupplyTarget(measure, 2021, fact(stock, "2021"), f"measured: {SERIES}"),
        SupplyTarget(measure, 2022, fact(stock, "2022"), FOSTERLINE_2022),
        SupplyTarget(measure, 2023, fact(stock, "2023"), RECRUITMENT),
        SupplyTarget(measure, 2023, fact("LA mainstream households", "2023"), split, breakdown=IN_HOUSE),
        SupplyTarget(measure, 2023, fact("IFA mainstream households", "2023"), split, breakdown=INDEPENDENT),
        SupplyTarget(share, 2019, beside(share_of, "2023", r"(\d+)% in 2019"), BY_AGENCY, "percent"),
        SupplyTarget(share, 2023, fact(share_of, "2023"), BY_AGENCY, "percent"),
    ]


def places() -> list[SupplyTarget]:
    """Approved places on 31 March, and those filled or vacant; the rest is not available."""
    unit, filled = "places", "Mainstream filled places"
    share, share_of = "foster_places_filled_independent_percent", "IFA share of filled mainstream places"
    approved_2021 = f"derived: 69,825 in 2025 is 9.2% fewer ({SERIES})"
    filled_2021 = f"derived: 42,015 in 2025 is 6.1% fewer ({SERIES})"
    approved, vacant = (f"Mainstream {kind} places at 31 March" for kind in ("approved", "vacant"))
    return [
        SupplyTarget("foster_places", 2021, fact("Mainstream approved places", "2021"), approved_2021, unit),
        SupplyTarget("foster_places", 2022, fact(approved, "2022"), OFSTED[2022], unit),
        SupplyTarget("foster_places_filled", 2021, fact(filled, "2021"), filled_2021, unit),
        SupplyTarget("foster_places_vacant", 2022, fact(vacant, "2022"), OFSTED[2022], unit),
        SupplyTarget(share, 2019, beside(share_of, "2023", r"(\d+)% in 2019"), BY_AGENCY, "percent"),
        SupplyTarget(share, 2023, fact(share_of, "2023"), BY_AGENCY, "percent"),
    ]


INITIAL = "Initial enquiries"
ENQUIRIES = {
    2018: (fact(INITIAL, "2017-18"), OFSTED[2019]),
    2019: (fact(INITIAL, "2018-19"), OFSTED[2019]),
    2021: (fact(INITIAL, "2020-21"), RECRUITMENT),
    2022: (fact(INITIAL, "2021-22"), OFSTED[2022]),
    2023: (fact(INITIAL, "2022-23"), RECRUITMENT),
}
RECEIVED, MAINSTREAM = "Applications received", "Applications (mainstream) received"
APPLICATIONS = {
    2018: (fact(MAINSTREAM, "2017-18"), OFSTED[2018]),
    2019: (fact(RECEIVED, "2018-19"), OFSTED[2019]),
    2021: (fact(RECEIVED, "2020-21"), OFSTED[2021]),
    2022: (fact(MAINSTREAM, "2021-22"), FOSTERLINE_2022),
    2023: (fact(MAINSTREAM, "2022-23"), "measured: Ofsted, quoted by fosteringnews.co.uk"),
}


def recruitment() -> list[SupplyTarget]:
    """Enquiries (contacts, not people) and applications in the year."""
    found = [SupplyTarget("enquiries", year, *figure, "enquiries") for year, figure in ENQUIRIES.items()]
    found += [SupplyTarget("applications", year, *figure, "applications") for year, figure in APPLICATIONS.items()]
    share = fact("IFA share of all applications", "2022-23")
    by_share = "derived: 8,010 times 62% (Ofsted Recruitment and retention in mainstream fostering)"
    return found + [
        *_by_agency("enquiries", ENQUIRIES[2023][0], fact(INITIAL, "2022-23", "IFA"), OFSTED[2023]),
        *_by_agency("applications", APPLICATIONS[2023][0], _percent_of(APPLICATIONS[2023][0], share), by_share),
    ]


def _by_agency(measure: str, everything: Value, independent: Value, source: str) -> list[SupplyTarget]:
    """Those of independent agencies in 2023, and the others."""
    rest = "derived: all less those of independent agencies"
    return [
        SupplyTarget(measure, 2023, lambda of: everything(of) - independent(of), rest, measure, IN_HOUSE),
        SupplyTarget(measure, 2023, independent, source, measure, INDEPENDENT),
    ]


def _percent_of(base: Value, percent: Value) -> Value:
    return lambda reference: round(base(reference) * percent(reference) / 100)


def approvals_and_leavers() -> list[SupplyTarget]:
    """Households approved, and households that stopped fostering, in the year."""
    approved, left = "Newly approved mainstream households", "Deregistered mainstream households in year"
    active_2020 = fact(f"{approved} still active at year end", "2019-20")
    active_2022 = fact(f"{approved} in year (still active 31 March)", "2021-22")
    rate = "Deregistration rate (deregistered / stock at start)"
    percent_2022, percent_2023 = (fact(rate, period, "mainstream") for period in ("2021-22", "2022-23"))
    community_care = "measured: Ofsted, quoted by Community Care"
    with_leavers = f"{OFSTED[2023]}; 275 of them left in the year"
    from_stocks = "derived: Ofsted households of 2018 and 2021, 4,600 to 4,900 approved a year between"
    share = "foster_leavers_percent"
    return [
        SupplyTarget("foster_approvals", 2020, active_2020, community_care),
        SupplyTarget("foster_approvals", 2022, active_2022, OFSTED[2022]),
        SupplyTarget("foster_approvals", 2023, fact(f"{approved} in year", "2022-23"), with_leavers),
        SupplyTarget("foster_leavers", 2022, fact(left, "2021-22"), OFSTED[2022]),
        SupplyTarget("foster_leavers", 2023, fact(left, "2022-23"), OFSTED[2023]),
        SupplyTarget(share, 2021, _leaving_before_2021, from_stocks, "percent"),
        SupplyTarget(share, 2022, percent_2022, "derived: Ofsted, 5,435 of 37,325 a year before", "percent"),
        SupplyTarget(share, 2023, percent_2023, "derived: Ofsted, 5,125 of 36,050 a year before", "percent"),
    ]


def _leaving_before_2021(reference: Reference) -> float:
    facts = reference.table("extra_facts")
    return float(facts[facts["measure"] == "Mainstream households leaving a year, fit years"]["value"].item())


def homes() -> list[SupplyTarget]:
    """Children's homes on 31 March: Ofsted's own count and growth to 2021, its list of active providers after.

    The lists of 2020 and 2021 are different extracts, so the growth between them is not theirs.
    """
    homes_2020 = fact("Mainstream children's homes at 31 March", "2020")
    places_2020 = fact("Mainstream children's home places", "2020")
    homes_more, places_more = (fact(f"Change in number of children's home{what}", "2021") for what in ("s", " places"))
    quoted = "(Ofsted, quoted by Community Care)"
    growth = "derived: 2020 and Ofsted Main findings: children's social care 2021"
    found = [
        SupplyTarget("homes", 2020, homes_2020, f"derived: 3,946 in 2025 is 66% more {quoted}", "homes"),
        SupplyTarget("homes", 2021, _grown(homes_2020, homes_more), f"{growth} (11% more)", "homes"),
        SupplyTarget("home_places", 2020, places_2020, f"derived: 14,259 in 2025 is 42% more {quoted}", "places"),
        SupplyTarget("home_places", 2021, _grown(places_2020, places_more), f"{growth} (8% more)", "places"),
    ]
    for year in (2022, 2023):
        source = f"measured: Ofsted provider list at 31 March {year} (active)"
        found.append(SupplyTarget("homes", year, _listed("homes", year), source, "homes"))
        found.append(SupplyTarget("home_places", year, _listed("places", year), source, "places"))
    return found


def _grown(before: Value, percent: Value) -> Value:
    return lambda reference: round(before(reference) * (1 + percent(reference) / 100))


def _listed(column: str, year: int) -> Value:
    def total(reference: Reference) -> float:
        listed = reference.table("childrens_homes_by_la")
        listed = listed[(listed["year_at_31_march"] == str(year)) & (listed["kind"] == "children's home")]
        return float(listed[column].astype(int).sum())

    return total


def money() -> list[SupplyTarget]:
    """What authorities spent, in prices of the year."""
    services = {"service=fostering": "FosteringFinance", "service=residential": "RescareFinance"}
    found = []
    for year in (2020, 2021, 2022, 2023):
        for service, code in services.items():
            source = f"{SPENDING}, weekly unit cost"
            found.append(SupplyTarget("spending_per_child_week", year, _panel(code, year), source, "GBP", service))
        million = _panel("TotalLACFinance", year, 1e6)
        found.append(SupplyTarget("spending_looked_after", year, million, f"{SPENDING}, gross", "GBP million"))
    return found


def _panel(code: str, year: int, unit: float = 1.0) -> Value:
    return lambda reference: reference.panel_england(code, year) / unit


def supply_rows(reference: Reference, years: tuple[int, ...]) -> list[list[str | int | float]]:
    """The rows of these years, England only; as published, whole numbers but for percentages and millions."""
    rows: list[list[str | int | float]] = []
    for target in (*households(), *places(), *recruitment(), *approvals_and_leavers(), *homes(), *money()):
        if target.year in years:
            value = round(target.value(reference), 1)
            where = [target.measure, target.breakdown, "England", "England", target.year]
            rows.append([*where, int(value) if value == int(value) else value, target.unit, target.source])
    return rows
