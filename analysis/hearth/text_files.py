"""Text that somebody has written, read as strictly as the program reads its configs: UTF-8, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

#: Bytes: a hundred times what is usual.
MOST = 4_000_000
#: What steers a terminal or a reader instead of being read; a carriage return only before a line feed is none.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")


class TextError(Exception):
    """The file is no text; the message says where and what to do."""


def read_text(file: Path) -> str:
    """The whole text, without its byte order mark, lines ended by line feeds. `OSError` if it can't be read."""
    with file.open("rb") as stream:
        held = stream.read(MOST + 1)
    if len(held) > MOST:
        raise TextError(f"{file}: is larger than {MOST // 1_000_000} MB (is it the right file?). Give a smaller one")
    if held.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TextError(
            f"{file}:1: is not UTF-8 (it is UTF-16, as 'Unicode' is called by some programs). Save the file as UTF-8?"
        )
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = error.object[: error.start]  # without its byte order mark, if it had one
        raise TextError(
            f"{file}:{_place(read.decode('utf-8'))}: is not UTF-8 (the byte 0x{error.object[error.start]:02X} is no "
            "letter). Save the file as UTF-8?"
        ) from None
    if found := CONTROL.search(text):
        raise TextError(
            f"{file}:{_place(text[: found.start()])}: the control character U+{ord(found[0]):04X} (is it a text file?). "
            "Remove it?"
        )
    return text.replace("\r\n", "\n")


def _place(before: str) -> str:
    """Line and column of what comes next."""
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
