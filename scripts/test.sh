#!/usr/bin/env bash
# Installs what is missing, builds and passes all tests: C++ and Python.
#
#   scripts/test.sh          the release tests
#   scripts/test.sh --ci     also formatting, the sanitizers and the checks of the program that are short enough for CI
set -euo pipefail
cd "$(dirname "$0")/.."
run() { echo "+ $*"; "$@"; }

ci=()
if [[ "${1:-}" == "--ci" ]]; then ci=(--ci); fi

run scripts/install-dependencies.sh "${ci[@]}"
run cmake --preset release --log-level=WARNING
run cmake --build --preset release
run ctest --preset release --parallel "$(nproc)"
run env PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1 HEARTH_BINARY=build/release/hearth OMP_NUM_THREADS=1 \
    /usr/bin/python3 -m pytest -q -p no:cacheprovider -n auto --dist loadfile tests/python

if ((${#ci[@]} == 0)); then exit 0; fi

run scripts/check-format.sh
# Address and undefined behaviour: what reads and writes files, and whole runs of the tiny county. Threads: tasks by themselves,
# and whole runs side by side. Slurm: a sweep of the tiny county on a cluster of one machine; 77 is its word for "not to be had
# here".
run cmake --preset asan --log-level=WARNING
run cmake --build --preset asan --target test_config test_results test_engine test_sweep fuzz_targets
run ctest --preset asan --parallel "$(nproc)" --tests-regex '^(config|results|engine|sweep|fuzz_.*)$'
run cmake --preset tsan --log-level=WARNING
run cmake --build --preset tsan --target test_core test_sweep
for program in core sweep; do run "build/tsan/tests/test_$program"; done
run scripts/checks/slurm.sh || (($? == 77))
run scripts/checks/program.sh --short
