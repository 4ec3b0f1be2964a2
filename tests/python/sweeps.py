"""Sweeps of the made-up county for tests and checks: planned, run, killed, merged by the program itself."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from pathlib import Path
from typing import Sequence

#: What Open MPI wants to be told where the user is root and there are more ranks than cores.
MPI_ON_ONE_MACHINE = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                      "OMPI_MCA_rmaps_base_oversubscribe": "1"}
CONFIGS = Path(__file__).parents[2] / "configs"


def write(file: Path, points: int, replicates: int, months: int, more: str = "") -> Path:
    """A Latin hypercube over the money of a campaign, with and without a hub."""
    file.write_text(f"""
sweep: test
config: {CONFIGS / "tiny.yaml"}
set: ["months={months}", "recruitment_campaign.start=2019-06", "recruitment_campaign.strength=1"]
design: lhs
points: {points}
replicates: {replicates}
parameters:
  recruitment_campaign.spending: {{uniform: [0, 40000]}}
  recruitment_hub.strength: {{values: [0, 1]}}
measures: [looked_after, enquiries, foster_places]
{more}""", encoding="utf-8")
    return file


class Sweep:
    """A plan in a folder, and what can be done with it."""

    def __init__(self, program: str, file: Path, folder: Path) -> None:
        self.program, self.folder = program, folder
        self("plan", file, "-o", folder, "-q")

    def __call__(self, *words: object, code: int = 0) -> str:
        done = subprocess.run([self.program, "sweep", *map(str, words)], capture_output=True, text=True, check=False)
        assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def worker(self, shard: int, shards: int, launcher: Sequence[str] = ()) -> subprocess.Popen:
        words = [*launcher, self.program, "sweep", "run", str(self.folder), "--shard", f"{shard}/{shards}", "--flush",
                 "0.05", "-q"]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def status(self) -> dict:
        return json.loads(self("status", self.folder, "--json"))

    def merged_digest(self, to: Path) -> str:
        """Both, of the records and of the contents."""
        said = self("merge", self.folder, "-o", to)
        return next(line.removeprefix("digest  ") for line in said.splitlines() if line.startswith("digest"))


def kill_at_random(workers: Sequence[subprocess.Popen], most: float, chance: random.Random) -> None:
    """Lets the workers work for a while, then takes them away without a word."""
    time.sleep(chance.uniform(0.02, most))
    for worker in workers:
        worker.send_signal(signal.SIGKILL)
    for worker in workers:
        worker.wait()
