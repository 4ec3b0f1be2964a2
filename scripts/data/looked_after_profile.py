"""looked_after_profile.csv: children looked after on each 31 March by authority and characteristic.

England's figures are of the year. What is known of an authority is of 2021 or later (or nothing): its shares of the year,
or of 2021, are raked to its total and England's categories of the year.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

import ethnicity
import looked_after
import published_labels as labels
import uasc
from mixes_of_authorities import in_words, mix, year_of_details
from national_targets import PROVIDERS, STOCK, placed
from reference import FIRST_DAYS, Reference
from rounding import Counts, Numbers, rake, round_to_margins, round_to_total
from tables import Table, Total

SEXES = {name: labels.SEXES[name] for name in ("male", "female")}
CARE_ORDERS = {"care_order_interim": "Interim care order", "care_order_full": "Full care order"}
# Where interim and full care orders are apart: nowhere from 2018 to 2020.
LATEST_ORDERS = f"{STOCK} (2025 release)"
ORDER_TABLES = {2017: "CLA at 31 March (SFR underlying 2011-2017)"} | {
    year: LATEST_ORDERS for year in FIRST_DAYS if year == year_of_details(year)
}
LEGAL_STATUSES = (*CARE_ORDERS, "placement_order", "voluntary", "youth_justice", "child_protection")
PLACEMENTS = tuple(labels.PLACEMENT_KINDS)
PROVIDER_KINDS = ("own", "other_authority", "other_public", "private", "voluntary", "parents", "none")
# Categories that are one and the same thing in both groups: who provides, and where the child is.
SAME = {"parents": "parents", "none": "other"}
PROVIDER_LABELS = {
    "own": "Own provision (by the LA)",
    "other_authority": "Other LA provision",
    "other_public": "Other public provision (e.g. by a PCT etc)",
    "private": "Private provision",
    "voluntary": "Voluntary/third sector provision",
}
# Placements as published by authority -> our kinds.
PLACEMENT_LABELS = {
    "Foster placements": ("foster_kin", "foster"),
    "Placed for adoption": ("adoption",),
    "Placed with parents or other person with parental responsibility": ("parents",),
    "Secure homes and children's homes": ("childrens_home",),
    "Independent and semi-independent living arrangements/supported accommodation": ("supported",),
    "Other residential settings": ("other_residential",),
    "Residential schools": ("residential_school",),
    "Other placements": ("other",),
}
ORDERS_BETWEEN = "split as 2017-21"


def sources(year: int) -> dict[str, str]:
    """What the rows of a year say of where they come from: {characteristic, or category: source}."""
    england, details = f"DfE CLA England {year}", in_words(year)
    apart = "split as published" if year in ORDER_TABLES else ORDERS_BETWEEN
    return {
        "sex": f"derived: {england}; sex in the LA {details}",
        "ethnicity": f"assumed: {england}; LA children's ethnicity x national ratio; UASC apart",
        "legal_status": f"derived: {england}; legal status in the LA {details}, UASC apart",
        "care_order": f"derived: {england} {apart}; LA shares {details}",
        "need": f"assumed: {england}; same mix in every LA, UASC apart",
        "placement": f"derived: {england}; placements in the LA {details}",
        "kin": f"assumed: {england}; foster care in the LA {details}, kin share as England",
        "provider": f"derived: {england}; providers in the LA {details}",
    }


@dataclass(frozen=True)
class Characteristic:
    """England's published categories on a 31 March, and counts by authority that fit both margins."""

    categories: tuple[str, ...]
    published: Numbers
    table: Counts

    def column(self, category: str) -> Counts:
        return self.table[:, self.categories.index(category)]


@functools.cache
def characteristics(reference: Reference, year: int) -> dict[str, Characteristic]:
    """Every characteristic, in the order of the file."""
    makers = {
        "sex": sex,
        "ethnicity": ethnic_group,
        "legal_status": legal_status,
        "need": need,
        "placement": placement,
        "provider": provider,
    }
    return {name: make(reference, year) for name, make in makers.items()}


def national(reference: Reference, group: str, names: dict[str, str | tuple[str, ...]], year: int) -> Numbers:
    """England's children looked after by category of one group; the first wording found is taken."""
    facts = reference.facts(STOCK)
    return np.array([first_wording(facts, group, wording, year) for wording in names.values()])


def fit(reference: Reference, year: int, seed: Numbers, published: Numbers) -> Counts:
    """Rake `seed` to the authorities' totals and England's categories, and round to both."""
    rows = looked_after.authority_totals(reference, year)
    columns = round_to_total(published, int(rows.sum()))
    return round_to_margins(rake(seed, rows.astype(float), columns.astype(float)), rows, columns)


def sex(reference: Reference, year: int) -> Characteristic:
    published = national(reference, "Gender", SEXES, year)
    in_details = national(reference, "Gender", SEXES, year_of_details(year))
    seed = mix(reference, year, "Sex", list(SEXES.values()), in_details)
    return Characteristic(tuple(SEXES), published, fit(reference, year, seed, published))


