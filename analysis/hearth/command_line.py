"""What the commands of this package have in common on the command line."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

BAD_INPUT = 2


class Parser(argparse.ArgumentParser):
    """Prints its help line by line as it is written, and refuses bad words in one line, with exit code 2."""

    def __init__(self, **words: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **words)

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"hearth: {message}. See '{self.prog} --help'.\n")
