#!/usr/bin/env bash
# Checks of the children in care of a run of England: beside the published record, 2, how many there are, begin and end,
# and 3, who they are on the first day; 4, how often they move; 5, the chain rules of the SSDA903 return in the whole run;
# 6, every parameter has a source; 7, placements before the first day break as they do in a run;
# 8, who is there on the first day of other years; 9, each authority one and two years on. Threads, parts of the country and horizons are in program.sh.
# Prints every figure with model, published, difference, bound and held or MISSED; exits 1 if any is missed.
set -uo pipefail
cd "$(dirname "$0")/../.."
hearth=build/release/hearth
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
[[ "${1:-}" == "--short" ]] && { echo "children_in_care.sh: nothing short enough for CI"; exit 0; }
export PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
missed=0

"$hearth" run england_2019 -q -o "$folder/england.h5" || exit 1
"$hearth" run england_2019 -q -o "$folder/frozen.h5" --set care_entry.history=false --set leaving_care.history=false \
    --set unaccompanied_arrivals.history=false --set planned_moves.history=false --set placement_disruption.history=false || exit 1
/usr/bin/python3 scripts/checks/children_in_care.py "$folder/england.h5" "$folder/frozen.h5" || missed=1

echo "5  chain rules of the SSDA903 return, whole England"
/usr/bin/python3 - "$folder/england.h5" <<'PYTHON' || missed=1
import sys

import pandas as pd

import hearth
from hearth import ssda903

episodes = ssda903.episodes_of(hearth.open(sys.argv[1]))
broken = ssda903.check_episodes(episodes, last_day=pd.Timestamp("2025-03-31"))
print(f"  {len(episodes):,} episodes, {len(broken)} violations: {'held' if broken.empty else 'MISSED'}")
if not broken.empty:
    print(ssda903.violations_by_rule(broken).to_string())
sys.exit(not broken.empty)
PYTHON

echo "6  sources: $("$hearth" describe england_2019 | tail -n 1)"
"$hearth" describe england_2019 | tail -n 1 | grep -q ' 0 without source' || missed=1
/usr/bin/python3 scripts/checks/past_lives.py "$hearth" || missed=1
/usr/bin/python3 scripts/checks/first_days.py "$hearth" 2020 2021 2022 2023 || missed=1
echo "9  authorities"
/usr/bin/python3 scripts/checks/authorities.py "$hearth" || missed=1
exit "$missed"
