"""Fills the generated tables of docs/ODD.md from the program, its config, its data tables and its sources.

usage: /usr/bin/python3 scripts/odd.py BUILD/hearth [--check]

A table stands between the lines `<!-- generated: NAME -->` and `<!-- end -->`; all other text is written by hand.
With --check nothing is written, and the exit code is 1 if the document is out of date.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from generated import REPOSITORY, renew

DOCUMENT = REPOSITORY / "docs" / "ODD.md"
CONFIG = REPOSITORY / "configs" / "england_2019.yaml"
PRESENT = REPOSITORY / "configs" / "england.yaml"
DATA = REPOSITORY / "configs" / "data"
GENERATED = re.compile(r"(<!-- generated: ([^\n]+) -->\n).*?(<!-- end -->)", re.DOTALL)
STRINGS = r'((?:"[^"]*"\s*)+)'  # a C++ string, perhaps in several pieces


class Fault(Exception):
    """The document cannot be made: what is wrong, and what to do."""


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def joined(pieces: str) -> str:
    """The text of a C++ string written in several pieces."""
    return "".join(re.findall(r'"([^"]*)"', pieces))


def listed(text: str, member: str) -> str:
    """What a process returns from `acts_on`, `hears` or `after`."""
    found = re.search(rf"{member}\(\) const override.*?(?:kinds|names)\{{(.*?)\}}", text, re.DOTALL)
    names = re.findall(r"\w+", found[1].replace("EventKind::", "")) if found else []
    return ", ".join(f"`{name}`" for name in names)


def columns_of(owner: str, text: str) -> list[list[str]]:
    """Name, unit and meaning of each ColumnInfo of a table or of its rows."""
    pattern = re.compile(rf'ColumnInfo\{{"(\w+)",\s*&{owner}::\w+,\s*"([^"]*)",\s*{STRINGS}\}}')
    return [[f"`{column}`", unit, joined(meaning)] for column, unit, meaning in pattern.findall(text)]


def columns(name: str) -> str:
    """The columns of one table of the agents."""
    text = "".join(header.read_text(encoding="utf-8") for header in (REPOSITORY / "agents").glob("*.hpp"))
    stored = re.search(rf"using {name} = Records<(\w+)>;", text)
    rows = columns_of(stored[1] if stored else name, text)
    if not rows:
        raise Fault(f"no table {name} with columns in agents/*.hpp. Correct the name in {DOCUMENT.name}.")
    return table(["column", "unit", "meaning"], rows)


def remembered() -> str:
    """The tables that processes own (agents/owned_tables.hpp), each in the file of its process."""
    declared = re.compile(r'struct (\w+) \{\s*static constexpr std::string_view table = "(\w+)";(\s*using Beside = (\w+);)?')
    of = {"ChildInCare": "child in care", "FosterHousehold": "foster household", "Home": "children's home", "": "one of a list"}
    rows = []
    for folder in ("agents", "sim"):
        for file in (REPOSITORY / folder).rglob("*.?pp"):
            text = file.read_text(encoding="utf-8")
            for row, name, _, beside in declared.findall(text):
                rows += [[f"`{name}`", of[beside], *column] for column in columns_of(row, text)]
    return table(["whose", "of each", "column", "unit", "meaning"], sorted(rows))


def numbers(node: Any) -> list[float]:
    """All numbers in a parameter's value, row or table."""
    if isinstance(node, dict):
        return [number for value in node.values() for number in numbers(value)]
    if isinstance(node, list):
        return [number for value in node for number in numbers(value)]
    return [node] if isinstance(node, (int, float)) else []


def value_text(declared: dict[str, Any], given: Any) -> str:
    """A value, or what it differs by and between which numbers."""
    if not isinstance(given, dict):
        return str(given).lower() if isinstance(given, bool) else str(given)
    if "value" in given:
        return f"{given['value']:g}"
    parts = declared["properties"]
    by = " and ".join(parts[axis]["description"] for axis in ("values", "rows", "columns") if axis in parts)
    found = numbers(given.get("rows", given.get("values")))
    return f"{by}: {min(found):g} to {max(found):g}".replace("age_band", "age band")


def parameter_row(name: str, declared: dict[str, Any], given: Any) -> list[str]:
    """Parameter, value, unit, plausible, allowed, meaning, source."""
    limits = re.search(r'"minimum": ([^,}]+), "maximum": ([^,}]+)', json.dumps(declared))
    span = f"[{limits[1]}, {limits[2]}]" if limits else ""
    if given is None:  # of a process that the config leaves to scenarios
        unit = declared.get("properties", {}).get("unit", {})
        unit = str(unit.get("const", unit.get("enum", [""])[0]))
        return [f"`{name}`", "", unit, "", span, declared["description"], f"not in {CONFIG.name}"]
    about = given if isinstance(given, dict) else {"unit": "", "source": "a setting"}
    unit, meaning, source = str(about["unit"]), declared["description"], about["source"]
    plausible = " to ".join(f"{edge:g}" for edge in about.get("plausible", []))
    return [f"`{name}`", value_text(declared, given), unit, plausible, span, meaning, source]


