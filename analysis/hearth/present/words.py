"""Words and numbers as people read them."""

from __future__ import annotations

import pandas as pd

#: What stands where there is no figure.
NO_VALUE = "-"
#: The kinds of placement, in the order in which they are shown.
KINDS = ("foster_kin", "foster", "adoption", "parents", "childrens_home", "supported", "other_residential", "other")
#: The ways in which placements end.
END_WORDS = {"asked_or_forced": "move asked for or forced", "other_move": "other move", "exit": "left care"}


def counted(number: int, what: str) -> str:
    """A number of things: 1 replicate, 1,200 replicates."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def told(number: int, below: int = 0) -> str:
    """A number of people or of what is theirs: 1,200; "fewer than 5" where counts below 5 are hidden."""
    return f"fewer than {below}" if 0 < number < below else f"{number:,}"


def number(value: float, decimals: int) -> str:
    """1,234.5, or '-' without a value; no minus before a zero."""
    return NO_VALUE if pd.isna(value) else f"{round(float(value), decimals) + 0.0:,.{decimals}f}"


def spaced(label: object) -> str:
    """A label of the tables as it is, but for its joints: from_1_to_3_months -> from 1 to 3 months."""
    return str(label).replace("_", " ")


def words(label: str) -> str:
    """A label of the tables as people say it: under_1 -> under 1, foster_kin -> foster care by kin."""
    spoken = {"childrens_home": "children's home", "foster_kin": "foster care by kin", "foster": "other foster care",
              "adoption": "placed for adoption", "parents": "with parents", "other_residential": "other residential",
              "supported": "supported housing", "other": "other",
              "1_to_4": "1 to 4", "5_to_9": "5 to 9", "10_to_15": "10 to 15", "16_to_17": "16 and 17"}
    return spoken.get(label, spaced(label))


def sentence(text: str) -> str:
    """Begins with a capital and ends with a full stop."""
    return f"{text[0].upper()}{text[1:]}."
