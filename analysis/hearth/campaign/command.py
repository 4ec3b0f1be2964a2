"""`hearth campaign`: what a policy did, on the screen, as CSV, as JSON, as figures."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Sequence

import pandas as pd

from .. import results
from ..command_line import BAD_INPUT, Parser, plain_records, write_what_is_asked
from ..estimates import COVERAGE
from . import screen
from .comparison import BadComparison, Comparison, read
from .curve import curves
from .curve_screen import curves_text, shown_in, unshown_text
from .options import add_report_options
from .rows import frame_of
from .starts import starts
from .tables import TABLES, figures_of

DONE = 0
EXAMPLES = """
examples:
  hearth compare england --scenario campaign.yaml --replicates 10 -o compared.h5
  hearth campaign compared.h5                                   every scenario against the baseline, England
  hearth campaign compared.h5 --area "North East" --monthly     one region, month by month
  hearth campaign compared.h5 --by region --csv campaign.csv    a row for each region; everything as CSV
  hearth campaign sweep.h5 --curve --figures figures            the same policy at several spends and starts
  hearth campaign run england --scenario national_campaign --spend 0.5,1,2,4 --start 2024-04,2025-04 -o sweep.h5
                                     runs that comparison first; more with 'hearth campaign run --help'

Every figure has a 90% interval over pairs of replicates, so a file needs two at least.
Exit codes: 0 done, 1 failed while running, 2 bad input.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    words = list(sys.argv[1:] if words is None else words)
    try:
        if words[:1] == ["run"]:
            from . import sweep  # reads YAML

            asked = sweep.parser().parse_args(words[1:])
            code = sweep.run(asked)
            if code != DONE:
                return code
            _report(asked, is_sweep=True)
        else:
            _report(_parser().parse_args(words))
    except (BadComparison, results.ResultsError) as error:
        print(f"hearth: {error}", file=sys.stderr)
        return BAD_INPUT
    return DONE


def _report(asked: argparse.Namespace, is_sweep: bool = False) -> None:
    """The tables asked for; of a sweep the curve of its spends and starts, if they make one."""
    comparison = read(asked.results, asked.start)
    scenarios = None if asked.scenario is None else _scenarios(comparison, asked.scenario)
    area = comparison.area_row(asked.area)
    curve = _curve(comparison, area, scenarios) if asked.curve or is_sweep else None
    if asked.curve and curve is None:
        raise BadComparison(
            f"{comparison.path}: has no two scenarios of one policy that spend different sums from one month, or the "
            "same in different months. Make them with 'hearth campaign run', or leave out --curve"
        )
    areas = comparison.rows_of(asked.by) if asked.by else [area]
    figures = figures_of(comparison, areas, scenarios)
    texts = [screen.assumptions(comparison)]
    if asked.by:
        texts.append(screen.by_area(comparison, figures))
    elif curve is None:
        texts.append(screen.text_of(comparison, figures, asked.monthly))
    if is_sweep and curve is None and len(comparison.scenarios) > 1:
        texts.append(unshown_text(comparison, area, comparison.scenarios))
    drawn = figures_of(comparison, [area], scenarios) if asked.by and asked.figures else figures
    if curve is not None:
        text, rows = curve
        texts.append(text)
        figures, drawn = (pd.concat([frame, rows], ignore_index=True) for frame in (figures, drawn))
    print("\n".join(texts))
    for what, to in _write(asked, comparison, figures, drawn):
        print(f"{what} written to {to}")


def _curve(comparison: Comparison, area: int, scenarios: list[str] | None) -> tuple[str, pd.DataFrame] | None:
    """What is said of more money and of other times, and its figures; None where there is nothing to compare."""
    found, others = curves(comparison, area, scenarios), list(starts(comparison, area, scenarios))
    if not found and not others:
        return None
    shown = shown_in(found, others)
    left_out = [name for name in scenarios or comparison.scenarios if name not in shown]
    rows = frame_of([*(row for curve in found for row in curve.rows), *others])
    return curves_text(comparison, found, others, unshown_text(comparison, area, left_out, scenarios)), rows


def _scenarios(comparison: Comparison, wanted: list[str]) -> list[str]:
    for name in wanted:
        comparison.position(name)
    return wanted


def _write(
    asked: argparse.Namespace, comparison: Comparison, figures: pd.DataFrame, drawn: pd.DataFrame
) -> list[tuple[str, str]]:
    """Everything that was asked for beside the screen; what and where to. `drawn`: the figures of the area drawn."""
    def draw(folder: Path) -> None:
        from .figures import draw as draw_all  # takes a second to load

        draw_all(comparison, drawn, folder)

    return write_what_is_asked(asked, figures, lambda: _json(comparison, figures), draw, BadComparison)


def _json(comparison: Comparison, figures: pd.DataFrame) -> str:
    """One object; a number that cannot be had, or lies beyond the run, is null, and the note says which."""
    about = {
        "source": str(comparison.path),
        "replicates": comparison.replicates,
        "interval": f"{COVERAGE:.0%}, {_intervals(comparison)}",
        "interval_of": "one more draw of what is uncertain" if comparison.intervals.of_next_draw else "the mean",
        "tables": {name: heading._asdict() for name, heading in TABLES.items()},
        "scenarios": {name: _facts(comparison, name) for name in comparison.scenarios},
        "figures": plain_records(figures),
    }
    return json.dumps(about, allow_nan=False, ensure_ascii=False)


def _intervals(comparison: Comparison) -> str:
    if comparison.intervals.are_quantiles(comparison.replicates):
        return "5% to 95% quantiles of the draws, of paired replicates"
    return "Student's t over paired replicates; of ratios Fieller's"


def _facts(comparison: Comparison, scenario: str) -> dict[str, object]:
    last = comparison.last_spending(scenario)
    return {
        "start": str(comparison.months[comparison.start(scenario)]),
        "last_spending": None if last is None else str(comparison.months[last]),
        "same_as_baseline": comparison.is_same_as_baseline(scenario),
    }


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="hearth campaign",
        description="What a policy did, against the baseline on the same random numbers: carers, children, money.",
        epilog=EXAMPLES,
    )
    parser.add_argument("results", metavar="RESULTS.h5", help="results of 'hearth compare'")
    parser.add_argument("--scenario", action="append", metavar="NAME", help="only this scenario; may be repeated")
    parser.add_argument("--start", metavar="2024-04",
                        help="count from this month (default: that of the policy, or the first that differs)")
    parser.add_argument("--curve", action="store_true", help="what more money buys, and when it is best spent")
    add_report_options(parser)
    return parser
