#!/usr/bin/env bash
# What does it cost? Builds and runs the benchmarks, each several times, and prints one table: median and range.
# The first line names the machine: quote it with every figure.
#
#   scripts/benchmark.sh                 all of them, about a minute
#   scripts/benchmark.sh roster          those whose name holds this (a regular expression)
#   REPETITIONS=15 scripts/benchmark.sh  more than the usual 9
set -euo pipefail
cd "$(dirname "$0")/.."

cmake --preset release --log-level=WARNING > /dev/null
cmake --build --preset release --target benchmarks
times="$(mktemp)"
trap 'rm -f "$times"' EXIT
# The yardstick, the Philox block, is measured whatever else is chosen. Repetitions take turns, so that a machine that
# slows down meanwhile slows all of them.
build/release/benchmarks/benchmarks --benchmark_filter="philox_block|${1:-.}" \
    --benchmark_repetitions="${REPETITIONS:-9}" --benchmark_enable_random_interleaving=true \
    --benchmark_min_time=0.2 --benchmark_out="$times" --benchmark_out_format=json > /dev/null 2>&1 ||
    { echo "benchmark.sh: a benchmark failed. Run build/release/benchmarks/benchmarks to see why." >&2; exit 1; }

/usr/bin/python3 - "$times" build/release/CMakeCache.txt <<'EOF'
import json, os, re, statistics, subprocess, sys

times = json.load(open(sys.argv[1]))["benchmarks"]
cache = open(sys.argv[2]).read()
compiler = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.*)$", cache, re.M)[1]
compiler = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
cpu = re.search(r"^model name\s*:\s*(.*)$", open("/proc/cpuinfo").read(), re.M)
known = {"name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions", "repetition_index",
         "threads", "iterations", "real_time", "cpu_time", "time_unit"}

measured = {}  # (benchmark, unit): one value per repetition
for run in times:
    if run["run_type"] != "iteration":
        continue
    for unit in run.keys() - known:
        measured.setdefault((run["run_name"].split("/")[0], unit), []).append(run[unit])


def in_words(value, unit):
    """0.0000000067 s per draw -> 6.70; 31200000 -> 31.2 million."""
    if unit == "time/draw":
        return f"{value * 1e9:.2f}"
    return f"{value / 1e6:.1f} million" if value >= 1e6 else f"{value:,.0f}"


yardstick = statistics.median(measured["philox_block", "time/draw"])
print(f"{yardstick * 1e9:.2f} ns per Philox block; {cpu[1] if cpu else 'unknown CPU'}; {compiler}")
print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} over the last minute, this program included")
print()
print(f"{'benchmark':<22}{'median':>16}  {'unit':<18}{'range':>34}{'runs':>6}")
for (name, unit), values in sorted(measured.items()):
    spread = f"{in_words(min(values), unit)} to {in_words(max(values), unit)}"
    shown = "ns a draw" if unit == "time/draw" else unit
    print(f"{name:<22}{in_words(statistics.median(values), unit):>16}  {shown:<18}{spread:>34}{len(values):>6}")
EOF
