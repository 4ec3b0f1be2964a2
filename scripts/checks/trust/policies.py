"""An analyst with money to spend, and anybody who looks for a scenario: pounds, dates, names."""

from __future__ import annotations

import re
from pathlib import Path

from .rows import REPOSITORY, Done, hearth, hold, last_line, row, scratch

CAMPAIGN = """scenario: our_{name}
description: GBP 500,000 a year for two years
processes:
  - {policy}:
      start: 2024-04
      end: 2026-03
      {reach}
      budget: {{value: 500000, unit: GBP/year}}
"""


def scenario(name: str, policy: str = "recruitment_campaign", reach: str = "reach: [North East]") -> Path:
    file = scratch() / f"{name}.yaml"
    file.write_text(CAMPAIGN.format(name=name, policy=policy, reach=reach), encoding="utf-8")
    return file


def spent(name: str, areas: str, reach: str, policy: str = "recruitment_campaign") -> tuple[Done, float]:
    """What `compare` said, and the pounds spent over both years, from its file."""
    import h5py
    import numpy as np

    results = scratch() / f"{name}.h5"
    where = ["--areas", areas] if areas else []
    done = hearth("compare", "england", "--months", 36, "--replicates", 1, "--threads", 1, "-o", results,
                  "--branch-at", "2024-04", "--scenario", scenario(name, policy, f"reach: [{reach}]"), *where)
    if done.code != 0:
        return done, 0.0
    with h5py.File(results) as file:
        panel = file["spending_policies"][1, 0]  # scenario, replicate
        months = panel.reshape(36, -1) if panel.shape[0] == 36 else np.moveaxis(panel, -1, 0)
        return done, float(months[:, -1].sum())


@row("#4", "GBP 500,000 a year spends that to 1%, in a region, in a list of authorities and in England")
def a_budget_is_spent() -> str:
    came, held = [], True
    for name, areas, reach in (("region", "North East", "North East"),
                               ("list", "Gateshead,Sunderland,Hartlepool", "Gateshead, Sunderland, Hartlepool"),
                               ("nation", "", "England")):
        done, pounds = spent(name, areas, reach)
        held = held and done.code == 0 and abs(pounds / 1e6 - 1) < 0.01
        came.append(f"{name}: {pounds:,.0f} in two years" if done.code == 0 else last_line(done.err))
    return hold(held, "; ".join(came))


@row("1.1", "pounds are in their own unit, prices name what they are for, and the sum is said before the run")
def pounds_a_month() -> str:
    file = scratch() / "old_unit.yaml"
    file.write_text(CAMPAIGN.format(name="old", policy="recruitment_campaign", reach="reach: [North East]").replace(
        "budget: {value: 500000, unit: GBP/year}", 'spending: {value: 41667, unit: GBP/month, source: "assumed: ours"}'),
        encoding="utf-8")
    old = hearth("check", file)
    said = hearth("compare", "england", "--areas", "North East", "--months", 36, "--replicates", 1, "--branch-at", "2024-04",
                  "--scenario", scenario("said"), "-q", "-o", scratch() / "said.h5")
    line = next((line.strip() for line in said.err.splitlines() if "recruitment_campaign" in line), last_line(said.err))
    wanted = "recruitment_campaign: GBP 500,000 a year in North East, April 2024 to March 2026: GBP 1.0m in all"
    return hold(old.code == 2 and "the model needs 'GBP/month/10,000 adults'" in old.err and line == wanted, line)


@row("1.2", "a budget for three authorities needs no sum of adults: one key")
def one_key() -> str:
    done, pounds = spent("three", "Gateshead,Sunderland", "Gateshead, Sunderland, Hartlepool", "recruitment_hub")
    line = next((line.strip() for line in done.err.splitlines() if "recruitment_hub" in line), last_line(done.err))
    said = re.search(r"GBP ([\d,]+) a year", line)
    a_year = float(said[1].replace(",", "")) if said else 0.0
    return hold(0 < pounds < 1e6 and abs(pounds / 2 / max(a_year, 1) - 1) < 0.01, line)


@row("1.3", "check says no faults of a scenario of one's own, and of ours")
def check_of_a_scenario() -> str:
    done = hearth("check", scenario("checked"), "regional_campaign")
    return hold(done.code == 0 and done.out.count("no faults") == 2 and not done.err, last_line(done.out or done.err))


