"""How a row is written, and what the rows share: the program, a folder to work in, files made once for all rows."""

from __future__ import annotations

import functools
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Callable, NamedTuple

REPOSITORY = Path(__file__).resolve().parents[3]
HEARTH = os.environ.get("HEARTH_BINARY", str(REPOSITORY / "build" / "release" / "hearth"))


class Missed(Exception):
    """What came is not what was asked; the message says what came."""


class Row(NamedTuple):
    """A numbered row: what was asked, and the function that asks it."""

    number: str
    asked: str
    ask: Callable[[], str]


class Done(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


ROWS: list[Row] = []


def row(number: str, asked: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Registers a function as the row of this number."""

    def register(ask: Callable[[], str]) -> Callable[[], str]:
        ROWS.append(Row(number, asked, ask))
        return ask

    return register


def hold(held: bool, came: str) -> str:
    """What came, if it is as asked; raises `Missed` with it otherwise."""
    if not held:
        raise Missed(came)
    return came


def hearth(*words: object, cwd: Path | None = None, **environment: str) -> Done:
    """Runs `hearth`, whatever its exit code. Shipped names work from any folder: the configs are the repository's."""
    given = os.environ | {"HEARTH_CONFIGS": str(REPOSITORY / "configs")} | environment
    done = subprocess.run([HEARTH, *map(str, words)], capture_output=True, text=True, check=False, cwd=cwd, env=given)
    return Done(done.returncode, done.stdout, done.stderr)


class Measured(NamedTuple):
    """A command, how long it took [s], and how much memory it took at most [MB]: its own, and no other command's."""

    done: Done
    seconds: float
    megabytes: float


def measured(*words: object) -> Measured:
    peak = scratch() / "peak"
    command = ["/usr/bin/time", "-q", "-f", "%M", "-o", str(peak), HEARTH, *map(str, words)]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env=os.environ | {"HEARTH_CONFIGS": str(REPOSITORY / "configs")})
    seconds = time.monotonic() - began
    return Measured(Done(done.returncode, done.stdout, done.stderr), seconds, int(peak.read_text()) / 1024)


def made(*words: object, cwd: Path | None = None) -> str:
    """What `hearth` prints; raises `Missed` with its last line of complaint unless it ends well."""
    done = hearth(*words, cwd=cwd)
    if done.code != 0:
        raise Missed(f"exit {done.code}: {last_line(done.err)}")
    return done.out


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "(silent)"


@functools.cache
def scratch() -> Path:
    """A folder of this check's own; `__main__` takes it away."""
    return Path(tempfile.mkdtemp(prefix="hearth_trust_"))


def folder(name: str) -> Path:
    """A new, empty folder in the scratch folder."""
    new = scratch() / name
    new.mkdir(parents=True)
    return new


@functools.cache
def tiny_run() -> Path:
    """Results of `hearth run tiny`, with episodes."""
    file = scratch() / "tiny.h5"
    made("run", "tiny", "-q", "-o", file)
    return file
