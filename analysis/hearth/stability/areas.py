"""Names and regions of local authorities, from the results file and the tables beside the configs."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pandas as pd

from ..results import Results

NOT_KNOWN = "not known"
CODE = re.compile(r"[A-Z]\d{8}")


def configs_folder() -> Path | None:
    """`$HEARTH_CONFIGS`, else the installed configs, else those of the repository around this package."""
    named = os.environ.get("HEARTH_CONFIGS")
    above = Path(__file__).resolve().parents
    candidates = [Path(named)] if named else []
    candidates += [folder / part for folder in above for part in ("share/hearth/configs", "configs")]
    return next((folder for folder in candidates if (folder / "england.yaml").is_file()), None)


@lru_cache(maxsize=1)
def known_areas() -> pd.DataFrame:
    """la_code, la_number, la_name and region of every authority in the tables of areas; empty without configs."""
    configs = configs_folder()
    files = sorted((configs / "data").rglob("areas.csv")) if configs else []
    wanted = ["la_code", "la_number", "la_name", "region"]
    tables = [pd.read_csv(file, dtype=str, keep_default_na=False)[wanted] for file in files]
    return pd.concat(tables) if tables else pd.DataFrame(columns=wanted)


def of_run(results: Results) -> tuple[dict[str, str], dict[str, str]]:
    """Code -> name, and code -> region, of the areas of a results file."""
    names = dict(zip(map(str, results.panel["area"].values), map(str, results.panel["area_name"].values)))
    regions = dict(zip(known_areas()["la_code"], known_areas()["region"]))
    return names, defaultdict(lambda: NOT_KNOWN, {code: regions.get(code, NOT_KNOWN) for code in names})


@lru_cache(maxsize=None)
def named(written: str) -> tuple[str, str]:
    """Name and region of an authority written as its code, number or name; itself and 'not known' otherwise."""
    table = known_areas()
    for column in ("la_code", "la_number", "la_name"):
        found = table[table[column].str.casefold() == written.strip().casefold()]
        if len(found):
            return found["la_name"].iloc[0], found["region"].iloc[0]
    return written, NOT_KNOWN


def folder_names_one(path: Path, folder: Path) -> str:
    """The subfolder of `folder` above a file that is called like an authority; '' if none is."""
    between = path.parent.relative_to(folder).parts
    return next((part for part in between if CODE.fullmatch(part) or named(part)[1] != NOT_KNOWN), "")
