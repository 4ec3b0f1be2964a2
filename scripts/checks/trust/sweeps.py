"""Sweeps, as a modeller with a cluster uses them: extended, disturbed, merged, analysed. What is asked of plans is in `plans`."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import h5py
import numpy as np
import pandas as pd

from .rows import HEARTH, REPOSITORY, folder, hearth, hold, last_line, made, row

CAMPAIGN = '"recruitment_campaign.start=2019-06", "recruitment_campaign.strength=1"'
SPENDING = "parameters: {recruitment_campaign.spending: {uniform: [0, 40000]}}\n"


def study(name: str, lines: str, months: int = 12, more: str = CAMPAIGN) -> tuple[Path, Path]:
    """A sweep's file in a folder of its own, and the folder of its plan, which is not there yet."""
    here = folder(f"sweeps_{name}")
    file = here / "study.yaml"
    wanted = f'"months={months}"' + (f", {more}" if more else "")
    file.write_text(f"sweep: study\nconfig: tiny\nset: [{wanted}]\nmeasures: [looked_after, enquiries]\n{lines}")
    return file, here / "plan"


def planned(name: str, lines: str, **words: object) -> Path:
    file, plan = study(name, lines, **words)
    made("sweep", "plan", file, "-o", plan, "-q")
    return plan


def refused(name: str, lines: str, **words: object) -> str:
    """What `plan` says of it, nothing having been written; all of its lines in one."""
    file, plan = study(name, lines, **words)
    done = hearth("sweep", "plan", file, "-o", plan, "-q")
    hold(done.code == 2 and not plan.exists(), f"exit {done.code}: {last_line(done.err)}")
    return " ".join(done.err.split())


def status(plan: Path) -> dict:
    return json.loads(made("sweep", "status", plan, "--json"))


def merged(plan: Path, *words: object) -> str:
    """The digests of all runs."""
    return re.search(r"digest +(\w+ +contents \w+)", made("sweep", "merge", plan, "-o", plan.with_suffix(".h5"), *words))[1]


def sizes_of_parts(plan: Path) -> list[int]:
    return [part.stat().st_size for part in (plan / "parts").iterdir()]


def short(text: str) -> str:
    return text if len(text) < 160 else f"{text[:157]}..."


def extension(name: str, design: str, points: tuple[int, int], replicates: tuple[int, int]) -> str:
    """A sweep extended, against one that was planned whole: the same plan and digest, no run made again."""
    lines = f"design: {design}\npoints: %d\nreplicates: %d\n{SPENDING}"
    plan = planned(name, lines % (points[0], replicates[0]), months=3)
    made("sweep", "run", plan, "-q")
    before = status(plan)["done"]
    made("sweep", "extend", plan, "--points", points[1], "--replicates", replicates[1])
    kept = status(plan)["done"]
    made("sweep", "run", plan, "-q")
    after = status(plan)
    whole = planned(f"{name}_whole", lines % (points[1], replicates[1]), months=3)
    made("sweep", "run", whole, "-q")
    same = merged(plan) == merged(whole) and (plan / "plan.csv").read_bytes() == (whole / "plan.csv").read_bytes()
    said = f"{before} runs, {kept} kept, {after['done']} in all, {after['repeated']} twice, digest {'same' if same else 'other'}"
    return hold(same and kept == before and after["repeated"] == 0, said)


@row("3.1", "more points and replicates of a plan; lhs, which does not nest, says what to do")
def extended() -> str:
    said = extension("3.1", "random", (6, 10), (2, 3))
    plan = planned("3.1_lhs", f"design: lhs\npoints: 4\n{SPENDING}")
    done = hearth("sweep", "extend", plan, "--points", 8)
    hold(done.code == 2 and "does not nest" in done.err and "sobol or random" in done.err, last_line(done.err))
    return said


@row("#6", "sobol from 64 to 128 points and 3 to 5 replicates: the digest of the whole, no run twice")
def check_six() -> str:
    return extension("check6", "sobol", (64, 128), (3, 5))


@row("3.3", "a merged sweep is opened in Python")
def opened() -> str:
    plan = planned("3.3", f"design: random\npoints: 2\n{SPENDING}")
    made("sweep", "run", plan, "-q")
    merged(plan)
    code = ("import sys; from hearth import sweep; d = sweep.open_merged(sys.argv[1]); "
            "print(dict(d.sizes)['run'], 'recruitment_campaign.spending' in d.coords)")
    done = subprocess.run(["/usr/bin/python3", "-c", code, str(plan.with_suffix(".h5"))], capture_output=True, text=True,
                          check=False, env={**os.environ, "PYTHONPATH": str(REPOSITORY / "analysis")})
    return hold(done.stdout.split() == ["2", "True"], done.stdout.strip() or last_line(done.stderr))


