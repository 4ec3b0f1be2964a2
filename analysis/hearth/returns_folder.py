"""A folder of returns that appears complete or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from pathlib import Path, PurePath
from typing import Any

import pandas as pd

#: The folder of the years before the first that is whole: returns of those children only who were still there in it.
#: `hearth stability` makes no tables of these years, and so should nobody.
SURVIVORS_ONLY = "survivors_only"
#: What `--force` may throw away: our own tables in folders of years, of one council or of many.
OURS = re.compile(
    r"([A-Z]\d{8}|([A-Z]\d{8}/)?(survivors_only|(survivors_only/)?\d{4}(/(header|episodes|uasc)\.csv)?))"
)


class FolderError(Exception):
    """The folder is not to be written; the message says why and what to do."""


class ReturnsFolder:
    """Writes below `path` + .tmp.<pid>, and renames when the `with` ends well; otherwise nothing is left."""

    def __init__(self, path: Path, replace: bool) -> None:
        self.path = path
        #: Rows written of each table, without those of survivors.
        self.rows: Counter[str] = Counter()
        self._files: list[Path] = []
        self._final = path.resolve()  # `.` and `x/..` have no sibling of their own
        self._new = self._final.with_name(f"{self._final.name}.tmp.{os.getpid()}")
        self._old = self._final.with_name(f"{self._final.name}.old.tmp.{os.getpid()}")
        self._check(replace)

    def write(self, place: PurePath, table: pd.DataFrame) -> None:
        """One table as CSV; its cells are codes without commas or quotes, so that plain joining will do."""
        file = self._new / place
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = [",".join(table.columns), *map(",".join, zip(*(table[name] for name in table.columns)))]
        with file.open("w", encoding="utf-8", newline="") as stream:
            stream.write("\n".join(lines) + "\n")
        self._files.append(file)
        if SURVIVORS_ONLY not in place.parts:
            self.rows[place.stem] += len(table)

    def __enter__(self) -> ReturnsFolder:
        self._new.mkdir()
        return self

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None:
            shutil.rmtree(self._new, ignore_errors=True)
            return
        try:
            self._reach_the_disk()
        except BaseException:
            shutil.rmtree(self._new, ignore_errors=True)
            raise
        if not self._final.exists():
            self._new.rename(self._final)
            return
        self._final.rename(self._old)
        try:
            self._new.rename(self._final)
        except BaseException:  # Ctrl-C too: what was there comes back
            self._old.rename(self._final)
            shutil.rmtree(self._new, ignore_errors=True)
            raise
        shutil.rmtree(self._old)

    def _reach_the_disk(self) -> None:
        """All at the end: one after another as they are written takes four times as long."""
        for file in self._files:
            with file.open("rb") as stream:
                os.fsync(stream.fileno())

    def _check(self, replace: bool) -> None:
        if not self._final.parent.is_dir():
            raise FolderError(f"{self.path}: can't be made (no folder {self._final.parent}). Make that first?")
        if not os.access(self._final.parent, os.W_OK):
            raise FolderError(f"{self.path}: can't be made (no permission to write to {self._final.parent})")
        if not self._final.exists():
            return
        if not self._final.is_dir():
            raise FolderError(f"{self.path}: is a file. Name a new folder?")
        if not any(self._final.iterdir()):
            return
        if not replace:
            raise FolderError(f"{self.path}: is not empty. Name a new folder, or replace the returns there by --force")
        for inside in self._final.rglob("*"):
            name = inside.relative_to(self._final).as_posix()
            if not OURS.fullmatch(name):
                raise FolderError(
                    f"{self.path}: holds {name}, which 'hearth episodes' did not write, so --force would destroy it. "
                    "Name a new folder, or move it away"
                )
