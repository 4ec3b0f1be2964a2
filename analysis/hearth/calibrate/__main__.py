"""python -m hearth.calibrate FILE.yaml -o DIR: the command `hearth calibrate`."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, Sequence

import numpy as np

from ..command_line import BAD_INPUT, Parser
from ..present.words import counted
from ..program import find_program
from ..results import Results
from ..writing import FAILED, NoRoom, run
from .calibration import Calibration, read_calibration
from .certainty import certainty
from .fit import Problem, fit
from .folder import claim, open_folder
from .progress import Progress
from .reading import CalibrationError, Faults
from .report import Report, rounded
from .resolved import Resolved
from .running import INTERRUPTED, Interrupted, Program, RunFailed, on_signals
from .runs import OutOfTime, Planned, Points
from .scales import Space

DONE, RESUMABLE = 0, 75
EPILOG = """examples:
  hearth calibrate configs/calibration/legal_path.yaml -o fits/legal_path
  hearth calibrate configs/calibration/legal_path.yaml -o fits/legal_path      (again: goes on where it stopped)
  hearth run fits/legal_path/fragment.yaml
  hearth calibrate configs/calibration/legal_path.yaml -o fits/legal_path --plan-only     (a cluster makes the runs)

Runs that are done are kept in DIR: DIR/sweep is a sweep, whose runs hearth sweep and Slurm can make as well. Only
figures of years to March 2021 are used.
Exit codes: 0 done, 1 failed while running, 2 bad input, 75 slice over (run the same again), 130 interrupted."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    began = time.monotonic()
    progress = Progress(options.quiet)
    program = Program(find_program(options.program))
    restore = on_signals(program)
    try:
        return _calibrate(options, program, progress, began)
    except CalibrationError as error:
        progress.clear()
        print(*error.faults, sep="\n", file=sys.stderr)
        return BAD_INPUT
    except RunFailed as error:
        progress.clear()
        print(error, file=sys.stderr)
        return error.code
    except NoRoom as error:
        progress.clear()
        print(f"{error} Runs that are done are kept.", file=sys.stderr)
        return FAILED
    except OSError as error:
        progress.clear()
        print(
            f"{error.filename or options.output}: {error.strerror}. Runs that are done are kept; run the same "
            "again?",
            file=sys.stderr,
        )
        return FAILED
    except Planned as error:
        progress.clear()
        print(error, file=sys.stderr)
        return RESUMABLE
    except OutOfTime:
        progress.clear()
        print(
            f"{options.minutes:g} minutes are over; the runs that are done are kept. Run the same command "
            "again to go on.",
            file=sys.stderr,
        )
        return RESUMABLE
    except Interrupted:
        progress.clear()
        print("interrupted; the runs that are done are kept. Run the same command again to go on.", file=sys.stderr)
        return INTERRUPTED
    finally:
        restore()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = Parser(
        prog="hearth calibrate", description="Fit named parameters to published figures of the years to March 2021",
        epilog=EPILOG)
    parser.add_argument("calibration", type=Path, help="a YAML file, such as configs/calibration/legal_path.yaml")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="folder of the runs and of what is found",
    )
    parser.add_argument(
        "--minutes",
        type=float,
        default=9.0,
        help="stop cleanly after this slice, exit code 75; 0: no limit (default: 9)",
    )
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="runs at the same time, which share the threads (default: 1)"
    )
    parser.add_argument(
        "--plan-only", action="store_true",
        help="plan the next runs in DIR/sweep and make none, exit code 75: for a cluster, that makes them",
    )
    parser.add_argument(
        "--program",
        help="the program to run (default: $HEARTH_BINARY, else the build beside this package, else hearth)",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    parser.add_argument("--check", action="store_true", help="find every fault of the file, with a run of one month")
    options = parser.parse_args(arguments)
    if options.output is None and not options.check:
        parser.error("the following arguments are required: -o/--output")
    if options.jobs < 1 or options.minutes < 0:
        parser.error("--jobs must be at least 1 and --minutes at least 0")
    return options


def _calibrate(options: argparse.Namespace, program: Program, progress: Progress, began: float) -> int:
    calibration = read_calibration(options.calibration)
    if options.check:
        with tempfile.TemporaryDirectory(prefix="hearth-calibrate-") as folder:
            _resolve(calibration, program, Path(folder))
        print(f"{options.calibration}: no faults ({counted(len(calibration.parameters), 'parameter')} to fit to "
              f"{counted(len(calibration.targets), 'figure')})")
        return DONE
    lock = open_folder(options.output)
    try:
        resolved, start, results = _resolve(calibration, program, options.output / "running")
        claim(options.output, calibration, program.path, results.config, str(results.provenance["digest"]))
        deadline = began + 60 * options.minutes if options.minutes else None
        points = Points(calibration, program, options.output, progress, deadline, options.jobs, options.plan_only)
        problem = problem_of(calibration, points)

        def say(text: str) -> None:
            (progress.line if "->" in text else progress.say)(text)

        outcome = fit(problem, problem.space.coordinates(start), calibration.method, say)
        names = [parameter.name for parameter in calibration.parameters]
        found = certainty(problem, outcome, names, calibration.method.interval)
        fitted = rounded(problem.space.values(outcome.coordinates))
        progress.say("the fitted values")
        before, after = points([start, fitted])
        progress.clear()
        report = Report(calibration, resolved, start, fitted, before, after, outcome, found)
        report.write(options.output)
    finally:
        lock.close()
    print(report.text())
    print(f"\n{counted(points.new_runs, 'run')} of {counted(calibration.replicates, 'replicate')}, "
          f"{time.monotonic() - began:.0f} s")
    print(f"written {options.output}/fragment.yaml, parameters.csv, fit.csv, diagnostics.png")
    return DONE


def problem_of(calibration: Calibration, evaluate) -> Problem:
    """A calibration as the fit sees it."""
    parameters, targets = calibration.parameters, calibration.targets
    space = Space([p.scale for p in parameters], [p.lower for p in parameters], [p.upper for p in parameters])
    means = [scale.forward(p.prior.mean) if p.prior else np.nan for p, scale in zip(parameters, space.scales)]
    widths = [p.prior.sd if p.prior else np.nan for p in parameters]
    published = np.array([target.published for target in targets])
    sd = np.array([target.sd for target in targets])
    return Problem(space, published, sd, np.array(means), np.array(widths), evaluate)


def _resolve(calibration: Calibration, program: Program, folder: Path) -> tuple[Resolved, np.ndarray, Results]:
    """The config's own values, from a run of one month in the folder; checks the calibration against them."""
    file = folder / "config.h5"
    short = ["--months", "1", "--replicates", "1", "--events", "none"]
    program.run(["run", calibration.config, *short, "--seed", str(calibration.seed), "-o", str(file), "-q"])
    results = Results(file)
    resolved = Resolved(results.config)
    file.unlink()
    faults = Faults(calibration.file)
    where = lambda path: _where(path, calibration, program)  # noqa: E731
    start = np.array([_start_of(parameter, resolved, where, faults) for parameter in calibration.parameters])
    _check_years(calibration, str(resolved.top["start"]), faults)
    faults.throw_if_any()
    return resolved, start, results


def _where(path: str, calibration: Calibration, program: Program) -> str:
    """What the program says of a name that the config does not have: where the number is now, or where to look."""
    asked = [program.path, "describe", calibration.config, "--set", f"{path}=1"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stderr
    moved = re.search(r"It is now [^\n]*", said)
    return moved[0] if moved else "See 'hearth describe'?"


def _start_of(parameter, resolved: Resolved, where: Callable[[str], str], faults: Faults) -> float:
    """The config's value; it must be the same everywhere that the fit sets it, and within the bounds."""
    values = []
    for path in parameter.paths:
        try:
            place = resolved.find(path)
        except LookupError as error:
            faults.add_line(parameter.line, f"{path} is no number of the config ({error}). {where(path)}")
            continue
        if place.unit != parameter.unit:
            faults.add_line(
                parameter.line,
                f"{path} has unit '{place.unit}' in the config, '{parameter.unit}' here. Which is right?",
            )
        values.append(place.value)
    if not values:
        return np.nan
    if any(value != values[0] for value in values):
        shown = ", ".join(f"{value:g}" for value in values)
        text = f"{parameter.name} and its 'also' differ in the config ({shown}). Make them one, or fit them apart?"
        faults.add_line(parameter.line, text)
    if not parameter.lower <= values[0] <= parameter.upper:
        bounds = f"{parameter.lower:g} to {parameter.upper:g}"
        text = f"{parameter.name} = {values[0]:g} in the config is outside {bounds}. Widen the bounds?"
        faults.add_line(parameter.line, text)
    return values[0]


def _check_years(calibration: Calibration, start: str, faults: Faults) -> None:
    """Every target year must lie whole in the run, and the run must end with the last year that is for fitting."""
    year, month = map(int, start.split("-"))
    first = year + 1 if month <= 4 else year + 2  # the first whole reporting year, April to March
    months_to_march = lambda last: 12 * (last - year) + 3 - month + 1  # noqa: E731
    last_target = max(target.year for target in calibration.targets)
    if calibration.months > months_to_march(last_target):
        faults.add_line(1, f"months = {calibration.months} runs on after the last target, March {last_target}. "
                           f"Write months: {months_to_march(last_target)}?")
    for target in calibration.targets:
        if target.year < first or calibration.months < months_to_march(target.year):
            faults.add_line(
                1,
                f"{target.label} is not a whole year of the run ({start}, {calibration.months} months). "
                "Change months, or the target?",
            )


if __name__ == "__main__":
    run(main)
