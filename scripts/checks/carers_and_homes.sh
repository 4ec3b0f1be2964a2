#!/usr/bin/env bash
# Checks of carers, homes and spending: 1, a run beside the published record, fitted years and back-test; 2, feedbacks; 3, a
# burst of campaigning; 4, off-switches, threads and what it costs; 5, the model document and sources. Prints every figure
# with its bound; exits 1 if any is missed.
#
#   scripts/checks/carers_and_homes.sh            all of them, a quarter of an hour: whole England
#   scripts/checks/carers_and_homes.sh --short    those that CI has time for: 5
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/checks/lib.sh
mode="${1:-full}"
hearth=build/release/hearth
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
export PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1

# run_england FILE OPTION...
run_england() {
    local file="$1"
    shift
    "$hearth" run england_2019 -q --events none -o "$file" "$@" 2> "$scratch/said" || { cat "$scratch/said" >&2; exit 1; }
}

# One function for each check. A further check is a further function, and a line at the end.

# 1 To March 2023: the years of the fit, and those that no fit has read.
beside_the_published_record() {
    run_england "$scratch/supply.h5" --months 48
    /usr/bin/python3 scripts/checks/carers_and_homes.py "$scratch/supply.h5" || missed=$((missed + 1))
}

# 2, 3, 4 The tests say n, alpha and the least effect, and fail when the feedback is off. Either program may have them.
tests_of() {
    local program said found=0
    for program in processes market; do
        said="$(build/release/tests/test_$program "$1" --use-colour no)" || { tail -n 20 <<< "$said" >&2; echo failed; return 1; }
        grep -q "No tests ran" <<< "$said" && continue
        found=$((found + $(grep -oP 'in \K\d+(?= test case)' <<< "$said" || echo 0)))
    done
    echo "$found passed"
    ((found > 0))
}

digest_with_threads() { run_england "$scratch/threads.h5" --months 24 --threads "$1" && digest_of "$scratch/threads.h5"; }
digest_of() { /usr/bin/python3 -c 'import sys, hearth; print("{digest}  contents {digest_of_contents}".format(**hearth.open(sys.argv[1]).provenance))' "$1"; }

# 5 Every parameter has a source; what no figure holds is marked assumed, with a range; the ODD is that of the program.
with_sources() { "$hearth" describe england_2019 | tail -n 1 | grep ", 0 without source"; }
document_is_current() { /usr/bin/python3 scripts/odd.py "$hearth" --check && echo current; }

echo "Checks of carers and homes at $(git describe --always --dirty)"
echo
if [[ $mode != "--short" ]]; then
    beside_the_published_record
    echo
fi
row "#" what measured bound ""
if [[ $mode != "--short" ]]; then
    check 2 "strain, word of mouth, a hard year for carers" "all tests pass" tests_of "[supply]~[homes]~[cliff]~[burst]~[off]"
    check 2 "a hard year with a tenth more" "all tests pass" tests_of "[hard_year]"
    check 2 "occupancy opens homes" "all tests pass" tests_of "[homes]~[cliff]~[burst]~[off]"
    check 2 "forty years: no cliff" "all tests pass" tests_of "[cliff]"
    check 3 "a burst of campaigning" "all tests pass" tests_of "[burst]~[cliff]"
    check 4 "feedbacks off: no effect, to the bit" "all tests pass" tests_of "[off]~[burst]~[cliff]"
    check 4 "England, 24 months: 1, 2, 7 threads" "one digest" \
        all_equal "$(digest_with_threads 1)" "$(digest_with_threads 2)" "$(digest_with_threads 7)"
    philox="$(nanoseconds_per_philox_block build/release/benchmarks/benchmarks)"
    seconds="$(awk -v philox="$philox" 'BEGIN { printf "%.2f", 7 * (philox > 6.7 ? philox / 6.7 : 1) }')"
    check 4 "England, 72 months ($philox ns per Philox block)" "$seconds s, 1,100 MB" \
        /usr/bin/python3 scripts/checks/quick.py 5 "$seconds" 1100 "$hearth" run england_2019 -q -o "$scratch/quick.h5"
fi
check 5 "parameters with a source" "all" with_sources
check 5 "campaigns, support: assumed, with a range" "all" /usr/bin/python3 scripts/checks/assumed_parameters.py configs/england_2019.yaml
check 5 "docs/ODD.md" "as the program is" document_is_current

conclude
