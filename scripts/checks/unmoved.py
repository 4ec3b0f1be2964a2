"""Has a change of the program moved a result? Every dataset of two results files is compared, byte for byte.

    unmoved.py old.h5 new.h5                           two files
    unmoved.py OLD/build/release/hearth build/release/hearth           the runs below, made by both programs
    unmoved.py OLD/build/release/hearth build/release/hearth --runs england    of these only some

Each program finds the configs of its own checkout; in one that has no england_2019 yet, that is `england`. What is new is
listed, and how much only has other words for people; what is gone or differs is a result that moved: the exit code is 1 then,
and the table says how many cells of which dataset. The commit, the time and the memory it took are left out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py
import numpy as np

#: Who made a file and how fast, not what is in it.
MAKING = {"@commit", "@hearth_version", "@plan", "diary@seconds", "diary@started", "diary@peak_memory_mb"}

#: What a file says of the command, where the two programs were asked in other words for the same run.
ASKED = {"@config_name", "diary@command"}

#: Digests of all that a file holds, which is compared one by one: a new measure moves them, and no result.
OF_ALL = {"@digest_of_contents", "provenance/digest_of_contents", "run_digest_of_contents"}

#: What tells people about a dataset and is no result.
WORDS = ("@long_name", "@definition", "@coordinates")

#: Of each run the commands, the last of which makes the results.
RUNS = {
    "tiny": ["run tiny --events all -o out.h5 -q"],
    "tiny, 4 threads": ["run tiny --events all --replicates 3 --threads 4 -o out.h5 -q"],
    "homes programme": ["run tiny --scenario homes_programme --start 2021-04 --months 60 -o out.h5 -q"],
    "two scenarios": [
        "compare tiny --scenario foster_allowances --scenario peer_support --start 2021-04 --replicates 2 -o out.h5 -q",
    ],
    "snapshot continued": [
        "run tiny --months 60 --snapshot-at 2021-04 at.h5 -o first.h5 -q",
        "run tiny --months 60 --from at.h5 -o out.h5 -q",
    ],
    "sweep": ["sweep plan sweep.yaml -o plan", "sweep run plan -q", "sweep merge plan -o out.h5"],
    "england": ["run england_2019 --months 72 -o out.h5 -q"],
    "england ahead": ["run england --months 36 -o out.h5 -q"],
}
SWEEP = """sweep: unmoved
config: tiny
set: ["months=24"]
design: grid
parameters:
  missing_episodes.rate_ratio: {values: [0.5, 2]}
  care_entry.rate_ratio: {values: [0.9, 1]}
