#!/usr/bin/env bash
# From a fresh clone to England's first results: installs what is missing, builds, runs, shows what was found.
# Prints each command, so that you can run them by hand elsewhere. Quick the second time.
set -euo pipefail
cd "$(dirname "$0")/.."
run() { echo "+ $*"; "$@"; }

run scripts/install-dependencies.sh
run cmake --preset release --log-level=WARNING
run cmake --build --preset release --target hearth
mkdir -p out
run build/release/hearth run england -o out/england.h5
run build/release/hearth summary out/england.h5 --by region --csv > out/england-by-region.csv
echo
echo "Written: out/england.h5 (everything) and out/england-by-region.csv (the same summary by region)."
echo "Next:    build/release/hearth --help        build/release/hearth describe england"
