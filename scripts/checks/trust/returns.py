"""Returns as councils have them: what `hearth stability --ssda903` makes of them.

The clean returns are those of a council of a run of tiny; each row spoils a copy of them.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
from pathlib import Path
from typing import Callable

from dirtied_returns import WAYS

from .rows import folder, hearth, hold, last_line, made, row, scratch, tiny_run

COUNCIL = "T06000002"


@functools.cache
def clean() -> Path:
    """A council's whole returns, 2020 to 2025, without those of survivors."""
    new = scratch() / "clean" / COUNCIL
    new.parent.mkdir()
    made("episodes", tiny_run(), "--ssda903", new, "--la", COUNCIL)
    shutil.rmtree(new / "survivors_only")
    return new


def spoilt(name: str, change: Callable[[Path], object]) -> Path:
    """A changed copy of the clean returns, in a folder of the same name."""
    copy = folder(f"returns_{name}") / COUNCIL
    shutil.copytree(clean(), copy)
    change(copy)
    return copy


def edit(path: Path, old: str, new: str) -> None:
    """The first match of a pattern becomes something else."""
    text, changes = re.subn(old, new, path.read_text(), count=1)
    assert changes, f"{path} has no {old}"
    path.write_text(text)


def tables(returns: Path, *words: object) -> dict[str, object]:
    """Tables, total and by sex, of the returns."""
    return json.loads(made("stability", "--ssda903", returns, "--json", "--by", "sex", *words, cwd=scratch()))


@functools.cache
def clean_tables() -> dict[str, object]:
    return tables(clean())["tables"]


def refused(returns: Path, *words: object) -> str:
    """What is said of returns that are refused."""
    done = hearth("stability", "--ssda903", returns, *words, cwd=scratch())
    hold(done.code == 2, f"exit {done.code}: {last_line(done.err or done.out)}")
    return done.err.replace(f"{returns}/", "")


@row("2.2", "one day overlaps: tables without that child, counted and listed in faults.csv")
def one_fault_among_many() -> str:
    def overlap(copy: Path) -> None:
        file = copy / "2024" / "episodes.csv"
        lines = file.read_text().splitlines()
        line = next(at for at, (one, two) in enumerate(zip(lines, lines[1:])) if one[:9] == two[:9] and ",X1," in one)
        cells = lines[line].split(",")
        day = int(cells[7][:2])
        cells[7] = f"{day + 1 if day < 28 else day - 1:02}{cells[7][2:]}"
        lines[line] = ",".join(cells)
        file.write_text("\n".join(lines) + "\n")

    returns = spoilt("overlap", overlap)
    said = refused(returns)
    to = scratch() / "overlap_tables"
    out = made("stability", "--ssda903", returns, "--leave-out-faulty", "--csv", to)
    told = tables(returns, "--leave-out-faulty", "--faults", scratch() / "overlap.csv")
    listed = (to / "faults.csv").read_text()
    counted = [line for line in out.splitlines() if "children with a fault" in line]
    held = "--leave-out-faulty" in said and "without 1 of" in told["source"] and listed.count("\n") == 2
    held = held and "2024/episodes.csv" in listed and "DEC" in listed and counted == [
        "left out: 1 children with a fault in any of their rows (all of their rows, in all years)"
    ]
    return hold(held, f"{told['source']}; faults.csv: {last_line(listed)}")


@row("2.2 year", "a return is missing: a child's gap there is no fault")
def a_year_is_missing() -> str:
    came = []
    for year in range(2021, 2025):
        returns = spoilt(f"without_{year}", lambda copy: shutil.rmtree(copy / str(year)))
        out = made("stability", "--ssda903", returns, "--by", "sex")
        came += [line for line in out.splitlines() if line == f"left out: 1 years without a return: {year}"]
    return hold(len(came) == 4, "; ".join(came) or "not told")


@row("2.3", "ISO dates, names of columns in any case, extra columns, NULL, 00:00: read, and said")
def as_programs_export_them() -> str:
    def as_sql(cell: str) -> str:
        return re.sub(r"(..)/(..)/(....)", r"\3-\2-\1 00:00:00", cell) or "NULL"

    def export(copy: Path) -> None:
        for file in copy.rglob("*.csv"):
            lines = [line.split(",") for line in file.read_text().splitlines()]
            names = [name.title() for name in lines[0]]
            rows = [[as_sql(cell) for cell in row] for row in lines[1:]]
            text = [[*names, "YEAR_latest"], *([*row, "2025"] for row in rows)]
            file.write_text("".join(",".join(row) + "\n" for row in text))

    told = tables(spoilt("export", export))
    said = [*told["readings"], *(f"{entry['count']} {entry['what']}" for entry in told["left_out"])]
    named = [line for line in said if "NULL" in line or "YEAR_latest" in line]
    return hold(told["tables"] == clean_tables() and len(named) == 4, "; ".join(named))


