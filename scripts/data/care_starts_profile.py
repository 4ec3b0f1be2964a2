"""care_starts_profile.csv: England's starts of care by characteristic, mean of 2019-2021, without UASC."""

from __future__ import annotations

import numpy as np

import looked_after_profile as profile
import published_labels as labels
import uasc
from care_starts import STARTS, TENTHS, YEARS, national_starts
from reference import Reference
from rounding import Numbers, round_to_total
from tables import Table, Total

RELEASE_OF_2022 = "C017"  # the only release with the legal statuses at start one by one
LEGAL_STATUSES = {
    "V2": "Voluntary agreement under S20",
    "L1": "Police protection in LA accommodation",
    "L2": "Emergency protection order",
    "L3": "Child assessment order and in LA accommodation",
    "C1": "Interim care order",
    "C2": "Full care order",
    "E1": "Placement order granted",
    "J1": "Remand",
    "J2": "LA accommodation under PACE 1989",
}
UASC_LEGAL_STATUS = "V2"  # assumed of all UASC at start
_KIN = "Total foster placements {} council boundary with relative or friend"
_OTHER = "Total foster placements {} council boundary with other foster carer"
_HOMES = "Total children's homes subject to children's homes regulations"
# Kind of placement -> ways in which it is published, each a sum of labels.
PLACEMENTS: dict[str, tuple[labels.Labels, ...]] = {
    "foster_kin": (("1a.1 " + _KIN.format("inside"), "1b.1 " + _KIN.format("outside")),),
    "foster": (("1a.2 " + _OTHER.format("inside"), "1b.2 " + _OTHER.format("outside")),),
    "adoption": ((),),  # at most ten children a year
    "parents": (("3. Total placed with parents or other person with parental responsibility",),),
    "childrens_home": (
        (
            "4a. Secure home placement inside the council boundary",
            "4b. Secure home placement outside the council boundary",
            f"4c. {_HOMES}",
        ),
        (
            "5a. Secure unit placement inside the council boundary",
            "5b. Secure unit placement outside the council boundary",
            f"5c. {_HOMES}",
        ),
    ),
    "supported": (
        ("5. Total independent and semi-independent living arrangements/ supported accommodation",),
        (
            "5d. Semi-independent living accommodation not subject to children's homes regulations",
            "4a. Living independently",
        ),
    ),
    "other_residential": (("6. Total other residential settings", "7. Total residential schools"),),
    "other": (("8. Total other placements",),),
}
UASC_PLACEMENTS: dict[str, tuple[labels.Labels, ...]] = {
    "foster": (("1. Foster placements",),),
    "childrens_home": (("2. Secure homes and children's homes",), ("3. Secure units and children's homes",)),
    "supported": (
        ("3. Independent and semi-independent living arrangements/ supported accommodation",),
        ("2. Living independently", "4. Semi-independent living accommodation"),
    ),
    "other": (("4. Other placements",), ("5. Other placements",)),
}
SOURCE = "derived: DfE CLA starts 2019-2021 less UASC in the mix of UASC looked after"
LEGAL_SOURCE = "derived: DfE CLA starts 2019-2021 (reporting year 2022) less UASC, all V2"


def starts_by_sex(reference: Reference, year: int) -> tuple[Numbers, Numbers]:
    return _by_label(reference, "Gender", profile.SEXES, year)


def starts_by_ethnicity(reference: Reference, year: int) -> tuple[Numbers, Numbers]:
    return _by_label(reference, "Ethnicity", labels.ETHNIC_GROUPS, year)


def starts_by_need(reference: Reference, year: int) -> tuple[Numbers, Numbers]:
    return _by_label(reference, "Category of need", labels.NEEDS, year)


def starts_by_legal_status(reference: Reference, year: int) -> tuple[Numbers, Numbers]:
    """One by one, from the release for 2022; a status without a figure (L3, in two years) has none."""
    rows = reference.table("care_facts")
    rows = rows[(rows["measure"] == STARTS) & (rows["year"] == str(year)) & (rows["unit"] == "children")]
    rows = rows[rows["source"] == RELEASE_OF_2022]
    facts = {(row.breakdown, year): float(row.value) for row in rows.itertuples()}
    facts |= {key: value for key, value in reference.facts(STARTS).items() if key not in facts}
    counts = [facts.get((f"Legal status; {label}", year), 0.0) for label in LEGAL_STATUSES.values()]
    return np.array(counts), np.array([float(code == UASC_LEGAL_STATUS) for code in LEGAL_STATUSES])


def starts_by_placement(reference: Reference, year: int) -> tuple[Numbers, Numbers]:
    facts, of_uasc = reference.facts(STARTS), reference.facts(uasc.STOCK)
    counts = [_sum(facts, "Placement group", ways, year) for ways in PLACEMENTS.values()]
    alone = [_sum(of_uasc, "Placements", UASC_PLACEMENTS.get(kind, ((),)), year) for kind in PLACEMENTS]
    return np.array(counts), np.array(alone) / np.sum(alone)


MAKERS = {
    "legal_status": (tuple(LEGAL_STATUSES), starts_by_legal_status),
    "need": (tuple(labels.NEEDS), starts_by_need),
    "sex": (tuple(profile.SEXES), starts_by_sex),
    "ethnicity": (tuple(labels.ETHNIC_GROUPS), starts_by_ethnicity),
    "placement": (tuple(PLACEMENTS), starts_by_placement),
}


def build(reference: Reference) -> Table:
    """One row per characteristic and category, to a tenth of a child; each adds up to care_starts.csv.

    UASC starters are published as a number only: they are taken to be as the UASC looked after at the end of
    the year. What is left is never less than nothing.
    """
    national = national_starts(reference)
    rows: list[list[str | int | float]] = []
    totals = []
    for name, (categories, make) in MAKERS.items():
        mean = np.zeros(len(categories))
        for year in YEARS:
            counts, mix = make(reference, year)
            mean += np.maximum(counts - mix * reference.facts(STARTS)[(uasc.UASC, year)], 0) / len(YEARS)
        source = LEGAL_SOURCE if name == "legal_status" else SOURCE
        for category, count in zip(categories, round_to_total(mean, round(national * TENTHS))):
            row = [name, category, int(count) / TENTHS, "2019-2021", "children per year", source]
            rows.append(row)
        totals.append(Total(f"{name} before scaling", float(mean.sum()), national))
    header = ["characteristic", "category", "starts", "year", "unit", "source"]
    return Table("data/care_starts_profile.csv", header, rows, totals)


def _by_label(
    reference: Reference, group: str, names: dict[str, str | tuple[str, ...]], year: int
) -> tuple[Numbers, Numbers]:
    """Starts by category, and the mix of UASC looked after."""
    facts = reference.facts(STARTS)
    counts = [profile.first_wording(facts, group, wording, year) for wording in names.values()]
    return np.array(counts), profile.unaccompanied_mix(reference, year, group, names)


def _sum(
    facts: dict[tuple[str, int], float], group: str, ways: tuple[labels.Labels, ...], year: int
) -> float:
    """The sum of the first way that is complete for the year."""
    for way in ways:
        if all((f"{group}; {label}", year) in facts for label in way):
            return sum(facts[(f"{group}; {label}", year)] for label in way)
    raise KeyError(f"no figure of {year} for {ways}")
