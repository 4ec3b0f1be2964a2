#!/usr/bin/env bash
# Checks of sweeps: 1, time; 2, killed and resumed; 3, Slurm; 4, torn and foreign parts, full disks;
# 5, one labelled file; 6, Saltelli's indices; 7, the study. Prints every figure with its bound; exits 1 if any is missed.
#
#   scripts/checks/sweeps.sh             some ten minutes
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/checks/lib.sh
hearth="$PWD/build/release/hearth"
[[ -x $hearth ]] || { echo "$hearth is not built: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
export PYTHONPATH=analysis:tests/python PYTHONDONTWRITEBYTECODE=1 HEARTH_BINARY=$hearth

measured() { /usr/bin/python3 scripts/checks/sweep_checks.py "$@"; }
tests_of() { /usr/bin/python3 -m pytest -q -p no:cacheprovider "$@" | tail -n 1; }
on_slurm() {
    local code=0
    scripts/checks/slurm.sh > "$scratch/slurm" 2>&1 || code=$?
    tail -n 1 "$scratch/slurm"
    cat "$scratch/slurm" >&2
    return $code
}
study() {
    "$hearth" sweep plan configs/sweeps/recruitment.yaml --set 'areas=["North East"]' -o "$scratch/study" -q
    "$hearth" sweep run "$scratch/study" 2> "$scratch/said" | head -n 1 &&
        "$hearth" sweep merge "$scratch/study" > "$scratch/merged"
}

echo "Checks of sweeps at $(git describe --always --dirty)"
echo
row "#" what measured bound ""
check 1 "200 runs on two threads; plan, status, merge" "1.1x half; 3%" measured time "$hearth"
check 2 "20 kills each, 1, 2 and 7 workers" "one digest, none repeated" measured kills "$hearth"
if [[ -x build/release/hearth-mpi ]] && command -v mpirun > /dev/null; then
    check 2 "20 kills of mpirun -np 4" "one digest, none repeated" measured kills "$hearth" mpirun -np 4 build/release/hearth-mpi
else
    skip 2 "20 kills of mpirun -np 4" "no MPI: apt-get install libopenmpi-dev openmpi-bin, and build again"
fi
if command -v slurmctld > /dev/null; then
    check 3 "submitted to Slurm, a task killed, submitted again" "all held" on_slurm
else
    skip 3 "submitted to Slurm" "no Slurm: apt-get install slurm-wlm munge"
fi
check 4 "torn, altered, foreign parts; stops; limits" "all tests pass" build/release/tests/test_sweep --use-colour no -r compact
check 4 "full disk, two sweeps, no folder; kills; one Dataset" "all tests pass" tests_of tests/python/test_sweep_{command,merged}.py
check 5 "1,000 shards merged" "5 s" measured shards "$hearth"
check 6 "Ishigami's function, n = 4096; missing points named" "all tests pass" \
    tests_of tests/python/test_sweep_{indices,effects,outputs,regression}.py
check 7 "the recruitment study, one region, 320 runs" "runs" study

conclude
