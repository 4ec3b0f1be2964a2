"""What the commands of this package have in common on the command line."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any, Callable, NoReturn

import pandas as pd

from .present.table import Table
from .writing import write_text

BAD_INPUT = 2


class Parser(argparse.ArgumentParser):
    """Prints its help line by line as it is written, and refuses bad words in one line, with exit code 2."""

    def __init__(self, **words: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **words)

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"hearth: {message}. See '{self.prog} --help'.\n")


def write_what_is_asked(
    asked: argparse.Namespace, figures: pd.DataFrame, as_json: Callable[[], str], draw: Callable[[Path], object],
    refused: type[Exception],
) -> list[tuple[str, str]]:
    """Writes to --csv, --json and --figures, as far as they are given; what was written, and where to.

    refused: the command's own exception, raised where a file can't be written.
    """
    written = []
    to = None
    try:
        if asked.csv:
            to = Path(asked.csv)
            Table(figures).write(to)
            written.append(("figures, one a row,", asked.csv))
        if asked.json:
            to = Path(asked.json)
            write_text(to, as_json())
            written.append(("everything", asked.json))
        if asked.figures:
            to = Path(asked.figures)
            draw(to)
            written.append(("figures", asked.figures))
    except OSError as error:
        raise refused(f"{to}: can't be written ({error.strerror}). Name another?") from None
    return written


def plain_records(figures: pd.DataFrame) -> list[dict[str, object]]:
    """The rows for JSON, which knows no infinity: what is not finite is None."""
    return [{name: None if isinstance(value, float) and not math.isfinite(value) else value
             for name, value in row.items()} for row in figures.to_dict("records")]
