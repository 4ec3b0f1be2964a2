#!/usr/bin/env bash
# Renews what is generated in the tree, and says of each file whether it changed.
#
#   scripts/generate.sh build/release/hearth            after a change to parameters, measures, scenarios, docstrings or results
#   scripts/generate.sh build/release/hearth --check    changes nothing; exits 1 and names what is out of date
#
# The program and its tests are those of one build folder of this tree: what they declare is what is written. What takes longer
# or needs more has scripts of its own: the tables of configs/data (scripts/data/build.py), pictures (scripts/picture.py) and
# studies (scripts/campaign_study.sh, scripts/sweep_study.sh).
set -euo pipefail
refuse() { echo "generate.sh: $1" >&2; exit 2; }

(($# == 1)) || [[ $# == 2 && "$2" == "--check" ]] || refuse "say which program: scripts/generate.sh BUILD/hearth [--check]"
hearth="$(realpath -sm -- "$1")" checks="${2:-}"
cd "$(dirname "$0")/.."
build="$(dirname "$hearth")"
tests="$build/tests/test_results"
[[ -x $hearth && -x $tests ]] || refuse "$build lacks a program. Run: cmake --build $build --target hearth test_results"
# A test that renews a document does so in the tree that it was built from.
tree="$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$build/CMakeCache.txt" 2> /dev/null || true)"
[[ -n $tree && $tree -ef . ]] || refuse "$build was not built from $PWD. Name a program that was."

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
export PYTHONPATH=analysis PYTHONDONTWRITEBYTECODE=1
not_renewed=0

# renew FILE COMMAND...: the command writes the file; with --check it fails if it would write another.
renew() {
    local file="$1" ended=0
    shift
    cp "$file" "$scratch/before" 2> /dev/null || rm -f "$scratch/before"
    "$@" > "$scratch/said" 2>&1 || ended=$?
    if ((ended != 0)); then
        echo "$file: $([[ -n $checks ]] && echo out of date || echo could not be made)"
        tail -n 8 "$scratch/said" | cut -c 1-160 | sed 's/^/    /' >&2
        not_renewed=$((not_renewed + 1))
    elif cmp -s "$scratch/before" "$file"; then
        echo "$file: up to date"
    else
        echo "$file: changed"
        if [[ $file == tests/regression/* ]]; then echo "Results moved: CHANGELOG.md has to say why." >&2; fi
    fi
}

results_document() {
    local renewing=(env -u HEARTH_UPDATE)
    if [[ -z $checks ]]; then renewing=(env HEARTH_UPDATE=1); fi
    "${renewing[@]}" "$tests" "docs/results.md is what the declarations say" --warn NoTests --use-colour no
}
python() { /usr/bin/python3 "$@" ${checks:+"$checks"}; }
tiny_summary() {
    local keep=()
    if [[ -z $checks ]]; then keep=(--update); fi
    tests/regression/test_tiny_summary.sh "$hearth" configs/tiny.yaml "${keep[@]}"
}

renew docs/results.md results_document
renew docs/ODD.md python scripts/odd.py "$hearth" # its list of measures is that of docs/results.md
renew docs/scenarios.md python scripts/scenarios.py
renew docs/python.md python scripts/python_api.py
renew CONTRIBUTING.md python scripts/layers.py
renew tests/regression/tiny_summary.csv tiny_summary

if ((not_renewed > 0)); then
    if [[ -n $checks ]]; then echo "Run: scripts/generate.sh $1" >&2; fi
    exit 1
fi
