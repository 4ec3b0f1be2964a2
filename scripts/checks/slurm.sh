#!/usr/bin/env bash
# A sweep on a real Slurm, of this one machine: tasks are told to stop, cancelled and killed while they run, the merge refuses
# the gaps, the sweep is submitted again, and its file is that of a sweep that nobody disturbed. Prints every figure with its
# bound; exits 1 if any is missed, 77 if there is no Slurm (packages slurm-wlm and munge).
#
#   scripts/checks/slurm.sh [HEARTH]     a minute; HEARTH is build/release/hearth if not given
set -euo pipefail
hearth="$(realpath "${1:-$(dirname "$0")/../../build/release/hearth}")"
cd "$(dirname "$0")/../.."
source scripts/checks/lib.sh
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
export PYTHONDONTWRITEBYTECODE=1

cluster="$scratch/cluster" folder="$scratch/study" log="$scratch/study/logs"
trap 'scripts/slurm/one_machine.sh stop "$cluster" || true; rm -rf "$scratch"' EXIT
unset "${!SLURM_@}" "${!SBATCH_@}" # in case this is itself a job of a cluster
found="$(scripts/slurm/one_machine.sh start "$cluster")" || exit $?
eval "$found"
cp "$hearth" "$scratch/hearth" # a sweep is refused by another build, and somebody may build meanwhile
hearth="$scratch/hearth"

tasks=4 runs=1200 options=(--cpus-per-task=1 --mem=500M --time=00:10:00)
flush=10 # seconds: of sweep run if it is not told otherwise
cat > "$scratch/study.yaml" << END
sweep: study
config: $PWD/configs/tiny.yaml
set: ["months=72", "recruitment_campaign.start=2019-06", "recruitment_campaign.strength=1"]
design: lhs
points: 300
replicates: 4
parameters:
  recruitment_campaign.spending: {uniform: [0, 400]}
  recruitment_campaign.highest_lift: {normal: [0.6, 0.2, 0.1, 1]}
END

# within SECONDS COMMAND...: does it succeed in that time?
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || { echo "waited in vain for: $*" >&2; return 1; }
        sleep 0.1
    done
}
field() { scontrol --oneliner show job "$1" | grep -oP "\b$2=\K\S+" | head -n 1; } # field JOB NAME
has_ended() {
    local state
    state="$(field "$1" JobState)" && [[ ! "$state" =~ ^(PENDING|CONFIGURING|RUNNING|STOPPED|SUSPENDED|COMPLETING)$ ]]
}
# The process of a job, in the words of scontrol listpids, which lists all jobs' if it is given none.
process_of() {
    local job
    job="$(squeue --noheader --jobs="$1" --format=%A 2> /dev/null)" && [[ -n "$job" ]] || return 1
    scontrol listpids "$job" 2> /dev/null | awk '$1 + 0 > 0 && !found {print found = $1} END {exit !found}'
}
# Has it used some tenths of a second? Then it makes runs, and hears signals.
is_at_it() {
    local process ticks
    process="$(process_of "$1")" || return 1
    ticks="$(awk '{print $14 + $15}' "/proc/$process/stat" 2> /dev/null)" && ((ticks >= 30))
}
has_part() { compgen -G "$folder/parts/*1of*$tasks*.h5" > /dev/null; }
submit() { # submit TASKS: sets array and merge, its jobs
    local said
    said="$("$hearth" sweep submit "$folder" --slurm --tasks "$1" -- "${options[@]}")" || return 1
    read -r array merge < <(sed -nE 's/^submitted: array ([0-9]+) .* merge ([0-9]+)$/\1 \2/p' <<< "$said")
}
# While other tasks of an array wait, scancel --signal reaches its task, but tries on for half a minute: it is not waited for.
tell() { # tell SIGNAL JOB
    local teller
    scancel --batch --signal="$1" "$2" 2> /dev/null &
    teller=$!
    within 20 has_ended "$2" || return 1
    kill "$teller" 2> /dev/null || true
}
# Four tasks. The first stands still for longer than flush, so that it brings a part to the disk, and is then killed, as by the
# end of its node; the second hears what Slurm says when time is nearly over; the third is cancelled; the fourth is left alone.
disturb() {
    local first since
    within 30 is_at_it "${array}_0" && first="$(process_of "${array}_0")" && kill -STOP "$first" && since=$SECONDS &&
        within 30 is_at_it "${array}_1" && tell USR1 "${array}_1" &&
        within 30 is_at_it "${array}_2" && scancel "${array}_2" || return 1
    while ((SECONDS < since + flush + 2)); do sleep 0.1; done
    kill -CONT "$first" && within 20 has_part && kill -KILL "$first" && within 40 has_ended "$merge"
}

