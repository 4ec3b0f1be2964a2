"""`hearth campaign run`: policies at other spends and starts, compared with the baseline by `hearth compare`.

The variants of the scenarios are written to a folder that is removed afterwards.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from ..command_line import Parser
from ..program import find_program
from .comparison import BadComparison
from .estimates import FEWEST_REPLICATES
from .options import add_report_options
from .together import JOINS
from .variants import Part, check_names, find_yaml, months, numbers, read_part, texts_of, variants_of

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
  hearth campaign run england --scenario campaign.yaml --start 2025-04,2026-04 --areas "North East" -o sweep.h5
  hearth campaign run england --scenario campaign.yaml+recruitment_hub --spend 1,2      a campaign beside a hub
  hearth campaign sweep.h5 --curve        the same tables again, without running anything

Each spend is a multiple of the scenario's, each start moves its end as well. One comparison is run with all of them.
"""


def parser() -> Parser:
    """The words of `hearth campaign run`."""
    made = Parser(
        prog="hearth campaign run",
        description="Run policies at several spends and starts, and show what more money buys and when it buys most.",
        epilog=EPILOG,
    )
    made.add_argument("config", metavar="CONFIG", help="a YAML file, or the name of one of ours: england, england_2019, tiny")
    made.add_argument("--scenario", dest="policies", required=True, action="append", metavar="NAME",
                      help="a scenario, by file or name; may be repeated; A+B: both together")
    made.add_argument("--spend", default="1", metavar="LIST", help="multiples of its spending: 0.5,1,2,4 (default: 1)")
    made.add_argument("--start", dest="starts", metavar="LIST", help="months in which it starts: 2024-04,2025-04")
    made.add_argument("-o", "--output", dest="results", default="campaign.h5", metavar="FILE", help="results file")
    how_many = made.add_mutually_exclusive_group()
    how_many.add_argument("--replicates", type=int, metavar="N", help=f"pairs of runs (default: {DEFAULT_REPLICATES})")
    how_many.add_argument("--precision", metavar="MEASURE=0.2%",
                          help="as many replicates as 'hearth compare' needs for it")
    made.add_argument("--uncertain", action="store_true",
                      help="draw what is not known about policies for each replicate")
    made.add_argument("--set", dest="settings", action="append", default=[], metavar="NAME=VALUE",
                      help="changes the configuration of all; may be repeated")
    for name, meaning in PASSED_ON.items():
        made.add_argument(f"--{name}", metavar=name[0].upper(), help=meaning)
    add_report_options(made)
    made.set_defaults(scenario=None, start=None, curve=False)
    return made


def run(asked: argparse.Namespace) -> int:
    """Writes the variants and runs the comparison; its exit code. Raises BadComparison for what cannot be used."""
    spends, starts = numbers(asked.spend), None if asked.starts is None else months(asked.starts)
    if asked.replicates is not None and asked.replicates < FEWEST_REPLICATES:
        raise BadComparison(f"--replicates {asked.replicates}: no figure is given without its interval, which takes "
                            f"{FEWEST_REPLICATES} at least. Write --replicates {DEFAULT_REPLICATES}")
    policies = [[read_part(word) for word in words.split(JOINS)] for words in asked.policies]
    check_names(part for parts in policies for part in parts)
    variants = [variant for parts in policies for variant in variants_of(parts, spends, starts)]
    check_starts(variants, last_month(asked))
    texts = texts_of(part for variant in variants for part in variant)
    with tempfile.TemporaryDirectory(prefix="hearth-campaign-") as folder:
        for name, text in texts.items():
            (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
        command = [find_program(None), "compare", asked.config]
        for variant in variants:
            command += ["--scenario", JOINS.join(str(Path(folder) / f"{part.name}.yaml") for part in variant)]
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
        "--replicates", str(DEFAULT_REPLICATES if asked.replicates is None else asked.replicates)]
    words += ["--events", "none", "-q", "-o", asked.results]
    words += ["--uncertain"] if asked.uncertain else []
    for setting in asked.settings:
        words += ["--set", setting]
    for name in PASSED_ON:
        value = getattr(asked, name.replace("-", "_"))
        if value is not None:
            words += [f"--{name}", value]
    return words


def check_starts(variants: list[list[Part]], last: pd.Period | None) -> None:
    """Refuses a start after the last month of the run, before anything is run. last: None if that is not known."""
    for variant in variants:
        for part in variant:
            late = [month for month in part.starts if last is not None and month > last]
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
    except (BadComparison, OSError, KeyError, TypeError, ValueError, RecursionError, yaml.YAMLError):
        return None


def _settings_of(file: Path) -> dict[str, Any]:
    """The top level of a configuration and of those that it extends."""
    given = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(given, dict):
        return {}
    extended = given.get("extends")
    return given if extended is None else {**_settings_of(file.parent / str(extended)), **given}
