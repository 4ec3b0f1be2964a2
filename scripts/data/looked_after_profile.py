"""looked_after_profile.csv: children looked after on 31 March 2019 by authority and characteristic.

England's figures are of 2019. What is known of an authority is of 2021 (or nothing): its shares of then are
raked to its total and England's categories of 2019.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

import ethnicity
import looked_after
import published_labels as labels
import uasc
from national_targets import PROVIDERS, STOCK, placed
from reference import Reference
from rounding import Counts, Numbers, rake, round_to_margins, round_to_total
from shares_of_2021 import mix_of_2021
from tables import Table, Total

YEAR = 2019
SEXES = {name: labels.SEXES[name] for name in ("male", "female")}
CARE_ORDERS = {"care_order_interim": "Interim care order", "care_order_full": "Full care order"}
# Where interim and full care orders are apart: nowhere from 2018 to 2020.
ORDER_TABLES = {2017: "CLA at 31 March (SFR underlying 2011-2017)", 2021: f"{STOCK} (2025 release)"}
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
SOURCES = {
    "sex": "derived: DfE CLA England 2019; sex in the LA 2021",
    "ethnicity": "assumed: DfE CLA England 2019; LA children's ethnicity x national ratio; UASC apart",
    "legal_status": "derived: DfE CLA England 2019; legal status in the LA 2021, UASC apart",
    "care_order": "derived: DfE CLA England 2019 split as 2017-21; LA shares 2021",
    "need": "assumed: DfE CLA England 2019; same mix in every LA, UASC apart",
    "placement": "derived: DfE CLA England 2019; placements in the LA 2021",
    "kin": "assumed: DfE CLA England 2019; foster care in the LA 2021, kin share as England",
    "provider": "derived: DfE CLA England 2019; providers in the LA 2021",
}


@dataclass(frozen=True)
class Characteristic:
    """England's published categories on 31 March 2019, and counts by authority that fit both margins."""

    categories: tuple[str, ...]
    published: Numbers
    table: Counts

    def column(self, category: str) -> Counts:
        return self.table[:, self.categories.index(category)]


def characteristics(reference: Reference) -> dict[str, Characteristic]:
    """Every characteristic, in the order of the file."""
    makers = {"sex": sex, "ethnicity": ethnic_group, "legal_status": legal_status, "need": need}
    return {name: make(reference) for name, make in makers.items()} | {
        "placement": placement(reference),
        "provider": provider(reference),
    }


def national(reference: Reference, group: str, names: dict[str, str | tuple[str, ...]], year: int) -> Numbers:
    """England's children looked after by category of one group; the first wording found is taken."""
    facts = reference.facts(STOCK)
    return np.array([first_wording(facts, group, wording, year) for wording in names.values()])


def fit(reference: Reference, seed: Numbers, published: Numbers) -> Counts:
    """Rake `seed` to the authorities' totals and England's categories, and round to both."""
    rows = looked_after.total_of_2019(reference)
    columns = round_to_total(published, int(rows.sum()))
    return round_to_margins(rake(seed, rows.astype(float), columns.astype(float)), rows, columns)


def sex(reference: Reference) -> Characteristic:
    published = national(reference, "Gender", SEXES, YEAR)
    seed = mix_of_2021(reference, "Sex", list(SEXES.values()), national(reference, "Gender", SEXES, 2021))
    return Characteristic(tuple(SEXES), published, fit(reference, seed, published))


@functools.cache
def ethnic_group(reference: Reference) -> Characteristic:
    """Not published by authority: the group's share of resident children times one national ratio.

    UASC are apart: they have England's mix of UASC wherever they are. `unknown` is the same share everywhere.
    """
    names = labels.ETHNIC_GROUPS
    published = national(reference, "Ethnicity", names, YEAR)
    alone = unaccompanied_mix(reference, "Ethnicity", names)
    others = published - alone * unaccompanied(reference).sum()
    children = ethnicity.shares(reference)
    ratios = others[:-1] / others.sum() / ethnicity.of_england(reference)
    unknown = np.full((len(children), 1), others[-1] / others.sum())
    seed = _seed_of_two_groups(reference, np.hstack([children * ratios, unknown]), alone)
    return Characteristic(tuple(names), published, fit(reference, seed, published))


