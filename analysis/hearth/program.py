"""What belongs to this package outside of it: the program, and the configs that come with it."""

from __future__ import annotations

import os
from pathlib import Path

_FOLDERS_ABOVE = Path(__file__).resolve().parents


def find_program(given: str | None) -> str:
    """--program, $HEARTH_BINARY, the build beside this package, or `hearth` on the path."""
    built = _FOLDERS_ABOVE[2] / "build" / "release" / "hearth"
    return given or os.environ.get("HEARTH_BINARY") or (str(built) if built.exists() else "hearth")


def configs_folder() -> Path | None:
    """`$HEARTH_CONFIGS`, else the installed configs, else those of the repository around this package."""
    named = os.environ.get("HEARTH_CONFIGS")
    candidates = [Path(named)] if named else []
    candidates += [folder / part for folder in _FOLDERS_ABOVE for part in ("share/hearth/configs", "configs")]
    return next((folder for folder in candidates if (folder / "england.yaml").is_file()), None)
