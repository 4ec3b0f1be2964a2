"""`hearth stability`: the tables on the screen, as CSV, as JSON, as figures, beside the published ones."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Sequence

import pandas as pd

from .. import results
from ..command_line import BAD_INPUT, Parser
from . import areas, explore, faults, published, published_screen, screen, survival_screen
from .breakdowns import BREAKDOWNS, LIMITS
from .care import Care, LeftOut, care_of
from .faults import BadReturns
from .outputs import FAULTS, LEFT_OUT, BadInput, as_json, left_out_table, print_notes, write_csv, write_faults
from .placements import placements
from .returns import read_returns
from .suppression import of_those, suppress_all
from .tables import tables, years_left_out

DONE = 0
EXAMPLES = """
examples:
  hearth stability england.h5                        all tables of a run, latest year
  hearth stability --ssda903 returns                 the same of a council's returns: Episodes, Header, UASC, any years
  hearth stability england.h5 --by la --csv tables   one CSV per table, by local authority
  hearth stability past.h5 --compare published       beside the published figures, with the difference
  hearth stability --ssda903 returns --compare published --against "North East"    beside those of a region
  hearth stability --ssda903 returns --leave-out-faulty  without the children whose rows have faults
  hearth stability --ssda903 returns --suppress 5    counts from 1 to 4 hidden, and what would give them away

Definitions, codes and worked examples: docs/stability.md. Exit codes: 0 done, 1 failed while running, 2 bad input.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    asked = _parser().parse_args(words)
    try:
        _run(asked)
    except BadReturns as error:
        return _say_faults(error.faults, asked)
    except (BadInput, results.ResultsError, published.PublishedError) as error:
        return _say(f"hearth: {error}")
    return DONE


def _run(asked: argparse.Namespace) -> None:
    if asked.ees and not asked.csv:
        raise BadInput("--ees says how CSV files are written. Add --csv and a folder")
    if asked.bounds and asked.suppress:
        raise BadInput("bounds tell of counts that are hidden. Leave out --bounds or --suppress")
    care = _care(asked)
    against = _against(asked)
    years = _years(asked, care, against)
    breakdowns = _breakdowns(asked, care)
    wanted = {"total", *breakdowns} if breakdowns else None
    hidden = suppress_all(care, asked.suppress) if asked.suppress else None
    found = of_those(hidden, years, wanted) if hidden else tables(care, years, wanted)
    if against:
        everything = of_those(hidden, years, None) if hidden else tables(care, years, None)
        compared = published.compare(everything, against, years, care.whose)
    written = found if asked.bounds else {name: table.drop(columns=list(LIMITS)) for name, table in found.items()}
    lasting = _survival(care, asked)
    as_asked = _open_data(care, found) if asked.ees else written | lasting
    left_out = [*care.everything_left_out, *years_left_out(care)]
    if care.faults or asked.faults:
        write_faults(care.faults, asked)
    if asked.csv:
        write_csv(Path(asked.csv), as_asked, compared if asked.compare else None)
        if care.without:
            sidecar = left_out_table(left_out, asked.suppress or 0)
            write_csv(Path(asked.csv), {Path(LEFT_OUT).stem: sidecar}, None)
    if asked.figures:
        from .. import figures  # draws, which takes a second to load

        try:
            figures.draw(care, asked.figures, hidden)
        except OSError as error:
            raise BadInput(f"{asked.figures}: can't be written ({error.strerror}). Name another folder?") from None
    if asked.json:
        print(as_json(care, written, lasting, left_out, compared if asked.compare else None, asked.suppress or 0))
    elif asked.compare:
        print(published_screen.text_of(compared, against, care.whose + ", model" * care.simulated, care.source))
    elif not (asked.csv or asked.figures):
        shown = breakdowns or screen.USUAL
        print(screen.text_of(found, shown, years[-1], care.without, asked.bounds, bool(asked.suppress)))
        if lasting:
            print(survival_screen.text_of(lasting))
    if not asked.json:
        print_notes(care, left_out, asked)