@row("2.4", "small letters in the header are read; a column that lacks is told of the right table")
def small_letters() -> str:
    def lower(copy: Path) -> None:
        edit(copy / "2023" / "header.csv", "^CHILD,SEX,DOB,ETHNIC", "child,sex,dob,ethnic")

    def lacking(copy: Path) -> None:
        edit(copy / "2023" / "header.csv", "^CHILD,SEX,DOB,ETHNIC", "child,sex,dob,group")

    said = refused(spoilt("lacking", lacking)).splitlines()[0]
    held = tables(spoilt("lower", lower))["tables"] == clean_tables()
    return hold(held and said.startswith("2023/header.csv:1:") and "nearest is Header: it lacks ETHNIC" in said, said)


@row("2.5", "'episodes - Copy.csv' is known as a copy, and named")
def a_copy() -> str:
    returns = spoilt("copy", lambda copy: shutil.copy(copy / "2025/episodes.csv", copy / "2025/episodes - Copy.csv"))
    told = tables(returns)
    named = [f"{entry['count']} {entry['what']}" for entry in told["left_out"] if "Copy" in entry["what"]]
    held = told["tables"] == clean_tables() and len(named) == 1
    return hold(held and named[0].endswith("rows of episodes - Copy.csv, which repeats episodes.csv"), "; ".join(named))


@row("2.6", "workbooks are read, alone and beside CSVs")
def workbooks() -> str:
    into_books = next(way for way in WAYS if "workbook" in way.name).change
    returns = spoilt("books", into_books)
    alone = tables(returns)["tables"] == clean_tables()
    shutil.copytree(clean() / "2020", returns / "2020")
    (returns / "SSDA903 2020.xlsx").unlink()
    beside = tables(returns)["tables"] == clean_tables()
    return hold(alone and beside, "equal tables of " + " and ".join(["six workbooks"] * alone + ["five beside CSVs"] * beside))


@row("2.15", "a folder without --ssda903: the option is named")
def a_folder() -> str:
    done = hearth("stability", clean())
    return hold(done.code == 2 and f"--ssda903 {clean()}" in done.err, last_line(done.err))


@row("P12", "a first episode that does not start a period of care, or X1 before nothing: refused by line")
def chains() -> str:
    def continues(copy: Path) -> None:  # began in the first year, so what it goes on from would be there
        edit(copy / "2025" / "episodes.csv", r"(\d\d/(?:0[5-9]|1[0-2])/2024),S,", r"\1,P,")

    first = refused(spoilt("first", continues))
    held = re.search(r"2025/episodes.csv:\d+: RNE is not S, but .* \[(357|432, 433)\]", first)
    return hold(bool(held), next(line for line in first.splitlines() if "RNE is not S" in line))


@row("P13", "one typed year without a name for the file: that row is the fault, not all others")
def the_year_of_most_rows() -> str:
    def type_a_year(copy: Path) -> None:
        edit(copy / "2024" / "episodes.csv", r"(\d\d/\d\d)/2023,S,", r"\1/2032,S,")
        (copy / "2024").rename(copy / "return of last year")

    said = refused(spoilt("typed", type_a_year)).splitlines()
    return hold(len([line for line in said if "episodes.csv:" in line]) <= 3 and "354" in " ".join(said), said[0])


@row("P14", "years in names as people write them")
def years_in_names() -> str:
    written = ["2019–20", "2019 - 20", "2019.20", "2019 & 20", "2019to20", "2019/20", "SSDA903 Episodes 2019-20"]

    came = []
    for number, name in enumerate(written):
        def rename(copy: Path) -> None:
            (copy / name).parent.mkdir(exist_ok=True)
            (copy / "2020").rename(copy / name)
            for year in range(2021, 2026):
                shutil.rmtree(copy / str(year))

        out = made("stability", "--ssda903", spoilt(f"name_{number}", rename), "--year", "2020")
        came += re.findall(r"years to 31 March (\d+)\.", out)
    return hold(came == ["2020"] * len(written), f"{', '.join(written)}: {', '.join(came)}")


