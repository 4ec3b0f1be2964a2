#!/usr/bin/env bash
# The check of the issue "Trust": what users tried and what came of it, row by row, and its numbered checks. Prints each row
# with what was asked, what came, and whether it held; exits 1 if any is missed.
#
#   scripts/checks/trust.sh             all rows
#   scripts/checks/trust.sh 2.1 2.2     these rows
set -euo pipefail
cd "$(dirname "$0")/../.."
[[ -x build/release/hearth ]] || { echo "build/release/hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
echo "Checks of the issue \"Trust\" at $(git describe --always --dirty)"
echo
PYTHONPATH=analysis:scripts/checks PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 -m trust "$@"
