#!/usr/bin/env bash
# Checks of placements: 1, kinds, providers, distances, moves and lengths of a fitted run beside the published ones; 2,
# scarcity works; 3, feedbacks switch off to the bit, and threads change nothing; 4, what finding places costs; 5, the chain
# rules of the SSDA903 return in a whole run of England. Prints every figure with its bound; exits 1 if any is missed.
#
#   scripts/checks/placements.sh            all of them, a few minutes: whole England
#   scripts/checks/placements.sh --short    those that CI has time for: none
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/checks/lib.sh
hearth=build/release/hearth
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
[[ "${1:-}" == "--short" ]] && { echo "placements.sh: nothing short enough for CI"; exit 0; }
export PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1

# run_england FILE OPTION...
run_england() {
    local file="$1"
    shift
    "$hearth" run england_2019 -q -o "$file" "$@" 2> "$scratch/said" || { cat "$scratch/said" >&2; exit 1; }
}

# One function for each check. A further check is a further function, and a line at the end.

# 1 After the fit: 31 March 2020 and 2021, up to which the model is fitted.
beside_the_published_figures() {
    run_england "$scratch/fitted.h5" --months 24
    /usr/bin/python3 scripts/checks/placements.py "$scratch/fitted.h5" || missed=$((missed + 1))
}

# 2, 3 The tests say n, alpha and the least effect, and fail when the feedback is off.
market_tests() {
    local passed
    passed="$(build/release/tests/test_market "$1" --use-colour no | tail -n 2)"
    echo "$passed" | tr -s '\n=' ' '
    grep -q "All tests passed" <<< "$passed"
}

digest_with_threads() { run_england "$scratch/threads.h5" --months 24 --threads "$1" && digest_of "$scratch/threads.h5"; }
digest_of() { /usr/bin/python3 -c 'import sys, hearth; print("{digest}  contents {digest_of_contents}".format(**hearth.open(sys.argv[1]).provenance))' "$1"; }

# 4 Placements per second of the days of a month, on one thread, at 30% and 100% of areas.
placements_a_second() {
    build/release/benchmarks/benchmarks --benchmark_filter="$1" --benchmark_repetitions=7 --benchmark_format=json 2> /dev/null |
        /usr/bin/python3 -c '
import json, sys
rates = sorted(run["placements/s"] for run in json.load(sys.stdin)["benchmarks"] if run["run_type"] == "iteration")
print(f"median {rates[len(rates) // 2]:,.0f} ({rates[0]:,.0f} to {rates[-1]:,.0f}) a second")
sys.exit(rates[len(rates) // 2] < float(sys.argv[1]))' "$2"
}

# 5 The whole record of a run, as England's councils would return it.
chain_rules() {
    run_england "$scratch/england.h5" --months 72
    check 5 "England, 72 months: episodes obey the rules" "0 violations" \
        /usr/bin/python3 scripts/checks/stability.py obeys_the_rules "$scratch/england.h5"
}

echo "Checks of placements at $(git describe --always --dirty)"
echo
beside_the_published_figures
echo
row "#" what measured bound ""
check 2 "scarcity works" "all tests pass" market_tests "[scarcity],[strategy],[pool],[agency_closure]"
check 3 "feedbacks off: no effect, to the bit" "all tests pass" market_tests "[off]"
check 3 "England, 24 months: 1, 2, 7 threads" "one digest" \
    all_equal "$(digest_with_threads 1)" "$(digest_with_threads 2)" "$(digest_with_threads 7)"
philox="$(nanoseconds_per_philox_block build/release/benchmarks/benchmarks)"
scaled() { awk -v bound="$1" -v philox="$philox" 'BEGIN { printf "%.2f", bound * (philox > 6.7 ? philox / 6.7 : 1) }'; }
rate="$(awk -v philox="$philox" 'BEGIN { printf "%.0f", 300000 * (philox > 6.7 ? 6.7 / philox : 1) }')"
check 4 "three regions: places found ($philox ns per Philox block)" "at least $rate a second" \
    placements_a_second market_regions "$rate"
check 4 "England: places found" "at least $rate a second" placements_a_second market_england "$rate"
check 4 "England, 72 months ($philox ns per Philox block)" "$(scaled 6) s, 1,000 MB" \
    /usr/bin/python3 scripts/checks/quick.py 5 "$(scaled 6)" 1000 "$hearth" run england_2019 -q -o "$scratch/quick.h5"
chain_rules

conclude
