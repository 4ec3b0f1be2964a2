#!/usr/bin/env bash
# Does the lever of CONTRIBUTING.md work, is it compared, and is strength zero the baseline bit for bit?
#
#   test_added_process.sh HEARTH HEARTH_WITH_MENTORING TINY_CONFIG SCENARIO
set -euo pipefail
hearth=$1 with_mentoring=$2 tiny=$3 scenario=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

digest() { "$@" --months 36 -o "$folder/results.h5" | awk '$1 == "digest" {print $2}'; }

baseline=$(digest "$hearth" run "$tiny")
zero=$(digest "$with_mentoring" run "$tiny" --scenario "$scenario" --set mentoring.strength=0)
some=$(digest "$with_mentoring" run "$tiny" --scenario "$scenario")
echo "baseline $baseline, strength 0 $zero, strength 1 $some"
[[ -n $baseline && $zero == "$baseline" ]] || { echo "FAILED: strength 0 is not the baseline"; exit 1; }
[[ $some != "$baseline" ]] || { echo "FAILED: the process changes nothing at strength 1"; exit 1; }
"$with_mentoring" compare "$tiny" --scenario "$scenario" --branch-at 2020-04 --months 36 -o "$folder/compare.h5" > "$folder/said"
grep -q "^spending on policies" "$folder/said" || { echo "FAILED: the comparison has no table"; exit 1; }
if "$hearth" check "$tiny" > /dev/null && ! "$hearth" run "$tiny" --scenario "$scenario" -o "$folder/results.h5" 2> "$folder/message"; then
    grep -q "unknown process" "$folder/message" || { echo "FAILED: no clear message from a program without it"; exit 1; }
else
    echo "FAILED: a program without the process accepted it"
    exit 1
fi
