#!/usr/bin/python3
"""Changes a council's returns at random and reads them: read, or refused in words that name no child.

    tests/fuzz/ssda903.py --changes 300
    tests/fuzz/ssda903.py --seconds 1200 --seed 8

Exits 1 at the first change that ends in anything else, and says which.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "analysis"), str(HERE.parent / "python" / "stability"), str(HERE.parent / "python")]

import return_files  # noqa: E402
from stability_cases import CASES  # noqa: E402

from hearth import stability  # noqa: E402

YEARS = (2019, 2020, 2021)
#: Numbers of children that no message may show: unlike any other word of the returns.
SECRET = "QZX"
WORDS = [b"", b",", b";", b"\t", b'"', b"\r", b"\n", b"\x00", b"\x1b[2J", b"NULL", b"\xff", b"\xef\xbb\xbf", b"=1+1"]
WORDS += [b"31/02/2020", b"2020-13-01", b"99999999999999999999", b"-1", b"1e400", b"nan", b"U6", b"ZZ9", b"CHILD", b"DECOM"]
SLOWEST = 20.0  # seconds, of some hundredths


def clean_files(folder: Path) -> dict[Path, bytes]:
    """A council's returns, file by file, seen from the folder; children's numbers begin with SECRET."""
    of_lives = [case.lives[0] for name, case in CASES.items() if "authorit" not in name]
    return_files.write(folder, of_lives, YEARS)
    found = {}
    for file in sorted(folder.rglob("*.csv")):
        head, *rows = file.read_text().splitlines()
        found[file.relative_to(folder)] = "\n".join([head, *(SECRET + row for row in rows), ""]).encode()
    return found


def changed(content: bytes, chance: random.Random) -> bytes:
    """Bytes replaced, inserted, cut, doubled; cells and lines exchanged or emptied."""
    for _ in range(chance.randint(1, 6)):
        place, length = chance.randrange(len(content) + 1), chance.randint(0, 12)
        way = chance.randrange(7)
        if way == 0:
            content = content[:place] + chance.choice(WORDS) + content[place + length :]
        elif way == 1:
            content = content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
        elif way == 2:
            content = content[:place] + content[place + 10 * length :]
        elif way == 3:
            content = content[:place] + content[max(0, place - 40 * length) :]
        else:
            lines = [line.split(b",") for line in content.split(b"\n")]
            line = chance.choice(lines)
            cell = chance.randrange(len(line))
            if way == 4:
                line[cell] = chance.choice(WORDS)
            elif way == 5:
                line[cell] = chance.choice(chance.choice(lines))
            else:
                line[:] = [] if chance.random() < 0.3 else chance.choice(lines)
            content = b"\n".join(b",".join(cells) for cells in lines)
    return content


class Wrong(Exception):
    """What should not have come of reading returns."""


def is_read(folder: Path, leave_out_faulty: bool) -> bool:
    """Are the returns of the folder read, or refused as they ought to be?"""
    began = time.process_time()
    try:
        stability.read_returns(folder, leave_out_faulty=leave_out_faulty)
        read = True
    except stability.BadReturns as error:
        told = "\n".join(str(fault) for fault in error.faults)
        if not told or SECRET in told:
            raise Wrong(f"refused without a reason, or a child's number is shown: {told}") from error
        read = False
    except Exception as error:
        raise Wrong(traceback.format_exc()) from error
    if time.process_time() - began > SLOWEST:
        raise Wrong(f"took more than {SLOWEST:.0f} s")
    return read


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=sys.maxsize, help="how many changes at most")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="how much CPU time at most [s]")
    parser.add_argument("--seed", type=int, default=20190331)
    options = parser.parse_args()
    if options.changes == sys.maxsize and options.seconds == float("inf"):
        options.changes = 300
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_DATA, (2**31, 2**31))
    read = refused = 0
    with tempfile.TemporaryDirectory(prefix="hearth-fuzz-") as scratch:
        folder = Path(scratch) / "Gateshead"
        files = clean_files(folder)
        names = sorted(files)
        while read + refused < options.changes and time.process_time() < options.seconds:
            number = read + refused
            chance = random.Random(f"{options.seed}/{number}")
            which = chance.choice(names)
            for name in names:
                (folder / name).write_bytes(changed(files[name], chance) if name == which else files[name])
            try:
                if is_read(folder, leave_out_faulty=chance.random() < 0.5):
                    read += 1
                else:
                    refused += 1
            except Wrong as fault:
                print(f"change {number} of seed {options.seed}, {which}:\n{fault}", file=sys.stderr)
                return 1
    print(f"ssda903: {read + refused} changes, {read} read and {refused} refused")
    return 0


if __name__ == "__main__":
    sys.exit(main())
