#!/usr/bin/env bash
# Do the Python examples of docs/extending work, in a copy of the tree: does the program with its line carry out the command, do
# the tests of the examples pass, and do they find wrong counts?
#
#   test_python.sh HEARTH_WITH_COMMAND TREE EXAMPLES_FOLDER
set -euo pipefail
with_command=$1 tree=$2 examples=$3
python=${HEARTH_PYTHON:-/usr/bin/python3}
"$python" -c "import h5py, matplotlib, pandas, pytest, xarray" 2> /dev/null || { echo "needs Python's packages"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { echo "FAILED: $1"; exit 1; }
mkdir -p "$folder/tests" "$folder/scripts"
cp -r "$tree/analysis" "$folder/analysis"
cp -r "$tree/tests/python" "$folder/tests/python"
cp -r "$tree/scripts/data" "$folder/scripts/data"
ln -s "$tree/configs" "$folder/configs"
for kind in analysis tests/python scripts; do cp -r "$examples/$kind/." "$folder/$kind"; done
cp "$with_command" "$folder/hearth"  # which finds the package beside it
export HEARTH_BINARY=$folder/hearth HEARTH_CONFIGS=$folder/configs PYTHONDONTWRITEBYTECODE=1 MPLBACKEND=Agg

tests() { (cd "$folder/tests/python" && "$python" -m pytest -q -p no:cacheprovider "$@"); }
examples_of_tests=(test_ages.py data/test_data_care_stock.py)
for test in "${examples_of_tests[@]}"; do
    [[ -f $examples/tests/python/$test ]] || fail "no page has $test"
done
tests "${examples_of_tests[@]}" test_imports.py || fail "the tests of the examples do not pass"

# A wrong count: FILE, what is right, what is wrong, and the test that has to find it.
finds() {
    cp "$folder/$1" "$folder/kept"
    sed -i "s/$2/$3/" "$folder/$1"
    cmp -s "$folder/$1" "$folder/kept" && fail "$1 has no '$2', whose change its test is to find"
    if tests "$4" > "$folder/said"; then fail "$4 passes with '$3' in place of '$2'"; fi
    grep -q "AssertionError" "$folder/said" || fail "$4 fails otherwise than by a wrong count"
    cp "$folder/kept" "$folder/$1"
}
finds analysis/hearth/ages.py "year=-1" "year=0" test_ages.py
finds scripts/data/care_stock.py "reference.panel(STOCK, year)" "reference.panel(STOCK, FIRST)" data/test_data_care_stock.py

"$folder/hearth" --help | grep -q "^  ages  " || fail "the help does not list the command"
"$folder/hearth" run tiny --months 12 -q -o "$folder/results.h5"
"$folder/hearth" ages "$folder/results.h5" > "$folder/said"
grep -q "^under 1 " "$folder/said" || fail "the command shows no table"
"$folder/hearth" run tiny --months 6 -q -o "$folder/short.h5"
if "$folder/hearth" ages "$folder/short.h5" 2> "$folder/said"; then fail "a run without a 31 March has ages"; fi
grep -q "has no 31 March" "$folder/said" || fail "no clear message of a run without a 31 March"