def need(reference: Reference) -> Characteristic:
    """Not published by authority: England's mix, apart for UASC (mostly absent parenting) and the others."""
    published = national(reference, "Category of need", labels.NEEDS, YEAR)
    alone = unaccompanied_mix(reference, "Category of need", labels.NEEDS)
    others = np.maximum(published - alone * unaccompanied(reference).sum(), 0)
    mix = np.tile(others / others.sum(), (len(reference.la_codes()), 1))
    seed = _seed_of_two_groups(reference, mix, alone)
    return Characteristic(tuple(labels.NEEDS), published, fit(reference, seed, published))


def interim_share(reference: Reference) -> float:
    """Interim orders among care orders on 31 March 2019: half way between 2017 and 2021.

    England's figure is published for 2017 and from 2021; it rose (20.4% to 23.7%) as court cases took longer.
    """
    shares = [interim / (interim + full) for interim, full in _orders(reference).values()]
    return float(np.mean(shares))


def legal_status(reference: Reference) -> Characteristic:
    wording = {name: labels.LEGAL_STATUSES[name] for name in LEGAL_STATUSES[2:]}
    both_orders = national(reference, "Legal status", {"": labels.LEGAL_STATUSES["care_order"]}, YEAR)[0]
    interim = interim_share(reference)
    rest = national(reference, "Legal status", wording, YEAR)
    published = np.array([interim * both_orders, (1 - interim) * both_orders, *rest])
    in_2021 = np.array(
        [*_orders(reference)[2021], *national(reference, "Legal status", wording, 2021)], dtype=float
    )
    words = [*CARE_ORDERS.values(), *wording.values()]
    seed = _with_unaccompanied_of_2019(reference, mix_of_2021(reference, "Legal status", words, in_2021))
    return Characteristic(LEGAL_STATUSES, published, fit(reference, seed, published))


@functools.cache
def placement(reference: Reference) -> Characteristic:
    """By authority only foster care as a whole: kin are England's share of it, UASC apart (none is with kin).

    Residential schools are published apart in 2021: filling gaps needs England's schools apart too.
    """
    published = np.array([placed(kind).value(reference, YEAR) for kind in PLACEMENTS], dtype=float)
    kinds_of_england = (*PLACEMENTS, "residential_school")
    england = {kind: placed(kind).value(reference, 2021) or 0.0 for kind in kinds_of_england}
    england["other_residential"] -= england["residential_school"]
    in_2021 = [sum(england[kind] for kind in kinds) for kinds in PLACEMENT_LABELS.values()]
    mix = mix_of_2021(reference, "Placement", list(PLACEMENT_LABELS), np.array(in_2021))
    by_label = dict(zip(PLACEMENT_LABELS, mix.T))
    foster = by_label["Foster placements"]
    alone = uasc.stock(reference, 2021) * _foster_share_of_uasc(reference)
    with_families = np.maximum(foster - alone, 0.0)
    kin = with_families * published[0] / published[:2].sum()
    columns = {kinds[-1]: by_label[label] for label, kinds in PLACEMENT_LABELS.items()}
    columns |= {"foster_kin": kin, "foster": foster - kin}
    columns["other_residential"] = columns["other_residential"] + columns["residential_school"]
    seed = np.stack([columns[kind] for kind in PLACEMENTS], axis=1)
    return Characteristic(PLACEMENTS, published, fit(reference, seed, published))


