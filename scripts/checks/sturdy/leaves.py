"""Every number that a configuration may set, with what the schema allows, and ways to draw them."""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import dataclass
from typing import Any, Iterator

#: A share's sum, as files round it.
NEARLY_ONE = 1e-3
#: What stands for the highest value where a number has none: so many times what it is.
FAR = 10.0


@dataclass
class Leaf:
    """A parameter: one number, or the numbers of a row or list that may have to sum to 1.

    path:   keys from the top of the file; processes by their names; the last one of a row is its own
    form:   "value", "values" or "row"
    cells:  the numbers, each with its lowest and highest value (None: there is none), and whether it is whole
    """

    path: tuple[str, ...]
    form: str
    cells: list[tuple[float, float, float | None, bool]]

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def are_shares(self) -> bool:
        present = [value for value, *_ in self.cells]
        return len(present) > 1 and abs(sum(present) - 1) < NEARLY_ONE


def schema(program: str) -> dict[str, Any]:
    return json.loads(subprocess.run([program, "schema"], capture_output=True, text=True, check=True).stdout)


def readers(allowed: dict[str, Any]) -> dict[str, list[str]]:
    """Of each section under `shared`, who reads it."""
    sections = allowed["properties"]["shared"]["properties"]
    return {name: about["description"].partition("; read by ")[2].split(", ") for name, about in sections.items()}


def leaves(config: dict[str, Any], allowed: dict[str, Any]) -> list[Leaf]:
    """All parameters of a resolved configuration; every row of a table is one."""
    found = []
    for name in ("starting_population", "shared"):
        found += _below(config[name], allowed["properties"][name], (name,))
    processes = allowed["properties"]["processes"]["items"]["properties"]
    for entry in config["processes"]:
        ((name, section),) = entry.items() if isinstance(entry, dict) else ((entry, None),)
        found += _below(section or {}, processes[name], ("processes", name))
    return found


def _bounds(of_cells: dict[str, Any], label: str | int) -> dict[str, Any]:
    """The bounds of a cell by its label, or of every year where cells are by year."""
    by_label = of_cells.get("properties") or {}
    return by_label[label] if label in by_label else next(iter(of_cells["patternProperties"].values()))


def _below(node: dict[str, Any], allowed: dict[str, Any], path: tuple[str, ...]) -> Iterator[Leaf]:
    for name, inner in node.items():
        known = allowed.get("properties", {}).get(name)
        if not isinstance(inner, dict) or known is None:
            continue
        here = (*path, name)
        if "unit" not in inner:
            yield from _below(inner, known, here)
        elif isinstance(inner.get("value"), (int, float)):
            yield Leaf(here, "value", [_cell(inner["value"], known["properties"]["value"])])
        elif isinstance(inner.get("values"), dict):
            bounds = known["properties"]["values"]
            yield Leaf(here, "values", [_cell(value, _bounds(bounds, key)) for key, value in inner["values"].items()])
        elif isinstance(inner.get("rows"), dict):
            bounds = known["properties"]["rows"]["properties"]
            for row, cells in inner["rows"].items():
                yield Leaf((*here, row), "row", [_cell(value, bounds[row]["items"]) for value in cells])


def _cell(value: float, bounds: dict[str, Any]) -> tuple[float, float, float | None, bool]:
    return value, bounds.get("minimum", 0), bounds.get("maximum"), bounds.get("type") == "integer"


def drawn(leaf: Leaf, chance: random.Random) -> list[float]:
    """Numbers inside what is allowed: corners as often as what lies between; shares still sum to 1."""
    if leaf.are_shares:
        weights = [chance.expovariate(1) * (chance.random() < 0.7) for _ in leaf.cells]
        if not any(weights) or chance.random() < 0.3:
            weights = [0.0] * len(leaf.cells)
            weights[chance.randrange(len(weights))] = 1.0
        shares = [round(weight / sum(weights), 6) for weight in weights]
        shares[shares.index(max(shares))] += 1 - sum(shares)
        return shares
    return [_number(cell, chance) for cell in leaf.cells]


def _number(cell: tuple[float, float, float | None, bool], chance: random.Random) -> float:
    value, lowest, highest, is_whole = cell
    most = highest if highest is not None else max(FAR * value, FAR)
    way = chance.random()
    number = lowest if way < 0.25 else most if way < 0.5 else lowest + (most - lowest) * chance.random() ** 2
    return round(number) if is_whole else number


def put(config: dict[str, Any], leaf: Leaf, numbers: list[float]) -> None:
    """Sets the leaf in a configuration of the same shape; its plausible range was the old number's."""
    node = config
    path = list(leaf.path)
    if path[0] == "processes":
        node = next(entry for entry in config["processes"] if path[1] in entry)
        del path[0]
    row = path.pop() if leaf.form == "row" else ""
    for name in path:
        node = node[name]
    node.pop("plausible", None)
    if leaf.form == "value":
        node["value"] = numbers[0]
    elif leaf.form == "values":
        node["values"] = dict(zip(node["values"], numbers))
    else:
        node["rows"][row] = numbers
