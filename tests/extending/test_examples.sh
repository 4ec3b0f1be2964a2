#!/usr/bin/env bash
# Do the examples of docs/extending work? Is a policy at strength zero the baseline bit for bit, does one that remembers go on
# from a snapshot as if nothing had been, and does a process that changes nobody's life change nothing?
#
#   test_examples.sh HEARTH HEARTH_WITH_EXAMPLES TINY_CONFIG SCENARIOS_FOLDER
set -euo pipefail
hearth=$1 with_examples=$2 tiny=$3 scenarios=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { echo "FAILED: $1"; exit 1; }
digest() { "$@" -o "$folder/results.h5" | awk '$1 == "digest" {print $2, $4}'; }
run() { digest "$with_examples" run "$tiny" --months 60 "$@"; }

baseline=$(digest "$hearth" run "$tiny" --months 60)
[[ -n $baseline ]] || fail "no digest"
for policy in mentoring therapeutic_support few_mentors; do
    scenario=$scenarios/$policy.yaml
    early=(--scenario "$scenario" --start 2020-04)
    zero=$(run "${early[@]}" --set "$policy.strength=0")
    some=$(run "${early[@]}")
    echo "$policy: baseline $baseline, strength 0 $zero, strength 1 $some"
    [[ $zero == "$baseline" ]] || fail "strength 0 of $policy is not the baseline"
    [[ $some != "$baseline" ]] || fail "$policy changes nothing at strength 1"
    "$with_examples" compare "$tiny" "${early[@]}" --branch-at 2020-04 --months 60 -o "$folder/compare.h5" > "$folder/said"
    grep -q "^spending on policies" "$folder/said" || fail "the comparison of $policy has no table"
    again=$(run "${early[@]}" --snapshot-at 2021-02 "$folder/snapshot.h5")
    went_on=$(run "${early[@]}" --from "$folder/snapshot.h5")
    [[ $again == "$some" && $went_on == "$some" ]] || fail "$policy went on otherwise from a snapshot: $went_on"
done
for process in reviews placement_visits; do
    some=$(run --scenario "$scenarios/$process.yaml")
    [[ $some == "$baseline" ]] || fail "$process change somebody's life"
    again=$(run --scenario "$scenarios/$process.yaml" --snapshot-at 2021-02 "$folder/snapshot.h5")
    went_on=$(run --scenario "$scenarios/$process.yaml" --from "$folder/snapshot.h5")
    [[ $again == "$some" && $went_on == "$some" ]] || fail "$process went on otherwise from a snapshot: $went_on"
done
# With all answering there are offers enough to choose among.
all_answer=(--set shared.search_terms.answers.in_house=1 --set shared.search_terms.answers.agencies=1)
nearest=$(run "${all_answer[@]}")
cheaper=$(run "${all_answer[@]}" --set shared.search_terms.strategy=cheaper_of_equal)
[[ $cheaper != "$nearest" ]] || fail "the strategy chooses as the default does"
if "$hearth" run "$tiny" --scenario "$scenarios/mentoring.yaml" -o "$folder/results.h5" 2> "$folder/message"; then
    fail "a program without the process accepted it"
fi
grep -q "unknown process" "$folder/message" || fail "no clear message from a program without it"
