"""The placements of a table of episodes: one row per placement, for statistics and for survival analysis."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .breakdowns import AGE_BANDS, age, banded
from .care import Care

MINORS = {band: first for band, first in AGE_BANDS.items() if first < 18}

#: Column -> meaning [unit].
COLUMNS = {
    "scenario": "scenario of the run; '' for returns",
    "replicate": "replicate of the run; 0 for returns",
    "la": "name of the local authority",
    "child": "CHILD",
    "sex": "female, male or unknown",
    "ethnicity": "white, mixed, asian, black, other or unknown",
    "need": "CIN: category of need of the period of care",
    "uasc": "was the child an unaccompanied asylum-seeking child when the placement began?",
    "legal": "LS: legal status when the placement began",
    "kind": "kind of placement when it began; temporary placements do not change it",
    "provider": "PLACE_PROVIDER when it began, or ''",
    "period": "number of the child's period of care among those in the table, from 1",
    "placement_number": "number of the placement in the period, among those in the table, from 1",
    "entered": "first day of the period of care, or the first known if entered_known is false [date]",
    "entered_known": "is that the true first day? Not if the period began before the first return",
    "born": "DOB [date]",
    "began": "first day of the placement, or the first known if began_known is false [date]",
    "began_known": "is that the true first day? Not if the placement began before the first return",
    "ended": "day on which it ended [date]; NaT while open on the last day, or if its end is in a missing return",
    "seen_until": "that day; of others the last day of the last return that has it [date]",
    "age_band": "age when the placement began [years]",
    "reason": "REASON_PLACE_CHANGE with which it ended, or ''",
    "ceased": "REC with which the child left care, or ''",
    "end": "open, asked_or_forced, other_move or exit",
}


def placements(care: Care) -> pd.DataFrame:
    """One row per placement, by child and day, with `COLUMNS`.

    A placement is a stay with one carer or in one home: changes of legal status, changes of the placement's status only
    (PLACE, same carer) and temporary absences (T0 to T4) do not end it. Those that ended before `care.first_day` are here
    only if the child was in care on that day; `hearth.survival` leaves them out.
    """
    spells = care.spells
    table = spells.placements
    first, last = (spells.episodes.iloc[table[side]] for side in ("first", "last"))
    period = spells.periods.iloc[table["period"]]
    born, began = first["DOB"].to_numpy(), table["began"].to_numpy()
    exit_ = (table["end"] == "exit").to_numpy()
    columns = {
        "scenario": first["SCENARIO"],
        "replicate": first["REPLICATE"],
        "la": first["LA"],
        "child": first["CHILD"],
        "sex": sexes(first["SEX"]),
        "ethnicity": first["ETHNIC"],
        "need": first["CIN"],
        "uasc": unaccompanied(first, began),
        "legal": first["LS"],
        "kind": table["kind"],
        "provider": _blank(first["PLACE_PROVIDER"]),
        "period": period["number"],
        "placement_number": table.groupby("period").cumcount() + 1,
        "entered": period["entered"],
        "entered_known": period["entered_known"],
        "born": born,
        "began": began,
        "began_known": table["began_known"],
        "ended": table["ended"],
        "seen_until": last["until"],
        "age_band": pd.Categorical.from_codes(*banded(age(born, began), MINORS)),
        "reason": _blank(last["REASON_PLACE_CHANGE"].where(~exit_)),
        "ceased": _blank(last["REC"].where(exit_)),
        "end": table["end"],
    }
    return pd.DataFrame({name: _plain(column) for name, column in columns.items()})


def sexes(column: pd.Series) -> pd.Categorical:
    """SEX of any year's return as female, male or unknown."""
    words = {"1": "male", "M": "male", "2": "female", "F": "female"}
    positions, labels = pd.factorize(column)
    kinds = ["female", "male", "unknown"]
    of_label = [kinds.index(words.get(str(label), "unknown")) for label in labels]
    return pd.Categorical.from_codes(np.array([*of_label, 2])[positions], kinds)


def unaccompanied(episodes: pd.DataFrame, day: np.ndarray) -> np.ndarray:
    """Was the child of each row an unaccompanied asylum-seeking child on that day?"""
    ceased = episodes["DUC"].to_numpy().astype("datetime64[ns]")
    return episodes["UASC"].to_numpy(dtype=bool) & ~(ceased <= day)


def _blank(column: pd.Series) -> pd.Categorical:
    """Codes with '' for none."""
    coded = column.astype("category").cat
    return coded.set_categories([*coded.categories, ""]).fillna("").array


def _plain(column: object) -> object:
    """Values without their index, so that columns meet row by row."""
    return column.array if isinstance(column, pd.Series) else column
