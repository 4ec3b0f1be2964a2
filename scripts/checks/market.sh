#!/usr/bin/env bash
# The numbered checks of the issue "Market" that exist so far: 1, a fitted run beside the published figures, and the chain
# rules of the SSDA903 return on a whole England run. Prints every figure with its bound; exits 1 if any is missed.
#
#   scripts/checks/market.sh            all of them, a few minutes: whole England
#   scripts/checks/market.sh --short    those that CI has time for: none
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/checks/lib.sh
hearth=build/release/hearth
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
[[ "${1:-}" == "--short" ]] && { echo "market.sh: nothing short enough for CI"; exit 0; }
export PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1

# run_england FILE OPTION...
run_england() {
    local file="$1"
    shift
    "$hearth" run england -q -o "$file" "$@" 2> "$scratch/said" || { cat "$scratch/said" >&2; exit 1; }
}

# One function for each check. A further check is a further function, and a line at the end.

# 1 After the fit: 31 March 2020 and 2021, up to which the model is fitted.
beside_the_published_figures() {
    run_england "$scratch/fitted.h5" --months 24
    /usr/bin/python3 scripts/checks/market.py "$scratch/fitted.h5" || missed=$((missed + 1))
}

# The whole record of a run, as England's councils would return it.
chain_rules() {
    run_england "$scratch/england.h5" --months 72
    row "#" what measured bound ""
    check 1 "England, 72 months: episodes obey the rules" "0 violations" \
        /usr/bin/python3 scripts/checks/stability.py obeys_the_rules "$scratch/england.h5"
}

echo "Checks of the issue \"Market\" at $(git describe --always --dirty)"
echo
beside_the_published_figures
echo
chain_rules

conclude
