"""What cannot be had from a results file, as everybody who reads one says it."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Iterable


class ResultsError(Exception):
    """The file cannot be read, or has not what is asked of it; the message says why and what to do."""


def one_of(path: Path, what: str, asked: str, there: Iterable[object]) -> str:
    """The name asked for, if it is there; otherwise a `ResultsError` with the nearest."""
    names = [str(name) for name in there]
    if asked in names:
        return asked
    near = difflib.get_close_matches(asked, names, n=1, cutoff=0.5)
    some = ", ".join(names) if len(names) <= 12 else f"{', '.join(names[:3])} ...; results.measures names all"
    raise ResultsError(
        f"{path}: has no {what} '{asked}'. " + (f"Did you mean '{near[0]}'?" if near else f"It has {some}")
    )
