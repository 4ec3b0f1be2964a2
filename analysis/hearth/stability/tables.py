"""The tables: what each counts, by which groups, and how counts become percentages, means and intervals."""

from __future__ import annotations

from typing import Iterable, Iterator

import numpy as np
import pandas as pd

from ..estimates import YEAR_DAYS, over_replicates
from . import flows, past_lives, stock
from . import breakdowns as by
from .care import Care, LeftOut
from .definition import Definition
from .one_year import OneYear
from .unsure import Figures

COLUMNS = ("table", "scenario", "year", "breakdown", "group", "measure", "unit", "value", "low", "high", *by.LIMITS)

PLACEMENT_COUNTS = ("one", "two", "three_or_more")
TABLES: dict[str, Definition] = {
    "placements_in_year": Definition(
        "Placements in the year",
        "children looked after on 31 March, by the number of placements open at any time in the year, in all periods "
        "of care; temporary stays and changes of status are none",
        "children",
        stock.placements_in,
        "children",
        PLACEMENT_COUNTS,
    ),
    "placements_in_two_years": Definition(
        "Placements in two years",
        "children looked after on 31 March, and at some time in the year before the last, by the number of placements "
        "open at any time in the two years",
        "children",
        lambda care, year: stock.placements_in(care, year, 2),
        "children",
        PLACEMENT_COUNTS,
        years=2,
    ),
    "same_carer": Definition(
        "The same carer for two years",
        "children under 16 on 31 March, in care for 2.5 years or more without a break; with the same carer for two "
        "years, or placed for adoption and that and the placement before it make two years",
        "children",
        stock.same_carer,
        "children",
        ("same_carer", "other"),
        about=past_lives.WITH_CARER,
    ),
    "placements_ended": Definition(
        "Placements that ended in the year",
        "by a move or by leaving care, by how long they had lasted; placement: the kind as it began",
        "placements",
        flows.placements_ended,
        "placements",
        tuple(flows.DURATIONS),
        spread="days",
        about=past_lives.PLACEMENTS,
    ),
    "placements_ceased": Definition(
        "Placements that ceased in the year, also by a change of status",
        "as published: by a move, by leaving care, or by a change of status only (PLACE or the same carer), with which "
        "another one begins; by how long they had lasted; placement: the kind as it began",
        "placements",
        flows.placements_ceased,
        "placements",
        tuple(flows.DURATIONS),
        spread="days",
        about=past_lives.PUBLISHED,
    ),
    "moves": Definition(
        "Moves in the year",
        "from one placement to another, by reason; placement: the kind left; status_only (PLACE or the same carer) is "
        "no move; child-years: days in care in the year / 365.25",
        "moves",
        flows.moves,
        "moves",
        (*flows.REASONS.values(), "not_given"),
        others={"status_only": "changes of status", "child_days": "days"},
        rates={"moves_per_child_year": ("moves", "child_days", YEAR_DAYS, "moves per child-year")},
        about=past_lives.ANY_DAY,
    ),
    "periods": Definition(
        "Periods of care",
        "starts and ends in the year, and children once each: at the first start, at the last end; durations are those "
        "of the children's last periods that ended",
        "children",
        flows.periods,
        "children_ceased",
        tuple(flows.DURATIONS),
        others={"started": "periods", "children_started": "children", "ceased": "periods"},
        spread="days",
        about=past_lives.ANY_DAY,
    ),
}


def tables(
    care: Care, years: Iterable[int] | None = None, breakdowns: Iterable[str] | None = None
) -> dict[str, pd.DataFrame]:
    """Every table, tidy: one row per scenario, year, breakdown, group and measure; see `COLUMNS`.

    value: the figure; of several replicates their mean, and low and high its interval (`COVERAGE`), else NaN. Ratios
    are made in each replicate; one that has nothing below the line has no value. Groups without anyone are not listed.
    lowest and highest: what the figure may be at least and at most, as what was before the returns at hand is not known
    (`pasts`). Where the two differ there is no value; without a value they are NaN if it is sure that there is none.
    """
    years = tuple(care.years if years is None else years)
    return {name: tabulate(care, name, years, breakdowns) for name in TABLES}


def tabulate(care: Care, name: str, years: Iterable[int], breakdowns: Iterable[str] | None = None) -> pd.DataFrame:
    """One table, as in `tables`."""
    table = TABLES[name]
    wanted = None if breakdowns is None else set(breakdowns)
    columns: dict[str, list[np.ndarray]] = {column: [] for column in COLUMNS}
    for year in years:
        if not care.reaches_back(year, table.years):
            continue
        of_year = OneYear(care, table, year)
        for breakdown in of_year.breakdowns:
            if wanted is not None and breakdown not in wanted:
                continue
            for part in _rows(care, *of_year.figures(breakdown)):
                rows = len(part["value"])
                part |= {"table": _repeated(name, rows), "breakdown": _repeated(breakdown, rows)}
                part["year"] = np.full(rows, year)
                for column in COLUMNS:
                    columns[column].append(part[column])
    return pd.DataFrame({column: np.concatenate(parts) if parts else [] for column, parts in columns.items()})


def years_left_out(care: Care) -> list[LeftOut]:
    """Years that a table cannot have, as it needs earlier ones too."""
    lacking = {name: [y for y in care.years if not care.reaches_back(y, t.years)] for name, t in TABLES.items()}
    return [
        LeftOut(f"reporting years of '{TABLES[name].title}', which needs the year before: {_listed(years)}", len(years))
        for name, years in lacking.items()
        if years
    ]


def _listed(years: Iterable[int]) -> str:
    return ", ".join(map(str, years))


def _rows(care: Care, labels: list[str], figures: Figures) -> Iterator[dict[str, np.ndarray]]:
    """Columns of each scenario: groups one after another, each with all measures."""
    scenarios = care.spells.runs["SCENARIO"].astype(str).to_numpy()
    units = np.array([unit for *_, unit in figures.values()], dtype=object)
    lowest, highest = (np.stack([limits[side] for limits in figures.values()], axis=-1) for side in (0, 1))
    same = (lowest == highest) | np.isclose(lowest, highest, rtol=1e-12, atol=0)
    cells = np.where(same, lowest, np.nan)
    for scenario in dict.fromkeys(scenarios):
        own = scenarios == scenario
        value, low, high = over_replicates(cells[own])
        known = (same[own] | np.isnan(lowest[own])).all(axis=0)
        yield {
            "scenario": _repeated(scenario, value.size),
            "group": np.repeat(np.array(labels, dtype=object), len(figures)),
            "measure": np.tile(np.array(list(figures), dtype=object), len(labels)),
            "unit": np.tile(units, len(labels)),
            "value": np.where(known, value, np.nan).ravel(),
            "low": np.where(known, low, np.nan).ravel(),
            "high": np.where(known, high, np.nan).ravel(),
            "lowest": np.where(known, value, over_replicates(lowest[own])[0]).ravel(),
            "highest": np.where(known, value, over_replicates(highest[own])[0]).ravel(),
        }


def _repeated(text: str, rows: int) -> np.ndarray:
    return np.full(rows, text, dtype=object)
