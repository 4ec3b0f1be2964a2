"""What `hearth stability` writes and says beside its tables: CSV, JSON, faults, and what is not in them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from ..estimates import COVERAGE
from ..present.table import Table
from . import faults
from .care import Care, LeftOut
from .suppression import HIDDEN
from .tables import TABLES

#: Where faults are listed, unless --faults names another file, and what the tables leave out.
FAULTS, LEFT_OUT = "faults.csv", "left_out.csv"


class BadInput(Exception):
    """Something that the user gave cannot be used; the message says what and what to do."""


def write_csv(folder: Path, found: dict[str, pd.DataFrame], compared: pd.DataFrame | None) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in found.items():
            Table(table).write(folder / f"{name}.csv")
        if compared is not None:
            Table(compared).write(folder / "compared.csv")
    except OSError as error:
        raise BadInput(f"{folder}: can't be written ({error.strerror}). Name another folder?") from None


def left_out_table(left_out: list[LeftOut], below: int) -> pd.DataFrame:
    return pd.DataFrame(_entries(left_out, below))


def _entries(left_out: list[LeftOut], below: int) -> list[dict[str, object]]:
    """For CSV and JSON; below: smaller counts of people are hidden."""
    return [
        {"what": one.what, "count": HIDDEN if one.is_of_people and 0 < one.count < below else one.count}
        for one in left_out
    ]


def as_json(
    care: Care,
    found: dict[str, pd.DataFrame],
    lasting: dict[str, pd.DataFrame],
    left_out: list[LeftOut],
    compared: pd.DataFrame | None,
    below: int,
) -> str:
    """Everything as one JSON object; figures without a value are null. below: smaller counts are hidden."""
    about = {"source": care.source, "years": list(care.years), "interval": f"{COVERAGE:.0%} of the mean, Student's t"}
    about |= {"readings": care.readings, "without": care.without}
    about["left_out"] = _entries(left_out, below)
    about["not_known"] = _entries(care.not_known, below)
    about["tables"] = {
        name: {"title": TABLES[name].title, "definition": TABLES[name].definition, "rows": _records(table)}
        for name, table in found.items()
    }
    about["survival"] = {name: _records(table) for name, table in lasting.items()}
    if compared is not None:
        about["compared"] = _records(compared)
    return json.dumps(about, indent=None, allow_nan=False, ensure_ascii=False)


def _records(table: pd.DataFrame) -> list[dict]:
    plain = table.astype(object)
    return plain.where(plain.notna() & (plain != np.inf), None).to_dict("records")


def print_notes(care: Care, left_out: list[LeftOut], asked: argparse.Namespace) -> None:
    """Source, what was left out, what was written: after the tables, so that it is read."""
    below = asked.suppress or 0
    notes = [f"Source: {care.source}; years to 31 March {', '.join(map(str, care.years))}."]
    notes += [f"left out: {entry.told(below)}" for entry in left_out] or ["left out: nothing"]
    notes += [f"read: {reading}" for reading in care.readings]
    if care.faults:
        notes += [f"faulty: {line}" for line in faults.counted(care.faults, below)]
    notes += [f"not known: {entry.told(below)}" for entry in care.not_known]
    if asked.suppress:
        notes.append(f"c: a count from 1 to {asked.suppress - 1}, or one that would give such a count away.")
        notes.append("survival is neither shown nor drawn: its counts cannot be hidden.")
    listed = faults_file(asked) if care.faults or asked.faults else None
    written = (("tables", asked.csv), ("figures", asked.figures), ("faults", listed))
    notes += [f"{what} written to {to}" for what, to in written if to]
    print("\n".join(notes))


def faults_file(asked: argparse.Namespace) -> Path:
    return Path(asked.faults) if asked.faults else Path(asked.csv or ".") / FAULTS


def write_faults(found: list[faults.Fault], asked: argparse.Namespace) -> None:
    file = faults_file(asked)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        faults.write(file, found, asked.show_values)
    except FileExistsError as error:
        raise BadInput(str(error)) from None
    except OSError as error:
        raise BadInput(f"{file}: can't be written ({error.strerror}). Name another by --faults?") from None
