"""Code lists of the SSDA903 return (children looked after in England) and the texts of its rules.

Source of all of them: the Department for Education's guides, schemas and validation rules of the return.
"""

from __future__ import annotations

from typing import Mapping, NamedTuple

import numpy as np

#: SEX [101]: figures in returns up to 2023-24, letters from 2024-25.
SEX = ("1", "2", "M", "F", "U")
#: RNE, reason for new episode [143]; all but S continue a period of care.
CONTINUATIONS = ("L", "P", "T", "B", "U")
RNE = ("S", *CONTINUATIONS)
#: LS, legal status [144].
LS = ("C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3")
SHORT_BREAKS = ("V3", "V4")
#: CIN, category of need [145].
CIN = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")

FOSTER = ("U1", "U2", "U3", "U4", "U5", "U6")
ADOPTION = ("A3", "A4", "A5", "A6")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
OTHER_PLACES = ("Z1", "Z11", "Z12", "Z13", "Z14")
#: Neither foster, adoptive, temporary nor other: homes, schools, custody, parents, independence.
ELSEWHERE = ("K1", "K2", "K3", "P1", "P2", "P3", "H5", "R1", "R2", "R3", "R5", "S1")
#: PLACE, placement type [146].
PLACE = (*FOSTER, *ELSEWHERE, *ADOPTION, *TEMPORARY, *OTHER_PLACES)

#: PLACE_PROVIDER [526]; blank where nobody provides it [213].
PLACE_PROVIDER = ("PR0", "PR1", "PR2", "PR3", "PR4", "PR5")
WITHOUT_PROVIDER = (*TEMPORARY, *OTHER_PLACES)

#: REC, reason episode ceased [149]; all but X1 end a period of care.
ADOPTED = ("E11", "E12")
GUARDIANSHIP = ("E43", "E44", "E45", "E46", "E47", "E48")
OTHER_EXITS = ("E3", "E4A", "E4B", "E5", "E6", "E7", "E8", "E9", "E13", "E14", "E16", "E41")
#: Death and the ends of care at 18 or more: nothing follows [437].
FINAL = ("E2", "E15", "E17")
EXITS = (*OTHER_EXITS, *ADOPTED, *GUARDIANSHIP, *FINAL)
REC = ("X1", *EXITS)
REASONS_OF_CARER_OR_CHILD = ("CLOSE", "ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD")
#: REASON_PLACE_CHANGE [1009].
REASON_PLACE_CHANGE = (*REASONS_OF_CARER_OR_CHILD, "CARPL", "LAREQ", "PLACE", "CUSTOD", "OTHER")
#: REASON_PLACE_CHANGE of a physical move -> our word for it, also in the published figures.
REASONS_FOR_MOVES: Mapping[str, str] = {
    "CARPL": "care_plan",
    "CREQB": "carer_behaviour",
    "CREQO": "carer_other",
    "CHILD": "child",
    "LAREQ": "authority",
    "STAND": "standards",
    "ALLEG": "allegation",
    "APPRR": "approval_removed",
    "CLOSE": "closure",
    "CUSTOD": "custody",
    "OTHER": "other",
}


class Years(NamedTuple):
    """Days between which a code may be in a return: the last day of an episode that carries it, both inclusive."""

    first: np.datetime64
    last: np.datetime64
    rule: str = "146"


ALWAYS = (np.datetime64("1900-01-01"), np.datetime64("2200-01-01"))
LAST_OF_2025 = np.datetime64("2025-03-31")
#: Codes of PLACE that are not in every year's list. An episode open on 31 March is returned again, with that year's
#: code (H5 was recoded K3), so the day it ended, or the last day, decides.
PLACE_YEARS: Mapping[str, Years] = {
    "P2": Years(ALWAYS[0], np.datetime64("2023-10-28"), "217t"),
    "H5": Years(ALWAYS[0], LAST_OF_2025),
    "Z1": Years(ALWAYS[0], LAST_OF_2025),
    "K3": Years(np.datetime64("2024-04-01"), ALWAYS[1]),
    **{place: Years(LAST_OF_2025 + 1, ALWAYS[1]) for place in ("Z11", "Z12", "Z13", "Z14")},
}

#: PLACE_PROVIDER -> (rule, places with which it cannot be).
PROVIDER_NOT_WITH: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "PR0": ("550", tuple(place for place in PLACE if place != "P1" and place not in WITHOUT_PROVIDER)),
    "PR1": ("527", ("P1", "R2", "R5")),
    "PR2": ("528", ("P1", "R2", "R5")),
    "PR3": ("529", ("P1", "K1", "K2", *ADOPTION, *FOSTER)),
    "PR4": ("530", ("P1",)),
    "PR5": ("531", ("P1",)),
}

#: PLACE -> (rule, least age at DECOM [years]). 371 is the rule of H5 up to 2023-24, and of K3 since.
LEAST_AGE: Mapping[str, tuple[str, int]] = {
    "P2": ("370", 16),
    "H5": ("371", 16),
    "K3": ("371", 16),
    "R5": ("372", 10),
    "S1": ("373", 4),
    "P3": ("374", 14),
}

#: REC -> (rule, least age at DEC [years]).
LEAST_AGE_ON_LEAVING: Mapping[str, tuple[str, int]] = {
    "E5": ("387", 14),
    "E6": ("387", 14),
    "E7": ("389", 16),
    "E17": ("460", 18),
}

#: LS -> (rule, longest unbroken time under it [days]).
LONGEST_ORDER: Mapping[str, tuple[str, int]] = {
    "L1": ("361", 3),
    "L2": ("362", 21),
    "L3": ("363", 7),
    "J2": ("364", 21),
}

#: PLACE -> (rule, longest stay [days]).
LONGEST_STAY: Mapping[str, tuple[str, int]] = {"T1": ("375", 42), "T3": ("376", 21), "T4": ("379", 7)}
