"""uasc.csv: unaccompanied asylum-seeking children (UASC) who arrive and who are transferred, 2020 to 2035."""

from __future__ import annotations

import functools
from dataclasses import dataclass

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
CEASES = "CLA ceasing in year"
TAKEN_OVER = "Reason episode ceased; Care taken by another local authority"
OLDER_CEASES = "CLA ceasing in year (SFR underlying 2011-2017)"
OLDER_TAKEN_OVER = "Reason; E3 Care taken over by another LA"
BEFORE_THE_SCHEME = range(2011, 2016)  # 150 to 190 a year, of families that moved: not UASC, assumed
BEYOND_CHANCE = 1.5  # standard deviations of a Poisson number
MOST_SENT_ON, MOST_TAKEN_OVER = 0.95, 0.9  # of an authority's starts: the rest is kept apart from chance
TENTHS = 10  # one decimal: children are counted in tenths
# Numbers of the regions in the panel, in the order of REGION_CODES. 987 and 988 are the halves of London.
REGION_NUMBERS = dict(zip(REGION_CODES, ("980", "981", "982", "983", "984", "985", "986", "989", "990")))
SOURCE = "derived: DfE CLA UASC starts by authority (LAIT), E3 in England; transfers by what more ceased than elsewhere"
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


@dataclass(frozen=True)
class Flows:
    """UASC of each authority in a year [children]."""

    arrivals: Numbers  # who come to it first
    transferred_out: Numbers  # of those, whose care another authority takes over
    transferred_in: Numbers  # whose care it takes over


@functools.cache
def flows(reference: Reference, year: int) -> Flows:
    """Starts apart by whether the child came from abroad or from another authority, and who went on to another.

    A child whose care is taken over (E3) starts twice: published starts have it in both authorities. E3 is published for
    England. By authority it is what more ceased than turn 18 elsewhere, of children for children: starts less the change of the
    stock, beside the mean rate of all. More by one and a half standard deviations of chance counts, scaled to England; who
    sends children on takes none over, and the others do in proportion to their starts.
    """
    started = starts(reference, year)
    before, after = stock(reference, year - 1).astype(float), stock(reference, year).astype(float)
    ceased, at_risk = started - (after - before), before + started / 2
    national = taken_over(reference, year)
    expected = (ceased.sum() - national) / at_risk.sum() * at_risk
    more = np.where(ceased - expected > BEYOND_CHANCE * np.sqrt(expected), ceased - expected, 0.0)
    out = fit_below(more, MOST_SENT_ON * started, national)
    receive = np.where(out > 0, 0.0, started)
    taken = fit_below(receive, MOST_TAKEN_OVER * started, national)
    return Flows(started - taken, out, taken)


def taken_over(reference: Reference, year: int) -> float:
    """UASC whose care another authority took over: all such children less those of the years before there were so many."""
    every = reference.facts(CEASES)[(TAKEN_OVER, year)]
    others = np.mean([reference.series(OLDER_CEASES, OLDER_TAKEN_OVER)[other] for other in BEFORE_THE_SCHEME])
    return float(every - others)


def build(reference: Reference) -> Table:
    """One row per authority and year: who arrives, who of them is transferred, and who is taken over from others."""
    names = ("arrivals", "transferred_out", "transferred_in")
    by_year: dict[int, list[Counts]] = {}
    totals = []
    for year in YEARS:
        if year > LAST_PUBLISHED_YEAR:
            by_year[year] = by_year[LAST_PUBLISHED_YEAR]
            continue
        of_year = flows(reference, year)
        tenths = [np.rint(getattr(of_year, name) * TENTHS).astype(int) for name in names]
        by_year[year] = [tenths[0], np.minimum(tenths[1], tenths[0]), tenths[2]]
        national = reference.facts(STARTS)[(UASC, year)]
        totals.append(Total(f"starts {year}", float(by_year[year][0].sum() + by_year[year][2].sum()) / TENTHS, national))
        moved = taken_over(reference, year)
        totals.append(Total(f"transferred {year}", float(by_year[year][1].sum()) / TENTHS, moved))
    rows: list[list[str | int | float]] = [
        [code, year, *(int(column[place]) / TENTHS for column in by_year[year]), "children per year", source(year)]
        for place, code in enumerate(reference.la_codes())
        for year in YEARS
    ]
    return Table("data/uasc.csv", ["la_code", "year", *names, "unit", "source"], rows, totals)


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
