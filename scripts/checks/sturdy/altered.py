"""Alters results files at random and reads them: summarised, or refused in the program's words, whatever the library does.

    python3 -m sturdy.altered                  3,000 alterations, a fifteenth of them read by `hearth stability`
    python3 -m sturdy.altered --alterations 30

A third of the alterations set bytes anywhere, a third flip bits of the heaps in which HDF5 keeps texts (one flipped bit
there makes the library itself fail), a third are what somebody writes on purpose (tests/python/hostile_results.py), with a
byte more. Nothing may end in a signal or a traceback, hang, or take a gigabyte.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(REPOSITORY / "tests" / "python"))

import hostile_results  # noqa: E402

SEED = 20190331
SLOWEST = 60.0  # seconds of wall time, of a program that is given ten of CPU time
MOST_KB = 1_000_000
HEAP = b"GCOL"  # how HDF5 begins a heap of texts
BYTES_OF_HEAP = 4096
ONE_IN = 15  # is read by Python


class Altering:
    """A sound file, and alterations of it by their numbers."""

    def __init__(self, program: str, seed: int, scratch: Path) -> None:
        self.program, self.seed, self.scratch = program, seed, scratch
        self.sound = scratch / "sound.h5"
        subprocess.run([program, "run", "tiny", "--months", "13", "-q", "-o", str(self.sound)], check=True)
        content = self.sound.read_bytes()
        self.heaps = [found.start() for found in re.finditer(re.escape(HEAP), content)]

    def fault_of(self, number: int) -> str:
        """What should not have come of an alteration; "" if it was read or refused."""
        chance = random.Random(f"{self.seed}/{number}")
        file = self.scratch / f"{number}.h5"
        try:
            what = self._alter(file, chance, number % 3)
            command = "stability" if number % ONE_IN == 0 else "summary"
            fault = self._read(command, file)
            return f"alteration {number} ({what}), {command}: {fault}" if fault else ""
        finally:
            file.unlink(missing_ok=True)

    def _alter(self, file: Path, chance: random.Random, kind: int) -> str:
        shutil.copy(self.sound, file)
        what = ["bytes", "bits of heaps", "on purpose"][kind]
        if kind == 2:
            hostile = chance.choice(hostile_results.HOSTILE).__name__
            # In a process of its own: what h5py makes of it is not what is tried here.
            done = subprocess.run(
                [sys.executable, "-c", _HOSTILE, hostile, str(file)], capture_output=True, cwd=REPOSITORY / "tests/python"
            )
            what = f"{hostile}, made with {done.returncode}"
        content = bytearray(file.read_bytes())
        for _ in range(chance.randint(1, 4) if kind < 2 else 1):
            if kind == 1:
                place = chance.choice(self.heaps) + chance.randrange(BYTES_OF_HEAP)
                content[place % len(content)] ^= 1 << chance.randrange(8)
            else:
                content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)
        return what

    def _read(self, command: str, file: Path) -> str:
        process = subprocess.Popen(
            [self.program, command, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
        timer = threading.Timer(SLOWEST, process.kill)
        timer.start()
        said = process.stderr.read().decode(errors="replace") if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 2):
            return f"ended with {process.returncode}: {said[-300:]}"
        if "Traceback" in said:
            return said[-600:]
        return f"took {used.ru_maxrss} kB" if used.ru_maxrss > MOST_KB else ""


_HOSTILE = """
import sys, h5py
import hostile_results
with h5py.File(sys.argv[2], "r+") as file:
    getattr(hostile_results, sys.argv[1])(file)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(REPOSITORY / "build" / "release" / "hearth"))
    parser.add_argument("--alterations", type=int, default=3000)
    parser.add_argument("--first", type=int, default=0, help="number of the first one, to try one again")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hearth-altered-") as scratch, ThreadPoolExecutor(os.cpu_count()) as pool:
        altering = Altering(str(Path(options.program).resolve()), options.seed, Path(scratch))
        numbers = range(options.first, options.first + options.alterations)
        wrong = [fault for fault in pool.map(altering.fault_of, numbers) if fault]
    for fault in wrong[:10]:
        print(fault, file=sys.stderr)
    print(f"{options.alterations} alterations of seed {options.seed} ({len(hostile_results.HOSTILE)} ways on purpose): {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
