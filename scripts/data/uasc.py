"""uasc.csv: unaccompanied asylum-seeking children (UASC) coming into care, 2020 to 2035."""

from __future__ import annotations

import functools

import numpy as np

from areas import REGION_CODES
from reference import Reference
from rounding import Counts, Numbers, round_to_total
from tables import Table, Total

YEARS = range(2020, 2036)
LAST_PUBLISHED_YEAR = 2023
STOCK_YEARS = range(2019, LAST_PUBLISHED_YEAR + 1)
STOCK = "UASC looked after at 31 March"
STARTS = "CLA starting in year"
UASC = "Unaccompanied asylum-seeking children; Unaccompanied asylum-seeking children"
NOT_UASC = "Unaccompanied asylum-seeking children; Non-unaccompanied asylum-seeking children"
UNDER_16_OF_STARTS = 0.25  # assumed: no age of UASC starters is published; README says what supports it
TENTHS = 10  # one decimal: children are counted in tenths
# Numbers of the regions in the panel, in the order of REGION_CODES. 987 and 988 are the halves of London.
REGION_NUMBERS = dict(zip(REGION_CODES, ("980", "981", "982", "983", "984", "985", "986", "989", "990")))
SOURCE = "derived: DfE CLA UASC starts in England; split by UASC stock"
ASSUMED_SOURCE = "assumed: arrivals stay as in the year to March 2023"


@functools.cache
def stock(reference: Reference, year: int) -> Counts:
    """UASC looked after on 31 March by authority: as published, gaps filled, adding to England.

    Gaps of a region are in proportion to what each authority has in the years beside, where those are known
    or, failing that, shared out by children resident.
    """
    beside = [other for other in (year - 1, year + 1) if other in STOCK_YEARS]
    weights = np.mean([_filled(reference, other, _residents(reference, other)) for other in beside], axis=0)
    values = _filled(reference, year, np.maximum(weights, 0.1))
    return round_to_total(values, round(values.sum()))


def _filled(reference: Reference, year: int, weights: Numbers) -> Numbers:
    """UASC by authority; those without a figure share what is missing to England.

    First what is missing to the published total of their region, or one child each if that is more (a gap
    is not printed as 0), then by `weights`. Nobody gets more than all but one of the children looked after:
    what is hidden is a small number, of these or of the others.
    """
    published = reference.panel("Unacc_Asylmn_Seek_Childn", year)
    known = _values(reference, "Unacc_Asylmn_Seek_Childn", year)
    missing = np.array([code not in published for code in reference.la_codes()])
    most = np.maximum(_values(reference, "LACnum", year) - 1, 0)
    regions = reference.authorities()["region"].to_numpy()
    gaps = np.zeros(len(known))
    for region, total in _regional_stock(reference, year).items():
        here = missing & (regions == region)
        if here.any():
            rest = max(total - known[regions == region].sum(), here.sum())
            gaps[here] = rest * weights[here] / weights[here].sum()
    return known + fit_below(gaps, most, reference.facts(STOCK)[("Age group; Total", year)] - known.sum())


@functools.cache
def starts(reference: Reference, year: int) -> Numbers:
    """UASC among the children who started to be looked after in a year, by authority, adding to England.

    Published share of starts where there is one (2020 on). Elsewhere the odds that a starter is a UASC are
    those that a child in care is one, times the one ratio that makes the authorities add to England.
    """
    codes = reference.la_codes()
    all_starts = _values(reference, "LACnum_Start", year)
    share = reference.panel_shares("UASC_%_Starting", year)
    known = np.array([code in share for code in codes])
    counts = np.array([share.get(code, 0.0) / 100 for code in codes]) * all_starts
    in_care = np.maximum(_values(reference, "LACnum", year), 1)
    among = np.minimum(stock(reference, year), in_care - 0.5) / in_care
    odds = among / (1 - among)
    national = reference.facts(STARTS)[(UASC, year)]

    def by_odds(ratio: float) -> Numbers:
        return np.where(known, counts, all_starts * ratio * odds / (1 + ratio * odds))

    # The ratio of the nation where most shares are known, else the ratio that meets the total.
    nation = national / reference.facts(STARTS)[(NOT_UASC, year)]
    stock_of_nation = stock(reference, year).sum() / (in_care.sum() - stock(reference, year).sum())
    ratio = nation / stock_of_nation
    if not known.any():
        low, high = 0.0, 100.0
        for _ in range(60):
            ratio = (low + high) / 2
            low, high = (ratio, high) if by_odds(ratio).sum() < national else (low, ratio)
    return fit_below(by_odds(ratio), all_starts, national)


def ages_of_starts(total: float) -> Numbers:
    """UASC starts by age band: everybody is 10 or older."""
    return np.array([0.0, 0.0, 0.0, UNDER_16_OF_STARTS, 1 - UNDER_16_OF_STARTS]) * total


def fit_below(values: Numbers, most: Numbers, total: float) -> Numbers:
    """Scale `values` to `total`; who would get more than `most` gets that, the others share the rest."""
    values = np.array(values, dtype=float)
    full = np.zeros(values.shape, dtype=bool)
    while True:
        free = values[~full].sum()
        scaled = np.where(full, most, values * ((total - most[full].sum()) / free if free else 0.0))
        over = ~full & (scaled > most + 1e-9)
        if not over.any():
            if abs(scaled.sum() - total) > 1e-6:
                raise ValueError(f"no room for {total}: at most {scaled.sum()}")
            return scaled
        full |= over


def build(reference: Reference) -> Table:
    """One row per authority and year: England's starts, split by the mean stock at both ends of the year."""
    by_year: dict[int, Counts] = {}
    totals = []
    for year in YEARS:
        if year <= LAST_PUBLISHED_YEAR:
            national = reference.facts(STARTS)[(UASC, year)]
            both_ends = (stock(reference, year - 1) + stock(reference, year)) / 2
            by_year[year] = round_to_total(both_ends, round(national * TENTHS))
            totals.append(Total(f"arrivals {year}", float(by_year[year].sum()) / TENTHS, national))
        else:
            by_year[year] = by_year[LAST_PUBLISHED_YEAR]
    rows: list[list[str | int | float]] = [
        [code, year, int(by_year[year][place]) / TENTHS, "children per year", source(year)]
        for place, code in enumerate(reference.la_codes())
        for year in YEARS
    ]
    return Table("data/uasc.csv", ["la_code", "year", "arrivals", "unit", "source"], rows, totals)


def source(year: int) -> str:
    return SOURCE if year <= LAST_PUBLISHED_YEAR else ASSUMED_SOURCE


def _values(reference: Reference, measure: str, year: int) -> Numbers:
    """A measure of the panel by authority; a suppressed one (Isles of Scilly) counts as none."""
    panel = reference.panel(measure, year)
    return np.array([panel.get(code, (0.0, False))[0] for code in reference.la_codes()])


def _residents(reference: Reference, year: int) -> Numbers:
    """Children living in each authority in the middle of the year before."""
    population = reference.population(year - 1)
    return np.array([population[code] for code in reference.la_codes()], dtype=float)


def _regional_stock(reference: Reference, year: int) -> dict[str, float]:
    """Region -> UASC looked after, published to the nearest ten."""
    rows = reference.table("la_panel")
    rows = rows[(rows["measure"] == "Unacc_Asylmn_Seek_Childn") & (rows["year"] == str(year))]
    values = dict(zip(rows["la_number"], rows["value"]))
    return {region: float(values[number]) for region, number in REGION_NUMBERS.items()}
