#!/usr/bin/env bash
# Did results move? The tiny county's summary, number for number, against the one kept here.
#
#   test_tiny_summary.sh HEARTH TINY_CONFIG             compare
#   test_tiny_summary.sh HEARTH TINY_CONFIG --update    keep the new one: scripts/generate.sh does it; CHANGELOG.md says why it moved
set -euo pipefail
hearth=$1 config=$2
kept=$(dirname "$0")/tiny_summary.csv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$hearth" run "$config" --replicates 3 --quiet -o "$folder/results.h5"
"$hearth" summary "$folder/results.h5" --by la --csv > "$folder/summary.csv"
if [[ "${3:-}" == "--update" ]]; then
    cp "$folder/summary.csv" "$kept"
elif ! diff "$kept" "$folder/summary.csv" > "$folder/difference"; then
    head -20 "$folder/difference"
    echo "FAILED: results moved. If they should have: scripts/generate.sh $hearth, and say why in CHANGELOG.md."
    exit 1
fi
