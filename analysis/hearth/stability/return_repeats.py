"""Rows that a return has twice, cell by cell, and files that are copies of others: each counts once, and is told."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .care import LeftOut
from .faults import plain


def without_repeats(kind: str, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[LeftOut]]:
    """The rows, each once for each return; what was left out. The first of them stays, in the order of the files."""
    key = ["WHO", "YEAR", "WHOLE", *(["DECOM"] if kind == "Episodes" else [])]
    near = rows.duplicated(key, keep=False)
    if not near.any():
        return rows, []
    cells = [name for name in rows if name not in ("FILE", "LINE")]
    again = rows[near].astype({name: object for name in cells if rows[name].dtype == "category"}).duplicated(cells)
    again = again.reindex(rows.index, fill_value=False)
    if not again.any():
        return rows, []
    of_file = rows["FILE"].astype(str)
    repeated = of_file[again].value_counts().sort_index()
    copies = [file for file, count in repeated.items() if count == (of_file == file).sum()]
    left_out = []
    for file in copies:
        of_first = rows[of_file == file].iloc[0]
        same = (rows[key] == of_first[key]).all(axis=1) & ~again
        original = of_file[same].iloc[0]
        what = f"rows of {plain(Path(file).name)}, which repeats {plain(_from(original, file))}"
        left_out.append(LeftOut(what, int(repeated[file])))
    rest = int(repeated.drop(copies).sum())
    left_out.append(LeftOut(f"rows of {kind} that repeat another of their return, cell by cell", rest))
    return rows[~again].reset_index(drop=True), left_out


def _from(original: str, file: str) -> str:
    """The name of the original, with its folder if that is another."""
    return original if Path(original).parent != Path(file).parent else Path(original).name
