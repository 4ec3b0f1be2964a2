"""Points of a fit, made as runs of one sweep in DIR/sweep that each batch of points extends.

The sweep (`first_day: each_point`) knows what is made and what is missing, and who has it in hand. The figures of each
point are taken from its results file into DIR/points, and the file is removed: no point is run twice, or read twice.
"""

from __future__ import annotations

import csv
import hashlib
import json
import time
from pathlib import Path
from typing import Mapping, Sequence

import numpy as np
import yaml

from ..command_line import BAD_INPUT
from ..published_figures import TargetsError
from ..results import Results, ResultsError
from ..targets import ModelFigures
from ..writing import write_text
from .calibration import YAML, Calibration
from .progress import Progress
from .running import Program, RunFailed, words_of

DONE, FAILED, RESUMABLE = 0, 1, 75
BETWEEN_LOOKS = 1.0  # seconds, while others make what is missing


class OutOfTime(Exception):
    """The slice is over; what is done is kept."""


class Planned(Exception):
    """The next runs are planned, and somebody else is to make them; the message says how."""


class Points:
    """Evaluates points: lists of parameter values, as one row of figures per replicate.

    jobs:       runs at the same time.
    plan_only:  runs are planned, not made.
    """

    def __init__(self, calibration: Calibration, program: Program, folder: Path, progress: Progress,
                 deadline: float | None, jobs: int = 1, plan_only: bool = False) -> None:
        self.calibration, self.program, self.folder = calibration, program, folder
        self.progress, self.deadline, self.jobs, self.plan_only = progress, deadline, jobs, plan_only
        self.sweep = folder / "sweep"
        self.new_runs = self.known_points = 0
        self._longest = 0.0  # seconds of a run

    def __call__(self, points: Sequence[Sequence[float]]) -> list[np.ndarray]:
        """The figures of each point, (replicates, targets); makes those that are not known yet."""
        names = [self.name_of(point) for point in points]
        known = {name: self._recall(name) for name in names}
        to_run = {name: point for name, point in zip(names, points) if known[name] is None}
        self.known_points += len(points) - len(to_run)
        if to_run:
            known.update(self._run_all(to_run))
        return [np.array(known[name]) for name in names]

    def name_of(self, point: Sequence[float]) -> str:
        """The same for the same values; the folder belongs to one calibration, config and program."""
        return hashlib.sha256(json.dumps(_texts(point)).encode()).hexdigest()[:24]

    def _recall(self, name: str) -> list | None:
        file = self.folder / "points" / f"{name}.json"
        return json.loads(file.read_text(encoding="utf-8"))["figures"] if file.exists() else None

    def _run_all(self, to_run: Mapping[str, Sequence[float]]) -> dict[str, list]:
        files = self._planned(to_run)
        found: dict[str, list] = {}

        def collect() -> None:
            for name in [name for name, file in files.items() if name not in found and file.exists()]:
                found[name] = self._take(name, to_run[name], files[name])
                self.new_runs += 1
                self.progress.step(self.new_runs, self._longest)

        collect()
        while len(found) < len(to_run):
            if self.plan_only:
                if self._status()["failed"] > 0:
                    raise RunFailed(self._why(""), FAILED)
                raise Planned(self._how_to_make(len(to_run) - len(found)))
            before = len(found)
            said = self.program.run(self._resume(), (DONE, FAILED, RESUMABLE), collect)
            collect()
            if said.code == FAILED:
                raise RunFailed(self._why(said.err), FAILED)
            if said.code == RESUMABLE and len(found) < len(to_run):
                raise OutOfTime
            if len(found) == before:  # others have them in hand, or they were made and taken before
                is_all_made = self._status()["missing"] == 0
                collect()
                if is_all_made and len(found) == before:
                    raise RunFailed(f"{self.folder / 'points'}: lacks points that were run already. Choose another -o, or "
                                    f"remove {self.folder}?", BAD_INPUT)
                time.sleep(BETWEEN_LOOKS)
        return found

    def _planned(self, to_run: Mapping[str, Sequence[float]]) -> dict[str, Path]:
        """The results file that each of these points has or will have; adds those to the sweep that it has not."""
        wanted = {name: self._cells(point) for name, point in to_run.items()}
        runs = self._runs()
        new = [cells for cells in wanted.values() if cells not in runs]
        if new:
            self._add(new)
            runs = self._runs()
        return {name: self.sweep / "results" / f"{runs[cells]}.h5" for name, cells in wanted.items()}

    @property
    def _paths(self) -> list[str]:
        return [path for parameter in self.calibration.parameters for path in parameter.paths]

    def _cells(self, point: Sequence[float]) -> tuple[str, ...]:
        """A point as the sweep's list has it: a column for each place that holds a value."""
        pairs = zip(self.calibration.parameters, _texts(point))
        return tuple(text for parameter, text in pairs for _ in parameter.paths)

    def _runs(self) -> dict[tuple[str, ...], str]:
        """Digests of the runs that are planned, by their cells."""
        file = self.sweep / "plan.csv"
        if not (self.sweep / "plan.json").exists():
            return {}
        with file.open(encoding="utf-8", newline="") as stream:
            return {tuple(row[path] for path in self._paths): row["digest"] for row in csv.DictReader(stream)}

    def _add(self, points: Sequence[tuple[str, ...]]) -> None:
        """Plans the sweep, or extends it by these points."""
        listed = self.folder / "running" / "points.csv"
        with listed.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerows([self._paths, *points])
        if (self.sweep / "plan.json").exists():
            self.program.run(["sweep", "extend", str(self.sweep), "--list", str(listed)])
        else:
            self._plan(listed)
        listed.unlink()

    def _plan(self, listed: Path) -> None:
        """The sweep as it is asked for: each point is a run of `hearth run`, first day and replicates included."""
        calibration = self.calibration
        config = str(Path(calibration.config).resolve()) if Path(calibration.config).suffix in YAML else calibration.config
        settings = {"months": calibration.months, "seed": calibration.seed, "replicates": calibration.replicates}
        asked = {
            "sweep": calibration.file.stem, "config": config, "set": [f"{name}={value}" for name, value in settings.items()],
            "first_day": "each_point", "events": "episodes" if calibration.needs_episodes else "none",
            "design": "list", "list": listed.name,
        }
        file = listed.with_name("sweep.yaml")
        file.write_text(yaml.safe_dump(asked, sort_keys=False), encoding="utf-8")
        self.program.run(["sweep", "plan", str(file), "-o", str(self.sweep), "-q"])
        file.unlink()

    def _resume(self) -> list[str]:
        """Makes what is missing, as far as there is time: the first run of a slice always goes."""
        words = ["sweep", "resume", str(self.sweep), "--at-once", str(self.jobs), "--flush", "0", "-q"]
        if self.deadline is None:
            return words
        left = self.deadline - time.monotonic()
        if self.new_runs > 0 and left <= self._longest:
            raise OutOfTime
        return [*words, "--minutes", f"{max(left, 1e-6) / 60:.9f}"]

    def _take(self, name: str, point: Sequence[float], file: Path) -> list:
        """Keeps the figures of a results file, which goes."""
        results = Results(file)
        figures = figures_of(self.calibration, results)
        seconds = float(results.diary["seconds"])
        self._longest = max(self._longest, seconds)
        values = {parameter.name: value for parameter, value in zip(self.calibration.parameters, point)}
        record = {"values": values, "seconds": seconds, "figures": figures}
        write_text(self.folder / "points" / f"{name}.json", json.dumps(record, indent=1))
        file.unlink()
        return figures

    def _status(self) -> dict:
        return json.loads(self.program.run(["sweep", "status", str(self.sweep), "--json"]).out)

    def _why(self, said: str) -> str:
        """Why runs failed: what the worker said, or what is recorded of them."""
        words = said.strip() or "\n".join(entry["message"] for entry in self._status()["messages"])
        return words_of(words, FAILED, [self.program.path, "sweep", "resume", str(self.sweep)])

    def _how_to_make(self, runs: int) -> str:
        return (f"{runs} run{'s are' if runs != 1 else ' is'} planned in {self.sweep}. Make "
                f"{'them' if runs != 1 else 'it'} (hearth sweep run {self.sweep}, or hearth sweep submit {self.sweep} "
                f"--slurm --tasks {runs}), and run the same command again.")


def figures_of(calibration: Calibration, results: Results) -> list[list[float]]:
    """The model's counterparts of the targets, one row per replicate."""
    try:
        model = ModelFigures(results)
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


def _texts(point: Sequence[float]) -> list[str]:
    """Values as `--set` is told them."""
    return [f"{value:.10g}" for value in point]


__all__ = ["OutOfTime", "Planned", "Points"]
