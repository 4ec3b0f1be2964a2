"""The published figures that a calibration is fitted to: each looked up, with how far the model may be from it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import yaml

from ..published_figures import LAST_FIT_YEAR, Published, TargetsError
from ..targets import is_from_episodes
from .reading import Faults, Section


@dataclass(frozen=True)
class Target:
    """One published figure and how far the model may be from it [the figure's unit]."""

    measure: str
    breakdown: str
    area: str
    year: int
    published: float
    sd: float

    @property
    def label(self) -> str:
        return " ".join(part for part in (self.measure, self.breakdown, str(self.year)) if part)


def read_targets(top: Section, area: str, published: Published | None, faults: Faults) -> list[Target]:
    found: list[Target] = []
    lines: dict[tuple, int] = {}
    for node in top.items("targets"):
        section = Section(node, "target", faults)
        measure, breakdown = section.text("measure"), section.text("breakdown", "")
        own_area = section.text("area", area)
        years = _years(section)
        sd = section.number("sd", above=0, optional=True)
        tolerance = section.number("tolerance", above=0, optional=True)
        section.finish()
        if section.has("sd") == section.has("tolerance"):
            faults.add(
                node,
                "a target needs either sd [its unit] or tolerance [share of the figure]. Write one of the two?",
            )
            continue
        if not measure or published is None or (sd is None and tolerance is None):
            continue
        try:
            is_from_episodes(measure, breakdown or "")
        except TargetsError as error:
            faults.add(node, f"{error}. Choose another figure?")
            continue
        for year in years:
            target = _target(
                (measure, breakdown or "", own_area or "", year), sd, tolerance, published, node, faults
            )
            if target is None:
                continue
            key = (target.measure, target.breakdown, target.area, year)
            if key in lines:
                faults.add(node, f"{target.label} is asked for twice (already on line {lines[key]}). Remove one?")
            else:
                lines[key] = node.start_mark.line + 1
                found.append(target)
    return found


def _years(section: Section) -> list[int]:
    """Years that are for fitting; a later one is a fault of its own kind, as it is the rule that matters most."""
    years = section.wholes("years", lowest=1990, highest=2100)
    for year in years:
        if year > LAST_FIT_YEAR:
            why = f"(years after {LAST_FIT_YEAR} are kept to judge the model)"
            section.faults.add(section.at("years"), f"target year {year} is not for fitting {why}. Remove it?")
    return [year for year in years if year <= LAST_FIT_YEAR]


def _target(key: tuple[str, str, str, int], sd: float | None, tolerance: float | None, published: Published,
            node: yaml.Node, faults: Faults) -> Target | None:
    measure, breakdown, area, year = key
    value = published.rows.get(key)
    if value is None:
        what = " ".join(part for part in (measure, breakdown) if part)
        faults.add(node, f"{published.path} has no {what} of {area} in {year}{_close_to(key, published)}")
        return None
    width = sd if sd is not None else (tolerance or 0) * abs(value)
    if not width > 0 or not math.isfinite(width):
        faults.add(
            node,
            f"{measure} {breakdown} {year} is {value:g}, a share of which is no width. Write sd instead of "
            "tolerance?",
        )
        return None
    return Target(measure, breakdown, area, year, value, width)


def _close_to(key: tuple[str, str, str, int], published: Published) -> str:
    """What there is, as a remedy."""
    measure, breakdown, area, _ = key
    years = sorted(row[3] for row in published.rows if row[:3] == (measure, breakdown, area))
    if years:
        return f". It has {', '.join(map(str, years))}"
    split = breakdown.partition("=")[0]
    alike = {row[1] for row in published.rows if (row[0], row[2]) == (measure, area)}
    labels = sorted(label for label in alike if label.partition("=")[0] == split)
    return f". It has {', '.join(labels)}" if labels and breakdown else ". Is it spelt as in the file?"
