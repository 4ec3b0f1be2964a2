"""Lives in care that obey every rule, written down by hand, for the tests of the SSDA903 checker.

A life is a day of birth and one line per episode, `-` for blank:
DECOM DEC RNE LS PLACE PLACE_PROVIDER CARER REC REASON_PLACE_CHANGE
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

LAST_DAY = "2025-03-31"
FIELDS = ("DECOM", "DEC", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "CARER", "REC", "REASON_PLACE_CHANGE")


class Life(NamedTuple):
    born: str
    episodes: str


#: Each obeys every rule.
LEGAL = {
    "in and home again": Life("2012-04-05", "2019-05-01 2019-08-30 S V2 U6 PR1 fay E4A -"),
    "from emergency to long-term foster care": Life(
        "2012-04-05",
        """2019-05-01 2019-05-04 S L1 U6 PR4 fay X1 -
           2019-05-04 2019-05-25 L L2 U6 PR4 fay X1 -
           2019-05-25 2020-02-29 L C1 U6 PR4 fay X1 -
           2020-02-29 2020-06-01 L C2 U6 PR4 fay X1 CARPL
           2020-06-01 2021-06-01 P C2 U6 PR1 gus X1 PLACE
           2021-06-01 -          T C2 U4 PR1 gus -  -""",
    ),
    "remanded and released": Life("2005-06-10", "2020-01-06 2020-03-02 S J1 K1 PR1 lodge E14 -"),
    "remanded to custody": Life(
        "2005-06-10",
        """2020-01-06 2020-01-20 S J1 K2 PR4 oaks X1 CUSTOD
           2020-01-20 2020-05-05 P J1 R5 PR3 yoi  E9 -""",
    ),
    "alone from abroad, until 18": Life(
        "2004-01-01",
        """2020-09-15 2021-01-10 S V2 U6 PR4 fay X1 CARPL
           2021-01-10 2022-01-01 P V2 H5 PR4 hall E5 -""",
    ),
    "found to be an adult": Life("2005-01-01", "2021-09-15 2021-11-01 S V2 K2 PR4 oaks E15 -"),
    "adopted under a placement order": Life(
        "2018-11-20",
        """2018-11-25 2019-07-01 S C1 U6 PR1 fay X1 -
           2019-07-01 2019-10-01 L E1 U6 PR1 fay X1 CARPL
           2019-10-01 2020-05-20 P E1 A6 PR1 adopters E12 -""",
    ),
    "adopted by the foster carer": Life(
        "2018-11-20",
        """2018-11-25 2019-07-01 S C1 U5 PR1 ada X1 PLACE
           2019-07-01 2020-02-20 U E1 A5 PR1 ada E11 -""",
    ),
    "adopted with consent": Life(
        "2018-11-20",
        """2018-11-25 2019-03-01 S V2 U6 PR1 fay X1 CARPL
           2019-03-01 2019-12-20 P V2 A4 PR5 adopters E11 -""",
    ),
    "order and placement on the same day": Life(
        "2010-02-02",
        """2020-03-03 2020-05-05 S V2 U6 PR4 fay X1 STAND
           2020-05-05 -          B C1 K2 PR4 oaks - -""",
    ),
    "in hospital and on the carer's holiday": Life(
        "2010-02-02",
        """2020-03-03 2020-05-05 S C2 U6 PR4 fay X1 -
           2020-05-05 2020-06-16 P C2 T1 -   ward X1 -
           2020-06-16 2020-08-01 P C2 U6 PR4 fay X1 -
           2020-08-01 2020-08-22 P C2 T3 -   gus X1 -
           2020-08-22 2020-12-01 P C2 U6 PR4 fay X1 -
           2020-12-01 2020-12-08 P C2 T4 -   gus X1 -
           2020-12-08 -          P C2 U6 PR4 fay - -""",
    ),
    "back in care twice": Life(
        "2010-02-02",
        """2016-03-03 2016-05-05 S V2 U3 PR1 nan E4B -
           2016-05-06 2017-05-05 S V2 U6 PR4 fay X1 CREQB
           2017-05-05 2017-09-05 P V2 K2 PR4 oaks E4A -
           2022-03-03 -          S C1 K2 PR1 elms - -""",
    ),
    "staying put at 18": Life("2004-05-17", "2012-01-09 2022-05-17 S C2 U4 PR4 fay E17 -"),
    "guardianship to kin": Life(
        "2015-07-07",
        """2020-07-07 2021-01-11 S C1 U3 PR1 nan X1 -
           2021-01-11 2021-11-11 L C2 U3 PR1 nan E45 -""",
    ),
    "with parents under an order, and back": Life(
        "2013-07-07",
        """2019-07-07 2020-01-11 S C2 U6 PR1 fay X1 CARPL
           2020-01-11 2020-04-11 P C2 P1 PR0 home X1 CARPL
           2020-04-11 -          P C2 U6 PR1 fay - -""",
    ),
    "born on 29 February": Life(
        "2004-02-29",
        """2020-02-29 2020-03-03 S L1 K2 PR4 oaks X1 -
           2020-03-03 2021-03-01 L C2 K2 PR4 oaks X1 CARPL
           2021-03-01 2022-03-01 P C2 H5 PR4 hall E17 -""",
    ),
    "born on 29 February, leaving on the 28th": Life("2004-02-29", "2014-02-28 2022-02-28 S J1 R5 PR4 yoi E17 -"),
    "a series of short breaks": Life(
        "2012-02-02",
        """2021-04-10 2021-04-27 S V3 K2 PR1 elms E4A -
           2021-07-10 2021-07-27 S V3 K2 PR1 elms E4A -
           2021-10-10 2021-10-27 S V3 K2 PR1 elms E4A -
           2022-01-10 2022-01-27 S V3 K2 PR1 elms E4A -
           2022-04-01 2022-04-08 S V3 K2 PR1 elms E4A -
           2022-04-27 2022-05-14 S V3 K2 PR1 elms E4A -""",
    ),
    "care between short breaks": Life(
        "2012-02-02",
        """2021-04-10 2021-04-27 S V3 K2 PR1 elms E4A -
           2021-05-10 2021-08-27 S V2 K2 PR1 elms E4A -
           2021-10-10 2021-10-27 S V3 K2 PR1 elms E4A -""",
    ),
    "short breaks of one kind a year": Life(
        "2012-02-02",
        """2021-03-10 2021-03-31 S V4 K2 PR1 elms E4A -
           2021-04-01 2021-04-10 S V3 K2 PR1 elms E4A -
           2022-04-01 2022-06-10 S V4 K2 PR1 elms E4A -""",
    ),
    "two holidays of the carer a year": Life(
        "2010-02-02",
        """2020-03-03 2020-05-05 S C2 U6 PR4 fay X1 -
           2020-05-05 2020-05-06 P C2 T3 -   gus X1 -
           2020-05-06 2020-06-01 P C2 U6 PR4 fay X1 -
           2020-06-01 2020-06-06 P C2 T3 -   gus X1 -
           2020-06-06 2021-05-05 P C2 U6 PR4 fay X1 -
           2021-05-05 2021-05-06 P C2 T3 -   gus X1 -
           2021-05-06 -          P C2 U6 PR4 fay - -""",
    ),
    "until the last day": Life("2012-04-05", "2019-05-01 2025-03-31 S V2 U6 PR1 fay E4A -"),
    "since the last day": Life("2012-04-05", "2025-03-31 - S V2 U6 PR1 fay - -"),
    "under the first placement orders": Life("2004-01-01", "2005-12-01 2015-11-01 S E1 U6 PR4 fay E4A -"),
    "with the adopting carer, in the old coding": Life(
        "2014-01-01",
        """2014-11-25 2015-03-31 S E1 U5 PR1 ada X1 PLACE
           2015-03-31 2016-02-20 P E1 A5 PR1 ada E11 -""",
    ),
    "over 18 by agreement in a children's home": Life("2004-05-17", "2019-01-09 2022-08-17 S V2 K2 PR1 elms E7 -"),
    "from P2 to supported accommodation": Life(
        "2007-05-17",
        """2023-06-09 2023-10-28 S C2 P2 PR4 flat X1 CLOSE
           2023-10-28 -          P C2 K3 PR4 hall - -""",
    ),
    "on reaching an age": Life(
        "2006-05-17",
        """2010-05-17 2016-05-17 S C2 S1 PR4 school X1 CARPL
           2016-05-17 2020-05-17 P C2 R5 PR4 yoi    X1 CARPL
           2020-05-17 2022-05-17 P C2 P3 PR4 farm   X1 CARPL
           2022-05-17 2022-06-17 P C2 P2 PR4 flat   X1 CARPL
           2022-06-17 2022-07-17 P C2 H5 PR4 hall   E7 -""",
    ),
    "died in hospital": Life("2019-05-17", "2019-05-17 2019-05-30 S C1 R2 PR3 ward E2 -"),
}


def episodes_of_life(life: Life, child: str = "a child") -> pd.DataFrame:
    """The table of one life; rows are numbered from 0."""
    rows = [[None if cell == "-" else cell for cell in line.split()] for line in life.episodes.splitlines()]
    table = pd.DataFrame(rows, columns=FIELDS, dtype=object)
    for name in ("DECOM", "DEC"):
        table[name] = pd.to_datetime(table[name])
    table.insert(0, "CHILD", child)
    return table.assign(SEX="F", DOB=pd.Timestamp(life.born), CIN="N1")


def all_legal() -> pd.DataFrame:
    """All legal lives in one table."""
    return pd.concat([episodes_of_life(life, name) for name, life in LEGAL.items()], ignore_index=True)
