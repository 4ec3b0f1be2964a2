"""Plans of sweeps: what is refused before anything runs, what points are, and that a sealed plan is what was planned."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd

from hearth.sweep.seal import digest_of

from .rows import REPOSITORY, hearth, hold, last_line, made, row
from .sweeps import SPENDING, planned, refused, short, study

UNSEALED = f'"seal": "{"0" * 32}"'


def seal_anew(plan: Path, fact: str, value: str) -> None:
    """Changes a fact of plan.json and seals it as the program does: a digest of all of it, with zeros for the digest."""
    file = plan / "plan.json"
    text, facts = file.read_text(), json.loads(file.read_text())
    text = text.replace(f'"{fact}": {json.dumps(facts[fact])}', f'"{fact}": {json.dumps(value)}', 1)
    unsealed = text.replace(f'"seal": "{facts["seal"]}"', UNSEALED)
    file.write_text(unsealed.replace(UNSEALED, f'"seal": "{digest_of(unsealed.encode())}"'))


@row("3.2", "points of another tool: a CSV is enough")
def listed() -> str:
    file, plan = study("3.2", "design: list\nlist: points.csv\n")
    (file.parent / "points.csv").write_text("recruitment_campaign.spending\n100\n20000\n")
    made("sweep", "plan", file, "-o", plan, "-q")
    values = list(pd.read_csv(plan / "plan.csv")["recruitment_campaign.spending"])
    return hold(values == [100, 20000], f"points {values}")


@row("3.7", "another build of Hearth: refused by design, and docs say why")
def other_build() -> str:
    plan = planned("3.7", f"design: random\npoints: 2\n{SPENDING}", months=3)
    seal_anew(plan, "description", "ours")  # a plan that is sealed anew is read
    made("sweep", "run", plan, "-q")
    seal_anew(plan, "commit", "0123456789ab")
    done = hearth("sweep", "run", plan, "-q")
    said = " ".join((REPOSITORY / "docs" / "sweeps.md").read_text().split())
    is_explained = "another build of Hearth is refused, and no option mixes them: results of two programs" in said
    return hold(done.code == 2 and "0123456789ab" in done.err and is_explained, f"exit {done.code}: {last_line(done.err)}")


@row("3.11", "all mistakes of a sweep's file at once, by line, none that follows from another")
def typos() -> str:
    said = refused("3.11", "design: lhc\npoints: 4\nparameters:\n  recruitment_hub.strenght: {uniform: [0, 1]}\n")
    return hold("study.yaml:5" in said and "Did you mean 'lhs'" in said and "study.yaml:8" in said
                and "Did you mean 'strength'" in said and "points is not" not in said and "--set" not in said, short(said))


@row("P1", "what is no parameter of a process is refused by name, whatever its value at the first point")
def no_parameters() -> str:
    names = {"months": "[12, 6]", "start": "[2019-04, 2020-04]", "areas": "['[]', '[x]']", "seed": "[1, 2]",
             "replicates": "[1, 2]", "first_day_seed": "[1, 2]", "files.homes": "[a, b]"}
    for design in ("grid", "lhs\npoints: 2", "sobol\npoints: 2", "list\nlist: points.csv"):
        for name, values in names.items():
            file, plan = study(f"P1_{design[:4]}_{name}", f"design: {design}\n" + (
                "" if "list" in design else f"parameters: {{{name}: {{values: {values}}}}}\n"))
            (file.parent / "points.csv").write_text(f"{name}\n12\n6\n")
            done = hearth("sweep", "plan", file, "-o", plan, "-q")
            why = "no parameter of a process" in done.err or "all runs of a sweep share" in done.err
            hold(done.code == 2 and why and name in done.err and not plan.exists(),
                 f"{design.split()[0]}, {name}: exit {done.code}: {last_line(done.err)}")
    return f"{len(names)} names refused in 4 designs"


@row("P5", "a list of points is read as data tables are")
def list_reader() -> str:
    file, plan = study("P5", "design: list\nlist: points.csv\nparameters:\n  recruitment_campaign.spending: {uniform: [0, 9]}\n")
    points = file.parent / "points.csv"
    points.write_bytes(b'\xef\xbb\xbf"recruitment_campaign.spending",note\r\n"100","a, b"\r\n7,c\r\n')
    done = hearth("sweep", "plan", file, "-o", plan, "--no-probe")
    hold(done.code == 0 and "left out: note" in done.err, last_line(done.err))
    values = list(pd.read_csv(plan / "plan.csv")["recruitment_campaign.spending"])
    points.write_text("recruitment_campaign.spending\n1\n\n 2\n")
    said = hearth("sweep", "plan", file, "-o", file.parent / "other", "-q").err
    return hold(values == [100, 7] and "points.csv:3: blank line" in said and "points.csv:4:1: spaces" in said,
                f"points {values}; {short(' '.join(said.split()))}")


@row("P6", "normal: [0, 0.1, 0.85, 1] has mean 0.861 and standard deviation 0.0113")
def upper_tail() -> str:
    plan = planned("P6", "design: sobol\npoints: 256\nparameters:\n"
                         "  recruitment_campaign.highest_lift: {normal: [0, 0.1, 0.85, 1]}\n", months=3)
    values = pd.read_csv(plan / "plan.csv")["recruitment_campaign.highest_lift"]
    mean, sd = values.mean(), values.std()
    return hold(abs(mean - 0.8614) < 0.0005 and abs(sd - 0.0113) < 0.0005, f"mean {mean:.4f}, sd {sd:.4f}")


@row("R4", "plan.json is sealed whole: every reader refuses it altered, by name")
def sealed() -> str:
    plan = planned("sealed", f"design: saltelli\npoints: 2\n{SPENDING}")
    file = plan / "plan.json"
    whole = file.read_text()
    for old, new in (("looked_after", "looked_afterx"), ('"months": 12', '"months": 13'), ("0.", "1."), ('"seal": "', '"seal": "0')):
        file.write_text(whole.replace(old, new, 1))
        for command in (("run", plan), ("status", plan), ("show", plan, "--run", 0), ("merge", plan), ("extend", plan, "--replicates", 2),
                        ("analyse", plan, "--outputs", file)):
            done = hearth("sweep", *command)
            hold(done.code == 2 and f"{file}: was altered" in done.err, f"{command[0]}: exit {done.code}: {last_line(done.err)}")
    file.write_text(whole)
    made("sweep", "status", plan)
    shutil.rmtree(plan)
    return "4 alterations, 6 readers: refused by name, exit 2"
