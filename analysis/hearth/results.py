"""One results file, opened, checked and labelled."""

from __future__ import annotations

import errno
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Mapping

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from . import events, overview, panel, soundness, summary
from .results_error import ResultsError, one_of

if TYPE_CHECKING:
    from .line_figure import Picture

FORMAT = "hearth-results"
FORMAT_VERSION = 2
#: What `hearth sweep merge` writes.
SWEEP_FORMAT = "hearth-sweep"


class Results:
    """A complete results file. Everything is read when it is first asked for, and then kept.

    The file is closed between reads, so it may be moved or replaced while this object lives.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        with _opened(self.path) as file:
            _check(file, self.path)
            soundness.check(file)
            self._attributes = {name: _plain(value) for name, value in file.attrs.items()}
            self.event_tables: tuple[str, ...] = events.tables_in(file)

    @property
    def provenance(self) -> Mapping[str, Any]:
        """What has to be known to make the file again: versions, commit, seed, start, months, digest ..."""
        return dict(self._attributes)

    @property
    def config(self) -> str:
        """The whole resolved configuration [YAML]; of the first scenario, where there are several."""
        return next(iter(self.configs.values()))

    @cached_property
    def configs(self) -> Mapping[str, str]:
        """The whole resolved configuration of each scenario [YAML]."""
        with self._reading() as file:
            return dict(zip(file["scenario"].asstr()[()], file["provenance/config"].asstr()[()]))

    @cached_property
    def drawn(self) -> xr.DataArray | None:
        """What was drawn for uncertain parameters: (scenario, replicate, parameter), with units; None if nothing was.

        NaN where a scenario has a fixed number.
        """
        with self._reading() as file:
            if "provenance/drawn" not in file:
                return None
            group = file["provenance"]
            return xr.DataArray(
                group["drawn"][()],
                dims=("scenario", "replicate", "parameter"),
                coords={
                    "scenario": file["scenario"].asstr()[()],
                    "replicate": file["replicate"][()],
                    "parameter": group["parameter"].asstr()[()],
                    "unit": ("parameter", group["parameter_unit"].asstr()[()]),
                },
                name="drawn",
            )

    @cached_property
    def diary(self) -> Mapping[str, Any]:
        """Facts of the run that are never compared: times, threads, command ...

        The computer's name (`host`) is among them only of a run with `--diary full`.
        """
        with self._reading() as file:
            return {name: _plain(value) for name, value in file["diary"].attrs.items()}

    @cached_property
    def panel(self) -> xr.Dataset:
        """Every measure by scenario, replicate, month or year, area and breakdown, with units and definitions.

        All its variables are numbers: `panel.sel(scenario="peer_support") - panel.sel(scenario="baseline")` is what the
        scenario changed, in each replicate.
        """
        with self._reading() as file:
            return panel.read(file)

    @cached_property
    def measures(self) -> Mapping[str, tuple[str, ...]]:
        """Name of each measure -> its dimensions."""
        with self._reading() as file:
            return {
                name: dimensions
                for name, dataset in file["/"].items()
                if isinstance(dataset, h5py.Dataset) and "replicate" in (dimensions := panel.dimensions_of(dataset))
                and len(dimensions) > 2  # more than a scenario's replicate: no coordinate and no digest
            }

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """Name of each measure -> what it counts, and in what unit."""
        with self._reading() as file:
            about = {name: panel.attributes_of(file[name]) for name in self.measures}
        return {name: f"{said['long_name']} [{said['units']}]: {said['definition']}" for name, said in about.items()}

    @cached_property
    def figures(self) -> tuple[summary.Figure, ...]:
        """What `summary` consists of, and from which measures each figure is made; none of an older file."""
        with self._reading() as file:
            return summary.figures_in(file)

    @cached_property
    def coordinates(self) -> Mapping[str, np.ndarray]:
        """Labels of each dimension, dates as datetime64, and the facts of areas; no measure is read for them."""
        with self._reading() as file:
            return {
                name: panel.cells_of(dataset)
                for name, dataset in file["/"].items()
                if isinstance(dataset, h5py.Dataset) and (h5py.h5ds.is_scale(dataset.id) or name in panel.OF_AREAS)
            }

    def measure(self, name: str) -> xr.DataArray:
        """One measure, labelled as in `panel`, without reading the others.

        Raises `ResultsError`, with the nearest name, for one that is not in the file.
        """
        one_of(self.path, "measure", name, self.measures)
        with self._reading() as file:
            return panel.read_measure(file, name)

    def cells(self, measure: str) -> np.ndarray:
        """One measure as it is stored, in the order of `measures[measure]`: for files too large to read whole."""
        one_of(self.path, "measure", measure, self.measures)
        with self._reading() as file:
            return panel.cells_of(file[measure])

    @property
    def episodes(self) -> pd.DataFrame:
        """One row per placement; see `events`."""
        return self.events("episodes")

    def events(self, table: str) -> pd.DataFrame:
        """An event table: enumerations, scenario and area (its code) as categoricals, days as dates (NaT: none yet).

        `frame.attrs` holds each column's meaning (`long_name`) and unit.
        """
        if table not in self._frames:
            if table not in self.event_tables:
                has = ", ".join(self.event_tables) or "no events at all"
                raise ResultsError(
                    f"{self.path}: has no events '{table}' (it has {has}). "
                    "Run again with --events episodes or --events all?"
                )
            with self._reading() as file:
                self._frames[table] = events.read(file, table)
        return self._frames[table]

    def summary(self, level: str = "nation") -> pd.DataFrame:
        """The records of `hearth summary`, number for number.

        level: "nation", "region" or "la".
        """
        if not self.figures:
            raise ResultsError(
                f"{self.path}: does not say how its figures are made, as Hearth {self._attributes['hearth_version']} of "
                "its commit did not write it. Ask 'hearth summary', or run again"
            )
        return summary.summarise(self.panel, self.figures, level)

    def plot(
        self, measure: str, area: str | None = None, group: str | None = None, scenario: str | None = None
    ) -> Picture:
        """A measure over time: a line for each scenario, a band over replicates.

        measure:   one of `measures`, or a figure of `hearth summary` such as in_childrens_homes_percent.
        area:      name or code, as on the command line; all that was simulated if none is given.
        group:     one group of a measure with a breakdown; each has its line if there is one scenario and no group.
        scenario:  one scenario; all if none is given.

        The picture shows itself in a notebook; `.save("picture.png")` writes it, `.data.frame` holds its numbers.
        Raises `ResultsError`, with the nearest name, for what is not in the file.
        """
        from . import line_data, line_figure  # matplotlib takes a second to load

        return line_figure.draw(line_data.line_data(self, measure, area, group, scenario))

    def __repr__(self) -> str:
        return overview.as_text(self)

    def _repr_html_(self) -> str:
        return overview.as_html(self)

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {}

    def _reading(self) -> _opened:
        return _opened(self.path, digest=self._attributes["digest"])


def open(path: str | os.PathLike[str]) -> Results:
    """Opens a results file; raises `ResultsError` if it is foreign, incomplete or of another format version."""
    return Results(path)


class _opened:
    """An HDF5 file for the length of a `with`; trouble in it, at opening or reading, becomes a ResultsError."""

    def __init__(self, path: Path, digest: str | None = None) -> None:
        self.path = path
        self.digest = digest

    def __enter__(self) -> h5py.File:
        try:
            if self.path.exists() and not (self.path.is_file() or self.path.is_dir()):
                raise ResultsError(f"{self.path}: is not a plain file. Give the file that 'hearth run -o' wrote")
            with self.path.open("rb"):
                pass
        except OSError as error:
            remedy = "May you read it?" if error.errno == errno.EACCES else "Is the path right?"
            raise ResultsError(f"{self.path}: can't be read ({error.strerror}). {remedy}") from None
        if not h5py.is_hdf5(self.path):
            raise ResultsError(
                f"{self.path}: is no results file (not HDF5). "
                "Give the file that 'hearth run -o' or 'hearth compare -o' wrote"
            )
        try:
            self.file = h5py.File(self.path, "r")
        except OSError as error:
            raise ResultsError(f"{self.path}: {_why_not_opened(error)}") from None
        if self.digest is not None and self.file.attrs.get("digest") != self.digest:
            self.file.close()
            raise ResultsError(f"{self.path}: has been replaced since it was opened. Open it again")
        return self.file

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self.file.close()
        if isinstance(error, (OSError, KeyError, RuntimeError, soundness.Unsound)):
            raise ResultsError(
                f"{self.path}: is damaged ({_first_line(error)}). Copy it again, or run again"
            ) from error


def _why_not_opened(error: OSError) -> str:
    """HDF5's reason, told apart as the program does: a whole file that somebody else has open needs no new run."""
    reason = _first_line(error)
    if os.strerror(errno.EAGAIN) in reason or "already open" in reason:
        return f"is open in another program, which may be writing it ({reason}). Close it there?"
    if any(os.strerror(number) in reason for number in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)):
        return f"is on a disk that can't lock files ({reason}). Set HDF5_USE_FILE_LOCKING=FALSE, or copy it?"
    what = "cut short" if "truncated file" in reason else "damaged or cut short"
    return f"is {what} ({reason}). Copy it again, or run again"


