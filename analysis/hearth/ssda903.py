"""Checks an episode table against the rules of the SSDA903 return, knowing nothing of the model that made it.

    >>> from hearth import ssda903
    >>> violations = ssda903.check_episodes(ssda903.episodes_of(results), last_day="2025-03-31")
    >>> ssda903.violations_by_rule(violations)

What is checked are the rules that the episode table alone can decide. Not decided here, for want of other tables or
columns: postcodes, URN and distance [169, 179, 214, 218, 222, 392, 398, 406], placement decisions and adoption records
[331, 333, 335, 523, 551-557, 582, 601, 602], missing periods [580], reviews [399] and UASC [304]. `check_consecutive`
compares two returns [202-208, 502, 503, 562].
"""

from __future__ import annotations

from typing import Union

import numpy as np
import pandas as pd

from .results import Results, ResultsError
from .ssda903_between import RULES_BETWEEN, check_consecutive
from .ssda903_chains import CODED, DATED, REQUIRED, WHOSE, Chains
from .ssda903_rules import findings
from .ssda903_texts import RULES

__all__ = ["RULES", "RULES_BETWEEN", "check_consecutive", "check_episodes", "episodes_of", "violations_by_rule"]

Day = Union[str, np.datetime64, pd.Timestamp]

#: Columns of an event table whose SSDA903 name is not just their own in capitals.
RENAMED = {"born": "DOB", "area": "LA"}
#: Labels of an enumeration that stand for a blank.
BLANKS = ("", "none", "blank", "open")
SEXES = {"male": "M", "female": "F"}


def check_episodes(episodes: pd.DataFrame, *, last_day: Day, first_day: Day | None = None) -> pd.DataFrame:
    """All violations: one row for each rule that an episode breaks, children in order, each in order of time.

    episodes:  one row per episode, in any order: CHILD, SEX, DOB, DECOM, RNE, LS, CIN, PLACE, PLACE_PROVIDER, DEC, REC,
               REASON_PLACE_CHANGE, and CARER, the identity of carer or home (stands for URN and PL_POST). Blank: NaN,
               None or "". With LA, SCENARIO or REPLICATE, a chain is a child of one of them.
    last_day:  last day of the table; an open episode is one that was open then.
    first_day: chains whose first episode began before it may lack their start [357]; by default none may.

    Columns of the answer: child, row (index of the episode), rule (its number; see `RULES`), what (in words).
    """
    chains = Chains(episodes, _day(last_day), None if first_day is None else _day(first_day))
    rules: list[str] = []
    positions: list[np.ndarray] = []
    for rule, broken in findings(chains):
        where = np.flatnonzero(broken)
        positions.append(where)
        rules.extend([rule] * len(where))
    position = np.concatenate(positions)
    order = np.argsort(position, kind="stable")
    position, rule = position[order], np.array(rules, dtype=object)[order]
    return pd.DataFrame(
        {
            "child": chains.child_name[position],
            "row": chains.index[position],
            "rule": rule,
            "what": np.array([RULES[name] for name in rule], dtype=object),
        }
    )


def violations_by_rule(violations: pd.DataFrame) -> pd.DataFrame:
    """How many episodes break each rule, and of how many children, the most broken first; the index is the rule."""
    groups = violations.groupby("rule", sort=False)
    table = pd.DataFrame(
        {"episodes": groups.size(), "children": groups["child"].nunique(), "what": groups["what"].first()}
    )
    return table.sort_values(["episodes"], ascending=False, kind="stable")


def episodes_of(results: Results) -> pd.DataFrame:
    """The episodes of a run under the column names of the return; raises `ResultsError` if it did not write them.

    Labels that stand for a blank become one, and days keep their type (NaT: open).
    """
    events = results.episodes
    names = {name: RENAMED.get(name, name.upper()) for name in map(str, events.columns)}
    lacking = sorted(set(REQUIRED) - set(names.values()))
    if lacking:
        wanted = ", ".join(name if name != "DOB" else "DOB (born)" for name in lacking)
        raise ResultsError(
            f"{results.path}: its episodes are not in the form of the SSDA903 return (they lack {wanted}). "
            "Run again with a newer Hearth?"
        )
    kept = [name for name, new in names.items() if new in (*REQUIRED, *WHOSE, "UASC")]
    episodes = events[kept].rename(columns=names)
    for name in CODED:
        if isinstance(episodes[name].dtype, pd.CategoricalDtype):
            blank = [label for label in episodes[name].cat.categories if label in BLANKS]
            episodes[name] = episodes[name].cat.remove_categories(blank).cat.rename_categories(SEXES)
    for name in DATED:
        if not np.issubdtype(episodes[name].dtype, np.datetime64):
            raise ResultsError(f"{results.path}: {name} of its episodes holds no days. Run again with a newer Hearth?")
    return episodes


def _day(day: Day) -> np.datetime64:
    return pd.Timestamp(day).to_datetime64().astype("datetime64[D]")
