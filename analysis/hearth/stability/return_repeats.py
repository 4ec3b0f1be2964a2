"""Rows that a return has twice, cell by cell, and files that are copies of others: each counts once, and is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from .care import LeftOut
from .faults import plain


def without_repeats(kind: str, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[LeftOut]]:
    """The rows, each once for each return; what was left out. The first of them stays, in the order of the files."""
    key = ["WHO", "YEAR", "WHOLE", "OF", *(["DECOM"] if kind == "Episodes" else [])]
    rows = rows.assign(OF=of_return(rows))
    near = rows.duplicated(key, keep=False)
    if not near.any():
        return rows.drop(columns="OF"), []
    cells = [name for name in rows if name not in ("FILE", "LINE")]
    again = rows[near].astype({name: object for name in cells if rows[name].dtype == "category"}).duplicated(cells)
    again = again.reindex(rows.index, fill_value=False)
    if not again.any():
        return rows.drop(columns="OF"), []
    of_file = rows["FILE"].astype(str)
    repeated = of_file[again].value_counts().sort_index()
    copies = [file for file, count in repeated.items() if count == (of_file == file).sum()]
    left_out = []
    for file in copies:
        of_first = rows[of_file == file].iloc[0][key]
        same = ((rows[key] == of_first) | (rows[key].isna() & of_first.isna())).all(axis=1) & ~again
        original = of_file[same].iloc[0]
        what = f"rows of {plain(Path(file).name)}, which repeats {plain(_from(original, file))}"
        left_out.append(LeftOut(what, int(repeated[file]), True))
    rest = int(repeated.drop(copies).sum())
    left_out.append(LeftOut(f"rows of {kind} that repeat another of their return, cell by cell", rest, True))
    return rows[~again].drop(columns="OF").reset_index(drop=True), left_out


def of_return(rows: pd.DataFrame) -> np.ndarray:
    """Tells files apart whose year is not known; -1 where it is: a year's rows may be in several files."""
    return np.where(rows["YEAR"] == 0, pd.factorize(rows["FILE"])[0], -1)


def _from(original: str, file: str) -> str:
    """The name of the original, with its folder if that is another."""
    return original if Path(original).parent != Path(file).parent else Path(original).name
