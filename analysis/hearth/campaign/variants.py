"""A policy at other spends and starts: its YAML read, multiplied and moved.

A scenario of several files, A+B, has several parts, which move together; each variant of a part is called by what it
spends and when it starts itself: campaign_2_2024-04.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Iterable, NamedTuple

import pandas as pd
import yaml

from ..program import configs_folder
from ..text_files import TextError, read_text
from .comparison import BadComparison
from .together import JOINS
from .words import month_words

#: Settings of a policy that say what it spends.
SPENT = ("spending", "budget")


class Part(NamedTuple):
    """A file of a scenario, read: a scenario A+B has two."""

    file: Path
    scenario: dict[str, Any]

    @property
    def policies(self) -> list[dict[str, Any]]:
        """The settings of each of its processes, which may be changed in place."""
        entries = self.scenario.get("processes") or []
        return [one for entry in entries if isinstance(entry, dict) for one in entry.values() if isinstance(one, dict)]

    @property
    def name(self) -> str:
        return str(self.scenario.get("scenario", self.file.stem))

    @property
    def starts(self) -> list[pd.Period]:
        """The months in which its policies begin, as far as they say."""
        return [_month(str(policy["start"]), f"{self.file}: start") for policy in self.policies if "start" in policy]

    @property
    def start(self) -> pd.Period | None:
        """The month in which the first of them begins; None if none says."""
        return min(self.starts, default=None)

    @property
    def is_spending(self) -> bool:
        return any(key in policy for policy in self.policies for key in SPENT)


def find_yaml(words: str) -> Path:
    """A file as `hearth compare` finds it: by its path, or by its name here or among the configs of ours."""
    if Path(words).exists():
        return Path(words)
    folders = [folder for folder in (Path("."), configs_folder()) if folder is not None]
    name = words if words.endswith(".yaml") else f"{words}.yaml"
    looked = [place for folder in folders for place in (folder / name, folder / "scenarios" / name)]
    for place in looked:
        if place.is_file():
            return place
    raise BadComparison(f"{words}: does not exist (looked for {', '.join(map(str, looked))}). Is the name right?")


def read_part(words: str) -> Part:
    """The YAML of a scenario; its paths are made absolute, as the variants are in another folder."""
    file = find_yaml(words)
    try:
        scenario = yaml.safe_load(read_text(file))
    except OSError as error:
        raise BadComparison(f"{file}: can't be read ({error.strerror}). Is the path right?") from None
    except TextError as error:
        raise BadComparison(str(error)) from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: of days that cannot be
        raise BadComparison(f"{file}: is no YAML ({' '.join(str(error).split())}). Correct it?") from None
    if not isinstance(scenario, dict) or not isinstance(scenario.get("processes"), list) or not scenario["processes"]:
        raise BadComparison(f"{file}: is no scenario of a policy. Give a YAML file with the processes that it changes")
    files = scenario.get("files")
    if isinstance(files, dict):
        scenario["files"] = {name: str((file.parent / str(path)).resolve()) for name, path in files.items()}
    part = Part(file, scenario)
    if any(sign in part.name for sign in ("/", JOINS)):
        raise BadComparison(f"{file}: its name '{part.name}' cannot be that of variants. Write scenario: without / and "
                            f"{JOINS}")
    return part


def check_names(parts: Iterable[Part]) -> None:
    """Refuses two files whose scenarios have one name: their results could not be told apart."""
    named: dict[str, Path] = {}
    for part in parts:
        other = named.setdefault(part.name, part.file)
        if other.resolve() != part.file.resolve():
            raise BadComparison(f"{part.file}: is called {part.name}, as {other} is. Give one of them another name, "
                                "in its line 'scenario:'")


def variants_of(parts: list[Part], spends: list[float], starts: list[pd.Period] | None) -> list[list[Part]]:
    """A scenario, which may be of several parts, for each start and spend; without starts, at the scenario's own."""
    begins = [part.start for part in parts if part.start is not None]
    names = JOINS.join(part.name for part in parts)
    if starts is not None and not begins:
        raise BadComparison(f"{parts[0].file}: {names} has no start, so --start moves nothing. Write start: 2024-04")
    if spends != [1.0] and not any(part.is_spending for part in parts):
        raise BadComparison(f"{parts[0].file}: {names} does not say its spending, so --spend multiplies nothing. Write "
                            "spending or budget in it, or leave out --spend")
    first = min(begins, default=None)
    return [
        [_variant(part, spend, 0 if first is None or start is None else (start - first).n) for part in parts]
        for start in starts or [None] for spend in spends
    ]


def _variant(part: Part, spend: float, later: int) -> Part:
    """A part at a multiple of its spending, so many months later; named by its own start, as others' may differ."""
    scenario = copy.deepcopy(part.scenario)
    start = None if part.start is None else part.start + later
    scenario["scenario"] = "_".join(str(word) for word in (part.name, f"{spend:g}", start) if word is not None)
    spent = f" at {spend:g} times its spending" if part.is_spending else ""
    moved = "" if start is None else f", starting in {month_words(start)}"
    scenario["description"] = f"{part.name}{spent}{moved}"
    made = Part(part.file, scenario)
    for policy in made.policies:
        for key in ("start", "end"):
            if key in policy:
                policy[key] = str(_month(str(policy[key]), f"{part.file}: {key}") + later)
        for key in SPENT:
            if key in policy:
                policy[key] = _multiplied(policy[key], spend, part.file, key)
    return made


def _multiplied(spent: Any, spend: float, file: Path, key: str) -> dict[str, Any]:
    if not isinstance(spent, dict) or not isinstance(spent.get("value"), (int, float)):
        raise BadComparison(f"{file}: does not say its {key} as a number with a unit. Write "
                            f"{key}: {{value: 200, unit: \"GBP/month/10,000 adults\", source: \"assumed: ...\"}}")
    source = f"derived: {spend:g} times that of {file.name} ({spent.get('source', 'no source')})"
    return {**spent, "value": float(f"{spent['value'] * spend:.10g}"), "source": source}


def texts_of(parts: Iterable[Part]) -> dict[str, str]:
    """Name of each variant -> its YAML; a part of several scenarios is the same in all, or it is refused."""
    texts: dict[str, str] = {}
    for part in parts:
        text = yaml.safe_dump(part.scenario, sort_keys=False, allow_unicode=True)
        if texts.setdefault(part.name, text) != text:
            raise BadComparison(f"{part.file}: two different variants would be called {part.name}. Give spends that "
                                "differ more, or run them apart")
    return texts


def numbers(text: str) -> list[float]:
    """Multiples of the spending: 0.5,1,2,4"""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        found = []
    if not found or not all(0 < value < float("inf") for value in found) or len(set(found)) < len(found):
        raise BadComparison(f"--spend '{text}': must be different numbers above 0. Write 0.5,1,2,4")
    return found


def months(text: str) -> list[pd.Period]:
    """Months: 2024-04,2025-04"""
    found = [_month(part, "--start") for part in text.split(",")]
    if len(set(found)) < len(found):
        raise BadComparison(f"--start '{text}': must be different months. Write 2024-04,2025-04")
    return found


def _month(text: str, what: str) -> pd.Period:
    try:
        return pd.Period(pd.to_datetime(text.strip(), format="%Y-%m"), freq="M")
    except ValueError:
        raise BadComparison(f"{what} '{text}' is no month. Write it as 2024-04") from None
