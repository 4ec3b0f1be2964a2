"""areas.csv: the 153 local authorities of April 2023, where they are and what else they have been called."""

from __future__ import annotations

import re

from reference import Reference
from tables import Table, Total

REGION_CODES = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
}

# Councils that no longer exist and the code they had. Bournemouth and Poole lie wholly inside one successor,
# so their names are also spellings of it; the others were split and name no single authority of today.
FORMER_COUNCILS = {
    "Bournemouth": "E06000028",
    "Poole": "E06000029",
    "Cumbria": "E10000006",
    "Northamptonshire": "E10000021",
}
# What people type. "Cumbria", "Northamptonshire", "London", "Kingston" and the like name no one authority.
SHORT_NAMES = {
    "Barking and Dagenham": ("Barking",),
    "Bath and North East Somerset": ("B&NES", "BANES", "Bath"),
    "Blackburn with Darwen": ("Blackburn",),
    "Bournemouth, Christchurch and Poole": ("BCP", "Bournemouth Christchurch and Poole"),
    "Brighton and Hove": ("Brighton",),
    "Bristol, City of": ("Bristol", "Bristol City", "City of Bristol"),
    "Buckinghamshire": ("Bucks",),
    "Cambridgeshire": ("Cambs",),
    "Central Bedfordshire": ("Central Beds",),
    "Cheshire West and Chester": ("CWAC", "Cheshire West"),
    "City of London": ("City of London Corporation", "London, City of"),
    "County Durham": ("Co Durham", "Durham"),
    "Derby": ("Derby City",),
    "East Riding of Yorkshire": ("East Riding",),
    "Gloucestershire": ("Glos",),
    "Hammersmith and Fulham": ("Hammersmith", "LBHF"),
    "Hampshire": ("Hants",),
    "Herefordshire, County of": ("Herefordshire",),
    "Hertfordshire": ("Herts",),
    "Isle of Wight": ("IOW",),
    "Isles of Scilly": ("Scilly", "Scilly Isles"),
    "Kensington and Chelsea": ("Kensington", "RBKC"),
    "Kingston upon Hull, City of": ("Hull", "Hull City", "Kingston-upon-Hull"),
    "Kingston upon Thames": ("Kingston-upon-Thames",),
    "Lancashire": ("Lancs",),
    "Leicester": ("Leicester City",),
    "Leicestershire": ("Leics",),
    "Lincolnshire": ("Lincs",),
    "Newcastle upon Tyne": ("Newcastle", "Newcastle-upon-Tyne"),
    "North East Lincolnshire": ("NE Lincolnshire",),
    "Nottingham": ("Nottingham City",),
    "Nottinghamshire": ("Notts",),
    "Oxfordshire": ("Oxon",),
    "Redcar and Cleveland": ("Redcar",),
    "Richmond upon Thames": ("Richmond-upon-Thames",),
    "South Gloucestershire": ("South Glos",),
    "Southend-on-Sea": ("Southend", "Southend on Sea"),
    "St. Helens": ("Saint Helens", "St Helens"),
    "Staffordshire": ("Staffs",),
    "Stockton-on-Tees": ("Stockton", "Stockton on Tees"),
    "Stoke-on-Trent": ("Stoke", "Stoke on Trent"),
    "Telford and Wrekin": ("Telford",),
    "Westminster": ("City of Westminster",),
    "Westmorland and Furness": ("Westmorland",),
    "Wiltshire": ("Wilts",),
    "Windsor and Maidenhead": ("RBWM", "Windsor"),
    "Worcestershire": ("Worcs",),
    "York": ("City of York",),
}
OLD_DORSET = "E10000009"  # Dorset to March 2019; the same name is used for the smaller council after it
HEADER = (
    "la_code la_number la_name region_code region easting_km northing_km spread_km former_codes spellings "
    "year unit source"
).split()
SOURCE = "derived: ONS Postcode Directory Nov 2025; boundaries April 2023"


