"""Areas of a results file, found by the names that people give them."""

from __future__ import annotations

import difflib
import re

import numpy as np
import yaml

from .results import Results, ResultsError

NATION, REGION, AUTHORITY = "nation", "region", "la"
#: What a file calls its nation when only some of its areas were simulated.
SELECTED = "SELECTED"


def row_of(results: Results, named: str | None = None) -> int:
    """Position in a file's areas of one by code or name, in any case; of all that was simulated if none is named.

    Raises `ResultsError` if no area is called so, or if nothing was simulated of it.
    """
    kinds, names, codes = _facts(results)
    simulated = was_simulated(results)
    choices = _choices([name for kind in (REGION, AUTHORITY) for name in names[simulated & (kinds == kind)]])
    if named is None:
        return int(np.flatnonzero(kinds == NATION)[0])
    wanted = _plain(named)
    for texts in (codes, names):
        rows = [row for row, text in enumerate(texts) if _plain(text) == wanted]
        rows.sort(key=lambda row: (AUTHORITY, REGION, NATION).index(kinds[row]))
        if rows and not simulated[rows[0]]:
            raise ResultsError(f"{results.path}: {names[rows[0]]} was not simulated. {choices}")
        if rows:
            return rows[0]
    near = difflib.get_close_matches(wanted, [_plain(name) for name in names[simulated]], n=1)
    meant = next((name for name in names[simulated] if near and _plain(name) == near[0]), None)
    hint = f"Did you mean '{meant}'?" if meant else choices
    raise ResultsError(f"{results.path}: no area is called '{named}'. {hint}")


def was_simulated(results: Results) -> np.ndarray:
    """For each area: were there any children in it? A file names all regions, whatever was simulated."""
    return results.measure("children").isel(scenario=0, replicate=0).any("month").values


def title_of(results: Results, row: int) -> str:
    """The name of an area for people; of the areas asked for, where they are not the whole of a nation or region."""
    kind, name, code = (str(facts[row]) for facts in _facts(results))
    asked = [str(area) for area in (yaml.safe_load(results.config) or {}).get("areas") or []]
    if kind == AUTHORITY or not asked:
        return name
    called = {_plain(code): str(name) for _, name, code in zip(*_facts(results))}
    places = [called.get(_plain(area), area) for area in asked]
    if kind == REGION and name not in places:
        return f"the simulated part of {name}"
    if code == SELECTED:
        return " and ".join(places) if len(places) < 3 else f"{len(places)} areas of England"
    return name


def _facts(results: Results) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kind, name and code of each area of the file."""
    kinds, names, codes = (results.coordinates[name].astype(str) for name in ("area_kind", "area_name", "area"))
    return kinds, names, codes


def _choices(simulated: list[str]) -> str:
    shown = list(dict.fromkeys(simulated))
    more = f" and {len(shown) - 4} more" if len(shown) > 5 else ""
    return f"It has {', '.join(shown[:4] if more else shown)}{more}"


def _plain(text: str) -> str:
    """Letters and figures only: 'Yorkshire & the Humber' is 'Yorkshire and The Humber'."""
    return re.sub(r"[\W_]+", " ", text.replace("&", " and ").replace("'", "").casefold()).strip()
