"""Who is left out of the tables for faults in their rows, and what is said of it."""

from __future__ import annotations

from typing import AbstractSet, Sequence

import numpy as np
import pandas as pd

from ..present.words import told
from .care import Care, LeftOut
from .faults import BadReturns, Child, Fault, in_order


class Doubts:
    """Faults so far, and the children whom they concern.

    Children with a fault are taken out, also to see what is wrong with the others.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.children: set[Child] = set()

    def settle(self, faults: list[Fault], tables: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
        """The tables (episodes last) without the children whom faults concern; raises `BadReturns` if nobody is left.

        A fault that is of no child is raised at once: nothing can be made without it.
        """
        self.faults = in_order([*self.faults, *faults])
        if any(fault.child is None for fault in self.faults):
            raise BadReturns(self.faults)
        self.children |= {fault.child for fault in faults if fault.child}
        left = [self._without(table) for table in tables] if self.children else list(tables)
        if self.children and left and left[-1].empty:
            raise BadReturns(self.faults)
        return left

    def _without(self, table: pd.DataFrame) -> pd.DataFrame:
        rows, whose = _near(table, self.children)
        theirs = rows[np.array([child in self.children for child in whose], dtype=bool)]
        return table.drop(index=table.index[theirs]).reset_index(drop=True)


def count_children(episodes: pd.DataFrame, unread: AbstractSet[Child] = frozenset()) -> int:
    """How many children there are. unread: those of rows that are not in the table, as they could not be read."""
    there = len(np.unique(episodes["WHO"][episodes["CHILD"] != ""]))
    return there + len(unread - set(_near(episodes, unread)[1]))


def _near(table: pd.DataFrame, children: AbstractSet[Child]) -> tuple[np.ndarray, list[Child]]:
    """The rows of everybody who has the number of one of these children, in any authority, and whose each is."""
    rows = np.flatnonzero(table["CHILD"].isin({child.number for child in children}).to_numpy())
    return rows, [Child(str(la), str(child)) for la, child in zip(table["LA"].iloc[rows], table["CHILD"].iloc[rows])]


def say_who_is_missing(care: Care, faults: list[Fault], children: int, missing: int, below: int) -> None:
    """How many children are left out, in every place where the tables say what they are about.

    So are rows that say nobody's number: whose life lacks them cannot be told. below: smaller counts are hidden.
    """
    care.faults = faults
    nameless = len({(fault.file, fault.line) for fault in faults if fault.child and not fault.child.number})
    parts = [f"{told(missing, below)} of {told(children, below)} children, whose rows have faults"] * bool(missing)
    rows = "row" if nameless == 1 and below < 2 else "rows"
    parts += [f"{told(nameless, below)} {rows} whose CHILD is blank"] * bool(nameless)
    if parts:
        care.without = f"without {', and without '.join(parts)}"
        care.source += f", {care.without}"
    what = "children with a fault in any of their rows (all of their rows, in all years)"
    care.left_out.append(LeftOut(what, missing, True))
    care.left_out.append(LeftOut("rows that do not say whose they are (CHILD is blank)", nameless, True))
