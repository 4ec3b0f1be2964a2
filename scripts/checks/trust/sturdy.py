"""Files of others, full disks and settings that come to nothing: what once broke the program or let somebody in.

Their rows are R1 to R19; those about text and YAML are in `strict`, those about returns in `returns`, and R4, about plans
of sweeps, in `plans`.
"""

from __future__ import annotations

import functools
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import h5py
import numpy as np
import xxhash

import hearth as package
import hostile_results as hostile

from .rows import HEARTH, REPOSITORY, Done, folder, hearth, hold, last_line, made, measured, row, scratch, tiny_run

#: Of a snapshot, before what HDF5 writes.
SEAL_BYTES = 512
#: Seconds in which a file that claims much is refused: a command in Python takes two to begin.
AT_ONCE = 10


@functools.cache
def altered(change: hostile.Change) -> Path:
    """A copy of a run's results after `change` has been at it."""
    return hostile.altered(tiny_run(), scratch() / f"{change.__name__}.h5", change)


def is_one_sentence(done: Done) -> bool:
    return done.code == 2 and len(done.err.strip().splitlines()) == 1 and "Traceback" not in done.err


def limited(kilobytes: int, *words: object) -> Done:
    """A command that may write files of so many kB at most: to it, a full disk."""
    command = f"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\""
    done = subprocess.run(["bash", "-c", command, "bash", HEARTH, *map(str, words)], capture_output=True, text=True, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def to_full_device(*words: object) -> Done:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([HEARTH, *map(str, words)], stdout=full, stderr=subprocess.PIPE, text=True)
    return Done(done.returncode, "", done.stderr)


@row("R2", "settings inside their ranges that come to nonsense are told with month and parameter, exit 2")
def settings_that_come_to_nonsense() -> str:
    done = hearth("run", "tiny", "--set", "missing_episodes.complexity_ratio=20", "-q", "-o", scratch() / "nonsense.h5")
    return hold(is_one_sentence(done) and "complexity_ratio" in done.err and " in 20" in done.err, last_line(done.err))


@row("R3", "a results file with one flipped bit ends in a sentence, never in a signal: 600 bits")
def flipped_bits() -> str:
    file, refused, others = scratch() / "flipped.h5", 0, []
    for at, content in hostile.flipped_bits(tiny_run().read_bytes(), 600, seed=3):
        file.write_bytes(content)
        done = hearth("summary", file)
        refused += done.code == 2
        if done.code not in (0, 2) or (done.code == 2 and not is_one_sentence(done)):
            others.append(f"byte {at}: exit {done.code}")
    return hold(not others and refused > 50, f"{refused} refused in one sentence, others: {', '.join(others) or 'none'}")


@row("R5", "a snapshot whose rows somebody has changed and sealed again is refused or goes on, and nothing else: 100 times")
def resealed_snapshots() -> str:
    sound, altered_file, results = scratch() / "day.h5", scratch() / "resealed.h5", scratch() / "on.h5"
    made("run", "tiny", "--months", 13, "-q", "--snapshot-at", "2020-02", sound, "-o", results)
    draw, refused, others = random.Random(5), 0, []
    for trial in range(100):
        shutil.copy(sound, altered_file)
        with h5py.File(altered_file, "r+") as file:
            tables = [table for name, table in file["replicate_0"].items() if name != "row_counts" and table.size]
            table = draw.choice(tables)
            rows = table[()]
            cells = rows.view(np.uint8)
            cells[draw.randrange(cells.size)] = draw.randrange(256)
            table[...] = rows
            name = table.name
        seal_again(altered_file)
        done = hearth("run", "tiny", "--months", 13, "-q", "--from", altered_file, "-o", results)
        refused += done.code == 2
        if done.code not in (0, 2) or len(done.err.splitlines()) > 1:
            others.append(f"{name}: exit {done.code}, {last_line(done.err)}")
    hold(refused > 20 and not others, "; ".join(others[:3]) or f"only {refused} refused")
    return f"{refused} of 100 refused by a sentence, the others went on"


def seal_again(file: Path) -> None:
    """As the program seals: a first line, and the digest of all bytes behind the seal."""
    content = bytearray(file.read_bytes())
    first, _ = bytes(content[:SEAL_BYTES]).split(b"\n", 1)
    digest = xxhash.xxh3_128(bytes(content[SEAL_BYTES:])).hexdigest()
    seal = first + f"\nxxh3-128 of all that follows byte {SEAL_BYTES}: {digest}\n".encode()
    content[:SEAL_BYTES] = seal.ljust(SEAL_BYTES)
    file.write_bytes(content)


@row("R6", "links and storage outside a results file are not followed, nor a pipe waited for")
def links_to_elsewhere() -> str:
    pipe = scratch() / "pipe.h5"
    os.mkfifo(pipe)
    leading = (hostile.stored_elsewhere, hostile.linked_elsewhere, hostile.linked_softly, hostile.made_of_others)
    files = [*map(altered, leading), pipe]
    asked = [hearth(*words) for file in files for words in (("summary", file, "--by", "la"), ("stability", file))]
    held = all(is_one_sentence(done) and "root:" not in done.out + done.err for done in asked)
    return hold(held, "; ".join(last_line(done.err).split(": ", 1)[-1][:60] for done in asked[::2]))


@row("R7", f"a small file that claims billions of cells is refused at once: within {AT_ONCE} s")
def claims_of_much() -> str:
    asked = [measured(command, altered(change)) for change in (hostile.of_more_than_there_can_be, hostile.of_endless_areas,
                                                               hostile.of_endless_months)
             for command in ("summary", "stability")]
    longest, most = max(one.seconds for one in asked), max(one.megabytes for one in asked)
    held = all(is_one_sentence(one.done) for one in asked) and longest < AT_ONCE
    return hold(held, f"{last_line(asked[0].done.err)}; at most {longest:.1f} s and {most:.0f} MB")


@row("R8", "dimensions are those of the file's own months and areas")
def wrong_dimensions() -> str:
    asked = [hearth(command, altered(hostile.of_two_areas)) for command in ("summary", "stability")]
    return hold(all(is_one_sentence(done) and "looked_after" in done.err for done in asked), last_line(asked[0].err))


@row("R9", "Python refuses altered files with the program's words; altered events in one sentence, without a traceback")
def python_readers() -> str:
    other_words = []
    for change in hostile.HOSTILE:
        said = hearth("summary", altered(change)).err.strip()
        try:
            package.open(altered(change)).panel
            other_words.append(f"{change.__name__}: read")
        except package.ResultsError as error:
            other_words += [] if str(error) == said else [f"{change.__name__}: {error} | {said}"]
    asked = [hearth(*words) for file in map(altered, hostile.WITH_ALTERED_EVENTS)
             for words in (("stability", file), ("episodes", file, "--ssda903", scratch() / "none"))]
    held = not other_words and all(is_one_sentence(done) and "is damaged (episodes" in done.err for done in asked)
    return hold(held, f"{len(hostile.HOSTILE)} files, other words: {'; '.join(other_words) or 'none'}; of events: "
                f"{last_line(asked[0].err)[-90:]}")


@row("R12", "tables and settings whose first day cannot be are told, exit 2")
def first_days_that_cannot_be() -> str:
    nobody = [word for group in ("white", "mixed", "asian", "black", "other")
              for word in ("--set", f"shared.family_differences.ethnicity_ratio.{group}=0")]
    done = hearth("run", "tiny", "-q", *nobody, "-o", scratch() / "no.h5")
    return hold(is_one_sentence(done) and "ethnicity_ratio" in done.err, last_line(done.err))


@row("R16", "tables on a full disk: exit 1, those that fit are whole, nothing is cut short under a final name")
def tables_on_a_full_disk() -> str:
    everything, to = folder("everything"), folder("full")
    made("stability", tiny_run(), "--csv", everything)
    written = sorted(everything.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    kilobytes = -(-written[0].stat().st_size // 1024)  # the first table fits, and a later one does not
    done = limited(kilobytes, "stability", tiny_run(), "--csv", to)
    expected = {file.name: file.read_bytes() for file in written}
    left = list(to.iterdir())
    whole = [file for file in left if file.read_bytes() == expected.get(file.name)]
    return hold(done.code == 1 and "File too large" in done.err and whole == left and 0 < len(left) < len(written),
                f"{last_line(done.err)[-60:]}; left: {len(left)} of {len(written)}, {len(whole)} whole")


@row("R17", "an output that takes no more is one sentence and exit 1")
def outputs_that_take_no_more() -> str:
    asked = [to_full_device("stability", tiny_run()), to_full_device("describe", "tiny")]
    held = all(done.code == 1 and len(done.err.strip().splitlines()) == 1 for done in asked)
    return hold(held, "; ".join(last_line(done.err) for done in asked))


@row("R18", "cells below zero, or of reals, are refused, by the program, the package and stability")
def cells_that_no_run_writes() -> str:
    below, reals = altered(hostile.below_zero), altered(hostile.half_a_number)
    program = [hearth("summary", below), hearth("summary", reals), hearth("stability", reals)]
    words = ("has cells below zero", "is not of whole numbers", "is not of whole numbers")
    try:
        package.open(below).panel
        in_python = "read"
    except package.ResultsError as error:
        in_python = str(error)
    held = all(is_one_sentence(done) and said in done.err for done, said in zip(program, words)) and words[0] in in_python
    return hold(held, "; ".join(last_line(done.err) for done in program[:2]))


@row("R19", "/diary says neither the computer's name nor where files lie; the configuration keeps paths as they were written")
def brief_diaries() -> str:
    file, homes = scratch() / "brief.h5", Path(shutil.copy(REPOSITORY / "configs/data/tiny/homes.csv", scratch()))
    made("run", REPOSITORY / "configs/tiny.yaml", "--months", 1, "--set", f"files.homes={homes}", "-q", "-o", file)
    with h5py.File(file) as opened:
        diary = {name: str(value) for name, value in opened["diary"].attrs.items()}
        config = opened["provenance/config"].asstr()[0]
    here = rf"\b{re.escape(os.uname().nodename)}\b|/"
    told = [name for name, text in diary.items() if re.search(here, text)]
    as_written = str(homes) in config and str(REPOSITORY) not in config
    return hold("host" not in diary and not told and as_written, f"{diary['command']}; told by: {', '.join(told) or 'none'}")
