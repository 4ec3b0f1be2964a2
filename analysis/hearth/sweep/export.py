"""`hearth sweep export`: the merged results as a table with a row for each run, for any spreadsheet."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from ..present.table import Table
from . import merged
from .plan import BadSweep

#: Facts of a run that come before its parameters, and those that are words about it: `hearth sweep show` has them.
FIRST = ("id", "point", "replicate", "scenario", "seed", "status")
LEFT_OUT = ("message", "run_digest", "run_digest_of_contents")


def table_of(file: str | os.PathLike[str], over: str = merged.END, months: int | None = None, area: str | None = None
             ) -> pd.DataFrame:
    """A row for each run: its facts and parameters, then every monthly measure, as `merged.outputs_of` has it.

    `hearth sweep analyse --outputs` reads it.
    """
    path = Path(file)
    facts, measures = merged.contents(path)
    frame = pd.DataFrame(facts).rename(columns={"run": "id"}).drop(columns=list(LEFT_OUT))
    for measure in measures:
        outputs = merged.outputs_of(path, measure, over, months, area).set_index("id")["value"]
        frame[measure] = frame["id"].map(outputs)
    return frame[[*FIRST, *(name for name in frame if name not in FIRST)]]


def export(file: str, to: str, over: str, months: int | None, area: str | None) -> str:
    """Writes the table; returns what was written."""
    frame = table_of(file, over, months, area)
    try:
        Table(frame.apply(_shortest)).write(to)
    except OSError as error:
        raise BadSweep(f"{to}: can't be written ({error.strerror}). Name another?") from None
    said = f"{len(frame):,} runs, {len(frame.columns)} columns, written to {to}"
    idle = merged.without_effect(Path(file))
    return f"{said}\nno effect at all had: {', '.join(idle)}" if idle else said


def _shortest(column: pd.Series) -> pd.Series:
    """Numbers as plan.csv has them: the shortest text that reads back the same, so that tables can be joined."""
    if not pd.api.types.is_float_dtype(column):
        return column
    return column.map(lambda number: "" if number != number else repr(float(number)).removesuffix(".0"))
