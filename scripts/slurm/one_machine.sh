#!/usr/bin/env bash
# A Slurm cluster of this one machine, to try things on: munged, slurmctld and slurmd, without systemd, as root or not.
# Everything of it is in one folder, its ports are its own, and only this machine reaches it. Needs slurm-wlm and munge.
#
#   eval "$(scripts/slurm/one_machine.sh start DIR)"     DIR is made if need be; sets SLURM_CONF for sbatch and its like
#   scripts/slurm/one_machine.sh stop DIR                ends its jobs and its daemons; DIR stays, with their logs
#
# Exits 77 when Slurm is not installed or can't be started here.
set -euo pipefail
PATH="$PATH:/usr/sbin:/sbin"
daemons=(slurmd slurmctld munged) # in the order in which they are stopped

if [[ $# != 2 || ! "$1" =~ ^(start|stop)$ ]]; then
    sed -n '2,/^set/s/^# \?//p' "$0" >&2
    exit 2
fi
mkdir -p "$2"
dir="$(cd "$2" && pwd)"
export SLURM_CONF="$dir/slurm.conf"

# The process of a daemon of this folder, if it lives (Z: it does not, but nobody has asked what became of it). A pid file
# may be older than the process that has its number.
process_of() {
    local process
    process="$(cat "$dir/$1.pid" 2> /dev/null)" || return 1
    [[ "$(cat "/proc/$process/stat" 2> /dev/null)" == "$process ($1) "[^Z]* ]] && echo "$process"
}
# within SECONDS COMMAND...: does it succeed in that time?
within() {
    local end=$((${EPOCHREALTIME/./} + $1 * 1000000))
    shift
    until "$@"; do
        ((${EPOCHREALTIME/./} < end)) || return 1
        sleep 0.1
    done
}

is_without_jobs() { [[ -z "$(squeue --noheader 2> /dev/null)" ]]; }
kill_jobs() { scontrol listpids 2> /dev/null | awk '$1 + 0 > 0 {print $1}' | xargs -r kill -KILL 2> /dev/null || true; }
is_gone() { ! process_of "$1" > /dev/null; }
stop() {
    local daemon process
    if process_of slurmctld > /dev/null && process_of slurmd > /dev/null && ! is_without_jobs; then
        squeue --noheader --format=%A | sort -u | xargs -r scancel 2> /dev/null || true
        within 10 is_without_jobs || kill_jobs
    fi
    for daemon in "${daemons[@]}"; do
        process="$(process_of "$daemon")" || continue
        kill "$process"
        within 10 is_gone "$daemon" || kill -KILL "$process"
        rm -f "$dir/$daemon.pid"
    done
}
if [[ "$1" == stop ]]; then
    stop
    exit 0
fi

missing=()
for daemon in "${daemons[@]}"; do command -v "$daemon" > /dev/null || missing+=("$daemon"); done
if ((${#missing[@]} > 0)); then
    echo "No ${missing[*]} here: install slurm-wlm and munge (apt-get install slurm-wlm munge)." >&2
    exit 77
fi
for daemon in "${daemons[@]}"; do
    ! process_of "$daemon" > /dev/null || { echo "A cluster runs in $dir already: $0 stop $dir" >&2; exit 2; }
done

give_up() { # give_up DAEMON
    local word
    word="$(tail -qn 1 "$dir/$1.said" "$dir/$1.log" 2> /dev/null | tail -n 1)" || true
    stop
    echo "Slurm (packages slurm-wlm and munge) can't be started here: $1 fails with \"$word\"; its log is $dir/$1.log." >&2
    exit 77
}
start() { "$@" > "$dir/$1.said" 2>&1 < /dev/null || give_up "$1"; }
is_up() { process_of "$1" > /dev/null; }
is_idle() { [[ "$(sinfo --noheader --format=%T 2> /dev/null)" == idle ]]; }

read -r controller node < <(/usr/bin/python3 -c '
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(each.getsockname()[1] for each in sockets))')
host="$(hostname -s)"
mkdir -p "$dir/state" "$dir/spool"
# Two processors at least, so that two jobs run at once: config_overrides lets a node have more than there are.
processors="$(nproc)"
megabytes="$(awk '/^MemTotal/ {print int($2 / 1024)}' /proc/meminfo)"
cat > "$SLURM_CONF" << END
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller
SlurmdPort=$node
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo="socket=$dir/munged.socket"
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation="$dir/state"
SlurmdSpoolDir="$dir/spool"
SlurmctldPidFile="$dir/slurmctld.pid"
SlurmdPidFile="$dir/slurmd.pid"
SlurmctldLogFile="$dir/slurmctld.log"
SlurmdLogFile="$dir/slurmd.log"
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
KillWait=2
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$((processors > 2 ? processors : 2)) RealMemory=$megabytes
PartitionName=main Nodes=ALL Default=YES
END

if [[ ! -e "$dir/munge.key" ]]; then (umask 077 && head -c 128 /dev/urandom > "$dir/munge.key"); fi
# --force: it dislikes folders that others can't enter, and those that they can.
start munged --force --key-file="$dir/munge.key" --socket="$dir/munged.socket" --pid-file="$dir/munged.pid" \
    --log-file="$dir/munged.log" --seed-file="$dir/munged.seed"
within 5 is_up munged || give_up munged
start slurmctld
within 5 is_up slurmctld || give_up slurmctld
start slurmd
within 15 is_idle || give_up slurmd
printf 'export SLURM_CONF=%q\n' "$SLURM_CONF"
