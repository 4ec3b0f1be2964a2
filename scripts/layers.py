"""Draws the rooms of the house into CONTRIBUTING.md: which folder includes files of which, as the sources have it.

usage: /usr/bin/python3 scripts/layers.py [--check]

The picture stands between the lines `<!-- generated: layers -->` and `<!-- end -->`. An arrow that follows from others is
left out: commands include agents, too. With --check nothing is written, and the exit code is 1 if the picture is out of date.
"""

from __future__ import annotations

import re
import sys
from functools import cache

from generated import REPOSITORY, renew

DOCUMENT = REPOSITORY / "CONTRIBUTING.md"
INCLUDE = re.compile(r'^\s*#include\s+"([^"]+)/[^"/]+"', re.MULTILINE)
PICTURE = re.compile(r"(<!-- generated: layers -->\n).*?(<!-- end -->)", re.DOTALL)


@cache
def included_by() -> dict[str, set[str]]:
    """Of each room the rooms whose files it includes; the mains and the version, in `sim` itself, are no room."""
    found: dict[str, set[str]] = {}
    for root in ("agents", "sim"):
        for path in sorted((REPOSITORY / root).rglob("*.[ch]pp")):
            room = path.parent.relative_to(REPOSITORY).as_posix()
            found.setdefault(room, set()).update(INCLUDE.findall(path.read_text(encoding="utf-8")))
    return {room: rooms - {room, "sim"} for room, rooms in found.items() if room != "sim"}


@cache
def below(room: str) -> frozenset[str]:
    """All rooms on which one rests, directly or by others."""
    direct = included_by().get(room, set())
    return frozenset(direct).union(*(below(one) for one in direct)) if direct else frozenset()


def arrows() -> list[tuple[str, str]]:
    return [
        (upper, lower)
        for upper, direct in sorted(included_by().items())
        for lower in sorted(direct)
        if not any(lower in below(other) for other in direct - {lower})
    ]


def picture() -> str:
    def node(room: str) -> str:
        return f"{room.replace('/', '_')}[{room}]"

    lines = [f"    {node(upper)} --> {node(lower)}" for upper, lower in arrows()]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```", ""])


def main() -> int:
    text = DOCUMENT.read_text(encoding="utf-8")
    made, places = PICTURE.subn(lambda found: found[1] + picture() + found[2], text)
    if places != 1:
        print(f"{DOCUMENT.name} has {places} places for the picture of the layers, not one", file=sys.stderr)
        return 2
    return renew(DOCUMENT, made, "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