@row("3.6", "a time limit that was too low is changed")
def time_limit() -> str:
    plan = planned("3.6", f"design: random\npoints: 2\ntime_limit: 1\n{SPENDING}", months=72)
    made("sweep", "extend", plan, "--time-limit", 5)
    facts = json.loads((plan / "plan.json").read_text())
    done = hearth("sweep", "resume", plan, "--failed", "--missing", "--time-limit", 600, "-q")
    return hold(facts["time_limit"] == 5 and done.code == 0 and status(plan)["done"] == 2,
                f"plan has {facts['time_limit']} s, resume --time-limit 600 makes {status(plan)['done']} of 2")


@row("3.8", "two workers in one folder make no run twice")
def two_workers() -> str:
    plan = planned("3.8", f"design: random\npoints: 150\n{SPENDING}", months=24)
    command = [HEARTH, "sweep", "run", str(plan), "-q", "--threads", "1", "--flush", "0.1"]
    workers = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    codes = [worker.wait() for worker in workers]
    found = status(plan)
    by = len({part.name.rsplit("_", 1)[0] for part in (plan / "parts").iterdir()})
    return hold(codes == [0, 0] and found["done"] == 150 and found["repeated"] == 0 and by == 2,
                f"{by} workers, {found['done']} of 150 done, {found['repeated']} made twice")


@row("3.9", "a part for each run: merge --compact leaves one, and nothing is lost")
def compacted() -> str:
    plan = planned("3.9", f"design: random\npoints: 24\n{SPENDING}")
    made("sweep", "run", plan, "-q", "--flush", "0")
    before, digest = sizes_of_parts(plan), merged(plan)
    merged(plan, "--compact")
    after = sizes_of_parts(plan)
    return hold(len(before) == 24 and len(after) == 1 and sum(after) < sum(before) / 4 and merged(plan) == digest
                and status(plan)["done"] == 24,
                f"24 parts of {sum(before):,} bytes, then {len(after)} of {sum(after):,}, the same digest")


