"""`hearth sweep analyse`: sensitivity indices of a sweep, on the screen, as CSV, as JSON, as figures."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Sequence

import pandas as pd

from ..command_line import BAD_INPUT, Parser, plain_records, write_what_is_asked
from ..estimates import COVERAGE
from . import merged, screen
from .bootstrap import RESAMPLES
from .export import export
from .outputs import from_csv
from .plan import BadSweep, Plan
from .reading import read
from .tables import figures_of

DONE = 0
EXAMPLES = """
examples:
  hearth sweep analyse sweeps/hub sweeps/hub/results.h5 --measure looked_after      children in the last month
  hearth sweep analyse sweeps/hub sweeps/hub/results.h5 --measure spending_policies --over sum --months 12
  hearth sweep analyse sweeps/hub --outputs outputs.csv --csv indices.csv --figures figures
                                     outputs of your own: a column id, as in plan.csv, and one for each output

Designs: saltelli (first and total order; with second_order: true those of pairs, too), morris (elementary effects), and
all others (linear regression, rank correlations). Every run must have an output.
Exit codes: 0 done, 1 failed while running, 2 bad input.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    asked = _parser().parse_args(words)
    try:
        asked.do(asked)
    except BadSweep as error:
        print(f"hearth: {error}", file=sys.stderr)
        return BAD_INPUT
    return DONE


def _analyse(asked: argparse.Namespace) -> None:
    _check(asked)
    plan = read(asked.folder)
    if asked.outputs:
        outputs, source = from_csv(plan, asked.outputs), asked.outputs
    else:
        over = asked.over or merged.END
        outputs = merged.from_results(plan, asked.results, asked.measure, over, asked.months, asked.area)
        source = f"{asked.measure} of {asked.area or 'the nation'}, {_when(over, asked.months)}, from {asked.results}"
    figures = figures_of(plan, outputs)
    print(screen.assumptions(plan, source))
    print(screen.text_of(plan, figures))
    for what, to in _write(asked, plan, source, figures):
        print(f"{what} written to {to}")


def _check(asked: argparse.Namespace) -> None:
    """Words that go together, and words that don't."""
    if bool(asked.outputs) == bool(asked.results):
        raise BadSweep("where are the outputs? Give either RESULTS.h5 with --measure, or --outputs FILE.csv")
    if asked.results and not asked.measure:
        raise BadSweep(f"which output of {asked.results}? Give --measure, such as --measure looked_after")
    of_results = {name: getattr(asked, name) for name in ("measure", "over", "months", "area")}
    if asked.outputs and any(value is not None for value in of_results.values()):
        given = ", ".join(f"--{name}" for name, value in of_results.items() if value is not None)
        raise BadSweep(f"{given}: for RESULTS.h5 only, not for --outputs. Leave it out")
    if asked.months is not None and asked.over not in (merged.MEAN, merged.SUM):
        raise BadSweep(f"--months: the output is that of the last month. Add --over {merged.MEAN} or {merged.SUM}?")


def _when(over: str, months: int | None) -> str:
    if over == merged.END:
        return "in the last month"
    return f"{over} of the last {months} months" if months else f"{over} of all months"


def _write(asked: argparse.Namespace, plan: Plan, source: str, figures: pd.DataFrame) -> list[tuple[str, str]]:
    """Everything that was asked for beside the screen; what and where to."""
    def draw(folder: Path) -> None:
        from .figures import draw as draw_all  # takes a second to load

        draw_all(plan, figures, folder)

    return write_what_is_asked(asked, figures, lambda: _json(plan, source, figures), draw, BadSweep)


def _json(plan: Plan, source: str, figures: pd.DataFrame) -> str:
    """One object; a figure that can't be had is null, and its note says why."""
    about = {
        "source": str(plan.folder),
        "outputs": source,
        "design": plan.design,
        "base_points": plan.base_points,
        "parameters": plan.names,
        "replicates": plan.replicates,
        "scenarios": list(plan.scenarios),
        "interval": f"{COVERAGE:.0%}, percentiles of {RESAMPLES} bootstrap resamples of {screen.base_of(plan)}",
        "figures": plain_records(figures),
    }
    return json.dumps(about, allow_nan=False, ensure_ascii=False)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="hearth sweep", description="Parameter studies.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    analyse = commands.add_parser(
        "analyse", prog="hearth sweep analyse", help="which parameters matter: indices, regression, correlations",
        description="Which parameters of a sweep move its outputs, alone and together, each with its interval.",
        epilog=EXAMPLES,
    )
    analyse.set_defaults(do=_analyse)
    analyse.add_argument("folder", metavar="DIR", help="the sweep, with plan.csv and plan.json")
    analyse.add_argument("results", nargs="?", metavar="RESULTS.h5", help="the merged results of the sweep")
    analyse.add_argument("--outputs", metavar="FILE.csv", help="outputs of your own, instead of RESULTS.h5")
    analyse.add_argument("--measure", metavar="NAME", help="the output: a measure of RESULTS.h5 by month and area")
    _add_what_is_taken(analyse)
    analyse.add_argument("--csv", metavar="FILE", help="write every figure as a row, with interval and note")
    analyse.add_argument("--json", metavar="FILE", help="write everything as JSON")
    analyse.add_argument("--figures", metavar="DIR", help="draw the figures as PNG and SVG")
    export_ = commands.add_parser(
        "export", prog="hearth sweep export", help="a table with a row for each run",
        description="The merged results as CSV: a row for each run, with its parameters and every monthly measure.",
        epilog="example:\n  hearth sweep export study.h5 --csv study.csv --over mean --months 12\n",
    )
    export_.set_defaults(do=_export)
    export_.add_argument("results", metavar="RESULTS.h5", help="the merged results of the sweep")
    export_.add_argument("--csv", required=True, metavar="FILE", help="the table")
    _add_what_is_taken(export_)
    return parser


def _add_what_is_taken(command: argparse.ArgumentParser) -> None:
    """Which months and which area of a measure count."""
    command.add_argument("--over", choices=[merged.END, merged.MEAN, merged.SUM],
                         help="the last month, or mean or sum of months (default: end)")
    command.add_argument("--months", type=int, metavar="12", help="only the last so many months (default: all)")
    command.add_argument("--area", metavar="NAME", help="a region or authority by name or code (default: the nation)")


def _export(asked: argparse.Namespace) -> None:
    print(export(asked.results, asked.csv, asked.over or merged.END, asked.months, asked.area))
