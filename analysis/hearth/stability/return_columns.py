"""The tables of the return and their columns, known by their names however these are written."""

from __future__ import annotations

from functools import lru_cache

from .faults import Fault, plain
from .return_cells import Lines
from .return_names import canonical

OPTIONAL = ("LA", "YEAR")
#: Table -> its columns that are needed, and those that older returns and other tools leave out.
TABLES = {
    "Episodes": (
        ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"),
        ("HOME_POST", "PL_POST", "URN", *OPTIONAL),
    ),
    "Header": (("CHILD", "SEX", "DOB", "ETHNIC"), ("UPN", "MOTHER", "MC_DOB", *OPTIONAL)),
    "UASC": (("CHILD", "SEX", "DOB", "DUC"), OPTIONAL),
}
#: Tables of the return that say nothing about placements: a column that tells each -> its name.
OTHER_TABLES = {
    "REVIEW_CODE": "Reviews",
    "MIS_START": "Missing",
    "SDQ_SCORE": "OC2",
    "IN_TOUCH": "OC3",
    "DATE_MATCH": "AD1",
    "DATE_PLACED_CEASED": "PlacedAdoption",
    "PREV_PERM": "PrevPerm",
    "SW_ID": "SWEpisodes",
    "DOLO_START": "DoLo",
}
#: A column's name without regard to case and spaces -> as the return has it.
NAMES = {canonical(name): name for needed, optional in TABLES.values() for name in (*needed, *optional)}
OTHERS = {canonical(name): table for name, table in OTHER_TABLES.items()}


@lru_cache(maxsize=10_000)
def known(name: str) -> str:
    """The column of the return that is meant; '' if none is."""
    return NAMES.get(canonical(name), "")


def count_known(cells: list[str]) -> int:
    """How many different columns of the return, or of its other tables, these cells name."""
    return len({name for name in map(canonical, cells) if name in NAMES or name in OTHERS})


def is_other_table(lines: Lines) -> str:
    """The name of the other table of the return that has these columns; '' if none has."""
    if any(_has_all(kind, lines.columns) for kind in TABLES):
        return ""
    return next((OTHERS[name] for name in map(canonical, lines.columns) if name in OTHERS), "")


def kind_of(lines: Lines) -> str | Fault:
    """Which table has these columns? A fault names what is too little for the nearest."""
    whole = [kind for kind in TABLES if _has_all(kind, lines.columns)]
    names = [known(name) for name in lines.columns]
    if whole[:2] == ["Header", "UASC"]:
        what = "its columns are those of the Header and of UASC together"
        return Fault(str(lines.place), 1, "", what, "Make two files of them, or take DUC or ETHNIC out")
    nearest = whole[0] if whole else max(TABLES, key=lambda kind: len(set(TABLES[kind][0]) & set(names)))
    needed, optional = TABLES[nearest]
    lacks = [name for name in needed if name not in names]
    twice = [name for name in (*needed, *optional) if names.count(name) > 1]
    if not lacks and not twice:
        return nearest
    if not has_names(lines):
        first = ", ".join(TABLES["Header"][0])
        what = "its first line does not name the columns of a table of the return"
        return Fault(str(lines.place), 1, "", what, f"Add the line of columns ({first} ...), or take the file out")
    wrong = [f"lacks {', '.join(lacks)}"] * bool(lacks) + [f"has {', '.join(twice)} twice"] * bool(twice)
    # By their places: in a line that lost its end to the next one stands a child's number.
    unknown = [str(place) for place, name in enumerate(lines.columns, start=1) if name and not known(name)]
    also = f"; not known by its name: column {', '.join(unknown)}" if lacks and unknown else ""
    what = f"its columns are of no table of the return (nearest is {nearest}: it {' and '.join(wrong)}{also})"
    return Fault(str(lines.place), 1, "", what, "Correct the columns, or take the file out")


def has_names(lines: Lines) -> bool:
    """Are these names of columns? Else they may be a child's row, which is not to be shown."""
    return sum(bool(known(name)) for name in lines.columns) >= 2


def read_columns(kind: str, lines: Lines) -> list[str | None]:
    """The columns of the table in the order of the file; None for those that are not read."""
    needed, optional = TABLES[kind]
    return [name if (name := known(written)) in (*needed, *optional) else None for written in lines.columns]


def extra_columns(kind: str, lines: Lines) -> list[str]:
    """The named columns that the table does not have: by their places where a number of a child may stand in the name."""
    extra = [place for place, name in enumerate(read_columns(kind, lines)) if lines.columns[place] and not name]
    has_digits = [any(sign.isdigit() for sign in lines.columns[place]) for place in extra]
    return [f"column {place + 1}" if may_tell else plain(lines.columns[place]) for place, may_tell in zip(extra, has_digits)]


def _has_all(kind: str, columns: list[str]) -> bool:
    return set(TABLES[kind][0]) <= set(map(known, columns))
