"""One line about how far a fit is, on standard error: redrawn on a terminal, now and then in a log."""

from __future__ import annotations

import sys
import time

BETWEEN_LINES = 10.0  # seconds, in a log


class Progress:
    """Says round, what is being run, and how many runs were made."""

    def __init__(self, is_quiet: bool = False) -> None:
        self.is_quiet = is_quiet
        self.about = ""
        self._is_terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def say(self, about: str) -> None:
        """What is under way."""
        self.about = about

    def step(self, runs: int, seconds: float) -> None:
        """One more run."""
        if self.is_quiet:
            return
        text = f"{self.about}: {runs} run{'s' if runs != 1 else ''}, up to {seconds:.1f} s each"
        if self._is_terminal:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
        elif time.monotonic() - self._last >= BETWEEN_LINES:
            self._last = time.monotonic()
            print(text, file=sys.stderr, flush=True)

    def line(self, text: str) -> None:
        """Something worth keeping: a round's end."""
        if not self.is_quiet:
            print(("\r\033[K" if self._is_terminal else "") + text, file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._is_terminal and not self.is_quiet:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
