"""Points of a fit, run by the program. Each finished point is a file in DIR/points, so that no point is run twice."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Callable, Mapping, Sequence

import numpy as np

from ..command_line import BAD_INPUT
from ..published_figures import TargetsError
from ..results import Results, ResultsError
from ..targets import ModelFigures
from .calibration import Calibration
from .progress import Progress

INTERRUPTED = 130


class RunFailed(Exception):
    """A run that the program could not finish; the message is the program's own."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class OutOfTime(Exception):
    """The slice is over; what is done is kept."""


class Interrupted(Exception):
    """Ctrl-C or SIGTERM; the runs under way are lost, the others kept."""


def write_whole(file: Path, text: str) -> None:
    """Writes a file that appears under its name only when it is complete."""
    unfinished = file.with_name(f"{file.name}.tmp.{os.getpid()}")
    with unfinished.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(unfinished, file)


class Program:
    """`hearth run`, one process at a time for each of `jobs`, stoppable."""

    def __init__(self, path: str, jobs: int) -> None:
        self.path, self.jobs = path, jobs
        self._running: set[subprocess.Popen] = set()
        self._lock = threading.RLock()  # a signal may come while its thread holds it
        self._is_stopped = False

    def run(self, arguments: Sequence[str]) -> None:
        """Raises RunFailed with what the program said. Own session: Ctrl-C comes to us, and we end our runs."""
        threads = ["--threads", str(max(1, len(os.sched_getaffinity(0)) // self.jobs))] if self.jobs > 1 else []
        command = [self.path, "run", *arguments, *threads, "-q"]
        with self._lock:
            if self._is_stopped:
                raise Interrupted
            try:
                quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
                process = subprocess.Popen(command, **quiet, text=True, start_new_session=True)
            except OSError as error:
                raise RunFailed(
                    f"{self.path}: can't be started ({error.strerror}). Is it the program?", BAD_INPUT
                ) from None
            self._running.add(process)
        try:
            said = process.communicate()[1]
        finally:
            with self._lock:
                self._running.discard(process)
        if self._is_stopped:
            raise Interrupted
        if process.returncode != 0:
            words = [line for line in said.splitlines() if " months, " not in line]  # without its progress
            words = words or [f"exit code {process.returncode}"]
            code = BAD_INPUT if process.returncode == BAD_INPUT else 1
            raise RunFailed("\n".join([*words, f"(from: {' '.join(command)})"]), code)

    def stop(self) -> None:
        with self._lock:
            self._is_stopped = True
            for process in self._running:
                process.send_signal(signal.SIGTERM)


class Points:
    """Evaluates points: lists of parameter values, as one row of figures per replicate."""

    def __init__(
        self,
        calibration: Calibration,
        program: Program,
        folder: Path,
        progress: Progress,
        deadline: float | None,
    ) -> None:
        self.calibration, self.program, self.folder = calibration, program, folder
        self.progress, self.deadline = progress, deadline
        self.new_runs = self.known_points = 0
        self._longest = 0.0  # seconds of a run

    def __call__(self, points: Sequence[Sequence[float]]) -> list[np.ndarray]:
        """The figures of each point, (replicates, targets); runs those that are not known yet, `jobs` at a time."""
        names = [self.name_of(point) for point in points]
        known = {name: self._recall(name) for name in names}
        to_run = {name: point for name, point in zip(names, points) if known[name] is None}
        self.known_points += len(points) - len(to_run)
        if to_run:
            known.update(self._run_all(to_run))
        return [np.array(known[name]) for name in names]

    def name_of(self, point: Sequence[float]) -> str:
        """The same for the same values; the folder belongs to one calibration, config and program."""
        return hashlib.sha256(json.dumps([f"{value:.10g}" for value in point]).encode()).hexdigest()[:24]

    def _recall(self, name: str) -> list | None:
        file = self.folder / "points" / f"{name}.json"
        return json.loads(file.read_text(encoding="utf-8"))["figures"] if file.exists() else None

    def _run_all(self, to_run: Mapping[str, Sequence[float]]) -> dict[str, list]:
        found: dict[str, list] = {}
        waiting = list(to_run.items())
        under_way: dict[Future, str] = {}
        with ThreadPoolExecutor(self.program.jobs) as workers:
            try:
                while waiting or under_way:
                    while waiting and len(under_way) < self.program.jobs and self._has_time(bool(under_way)):
                        name, point = waiting.pop(0)
                        under_way[workers.submit(self._run, name, point)] = name
                    if not under_way:
                        raise OutOfTime
                    # Short waits: a signal handler runs between them.
                    for future in wait(under_way, timeout=0.2, return_when=FIRST_COMPLETED).done:
                        found[under_way.pop(future)] = future.result()
                        self.new_runs += 1
                        self.progress.step(self.new_runs, self._longest)
            except BaseException as error:
                if not isinstance(error, OutOfTime):
                    self.program.stop()
                raise
        return found

    def _has_time(self, is_busy: bool) -> bool:
        """Is there time for one more run? The first of a slice always goes, or nothing would ever get done."""
        if self.deadline is None or (self.new_runs == 0 and not is_busy):
            return True
        return time.monotonic() + self._longest < self.deadline

    def _run(self, name: str, point: Sequence[float]) -> list:
        began = time.monotonic()
        calibration = self.calibration
        results = self.folder / "running" / f"{name}.h5"
        arguments = [calibration.config, "--months", str(calibration.months), "--seed", str(calibration.seed)]
        arguments += ["--replicates", str(calibration.replicates), "-o", str(results)]
        arguments += ["--events", "episodes" if calibration.needs_episodes else "none"]
        for parameter, value in zip(calibration.parameters, point):
            for path in parameter.paths:
                arguments += ["--set", f"{path}={value:.10g}"]
        self.program.run(arguments)
        figures = figures_of(calibration, results)
        results.unlink()
        seconds = time.monotonic() - began
        self._longest = max(self._longest, seconds)
        values = {parameter.name: value for parameter, value in zip(calibration.parameters, point)}
        record = {"values": values, "seconds": round(seconds, 2), "figures": figures}
        write_whole(self.folder / "points" / f"{name}.json", json.dumps(record, indent=1))
        return figures


def figures_of(calibration: Calibration, file: Path) -> list[list[float]]:
    """The model's counterparts of the targets, one row per replicate."""
    try:
        model = ModelFigures(Results(file))
        columns = [
            model(target.measure, target.year, target.breakdown, target.area) for target in calibration.targets
        ]
    except (TargetsError, ResultsError) as error:
        raise RunFailed(str(error), BAD_INPUT) from None
    table = np.column_stack(columns)
    empty = np.flatnonzero(np.isnan(table).any(axis=0))
    if len(empty):
        raise RunFailed(f"{calibration.file}: {calibration.targets[empty[0]].label} has no value in some replicate "
                        "(nothing to divide by). Choose another figure, or a larger area?", BAD_INPUT)
    return table.tolist()


def on_signals(program: Program) -> Callable[[], None]:
    """Ends the runs under way on Ctrl-C and SIGTERM; returns what puts the handlers back."""
    def end(*_: object) -> None:
        program.stop()
        raise Interrupted

    old = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in old.items():
            signal.signal(number, handler)

    return restore


__all__ = ["Interrupted", "OutOfTime", "Points", "Program", "RunFailed", "on_signals", "write_whole"]
