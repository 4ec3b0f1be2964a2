"""Reads the plan of a sweep, and CSV tables."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from .plan import NEEDED, ONE_BY_ONE, PLAN_AGAIN, POINTS_EACH, BadSweep, Parameter, Plan, names_of_words
from .plan_checks import check_order, runs_of
from .seal import check_json, csv_of

FORMAT, FORMAT_VERSION = "hearth-sweep-plan", 3
IDS_SHOWN = 10


def read(folder: str | os.PathLike[str]) -> Plan:
    """Reads and checks the plan in `folder`; raises BadSweep."""
    folder = Path(folder)
    facts = _facts(folder / "plan.json")
    try:
        design, second_order = str(facts["design"]), bool(facts["second_order"])
        base_points = int(facts["points" if design in ONE_BY_ONE else "base_points"])
        parameters = tuple(
            Parameter(str(entry["name"]), str(entry["distribution"]), tuple(entry["numbers"]))
            for entry in facts["parameters"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadSweep(f"{folder / 'plan.json'}: is no whole plan ({_of(error)}). {PLAN_AGAIN}") from None
    if design not in ONE_BY_ONE and (design, second_order) not in POINTS_EACH:
        raise BadSweep(f"{folder / 'plan.json'}: the design is '{design}', which this package does not know. "
                       "Install the package of the Hearth that wrote it")
    if not parameters or base_points < 2:
        raise BadSweep(f"{folder / 'plan.json'}: has {base_points} base point(s) and {len(parameters)} parameter(s); "
                       "intervals need two base points. Plan more, or extend it: hearth sweep extend")
    names = [parameter.name for parameter in parameters]
    lines = csv_of(folder, str(facts.get("plan_csv")))
    frame = table(lines, [*NEEDED, *names], PLAN_AGAIN, names_of_words(parameters))
    plan = runs_of(folder, design, base_points, second_order, parameters, frame)
    check_order(plan)
    return plan


def _facts(file: Path) -> dict[str, Any]:
    """plan.json, if it is ours and as it was written."""
    if file.exists() and not file.is_file() and not file.is_dir():
        raise BadSweep(f"{file}: is not a plain file. Give the folder that 'hearth sweep plan' wrote")
    try:
        content = file.read_bytes()
        facts = json.loads(content.decode("utf-8"))
    except OSError as error:
        cannot_read(file, error, "Give the folder that 'hearth sweep plan' wrote")
    except ValueError as error:
        raise BadSweep(f"{file}: is no JSON ({error}). {PLAN_AGAIN}") from None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise BadSweep(f"{file}: is no plan of a sweep ('format' is not '{FORMAT}'). "
                       "Give the folder that 'hearth sweep plan' wrote")
    if facts.get("format_version") != FORMAT_VERSION:
        raise BadSweep(f"{file}: has plan format {facts.get('format_version')} (this package reads {FORMAT_VERSION}). "
                       "Install the package of the Hearth that wrote it")
    check_json(file, content)
    return facts


def table(file: Path, needed: list[str], remedy: str, words: list[str], only: bool = True) -> pd.DataFrame:
    """A CSV file that must have the columns `needed`, and these `only`, or all others too.

    words: columns to be read as they are written, beside scenario and status.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)  # rows longer than the heading
            frame = pd.read_csv(file, usecols=(lambda name: name in needed) if only else None, index_col=False,
                                low_memory=False, converters=dict.fromkeys(["scenario", "status", *words], str),
                                encoding="utf-8")
    except OSError as error:
        cannot_read(file, error, "Is the path right?")
    except (ValueError, pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError) as error:
        raise BadSweep(f"{file}: is no CSV table ({_of(error)}). {remedy}") from None
    lacking = [name for name in needed if name not in frame]
    if lacking:
        raise BadSweep(f"{file}: has no column {', '.join(lacking)}. {remedy}")
    return frame


def cannot_read(file: Path, error: OSError, remedy: str) -> NoReturn:
    raise BadSweep(f"{file}: can't be read ({error.strerror or error}). {remedy}") from None


def some(ids: np.ndarray) -> str:
    """The first few of so many ids, as text."""
    shown = ", ".join(str(number) for number in ids[:IDS_SHOWN])
    return f"{shown}, and {len(ids) - IDS_SHOWN:,} more" if len(ids) > IDS_SHOWN else shown


def _of(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    first = text[0] if text else type(error).__name__
    return f"no {first}" if isinstance(error, KeyError) else first
