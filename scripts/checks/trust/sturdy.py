"""Files of others, full disks and settings that come to nothing: what once broke the program or let somebody in.

Their rows are R1 to R19; those about text and YAML are in `strict`, those about returns in `returns`, that about plans of
sweeps in `sweeps`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Callable

import h5py
import numpy as np

from .rows import HEARTH, Done, folder, hearth, hold, last_line, made, row, scratch, tiny_run


def altered(name: str, change: Callable[[h5py.File], None]) -> Path:
    """A copy of a run's results after `change` has been at it."""
    file = Path(shutil.copy(tiny_run(), scratch() / f"{name}.h5"))
    with h5py.File(file, "r+") as opened:
        change(opened)
    return file


def is_one_sentence(done: Done) -> bool:
    return done.code == 2 and len(done.err.strip().splitlines()) == 1 and "Traceback" not in done.err


def limited(*words: object) -> Done:
    """A command that may write files of 20 kB at most: to it, a full disk."""
    command = "trap '' XFSZ; ulimit -f 20; exec \"$@\""
    done = subprocess.run(["bash", "-c", command, "bash", HEARTH, *map(str, words)], capture_output=True, text=True)
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
    content = tiny_run().read_bytes()
    heaps = [at for at in range(0, len(content) - 4, 8) if content[at:at + 4] == b"GCOL"]
    draw = np.random.default_rng(3)
    file, refused, others = scratch() / "flipped.h5", 0, []
    for trial in range(600):
        flipped = bytearray(content)
        at = int(draw.choice(heaps) + draw.integers(256)) if trial % 2 else int(draw.integers(20_000))
        flipped[at] ^= 1 << int(draw.integers(8))
        file.write_bytes(flipped)
        done = hearth("summary", file)
        refused += done.code == 2
        if done.code not in (0, 2) or (done.code == 2 and not is_one_sentence(done)):
            others.append(f"byte {at}: exit {done.code}")
    return hold(not others and refused > 50, f"{refused} refused in one sentence, others: {', '.join(others) or 'none'}")


@row("R6", "links and storage outside a results file are not followed, nor a pipe waited for")
def links_to_elsewhere() -> str:
    def stored(opened: h5py.File) -> None:
        del opened["area_name"]
        opened.create_dataset("area_name", shape=(5,), dtype="S400", external=[("/etc/passwd", 0, 2000)])

    def linked(opened: h5py.File) -> None:
        del opened["area_name"]
        opened["area_name"] = h5py.ExternalLink("/etc/passwd", "/x")

    pipe = scratch() / "pipe.h5"
    os.mkfifo(pipe)
    asked = [hearth("summary", file, "--by", "la") for file in (altered("stored", stored), altered("linked", linked), pipe)]
    asked += [hearth("stability", scratch() / "stored.h5")]
    held = all(is_one_sentence(done) and "root:" not in done.out + done.err for done in asked)
    return hold(held, "; ".join(last_line(done.err).split(": ", 1)[-1][:60] for done in asked))


@row("R7", "a small file that claims billions of cells is refused at once")
def claims_of_much() -> str:
    def months(opened: h5py.File) -> None:
        del opened["month"]
        opened.create_dataset("month", shape=(2**61 + 9,), maxshape=(None,), dtype="i8", chunks=(64,))

    def areas(opened: h5py.File) -> None:
        del opened["area"]
        opened.create_dataset("area", shape=(200_000_000,), dtype=h5py.string_dtype(), chunks=(1_000_000,))

    asked = [hearth(command, altered(f"claims_{command}_{change.__name__}", change))
             for change in (months, areas) for command in ("summary", "stability")]
    return hold(all(is_one_sentence(done) for done in asked), last_line(asked[0].err))


@row("R8", "dimensions are those of the file's own months and areas")
def wrong_dimensions() -> str:
    def cut(opened: h5py.File) -> None:
        scales = [dimension[0] for dimension in opened["looked_after"].dims]
        cells = opened["looked_after"][:, :, :, :2]
        del opened["looked_after"]
        dataset = opened.create_dataset("looked_after", data=cells)
        for dimension, scale in zip(dataset.dims, scales):
            dimension.attach_scale(scale)

    done = hearth("summary", altered("cut", cut))
    return hold(is_one_sentence(done) and "looked_after" in done.err, last_line(done.err))


@row("R9", "Python refuses altered files with the program's words, without a traceback")
def python_readers() -> str:
    def of_no_codes(opened: h5py.File) -> None:
        opened["episodes/ls"][0] = 99

    def without_a_column(opened: h5py.File) -> None:
        del opened["episodes/rec"]

    asked = [hearth(*words) for change in (of_no_codes, without_a_column) for file in [altered(change.__name__, change)]
             for words in (("stability", file), ("episodes", file, "--ssda903", scratch() / "none"))]
    return hold(all(is_one_sentence(done) for done in asked), "; ".join(sorted({last_line(done.err)[-90:] for done in asked})))


@row("R12", "tables and settings whose first day cannot be are told, exit 2")
def first_days_that_cannot_be() -> str:
    done = hearth("run", "tiny", "-q", "--set", "starting_population.time_in_care.under_1=[0,0,0]", "-o", scratch() / "no.h5")
    return hold(is_one_sentence(done) and "time_in_care" in done.err, last_line(done.err))


@row("R16", "tables on a full disk: exit 1, nothing cut short under a final name")
def tables_on_a_full_disk() -> str:
    to = folder("full")
    done = limited("stability", tiny_run(), "--csv", to)
    left = sorted(file.name for file in to.iterdir())
    whole = all((to / name).read_text(encoding="utf-8").endswith("\n") and ".tmp." not in name for name in left)
    return hold(done.code == 1 and whole and "File too large" in done.err, f"{last_line(done.err)[-60:]}; left: {len(left)} whole")


@row("R17", "an output that takes no more is one sentence and exit 1")
def outputs_that_take_no_more() -> str:
    asked = [to_full_device("stability", tiny_run()), to_full_device("describe", "tiny")]
    held = all(done.code == 1 and len(done.err.strip().splitlines()) == 1 for done in asked)
    return hold(held, "; ".join(last_line(done.err) for done in asked))


@row("R18", "cells below zero, or of reals, are refused")
def cells_that_no_run_writes() -> str:
    def below_zero(opened: h5py.File) -> None:
        opened["looked_after"][...] = -1

    asked = [hearth(command, altered("below", below_zero)) for command in ("summary",)]
    return hold(all(is_one_sentence(done) and "below zero" in done.err for done in asked), last_line(asked[0].err))


@row("R19", "a results file says neither the computer's name nor where its files lie")
def brief_diaries() -> str:
    file = scratch() / "brief.h5"
    made("run", "tiny", "--months", "12", "-q", "-o", file)
    with h5py.File(file) as opened:
        diary = {name: str(value) for name, value in opened["diary"].attrs.items()}
    return hold("host" not in diary and "/" not in diary["command"], diary["command"])
