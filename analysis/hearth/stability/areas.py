"""Names and regions of local authorities, from the results file and the tables beside the configs."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Mapping

import pandas as pd

from ..program import configs_folder
from ..results import Results

NOT_KNOWN = "not known"
ENGLAND = "England"
#: A whole of more parts than this is not named by all of them; as the program names it in its results.
MOST_PARTS_NAMED = 3
CODE = re.compile(r"[A-Z]\d{8}")


@lru_cache(maxsize=1)
def known_areas() -> pd.DataFrame:
    """Codes, names, spellings and region of every authority in the tables of areas; empty without configs."""
    configs = configs_folder()
    files = sorted((configs / "data").rglob("areas.csv")) if configs else []
    wanted = ["la_code", "la_number", "la_name", "region_code", "region", "spellings"]
    tables = [pd.read_csv(file, dtype=str, keep_default_na=False)[wanted] for file in files]
    return pd.concat(tables) if tables else pd.DataFrame(columns=wanted)


def of_run(results: Results) -> tuple[dict[str, str], dict[str, str]]:
    """Code -> name, and code -> region, of the areas of a results file."""
    names = dict(zip(map(str, results.panel["area"].values), map(str, results.panel["area_name"].values)))
    regions = dict(zip(known_areas()["la_code"], known_areas()["region"]))
    told = regions_told({code: regions[code] for code in names if code in regions})
    return names, defaultdict(lambda: NOT_KNOWN, told)


@lru_cache(maxsize=None)
def named(written: str) -> tuple[str, str]:
    """Name and region of an authority written as its code, number or name; itself and 'not known' otherwise."""
    table = known_areas()
    for column in ("la_code", "la_number", "la_name"):
        found = table[table[column].str.casefold() == written.strip().casefold()]
        if len(found):
            return found["la_name"].iloc[0], found["region"].iloc[0]
    return written, NOT_KNOWN


def code_of(written: str) -> str:
    """Code of an authority written as its name in any spelling of the sources, or as its number; '' if not known."""
    table = known_areas()
    named_so = table["la_name"].str.casefold() == written.strip().casefold()
    spelt_so = table["spellings"].str.casefold().str.split(";").map(lambda names: written.strip().casefold() in names)
    found = table[named_so | spelt_so | (table["la_number"] == written.strip())]
    return str(found["la_code"].iloc[0]) if len(found) else ""


def whole_of(authorities: Iterable[str]) -> str:
    """What some authorities, by name, are together: England, whole regions by their names, or the authorities' own."""
    here = set(authorities)
    table = known_areas()
    if not here & set(table["la_name"]):
        return "these returns"
    country = table[~table["la_code"].str.startswith("T")]  # without those made up for tests
    if here == set(country["la_name"]):
        return ENGLAND
    region_of = dict(zip(table["la_name"], table["region"]))
    members = {region: set(rows["la_name"]) for region, rows in table.groupby("region")}
    whole = {region for region, names in members.items() if names <= here}
    parts = list(dict.fromkeys(
        region_of[name] if region_of.get(name) in whole else name for name in sorted(here)
    ))
    return ", ".join(parts) if len(parts) <= MOST_PARTS_NAMED else f"{len(here)} local authorities"


def regions_told(regions: Mapping[str, str]) -> dict[str, str]:
    """Code or name of authorities -> their region, by its own name only if all authorities of it are among them.

    What is made of some of them is not the region's.
    """
    table = known_areas()
    column = "la_code" if set(regions) <= set(table["la_code"]) else "la_name"
    members = {region: set(rows[column]) for region, rows in table.groupby("region")}
    return {
        name: region if members.get(region, set()) <= set(regions) else f"Selected areas of {region}"
        for name, region in regions.items()
    }


def folder_names_one(path: Path, folder: Path) -> str:
    """The subfolder of `folder` above a file that is called like an authority; '' if none is."""
    between = path.parent.relative_to(folder).parts
    return next((part for part in between if CODE.fullmatch(part) or named(part)[1] != NOT_KNOWN), "")
