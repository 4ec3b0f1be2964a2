"""Measured checks of sweeps, rows 1, 2 and 5 of sweeps.sh: time, kills, a thousand shards.

usage: PYTHONPATH=analysis:tests/python /usr/bin/python3 scripts/checks/sweep_checks.py (time | kills | shards) PROGRAM [LAUNCHER ...]

time    200 runs of the made-up county on two threads against half of the same runs on one, interleaved, the median of
        five; and what plan, status and merge take of the time of the same runs by `hearth run`, one after another.
kills   20 kills at random moments, for one, two and seven workers; with a LAUNCHER (mpirun -np 4 PROGRAM-mpi), of that.
shards  1,000 parts of one run each, merged.
Prints what was measured; exits 1 if a bound is missed.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable

from sweeps import MPI_ON_ONE_MACHINE, Sweep, kill_at_random, write

POINTS, REPLICATES, MONTHS = 40, 5, 72
RUNS = POINTS * REPLICATES
PAIRS = 5
MOST_TIME, MOST_OVERHEAD, MOST_MERGE = 1.1, 0.03, 5.0
KILLS = 20
FEWEST_BETWEEN = 5  # kills that came while runs were ending: without them nothing is tested
LONGEST_WAIT = {1: 1.0, 2: 1.5, 7: 2.5}  # seconds until a kill, by the number of workers that have to begin


def seconds(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def one_after_another(sweep: Sweep, folder: Path) -> None:
    """Every run by itself, by the command that `show` prints: configuration, first day, results file and all."""
    plan = [line.split(",") for line in (sweep.folder / "plan.csv").read_text().splitlines()]
    names = plan[0][5:-1]
    for cells in plan[1:]:
        words = [f"{name}={value}" for name, value in zip(names, cells[5:-1])]
        words += [f"seed={cells[4]}", "first_day_seed=1"]
        sets = [word for pair in words for word in ("--set", pair)]
        subprocess.run([sweep.program, "run", str(sweep.folder / "configs/0_baseline.yaml"), *sets, "--events", "none",
                        "--threads", "1", "-q", "-o", str(folder / f"{cells[0]}.h5")], check=True, capture_output=True)


def timed(program: str, scratch: Path) -> bool:
    swept, on_one, alone, around = [], [], [], []
    for pair in range(PAIRS):
        file = write(scratch / "sweep.yaml", POINTS, REPLICATES, MONTHS)
        folder = scratch / f"plan{pair}"
        began = time.monotonic()
        sweep = Sweep(program, file, folder)
        planned = time.monotonic() - began
        made = seconds(lambda: sweep("run", folder, "--threads", "2", "-q"))
        other = Sweep(program, file, scratch / f"other{pair}")
        on_one.append(seconds(lambda: other("run", other.folder, "--threads", "1", "-q")))
        around.append(planned + seconds(lambda: sweep("merge", folder, "-o", scratch / "all.h5"))
                      + seconds(lambda: sweep("status", folder)))
        swept.append(made)
        (scratch / "alone").mkdir(exist_ok=True)
        if pair == 0:
            alone.append(seconds(lambda: one_after_another(sweep, scratch / "alone")))
    whole, half = statistics.median(swept), statistics.median(on_one) / 2
    share = statistics.median(around) / alone[0]
    print(f"{whole:.2f} s, {whole / half:.2f} of half; plan, status, merge {share:.1%} of {alone[0]:.1f} s by hearth run")
    return whole <= MOST_TIME * half and share < MOST_OVERHEAD


def killed(program: str, launcher: list[str], scratch: Path) -> bool:
    file = write(scratch / "sweep.yaml", POINTS, REPLICATES, 480)
    undisturbed = Sweep(program, file, scratch / "undisturbed")
    undisturbed("run", undisturbed.folder, "-q")
    digest = undisturbed.merged_digest(scratch / "undisturbed.h5")
    chance, said, is_good, is_tried = random.Random(1), [], True, True
    for shards in [4] if launcher else [1, 2, 7]:
        kills = killed_while_running = 0
        while kills < KILLS:
            sweep = Sweep(program, file, scratch / f"killed{shards}_{kills}")
            before = 0
            while kills < KILLS and before < RUNS:
                workers = ([subprocess.Popen([*launcher, str(sweep.folder), "--flush", "0.05"], env={**os.environ, **MPI_ON_ONE_MACHINE},
                                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)] if launcher else
                           [sweep.worker(shard, shards) for shard in range(1, shards + 1)])
                if launcher:  # mpirun and its ranks in one go: they would live on for a moment without it
                    time.sleep(chance.uniform(0.02, 2.5))
                    subprocess.run(["pkill", "-KILL", "-f", str(sweep.folder)], check=False)
                    workers[0].wait()
                else:
                    kill_at_random(workers, LONGEST_WAIT[len(workers)], chance)
                kills += 1
                done = sweep.status()["done"]
                killed_while_running += before < done < RUNS
                is_good &= done >= before
                before = done
            sweep("resume", sweep.folder, "-q")
            status = sweep.status()
            is_good &= status["repeated"] == 0 and status["done"] == RUNS
            is_good &= sweep.merged_digest(scratch / "killed.h5") == digest
        is_tried &= killed_while_running >= FEWEST_BETWEEN
        said.append(f"{shards}: {killed_while_running} of {kills}")
    found = "one digest, none repeated" if is_good else "digests differ, or runs are lost or repeated"
    print(f"{found}; {'' if is_tried else 'too few '}kills between results {', '.join(said)}")
    return is_good and is_tried


def sharded(program: str, scratch: Path) -> bool:
    sweep = Sweep(program, write(scratch / "sweep.yaml", 1000, 1, 12), scratch / "plan")
    sweep("run", sweep.folder, "--flush", "0", "-q")
    parts = len(list((sweep.folder / "parts").iterdir()))
    took = seconds(lambda: sweep("merge", sweep.folder, "-o", scratch / "all.h5"))
    print(f"{took:.2f} s for {parts} parts")
    return took < MOST_MERGE and parts == 1000


def main() -> None:
    if len(sys.argv) < 3 or sys.argv[1] not in ("time", "kills", "shards"):
        sys.exit(__doc__)
    program, launcher = sys.argv[2], sys.argv[3:]
    with tempfile.TemporaryDirectory(prefix="hearth-sweeps-") as folder:
        scratch = Path(folder)
        checks = {"time": lambda: timed(program, scratch), "kills": lambda: killed(program, launcher, scratch),
                  "shards": lambda: sharded(program, scratch)}
        sys.exit(0 if checks[sys.argv[1]]() else 1)


if __name__ == "__main__":
    main()