def provider(reference: Reference) -> Characteristic:
    """Children with their parents, and those in other placements (provider not reported), are as placed.

    The providers of the others fit what is left of the authority and of England. Published figures of both
    groups are the same wherever both are given (2021: all 54 authorities; England's of every year).
    """
    facts = reference.facts(PROVIDERS)
    everywhere = "1. All children looked after at 31 March"
    names = [labels.PROVIDER_KINDS[kind] for kind in PROVIDER_KINDS]
    by_kind = [
        np.array([first_wording(facts, everywhere, wording, year) for wording in names])
        for year in (YEAR, 2021)
    ]
    where = placement(reference)
    fixed = np.stack([where.column(kind) for kind in SAME.values()], axis=1)
    rows = looked_after.total_of_2019(reference) - fixed.sum(axis=1)
    columns = round_to_total(by_kind[0][: len(PROVIDER_LABELS)], int(rows.sum()))
    # Where the group is suppressed, so may be the two that are left out: fill all seven, then take five.
    words = [*PROVIDER_LABELS.values(), "Parents or other person with parental responsibility"]
    words.append("Placement provider not reported")
    seed = mix_of_2021(reference, "Place providers", words, by_kind[1])[:, : len(PROVIDER_LABELS)]
    table = round_to_margins(rake(seed, rows.astype(float), columns.astype(float)), rows, columns)
    return Characteristic(PROVIDER_KINDS, by_kind[0], np.hstack([table, fixed]))


def unaccompanied(reference: Reference) -> Counts:
    """UASC looked after on 31 March 2019 by authority."""
    return looked_after.unaccompanied(reference).sum(axis=1)


def unaccompanied_mix(
    reference: Reference, group: str, names: dict[str, str | tuple[str, ...]], year: int = YEAR
) -> Numbers:
    """Shares of England's UASC looked after by category; one without a figure has none."""
    facts = reference.facts(uasc.STOCK)
    counts = np.array([first_wording(facts, group, wording, year, 0.0) for wording in names.values()])
    return counts / counts.sum()


def build(reference: Reference) -> Table:
    """One row per authority, characteristic and category, zeros too."""
    groups = characteristics(reference)
    rows: list[list[str | int | float]] = []
    for place, code in enumerate(reference.la_codes()):
        for name, group in groups.items():
            for category, count in zip(group.categories, group.table[place]):
                rows.append([code, name, category, int(count), YEAR, "children", _source(name, category)])
    totals = [
        Total(f"{name} {category}", float(count), float(published))
        for name, group in groups.items()
        for category, count, published in zip(group.categories, group.table.sum(axis=0), group.published)
    ]
    header = ["la_code", "characteristic", "category", "children", "year", "unit", "source"]
    return Table("data/looked_after_profile.csv", header, rows, totals)


def _source(characteristic: str, category: str) -> str:
    if category in CARE_ORDERS:
        return SOURCES["care_order"]
    return SOURCES["kin" if category in ("foster_kin", "foster") else characteristic]


def _seed_of_two_groups(reference: Reference, mix: Numbers, alone: Numbers) -> Numbers:
    """Authority x category: its UASC in the mix `alone`, the others in the mix of its row."""
    of_whom = unaccompanied(reference).astype(float)
    others = looked_after.total_of_2019(reference) - of_whom
    return others[:, np.newaxis] * mix + np.outer(of_whom, alone)


def _with_unaccompanied_of_2019(reference: Reference, in_2021: Numbers) -> Numbers:
    """Legal statuses with the UASC of 2021 (voluntary, assumed) taken out and those of 2019 put in."""
    seed = in_2021 * (looked_after.total_of_2021(reference) / in_2021.sum(axis=1))[:, np.newaxis]
    column = LEGAL_STATUSES.index("voluntary")
    seed[:, column] = np.maximum(seed[:, column] - uasc.stock(reference, 2021), 0)
    of_whom = unaccompanied(reference)
    others = looked_after.total_of_2019(reference) - of_whom
    seed *= (others / np.maximum(seed.sum(axis=1), 1e-9))[:, np.newaxis]
    seed[:, column] += of_whom
    return seed


def _foster_share_of_uasc(reference: Reference) -> float:
    facts = reference.facts(uasc.STOCK)
    return facts[("Placements; 1. Foster placements", 2021)] / facts[("Placements; Total", 2021)]


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
