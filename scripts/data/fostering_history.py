"""fostering_history.csv: enquiries about fostering and applications to foster, by year and kind of agency."""

from __future__ import annotations

import numpy as np

from reference import Reference
from rounding import Numbers, round_to_total
from supply_targets import APPLICATIONS, ENQUIRIES, INITIAL
from tables import Table, Total

AGENCIES = {"in_house": "LA", "ifa": "IFA"}
APPLIED = "Share of initial enquiries resulting in an application"
PUBLISHED_SPLITS = {2016: "2015-16", 2017: "2016-17"}
YEARS = (2018, 2019, 2021)  # later ones are kept to judge the model
NAFP = "measured: Ofsted Fostering in England 2016-17, quoted by NAFP"
FOSTERLINE = "measured: Ofsted Fostering in England 2016-17, quoted by Fosterline"
SPLIT_SOURCES = {
    2018: "derived: the split that gives Ofsted's totals of 2018 and 2019 at its growth of 4% (LA) and 11% (IFA)",
    2019: "derived: the split of 2018 and Ofsted's growth of 4% (LA) and 11% (IFA)",
    2021: "assumed: split as in 2019; total measured by Ofsted",
}
APPLICATIONS_SOURCE = "assumed: LA share of enquiries over IFA share as in 2017 (18% over 8%); total measured by Ofsted"
APPLIED_SOURCES = {
    "all": "derived: applications over enquiries, both measured by Ofsted",
    "in_house": "assumed: applications over enquiries by kind of agency, as those rows say",
    "ifa": "assumed: applications over enquiries by kind of agency, as those rows say",
}

Row = list[str | int | float]


def enquiries_by_agency(reference: Reference) -> dict[int, Numbers]:
    """Enquiries to authorities and to independent agencies.

    Only growth from 2018 to 2019 is published by kind of agency: with both totals it leaves one split.
    """
    totals = {year: ENQUIRIES[year][0](reference) for year in YEARS}
    growth = [
        1 + reference.supply_note(INITIAL, "2018-19", rf"\b{name} \+(\d+)%") / 100 for name in AGENCIES.values()
    ]
    first = np.linalg.solve(np.array([[1.0, 1.0], growth]), np.array([totals[2018], totals[2019]]))
    shares = {2018: first, 2019: first * growth, 2021: first * growth}
    return {year: round_to_total(shares[year], round(totals[year])).astype(float) for year in YEARS}


def applications_by_agency(reference: Reference, year: int, enquiries: Numbers) -> Numbers:
    """Applications of a year: the in-house share of enquiries is to the independent one as in 2017."""
    applied = np.array([reference.supply(APPLIED, "2016-17", name) for name in AGENCIES.values()])
    total = round(APPLICATIONS[year][0](reference))
    return round_to_total(enquiries * applied, total).astype(float)


def published_rows(reference: Reference) -> list[Row]:
    """2016 and 2017, the last years by kind of agency: enquiries, and in 2017 the share that applied."""
    rows: list[Row] = []
    names = {"all": "England"} | AGENCIES
    for year, period in PUBLISHED_SPLITS.items():
        for agency, name in names.items():
            value = round(reference.supply(INITIAL, period, name))
            rows.append([year, agency, "enquiries", value, "enquiries", FOSTERLINE if agency == "all" else NAFP])
    for agency, name in names.items():
        rows.append([2017, agency, "applied", round(reference.supply(APPLIED, "2016-17", name)), "percent", FOSTERLINE])
    return rows


def build(reference: Reference) -> Table:
    """One row per year, kind of agency (or all) and measure; 2020 is missing, as in what is published."""
    rows = published_rows(reference)
    totals = []
    for year, split in enquiries_by_agency(reference).items():
        (enquired, enquired_source), (applied, applied_source) = ENQUIRIES[year], APPLICATIONS[year]
        enquiries = np.array([enquired(reference), *split])
        applications = np.array([applied(reference), *applications_by_agency(reference, year, split)])
        agencies = ("all", *AGENCIES)
        for agency, value in zip(agencies, enquiries):
            source = enquired_source if agency == "all" else SPLIT_SOURCES[year]
            rows.append([year, agency, "enquiries", int(value), "enquiries", source])
        for agency, value in zip(agencies, applications):
            source = applied_source if agency == "all" else APPLICATIONS_SOURCE
            rows.append([year, agency, "applications", int(value), "applications", source])
        for agency, percent in zip(agencies, 100 * applications / enquiries):
            rows.append([year, agency, "applied", round(float(percent), 2), "percent", APPLIED_SOURCES[agency]])
        totals.append(Total(f"enquiries {year} by agency", float(enquiries[1:].sum()), float(enquiries[0])))
        totals.append(Total(f"applications {year} by agency", float(applications[1:].sum()), float(applications[0])))
    return Table("data/fostering_history.csv", ["year", "agency", "measure", "value", "unit", "source"], rows, totals)