def ethnic_group(reference: Reference, year: int) -> Characteristic:
    """Not published by authority: the group's share of resident children times one national ratio.

    UASC are apart: they have England's mix of UASC wherever they are. `unknown` is the same share everywhere.
    """
    names = labels.ETHNIC_GROUPS
    published = national(reference, "Ethnicity", names, year)
    alone = unaccompanied_mix(reference, year, "Ethnicity", names)
    others = published - alone * unaccompanied(reference, year).sum()
    children = ethnicity.shares(reference)
    ratios = others[:-1] / others.sum() / ethnicity.of_england(reference, year)
    unknown = np.full((len(children), 1), others[-1] / others.sum())
    seed = _seed_of_two_groups(reference, year, np.hstack([children * ratios, unknown]), alone)
    return Characteristic(tuple(names), published, fit(reference, year, seed, published))


def need(reference: Reference, year: int) -> Characteristic:
    """Not published by authority: England's mix, apart for UASC (mostly absent parenting) and the others."""
    published = national(reference, "Category of need", labels.NEEDS, year)
    alone = unaccompanied_mix(reference, year, "Category of need", labels.NEEDS)
    others = np.maximum(published - alone * unaccompanied(reference, year).sum(), 0)
    everywhere = np.tile(others / others.sum(), (len(reference.la_codes()), 1))
    seed = _seed_of_two_groups(reference, year, everywhere, alone)
    return Characteristic(tuple(labels.NEEDS), published, fit(reference, year, seed, published))


def interim_share(reference: Reference, year: int) -> float:
    """Interim orders among care orders on 31 March; between 2017 and 2021 on the line from one to the other.

    England's figure is published for 2017 and from 2021; it rose (20.4% to 23.7%) as court cases took longer.
    """
    shares = {known: interim / (interim + full) for known, (interim, full) in _orders(reference).items()}
    return float(np.interp(year, list(shares), list(shares.values())))


def legal_status(reference: Reference, year: int) -> Characteristic:
    wording = {name: labels.LEGAL_STATUSES[name] for name in LEGAL_STATUSES[2:]}
    both_orders = national(reference, "Legal status", {"": labels.LEGAL_STATUSES["care_order"]}, year)[0]
    interim = interim_share(reference, year)
    rest = national(reference, "Legal status", wording, year)
    published = np.array([interim * both_orders, (1 - interim) * both_orders, *rest])
    details = year_of_details(year)
    in_details = [*_orders(reference)[details], *national(reference, "Legal status", wording, details)]
    words = [*CARE_ORDERS.values(), *wording.values()]
    in_authorities = mix(reference, year, "Legal status", words, np.array(in_details, dtype=float))
    seed = _with_unaccompanied_of_the_year(reference, year, in_authorities)
    return Characteristic(LEGAL_STATUSES, published, fit(reference, year, seed, published))


@functools.cache
def placement(reference: Reference, year: int) -> Characteristic:
    """By authority only foster care as a whole: kin are England's share of it, UASC apart (none is with kin).

    Residential schools are published apart from 2021: filling gaps needs England's schools apart too.
    """
    details = year_of_details(year)
    published = np.array([placed(kind).value(reference, year) for kind in PLACEMENTS], dtype=float)
    kinds_of_england = (*PLACEMENTS, "residential_school")
    england = {kind: placed(kind).value(reference, details) or 0.0 for kind in kinds_of_england}
    england["other_residential"] -= england["residential_school"]
    in_details = [sum(england[kind] for kind in kinds) for kinds in PLACEMENT_LABELS.values()]
    by_label = dict(zip(PLACEMENT_LABELS, mix(reference, year, "Placement", list(PLACEMENT_LABELS), np.array(in_details)).T))
    foster = by_label["Foster placements"]
    alone = uasc.stock(reference, details) * _foster_share_of_uasc(reference, details)
    with_families = np.maximum(foster - alone, 0.0)
    kin = with_families * published[0] / published[:2].sum()
    columns = {kinds[-1]: by_label[label] for label, kinds in PLACEMENT_LABELS.items()}
    columns |= {"foster_kin": kin, "foster": foster - kin}
    columns["other_residential"] = columns["other_residential"] + columns["residential_school"]
    seed = np.stack([columns[kind] for kind in PLACEMENTS], axis=1)
    return Characteristic(PLACEMENTS, published, fit(reference, year, seed, published))


