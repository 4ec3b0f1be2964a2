"""Small counts are hidden, and no reader can work them out from what is left."""

from __future__ import annotations

import lives
import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from lives import Life

from hearth import stability
from hearth.stability import breakdowns as by
from hearth.stability.suppression import HIDDEN, suppress

STAYS = "2018-05-01 - S C2 U6 PR1 fay - -"
MOVED = "2018-05-01 2020-07-01 S C2 U6 PR1 fay X1 CREQB\n2020-07-01 - P C2 K2 PR4 oaks - -"


def council(children: int, seed: int) -> stability.Care:
    """Children of all ages, a fifth of them moved, in three authorities and two regions."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(children):
        la = str(draw.choice(["Ashby", "Brookfield", "Carrow"]))
        facts = {"LA": la, "REGION": "South" if la == "Carrow" else "North", "SEX": str(draw.choice(["1", "2"]))}
        born = f"{draw.integers(2004, 2018)}-06-15"
        found.append(Life(born, MOVED if draw.random() < 0.2 else STAYS, facts))
    return lives.care(found)


def cells(frame: pd.DataFrame) -> dict[tuple[str, str, str], object]:
    return {(row.breakdown, row.group, row.measure): row.value for row in frame.itertuples()}


REGIONS = {"Ashby": "North", "Brookfield": "North", "Carrow": "South"}


def sums(shown: dict[tuple[str, str, str], object]) -> list[tuple[tuple, list[tuple]]]:
    """Every sum of the table placements_in_year that anyone can write down: a total and what it is made of."""
    counts = ("children", "one", "two", "three_or_more")
    groups: dict[str, list[str]] = {}
    for breakdown, group, _ in shown:
        groups.setdefault(breakdown, [])
        groups[breakdown] += [group] * (group not in groups[breakdown])
    found = [((b, g, counts[0]), [(b, g, m) for m in counts[1:]]) for b, names in groups.items() for g in names]
    for measure in counts:
        found += [(("total", "all", measure), [(b, g, measure) for g in groups[b]]) for b in groups if b != "total"]
        coarse = [("time_in_care", *by.MADE_OF["time_in_care"]), ("placement_group", *by.MADE_OF["placement_group"])]
        coarse += [("region", "la", {r: [la for la in REGIONS if REGIONS[la] == r] for r in ("North", "South")})]
        for name, finer, parts in coarse:
            for group in groups[name]:
                inside = [(finer, part, measure) for part in parts[group] if part in groups[finer]]
                found.append(((name, group, measure), inside))
    return found


def span(shown: dict, hidden: list[tuple], cell: tuple) -> float:
    """How far apart the least and the greatest value are that a hidden cell could have, given all that is shown."""
    column = {key: place for place, key in enumerate(hidden)}
    matrix, right = [], []
    for total, parts in sums(shown):
        line, known = np.zeros(len(hidden)), 0.0
        for key, sign in [(total, 1.0), *((part, -1.0) for part in parts)]:
            if key in column:
                line[column[key]] += sign
            else:
                known -= sign * float(shown[key])
        if line.any():
            matrix.append(line)
            right.append(known)
    aim = np.zeros(len(hidden))
    aim[column[cell]] = 1.0
    least, greatest = (linprog(sign * aim, A_eq=matrix, b_eq=right, bounds=(0, None)) for sign in (1, -1))
    return float("inf") if greatest.status == 3 else -greatest.fun - least.fun


@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_count_can_be_worked_out(seed: int) -> None:
    care = council(60, seed)
    frame = stability.tabulate(care, "placements_in_year", [2021])
    true, shown = cells(frame), cells(suppress("placements_in_year", frame, 5, REGIONS))
    small = [key for key, value in true.items() if not key[2].endswith("percent") and 0 < value < 5]
    hidden = [key for key, value in shown.items() if value == HIDDEN and not key[2].endswith("percent")]
    assert small and set(small) <= set(hidden)
    for cell in small:
        assert span(shown, hidden, cell) >= 1, cell


def test_without_secondary_suppression_they_could_be() -> None:
    """The attack works: on a table in which only the small counts are hidden."""
    frame = stability.tabulate(council(60, 1), "placements_in_year", [2021])
    true = cells(frame)
    counts = {key: value for key, value in true.items() if not key[2].endswith("percent")}
    hidden = [key for key, value in counts.items() if 0 < value < 5]
    assert min(span(counts, hidden, cell) for cell in hidden) < 1e-6


def test_what_is_not_hidden_is_true_and_percentages_of_hidden_counts_are_hidden() -> None:
    frame = stability.tabulate(council(60, 2), "placements_in_year", [2021])
    true, shown = cells(frame), cells(suppress("placements_in_year", frame, 5, REGIONS))
    for (breakdown, group, measure), value in shown.items():
        if value != HIDDEN:
            assert value == true[breakdown, group, measure]
        if measure.endswith("_percent"):
            parts = shown[breakdown, group, measure.removesuffix("_percent")], shown[breakdown, group, "children"]
            assert (value == HIDDEN) == (HIDDEN in parts)


def test_means_of_few_are_hidden() -> None:
    frame = stability.tabulate(council(30, 3), "placements_ended", [2021])
    shown = cells(suppress("placements_ended", frame, 5, REGIONS))
    few = [key for key, value in cells(frame).items() if key[2] == "placements" and value < 5]
    assert few
    assert all(shown[breakdown, group, "mean_days"] == HIDDEN for breakdown, group, _ in few)


def test_large_tables_are_left_as_they_are() -> None:
    frame = stability.tabulate(council(60, 4), "placements_in_year", [2021], {"total"})
    assert not (suppress("placements_in_year", frame, 2)["value"] == HIDDEN).any()
