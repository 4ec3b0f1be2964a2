#!/usr/bin/env bash
# Installs what is missing, builds and passes all tests: C++ and Python.
#
#   scripts/test.sh          the release tests
#   scripts/test.sh --ci     also formatting, the sanitizers and the issues' checks that are short enough for CI
set -euo pipefail
cd "$(dirname "$0")/.."
run() { echo "+ $*"; "$@"; }

ci=()
if [[ "${1:-}" == "--ci" ]]; then ci=(--ci); fi

run scripts/install-dependencies.sh "${ci[@]}"
run cmake --preset release --log-level=WARNING
run cmake --build --preset release
run ctest --preset release
run env PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1 HEARTH_BINARY=build/release/hearth \
    /usr/bin/python3 -m pytest -q -p no:cacheprovider tests/python

if ((${#ci[@]} == 0)); then exit 0; fi

run scripts/check-format.sh
# Address and undefined behaviour: all C++ tests on the tiny county but those of the command line. Threads: the tests that
# use several.
run cmake --preset asan --log-level=WARNING
run cmake --build --preset asan --target test_agents test_core test_config test_results test_processes test_engine
run ctest --preset asan
run cmake --preset tsan --log-level=WARNING
run cmake --build --preset tsan --target test_core test_engine
run build/tsan/tests/test_core
run build/tsan/tests/test_engine
run scripts/checks/house.sh --short
