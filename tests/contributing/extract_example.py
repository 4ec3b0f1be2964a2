"""Takes the example process and its scenario out of CONTRIBUTING.md, just as they stand there.

usage: extract_example.py CONTRIBUTING.md OUTPUT_FOLDER
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path


def block(text: str, language: str) -> str:
    """The one fenced block of a language."""
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, flags=re.MULTILINE | re.DOTALL)
    if len(found) != 1:
        sys.exit(f"CONTRIBUTING.md holds {len(found)} blocks of {language}, expected one")
    return textwrap.dedent(found[0])


def main() -> None:
    guide, folder = Path(sys.argv[1]).read_text(encoding="utf-8"), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mentoring.cpp").write_text(block(guide, "cpp"), encoding="utf-8")
    (folder / "mentoring.yaml").write_text(block(guide, "yaml"), encoding="utf-8")


if __name__ == "__main__":
    main()
