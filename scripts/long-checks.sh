#!/usr/bin/env bash
# The checks that CI has no time for: fresh clones, other compilers, whole England. Half a day on two cores, the
# most of it for the searches of the readers (scripts/checks/sturdy.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-dependencies.sh --long
for checks in scripts/checks/*.sh; do
    case $checks in
        */lib.sh | */slurm.sh) ;;  # sourced; part of sweeps.sh
        */sturdy.sh) "$checks" soak altered kills sanitizers fuzz ;;  # its rows are in trust.sh
        *) "$checks" ;;
    esac
done
