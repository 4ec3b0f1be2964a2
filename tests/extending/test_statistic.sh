#!/usr/bin/env bash
# Does the statistic of docs/extending count, does its test find wrong counts, and does it move nothing else?
#
#   test_statistic.sh HEARTH HEARTH_WITH_STATISTIC TINY_CONFIG ITS_TEST TEST_OF_A_WRONG_COUNT...
set -euo pipefail
hearth=$1 with_statistic=$2 tiny=$3 its_test=$4
shift 4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { echo "FAILED: $1"; exit 1; }
"$its_test" --use-colour no || fail "the test of the statistic does not pass"
for wrong in "$@"; do
    if "$wrong" --use-colour no > "$folder/said"; then fail "the test passes with a wrong count: $wrong"; fi
    grep -q "test cases: 1 | 1 failed" "$folder/said" || fail "$wrong ends otherwise than by a failed check"
done

digests() { "$1" run "$tiny" --months 36 -o "$folder/$2.h5" | awk '$1 == "digest" {print $2, $4}'; }
read -r record contents <<< "$(digests "$hearth" before)"
read -r record_with contents_with <<< "$(digests "$with_statistic" after)"
echo "record $record, with the statistic $record_with; contents $contents, with it $contents_with"
[[ -n $record && $record_with == "$record" ]] || fail "a statistic has changed what happens"
[[ $contents_with != "$contents" ]] || fail "the statistic is not in the results"

summary() { "$1" summary "$folder/$2.h5" --csv; }
summary "$with_statistic" after > "$folder/with.csv"
grep -q "two_disruptions_percent" "$folder/with.csv" || fail "the summary has no figure of it"
diff <(summary "$hearth" before) <(grep -v "two_disruptions_percent" "$folder/with.csv") || fail "other figures moved"
