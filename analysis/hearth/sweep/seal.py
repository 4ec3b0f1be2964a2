"""Seals of the plan's files: what was altered since the sweep was planned is refused, as by the program itself."""

from __future__ import annotations

import re
from pathlib import Path

import xxhash

from .plan import PLAN_AGAIN, BadSweep

ALTERED = f"was altered since the sweep was planned. {PLAN_AGAIN}"
SEAL = re.compile(rb'"seal": "([0-9a-f]{32})"')
UNSEALED = b'"seal": "' + b"0" * 32 + b'"'


def check_json(file: Path, content: bytes) -> None:
    """plan.json holds the digest of its own bytes, with zeros in its place."""
    seals = list(SEAL.finditer(content))
    if not seals or digest_of(content[:seals[-1].start()] + UNSEALED + content[seals[-1].end():]) != seals[-1][1].decode():
        raise BadSweep(f"{file}: {ALTERED}")


def csv_of(folder: Path, digest: str) -> Path:
    """The lines of the plan: plan.csv, or the file that takes its place when an extension was stopped at its last step."""
    for file in (folder / "plan.csv", folder / "plan.csv.next"):
        if file.is_file() and digest_of(file.read_bytes()) == digest:
            return file
    raise BadSweep(f"{folder / 'plan.csv'}: {ALTERED}")


def digest_of(content: bytes) -> str:
    return xxhash.xxh3_128_hexdigest(content)
