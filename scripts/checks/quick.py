#!/usr/bin/python3
"""Is a command quick and small enough? Prints its median wall time and peak memory; fails if it is not.

    quick.py [--fastest] RUNS SECONDS MEGABYTES COMMAND...        a megabyte is a million bytes

--fastest: judged by the fastest run instead, for a command that shares the machine; its seconds of CPU are shown.

On its own because a child's peak memory is never less than its parent's, which must import nothing big.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time


def main(runs: int, seconds: float, megabytes: float, command: list[str], by_fastest: bool = False) -> bool:
    times, peaks, of_cpu = [], [], []
    for _ in range(runs):
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - began)
        peaks.append(usage.ru_maxrss * 1024 / 1e6)
        of_cpu.append(usage.ru_utime + usage.ru_stime)
        if status != 0:
            print(f"failed with status {status}")
            return False
    if by_fastest:
        cpu = of_cpu[times.index(min(times))]
        print(f"{min(times):.2f} s ({cpu:.2f} of CPU; to {max(times):.2f}), {max(peaks):.0f} MB")
        return min(times) <= seconds and max(peaks) <= megabytes
    median = statistics.median(times)
    print(f"{median:.2f} s ({min(times):.2f}-{max(times):.2f}), {max(peaks):.0f} MB")
    return median <= seconds and max(peaks) <= megabytes


if __name__ == "__main__":
    by_fastest = sys.argv[1] == "--fastest"
    runs, seconds, megabytes, *command = sys.argv[1 + by_fastest :]
    sys.exit(0 if main(int(runs), float(seconds), float(megabytes), command, by_fastest) else 1)
