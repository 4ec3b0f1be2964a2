"""Takes the examples out of docs/extending, just as they stand there.

usage: extract_examples.py DOCS_FOLDER OUTPUT_FOLDER

A fenced block of C++, YAML, Python or CSV is the file that the text above it names last: `sim/policies/mentoring.cpp`, or
lines of it, if it is there already. What has not changed is not written again, so that it is not built again.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

KINDS = ("cpp", "yaml", "py", "csv")
PIECE = re.compile(rf"`([\w./]+\.(?:{'|'.join(KINDS)}))`|^```({'|'.join(KINDS)})\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page: str) -> dict[str, str]:
    """The files of one page and what is in them."""
    found: dict[str, str] = {}
    named = ""
    for path, language, text in PIECE.findall(page):
        if path:
            named = path
        elif not named.endswith(f".{language}"):
            sys.exit(f"a block of {language} stands under {named or 'no file'}. Name its file in the text above it.")
        else:
            found[named] = text
    return found


def main() -> None:
    pages, folder = sorted(Path(sys.argv[1]).glob("*.md")), Path(sys.argv[2])
    files: dict[str, str] = {}
    for page in pages:
        files |= examples(page.read_text(encoding="utf-8"))
    for path in [path for kind in KINDS for path in folder.rglob(f"*.{kind}")]:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
