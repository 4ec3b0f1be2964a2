"""What is read is what was written: files that are no YAML, no text, not whole, too large, or somebody else's."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import h5py

from broken_yaml import FILES, SEED, broken_files, is_told, is_yaml, said_of

from .rows import HEARTH, REPOSITORY, Done, folder, hearth, hold, last_line, measured, row, scratch, tiny_run

#: What a check of a file that is too much may take: seconds, and MB, of which the file itself is 50.
AT_ONCE, MOST_MEMORY = 10, 300


def written(name: str, held: str | bytes) -> Path:
    """A file with this in it."""
    file = scratch() / name
    file.write_bytes(held.encode("utf-8") if isinstance(held, str) else held)
    return file


def said(name: str, held: str | bytes) -> Done:
    """`hearth check` of such a file."""
    return hearth("check", written(name, held))


@row("P9", "YAML that YAML forbids is refused at its line")
def yaml_that_yaml_forbids() -> str:
    done = said("forbidden.yaml", "extends: " + str(REPOSITORY / "configs/tiny.yaml") + "\nname: 'tiny' county\nmonths: 3\n")
    return hold(done.code == 2 and "forbidden.yaml:2:14: is not YAML" in done.err, last_line(done.err))


@row("#5", f"{FILES} broken YAML files: all that PyYAML refuses is refused; no crash, no silent default")
def broken_yaml() -> str:
    texts = broken_files(REPOSITORY / "configs", FILES, SEED)
    code, answers = said_of(HEARTH, texts, folder("broken"))
    broken = [answer for text, answer in zip(texts, answers) if not is_yaml(text)]
    missed = sum(not is_told(answer) for answer in broken)
    return hold(code == 2 and len(broken) > 100 and missed == 0,
                f"PyYAML refuses {len(broken)}, Hearth lets {missed} of these through; exit {code}")


@row("P10", "text that is not UTF-8 is refused in every YAML and CSV, with file and line")
def text_that_is_not_utf8() -> str:
    homes = (REPOSITORY / "configs/data/tiny/homes.csv").read_bytes()
    cases = {"cafe.yaml": b"scenario: caf\xe9\n", "homes.csv": homes.replace(b"private", b"priv\xe9", 1),
             "utf16.csv": homes.decode().encode("utf-16"), "utf16.yaml": "name: tiny\n".encode("utf-16")}
    faults = {name: said(name, held) for name, held in cases.items()}
    calibration = scratch() / "caf.yaml"
    calibration.write_bytes(b"config: caf\xe9\n")
    faults["caf.yaml"] = hearth("calibrate", calibration, "-o", scratch() / "fit")
    wrong = [name for name, done in faults.items() if done.code != 2 or f"{name}:" not in done.err or "UTF-8" not in done.err]
    return hold(not wrong, f"{len(cases) + 1} files, not refused: {wrong or 'none'}; {last_line(faults['cafe.yaml'].err)}")


@row("P11", "calibrations are as strict as configs: months: 012, seed: 1e3, seeds beyond 2^53")
def calibrations_are_strict() -> str:
    file = scratch() / "calibration.yaml"
    file.write_text("config: tiny\nmonths: 012\nseed: 1e3\nreplicates: 9007199254740993\n", encoding="utf-8")
    done = hearth("calibrate", file, "-o", scratch() / "fit")
    words = ("months = 012", "seed = 1e3", "replicates = 9007199254740993")
    return hold(done.code == 2 and all(word in done.err for word in words), "; ".join(done.err.splitlines()[:3]))


@row("P19", "a file open elsewhere, cut short, damaged, or no results file: told apart")
def files_open_elsewhere() -> str:
    file = scratch() / "elsewhere.h5"
    shutil.copy(tiny_run(), file)
    answers = []
    with h5py.File(file, "r+"):
        answers += [hearth("summary", file).err, hearth("stability", file).err]
    with file.open("rb+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        answers += [hearth("summary", file).err]
    with file.open("rb+") as stream:
        stream.truncate(100_000)
    cut = [hearth("summary", file).err, hearth("stability", file).err]
    file.write_text("not HDF5", encoding="utf-8")
    other = hearth("summary", file).err
    held = all("open in another program" in answer and "run again" not in answer for answer in answers)
    held &= all("is cut short" in answer and "another program" not in answer for answer in cut) and "not HDF5" in other
    return hold(held, "; ".join(map(last_line, (answers[0], *cut[:1], other))))


@row("R1", "every column of every table misspelt in turn: refused with file and line")
def misspelt_columns() -> str:
    copy = scratch() / "misspelt"
    shutil.copytree(REPOSITORY / "configs", copy)
    wrong, tried = [], 0
    for table in sorted((copy / "data/tiny").glob("*.csv")):
        if table.name not in (copy / "tiny.yaml").read_text(encoding="utf-8"):
            continue
        whole = table.read_text(encoding="utf-8")
        header, _, rows = whole.partition("\n")
        names = header.split(",")
        for at, name in enumerate(names):
            tried += 1
            table.write_text(",".join([*names[:at], name + "s", *names[at + 1 :]]) + "\n" + rows, encoding="utf-8")
            done = hearth("check", copy / "tiny.yaml")
            if done.code != 2 or f"{table.name}:1: missing column {name}. Did you mean" not in done.err:
                wrong.append(f"{table.name} {name}: {done.code} {last_line(done.err)}")
        table.write_text(whole, encoding="utf-8")
    return hold(not wrong and tried > 50, f"{tried} columns; not told: {'; '.join(wrong[:5]) or 'none'}")


@row("R13", f"counts and lines beyond reason are refused at once (in {AT_ONCE} s and {MOST_MEMORY} MB), and cut in the message")
def ceilings() -> str:
    copy = scratch() / "ceilings"
    shutil.copytree(REPOSITORY / "configs", copy)
    children = copy / "data/tiny/children.csv"
    lines = children.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    youngest = next(at for at, name in enumerate(lines[0].split(",")) if name.startswith("age_"))
    cells[youngest] = "99999999"
    children.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")
    files = (copy / "tiny.yaml", written("long.csv", "a,b\n" + "x" * 50_000_000 + "\n"),
             written("nested.yaml", "a: " + "[" * 3_000_000))
    asked = [measured("check", file) for file in files]
    messages = [one.done.err for one in asked]
    longest, most = max(one.seconds for one in asked), max(one.megabytes for one in asked)
    held = all(one.done.code == 2 and len(one.done.err) < 500 for one in asked) and longest < AT_ONCE and most < MOST_MEMORY
    told = all(words in message for words, message in zip(("children.csv:2:", "long.csv:2", "nested too deeply"), messages))
    said_of_each = "; ".join(last_line(message)[:90] for message in messages)
    return hold(held and told, f"{said_of_each}; at most {longest:.1f} s and {most:.0f} MB")


@row("R14", "control characters of inputs and results never reach the terminal")
def control_characters() -> str:
    file = scratch() / "owned.h5"
    shutil.copy(tiny_run(), file)
    with h5py.File(file, "r+") as opened:
        names = opened["area_name"].asstr()[()]
        names[:] = [name + "\x1b]0;owned\x07" for name in names]
        opened["area_name"][...] = names
    answers = [hearth("summary", file, "--by", "la"), said("e.yaml", "\x1b[31mname: 1\n"), said("q.yaml", 'name: "\\e[31m"\n'),
               said("e.csv", "a,\x1b[31m\n1,2\n"), hearth("run", "no\x1b[31m"), hearth("run", "tiny", "--set", "a\x1b[31m=1")]
    raw = [at for at, done in enumerate(answers) if "\x1b" in done.out + done.err or "\x07" in done.out + done.err]
    return hold(not raw and answers[0].code == 0, f"{len(answers)} asked, raw: {raw or 'none'}; {last_line(answers[1].err)}")


def ending(words: list[object], streams: str) -> int:
    """The exit code of `hearth` whose streams the shell has sent elsewhere."""
    command = " ".join(f"'{word}'" for word in [HEARTH, *words])
    environment = os.environ | {"HEARTH_CONFIGS": str(REPOSITORY / "configs")}
    return subprocess.run(["bash", "-c", f"{command} {streams}"], capture_output=True, check=False, env=environment).returncode


@row("R10", "messages that nobody can hear change no exit code; a whole file is a success")
def streams_that_fail() -> str:
    file = scratch() / "unheard.h5"
    short = ["run", "tiny", "--months", 13, "-o", file]
    codes = {"no config 2>full": ending(["run", "nope"], "2>/dev/full"), "check 2>full": ending(["check", "nope"], "2>/dev/full"),
             "run, all closed": ending(short, ">&- 2>&-"), "run >full": ending(short, ">/dev/full"),
             "describe >full": ending(["describe", "tiny"], ">/dev/full"), "describe closed": ending(["describe", "tiny"], ">&-")}
    whole = hearth("summary", file).code == 0
    said_why = subprocess.run(["bash", "-c", f"'{HEARTH}' schema >/dev/full"], capture_output=True, text=True, check=False).stderr
    return hold(list(codes.values()) == [2, 2, 0, 0, 1, 1] and whole and "No space left on device" in said_why,
                f"{codes}; {last_line(said_why)}")


@row("R11", "temporary files are new ones: no link is followed; what a killed run left is removed and named")
def temporary_files() -> str:
    place = folder("links")
    victim = place / "victim"
    victim.write_text("mine", encoding="utf-8")
    plant = f"cd '{place}'; ln -s victim r.h5.tmp.$$; exec '{HEARTH}' run tiny --months 1 -q -o r.h5"
    environment = os.environ | {"HEARTH_CONFIGS": str(REPOSITORY / "configs")}
    code = subprocess.run(["bash", "-c", plant], capture_output=True, check=False, env=environment).returncode
    held = code == 0 and victim.read_text(encoding="utf-8") == "mine" and not (place / "r.h5").is_symlink()
    gone = subprocess.Popen(["true"])
    gone.wait()
    left = place / f"k.h5.tmp.{os.uname().nodename[:40]}.{gone.pid}.abcdef"
    left.write_bytes(b"half")
    done = hearth("run", "tiny", "--months", 1, "-o", place / "k.h5")
    return hold(held and not left.exists() and left.name in done.err, f"exit {code}, victim untouched; {last_line(done.err)}")