def _open_data(care: Care, found: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables as the Department's open data; refused if there is no area in them that these know."""
    made = {name: explore.open_data(table, care.whose) for name, table in found.items() if len(table)}
    if made and all(table.empty for table, _ in made.values()):
        raise BadInput(f"{care.whose}: no country, region or authority, as --ees needs. Add --by la or leave out --ees")
    left_out = max((number for _, number in made.values()), default=0)
    if left_out:
        care.left_out.append(LeftOut("groups of areas that are no country, region or authority (--ees)", left_out))
    return {name: table for name, (table, _) in made.items()}


def _against(asked: argparse.Namespace) -> published.Against | None:
    """The published figures that are asked for."""
    if asked.against and not asked.compare:
        raise BadInput("--against says whose published figures to compare with. Add --compare published")
    return published.against(asked.against or areas.ENGLAND) if asked.compare else None


def _survival(care: Care, asked: argparse.Namespace) -> dict[str, pd.DataFrame]:
    """The tables of survival, which are of all years and have splits of their own; none where counts are hidden."""
    on_the_screen = not (asked.by or asked.year or asked.compare or asked.figures)
    if asked.suppress or not (asked.csv or asked.json or on_the_screen):
        return {}
    from .. import survival  # statsmodels takes half a second to load

    return survival.tables(placements(care), care.first_day, care.last_day, care.unseen)


def _care(asked: argparse.Namespace) -> Care:
    if bool(asked.results) == bool(asked.ssda903):
        raise BadInput("give a results file, or --ssda903 and a folder of returns: one of the two")
    if asked.first_year and not asked.ssda903:
        raise BadInput("--from is about returns: a run knows its first year. Leave it out")
    if asked.ssda903:
        return read_returns(asked.ssda903, asked.first_year, asked.leave_out_faulty, asked.suppress or 0)
    for option in ("leave_out_faulty", "faults", "show_values"):
        if getattr(asked, option):
            word = option.replace("_", "-")
            raise BadInput(f"--{word} is about returns. Leave it out, or give --ssda903 and a folder")
    if Path(asked.results).is_dir():
        raise BadInput(f"{asked.results}: is a folder. If it holds returns: --ssda903 {asked.results}")
    return care_of(results.open(asked.results))


def _years(asked: argparse.Namespace, care: Care, against: published.Against | None) -> tuple[int, ...]:
    """The years asked for; without any, all, or for a comparison the latest that are published, too."""
    if asked.year:
        if asked.year not in care.years:
            known = ", ".join(map(str, care.years))
            raise BadInput(f"no year {asked.year} in {asked.results or asked.ssda903}. It has {known}")
        return against.years_of((asked.year,)) if against else (asked.year,)
    if against:
        return against.years_of(care.years)
    return care.years


def _breakdowns(asked: argparse.Namespace, care: Care) -> list[str]:
    wanted = [name.strip() for text in asked.by or [] for name in text.split(",")]
    for name in wanted:
        if name not in BREAKDOWNS:
            raise BadInput(f"no breakdown '{name}'. Choose from {', '.join(BREAKDOWNS)}")
    if "uasc" in wanted and not care.has_uasc:
        raise BadInput(f"{care.source} does not say who is unaccompanied. Add the UASC table")
    if "region" in wanted and set(care.spells.episodes["REGION"]) == {areas.NOT_KNOWN}:
        raise BadInput("no authority's region is known. Set HEARTH_CONFIGS to the folder with england.yaml?")
    return wanted


def _say_faults(found: list[faults.Fault], asked: argparse.Namespace) -> int:
    """What is wrong with the returns, all of it in a file if one is named."""
    lines = faults.shown(found, asked.show_values)
    if asked.faults:
        try:
            write_faults(found, asked)
            lines.append(f"faults written to {asked.faults}")
        except BadInput as error:
            lines.append(f"hearth: {error}")
    of_children = [fault for fault in found if fault.child]
    if asked.leave_out_faulty and len(of_children) < len(found):
        lines.append("hearth: some of these faults are of no child, so that leaving children out does not do.")
    elif asked.leave_out_faulty:
        lines.append("hearth: more than half of the children have faults: tables of the others would say little.")
    elif len(of_children) == len(found):
        lines.append("hearth: to make the tables without the children concerned: --leave-out-faulty")
    return _say("\n".join(lines))


def _say(text: str) -> int:
    print(text, file=sys.stderr)
    return BAD_INPUT


def _small(text: str) -> int:
    if not text.isdigit() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"'{text}' (must be a whole number from 2: counts below it are hidden)")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="hearth stability",
        description="Placement stability as the national statistics define it, of a run or of SSDA903 returns.",
        epilog=EXAMPLES,
    )
    parser.add_argument("results", nargs="?", metavar="RESULTS.h5", help="results of 'hearth run' that hold episodes")
    parser.add_argument("--ssda903", metavar="FOLDER", help="read a council's returns instead (CSV or xlsx, all years)")
    parser.add_argument(
        "--by", action="append", metavar="SPLIT", help=f"split the tables by: {', '.join(BREAKDOWNS)}; may be repeated"
    )
    parser.add_argument("--year", type=int, metavar="Y", help="only the year that ends on 31 March Y")
    parser.add_argument(
        "--from",
        dest="first_year",
        type=int,
        metavar="Y",
        help="tables from the return of Y on; earlier ones only say when periods of care and placements began",
    )
    parser.add_argument(
        "--leave-out-faulty",
        action="store_true",
        help=f"without the children whose rows have faults, which are counted, and listed in {FAULTS}",
    )
    parser.add_argument("--faults", metavar="FILE.csv", help="list all faults of the returns there, by file and line")
    parser.add_argument(
        "--show-values", action="store_true", help="show cells and numbers of children in the faults"
    )
    parser.add_argument(
        "--bounds", action="store_true", help="where a figure is not known: the lowest and the highest that it may be"
    )
    parser.add_argument("--csv", metavar="DIR", help="write one tidy CSV per table (all splits, or those of --by)")
    parser.add_argument(
        "--ees", action="store_true", help="--csv with the columns of Explore Education Statistics, to stack under them"
    )
    parser.add_argument("--json", action="store_true", help="everything as JSON on the standard output")
    parser.add_argument("--figures", metavar="DIR", help="draw the figures as PNG and SVG")
    parser.add_argument(
        "--compare", choices=["published"], help="beside the published figures (the latest two years that both have)"
    )
    parser.add_argument(
        "--against", metavar="AREA", help="whose published figures: a region or local authority (default: England)"
    )
    parser.add_argument("--suppress", type=_small, metavar="N", help="hide counts below N, and what gives them away")
    return parser