@row("P15", "hidden files, blank columns, columns of regional pipelines: passed over and named")
def files_beside() -> str:
    def beside(copy: Path) -> None:
        (copy / "2025" / "._episodes.csv").write_bytes(b"\0\5\26\7")
        (copy / "2025" / "~$returns.xlsx").write_bytes(b"\0")
        for name, more in (("episodes", ",Episode_source,,"), ("header", ",,")):
            file = copy / "2025" / f"{name}.csv"
            lines = file.read_text().splitlines()
            told = [lines[0] + more, *(line + more.replace("Episode_source", "merged") for line in lines[1:])]
            file.write_text("\n".join(told) + "\n")

    told = tables(spoilt("beside", beside))
    said = "; ".join([*told["readings"], *(entry["what"] for entry in told["left_out"])])
    names = ("._episodes.csv", "~$returns.xlsx", "Episode_source", "neither a name nor cells")
    held = all(name in said for name in names)
    return hold(held and told["tables"] == clean_tables(), said)


@row("P16", "faults in the order of files and lines, a count by kind first, a few of each kind")
def order_of_faults() -> str:
    def two_kinds(copy: Path) -> None:
        for file in copy.rglob("header.csv"):
            file.write_text(file.read_text().replace(",WBRI,", ",WXYZ,"))
        edit(copy / "2025" / "episodes.csv", r",S,", ",Q,")

    said = refused(spoilt("kinds", two_kinds)).splitlines()
    places = [(found[1], int(found[2])) for line in said if (found := re.match(r"(\d{4}/\w+\.csv):(\d+): ", line))]
    kinds = [line for line in said if line.startswith("  ")]
    held = places == sorted(places) and len(kinds) == 2 and any("RNE" in line for line in said[3:])
    return hold(held and len(places) == 6 and "more of these kinds" in " ".join(said), f"{said[0]} {'; '.join(kinds)}")


@row("R14 returns", "control characters of cells and columns are not sent to the terminal")
def control_characters() -> str:
    def steer(copy: Path) -> None:
        edit(copy / "2025" / "episodes.csv", r"\n(H\d+),", "\n\x1b]0;owned\x07,")
        edit(copy / "2025" / "header.csv", "^CHILD,", "CHILD\x1b[31m,")

    returns = spoilt("control", steer)
    said = refused(returns, "--show-values")
    (returns / "2025" / "header.csv").unlink()
    said += refused(returns, "--show-values")
    return hold("\x1b" not in said and "\x07" not in said and r"\x1b" in said, said.splitlines()[0])


@row("R15", "messages on returns show neither numbers of children nor cells, unless asked to")
def no_children_in_messages() -> str:
    def name_a_child(copy: Path) -> None:
        edit(copy / "2025" / "episodes.csv", r"\n(H\d+),", "\nJohn Smith 12.03.2009,")
        edit(copy / "2025" / "header.csv", r"^CHILD.*\n", "")  # the first line is a child's now

    def misspell(copy: Path) -> None:
        name_a_child(copy)
        shutil.copy(clean() / "2025" / "header.csv", copy / "2025" / "header.csv")

    said = refused(spoilt("no_header", name_a_child))
    misspelt = spoilt("name", misspell)
    said += refused(misspelt)
    shown = refused(misspelt, "--show-values")
    held = "John" not in said and not re.search(r"H\d{8}", said) and "John Smith" in shown
    return hold(held and "2025/header.csv:1: its first line" in said, said.splitlines()[0])


@row("#3", "40 dirtied copies: read with equal tables, or refused with file, line and remedy")
def forty_dirtied_copies() -> str:
    from test_stability_dirtied_returns import reading  # and pytest with it

    plain = reading(clean())
    read, not_so, refusals = 0, [], []
    for number, dirtied in enumerate(WAYS):
        came = reading(spoilt(f"dirtied_{number}", dirtied.change))
        if isinstance(came, list):
            refusals.append(dirtied.name)
            right = bool(dirtied.refused) and any(re.search(dirtied.refused, fault) for fault in came)
        else:
            right = came.equals(plain) and not dirtied.refused
            read += right
        not_so += [] if right else [dirtied.name]
    came = f"{read} read with equal tables, {len(refusals)} refused by line: {', '.join(refusals)}"
    return hold(not not_so and read + len(refusals) == 40, came + (f"; not so: {', '.join(not_so)}" if not_so else ""))