@row("3.10", "status: times and numbers as people say them, and its own examples")
def spoken() -> str:
    plan = planned("3.10", f"design: random\npoints: 400\n{SPENDING}", months=72)
    worker = subprocess.Popen([HEARTH, "sweep", "run", str(plan), "-q", "--threads", "1", "--flush", "0.1"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list((plan / "parts").glob("*.h5")) and time.monotonic() < deadline:
        time.sleep(0.05)
    running = made("sweep", "status", plan)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    killed, help_ = made("sweep", "status", plan), made("sweep", "status", "--help")
    said = next((line for line in running.splitlines() if "worker" in line), "(no worker)")
    return hold(re.fullmatch(r"1 worker makes 1 run: about [\d.]+ (s|min) left", said) is not None
                and "worker makes" not in killed and "core-hours" not in running
                and "sweep status study --watch" in help_ and "hearth run" not in help_, said)


@row("3.12", "regression and ranks for lhs, second order for saltelli")
def analysed() -> str:
    both = ("parameters:\n  recruitment_campaign.spending: {uniform: [0, 40000]}\n"
            "  recruitment_campaign.highest_lift: {uniform: [0.1, 1]}\n")
    came = []
    for design, index in (("lhs\npoints: 24", "PRCC"), ("saltelli\nsecond_order: true\npoints: 8", "S2")):
        plan = planned(f"3.12_{index}", f"design: {design}\n{both}", months=24)
        made("sweep", "run", plan, "-q")
        merged(plan)
        table = plan.parent / "figures.csv"
        made("sweep", "analyse", plan, plan.with_suffix(".h5"), "--measure", "enquiries", "--over", "sum", "--csv", table)
        figures = pd.read_csv(table)
        figures = figures[figures["index"] == index]
        hold(len(figures) > 0 and figures["value"].notna().all(), f"{design}: no {index}")
        came.append(f"{index} {figures['value'].max():.2f}")
    return hold(float(came[0].split()[1]) > 0.9, ", ".join(came))


@row("3.14", "submit warns of a time limit below three minutes")
def short_time() -> str:
    plan = planned("3.14", f"design: random\npoints: 2\n{SPENDING}")
    words = ("sweep", "submit", plan, "--slurm", "--tasks", 2, "--print", "--")
    warned, silent = hearth(*words, "--time=00:02:00"), hearth(*words, "--time=00:10:00")
    return hold("too short for a task" in warned.err and not silent.err, last_line(warned.err))


@row("P2", "names that the merged file itself uses are refused; a fault of HDF5 says what failed")
def taken_names() -> str:
    said = [refused(f"P2_{name}", f"design: grid\nparameters: {{{name}: {{values: [1, 2]}}}}\n")
            for name in ("seed", "scenario", "run", "status", "looked_after")]
    plan = planned("P2_merge", f"design: random\npoints: 1\n{SPENDING}")
    made("sweep", "run", plan, "-q")
    done = hearth("sweep", "merge", plan, "-o", "/proc/study.h5")
    hold(done.code in (1, 2) and "Free some room" not in done.err, last_line(done.err))
    return short(said[0])


@row("P3", "the example of docs/sweeps.md varies something; parameters that nothing reads are named")
def study_of_nothing() -> str:
    text = (REPOSITORY / "docs" / "sweeps.md").read_text()
    example = re.search(r"```yaml\n(sweep: .*?)```", text, re.S)[1]
    here = folder("sweeps_P3")
    (here / "study.yaml").write_text(example)
    small = ("--set", 'areas=["Hartlepool"]', "--set", "months=36")
    done = hearth("sweep", "plan", here / "study.yaml", "-o", here / "plan", "--no-probe", *small)
    hold(done.code == 0 and "no effect" not in done.err, last_line(done.err))
    idle = planned("P3_idle", f"design: random\npoints: 3\n{SPENDING}", more="")
    made("sweep", "run", idle, "-q")
    said = hearth("sweep", "merge", idle, "-o", idle.with_suffix(".h5")).err
    hold("recruitment_campaign.spending had no effect at all" in said, last_line(said))
    out = made("sweep", "export", idle.with_suffix(".h5"), "--csv", idle.parent / "out.csv")
    return hold("no effect at all had: recruitment_campaign.spending" in out, last_line(out))


@row("P4", "a damaged part whose runs were made again does not stop the merge; status names it")
def damaged() -> str:
    plan = planned("P4", f"design: random\npoints: 4\n{SPENDING}")
    made("sweep", "run", plan, "-q", "--flush", "0")
    digest, part = merged(plan), sorted((plan / "parts").iterdir())[0]
    part.write_bytes(part.read_bytes()[:-100])
    said = made("sweep", "status", plan)
    hold(str(part) in said and status(plan)["missing"] == 1, last_line(said))
    made("sweep", "resume", plan, "-q")
    done = hearth("sweep", "merge", plan, "-o", plan.with_suffix(".h5"))
    return hold(done.code == 0 and digest in done.out and part.name in done.err, short(last_line(done.err)))


@row("P7", "numbers of an export are the plan's, to the last digit")
def exported() -> str:
    plan = planned("P7", "design: sobol\npoints: 16\nparameters:\n  recruitment_campaign.spending: {loguniform: [1, 40000]}\n")
    made("sweep", "run", plan, "-q")
    merged(plan)
    made("sweep", "export", plan.with_suffix(".h5"), "--csv", plan.parent / "out.csv")
    name = "recruitment_campaign.spending"
    texts = [list(pd.read_csv(file, dtype=str)[name]) for file in (plan / "plan.csv", plan.parent / "out.csv")]
    with h5py.File(plan.with_suffix(".h5")) as file:
        back = np.array_equal(file[name][()], np.array(texts[1], dtype=float))
    return hold(texts[0] == texts[1] and back, f"{texts[1][1]}: {len(texts[0])} alike")


@row("P8", "#SBATCH --comment=\"two words\" keeps its quotes")
def quoted() -> str:
    plan = planned("P8", f"design: random\npoints: 2\n{SPENDING}")
    script = made("sweep", "submit", plan, "--slurm", "--tasks", 2, "--print", "--", "--comment=two words", "-J", "my job")
    lines = [line for line in script.splitlines() if "two words" in line or "my job" in line]
    return hold('#SBATCH --comment="two words"' in lines and '#SBATCH -J "my job"' in lines, "; ".join(lines))
