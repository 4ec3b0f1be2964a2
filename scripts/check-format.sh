#!/usr/bin/env bash
# Is every C++ file as clang-format 14 would write it? `scripts/check-format.sh --fix` rewrites those that are not.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files '*.cpp' '*.hpp')
if [[ "${1:-}" == "--fix" ]]; then
    clang-format -i "${files[@]}"
else
    clang-format --dry-run --Werror "${files[@]}"
    echo "${#files[@]} files formatted"
fi
