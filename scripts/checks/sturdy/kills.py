"""Kills commands at random moments: what stands under a final name is whole, and the command made again finds the same.

    python3 -m sturdy.kills                 200 kills: run, compare, snapshot, sweep, merge, calibrate, stability
    python3 -m sturdy.kills run merge --kills 5

Each command is made once undisturbed. Then it is started again and again in a folder of its own and killed (SIGKILL, with
all its children) after a time drawn evenly from nothing to what it took; a file that is there then has to equal the
undisturbed one, and after the command has been made once more all of them do, with nothing beside them.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import h5py
import xxhash

REPOSITORY = Path(__file__).resolve().parents[3]
SEED = 20190331
#: Of a snapshot, before what HDF5 writes.
SEAL_BYTES = 512
SWEEP = """sweep: kills
config: tiny
set: ["months=60"]
design: grid
parameters:
  missing_episodes.rate_ratio: {values: [0.5, 1, 1.5, 2]}
replicates: 10
"""


@dataclass
class Command:
    """A command that writes into the folder in which it runs.

    words:     of the program
    kills:     how many of the 200 it gets
    prepare:   makes what it reads, in that folder
    goes_on:   the words that go on with it, if these are others
    finish:    a last command, after which its files are compared
    """

    words: list[str]
    kills: int
    prepare: list[list[str]]
    goes_on: list[str] | None = None
    finish: list[str] | None = None


TINY = ["tiny", "--threads", "2", "-q"]
COMMANDS = {
    "run": Command(["run", *TINY, "--replicates", "30", "-o", "run.h5"], 40, []),
    "compare": Command(["compare", *TINY, "--scenario", "peer_support", "--replicates", "10", "-o", "both.h5"], 30, []),
    "snapshot": Command(
        ["run", *TINY, "--months", "24", "--replicates", "30", "--snapshot-at", "2021-03", "day.h5", "-o", "whole.h5"],
        30,
        [],
        finish=["run", *TINY, "--months", "24", "--replicates", "30", "--from", "day.h5", "-o", "on.h5"],
    ),
    "sweep": Command(
        ["sweep", "run", "plan", "--threads", "2", "-q", "--flush", "0.05"],
        30,
        [["sweep", "plan", "sweep.yaml", "-o", "plan"]],
        goes_on=["sweep", "resume", "plan", "--threads", "2", "-q"],
        finish=["sweep", "merge", "plan", "-o", "all.h5"],
    ),
    "merge": Command(
        ["sweep", "merge", "plan", "-o", "all.h5"],
        30,
        [["sweep", "plan", "sweep.yaml", "-o", "plan"], ["sweep", "run", "plan", "-q"]],
    ),
    "calibrate": Command(["calibrate", str(REPOSITORY / "configs/calibration/tiny.yaml"), "-o", "fit", "-q"], 10, []),
    "stability": Command(
        ["stability", "made.h5", "--csv", "tables"], 30, [["run", *TINY, "--replicates", "5", "-o", "made.h5"]]
    ),
}


class Trial:
    """One command of the program, undisturbed and killed."""

    def __init__(self, program: str, name: str, command: Command, scratch: Path) -> None:
        self.program, self.name, self.command, self.scratch = program, name, command, scratch
        self.ready = scratch / f"{name}-ready"
        self.ready.mkdir()
        (self.ready / "sweep.yaml").write_text(SWEEP, encoding="utf-8")
        for words in command.prepare:
            self._make(words, self.ready)
        folder = self._fresh("undisturbed")
        began = time.monotonic()
        self._make(command.words, folder)
        self.seconds = time.monotonic() - began
        self._finish(folder)
        self.expected = contents(folder)

    def kill(self, after: float, number: int) -> tuple[bool, str]:
        """Was it killed before it ended, and what is wrong then; "" if nothing is."""
        folder = self._fresh(f"killed-{number}")
        process = subprocess.Popen(
            [self.program, *self.command.words],
            cwd=folder,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(after)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        was_killed = process.wait() != 0
        wait_for_group(process.pid)
        fault = self._unlike(folder, only_what_is_there=True)
        if not fault:
            self._make(self.command.goes_on or self.command.words, folder)
            self._finish(folder)
            fault = self._unlike(folder, only_what_is_there=False)
        shutil.rmtree(folder)
        return was_killed, fault

    def _unlike(self, folder: Path, only_what_is_there: bool) -> str:
        found = contents(folder)
        for file, content in self.expected.items():
            if file not in found and not only_what_is_there:
                return f"{file} is missing"
            if file in found and found[file] != content:
                return f"{file} is another one"
        more = sorted(set(found) - set(self.expected))
        return f"{', '.join(more)} should not be there" if more and not only_what_is_there else ""

    def _fresh(self, name: str) -> Path:
        return Path(shutil.copytree(self.ready, self.scratch / f"{self.name}-{name}"))

    def _finish(self, folder: Path) -> None:
        if self.command.finish:
            self._make(self.command.finish, folder)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "HEARTH_CONFIGS": str(REPOSITORY / "configs"), "PYTHONDONTWRITEBYTECODE": "1"}

    def _make(self, words: list[str], folder: Path) -> None:
        done = subprocess.run(
            [self.program, *words], cwd=folder, env=self._environment(), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"hearth {' '.join(words)}: exit {done.returncode}, {done.stderr.strip()[-400:]}")


def wait_for_group(group: int) -> None:
    """Until the last child is gone, too: what it has left is only then known to be left."""
    with contextlib.suppress(ProcessLookupError):
        for _ in range(500):
            os.killpg(group, 0)
            time.sleep(0.01)


def contents(folder: Path) -> dict[str, str]:
    """Files with what they say: results their digest, tables their text. How a sweep is made is no result of it."""
    found = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = str(file.relative_to(folder))
        if name.startswith(("plan/", "fit/sweep/")) or name == "sweep.yaml":
            continue
        found[name] = _said(file)
    return found


def _said(file: Path) -> str:
    if file.suffix in {".csv", ".yaml"}:
        return file.read_text(encoding="utf-8")
    if file.suffix != ".h5":
        return ""
    content = file.read_bytes()
    if content.startswith(b"hearth snapshot"):
        digest = xxhash.xxh3_128(content[SEAL_BYTES:]).hexdigest().encode()
        return "sealed" if digest in content[:SEAL_BYTES] else "damaged: its seal is broken"
    try:
        with h5py.File(file) as results:
            return f"{results.attrs['digest']}, contents {results.attrs['digest_of_contents']}"
    except (OSError, KeyError) as error:
        return f"damaged: {error}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commands", nargs="*", default=list(COMMANDS), metavar="command")
    parser.add_argument("--program", default=str(REPOSITORY / "build" / "release" / "hearth"))
    parser.add_argument("--kills", type=int, help="of each command")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    wrong = all_kills = all_killed = 0
    for name in options.commands:
        command = COMMANDS[name]
        chance = random.Random(f"{options.seed}/{name}")
        with tempfile.TemporaryDirectory(prefix="hearth-kills-") as scratch:
            trial = Trial(str(Path(options.program).resolve()), name, command, Path(scratch))
            kills, killed = options.kills or command.kills, 0
            for number in range(kills):
                after = chance.random() * trial.seconds
                was_killed, fault = trial.kill(after, number)
                killed += was_killed
                if fault:
                    wrong += 1
                    print(f"{name}, killed after {after:.3f} of {trial.seconds:.3f} s: {fault}", file=sys.stderr)
        print(f"{name}: {killed} of {kills} killed before the end ({trial.seconds:.2f} s)", flush=True)
        all_kills, all_killed = all_kills + kills, all_killed + killed
    print(f"{all_kills} kills, {all_killed} before the end: {wrong or 'no'} bad file or other result")
    return 1 if wrong or all_killed < all_kills / 2 else 0


if __name__ == "__main__":
    sys.exit(main())
