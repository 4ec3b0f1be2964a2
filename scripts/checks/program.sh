#!/usr/bin/env bash
# Checks of the program as such: 1, a fresh clone builds and runs, quickly; 2, the same question gives the same bits, on any
# number of threads, for any part of the country and any number of months; 3, the results file explains itself; 4, what is
# wrong is said once and leaves no half-written file; 5, all tests, with sanitizers too; 6, a process is added by one file.
# Prints what was measured against what was asked; exits 1 if any is missed.
#
#   scripts/checks/program.sh            all of them, about a quarter of an hour
#   scripts/checks/program.sh --short    those that CI has time for: the tiny county and two authorities of England
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/checks/lib.sh
mode="${1:-full}"
is_full() { [[ "$mode" != "--short" ]]; }
ask() { scripts/checks/ask.py "$@"; }
export PYTHONDONTWRITEBYTECODE=1

cmake --preset release --log-level=WARNING > /dev/null
cmake --build --preset release > "$scratch/build" || { tail -n 20 "$scratch/build"; exit 1; }
hearth=build/release/hearth
tiny=(configs/tiny.yaml --replicates 3)
pair=(configs/england_2019.yaml --areas Leeds,Bradford --months 24)
england=(configs/england_2019.yaml)
run() { "$hearth" run "$@"; }
quietly() { run "$@" -q -o "$scratch/$name.h5"; } # name=... quietly CONFIG OPTION...
digest() { run "$@" -o "$scratch/digest.h5" | sed -n 's/^digest  //p'; }

nanoseconds="$(nanoseconds_per_philox_block build/release/benchmarks/benchmarks)"
seconds_allowed="$(awk "BEGIN {printf \"%.2f\", 6 * $nanoseconds / 6.7}")"
echo "Checks of the program at $(git describe --always --dirty)"
echo "This machine: $nanoseconds ns per Philox block (6.7 where the bounds were set), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
echo
row "#" what measured bound ""

# 1 A fresh clone works with the README's two commands; runs are quick and near the published numbers.
fresh_clone() {
    local home="$scratch/home" clone="$scratch/clone" began=$SECONDS
    mkdir "$home"
    git clone -q . "$clone" >&2
    for script in quickstart test; do
        (cd "$clone" && env -i HOME="$home" PATH=/usr/sbin:/usr/bin:/sbin:/bin "scripts/$script.sh") \
            > "$scratch/$script.log" 2>&1 || { echo "$script.sh failed"; tail -n 20 "$scratch/$script.log" >&2; return 1; }
    done
    git -C "$clone" status --porcelain | tee /dev/stderr > "$scratch/left"
    echo "both succeed in $((SECONDS - began)) s, $(wc -l < "$scratch/left") files left"
    [[ ! -s "$scratch/left" ]]
}
if is_full; then
    check 1 "fresh clone of $(git rev-parse --short HEAD): quickstart.sh, test.sh" "succeed, tree clean" fresh_clone
else
    skip 1 "fresh clone: quickstart.sh, test.sh" "full only"
fi
check 1 "hearth run tiny" "1 s" scripts/checks/quick.py 5 1 800 "$hearth" run configs/tiny.yaml -q -o "$scratch/tiny.h5"
if is_full; then
    check 1 "hearth run england, 72 months, two threads" "$seconds_allowed s (6 s at 6.7 ns), 800 MB" \
        scripts/checks/quick.py 5 "$seconds_allowed" 800 "$hearth" run "${england[@]}" --threads 2 -q -o "$scratch/england.h5"
    check 1 "England is whole" "153, 11.8 million" ask whole_england "$scratch/england.h5"
    for year in 2020 2021; do
        check 1 "looked after in England, 31 March $year" "within 5%" ask near_target "$year" 5 configs/targets/fit.csv \
            "$hearth" summary "$scratch/england.h5" --json
    done
else
    skip 1 "hearth run england: time, memory, 153 authorities, targets" "full only"
fi

# 2 The same question gives the same bits, however it is asked.
on_threads() {
    local digests=()
    for threads in 1 2 7 2; do digests+=("$(digest "$@" --threads "$threads")"); done
    all_equal "${digests[@]}"
}
tunables=glibc.cpu.hwcaps=-FMA,-AVX2
without_fma() { all_equal "$(digest "$@")" "$(GLIBC_TUNABLES=$tunables digest "$@")"; }
other_seed() { differ "$(digest "$@")" "$(digest "$@" --seed 2)"; }

