#!/usr/bin/env bash
# The rows of the issue "Sturdy": files of others, full disks, closed outputs, settings that come to nonsense. Prints each row
# with what was asked, what came, and whether it held; exits 1 if any is missed.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec scripts/checks/trust.sh R1 R2 R3 R4 R6 R7 R8 R9 R10 R11 R12 R13 R14 "R14 returns" R15 R16 R17 R18 R19
