"""What leaves the package: files that are whole or not there, and a sentence where the system takes no more.

    >>> with whole_file("moves.csv") as unfinished:
    ...     frame.to_csv(unfinished)
"""

from __future__ import annotations

import errno
import fcntl
import glob
import os
import socket
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Callable, Iterator, NoReturn, TextIO

FAILED = 1
#: The computer's trouble, not a mistake in what was asked for.
BAD_LUCK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE}


class NoRoom(Exception):
    """The system takes no more; the message says of what."""


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A new file beside `path`, which takes its place if the block ends well and is removed otherwise.

    A link stays, and the file that it leads to is written. What is no file, as /dev/stdout, is written to as it is:
    nothing can take its place. Raises `NoRoom` on a full disk, OSError where no file can be.
    """
    path = Path(path)
    try:
        if path.exists() and not path.is_file():
            yield path
        else:
            with _beside(Path(os.path.realpath(path))) as unfinished:
                yield unfinished
    except OSError as error:
        if error.errno in BAD_LUCK:
            raise NoRoom(f"{path}: can't be written ({error.strerror}). Free some room, or name another?") from None
        raise


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """A `whole_file` of this text."""
    with whole_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    of_this_machine = f"{path.name}.tmp.{socket.gethostname()[:40]}."
    _remove_leftovers(path.parent, of_this_machine)
    handle, name = tempfile.mkstemp(prefix=f"{of_this_machine}{os.getpid()}.", dir=path.parent)
    unfinished = Path(name)
    try:
        os.fchmod(handle, 0o666 & ~_umask())
        with suppress(OSError):  # where there are no locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # says that somebody is at it
        yield unfinished
        os.fsync(handle)  # or a power cut could leave the name without what is in it
        os.replace(unfinished, path)
    finally:
        os.close(handle)
        unfinished.unlink(missing_ok=True)


def _remove_leftovers(folder: Path, start: str) -> None:
    """What killed processes of this machine have left of a file: of ours, whose process is gone, that nobody has locked."""
    for leftover in folder.glob(f"{glob.escape(start)}*"):
        process = leftover.name[len(start) :].split(".")[0]
        if not process.isdecimal() or leftover.is_symlink() or Path("/proc", process).exists():
            continue
        with suppress(OSError), leftover.open("rb") as file:  # somebody is at it, or it is not ours to remove
            if os.fstat(file.fileno()).st_uid == os.geteuid():
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                leftover.unlink()


def run(main: Callable[[], int]) -> NoReturn:
    """Runs a command to the end of the process; what the system does not take is one sentence, and exit code 1."""
    if sys.stdout is not None:
        sys.stdout = _Output(sys.stdout)  # type: ignore[assignment]
    try:
        try:
            code: Any = main()
        except SystemExit as ended:  # of --help, and of words that are none
            code = ended.code
        if sys.stdout is not None:
            sys.stdout.flush()
    except NoRoom as error:
        code = _failed(f"hearth: {error}")
    except BrokenPipeError:  # somebody has seen enough
        code = 0
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing more to be told when the interpreter ends
    sys.exit(code)


class _Output:
    """The standard output, whose trouble is told apart from that of files."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._attempt(lambda: self._stream.write(text))

    def flush(self) -> None:
        self._attempt(self._stream.flush)

    def _attempt(self, step: Callable[[], Any]) -> Any:
        try:
            return step()
        except BrokenPipeError:
            raise
        except OSError as error:
            why = f"the output can't be written ({error.strerror}). Is the disk full, or the output closed?"
            raise NoRoom(why) from None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _failed(text: str) -> int:
    try:
        print(text, file=sys.stderr)
    except (OSError, AttributeError):
        pass  # nobody can hear it; the exit code says it
    return FAILED


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