class Model:
    """What the program declares and the config gives."""

    def __init__(self, program: str) -> None:
        done = subprocess.run([program, "schema"], capture_output=True, text=True, check=True)
        declared = json.loads(done.stdout)["properties"]
        self.config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
        self.processes = declared["processes"]["items"]["properties"]
        self.given = {name: values for entry in self.config["processes"] for name, values in entry.items()}
        self.sections = {name: about for name, about in declared.items() if "properties" in about}
        self.shared = {f"shared.{name}": values for name, values in self.config["shared"].items()}
        self.in_scenarios: dict[str, Any] = {}  # processes that the config leaves to scenarios
        for file in sorted(CONFIG.parent.glob("scenarios/*.yaml")):
            for entry in yaml.safe_load(file.read_text(encoding="utf-8")).get("processes", []):
                self.in_scenarios.update(entry)

    def rows(self, declared: dict[str, Any], given: dict[str, Any], prefix: str = "") -> list[list[str]]:
        """One row per parameter of a section."""
        unknown = given.keys() - declared.keys()
        if unknown:
            raise Fault(f"the program does not know {', '.join(sorted(unknown))} of {CONFIG.name}. Build it again.")
        rows = []
        for name, about in declared.items():
            values = given.get(name, about.get("default"))
            if "properties" in about and not {"value", "values", "rows"} & about["properties"].keys():
                rows += self.rows(about["properties"], values, f"{prefix}{name}.")
            elif about.get("type") != "object" or "properties" in about:
                rows.append(parameter_row(prefix + name, about, values))
        return rows

    def parameters(self, names: list[str]) -> str:
        """The parameters of processes or of other sections of the config; what several read has its whole name."""
        sections = {**self.sections, **self.processes}
        sections |= {f"shared.{inner}": about for inner, about in self.sections["shared"]["properties"].items()}
        every = {**self.in_scenarios, **self.config, **self.given, **self.shared}
        rows: list[list[str]] = []
        for name in names:
            if name not in sections:
                raise Fault(f"no process {name} in `hearth schema`. Correct the name in {DOCUMENT.name}.")
            prefix = f"{name}." if name in self.shared else ""
            rows += self.rows(sections[name]["properties"], every.get(name) or {}, prefix)
        return table(["parameter", "value", "unit", "plausible", "allowed", "meaning", "source"], rows)

    def check_shared(self, parts: list[tuple[str, ...]]) -> None:
        """Each shared section stands once among the document's parts."""
        shown = [name for _, part, *_ in parts for name in part.split() if name.startswith("shared.")]
        if wrong := sorted(name for name in {*self.shared, *shown} if shown.count(name) != 1):
            raise Fault(f"{', '.join(wrong)} must be listed once. Add or remove it beside 'generated: parameters'.")

    def schedule(self) -> str:
        """The processes, and what each does in a month."""
        sources = [file.read_text(encoding="utf-8") for file in (REPOSITORY / "sim").rglob("*.cpp")]
        rows = []
        for name in self.given:
            registered = re.compile(rf'registered\{{\s*"{name}",\s*{STRINGS}\}}')
            text, match = next((text, match) for text in sources if (match := registered.search(text)))
            plans = "yes" if "void plan(LocalMonth" in text else "no"
            said = [listed(text, member) for member in ("acts_on", "hears", "after")]
            rows.append([f"`{name}`", joined(match[1]), plans, *said])
        return table(["process", "what it is about", "plans the month", "acts on", "hears of", "plans after"], rows)

    def inputs(self) -> str:
        """The data tables: rows, what the config calls them, and how their README introduces them."""
        readme = (DATA / "README.md").read_text(encoding="utf-8")
        of_present = yaml.safe_load(PRESENT.read_text(encoding="utf-8"))["files"]
        read = {Path(path).name: f"`files.{name}` of `{PRESENT.stem}`" for name, path in of_present.items()}
        read |= {Path(path).name: f"`files.{name}`" for name, path in self.config["files"].items()}
        rows = []
        for file in sorted(DATA.glob("*.csv")):
            about = re.search(rf"^## {file.name}\n(.*?)(?:\.\s|:\n|\n-|\n\n)", readme, re.DOTALL | re.MULTILINE)
            count = len(file.read_text(encoding="utf-8").splitlines()) - 1
            if about is None:
                raise Fault(f"no section {file.name} in {DATA / 'README.md'}. Write it.")
            used = read.get(file.name, "no")
            rows.append([f"`{file.name}`", f"{count:,}", used, " ".join(about[1].split())])
        return table(["file", "rows", "read by a run", "what it is"], rows)


def measures() -> str:
    """What a run writes, from docs/results.md, which the program makes."""
    text = (REPOSITORY / "docs" / "results.md").read_text(encoding="utf-8")
    section = text.split("\n## Measures\n", 1)[1].split("\n## ", 1)[0]
    rows = []
    for line in re.findall(r"^\| (`.*) \|$", section, re.MULTILINE):
        name, unit, dimensions, meaning, definition = line.split(" | ")
        split = dimensions.split("area")[1].strip(", ").replace("_", " ")
        rows.append([name, unit, "month" if " month," in dimensions else "year", split, f"{meaning}: {definition}"])
    return table(["measure", "unit", "each", "split by", "meaning"], rows)


def generated(name: str, model: Model) -> str:
    """The text of one generated part, by its name in the document."""
    kind, _, subject = name.partition(" ")
    if kind == "columns":
        return columns(subject)
    if kind == "parameters":
        return model.parameters(subject.split())
    others = {"schedule": model.schedule, "inputs": model.inputs, "measures": measures, "remembered": remembered}
    if name not in others:
        raise Fault(f"no generated part is called {name}. Correct the name in {DOCUMENT.name}.")
    return others[name]()


def main() -> int:
    """Writes the document, or says whether it is up to date."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    before = DOCUMENT.read_text(encoding="utf-8")
    try:
        model = Model(arguments[0])
        model.check_shared(GENERATED.findall(before))
        after = GENERATED.sub(lambda part: f"{part[1]}\n{generated(part[2], model)}\n{part[3]}", before)
    except Fault as fault:
        print(f"{DOCUMENT}: {fault}", file=sys.stderr)
        return 2
    return renew(DOCUMENT, after, "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
