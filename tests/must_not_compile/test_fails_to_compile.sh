#!/usr/bin/env bash
# Does a file compile as it stands, and fail for the reason in its first line (`// error: REASON`) once it does what is wrong?
#
#   test_fails_to_compile.sh FILE COMPILER [OPTION ...]
set -euo pipefail
file=$1
shift
reason="$(sed -n '1s#^// error: ##p' "$file")"
[[ -n $reason ]] || { echo "FAILED: the first line of $file gives no reason"; exit 1; }
"$@" "$file" || { echo "FAILED: it does not compile as it stands, so that it fails would mean nothing"; exit 1; }
said="$(mktemp)"
trap 'rm -f "$said"' EXIT
if "$@" -DWRONG "$file" > "$said" 2>&1; then echo "FAILED: what is wrong compiles"; exit 1; fi
grep -qF "$reason" "$said" || { echo "FAILED: not for the reason '$reason':"; head -n 20 "$said"; exit 1; }
echo "refused: $reason"
