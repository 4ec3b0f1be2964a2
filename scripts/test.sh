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
for sanitizer in asan tsan; do
    run cmake --preset "$sanitizer" --log-level=WARNING
    run cmake --build --preset "$sanitizer"
    run ctest --preset "$sanitizer"
done
run scripts/checks/house.sh --short
