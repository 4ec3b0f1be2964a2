"""What users tried: nothing false leaves the program. One module for each kind of user, one function for each row.

A row is a thing that somebody did with Hearth and what came of it, once wrong. Its function does it again with the
program as it is built, and returns what came, in one line; it raises `Missed` if that is not what was asked. What a row
spoils files with is often what a test does: those are modules of tests/python.
"""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[3] / "tests" / "python"
sys.path[:0] = [str(TESTS), str(TESTS / "stability")]