replicates: 2
"""


@dataclass
class Compared:
    """Names of datasets and attributes (`dataset@attribute`); of those that differ with a word on how."""

    equal: list[str] = field(default_factory=list)
    differ: dict[str, str] = field(default_factory=dict)
    reworded: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def is_unmoved(self) -> bool:
        return bool(self.equal) and not self.differ and not self.gone


def contents(path: Path) -> dict[str, Any]:
    """Every dataset and attribute of a results file by its name, but for how it was made."""
    found: dict[str, Any] = {}

    def keep(name: str, node: h5py.Dataset | h5py.Group) -> None:
        if isinstance(node, h5py.Dataset) and name not in OF_ALL:
            found[name] = node[()]
        for attribute, value in node.attrs.items():
            which = f"{name}@{attribute}"
            if attribute in ("DIMENSION_LIST", "REFERENCE_LIST"):  # addresses within the file
                continue
            if which not in MAKING | OF_ALL:
                found[which] = np.asarray(value)

    with h5py.File(path) as file:
        keep("", file)
        file.visititems(keep)
    return found


def difference(old: np.ndarray, new: np.ndarray) -> str:
    """How two datasets differ, or "" if they do not: a NaN equals itself, 0 and -0 are two numbers."""
    if old.dtype != new.dtype or old.shape != new.shape:
        return f"{old.dtype}{list(old.shape)} is now {new.dtype}{list(new.shape)}"
    if old.dtype.kind == "O":
        cells = int(np.sum(old != new))
    else:
        as_bytes = [np.frombuffer(one.tobytes(), f"V{one.itemsize}") for one in (old, new)]
        cells = int(np.sum(as_bytes[0] != as_bytes[1]))
    return f"{cells} of {old.size} cells" if cells else ""


def compare(old: Path, new: Path, named: set[str]) -> Compared:
    before, after = ({name: value for name, value in contents(file).items() if name not in named} for file in (old, new))
    compared = Compared(added=sorted(set(after) - set(before)), gone=sorted(set(before) - set(after)))
    for name in sorted(set(before) & set(after)):
        how = difference(np.asarray(before[name]), np.asarray(after[name]))
        if how and name.endswith(WORDS):
            compared.reworded.append(name)
        elif how:
            compared.differ[name] = how
        else:
            compared.equal.append(name)
    return compared


def asked_of(program: Path, words: str) -> list[str]:
    """A command as this program understands it: `england` was what `england_2019` is, when there was no other."""
    command = words.split()
    if "england_2019" not in command and "england" not in command:
        return command
    knows = [str(program.resolve()), "check", "england_2019"]
    if subprocess.run(knows, env=without_configs(), capture_output=True, check=False).returncode == 0:
        return command
    if "england_2019" in command:
        return ["england" if word == "england_2019" else word for word in command]
    return [*command, "--set", "start=2023-04"]


def without_configs() -> dict[str, str]:
    """The environment in which a program finds its own configs."""
    return {name: value for name, value in os.environ.items() if name != "HEARTH_CONFIGS"}


def made(program: Path, run: str, folder: Path) -> Path:
    """The results of one of RUNS by one program."""
    folder.mkdir()
    (folder / "sweep.yaml").write_text(SWEEP, encoding="utf-8")
    for words in RUNS[run]:
        command = [str(program.resolve()), *asked_of(program, words)]
        done = subprocess.run(command, cwd=folder, env=without_configs(), capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return folder / "out.h5"


def row(name: str, compared: Compared) -> str:
    counts = (len(names) for names in (compared.equal, compared.differ, compared.added, compared.gone))
    verdict = "unmoved" if compared.is_unmoved() else "MOVED"
    lines = [f"{name:22}" + "".join(f"  {count:6}" for count in counts) + f"  {verdict}"]
    lines += [f"    differs: {which}: {how}" for which, how in compared.differ.items()]
    lines += [f"    gone:    {which}" for which in compared.gone]
    lines += [f"    reworded: {len(compared.reworded)}, {', '.join(compared.reworded[:3])} ..."] * bool(compared.reworded)
    lines += [f"    added:   {which}" for which in compared.added]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--runs", nargs="+", choices=[*RUNS], default=[*RUNS], metavar="RUN", help=", ".join(RUNS))
    parser.add_argument(
        "--named",
        nargs="+",
        default=[],
        metavar="DATASET",
        help="what the change is said to move, and so is not compared: provenance/config, if a parameter has another name",
    )
    options = parser.parse_args()
    named = set(options.named)
    print(f"{'run':22}  {'equal':>6}  {'differ':>6}  {'added':>6}  {'gone':>6}")
    if options.old.suffix == ".h5":
        compared = compare(options.old, options.new, named)
        print(row(options.new.name, compared))
        return 0 if compared.is_unmoved() else 1
    moved = 0
    for run in options.runs:
        with tempfile.TemporaryDirectory(prefix="hearth-unmoved-") as scratch:
            old, new = (made(getattr(options, which), run, Path(scratch, which)) for which in ("old", "new"))
            asked = ([asked_of(program, words) for words in RUNS[run]] for program in (options.old, options.new))
            compared = compare(old, new, named if len(set(map(str, asked))) == 1 else named | ASKED)
        moved += not compared.is_unmoved()
        print(row(run, compared), flush=True)
    print(f"{moved} of {len(options.runs)} runs moved" if moved else f"none of {len(options.runs)} runs moved")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main())
