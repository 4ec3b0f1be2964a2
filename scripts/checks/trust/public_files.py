"""Files of other people that Hearth was tried on: what their authors' tools make of them, Hearth makes, too."""

from __future__ import annotations

from .rows import hearth, hold, last_line, scratch, row


@row("P10", "a scenario's name that is not UTF-8 is refused, with file and line")
def text_that_is_not_utf8() -> str:
    config = scratch() / "cafe.yaml"
    config.write_bytes(b"scenario: caf\xe9\n")
    done = hearth("check", config)
    return hold(done.code == 2 and "cafe.yaml:1" in done.err and "UTF-8" in done.err, last_line(done.err))
