"""The values of a config as the program resolved it, by the dotted names of `--set`; and overlays of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Sequence

import yaml


@dataclass(frozen=True)
class Place:
    """Where a number stands: the parameter's mapping and, in a table, its row and column label."""

    names: tuple[str, ...]  # of the sections and the parameter
    is_of_process: bool
    parameter: Mapping[str, Any]
    labels: tuple[str, ...]
    value: float

    @property
    def unit(self) -> str:
        return str(self.parameter.get("unit", ""))


class Resolved:
    """A resolved config, as the results file keeps it."""

    def __init__(self, text: str) -> None:
        self.top: dict[str, Any] = yaml.safe_load(text)
        self.processes: dict[str, Any] = {}
        for item in self.top.get("processes", []):
            self.processes.update(item)

    def find(self, path: str) -> Place:
        """The number that `--set path=...` would replace; LookupError says which step is not there."""
        steps = path.split(".")
        is_of_process = steps[0] in self.processes
        node: Any = self.processes if is_of_process else self.top
        for depth, step in enumerate(steps):
            if not isinstance(node, Mapping) or step not in node:
                here = ".".join(steps[:depth]) or "the config"
                raise LookupError(f"{here} has no '{step}'")
            node = node[step]
            if _is_parameter(node):
                labels = tuple(steps[depth + 1:])
                return Place(tuple(steps[: depth + 1]), is_of_process, node, labels, _number(node, labels, path))
        raise LookupError(f"{path} is a section; name a parameter in it")


def overlay(resolved: Resolved, values: Mapping[str, tuple[float, str]]) -> dict[str, Any]:
    """What, laid over the config, gives each path its value and source; a table states its old source for the rest."""
    changed: dict[tuple[str, ...], dict[str, Any]] = {}
    sections: dict[str, Any] = {}
    processes: dict[str, Any] = {}
    for path, (value, source) in values.items():
        place = resolved.find(path)
        parameter = changed.get(place.names)
        if parameter is None:
            parameter = changed[place.names] = {}
            _put(processes if place.is_of_process else sections, place.names, parameter)
        _change(parameter, place, value, source)
    found = dict(sections)
    if processes:
        found["processes"] = [{name: processes[name]} for name in resolved.processes if name in processes]
    return found


def _is_parameter(node: Any) -> bool:
    return isinstance(node, Mapping) and any(
        key in node for key in ("value", "values", "rows")
    ) and ("unit" in node or "source" in node)


def _number(parameter: Mapping[str, Any], labels: Sequence[str], path: str) -> float:
    try:
        if "value" in parameter and not labels:
            return float(parameter["value"])
        if "values" in parameter and len(labels) == 1:
            return float(parameter["values"][labels[0]])
        if "rows" in parameter and len(labels) == 2:
            return float(parameter["rows"][labels[0]][parameter["columns"].index(labels[1])])
    except (KeyError, ValueError, TypeError):
        raise LookupError(f"{path} names no number of its table") from None
    raise LookupError(
        f"{path} names a table or goes too deep (one number: parameter, parameter.label or "
        "parameter.row.column)"
    )


def _put(tree: dict[str, Any], names: Sequence[str], parameter: dict[str, Any]) -> None:
    for name in names[:-1]:
        tree = tree.setdefault(name, {})
    tree[names[-1]] = parameter


def _change(parameter: dict[str, Any], place: Place, value: float, source: str) -> None:
    """Restates what an overlay must: unit and source with the number; a whole row, as lists are replaced as such."""
    if not place.labels:
        parameter.update({"value": value, "unit": place.unit, "source": source})
        return
    old = str(place.parameter.get("source", ""))
    so_far = parameter.get("source", f"; the rest {old}")
    cell = ".".join(place.labels)
    rest = so_far[so_far.index("; the rest "):]
    cells = so_far[: so_far.index("; the rest ")].removeprefix("calibrated: ")
    stated = f"{cell}: " + source.removeprefix("calibrated: ")
    parameter["unit"] = place.unit
    if len(place.labels) == 1:
        parameter.setdefault("values", {})[place.labels[0]] = value
    else:
        row, column = place.labels
        columns = list(place.parameter["columns"])
        rows = parameter.setdefault("rows", {})
        rows.setdefault(row, list(place.parameter["rows"][row]))[columns.index(column)] = value
    parameter["source"] = "calibrated: " + "; ".join(part for part in (cells, stated) if part) + rest
