"""Hides small counts, and with them as many others as it takes that no subtraction brings them back."""

from __future__ import annotations

from typing import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from . import breakdowns as by
from .care import Care
from .definition import Definition
from .tables import TABLES, tables

#: What is shown instead of a hidden figure, as in the published tables.
HIDDEN = "c"
#: Days in care are people, too: a count of days is small if it is that of so few children.
DAYS_PER_CHILD = 365
#: Where a hidden cell is determined by the others, its share in the projection on the row space is 1.
DETERMINED = 1 - 1e-6


def suppress_all(care: Care, below: int) -> dict[str, pd.DataFrame]:
    """Every table of every year and breakdown with what `suppress` hides.

    What is hidden depends on the record alone, not on what is asked for: two answers that hide different cells would
    give away both.
    """
    regions = dict(zip(*(care.spells.episodes[name].astype(str) for name in ("LA", "REGION"))))
    return {name: suppress(name, table, below, regions) for name, table in tables(care).items()}


def of_those(
    found: Mapping[str, pd.DataFrame], years: Iterable[int], breakdowns: Iterable[str] | None
) -> dict[str, pd.DataFrame]:
    """The rows of these years and breakdowns (None: all) of each table."""
    wanted = None if breakdowns is None else set(breakdowns)
    return {
        name: table[table["year"].isin(tuple(years)) & (True if wanted is None else table["breakdown"].isin(wanted))]
        for name, table in found.items()
    }


def suppress(name: str, frame: pd.DataFrame, below: int, regions: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A table of `tables` with every count from 1 to below - 1 hidden, and what would give them away.

    Then others are hidden, the smallest first, until no sum of the table (parts and their total, groups and everyone,
    groups that are made of finer ones) has a single hidden cell or hidden cells that must all be 1, and until no linear
    combination of sums determines a hidden cell. Ratios, means and intervals of hidden counts are hidden as well.

    regions: authority -> its region, if the table splits by both.
    Returns the frame with the value, low, high and limits of hidden cells as 'c'. What is not known stays so: to the
    reader who subtracts it is one more hidden cell.
    """
    table = TABLES[name]
    hidden = pd.Series(False, index=frame.index)
    for _, year in frame.groupby(["scenario", "year"], sort=False):
        hidden[year.index] = _hidden_in_year(table, year, below, regions or {})
    columns = ("value", "low", "high", *by.LIMITS)
    shown = frame.astype({column: object for column in columns})
    unsure = frame["value"].isna() & frame["lowest"].notna()
    shown.loc[unsure, list(by.LIMITS)] = [0.0, np.inf]  # what it may be would tell of small counts
    for column in columns:
        there = hidden & shown[column].notna()
        shown.loc[there, column] = HIDDEN
    return shown


def _hidden_in_year(table: Definition, frame: pd.DataFrame, below: int, regions: Mapping[str, str]) -> np.ndarray:
    """Which rows of one scenario's year are hidden?"""
    keys = list(zip(frame["breakdown"], frame["group"], frame["measure"]))
    place = {key: row for row, key in enumerate(keys)}
    value = frame["value"].to_numpy(dtype=float)
    is_count = frame["measure"].isin(table.counts()).to_numpy()
    limit = np.where(frame["unit"] == "days", below * DAYS_PER_CHILD, below)
    hidden = is_count & (value > 0) & (value < limit)
    if hidden.any():
        hidden |= is_count & np.isnan(value)
        _hide_more(value, hidden, list(_sums(table, keys, place, value, regions)))
        hidden &= ~np.isnan(value)
    ratios = table.ratios()
    for row, (breakdown, group, measure) in enumerate(keys):
        if measure in ratios:
            needed = ratios[measure][:2]
        elif not is_count[row]:
            needed = (table.base,)
        else:
            continue
        hidden[row] = any(hidden[place[breakdown, group, count]] for count in needed)
    return hidden


def _sums(
    table: Definition, keys: list[tuple[str, str, str]], place: Mapping, value: np.ndarray, regions: Mapping[str, str]
) -> Iterator[np.ndarray]:
    """Every sum that a reader could use: rows of the total, then of what it is made of."""
    groups: dict[str, list[str]] = {}
    for breakdown, group, _ in keys:
        if group not in groups.setdefault(breakdown, []):
            groups[breakdown].append(group)
    if table.parts:
        for breakdown, names in groups.items():
            for group in names:
                yield np.array([place[breakdown, group, measure] for measure in (table.base, *table.parts)])
    for total, finer in _made_of(groups, regions):
        for measure in table.counts():
            rows = np.array([place[(*total, measure)], *(place[(*part, measure)] for part in finer)])
            if np.isclose(value[rows[0]], value[rows[1:]].sum()) or np.isnan(value[rows]).any():
                yield rows


def _made_of(
    groups: Mapping[str, list[str]], regions: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], list[tuple[str, str]]]]:
    """Groups, and the groups of the same or another breakdown that they are made of."""
    for breakdown, names in groups.items():
        if breakdown != "total" and "total" in groups:
            yield ("total", by.ALL), [(breakdown, group) for group in names]
    coarser = {name: (finer, parts) for name, (finer, parts) in by.MADE_OF.items()}
    if regions:
        of_region: dict[str, tuple[str, ...]] = {}
        for authority, region in regions.items():
            of_region[region] = (*of_region.get(region, ()), authority)
        coarser["region"] = "la", of_region
    for name, (finer, parts) in coarser.items():
        for group in groups.get(name, []):
            inside = [(finer, part) for part in parts.get(group, ()) if part in groups.get(finer, [])]
            if inside:
                yield (name, group), inside


