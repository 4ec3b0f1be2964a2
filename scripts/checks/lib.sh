# shellcheck shell=bash
# What the scripts of checks share: a table of what was measured against what was asked. Sourced, not run.

missed=0
scratch="$(mktemp -d)"
trap 'umount "$scratch"/*/ 2> /dev/null || true; rm -rf "$scratch"' EXIT

row() { printf '%-2s  %-54s  %-44s  %-34s  %s\n' "$@"; }

# check NUMBER WHAT BOUND COMMAND...: held if the command succeeds. What it prints, one line, is what was measured; what
# it says on standard error is shown only if the check is missed.
check() {
    local number="$1" what="$2" bound="$3" measured
    shift 3
    if measured="$("$@" 2> "$scratch/errors")"; then
        row "$number" "$what" "$measured" "$bound" held
    else
        row "$number" "$what" "$measured" "$bound" MISSED
        tail -n 20 "$scratch/errors" | sed 's/^/        /'
        missed=$((missed + 1))
    fi
}

# skip NUMBER WHAT REASON
skip() { row "$1" "$2" "" "" "skipped ($3)"; }

# Says how many checks were missed; the exit code of the script.
conclude() {
    echo
    if ((missed == 0)); then echo "All held, in $SECONDS s."; else echo "$missed missed, in $SECONDS s."; fi
    ((missed == 0))
}

# all_equal TEXT...: "equal: TEXT", or the texts that differ.
all_equal() {
    local different
    mapfile -t different < <(printf '%s\n' "$@" | sort -u)
    if ((${#different[@]} == 1)) && [[ -n "$1" ]]; then echo "all $1"; else echo "differ: ${different[*]}" && false; fi
}

# differ TEXT TEXT
differ() {
    echo "$1, ${2:0:8}..."
    [[ -n "$1" && -n "$2" && "$1" != "$2" ]]
}

# refused CODE LINES FILE COMMAND...: does the command end with this exit code, with so many lines on standard error and
# none on standard output, and is there no file whose name begins with FILE?
refused() {
    local code="$1" lines="$2" file="$3" ended=0 said printed left
    shift 3
    "$@" > "$scratch/printed" 2> "$scratch/said" || ended=$?
    said="$(wc -l < "$scratch/said")"
    printed="$(wc -l < "$scratch/printed")"
    left="$(compgen -G "$file*" | wc -l)"
    echo "exit $ended, $said on stderr, $printed on stdout, $left left"
    cat "$scratch/said" >&2
    ((ended == code && said == lines && printed == 0 && left == 0))
}

# Runs a command that may write files of 20 kB at most: to a program that ignores the signal, a full disk.
on_full_disk() (
    trap '' XFSZ
    ulimit -f 20
    exec "$@"
)

# nanoseconds_per_philox_block BENCHMARKS: what this machine is, for bounds on time.
nanoseconds_per_philox_block() {
    "$1" --benchmark_filter='^philox_block$' --benchmark_repetitions=9 --benchmark_format=json 2> /dev/null |
        /usr/bin/python3 -c '
import json, sys
runs = json.load(sys.stdin)["benchmarks"]
print(next("%.2f" % (run["time/draw"] * 1e9) for run in runs if run["name"].endswith("_median")))'
}
