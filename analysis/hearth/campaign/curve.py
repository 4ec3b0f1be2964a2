"""More money: what each spending buys, what the next household costs, and where it costs least.

Scenarios of one policy at several spends that start in the same month make a curve; it begins at the baseline. They
are of one policy if nothing but how much and when tells them apart (`policies.Policy.which`). Nothing is fitted: each
point and each step has its own interval, and steps are compared pair by pair.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Iterable, Iterator, NamedTuple

import numpy as np

from .arms import Pair, pair_of
from .choice import best_of, listed
from .comparison import Comparison
from .estimates import Intervals
from .money import POLICY
from .rows import Place, Row, place_of, row_of
from .supply import APPROVALS, HOUSEHOLD_YEARS, HOUSEHOLDS
from .together import joint_scenarios
from .words import money_words, month_words

#: Two spends that differ by less than this share are the same.
SAME_SPENDING = 0.01
SHOWN = (POLICY, APPROVALS, HOUSEHOLDS, HOUSEHOLD_YEARS)
#: What the next one costs is said of these.
GAINS = (HOUSEHOLDS, HOUSEHOLD_YEARS)


class Point(NamedTuple):
    """One spending of a policy: the pounds of each replicate, (replicate,)."""

    scenario: str
    pair: Pair
    spent: np.ndarray

    @property
    def mean_spent(self) -> float:
        return float(self.spent.mean())

    @property
    def label(self) -> str:
        """GBP 0.5m, April 2026"""
        arm = self.pair.scenario
        return f"{money_words(self.mean_spent)}, {month_words(arm.comparison.months[arm.first])}"


class Step(NamedTuple):
    """From one spending to the next: what more is spent and gained, (replicate,). Its name says both spends."""

    name: str
    spent: np.ndarray
    gained: dict[str, np.ndarray]


class Curve(NamedTuple):
    """One policy from one start, at two spends or more: its name, when it starts, its figures."""

    policy: str
    start: str
    rows: list[Row]


def points_by_policy(
    comparison: Comparison, area: int, scenarios: Iterable[str] | None = None
) -> dict[str, list[Point]]:
    """Name of each policy -> its scenarios that spend something and are not made of others, by what they spend."""
    groups: dict[frozenset, list[str]] = {}
    joint = joint_scenarios(comparison)
    for name in comparison.scenarios if scenarios is None else scenarios:
        if name not in joint:
            groups.setdefault(comparison.policies[name].which, []).append(name)
    found = []
    for names in groups.values():
        pairs = {name: pair_of(comparison, name, area) for name in names}
        points = [Point(name, pair, pair.difference(POLICY)) for name, pair in pairs.items()]
        points = sorted((point for point in points if point.mean_spent > 0), key=lambda point: point.mean_spent)
        if points:
            found.append(points)
    return dict(zip(_names_of([[point.scenario for point in points] for points in found]), found))


def _names_of(policies: list[list[str]]) -> list[str]:
    """A name for each policy: what those of its scenarios have in common, without numbers; else all of them.

    Where two policies would be called the same, the names of all their scenarios tell them apart.
    """
    short = [os.path.commonprefix(names).rstrip("_-+., 0123456789") for names in policies]
    uses = Counter(short)
    return [name if name and uses[name] == 1 else listed(names) for name, names in zip(short, policies)]


def is_same_spending(one: Point, other: Point) -> bool:
    return abs(one.mean_spent - other.mean_spent) <= SAME_SPENDING * max(one.mean_spent, other.mean_spent)


def curves(comparison: Comparison, area: int, scenarios: Iterable[str] | None = None) -> list[Curve]:
    """Points, steps and the cheapest step of each policy and start that has at least two spends."""
    found: list[Curve] = []
    policies = points_by_policy(comparison, area, scenarios)
    for policy, points in policies.items():
        for start in sorted({point.pair.scenario.first for point in points}):
            curve = _different_spends([point for point in points if point.pair.scenario.first == start])
            if len(curve) > 1:
                rows = list(_curve(curve, f"{policy}: " if len(policies) > 1 else ""))
                found.append(Curve(policy, month_words(comparison.months[start]), rows))
    return found


def _different_spends(points: list[Point]) -> list[Point]:
    """Of those that spend the same, the first."""
    kept: list[Point] = []
    for point in points:
        if not kept or not is_same_spending(kept[-1], point):
            kept.append(point)
    return kept


def _curve(points: list[Point], prefix: str) -> Iterator[Row]:
    for point in points:
        place = place_of(point.pair, point.scenario).of("curve")
        yield from (row_of(place, quantity, point.pair) for quantity in SHOWN)
        for gain in (APPROVALS, *GAINS):
            cost = point.pair.intervals.ratio_of(point.spent, point.pair.difference(gain))
            yield place.row(f"policy_per_{gain.name}", f"spent for each of {gain.label}", "GBP", cost)
    intervals = points[0].pair.intervals
    steps = list(_steps(points))
    for step in steps:
        place = place_of(points[0].pair, prefix + step.name).of("marginal")
        yield place.row("policy", "more spent", "GBP", intervals.mean_of(step.spent))
        for gain in GAINS:
            cost = intervals.ratio_of(step.spent, step.gained[gain.name])
            yield place.row(f"policy_per_{gain.name}", f"for each more of {gain.label}", "GBP", cost)
    where = place_of(points[0].pair, prefix)
    yield from (_cheapest(where, steps, gain.name, gain.label, intervals) for gain in GAINS)


def _steps(points: list[Point]) -> Iterator[Step]:
    last, spent = 0.0, np.zeros_like(points[0].spent)
    gained = {gain.name: np.zeros_like(points[0].spent) for gain in GAINS}
    for point in points:
        gains = {gain.name: point.pair.difference(gain) for gain in GAINS}
        more = {name: gains[name] - gained[name] for name in gains}
        yield Step(f"GBP {last:,.0f} to {point.mean_spent:,.0f}", point.spent - spent, more)
        last, spent, gained = point.mean_spent, point.spent, gains


def _cheapest(place: Place, steps: list[Step], gain: str, label: str, intervals: Intervals) -> Row:
    """The step in which a pound brings most; steps are compared by gain for each pound, which no zero can spoil."""
    best, not_apart = best_of({step.name: step.gained[gain] / step.spent.mean() for step in steps}, intervals)
    step = next(step for step in steps if step.name == best)
    cost = intervals.ratio_of(step.spent, step.gained[gain])
    if not_apart:
        verdict = f"no spending is clearly cheapest: {listed([best, *not_apart])} are not told apart"
    else:
        verdict = f"cheapest is {best}, and clearly so"
    estimate = cost._replace(note="; ".join(text for text in (verdict, cost.note) if text))
    return place._replace(table="marginal", scenario=place.scenario + best).row(
        f"lowest_policy_per_{gain}", f"cheapest, {label}", "GBP", estimate)
