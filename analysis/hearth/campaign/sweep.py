"""`hearth campaign run`: the same campaign at other spends and starts, compared with the baseline by `hearth compare`.

A scenario of a campaign is a YAML file with a process `recruitment_campaign`. Each variant is that file with its
spending multiplied and its months shifted; the variants are written to a folder that is removed afterwards.
"""

from __future__ import annotations

import argparse
import copy
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from ..calibrate.runs import find_program
from ..command_line import Parser
from .comparison import BadComparison

PROCESS = "recruitment_campaign"
#: Options that are `hearth compare`'s own.
PASSED_ON = {
    "months": "months to simulate",
    "seed": "seed of all random numbers",
    "areas": "regions, authorities or codes, separated by commas",
    "threads": "threads to use",
    "branch-at": "month up to which all are the same: simulated once",
}
EPILOG = """
examples:
  hearth campaign run england --scenario campaign.yaml --spend 0.5,1,2,4
  hearth campaign run england --scenario campaign.yaml --start 2024-04,2025-04 --areas "North East" -o sweep.h5
  hearth campaign sweep.h5 --curve        the same tables again, without running anything

Each spend is a multiple of the scenario's, each start moves its end as well. One comparison is run with all of them.
"""


def parser() -> Parser:
    """The words of `hearth campaign run`."""
    from .command import add_report_options  # which imports this module when it is asked to run

    made = Parser(
        prog="hearth campaign run",
        description="Run a campaign at several spends and starts, and show what more money buys and when it buys most.",
        epilog=EPILOG,
    )
    made.add_argument("config", metavar="CONFIG", help="a YAML file, or the name of one of ours: england, tiny")
    made.add_argument("--scenario", dest="campaign", required=True, type=Path, metavar="FILE",
                      help=f"a scenario with the process {PROCESS}, its start and spending")
    made.add_argument("--spend", default="1", metavar="LIST", help="multiples of its spending: 0.5,1,2,4 (default: 1)")
    made.add_argument("--start", dest="starts", metavar="LIST", help="months in which it starts: 2024-04,2025-04")
    made.add_argument("-o", "--output", dest="results", default="campaign.h5", metavar="FILE", help="results file")
    made.add_argument("--replicates", type=int, default=10, metavar="N", help="pairs of runs (default: 10)")
    for name, meaning in PASSED_ON.items():
        made.add_argument(f"--{name}", metavar=name[0].upper(), help=meaning)
    add_report_options(made)
    made.set_defaults(scenario=None, start=None)
    return made


def run(asked: argparse.Namespace) -> int:
    """Writes the variants and runs the comparison; its exit code. Raises BadComparison for what cannot be used."""
    variants = variants_of(asked.campaign, numbers(asked.spend), None if asked.starts is None else months(asked.starts))
    with tempfile.TemporaryDirectory(prefix="hearth-campaign-") as folder:
        files = [Path(folder) / f"{variant['scenario']}.yaml" for variant in variants]
        for file, variant in zip(files, variants):
            file.write_text(yaml.safe_dump(variant, sort_keys=False, allow_unicode=True), encoding="utf-8")
        command = [find_program(None), "compare", asked.config]
        for file in files:
            command += ["--scenario", str(file)]
        command += ["--replicates", str(asked.replicates), "--events", "none", "-q", "-o", asked.results]
        for name in PASSED_ON:
            value = getattr(asked, name.replace("-", "_"))
            if value is not None:
                command += [f"--{name}", value]
        try:
            return subprocess.run(command, check=False).returncode
        except OSError as error:
            raise BadComparison(
                f"{command[0]}: can't be started ({error.strerror}). Set HEARTH_BINARY to the program"
            ) from None


def variants_of(file: Path, spends: list[float], starts: list[pd.Period] | None) -> list[dict[str, Any]]:
    """A scenario for each start and spend; without starts, at the scenario's own."""
    scenario = read_scenario(file)
    own = campaign_of(scenario, file)
    spending = own.get("spending")
    if not isinstance(spending, dict) or not isinstance(spending.get("value"), (int, float)):
        raise BadComparison(f"{file}: {PROCESS} does not say its spending. Write "
                            "spending: {value: 200, unit: GBP/month, source: \"assumed: ...\"}")
    begins = _month(str(own.get("start")), f"{file}: {PROCESS}.start")
    made = []
    for start in starts or [begins]:
        for spend in spends:
            variant = copy.deepcopy(scenario)
            campaign = campaign_of(variant, file)
            variant["scenario"] = f"{scenario.get('scenario', 'campaign')}_{spend:g}_{start}"
            campaign["start"] = str(start)
            if "end" in campaign:
                campaign["end"] = str(_month(str(campaign["end"]), f"{file}: {PROCESS}.end") + (start - begins).n)
            campaign["spending"] = {
                **spending,
                "value": float(f"{spending['value'] * spend:.10g}"),
                "source": f"derived: {spend:g} times that of {file.name} ({spending.get('source', 'no source')})",
            }
            made.append(variant)
    return made


def read_scenario(file: Path) -> dict[str, Any]:
    """The YAML of a scenario; its paths are made absolute, as the variants are in another folder."""
    try:
        scenario = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadComparison(f"{file}: can't be read ({error.strerror}). Is the path right?") from None
    except yaml.YAMLError as error:
        raise BadComparison(f"{file}: is no YAML ({' '.join(str(error).split())}). Correct it?") from None
    if not isinstance(scenario, dict):
        raise BadComparison(f"{file}: is no scenario. Give a YAML file with the process {PROCESS}")
    for name, path in (scenario.get("files") or {}).items():
        scenario["files"][name] = str((file.parent / str(path)).resolve())
    return scenario


def campaign_of(scenario: dict[str, Any], file: Path) -> dict[str, Any]:
    """The settings of the campaign, which may be changed in place."""
    processes = scenario.get("processes") or []
    found = [entry[PROCESS] for entry in processes if isinstance(entry, dict) and isinstance(entry.get(PROCESS), dict)]
    if len(found) != 1:
        raise BadComparison(f"{file}: has {len(found)} processes {PROCESS} with settings. Give a scenario with one")
    return found[0]


def numbers(text: str) -> list[float]:
    """Multiples of the spending: 0.5,1,2,4"""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        found = []
    if not found or not all(0 < value < float("inf") for value in found) or len(set(found)) < len(found):
        raise BadComparison(f"--spend '{text}': must be different numbers above 0. Write 0.5,1,2,4")
    return found


def months(text: str) -> list[pd.Period]:
    """Months: 2024-04,2025-04"""
    found = [_month(part, "--start") for part in text.split(",")]
    if len(set(found)) < len(found):
        raise BadComparison(f"--start '{text}': must be different months. Write 2024-04,2025-04")
    return found


def _month(text: str, what: str) -> pd.Period:
    try:
        return pd.Period(pd.to_datetime(text.strip(), format="%Y-%m"), freq="M")
    except ValueError:
        raise BadComparison(f"{what} '{text}' is no month. Write it as 2024-04") from None
