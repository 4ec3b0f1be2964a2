#!/usr/bin/env bash
# Nothing false leaves the program: what users tried and what once came of it, row by row, tried again. Prints each row with
# what was asked, what came, and whether it held; exits 1 if any is missed. The rows are in scripts/checks/trust.
#
#   scripts/checks/trust.sh             all rows
#   scripts/checks/trust.sh 2.1 2.2     these rows
set -euo pipefail
cd "$(dirname "$0")/../.."
[[ -x build/release/hearth ]] || { echo "build/release/hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
echo "What users tried, at $(git describe --always --dirty)"
echo
PYTHONPATH=analysis:scripts/checks PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 -m trust "$@"
