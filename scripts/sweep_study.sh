#!/usr/bin/env bash
# The recruitment study of docs/sweeps.md: plans, makes and merges the sweep configs/sweeps/recruitment.yaml for one region,
# and writes the page's figure and sentence.
#
#   scripts/sweep_study.sh FOLDER                a few minutes on two cores; killed, it goes on where it was
#   nohup scripts/sweep_study.sh FOLDER > study.log &     in the background, with a log
set -euo pipefail
(($# == 1)) || { sed -n '2,7s/^# \?//p' "$0" >&2; exit 2; }
folder="$(realpath -m "$1")"
cd "$(dirname "$0")/.."
hearth=build/release/hearth
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
export PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1
run() { echo "+ $*"; "$@"; }

[[ -e $folder/plan.json ]] || run "$hearth" sweep plan configs/sweeps/recruitment.yaml --set 'areas=["North East"]' -o "$folder"
run "$hearth" sweep resume "$folder"
run "$hearth" sweep merge "$folder" -o "$folder.h5"
run /usr/bin/python3 scripts/sweep_study.py "$folder.h5" docs
