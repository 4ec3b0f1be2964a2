"""Prints every row: its number, what was asked, what came, held or not. Exits 1 if any is missed.

usage: /usr/bin/python3 -m trust [NUMBER...]        from scripts/checks; with numbers, those rows only
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
import sys
import time
import traceback

import trust

from .rows import ROWS, Missed, Row, scratch

WIDTHS = (4, 62, 66)


def main(wanted: list[str]) -> int:
    for module in pkgutil.iter_modules(trust.__path__):
        if module.name not in ("rows", "__main__"):
            importlib.import_module(f"trust.{module.name}")
    chosen = sorted((row for row in ROWS if not wanted or row.number in wanted), key=_order)
    began = time.monotonic()
    try:
        missed = [row.number for row in chosen if not _is_held(row)]
    finally:
        shutil.rmtree(scratch(), ignore_errors=True)
    seconds = time.monotonic() - began
    print(f"\n{len(chosen)} rows: {len(chosen) - len(missed)} held, {len(missed)} missed, in {seconds:.0f} s.")
    if missed:
        print("Missed:", *missed)
    return 1 if missed or not chosen else 0


def _order(row: Row) -> list[tuple[int, str]]:
    """2.9 comes before 2.10; numbers before names."""
    return [(int(part), "") if part.isdigit() else (10**6, part) for part in re.findall(r"\d+|[^\d.]+", row.number)]


def _is_held(row: Row) -> bool:
    held, came, why = True, "", ""
    try:
        came = row.ask()
    except Missed as missed:
        held, came = False, str(missed)
    except Exception as error:  # a row that fails is a row that is missed, and the others go on
        held, came, why = False, f"{type(error).__name__}: {error}", traceback.format_exc()
    cells = [row.number, row.asked, " ".join(came.split())]
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS)), "held" if held else "MISSED", flush=True)
    if why:
        print(why, file=sys.stderr)
    return held


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
