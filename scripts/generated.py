"""A document that is generated: written, or only held against what it should be."""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def renew(document: Path, text: str, only_check: bool) -> int:
    """Writes the document. With `only_check` nothing is written; the exit code is 1 if it says something else."""
    if not only_check:
        document.write_text(text, encoding="utf-8")
    elif not document.is_file() or document.read_text(encoding="utf-8") != text:
        print(f"{document.relative_to(REPOSITORY)} is out of date. Run: scripts/generate.sh BUILD/hearth", file=sys.stderr)
        return 1
    return 0
