#!/usr/bin/env bash
# What nothing breaks, and nobody gets in by: files of others, full disks, settings that nobody has tried, kills at any
# moment, readers searched for faults. Prints each part with what was asked, what came, and whether it held; exits 1 if any
# is missed.
#
#   scripts/checks/sturdy.sh                  all parts: some three hours on two cores
#   scripts/checks/sturdy.sh rows soak        these: rows, soak, altered, kills, sanitizers, fuzz
#   FUZZ_SECONDS=300 scripts/checks/sturdy.sh fuzz
#                                             each reader for so long (1,200 of CPU time if not said); what was found that
#                                             leads further is kept in build/fuzz/found, so that the next time goes on there
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/checks/lib.sh
hearth=build/release/hearth
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
export PYTHONPATH=analysis:scripts/checks PYTHONDONTWRITEBYTECODE=1
seconds="${FUZZ_SECONDS:-1200}"

last_line() { "$@" > "$scratch/printed" || { cat "$scratch/printed"; return 1; }; tail -n 1 "$scratch/printed"; }

# sanitized PRESET: all of the tests in C++, each program by itself so that one that is killed is seen.
sanitized() {
    cmake --preset "$1" --log-level=WARNING > "$scratch/said" && cmake --build --preset "$1" > "$scratch/said" ||
        { tail -n 5 "$scratch/said" >&2; return 1; }
    ctest --preset "$1" > "$scratch/said" || { grep -A 30 -E 'ERROR|WARNING|FAILED' "$scratch/said" | head -n 60 >&2; return 1; }
    grep 'tests passed' "$scratch/said"
}

# fuzzed TARGET: no signal, no hang, no leak, at most 2 GB, for so many seconds of CPU time.
fuzzed() {
    local found="build/fuzz/found/$1" fuzzer used=0
    mkdir -p "$found" "build/fuzz/crashes"
    "build/fuzz/tests/fuzz/fuzz_$1" "$found" "tests/fuzz/corpus/$1" -rss_limit_mb=2048 -timeout=60 \
        -artifact_prefix="build/fuzz/crashes/$1-" -print_final_stats=1 2> "$scratch/errors_of_fuzz" &
    fuzzer=$!
    while ((used < seconds)) && sleep 2 && kill -0 "$fuzzer" 2> /dev/null; do
        # its own and that of the copies of itself which read files that are damaged
        used=$(awk -v tick="$(getconf CLK_TCK)" '{ print int(($14 + $15 + $16 + $17) / tick) }' "/proc/$fuzzer/stat")
    done
    kill -USR1 "$fuzzer" 2> /dev/null || true  # libFuzzer ends with its figures, and exit code 0
    wait "$fuzzer" || { tail -n 40 "$scratch/errors_of_fuzz" >&2; return 1; }
    awk -v used="$used" '/number_of_executed_units/ { runs = $2 } /peak_rss_mb/ { peak = $2 }
         END { printf "%d executions in %d s, %d MB\n", runs, used, peak }' "$scratch/errors_of_fuzz"
}

parts=("$@")
((${#parts[@]})) || parts=(rows soak altered kills sanitizers fuzz)
echo "Checks of what nothing breaks at $(git describe --always --dirty)"
echo
row "#" what measured bound ""
for part in "${parts[@]}"; do
    case $part in
        rows)
            check 1 "every row of what failed once" "all held" last_line scripts/checks/trust.sh \
                R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R14 "R14 returns" R15 R16 R17 R18 R19
            ;;
        soak) check 3 "500 configurations that nobody has tried" "0 wrong" last_line /usr/bin/python3 -m sturdy.soak ;;
        altered) check 2 "results files altered, 3,000 ways" "0 wrong" last_line /usr/bin/python3 -m sturdy.altered ;;
        kills) check 4 "200 kills of seven commands" "no bad file, resumed work equal" last_line /usr/bin/python3 -m sturdy.kills ;;
        sanitizers)
            check 5 "address, undefined behaviour, assertions: all tests" "all pass" sanitized asan
            check 5 "threads: all tests" "all pass" sanitized tsan
            ;;
        fuzz)
            check 2 "the targets, built by clang" "built" last_line sh -c \
                'cmake --preset fuzz --log-level=WARNING && cmake --build --preset fuzz --target fuzz_targets'
            for target in yaml csv sweep plan snapshot results; do
                check 2 "fuzz: $target, $seconds s of CPU time" "no signal, hang, leak; 2 GB" fuzzed "$target"
            done
            check 2 "fuzz: SSDA903 returns, $seconds s of CPU time" "no traceback, no child's number" \
                last_line /usr/bin/python3 tests/fuzz/ssda903.py --seconds "$seconds"
            ;;
        *) echo "sturdy.sh: no part is called $part (rows, soak, altered, kills, sanitizers, fuzz)" >&2; exit 2 ;;
    esac
done
conclude
