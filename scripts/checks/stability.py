#!/usr/bin/python3
"""Questions that stability.sh asks of runs, returns and the tests: prints one line, and fails on a no.

    PYTHONPATH=analysis stability.py QUESTION ARGUMENT...        the functions below, by name
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

TESTS = Path(__file__).resolve().parents[2] / "tests" / "python"
sys.path += [str(TESTS), str(TESTS / "stability")]

import hearth  # noqa: E402
from hearth import ssda903, stability, survival  # noqa: E402
from hearth.stability import published, published_screen  # noqa: E402

TITLES = tuple(stability.TABLES)


def enough_cases() -> bool:
    """Are there 25 hand-made sets of episodes with known answers, in the definitions and in the reader of returns?"""
    from stability_cases import CASES
    from test_stability_refused_returns import BAD

    lines = sum(len(case.cells.strip().splitlines()) for case in CASES.values())
    print(f"{len(CASES)} sets, {lines} answers; {len(BAD)} kinds of bad returns")
    return len(CASES) >= 25


def agree(file: str) -> bool:
    """Are the program's own counts at each 31 March those that are made of its episodes, for every area and year?"""
    from test_stability_agrees import SAME, in_year

    results = hearth.open(file)
    care = stability.care_of(results)
    panel = results.panel
    names, kinds = panel.area_name.values.astype(str), panel.area_kind.values.astype(str)
    split = {"la": "la", "region": "region", "nation": "total"}
    rows = [(split[kind], "all" if kind == "nation" else name) for kind, name in zip(kinds, names)]
    tables = stability.tables(care, None, ["total", "la", "region"])
    compared, differing = 0, []

    def cells(table: str, measure: str, year: int) -> np.ndarray:
        frame = tables[table]
        frame = frame[(frame.measure == measure) & (frame.year == year)].set_index(["breakdown", "group"])["value"]
        return frame.reindex(rows).fillna(0).to_numpy()

    for year in care.years:
        for measure, (table, own) in SAME.items():
            counted, made = in_year(panel, measure, year).values.ravel(), cells(table, own, year)
            compared += len(rows)
            wrong = np.flatnonzero(counted != made)
            differing += [f"{measure} {year} {rows[at]}: {counted[at]} {made[at]}" for at in wrong]
        days = cells("placements_ended", "mean_days", year) * cells("placements_ended", "placements", year)
        counted = in_year(panel, "placement_days", year).values.ravel()
        compared += len(rows)
        differing += [f"placement_days {year} {rows[at]}" for at in np.flatnonzero(np.round(days) != counted)]
    print(f"{compared:,} counts, {len(differing):,} differ")
    print(*differing[:15], sep="\n", file=sys.stderr)
    return compared > 0 and not differing


def same_tables(file: str, folder: str) -> bool:
    """Do a run and its written returns give the same tables, in every cell?"""
    found = [
        {name: _in_order(table) for name, table in stability.tables(care).items()}
        for care in (stability.care_of(hearth.open(file)), stability.read_returns(folder))
    ]
    differing = []
    for name in TITLES:
        try:
            pd.testing.assert_frame_equal(found[0][name], found[1][name], check_exact=True)
        except AssertionError as difference:
            differing.append(f"{name}: {difference}")
    cells = sum(len(table) for table in found[0].values())
    print(f"{cells:,} cells of {len(TITLES)} tables, {len(differing)} tables differ")
    print(*differing, sep="\n", file=sys.stderr)
    return cells > 0 and not differing


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(scenario="").sort_values(["year", "breakdown", "group", "measure"], ignore_index=True)


def obeys_the_rules(file: str) -> bool:
    """Does the run's table of episodes, which reaches back before its first day, break a rule of the return?"""
    episodes = ssda903.episodes_of(hearth.open(file))
    broken = ssda903.check_episodes(episodes, last_day="2025-03-31")
    print(f"{len(episodes):,} episodes, {len(broken)} violations")
    print(ssda903.violations_by_rule(broken).to_string() if len(broken) else "", file=sys.stderr)
    return len(episodes) > 0 and broken.empty


def compared(file: str) -> bool:
    """Is every published figure on stability of the latest years printed beside the model's, and every miss marked?"""
    england = published.against()
    care = stability.care_of(hearth.open(file))
    years = england.years_of(care.years)
    table = published.compare(stability.tables(care, years, None), england, years, care.whose)
    text = published_screen.text_of(table, england, care.whose, care.source)
    targets = england.figures[england.figures.year.isin(years)]
    wanted = {measure for measure in targets.measure.unique() if any(part in measure for part in
              ("placement", "carer", "leavers_with", "moves", "mean_care"))}
    lacking = sorted(wanted - set(table.measure))
    rows = table.groupby("table").agg(figures=("year", "size"), years=("year", "nunique"))
    misses = int((table.miss & table.value.notna()).sum())
    marks = text.split().count("*") - 2  # the heading, and what the sign means
    print(f"{len(rows)} tables, {len(table)} figures, {misses} missed, {marks} marked")
    print(rows, lacking, file=sys.stderr)
    paired = {name for name, _ in published.COUNTERPARTS.values()}
    return set(rows.index) == paired and bool((rows.years == 2).all()) and not lacking and marks == misses


def covered() -> bool:
    """Does the 95% band of a simulated constant hazard cover the closed form in 200 seeds as often as it says?"""
    import test_survival as tests

    curves = [
        survival.kaplan_meier(tests.constant_hazard(seed, 1 / 150), first_day=tests.FIRST, last_day=tests.LAST)
        for seed in range(tests.SEEDS)
    ]
    shares, chances = [], []
    for day in tests.DAYS:
        truth = np.exp(-day / 150)
        at = [survival.at_day(curve, "survival", day, last=day) for curve in curves]
        shares.append(np.mean([value["low"] <= truth <= value["high"] for value in at]))
        chances.append(tests.p_value(curves, day, truth))
    print(f"{', '.join(f'{share:.1%}' for share in shares)} on days {', '.join(map(str, tests.DAYS))}")
    return min(chances) > tests.ALPHA


if __name__ == "__main__":
    questions = [enough_cases, agree, same_tables, obeys_the_rules, compared, covered]
    question = next(question for question in questions if question.__name__ == sys.argv[1])
    sys.exit(0 if question(*sys.argv[2:]) else 1)