def _check(file: h5py.File, path: Path) -> None:
    """Is this ours, of the version we know, and all there? One message each."""
    about = file.attrs
    if _plain(about.get("format")) == SWEEP_FORMAT:
        raise ResultsError(
            f"{path}: is a merged sweep, whose runs have parameters instead of replicates. "
            f"Open it with hearth.sweep.open_merged('{path}')"
        )
    if _plain(about.get("format")) != FORMAT:
        raise ResultsError(
            f"{path}: is HDF5, but no results file of Hearth (its attribute 'format' is not '{FORMAT}'). "
            "Give the file that 'hearth run -o' wrote"
        )
    version = _plain(about.get("format_version"))
    if version != FORMAT_VERSION:
        raise ResultsError(
            f"{path}: has results format {version} (this package reads {FORMAT_VERSION}). "
            f"Install the package of Hearth {_plain(about.get('hearth_version'))}, which wrote it, or a newer one"
        )
    if _plain(about.get("complete")) != 1:
        raise ResultsError(f"{path}: is incomplete (the program that wrote it did not finish). Run again")


def _plain(value: Any) -> Any:
    """A numpy scalar as a Python one."""
    return value.item() if hasattr(value, "item") and getattr(value, "size", 1) == 1 else value


def _first_line(error: BaseException) -> str:
    return str(error).strip("\"'").splitlines()[0] if str(error) else type(error).__name__