check 2 "tiny on 1, 2, 7 and again 2 threads" "one digest" on_threads "${tiny[@]}"
check 2 "Leeds and Bradford on 1, 2, 7 and again 2 threads" "one digest" on_threads "${pair[@]}"
if is_full; then check 2 "England on 1, 2, 7 and again 2 threads" "one digest" on_threads "${england[@]}"; fi
if ask changes_libm "$tunables" > /dev/null; then effect="which changes libm"; else effect="WITHOUT effect on libm"; fi
check 2 "tiny with $tunables" "one digest; $effect" without_fma "${tiny[@]}"
check 2 "Leeds and Bradford, the same" "one digest; $effect" without_fma "${pair[@]}"
if is_full; then check 2 "England, the same" "one digest; $effect" without_fma "${england[@]}"; fi

with_clang() {
    cmake -S . -B "$scratch/clang" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=clang++ \
        -DHEARTH_TESTS=OFF --log-level=WARNING >&2
    cmake --build "$scratch/clang" --target hearth > "$scratch/clang.log" || { tail "$scratch/clang.log" >&2; return 1; }
    local ours
    ours="$(digest "$@")"
    all_equal "$ours" "$(hearth="$scratch/clang/hearth" digest "$@")"
}
if ! is_full; then
    skip 2 "a build by clang++" "full only"
elif ! command -v clang++ > /dev/null; then
    skip 2 "a build by clang++" "no clang++"
else
    check 2 "England by g++ and clang++" "one digest" with_clang "${england[@]}"
fi

# h5diff calls the references behind HDF5's dimension scales "not comparable"; its exit code says whether all else is equal.
h5diff_threads() {
    name=one quietly "$@" --threads 1
    name=seven quietly "$@" --threads 7
    local differences
    differences="$(h5diff -r --exclude-path /diary "$scratch/one.h5" "$scratch/seven.h5" | tee /dev/stderr |
        grep -c '^[1-9][0-9]* differences found' || true)"
    echo "$differences objects differ"
    h5diff --exclude-path /diary "$scratch/one.h5" "$scratch/seven.h5" > /dev/null
}
h5diff_seeds() {
    name=two quietly "$@" --seed 2
    local differences
    differences="$(h5diff -r --exclude-path /diary "$scratch/one.h5" "$scratch/two.h5" |
        grep -c '^[1-9][0-9]* differences found' || true)"
    echo "$differences objects differ"
    ((differences > 0))
}
check 2 "h5diff of 1 and 7 threads, without /diary" "nothing" h5diff_threads "${tiny[@]}"
check 2 "h5diff of two seeds, so that it can find something" "something" h5diff_seeds "${tiny[@]}"
check 2 "another seed" "another digest" other_seed "${tiny[@]}"

alone() { # alone NAME CODE CONFIG OPTION...
    name=alone quietly "${@:3}" --areas "$1" &&
        ask same_first_day "$scratch/alone.h5" "$scratch/together.h5" "$2"
}
name=together quietly configs/tiny.yaml
check 2 "Ashby alone: first day as in Tinyshire" "same keys and facts" alone Ashby T06000001 configs/tiny.yaml
name=together quietly "${pair[@]}"
check 2 "Leeds alone: first day as with Bradford" "same keys and facts" alone Leeds E08000035 configs/england_2019.yaml --months 24
if is_full; then
    cp "$scratch/england.h5" "$scratch/together.h5"
    check 2 "Leeds alone: first day as in England" "same keys and facts" alone Leeds E08000035 configs/england_2019.yaml
fi

beginning() {
    name=short quietly "$@" --months 24 && name=long quietly "$@" --months 120 &&
        ask beginning_of "$scratch/short.h5" "$scratch/long.h5"
}
check 2 "tiny: 24 months begin 120 months" "every measure equal" beginning "${tiny[@]}"
check 2 "Leeds and Bradford: 24 months begin 120 months" "every measure equal" beginning "${pair[@]:0:3}"
if is_full; then check 2 "England: 24 months begin 120 months" "every measure equal" beginning "${england[@]}"; fi

# 3 The results file explains itself.
name=tiny quietly "${tiny[@]}"
for engine in netcdf4 h5netcdf; do
    check 3 "xarray.open_dataset, $engine" "labelled, dated, units" ask labelled "$scratch/tiny.h5" "$engine"
done
dumps() {
    h5dump -H "$scratch/tiny.h5" > "$scratch/dump"
    echo "$(grep -c '"units"' "$scratch/dump") units, $(grep -c DIMENSION_LIST "$scratch/dump") DIMENSION_LIST"
    grep -q '"units"' "$scratch/dump" && grep -q DIMENSION_LIST "$scratch/dump"
}
check 3 "h5dump -H" "works, mentions both" dumps

