"""Scales on which parameters are fitted: coordinates in which a step means about the same everywhere."""

from __future__ import annotations

import math
from typing import Callable, NamedTuple

import numpy as np


class Scale(NamedTuple):
    """To coordinates and back; the domain's ends are not part of it."""

    forward: Callable[[float], float]
    back: Callable[[float], float]
    domain: tuple[float, float]


SCALES = {
    "log": Scale(math.log, math.exp, (0, math.inf)),
    "logit": Scale(lambda x: math.log(x / (1 - x)), lambda z: 1 / (1 + math.exp(-z)), (0, 1)),
    "linear": Scale(float, float, (-math.inf, math.inf)),
}


class Space:
    """The box of all parameters in coordinates."""

    def __init__(self, scales: list[str], lower: list[float], upper: list[float]) -> None:
        self.scales = [SCALES[name] for name in scales]
        self.lower = self.coordinates(lower)
        self.upper = self.coordinates(upper)

    def coordinates(self, values) -> np.ndarray:
        return np.array([scale.forward(value) for scale, value in zip(self.scales, values)])

    def values(self, coordinates) -> np.ndarray:
        return np.array([scale.back(place) for scale, place in zip(self.scales, coordinates)])

    def inside(self, coordinates: np.ndarray) -> np.ndarray:
        return np.clip(coordinates, self.lower, self.upper)
