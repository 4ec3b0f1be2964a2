"""What names say: the year of a return in the names of files and folders, files to pass over, names of columns."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

#: What people write between two years: '2020-21', '2020 – 21', '2020/21', '2020 & 21', '2020to21', '202021'.
BETWEEN_YEARS = r"(?:\s*(?:to|and)\s*|[^0-9A-Za-z]{0,3})"
TWO_YEARS = re.compile(rf"(?<!\d)20(\d\d){BETWEEN_YEARS}(?:20)?(\d\d)(?!\d)", re.IGNORECASE)
ONE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
#: Days, of exports for example: only 31 March says which return it is.
DAY = re.compile(
    r"(?<!\d)(?:(?P<day>\d\d)(?P<sign>[-_. ])(?P<month>0[1-9]|1[0-2])(?P=sign)(?P<year>20\d\d)"
    r"|(?P<year2>20\d\d)(?P<sign2>[-_. ]?)(?P<month2>0[1-9]|1[0-2])(?P=sign2)(?P<day2>0[1-9]|[12]\d|3[01]))(?!\d)"
)


def year_named(path: Path, folder: Path, sheet: str = "") -> int:
    """The year in the name of the sheet, else of the file, its subfolders, the folder; 0 if none says one."""
    above = between(path, folder)
    pairs = [f"{upper}/{lower}" for upper, lower in zip(above, above[1:])]
    both = [name for pair, lower in zip(reversed(pairs), reversed(above)) for name in (lower, pair)]
    names = [sheet, path.stem, *both, *above[:1], folder.resolve().name]
    return next((year for year in map(only_year_in, names) if year), 0)


@lru_cache(maxsize=None)
def only_year_in(name: str) -> int:
    """The year that a name says, by 31 March; 0 if it says none, several, or years that do not follow one another."""
    years = set()
    for found in DAY.finditer(name):
        if (found["day"] or found["day2"], found["month"] or found["month2"]) == ("31", "03"):
            years.add(int(found["year"] or found["year2"]))
    name = DAY.sub(" ", name)
    for start, end in TWO_YEARS.findall(name):
        years.add(int(f"20{end}") if (int(start) + 1) % 100 == int(end) else 0)
    years |= {int(year) for year in ONE_YEAR.findall(TWO_YEARS.sub(" ", name))}
    return years.pop() if len(years) == 1 else 0


def between(path: Path, folder: Path) -> tuple[str, ...]:
    """The names of the folders between a file and the folder that is read."""
    return path.parent.relative_to(folder).parts


def is_hidden(path: Path, folder: Path) -> bool:
    """Files that systems and programs leave beside those of people: ._x.csv, .DS_Store, ~$x.xlsx."""
    names = (*between(path, folder), path.name)
    return any(name.startswith((".", "~$")) or name in ("__MACOSX", "Thumbs.db", "desktop.ini") for name in names)


def canonical(name: str) -> str:
    """A column's name without regard to case, spaces and underscores: 'Reason place change ' is REASONPLACECHANGE."""
    return re.sub(r"[\W_]+", "", name).upper()