# 4 What is wrong is said once, clearly, with the right exit code; nothing half-written is left.
golden() {
    local faults=tests/commands/seven_faults
    refused 2 7 "$scratch/x.h5" "$hearth" "$@" "$faults.yaml" &&
        diff <(sed 's#tests/commands/##g' "$scratch/said") "$faults.expected" >&2
}
check 4 "seven faults: hearth check" "exit 2, 7 lines as expected" golden check
check 4 "seven faults: hearth run" "exit 2, 7 lines as expected" golden run -o "$scratch/x.h5"
head -c 20000 "$scratch/tiny.h5" > "$scratch/cut.h5"
check 4 "truncated results: hearth summary" "exit 2, 1 line" refused 2 1 "$scratch/x.h5" "$hearth" summary "$scratch/cut.h5"
check 4 "unwritable: -o /proc/x.h5" "exit 2, 1 line, 0 left" refused 2 1 /proc/x.h5 "$hearth" run "${tiny[@]}" -o /proc/x.h5
mkdir "$scratch/read-only" "$scratch/small"
if mount -t tmpfs -o ro tmpfs "$scratch/read-only" 2> /dev/null; then
    check 4 "unwritable: a read-only file system" "exit 2, 1 line, 0 left" \
        refused 2 1 "$scratch/read-only/x.h5" "$hearth" run "${tiny[@]}" -o "$scratch/read-only/x.h5"
else
    skip 4 "unwritable: a read-only file system" "may not mount one"
fi
check 4 "unknown option" "exit 2, 1 line, 0 left" refused 2 1 "$scratch/x.h5" "$hearth" run "${tiny[@]}" --frobnicate
if mount -t tmpfs -o size=100k tmpfs "$scratch/small" 2> /dev/null; then
    check 4 "full disk: 100 kB" "exit 1, 1 line, 0 left" \
        refused 1 1 "$scratch/small/x.h5" "$hearth" run "${tiny[@]}" -o "$scratch/small/x.h5"
else
    skip 4 "full disk: 100 kB" "may not mount one"
fi
check 4 "full disk: ulimit -f" "exit 1, 1 line, 0 left" \
    refused 1 1 "$scratch/x.h5" on_full_disk "$hearth" run "${tiny[@]}" -o "$scratch/x.h5"

# 5 The tests.
tests_of() {
    local ended=0
    ctest --preset "$1" > "$scratch/tests" 2>&1 || ended=$?
    tail -n 30 "$scratch/tests" >&2
    grep -o '[0-9]*% tests passed.*' "$scratch/tests" || echo "no tests"
    return "$ended"
}
# Every test under asan, of which scripts/test.sh --ci leaves some out; those with threads under tsan.
sanitized() {
    local preset="$1" && shift
    { cmake --preset "$preset" --log-level=WARNING && cmake --build --preset "$preset" "$@"; } > "$scratch/build" 2>&1 ||
        { tail -n 20 "$scratch/build" >&2; echo "does not build"; return 1; }
    if [[ "$preset" == asan ]]; then
        tests_of asan
        return
    fi
    local program
    for program in test_core test_engine test_sweep; do
        "build/tsan/tests/$program" > "$scratch/tests" 2>&1 || { tail -n 20 "$scratch/tests" >&2; echo "$program failed"; return 1; }
    done
    echo "test_core, test_engine and test_sweep pass"
}
if is_full; then
    check 5 "ctest, release" "all pass" tests_of release
    check 5 "ctest, asan" "all pass" sanitized asan
    check 5 "tests with threads, tsan" "all pass" sanitized tsan --target test_core test_engine test_sweep
else
    skip 5 "ctest: release, asan and tsan" "scripts/test.sh --ci runs them"
fi

# 6 A policy, a process or a strategy is one file, and its section of a config.
extending() {
    local ended=0
    ctest --test-dir build/release -R '^extending$' > "$scratch/tests" 2>&1 || ended=$?
    tail -n 20 "$scratch/tests" >&2
    grep -o '[0-9]*% tests passed.*' "$scratch/tests"
    return "$ended"
}
ctest --test-dir build/release -N > "$scratch/tests"
if grep -qw extending "$scratch/tests"; then
    check 6 "policies, a process, a strategy, a file each" "their test passes" extending
else
    skip 6 "policies, a process, a strategy, a file each" "not built"
fi

conclude
