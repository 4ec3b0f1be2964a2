"""Values of a parameter on the unit cube: how much of its distribution lies below."""

from __future__ import annotations

from typing import Callable

import numpy as np
from scipy import stats

from .plan import LISTED, PLAN_AGAIN, VALUES, BadSweep, Plan

ROUNDING = 1e-9  # numbers of plan.csv may be rounded; on the unit cube [1]


def on_unit_cube(plan: Plan) -> np.ndarray:
    """All points with every parameter from 0 to 1, (point, parameter)."""
    columns = []
    for parameter in plan.parameters:
        if parameter.distribution not in BELOW:
            raise BadSweep(
                f"{plan.folder / 'plan.json'}: {parameter.name} has distribution '{parameter.distribution}' (this "
                f"package knows {', '.join(BELOW)}). Install the package of the Hearth that wrote the plan")
        try:
            values = plan.points[parameter.name].to_numpy()
            below = BELOW[parameter.distribution](values, *parameter.numbers)
        except (TypeError, ValueError):
            below = np.array([np.nan])
        if not (np.isfinite(below) & (below >= -ROUNDING) & (below <= 1 + ROUNDING)).all():
            numbers = ", ".join(str(number) for number in parameter.numbers)
            raise BadSweep(f"{plan.file}: {parameter.name} has values that {parameter.distribution} [{numbers}] of "
                           f"plan.json can't have. {PLAN_AGAIN}")
        columns.append(below)
    return np.column_stack(columns)


def uniform(values: np.ndarray, low: float, high: float) -> np.ndarray:
    return (values - low) / (high - low)


def loguniform(values: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.log(values / low) / np.log(high / low)


def normal(values: np.ndarray, mean: float, sd: float, low: float, high: float) -> np.ndarray:
    """Normal within [low, high]; mean and sd are those before it is cut."""
    below = stats.norm.sf if low > mean else stats.norm.cdf  # from the nearer end, or its digits are lost
    least, most, here = (below((edge - mean) / sd) for edge in (low, high, values))
    return (here - least) / (most - least)


def one_of(values: np.ndarray, *choices: float | str) -> np.ndarray:
    """The place of each value among the choices, 0 the first and 1 the last; NaN if it is none of them."""
    places = {as_number(choice): place for place, choice in enumerate(choices)}
    return np.array([places.get(as_number(value), np.nan) for value in values]) / max(len(choices) - 1, 1)


def listed(values: np.ndarray) -> np.ndarray:
    """Between the least, 0, and the greatest, 1; words by their place in the alphabet. 0 if all are the same."""
    try:
        numbers = values.astype(float)
    except ValueError:
        numbers = np.unique(values.astype(str), return_inverse=True)[1].astype(float)
    return (numbers - numbers.min()) / (np.ptp(numbers) or 1.0)


def as_number(value: float | str) -> float | str:
    """1, '1' and '1.0' are one value; '2024-04' is a word."""
    try:
        return float(value)
    except ValueError:
        return value


#: Distribution of plan.json -> the part of it below each value.
BELOW: dict[str, Callable[..., np.ndarray]] = {
    "uniform": uniform, "loguniform": loguniform, "normal": normal, VALUES: one_of, LISTED: listed,
}
