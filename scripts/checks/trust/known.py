"""Councils with the returns that they have: what these cannot know is not told, and what they can is."""

from __future__ import annotations

import csv
import functools
import math
import shutil
from pathlib import Path

from .rows import folder, hold, made, row, scratch

COUNCILS = ("Rutland", "Wokingham", "Bracknell Forest", "West Berkshire", "Bath and North East Somerset")
LAST, RETURNS = 2025, 6
SPLITS = "time_in_care,placement,la"
LIMITS = ("lowest", "highest")


@functools.cache
def returns() -> Path:
    """Six returns of each council, and what is known of the years before."""
    results = scratch() / "councils.h5"
    made("run", "england_2019", "--areas", ",".join(COUNCILS), "-q", "-o", results)
    made("episodes", results, "--ssda903", scratch() / "councils")
    return scratch() / "councils"


@functools.cache
def last(years: int) -> Path:
    """The last returns only, and nothing of the years before."""
    found = folder(f"last_{years}")
    for council in returns().iterdir():
        for year in range(LAST + 1 - years, LAST + 1):
            shutil.copytree(council / str(year), found / council.name / str(year))
    return found


@functools.cache
def cells(of: Path) -> dict[tuple[str, ...], dict[str, float]]:
    """Every figure of every table, with its limits; NaN where there is none."""
    tables = folder(f"tables_of_{of.name}")
    made("stability", "--ssda903", of, "--by", SPLITS, "--csv", tables, "--bounds")
    found = {}
    for file in tables.glob("*.csv"):
        with file.open(newline="") as stream:
            for line in csv.DictReader(stream):
                if line.keys() >= set(LIMITS):
                    key = tuple(line[part] for part in ("table", "year", "breakdown", "group", "measure"))
                    found[key] = {part: float(line[part] or "nan") for part in ("value", *LIMITS)}
    return found


@row("2.1", "same carer for two years from one return, and from three: '-' where 2.5 years are not covered")
def same_carer() -> str:
    key = ("same_carer", str(LAST), "total", "all", "same_carer_percent")
    truth = cells(returns())[key]["value"]
    one, three = (cells(last(years)) for years in (1, 3))
    screen = made("stability", "--ssda903", last(1), "--by", "age")
    shown = screen.split("The same carer for two years\n")[1].splitlines()
    line = next(line for line in shown if line.startswith(str(LAST)))
    earlier = three[("same_carer", str(LAST - 2), *key[2:])]["value"]
    held = line.split()[-1] == "-" and math.isnan(one[key]["value"]) and math.isnan(earlier)
    held &= one[key]["lowest"] <= truth <= one[key]["highest"] and math.isclose(three[key]["value"], truth)
    bounds = f"{one[key]['lowest']:.1f}..{one[key]['highest']:.1f}"
    return hold(held, f"one: '{line.split()[-1]}' ({bounds}); three: {three[key]['value']:.1f}; all: {truth:.1f}")


@row("#2", "the last 1, 2, 3 of six returns of five councils: no value differs from that of all six")
def some_returns() -> str:
    said, held, whole = [], True, cells(returns())
    for years in (1, 2, 3):
        some = cells(last(years))
        told = {key for key, cell in some.items() if not math.isnan(cell["value"])}
        nobody = {"value": 0.0}  # a group that nobody was in, and might have been
        wrong = [key for key in told if not same(some[key]["value"], whole.get(key, nobody)["value"])]
        outside = [key for key, cell in some.items() if key in whole and not between(cell, whole[key]["value"])]
        of_year = [key for key in told if key[0] == "placements_in_year" and key[2] == "total"]
        held &= not wrong and not outside and len(of_year) == 7 * years
        said.append(f"{years}: {len(told):,} told, {len(wrong)} wrong, {len(some) - len(told):,} not")
    return hold(held, "; ".join(said))


def same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-8)


def between(cell: dict[str, float], truth: float) -> bool:
    return math.isnan(truth) or cell["lowest"] - 1e-6 <= truth <= cell["highest"] + 1e-6
