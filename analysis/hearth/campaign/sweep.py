"""`hearth campaign run`: policies at other spends and starts, compared with the baseline by `hearth compare`.

Each variant of a scenario is its YAML with what it spends multiplied and its months moved; the variants are written
to a folder that is removed afterwards.
"""

from __future__ import annotations

import argparse
import copy
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

from ..calibrate.runs import find_program
from ..command_line import Parser
from ..stability.areas import configs_folder
from .comparison import BadComparison
from .together import JOINS
from .words import month_words

#: Settings of a policy that say what it spends.
SPENT = ("spending", "budget")
#: Options that are `hearth compare`'s own, and take a value.
PASSED_ON = {
    "months": "months to simulate",
    "seed": "seed of all random numbers",
    "areas": "regions, authorities or codes, separated by commas",
    "threads": "threads to use",
    "branch-at": "month up to which all are the same: simulated once",
}
DEFAULT_REPLICATES = 10
EPILOG = """
examples:
  hearth campaign run england --scenario national_campaign --spend 0.5,1,2,4 --uncertain --replicates 40
  hearth campaign run england --scenario campaign.yaml --start 2023-04,2024-04 --areas "North East" -o sweep.h5
  hearth campaign run england --scenario campaign.yaml+recruitment_hub --spend 1,2      a campaign beside a hub
  hearth campaign sweep.h5 --curve        the same tables again, without running anything

Each spend is a multiple of the scenario's, each start moves its end as well. One comparison is run with all of them.
"""


class Part(NamedTuple):
    """A file of a scenario, read: a scenario A+B has two."""

    file: Path
    scenario: dict[str, Any]

    @property
    def policies(self) -> list[dict[str, Any]]:
        """The settings of each of its processes, which may be changed in place."""
        entries = self.scenario.get("processes") or []
        return [one for entry in entries if isinstance(entry, dict) for one in entry.values() if isinstance(one, dict)]

    @property
    def name(self) -> str:
        return str(self.scenario.get("scenario", self.file.stem))


def parser() -> Parser:
    """The words of `hearth campaign run`."""
    from .command import add_report_options  # which imports this module when it is asked to run

    made = Parser(
        prog="hearth campaign run",
        description="Run policies at several spends and starts, and show what more money buys and when it buys most.",
        epilog=EPILOG,
    )
    made.add_argument("config", metavar="CONFIG", help="a YAML file, or the name of one of ours: england, tiny")
    made.add_argument("--scenario", dest="policies", required=True, action="append", metavar="NAME",
                      help="a scenario, by file or name; may be repeated; A+B: both together")
    made.add_argument("--spend", default="1", metavar="LIST", help="multiples of its spending: 0.5,1,2,4 (default: 1)")
    made.add_argument("--start", dest="starts", metavar="LIST", help="months in which it starts: 2024-04,2025-04")
    made.add_argument("-o", "--output", dest="results", default="campaign.h5", metavar="FILE", help="results file")
    how_many = made.add_mutually_exclusive_group()
    how_many.add_argument("--replicates", type=int, metavar="N", help=f"pairs of runs (default: {DEFAULT_REPLICATES})")
    how_many.add_argument("--precision", metavar="MEASURE=0.2%%",
                          help="as many replicates as 'hearth compare' needs for it")
    made.add_argument("--uncertain", action="store_true",
                      help="draw what is not known about policies for each replicate")
    made.add_argument("--set", dest="settings", action="append", default=[], metavar="NAME=VALUE",
                      help="changes the configuration of all; may be repeated")
    for name, meaning in PASSED_ON.items():
        made.add_argument(f"--{name}", metavar=name[0].upper(), help=meaning)
    add_report_options(made)
    made.set_defaults(scenario=None, start=None)
    return made


def run(asked: argparse.Namespace) -> int:
    """Writes the variants and runs the comparison; its exit code. Raises BadComparison for what cannot be used."""
    spends, starts = numbers(asked.spend), None if asked.starts is None else months(asked.starts)
    policies = [[read_part(word) for word in words.split(JOINS)] for words in asked.policies]
    variants = [variant for parts in policies for variant in variants_of(parts, spends, starts)]
    check_starts(variants, last_month(asked))
    with tempfile.TemporaryDirectory(prefix="hearth-campaign-") as folder:
        command = [find_program(None), "compare", asked.config]
        for variant in variants:
            command += ["--scenario", JOINS.join(str(_written(part, Path(folder))) for part in variant)]
        command += words_passed_on(asked)
        try:
            return subprocess.run(command, check=False).returncode
        except OSError as error:
            raise BadComparison(
                f"{command[0]}: can't be started ({error.strerror}). Set HEARTH_BINARY to the program"
            ) from None


def words_passed_on(asked: argparse.Namespace) -> list[str]:
    """What `hearth compare` is told beside config and scenarios."""
    words = ["--precision", asked.precision] if asked.precision else [
        "--replicates", str(asked.replicates or DEFAULT_REPLICATES)]
    words += ["--events", "none", "-q", "-o", asked.results]
    words += ["--uncertain"] if asked.uncertain else []
    for setting in asked.settings:
        words += ["--set", setting]
    for name in PASSED_ON:
        value = getattr(asked, name.replace("-", "_"))
        if value is not None:
            words += [f"--{name}", value]
    return words