kept() { grep -oP '^hearth: stopped; \K\d+(?= runs? (is|are) on the disk)' "$log/${first_array}_$1.log"; } # kept TASK
status() { "$hearth" sweep status "${2:-$folder}" --json | grep -oP "\"$1\": \K\d+"; } # status WHAT [FOLDER]
told_to_stop() { # told_to_stop TASK STATE
    local ended state
    ended="$(field "${first_array}_$1" ExitCode)" state="$(field "${first_array}_$1" JobState)"
    echo "$state, exit ${ended%:*}, $(kept "$1") runs kept"
    [[ "$state $ended" == "$2 75:0" ]] && (($(kept "$1") > 0 && $(kept "$1") < runs / tasks))
}
# What it kept is what is done but for the runs of the others.
killed() {
    local ended kept
    ended="$(field "${first_array}_0" ExitCode)" kept=$(($(status "done") - $(kept 1) - $(kept 2) - runs / tasks))
    echo "signal ${ended#*:}, $kept runs kept"
    [[ "$ended" == *:9 ]] && ((kept > 0 && kept < runs / tasks))
}
left_alone() {
    local ended
    ended="$(field "${first_array}_3" ExitCode)"
    echo "exit ${ended%:*}"
    [[ "$ended" == 0:0 ]]
}
gaps() {
    echo "$(status "done") done, $(status missing) missing, $(status failed) failed"
    (($(status missing) > 0 && $(status failed) == 0 && $(status "done") + $(status missing) == runs))
}
merge_refuses() {
    local ended said named
    ended="$(field "$first_merge" ExitCode)" said="$(cat "$log/merge_$first_merge.log")"
    named="$(grep -oP 'runs? (is|are) missing: \K\d+' <<< "$said")"
    echo "exit ${ended%:*}, names run $named and others"
    echo "$said" >&2
    ((${ended%:*} != 0)) && grep -qE ": $(status missing) runs? (is|are) missing: " <<< "$said" && [[ ! -e "$folder.h5" ]] &&
        "$hearth" sweep show "$folder" --run "$named" | grep -qx missing
}
made_once() {
    local task ended=()
    for ((task = 0; task < tasks - 1; ++task)); do ended+=("$(field "${array}_$task" ExitCode)"); done
    echo "$(status "done") done, $(status missing) missing, $(status repeated) repeated"
    [[ "$(all_equal "${ended[@]}")" == "all 0:0" ]] && (($(status "done") == runs && $(status repeated) == 0))
}
made_twice() {
    local part
    cp -r "$folder" "$scratch/twice"
    for part in "$scratch/twice/parts/"*1of*.h5; do cp "$part" "${part%.h5}_again.h5"; done
    echo "$(status repeated "$scratch/twice") repeated"
    (($(status repeated "$scratch/twice") > 0))
}
digest_of() { sed -n 's/^digest  //p' "$1"; }
same_digest() {
    local ended of_file
    ended="$(field "$merge" ExitCode)"
    [[ "$ended" == 0:0 ]] || { echo "exit ${ended%:*}"; cat "$log/merge_$merge.log" >&2; return 1; }
    of_file="$(/usr/bin/python3 -c 'import h5py, sys; print("{digest}  contents {digest_of_contents}".format(**h5py.File(sys.argv[1]).attrs))' "$folder.h5")"
    all_equal "$undisturbed" "$(digest_of "$log/merge_$merge.log")" "$of_file"
}
soon_enough() {
    echo "$SECONDS s"
    ((SECONDS <= 120))
}

echo "Checks of sweeps on Slurm ($(sinfo --version)) at $(git describe --always --dirty)"
echo "This machine: $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
echo
"$hearth" sweep plan "$scratch/study.yaml" -o "$folder" -q > /dev/null
"$hearth" sweep plan "$scratch/study.yaml" -o "$scratch/undisturbed" -q > /dev/null
submit "$tasks"
first_array="$array" first_merge="$merge"
disturb || { squeue >&2; tail -n 5 "$log"/* >&2; exit 1; }

row "#" what measured bound ""
check 1 "a task that hears SIGUSR1 while it runs" "FAILED, exit 75, runs kept" told_to_stop 1 FAILED
check 1 "a task that is cancelled while it runs" "CANCELLED, exit 75, runs kept" told_to_stop 2 CANCELLED
check 1 "a task that is killed after its first part" "signal 9, its part kept" killed
check 1 "a task that is left alone" "exit 0" left_alone
check 2 "status after that" "some missing, none failed" gaps
check 2 "the merge job" "not exit 0, names them, no file" merge_refuses
"$hearth" sweep merge "$folder" --partial -o "$scratch/partial.h5" > "$scratch/partial.log"

submit $((tasks - 1))
"$hearth" sweep run "$scratch/undisturbed" -q --flush 0.2 > "$scratch/said" 2>&1 ||
    { tail "$scratch/said" >&2; exit 1; }
"$hearth" sweep merge "$scratch/undisturbed" > "$scratch/undisturbed.log"
undisturbed="$(digest_of "$scratch/undisturbed.log")"
within 60 has_ended "$merge" || { squeue >&2; exit 1; }
check 3 "submitted again, as three tasks" "all done, 0 repeated" made_once
check 3 "a part copied, so that it can find something" "some repeated" made_twice
check 4 "digest: undisturbed, merge job's, its file's" "one digest" same_digest
check 4 "merged with the gaps, so that it can find something" "another digest" \
    differ "${undisturbed:0:8}" "$(digest_of "$scratch/partial.log")"
check 5 "time, with the cluster" "120 s" soon_enough

conclude
