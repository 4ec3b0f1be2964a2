#!/usr/bin/env bash
# Checks of comparing scenarios: 1, scenarios that do nothing; 2, what common random numbers are worth; 3, each policy moves
# what lies downstream; 4, going on from snapshots, which are refused when they are not this run's; 6, what a comparison of
# England costs. Prints every figure with its bound; exits 1 if any is missed.
#
#   scripts/checks/compare.sh            a quarter of an hour: whole England
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/checks/lib.sh
hearth=build/release/hearth
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
export PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1

# Those of a policy: they have a grade of evidence. The null scenario is first.
mapfile -t scenarios < <(grep -l '^evidence: ' configs/scenarios/*.yaml | grep -v /null.yaml | xargs -n 1 basename -s .yaml)
mapfile -t policies < <(grep -hoP '^  - \K\w+(?=:$)' $(printf 'configs/scenarios/%s.yaml ' "${scenarios[@]}") | sort -u)

# 1
nothing_is_done() {
    local words=(--scenario null) found
    for scenario in "${scenarios[@]}"; do words+=(--scenario "$scenario"); done
    for policy in "${policies[@]}"; do words+=(--set "$policy.strength=0"); done
    found="$("$hearth" compare england_2019 "${words[@]}" --months 24 --replicates 1 -o "$scratch/nothing.h5" 2> "$scratch/said" |
        grep -c ": identical to the baseline")" || { cat "$scratch/said" >&2; return 1; }
    echo "$found of $((1 + ${#scenarios[@]})) identical"
    ((found == 1 + ${#scenarios[@]}))
}

# 2 Some GBP 29m a year: 2% more places over five years.
pairing() {
    "$hearth" compare england_2019 --scenario continuous_campaign --set recruitment_campaign.start=2019-10 \
        --set recruitment_campaign.spending=600 --months 60 --replicates 24 -q -o "$scratch/pairs.h5" 2> "$scratch/said" ||
        { cat "$scratch/said" >&2; return 1; }
    /usr/bin/python3 scripts/checks/pairing.py "$scratch/pairs.h5"
}

# test_of PROGRAM WHICH
test_of() {
    local said
    said="$(build/release/tests/test_"$1" "$2" --use-colour no)" || { tail -n 20 <<< "$said" >&2; echo failed; return 1; }
    grep -oP 'in \K\d+ test cases?' <<< "$said"
}
from_snapshots() {
    HEARTH_BINARY=$hearth /usr/bin/python3 -m pytest -q -p no:cacheprovider tests/python/test_scenarios.py | tail -n 1
}

# 6 Peak memory of two replicates at once less that of one.
memory_of_a_replicate() {
    local one two
    one="$(peak_of 1)" two="$(peak_of 2)"
    echo "$((two - one)) MB ($one MB with one, $two MB with two)"
    ((two - one <= 200))
}
peak_of() {
    /usr/bin/time -f %M -o "$scratch/peak" "$hearth" compare england_2019 --scenario peer_support --scenario recruitment_hub \
        --scenario homes_programme --start 2021-04 --months 72 --replicates "$1" -q -o "$scratch/memory.h5" 2> "$scratch/said"
    echo "$(($(cat "$scratch/peak") / 1000))"
}

echo "Checks of comparisons at $(git describe --always --dirty)"
echo
row "#" what measured bound ""
check 1 "England, 24 months: null, and all at strength 0" "all identical" nothing_is_done
check 2 "England, 60 months: paired against independent seeds" "3x narrower" pairing
check 3 "each policy moves what lies downstream" "all tests pass" test_of market "[policies]"
check 4 "going on from a snapshot, every scenario" "all tests pass" from_snapshots
check 4 "snapshots altered or from elsewhere are refused" "all tests pass" test_of results "*napshot*"
check 6 "memory of each further replicate" "200 MB" memory_of_a_replicate
check 6 "England, 72 months, 3 scenarios, 10 replicates" "stated" /usr/bin/python3 scripts/checks/quick.py 1 1000 2000 \
    "$hearth" compare england_2019 --scenario peer_support --scenario recruitment_hub --scenario homes_programme \
    --start 2021-04 --months 72 --replicates 10 -q -o "$scratch/ten.h5"

conclude
