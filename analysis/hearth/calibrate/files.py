"""Files that are complete or absent."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Writes a file that appears under its name only when it is complete."""
    unfinished = file.with_name(f"{file.name}.tmp.{os.getpid()}")
    with unfinished.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(unfinished, file)
