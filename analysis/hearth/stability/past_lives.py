"""Pasts written out: the episodes of a child from a day on which its period of care may have begun.

`pasts` finds the days; here each gets the places in which the child may have been, and the episodes before those at
hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from .. import ssda903_codes as codes
from .spells import KINDS

if TYPE_CHECKING:
    from .care import Care

DAY = np.timedelta64(1, "D")
#: A place that is not the one at hand, and a carer who is nobody else.
ELSEWHERE, SOMEBODY = "R1", "elsewhere"
#: What adopters may have been before: foster carers, of the family or not.
ADOPTED_BY_CARER, FOSTERED = ("A3", "A5"), ("U6", "U3")
#: A place of every kind, and one with adopters who were no carers before, for whom the placement before counts, too.
ANY_PLACE = (*(places[0] for places in KINDS.values()), "A6")
#: What of the past a table is about: the time in care on 31 March, also that with a carer, the time in care on any day
#: and the lengths of periods, or the lengths of placements, of one or the other table of `Spells`.
ON_THE_DAY, WITH_CARER, ANY_DAY, PLACEMENTS, PUBLISHED = "day", "carer", "any_day", "placements", "published_placements"
LENGTHS = (PLACEMENTS, PUBLISHED)


class Cut(NamedTuple):
    """Periods of care whose beginning is not at hand, one for each child; one row each.

    row:       first episode at hand; end: last episode of the child
    earliest:  the first day on which the period may have begun; decom: first day of the first episode at hand
    """

    chain: np.ndarray
    row: np.ndarray
    last: np.ndarray
    end: np.ndarray
    earliest: np.ndarray
    decom: np.ndarray


def all_rows(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows from each first to each last, and which pair each is of."""
    sizes = last - first + 1
    which = np.repeat(np.arange(len(first)), sizes)
    return which, np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(first, sizes)


def with_places(care: Care, cut: Cut, lives: pd.DataFrame, passing: np.ndarray, about: str) -> pd.DataFrame:
    """The lives with the place in which the first placement at hand began, and its provider and carer.

    The place at hand, but of children with carers who adopt them, and of those first seen in a temporary stay: these
    may have left any place, or the one that they come back to.
    """
    episodes = care.spells.episodes
    columns = ["PLACE", "PLACE_PROVIDER", "CARER"]
    place, provider, carer = (episodes[name].astype(object).to_numpy() for name in columns)
    period = episodes["period"].to_numpy()
    away = episodes["PLACE"].isin(codes.TEMPORARY).to_numpy()
    settled = np.minimum.accumulate(np.where(away, len(away), np.arange(len(away)))[::-1])[::-1]
    home = np.minimum(settled, len(away) - 1)[cut.row]
    comes_back = (settled[cut.row] < len(away)) & (period[home] == period[cut.row])
    choices = []
    for child, row in enumerate(cut.row):
        if passing[child]:
            known = [(place[home[child]], provider[home[child]], carer[home[child]])] if comes_back[child] else []
            choices += [(child, *one) for one in known]
            choices += [(child, other, provider[row], SOMEBODY) for other in ANY_PLACE]
        else:
            choices.append((child, place[row], provider[row], carer[row]))
            if place[row] in ADOPTED_BY_CARER and about == PLACEMENTS:
                choices += [(child, fostered, provider[row], carer[row]) for fostered in FOSTERED]
    named = pd.DataFrame(choices, columns=["child", "place", "provider", "carer"])
    return lives.merge(named, on="child").sort_values("child", kind="stable").reset_index(drop=True)


def written(care: Care, cut: Cut, lives: pd.DataFrame, about: str) -> pd.DataFrame:
    """The episodes of all lives: those before the first at hand, then those at hand."""
    episodes = care.spells.episodes
    child = lives["child"].to_numpy()
    row, decom = cut.row[child], cut.decom[child]
    entered, began = (lives[name].to_numpy().astype("datetime64[D]") for name in ("entered", "began"))
    rne = episodes["RNE"].astype(object).to_numpy()[row]
    passing = episodes["PLACE"].isin(codes.TEMPORARY).to_numpy()[row]
    here = {name: lives[name.lower()].to_numpy() for name in ("PLACE", "CARER")} | {"PLACE_PROVIDER": lives["provider"]}
    there = {"PLACE": ELSEWHERE, "PLACE_PROVIDER": "PR5", "CARER": SOMEBODY + " before"}
    at_hand = episodes["PLACE"].astype(object).to_numpy()[row]
    way_back = np.isin(rne, ("P", "B")) & ~passing
    # A last day of its own: as adopted, where the carer fostered the child before; away, before the way back.
    adopted = (here["PLACE"] != at_hand) & ~passing
    last_day = (began < decom - DAY) & ((adopted & ~np.isin(rne, ("T", "U"))) | (way_back & (about == PUBLISHED)))
    placed_until = np.where(last_day, decom - DAY, decom)
    split = lives["short"].to_numpy() & (entered < began - DAY)
    parts = [
        _part(row, entered < began, entered, np.where(split, began - DAY, began), "S", "CARPL", there),
        _part(row, split, began - DAY, began, "P", "CARPL", there | {"CARER": SOMEBODY + " for a day"}),
        _part(row, began < placed_until, began, placed_until, np.where(began == entered, "S", "P"),
              np.where(way_back, "PLACE", ""), here),
        _part(row, last_day, decom - DAY, decom, np.where(way_back, "P", "T"), np.where(way_back, "PLACE", ""),
              here | {"PLACE": np.where(way_back & (about == PUBLISHED), "T1", at_hand)}),
    ]
    facts = [name for name in episodes.columns if name not in ("chain", "period", "placement", "run")]
    found = []
    for order, part in enumerate(parts):
        before = episodes[facts].iloc[part.pop("row")].astype({name: object for name in ("RNE", "REC", "PLACE")})
        found.append(before.assign(order=order, **part))
    which, rows = all_rows(row, cut.end[child])
    found.append(episodes[facts].iloc[rows].assign(order=len(parts), CHILD=which))
    table = pd.concat([part.astype({"CARER": object}) for part in found], ignore_index=True)
    table = table.sort_values(["CHILD", "DECOM"], kind="stable", ignore_index=True)
    return table.drop(columns=["order", "moves_on", "status_change", "kind", "settled_place", "until"])


def _part(
    row: np.ndarray, there: np.ndarray, decom: np.ndarray, dec: np.ndarray, rne: object, reason: object, place: dict
) -> dict:
    """The columns of one episode of each life that has it."""
    which = np.flatnonzero(there)
    taken = {
        name: np.broadcast_to(np.asarray(value, dtype=object), len(there))[which]
        for name, value in {"RNE": rne, "REASON_PLACE_CHANGE": reason, "REC": "X1", **place}.items()
    }
    days = {"DECOM": decom[which].astype("datetime64[ns]"), "DEC": dec[which].astype("datetime64[ns]")}
    return {"row": row[which], "CHILD": which, **days, **taken}
