"""Areas of a results file, found by the names that people give them."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import numpy as np

from .results_error import ResultsError

if TYPE_CHECKING:
    from .results import Results

NATION, REGION, AUTHORITY = "nation", "region", "la"


def row_of(results: Results, named: str | None = None) -> int:
    """Position in a file's areas of one by code or name, in any case; of all that was simulated if none is named.

    Raises `ResultsError` if none is called so: a file has the areas that were simulated and no others.
    """
    kinds, names, codes = _facts(results)
    choices = _choices([name for kind in (REGION, AUTHORITY) for name in names[kinds == kind]])
    if named is None:
        return int(np.flatnonzero(kinds == NATION)[0])
    wanted = _plain(named)
    for texts in (codes, names):
        rows = [row for row, text in enumerate(texts) if _plain(text) == wanted]
        rows.sort(key=lambda row: (AUTHORITY, REGION, NATION).index(kinds[row]))
        if rows:
            return rows[0]
    near = difflib.get_close_matches(wanted, [_plain(name) for name in names], n=1)
    meant = next((name for name in names if near and _plain(name) == near[0]), None)
    hint = f"Did you mean '{meant}'?" if meant else choices
    raise ResultsError(f"{results.path}: no area is called '{named}'. {hint}")


def name_of(results: Results, row: int) -> str:
    """The name of an area, as the file has it: of a part of a region or nation it says that it is a part."""
    return str(_facts(results)[1][row])


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
