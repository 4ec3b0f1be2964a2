"""What is counted: one row per child, placement or stretch of days, with its groups and its counts."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from . import breakdowns as by
from .breakdowns import Groups
from .care import Care
from .placements import sexes, unaccompanied

LASTING = ["SEX", "ETHNIC", "CIN", "LS", "kind", "REGION", "LA"]


@dataclass
class Units:
    """Rows of one year's table before they are added up.

    chain:   number of each row's child, as in `care.spells.episodes`.
    counts:  measure -> whole number or truth of each row; added up.
    values:  measure -> number of each row; its mean and median are taken over rows that are not NaN.
    groups:  breakdown -> group of each row.
    """

    chain: np.ndarray
    counts: dict[str, np.ndarray]
    groups: dict[str, Groups]
    values: dict[str, np.ndarray] = field(default_factory=dict)

    def of(self, chosen: np.ndarray) -> Units:
        """The rows that are chosen."""
        groups = {name: Groups(group.positions[chosen], group.labels) for name, group in self.groups.items()}
        counts, values = ({name: own[chosen] for name, own in of.items()} for of in (self.counts, self.values))
        return Units(self.chain[chosen], counts, groups, values)

    def joined(self, other: Units) -> Units:
        """These rows and those of another; what one lacks is 0 there, and has no value."""
        mine, theirs = len(self.chain), len(other.chain)

        def both(of_mine: dict[str, np.ndarray], of_theirs: dict[str, np.ndarray], lacking: object) -> dict:
            return {
                name: np.concatenate(
                    (of_mine.get(name, np.full(mine, lacking)), of_theirs.get(name, np.full(theirs, lacking)))
                )
                for name in {**of_mine, **of_theirs}
            }

        groups = {
            name: Groups(np.concatenate((group.positions, other.groups[name].positions)), group.labels)
            for name, group in self.groups.items()
        }
        counts = both(self.counts, other.counts, 0)
        return Units(np.concatenate((self.chain, other.chain)), counts, groups, both(self.values, other.values, np.nan))


def groups_on(
    care: Care, rows: np.ndarray, day: np.ndarray | np.datetime64, counted: int = 0
) -> dict[str, Groups]:
    """The groups of the children of these episodes on a day, or on one day each.

    counted: 1 if that day is part of the time in care, as 31 March is for a child looked after on it: who began on
             1 April has then been in care for twelve months. 0 for a day on which something begins or ends.
    """
    spells = care.spells
    episodes = spells.episodes[["period", "UASC", "DUC"]].iloc[rows]
    born = spells.days("episodes", "DOB")[rows]
    entered = spells.days("periods", "entered")[episodes["period"]]
    months = by.months_between(entered, by.days(day) + counted)
    groups = {
        "total": by.everyone(len(rows)),
        "age": by.banded(by.age(born, day), by.AGE_BANDS),
        "time_in_care": by.banded(months, by.TIMES_IN_CARE),
        "years_in_care": by.banded(months, by.YEARS_IN_CARE),
        **lasting_groups(care, rows),
    }
    if care.has_uasc:
        groups["uasc"] = by.yes_no(unaccompanied(episodes, by.days(day) + counted - 1))
    return groups


def lasting_groups(care: Care, rows: np.ndarray) -> dict[str, Groups]:
    """The groups that do not change within an episode."""
    episodes = care.spells.episodes[LASTING].iloc[rows]
    return {
        "sex": by.coded(sexes(episodes["SEX"])),
        "ethnicity": by.coded(episodes["ETHNIC"]),
        "need": by.coded(episodes["CIN"]),
        "legal_status": by.grouped(episodes["LS"], by.LEGAL_GROUPS),
        **placement_groups(episodes["kind"]),
        "region": by.coded(episodes["REGION"]),
        "la": by.coded(episodes["LA"]),
    }


def placement_groups(kind: pd.Series) -> dict[str, Groups]:
    """Kinds of placement as they are, and in the published groups."""
    return {"placement": by.coded(kind), "placement_group": by.grouped(kind, by.PLACEMENT_GROUPS)}