def provider(reference: Reference, year: int) -> Characteristic:
    """Children with their parents, and those in other placements (provider not reported), are as placed.

    The providers of the others fit what is left of the authority and of England. Published figures of both
    groups are the same wherever both are given (2021: all 54 authorities; England's of every year).
    """
    facts = reference.facts(PROVIDERS)
    everywhere = "1. All children looked after at 31 March"
    names = [labels.PROVIDER_KINDS[kind] for kind in PROVIDER_KINDS]
    by_kind = [
        np.array([first_wording(facts, everywhere, wording, of_year) for wording in names])
        for of_year in (year, year_of_details(year))
    ]
    where = placement(reference, year)
    fixed = np.stack([where.column(kind) for kind in SAME.values()], axis=1)
    rows = looked_after.authority_totals(reference, year) - fixed.sum(axis=1)
    columns = round_to_total(by_kind[0][: len(PROVIDER_LABELS)], int(rows.sum()))
    # Where the group is suppressed, so may be the two that are left out: fill all seven, then take five.
    words = [*PROVIDER_LABELS.values(), "Parents or other person with parental responsibility"]
    words.append("Placement provider not reported")
    seed = mix(reference, year, "Place providers", words, by_kind[1])[:, : len(PROVIDER_LABELS)]
    table = round_to_margins(rake(seed, rows.astype(float), columns.astype(float)), rows, columns)
    return Characteristic(PROVIDER_KINDS, by_kind[0], np.hstack([table, fixed]))


def unaccompanied(reference: Reference, year: int) -> Counts:
    """UASC looked after on 31 March by authority."""
    return looked_after.unaccompanied(reference, year).sum(axis=1)


def unaccompanied_mix(
    reference: Reference, year: int, group: str, names: dict[str, str | tuple[str, ...]]
) -> Numbers:
    """Shares of England's UASC looked after by category; one without a figure has none."""
    facts = reference.facts(uasc.STOCK)
    counts = np.array([first_wording(facts, group, wording, year, 0.0) for wording in names.values()])
    return counts / counts.sum()


def build(reference: Reference) -> Table:
    """One row per authority, year, characteristic and category, zeros too."""
    of_year = {year: characteristics(reference, year) for year in FIRST_DAYS}
    rows: list[list[str | int | float]] = []
    for place, code in enumerate(reference.la_codes()):
        for year, groups in of_year.items():
            said = sources(year)
            for name, group in groups.items():
                for category, count in zip(group.categories, group.table[place]):
                    source = said[_how(name, category)]
                    rows.append([code, name, category, int(count), year, "children", source])
    totals = [
        Total(f"{name} {category} {year}", float(count), float(published))
        for year, groups in of_year.items()
        for name, group in groups.items()
        for category, count, published in zip(group.categories, group.table.sum(axis=0), group.published)
    ]
    header = ["la_code", "characteristic", "category", "children", "year", "unit", "source"]
    return Table("data/looked_after_profile.csv", header, rows, totals)


def _how(characteristic: str, category: str) -> str:
    """Which of the sources a row has."""
    if category in CARE_ORDERS:
        return "care_order"
    return "kin" if category in ("foster_kin", "foster") else characteristic


def _seed_of_two_groups(reference: Reference, year: int, others_mix: Numbers, alone: Numbers) -> Numbers:
    """Authority x category: its UASC in the mix `alone`, the others in the mix of its row."""
    of_whom = unaccompanied(reference, year).astype(float)
    others = looked_after.authority_totals(reference, year) - of_whom
    return others[:, np.newaxis] * others_mix + np.outer(of_whom, alone)


def _with_unaccompanied_of_the_year(reference: Reference, year: int, in_details: Numbers) -> Numbers:
    """Legal statuses with the UASC of the year of details (voluntary, assumed) taken out and those of the year put in."""
    details = year_of_details(year)
    totals = looked_after.published_totals(reference, details)
    seed = in_details * (totals / in_details.sum(axis=1))[:, np.newaxis]
    column = LEGAL_STATUSES.index("voluntary")
    seed[:, column] = np.maximum(seed[:, column] - uasc.stock(reference, details), 0)
    of_whom = unaccompanied(reference, year)
    others = looked_after.authority_totals(reference, year) - of_whom
    seed *= (others / np.maximum(seed.sum(axis=1), 1e-9))[:, np.newaxis]
    seed[:, column] += of_whom
    return seed


def _foster_share_of_uasc(reference: Reference, year: int) -> float:
    facts = reference.facts(uasc.STOCK)
    return facts[("Placements; 1. Foster placements", year)] / facts[("Placements; Total", year)]


@functools.cache
def _orders(reference: Reference) -> dict[int, tuple[float, float]]:
    """England's interim and full care orders in the years in which they are published apart."""
    found = {}
    for year, table in ORDER_TABLES.items():
        facts = reference.regional_facts(table)
        interim, full = (facts[(f"Legal status; {label}", year)] for label in CARE_ORDERS.values())
        found[year] = (interim, full)
    return found


def first_wording(
    facts: dict[tuple[str, int], float],
    group: str,
    wording: str | tuple[str, ...],
    year: int,
    missing: float | None = None,
) -> float:
    """The figure under the first of several wordings that is published for the year."""
    for label in (wording,) if isinstance(wording, str) else wording:
        if (f"{group}; {label}", year) in facts:
            return facts[(f"{group}; {label}", year)]
    if missing is None:
        raise KeyError(f"no figure of {year} for '{group}; {wording}'")
    return missing
