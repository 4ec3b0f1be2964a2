"""Broken YAML by mutation: pieces of our own files, each with one or two slips of the kind that hands and programs make."""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
FILES, SEED = 300, 18
#: Letters and words that mean something to a reader of YAML, put where they do not belong.
SLIPS = (
    "\t", "'", '"', "[", "]", "{", "}", ",", ":", ": ", "- ", "#", " #", "&a ", "*a ", "!", "!!int ", "|", ">", "%", "@", "`",
    "?", "? ", "\n", "\n ", "\n\t", "---\n", "...\n", "--- ", "\\", '"\\q"', "\x00", "\x07", "\x85", "\u2028", "\ufeff", "<<: ",
    "=", "~", "|2", ">-\n", '"a" b', "'a' b", "[a] b", "{a: b} c", "& ", "* ", "!<x", "%YAML 9.9\n---\n", '"\n"', "k: v: w",
    "x: 'it's'",
)
#: What follows the name of a file that is no YAML, or none that every reader takes: the place, and what is wrong with the text.
TOLD = re.compile(
    r":\d+:\d+: (is not YAML|the alias '\*.*' repeats nothing|a tab between words|the control character U\+|is read as .* by one reader)"
    r"|: (is empty|holds several documents) \(must be ")
MARKS = "'\"[]{}:,#-|>&*\n "
LINES = 14


def broken_files(configs: Path, count: int, seed: int) -> list[str]:
    """`count` texts, the same for the same seed and configs: most are no YAML any more, some still are."""
    luck = random.Random(seed)
    files = [configs / "tiny.yaml"]
    for kind in ("scenarios", "sweeps", "calibration"):
        files += sorted((configs / kind).glob("*.yaml"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    return [_with_slips(_piece(luck.choice(texts), luck), luck) for _ in range(count)]


def _piece(text: str, luck: random.Random) -> str:
    lines = text.splitlines()
    first = luck.randrange(max(1, len(lines) - LINES))
    return "\n".join(lines[first : first + LINES]) + "\n"


def _with_slips(text: str, luck: random.Random) -> str:
    for _ in range(luck.randint(1, 2)):
        text = luck.choice((_inserted, _deleted, _indented, _appended, _repeated, _cut, _replaced))(text, luck)
    return text


def _inserted(text: str, luck: random.Random) -> str:
    at = luck.randrange(len(text) + 1)
    return text[:at] + luck.choice(SLIPS) + text[at:]


def _deleted(text: str, luck: random.Random) -> str:
    at = luck.randrange(len(text) + 1)
    return text[:at] + text[at + 1 :]


def _indented(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    at = luck.randrange(len(lines))
    lines[at] = " " * luck.randint(0, 4) + lines[at].lstrip()
    return "\n".join(lines)


def _appended(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    lines[luck.randrange(len(lines))] += luck.choice(SLIPS)
    return "\n".join(lines)


def _repeated(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    lines[luck.randrange(len(lines))] = luck.choice(lines)
    return "\n".join(lines)


def _cut(text: str, luck: random.Random) -> str:
    return text[: luck.randrange(len(text) + 1)]


def _replaced(text: str, luck: random.Random) -> str:
    marks = [at for at, letter in enumerate(text) if letter in MARKS]
    if not marks:
        return text
    at = luck.choice(marks)
    return text[:at] + luck.choice(SLIPS) + text[at + 1 :]


def is_yaml(text: str) -> bool:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader) is not None
    except yaml.YAMLError:
        return False


def is_told(words: list[str]) -> bool:
    """Is this the one fault of a file that is no YAML, at its place? Of files that are, all faults come together."""
    return len(words) == 1 and TOLD.match(words[0]) is not None


def said_of(program: str, texts: list[str], folder: Path) -> tuple[int, list[list[str]]]:
    """The exit code of one `check` of all, and what it says of each."""
    names = [folder / f"{number}.yaml" for number in range(len(texts))]
    for name, text in zip(names, texts):
        name.write_bytes(text.encode("utf-8"))
    environment = os.environ | {"HEARTH_CONFIGS": str(REPOSITORY / "configs")}
    done = subprocess.run([program, "check", *map(str, names)], capture_output=True, text=True, check=False,
                          cwd=folder.parent, env=environment)
    lines: dict[str, list[str]] = defaultdict(list)
    for line in (done.stdout + done.stderr).splitlines():
        name, _, words = line.partition(".yaml")
        lines[Path(name).name].append(words)
    return done.returncode, [lines[name.stem] for name in names]
