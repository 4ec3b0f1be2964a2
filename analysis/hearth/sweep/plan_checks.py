"""That plan.csv holds what plan.json says: every run of every point, and the points in the order of the design."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ..present.words import counted
from .plan import NEEDED, PLAN_AGAIN, POINTS_EACH, SALTELLI, BadSweep, Parameter, Plan


def runs_of(
    folder: Path, design: str, base_points: int, second_order: bool, parameters: tuple[Parameter, ...],
    frame: pd.DataFrame,
) -> Plan:
    """The plan, from the rows of plan.csv in any order. base_points: of a design of single points, its points."""
    file = folder / "plan.csv"
    for name in frame:
        lacks = frame[name].isna() if name in ("scenario", *(p.name for p in parameters)) else ~_is_whole(frame[name])
        if lacks.any():
            raise BadSweep(f"{file}:{int(np.argmax(lacks)) + 2}: {name} is missing or no number. {PLAN_AGAIN}")
    scenarios, replicates = tuple(frame["scenario"].unique()), frame["replicate"].nunique()
    each = POINTS_EACH.get((design, second_order), lambda parameters: 1)
    expected = base_points * each(len(parameters))
    points = frame["point"].nunique()
    if points != expected or frame["point"].min() != 0 or frame["point"].max() != expected - 1:
        raise BadSweep(
            f"{file}: has {points:,} points; the {design} design of plan.json has {expected:,} ({base_points:,} base "
            f"points, {len(parameters)} parameters, {'with' if second_order else 'no'} second order). {PLAN_AGAIN}")
    runs = expected * replicates * len(scenarios)
    if len(frame) != runs or frame["id"].duplicated().any() or frame.duplicated(list(NEEDED[1:])).any():
        raise BadSweep(f"{file}: has {len(frame):,} runs; {expected:,} points, {counted(replicates, 'replicate')} and "
                       f"{counted(len(scenarios), 'scenario')}, each once, make {runs:,}. {PLAN_AGAIN}")
    order = frame["scenario"].map({name: place for place, name in enumerate(scenarios)})
    frame = frame.assign(order=order).sort_values(["order", "point", "replicate"], ignore_index=True)
    names = [parameter.name for parameter in parameters]
    of_point = frame.groupby("point")[names]
    if (of_point.nunique() > 1).any(axis=None):
        raise BadSweep(f"{file}: the runs of a point have other values of its parameters. {PLAN_AGAIN}")
    return Plan(folder, design, base_points, parameters, of_point.first(), frame[list(NEEDED)].astype({"id": np.int64}),
                scenarios, replicates, second_order)


def check_order(plan: Plan) -> None:
    """Of a saltelli design: base point by base point A, each AB, which is A but for one column of B, and B.

    With second order, each BA, which is B but for one column of A, stands before B.
    """
    if plan.design != SALTELLI:
        return
    parameters = len(plan.parameters)
    codes = np.column_stack([pd.factorize(plan.points[name])[0] for name in plan.names])
    each = POINTS_EACH[SALTELLI, plan.second_order](parameters)
    blocks = codes.reshape(plan.base_points, each, parameters)
    a, mixed, b = blocks[:, :1], blocks[:, 1:-1], blocks[:, -1:]
    one = np.eye(parameters, dtype=bool)
    from_b = np.vstack([one, ~one]) if plan.second_order else one
    wrong = (mixed != np.where(from_b, b, a)).any(axis=2)
    if wrong.any():
        base, place = np.argwhere(wrong)[0]
        first, last = base * each, (base + 1) * each - 1
        of, other = (first, last) if place < parameters else (last, first)
        raise BadSweep(
            f"{plan.file}: point {first + place + 1} is not point {of} with {plan.names[place % parameters]} of point "
            f"{other}, so the points are not in the order of a {SALTELLI} design. {PLAN_AGAIN}")


def _is_whole(column: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(column, errors="coerce")
    return numbers.notna() & (numbers % 1 == 0)
