"""Outputs of a sweep by run: read from a CSV file, and refused unless every run of the plan has one."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from .distributions import as_number
from .plan import RUN_COLUMNS, BadSweep, Plan, names_of_words
from .reading import some, table

STATUS, NOT_DONE = "status", ("failed", "missing")
ROUNDING = 1e-5  # of a parameter, relative: another program may have written fewer digits
REMEDY = "Write a column id, as in plan.csv, and a column for each output"


def from_csv(plan: Plan, file: str | os.PathLike[str]) -> pd.DataFrame:
    """Every output of every run of the plan, indexed by id.

    A run with the status 'failed' or 'missing' has no output. Scenario and parameters, where the file has them, must be
    those of the plan; other facts of runs are passed over.
    """
    file = Path(file)
    frame = table(file, ["id"], REMEDY, names_of_words(plan.parameters), only=False)
    names = [name for name in frame if name not in (*RUN_COLUMNS, *plan.names)]
    if not names:
        raise BadSweep(f"{file}: has no outputs beside the columns of plan.csv. {REMEDY}")
    numbers = {name: _numbers(file, frame, name) for name in ("id", *names)}
    outputs = frame[[name for name in ("scenario", *plan.names) if name in frame]].assign(**numbers)
    if STATUS in frame:
        outputs.loc[frame[STATUS].str.strip().str.lower().isin(NOT_DONE), names] = np.nan
    return complete(plan, outputs, file)


def complete(plan: Plan, outputs: pd.DataFrame, file: Path) -> pd.DataFrame:
    """The outputs indexed by id, if there is exactly one row for each run of the plan and all are numbers.

    outputs: id; scenario and parameters, if known, which are held against the plan's; a column for each output.
    """
    ids = outputs["id"]
    if ids.isna().any() or (ids % 1 != 0).any():
        raise BadSweep(f"{file}: the id of row {int(np.argmax(ids.isna() | (ids % 1 != 0))) + 1} is no whole number. "
                       f"{REMEDY}")
    outputs = outputs.assign(id=ids.astype(np.int64)).set_index("id")
    twice = np.unique(outputs.index[outputs.index.duplicated()])
    if len(twice):
        raise BadSweep(f"{file}: {len(twice):,} id(s) come more than once ({some(twice)}). Keep one row of each run")
    foreign = np.setdiff1d(outputs.index, plan.runs["id"])
    if len(foreign):
        raise BadSweep(f"{file}: {len(foreign):,} id(s) are not in {plan.file} ({some(foreign)}). "
                       "Give the outputs of this plan, or the folder of the other")
    planned = plan.runs.join(plan.points, on="point").set_index("id").loc[outputs.index]
    for name in ("scenario", *plan.names):
        others = outputs.index[~_is_same(planned[name], outputs.pop(name))] if name in outputs else []
        if len(others):
            raise BadSweep(f"{file}: {len(others):,} id(s) have another {name} than in {plan.file} "
                           f"({some(np.sort(others))}). Give the outputs of this plan, or the folder of the other")
    outputs = outputs.reindex(np.sort(plan.runs["id"]))
    missing = outputs.index[~np.isfinite(outputs.to_numpy(dtype=float)).all(axis=1)].to_numpy()
    if len(missing):
        raise BadSweep(
            f"{file}: {len(missing):,} of {len(outputs):,} runs failed or have no output (ids {some(missing)}); "
            f"without them every index would be wrong. Run 'hearth sweep resume {plan.folder} --failed --missing', "
            "and make the outputs again")
    return outputs


def _is_same(planned: pd.Series, found: pd.Series) -> np.ndarray:
    """Is each as planned? Numbers but for their rounding, words letter by letter."""
    if pd.api.types.is_numeric_dtype(planned) and pd.api.types.is_numeric_dtype(found):
        return np.isclose(found.to_numpy(), planned.to_numpy(), rtol=ROUNDING, atol=0)
    return np.array([as_number(one) == as_number(other) for one, other in zip(planned, found)], dtype=bool)


def _numbers(file: Path, frame: pd.DataFrame, name: str) -> pd.Series:
    """A column as numbers; NaN where the file says nothing or NaN."""
    numbers = pd.to_numeric(frame[name], errors="coerce").astype(float)
    wrong = numbers.isna() & frame[name].notna()
    if wrong.any():
        row = int(np.argmax(wrong))
        raise BadSweep(f"{file}:{row + 2}: {name} is '{frame[name].iloc[row]}', no number. Leave out the column, "
                       "or leave the cell empty if the run failed")
    return numbers
