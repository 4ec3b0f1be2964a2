#!/usr/bin/python3
"""Is a command quick and small enough? Prints its median wall time and peak memory; fails if it is not.

    quick.py RUNS SECONDS MEGABYTES COMMAND...        a megabyte is a million bytes

On its own because a child's peak memory is never less than its parent's, which must import nothing big.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time


def main(runs: int, seconds: float, megabytes: float, command: list[str]) -> bool:
    times, peaks = [], []
    for _ in range(runs):
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - began)
        peaks.append(usage.ru_maxrss * 1024 / 1e6)
        if status != 0:
            print(f"failed with status {status}")
            return False
    median = statistics.median(times)
    print(f"{median:.2f} s ({min(times):.2f}-{max(times):.2f}), {max(peaks):.0f} MB")
    return median <= seconds and max(peaks) <= megabytes


if __name__ == "__main__":
    runs, seconds, megabytes = sys.argv[1:4]
    sys.exit(0 if main(int(runs), float(seconds), float(megabytes), sys.argv[4:]) else 1)
