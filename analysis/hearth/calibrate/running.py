"""Starts the program for a fit, one process at a time, and ends it in order when the fit is to end."""

from __future__ import annotations

import ctypes
import signal
import subprocess
from dataclasses import dataclass
from typing import Callable, Sequence

from ..command_line import BAD_INPUT

INTERRUPTED = 130
LOOKS = 0.2  # seconds between two looks at what has been made
PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>


class RunFailed(Exception):
    """Something that the program could not do; the message is the program's own."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class Interrupted(Exception):
    """Ctrl-C or SIGTERM; the runs under way are lost, the others kept."""


@dataclass(frozen=True)
class Said:
    """How a process ended, and its words."""

    code: int
    out: str
    err: str


class Program:
    """The program, in a session of its own: Ctrl-C comes to us, and we tell it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.is_busy = self.is_stopping = False

    def run(
        self, arguments: Sequence[str], good: Sequence[int] = (0,), meanwhile: Callable[[], None] = lambda: None
    ) -> Said:
        """Waits for it; raises RunFailed with what it said if it ends with another code than these."""
        command = [self.path, *arguments]
        self.is_busy = True
        try:
            try:
                process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                           start_new_session=True, preexec_fn=_end_with_us)
            except OSError as error:
                raise RunFailed(
                    f"{self.path}: can't be started ({error.strerror}). Is it the program?", BAD_INPUT
                ) from None
            out, err = self._until_it_ends(process, meanwhile)
        finally:
            self.is_busy = False
        if self.is_stopping:
            raise Interrupted
        if process.returncode not in good:
            raise RunFailed(words_of(err, process.returncode, command), BAD_INPUT if process.returncode == BAD_INPUT else 1)
        return Said(process.returncode, out, err)

    def _until_it_ends(self, process: subprocess.Popen, meanwhile: Callable[[], None]) -> tuple[str, str]:
        is_told = False
        try:
            while True:
                if self.is_stopping and not is_told:
                    process.terminate()
                    is_told = True
                try:
                    return process.communicate(timeout=LOOKS)
                except subprocess.TimeoutExpired:
                    meanwhile()
        except BaseException:
            process.terminate()
            process.wait()
            raise


def _end_with_us() -> None:
    """A fit that is killed can tell nobody: its process then ends in order by itself."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def words_of(said: str, code: int, command: Sequence[str]) -> str:
    """What the program said, without its progress, and the command that it was."""
    words = [line for line in said.splitlines() if " months, " not in line] or [f"exit code {code}"]
    return "\n".join([*words, f"(from: {' '.join(command)})"])


def on_signals(program: Program) -> Callable[[], None]:
    """Ends the program on Ctrl-C and SIGTERM, and then the fit; returns what puts the handlers back."""
    def end(*_: object) -> None:
        is_first, program.is_stopping = not program.is_stopping, True
        if is_first and not program.is_busy:
            raise Interrupted

    old = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in old.items():
            signal.signal(number, handler)

    return restore


__all__ = ["INTERRUPTED", "Interrupted", "Program", "RunFailed", "Said", "on_signals", "words_of"]
