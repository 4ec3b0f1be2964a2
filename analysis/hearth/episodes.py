"""`hearth episodes`: writes a run as the yearly SSDA903 returns that its councils would have sent.

    hearth episodes RESULTS.h5 --ssda903 FOLDER [--la CODE] [--scenario NAME] [--replicate N] [--force]
"""

from __future__ import annotations

import argparse
import difflib
import signal
import sys
import time
from pathlib import Path
from typing import Iterator, Sequence

import pandas as pd

from . import ssda903_returns as returns
from .command_line import BAD_INPUT, Parser
from .results import Results, ResultsError
from .results import open as open_results
from .returns_folder import SURVIVORS_ONLY, FolderError, ReturnsFolder
from .writing import FAILED, run

DONE, INTERRUPTED = 0, 130

EXAMPLES = """examples:
  hearth episodes england.h5 --ssda903 E06000001 --la Hartlepool   E06000001/2024/episodes.csv, header.csv, uasc.csv ...
  hearth episodes england.h5 --ssda903 returns                     of every council: returns/E06000001/2024/episodes.csv
  hearth stability --ssda903 E06000001                             the returns, read as a council's own

CHILD, URN and PL_POST are made up: postcodes begin with ZZ, which is no postcode area, and URNs with 9. ETHNIC is one
code for each group, UPN always one of UN1 to UN5. The folder survivors_only holds earlier years of the children who
were in care on the first day: what is known of their time in care, and no statistics. docs/returns.md says more.
"""


class BadInput(Exception):
    """What was asked cannot be meant; the message says why and what to do."""


def main(words: Sequence[str] | None = None) -> int:
    """Carries out the command; returns its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both leave nothing half-written
    asked = _parser().parse_args(words)
    try:
        _write(asked)
    except (BadInput, ResultsError, FolderError) as error:
        return _say(BAD_INPUT, str(error))
    except OSError as error:
        return _say(FAILED, f"{asked.ssda903}: can't be written ({error.strerror}); nothing was left there")
    except KeyboardInterrupt:
        return _say(INTERRUPTED, "hearth: interrupted; nothing was written.")
    return DONE


def _write(asked: argparse.Namespace) -> None:
    began = time.monotonic()
    results = open_results(asked.results)
    first_day, last_day = returns.days_of(results)
    years = returns.reporting_years(first_day, last_day)
    if not years:
        raise BadInput(
            f"{results.path}: holds no whole reporting year (it runs {first_day:%Y-%m-%d} to {last_day:%Y-%m-%d}). "
            "A return covers 1 April to 31 March: run more months?"
        )
    folder = ReturnsFolder(Path(asked.ssda903), replace=asked.force)
    authorities = _authorities(results)
    chosen = [_authority(asked.la, authorities, results)] if asked.la else list(authorities)
    scenario, replicate = _scenario(asked.scenario, results), _replicate(asked.replicate, results)
    episodes = returns.episodes_of(results, scenario, replicate)

    earliest = years[0]
    with folder:
        for authority, rows in _by_authority(episodes, chosen):
            council = returns.Council(rows)
            place = Path() if asked.la else Path(authority)
            before = council.years_before(years[0])
            earliest = min([earliest, *before])
            for year in [*before, *years]:
                to = place / SURVIVORS_ONLY if year in before else place
                for table, frame in council.year(year).items():
                    folder.write(to / str(year) / f"{table}.csv", frame)

    about = results.provenance
    print(f"{folder.path}: returns {years[0]} to {years[-1]} of {_councils(chosen, authorities)}")
    print(f"{folder.rows['episodes']} episodes, {folder.rows['header']} children and {folder.rows['uasc']} "
          "unaccompanied children, each counted in every year's return")
    print(f"scenario {scenario}, replicate {replicate} (of {about['replicates']}), digest {about['digest']}; "
          f"{time.monotonic() - began:.1f} s")
    if earliest < years[0]:
        print(f"{SURVIVORS_ONLY}: {earliest} to {years[0] - 1} of the children who were in care on 1 April "
              f"{years[0] - 1}, for time in care and carers.")
        print("Those who had left are not in them: no statistics can be made of these years.")
    outside = _outside(first_day, last_day, years)
    if outside:
        print(f"left out: {outside}, no whole reporting year")


def _by_authority(episodes: pd.DataFrame, chosen: list[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """The episodes of each chosen authority, in order; empty for one without children in care."""
    groups = dict(iter(episodes.groupby(episodes.area.astype(str).to_numpy())))
    for authority in chosen:
        yield authority, groups.get(authority, episodes.iloc[:0])


def _authorities(results: Results) -> dict[str, str]:
    """Code -> name of the local authorities of the run."""
    panel = results.panel
    kinds, codes, names = (panel[name].values for name in ("area_kind", "area", "area_name"))
    return {str(code): str(name) for kind, code, name in zip(kinds, codes, names) if kind == "la"}


def _authority(asked: str, authorities: dict[str, str], results: Results) -> str:
    """The code of an authority given by code or name."""
    for code, name in authorities.items():
        if asked.lower() in (code.lower(), name.lower()):
            return code
    raise BadInput(_not_there("local authority", asked, [*authorities, *authorities.values()], results))


def _scenario(asked: str | None, results: Results) -> str:
    """The one asked for, else the first, which is the baseline."""
    names = [str(name) for name in results.panel.scenario.values]
    if asked is None:
        return names[0]
    if asked not in names:
        raise BadInput(_not_there("scenario", asked, names, results))
    return asked


def _replicate(asked: int, results: Results) -> int:
    if 0 <= asked < int(results.provenance["replicates"]):
        return asked
    last = int(results.provenance["replicates"]) - 1
    raise BadInput(f"{results.path}: has no replicate {asked}. Choose one from 0 to {last}")


def _not_there(what: str, asked: str, known: list[str], results: Results) -> str:
    near = difflib.get_close_matches(asked, known, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"It has {', '.join(known[:3])}{' ...' if len(known) > 3 else ''}"
    return f"{results.path}: has no {what} '{asked}'. {hint}"


def _councils(chosen: list[str], authorities: dict[str, str]) -> str:
    return f"{authorities[chosen[0]]} ({chosen[0]})" if len(chosen) == 1 else f"{len(chosen)} councils, a folder each"


def _outside(first_day: pd.Timestamp, last_day: pd.Timestamp, years: range) -> str:
    """Months of the run that no return covers."""
    spans = []
    if (first_day.year, first_day.month) < (years[0] - 1, 4):
        spans.append(f"{first_day:%Y-%m} to {years[0] - 1}-03")
    if (last_day.year, last_day.month) > (years[-1], 3):
        spans.append(f"{years[-1]}-04 to {last_day:%Y-%m}")
    return " and ".join(spans)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="hearth episodes",
        description="Write a run's episodes as yearly SSDA903 returns: a folder per year with header.csv, episodes.csv "
        "and uasc.csv; without --la a folder per council around them.",
        epilog=EXAMPLES,
    )
    parser.add_argument("results", help="results file of 'hearth run'")
    parser.add_argument("--ssda903", metavar="FOLDER", required=True, help="folder to write; it must be new or empty")
    parser.add_argument("--la", metavar="CODE", help="one local authority, by code or name; without it, all")
    parser.add_argument("--scenario", metavar="NAME", help="default: the first, which is the baseline")
    parser.add_argument("--replicate", metavar="N", type=int, default=0, help="from 0; default 0")
    parser.add_argument("--force", action="store_true", help="replace the returns that are in the folder")
    return parser


def _say(code: int, text: str) -> int:
    print(text, file=sys.stderr)
    return code


if __name__ == "__main__":
    run(main)
