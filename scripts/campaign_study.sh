#!/usr/bin/env bash
# The worked study of docs/campaign.md: GBP 10m a year on a campaign, on hubs, on peer support, or a third on each. Runs the
# comparison, writes figures and tables into FOLDER, and the tables and the figure of the page.
#
#   scripts/campaign_study.sh FOLDER                a quarter of an hour on two cores
#   nohup scripts/campaign_study.sh FOLDER > study.log &     in the background, with a log
set -euo pipefail
(($# == 1)) || { sed -n '2,6s/^# \?//p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder="$(realpath "$1")"
cd "$(dirname "$0")/.."
hearth=build/release/hearth
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
export PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1
run() { echo "+ $*"; "$@"; }

study=configs/studies/ten_million
words=()
for scenario in campaign hubs peer_support mix; do words+=(--scenario "$study/$scenario.yaml"); done
run "$hearth" compare england "${words[@]}" --uncertain --branch-at 2024-04 --months 132 --replicates 12 -o "$folder/study.h5"
run "$hearth" campaign "$folder/study.h5" --csv "$folder/england.csv" --json "$folder/england.json" --figures "$folder"
run "$hearth" campaign "$folder/study.h5" --by region --csv "$folder/regions.csv"
run /usr/bin/python3 scripts/campaign_study.py "$folder" docs