def spellings(reference: Reference) -> dict[str, set[str]]:
    """Code -> every other spelling of the authority's name: those of the sources, and what people type."""
    names = dict(zip(reference.la_codes(), reference.authorities()["la_name"]))
    found: dict[str, set[str]] = {code: set() for code in names}
    successors, by_number = reference.successors(), _code_by_number(reference)
    for row in reference.table("la_panel")[["area", "la_number"]].drop_duplicates().itertuples():
        if row.la_number in by_number:
            found[by_number[row.la_number]].add(row.area)
    for table in ("ethnicity_by_la_census2021", "adults_by_la_and_age_band"):
        for row in reference.table(table)[["la_code", "la_name"]].drop_duplicates().itertuples():
            if row.la_code in found:
                found[row.la_code].add(row.la_name)
    for row in reference.table("la_table_2021_2023").itertuples():
        if len(successors[row.new_la_code]) == 1:
            found[successors[row.new_la_code][0][0]].add(row.la_name)
    known = {plain(name): code for code, others in found.items() for name in {names[code], *others}}
    for name in reference.table("childrens_homes_by_la")["local_authority"].unique():
        if plain(name) in known:
            found[known[plain(name)]].add(name)
        elif name not in FORMER_COUNCILS:
            raise ValueError(f"unknown authority in the list of homes: {name}")
    for name, former in FORMER_COUNCILS.items():
        if len(successors[former]) == 1:
            found[successors[former][0][0]].add(name)
    if unknown := SHORT_NAMES.keys() - set(names.values()):
        raise ValueError(f"short names of no authority: {sorted(unknown)}")
    for code, name in names.items():
        found[code] |= {*SHORT_NAMES.get(name, ()), name.replace(" and ", " & ")} - {name}
    return {code: others - {names[code]} for code, others in found.items()}


def check_spellings(reference: Reference) -> None:
    """No name of an authority means another one, a region or England, whatever its punctuation."""
    meanings = {plain(region): region for region in (*REGION_CODES, "England")}
    for name, code in codes_by_name(reference).items():
        if meanings.setdefault(plain(name), code) != code:
            raise ValueError(f"'{name}' means {code} and {meanings[plain(name)]}")


def codes_by_name(reference: Reference) -> dict[str, str]:
    """Any spelling of an authority's name -> its code."""
    names = dict(zip(reference.authorities()["la_name"], reference.la_codes()))
    for code, others in spellings(reference).items():
        for name in others:
            if names.setdefault(name, code) != code:
                raise ValueError(f"'{name}' means two authorities: {names[name]} and {code}")
    return names


def former_codes(reference: Reference) -> dict[str, str]:
    """Code -> the councils it was made of, each with the share of that council's children that came along."""
    found: dict[str, list[str]] = {}
    for published, successors in sorted(reference.successors().items()):
        for code, share in successors:
            if published != code:
                found.setdefault(code, []).append(f"{published}={share:g}")
    return {code: ";".join(parts) for code, parts in found.items()}


def plain(name: str) -> str:
    """A name without capitals and punctuation, '&' read as 'and'."""
    return re.sub(r"[^a-z]", "", name.lower().replace("&", "and"))


def build(reference: Reference) -> Table:
    """One row per authority."""
    check_spellings(reference)
    crosswalk = reference.table("la_crosswalk")
    numbers = dict(zip(crosswalk["code_2023"], crosswalk["la_number_2023"]))
    formers, others = former_codes(reference), spellings(reference)
    rows: list[list[str | int | float]] = []
    for row in reference.authorities().itertuples():
        code = row.la_code
        rows.append(
            [code, int(numbers[code]), row.la_name, REGION_CODES[row.region], row.region]
            + [float(row.easting_km), float(row.northing_km), float(row.spread_km)]
            + [formers.get(code, ""), ";".join(sorted(others[code])), 2023, "km", SOURCE]
        )
    return Table("data/areas.csv", HEADER, rows, [Total("authorities", len(rows), 153)])


def _code_by_number(reference: Reference) -> dict[str, str]:
    """DfE number -> the one authority of 2023 that carries or wholly took over that number."""
    rows = reference.table("la_crosswalk")
    whole = rows[rows["share_of_children"].astype(float) == 1]
    return dict(zip(whole["la_number_as_published"], whole["code_2023"]))
