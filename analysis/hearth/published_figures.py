"""The record to fit to: `configs/targets/fit.csv`, the years to March 2021.

Nothing here opens another file: a file of another name, and a row of a later year, are refused, so that the years kept for
judging the model cannot leak into a fit.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from .text_files import TextError, read_text

FIT_FILE = "fit.csv"
LAST_FIT_YEAR = 2021


class TargetsError(Exception):
    """A published or model figure that cannot be had; the message says why and what to do."""


class Published(NamedTuple):
    """Published figures by (measure, breakdown, area, year)."""

    path: Path
    rows: dict[tuple[str, str, str, int], float]

    def __call__(self, measure: str, year: int, breakdown: str = "", area: str = "England") -> float:
        return self.rows[measure, breakdown, area, year]


def read_fit(path: Path) -> Published:
    """Reads a `fit.csv`; refuses any other name, and the whole file if it has a year that is not for fitting."""
    if path.name != FIT_FILE or path.resolve().name != FIT_FILE:
        raise TargetsError(
            f"{path}: is not for fitting (only files named {FIT_FILE} are). Name the fit years' file?"
        )
    try:
        text = read_text(path)
    except TextError as error:
        raise TargetsError(str(error)) from None
    except OSError as error:
        raise TargetsError(f"{path}: can't be read ({error.strerror}). Is the path right?") from None
    rows: dict[tuple[str, str, str, int], float] = {}
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            key = (row["measure"], row["breakdown"], row["area"], int(row["year"]))
            value = float(row["value"])
        except (KeyError, TypeError, ValueError):
            raise TargetsError(
                f"{path}:{line}: is no target (needs measure, breakdown, area, year and value). Correct the row?"
            ) from None
        if key[3] > LAST_FIT_YEAR:
            raise TargetsError(
                f"{path}:{line}: is of {key[3]} (years after {LAST_FIT_YEAR} are kept to judge the model). "
                "Remove the row?"
            )
        rows[key] = value
    return Published(path, rows)
