#!/usr/bin/env bash
# The checks that CI has no time for: fresh clones, other compilers, whole England. Half an hour or so on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-dependencies.sh --long
for checks in scripts/checks/*.sh; do
    case $checks in
        */lib.sh | */slurm.sh | */sturdy.sh) ;;  # sourced; part of sweeps.sh; rows of trust.sh
        *) "$checks" ;;
    esac
done