@row("1.12", "a campaign that is over: what it spent stands under the table")
def what_a_finished_campaign_spent() -> str:
    done = hearth("compare", "tiny", "--scenario", "national_campaign", "--start", "2021-04", "--replicates", 2, "-o",
                  scratch() / "over.h5")
    lines = [line for line in done.out.splitlines() if line.startswith("spending on policies")]
    totals = [line.split()[6] if len(line.split()) > 6 else line for line in lines]
    return hold(done.code == 0 and "since 2021-04, 48 months" in done.out and len(lines) == 2 and totals[1] != "0.0",
                f"last 12 months {totals[0] if totals else '-'}, since the start {totals[-1] if totals else '-'} GBP million")


@row("1.14", "library scenarios move as a whole, and a start past the end says how")
def dates_move() -> str:
    moved = hearth("compare", "tiny", "--scenario", "national_campaign", "--start", "2023-04", "--replicates", 1, "-q",
                   "-o", scratch() / "moved.h5")
    passed = hearth("run", "tiny", "--scenario", "national_campaign", "--set", "recruitment_campaign.start=2024-10", "-q",
                    "-o", scratch() / "no.h5")
    late = hearth("compare", "tiny", "--scenario", "national_campaign", "--start", "2026-04", "-o", scratch() / "no.h5")
    held = (moved.code == 0 and "April 2023 to September 2023" in moved.err and passed.code == 2 and "--start" in passed.err
            and late.code == 2 and "--months 96" in late.err)
    return hold(held, last_line(late.err))


@row("1.20", "describe prints one process, in lines of at most 100 letters, and cuts nothing")
def describe_one_process() -> str:
    done = hearth("describe", "england", "recruitment_campaign")
    widest = max(map(len, done.out.splitlines()), default=0)
    words = " ".join(done.out.split())
    return hold(done.code == 0 and done.out.startswith("recruitment_campaign") and widest <= 100 and "39.7m" in words,
                f"{len(done.out.splitlines())} lines, the longest of {widest} letters")


@row("1.21", "the scenarios are listed, and a wrong name says which is near")
def scenarios_by_name() -> str:
    listed, wrong = hearth("scenarios"), hearth("run", "tiny", "--scenario", "nationalcampaign")
    names = [file.stem for file in (REPOSITORY / "configs" / "scenarios").glob("*.yaml")]
    held = all(f"\n{name}\n" in "\n" + listed.out for name in names) and listed.out.count("evidence:") >= 10
    return hold(held and "Did you mean 'national_campaign'?" in wrong.err and "'hearth scenarios'" in wrong.err,
                last_line(wrong.err))


@row("4.6", "englnad, --area, Leeds city and hearth help are understood or answered")
def slips() -> str:
    name, option = hearth("run", "englnad"), hearth("run", "england", "--area", "Leeds")
    area, asked = hearth("run", "england", "--areas", "Leeds city"), hearth("help", "compare")
    held = ("Did you mean 'england'?" in name.err and "Did you mean '--areas'?" in option.err
            and "Did you mean 'Leeds'?" in area.err and asked.code == 0 and "--scenario" in asked.out)
    return hold(held, f"{last_line(name.err)} | {last_line(option.err)} | {last_line(area.err)}")


@row("4.7", "one replicate is one replicate")
def one_of_a_kind() -> str:
    run = hearth("run", "tiny", "--months", 1, "-o", scratch() / "one.h5").out
    return hold("1 month, 1 replicate:" in run, last_line("\n".join(run.splitlines()[:-2])))


@row("P20", "check of all that is shipped says no faults; small words are right")
def small_words() -> str:
    shipped = sorted(file for kind in ("yaml", "csv") for file in (REPOSITORY / "configs").rglob(f"*.{kind}"))
    done = hearth("check", *shipped)
    date, empty = scratch() / "date.yaml", scratch() / "empty.yaml"
    date.write_text(f"extends: {REPOSITORY / 'configs' / 'tiny.yaml'}\nstart: 2019-04-01\n", encoding="utf-8")
    empty.write_text('scenario: ""\n', encoding="utf-8")
    day, nameless = hearth("check", date), hearth("run", "tiny", "--scenario", empty, "-o", scratch() / "no.h5")
    held = (done.code == 0 and not done.err and done.out.count("no faults") == len(shipped)
            and day.err.count("\n") == 1 and "Write it as 2019-04" in day.err
            and nameless.code == 2 and nameless.err.count("\n") == 1 and "empty.yaml:1:" in nameless.err
            and ".cpp" not in nameless.err)
    return hold(held, f"{done.out.count('no faults')} of {len(shipped)} files; {last_line(day.err)}; {last_line(nameless.err)}")