def _written(part: Part, folder: Path) -> Path:
    file = folder / f"{part.name}.yaml"
    file.write_text(yaml.safe_dump(part.scenario, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return file


def variants_of(parts: list[Part], spends: list[float], starts: list[pd.Period] | None) -> list[list[Part]]:
    """A scenario, which may be of several parts, for each start and spend; without starts, at the scenario's own."""
    begins = [month for part in parts for policy in part.policies
              if (month := _start_of(policy, part.file)) is not None]
    names = JOINS.join(part.name for part in parts)
    if starts is not None and not begins:
        raise BadComparison(f"{parts[0].file}: {names} has no start, so --start moves nothing. Write start: 2024-04")
    if spends != [1.0] and not any(key in policy for part in parts for policy in part.policies for key in SPENT):
        raise BadComparison(f"{parts[0].file}: {names} does not say its spending, so --spend multiplies nothing. Write "
                            "spending or budget in it, or leave out --spend")
    first = min(begins, default=None)
    return [
        [_variant(part, spend, 0 if first is None or start is None else (start - first).n, start or first)
         for part in parts]
        for start in starts or [None] for spend in spends
    ]


def _variant(part: Part, spend: float, later: int, start: pd.Period | None) -> Part:
    scenario = copy.deepcopy(part.scenario)
    scenario["scenario"] = "_".join(str(word) for word in (part.name, f"{spend:g}", start) if word is not None)
    moved = "" if start is None else f", starting in {month_words(start)}"
    scenario["description"] = f"{part.name} at {spend:g} times its spending{moved}"
    made = Part(part.file, scenario)
    for policy in made.policies:
        for key in ("start", "end"):
            if key in policy:
                policy[key] = str(_month(str(policy[key]), f"{part.file}: {key}") + later)
        for key in SPENT:
            if key in policy:
                policy[key] = _multiplied(policy[key], spend, part.file, key)
    return made


def _multiplied(spent: Any, spend: float, file: Path, key: str) -> dict[str, Any]:
    if not isinstance(spent, dict) or not isinstance(spent.get("value"), (int, float)):
        raise BadComparison(f"{file}: does not say its {key} as a number with a unit. Write "
                            f"{key}: {{value: 200, unit: \"GBP/month/10,000 adults\", source: \"assumed: ...\"}}")
    source = f"derived: {spend:g} times that of {file.name} ({spent.get('source', 'no source')})"
    return {**spent, "value": float(f"{spent['value'] * spend:.10g}"), "source": source}


def check_starts(variants: list[list[Part]], last: pd.Period | None) -> None:
    """Refuses a start after the last month of the run, before anything is run. last: None if that is not known."""
    for variant in variants:
        for part in variant:
            late = [month for policy in part.policies if (month := _start_of(policy, part.file)) is not None
                    and last is not None and month > last]
            if late:
                raise BadComparison(f"{part.file}: starting in {min(late)}, {part.name} is after the last month of the "
                                    f"run ({last}). Start sooner, or run longer, with --months")


def last_month(asked: argparse.Namespace) -> pd.Period | None:
    """Of the run that is asked for; None where the configuration does not say it, as 'hearth compare' will."""
    settings = dict(setting.partition("=")[::2] for setting in asked.settings)
    try:
        of_config = _settings_of(find_yaml(asked.config))
        start = settings.get("start") or of_config["start"]
        number = int(asked.months or settings.get("months") or of_config["months"])
        return pd.Period(str(start), freq="M") + (number - 1)
    except (BadComparison, OSError, KeyError, ValueError, yaml.YAMLError):
        return None


def _settings_of(file: Path) -> dict[str, Any]:
    """The top level of a configuration and of those that it extends."""
    given = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    extended = given.get("extends")
    return given if extended is None else {**_settings_of(file.parent / str(extended)), **given}


def find_yaml(words: str) -> Path:
    """A file as `hearth compare` finds it: by its path, or by its name here or among the configs of ours."""
    if Path(words).exists():
        return Path(words)
    folders = [folder for folder in (Path("."), configs_folder()) if folder is not None]
    name = words if words.endswith(".yaml") else f"{words}.yaml"
    looked = [place for folder in folders for place in (folder / name, folder / "scenarios" / name)]
    for place in looked:
        if place.is_file():
            return place
    raise BadComparison(f"{words}: does not exist (looked for {', '.join(map(str, looked))}). Is the name right?")


def read_part(words: str) -> Part:
    """The YAML of a scenario; its paths are made absolute, as the variants are in another folder."""
    file = find_yaml(words)
    try:
        scenario = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadComparison(f"{file}: can't be read ({error.strerror}). Is the path right?") from None
    except yaml.YAMLError as error:
        raise BadComparison(f"{file}: is no YAML ({' '.join(str(error).split())}). Correct it?") from None
    if not isinstance(scenario, dict) or not scenario.get("processes"):
        raise BadComparison(f"{file}: is no scenario of a policy. Give a YAML file with the processes that it changes")
    for name, path in (scenario.get("files") or {}).items():
        scenario["files"][name] = str((file.parent / str(path)).resolve())
    return Part(file, scenario)


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


def _start_of(policy: dict[str, Any], file: Path) -> pd.Period | None:
    return None if "start" not in policy else _month(str(policy["start"]), f"{file}: start")


def _month(text: str, what: str) -> pd.Period:
    try:
        return pd.Period(pd.to_datetime(text.strip(), format="%Y-%m"), freq="M")
    except ValueError:
        raise BadComparison(f"{what} '{text}' is no month. Write it as 2024-04") from None