def _hide_more(value: np.ndarray, hidden: np.ndarray, sums: list[np.ndarray]) -> None:
    """Hides further cells in place until nothing can be worked out."""
    while True:
        changed = False
        for rows in sums:
            changed |= _hide_in_sum(value, hidden, rows)
        if changed:
            continue
        given_away = _determined(hidden, sums)
        given_away = given_away[~np.isnan(value[given_away])]
        if not len(given_away):
            return
        if not any([_hide_smallest(value, hidden, rows) for rows in sums if np.isin(given_away, rows).any()]):
            return  # everything that touches them is hidden


def _hide_in_sum(value: np.ndarray, hidden: np.ndarray, rows: np.ndarray) -> bool:
    """Hides one more cell of a sum whose hidden cells give themselves away."""
    total, parts = rows[0], rows[1:]
    number = int(hidden[rows].sum())
    if number == 0 or np.isnan(value[rows[hidden[rows]]]).all():
        return False
    all_one = not hidden[total] and value[parts[hidden[parts]]].sum() <= hidden[parts].sum()
    return (number == 1 or all_one) and _hide_smallest(value, hidden, rows)


def _hide_smallest(value: np.ndarray, hidden: np.ndarray, rows: np.ndarray) -> bool:
    """Hides the smallest visible part of a sum that is not 0, else the total, else a 0."""
    total, parts = rows[0], rows[1:]
    visible = parts[~hidden[parts]]
    positive = visible[value[visible] > 0]
    candidates = positive if len(positive) else np.array([total]) if not hidden[total] else visible
    if not len(candidates):
        return False
    hidden[candidates[np.argmin(value[candidates])]] = True
    return True


def _determined(hidden: np.ndarray, sums: list[np.ndarray]) -> np.ndarray:
    """Hidden cells that some combination of sums determines: their unit vector is in the row space."""
    cells = np.flatnonzero(hidden)
    column = np.full(len(hidden), -1)
    column[cells] = np.arange(len(cells))
    touching = [rows for rows in sums if hidden[rows].any()]
    if not touching:
        return cells[:0]
    matrix = np.zeros((len(touching), len(cells)))
    for line, rows in enumerate(touching):
        sign = np.where(np.arange(len(rows)) == 0, 1.0, -1.0)
        inside = column[rows] >= 0
        matrix[line, column[rows[inside]]] = sign[inside]
    share = np.einsum("ij,ji->i", np.linalg.pinv(matrix), matrix)
    return cells[share > DETERMINED]
