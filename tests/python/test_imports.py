"""Who imports whom in the Python package: nobody in a circle, and no command the insides of another.

An import within a function counts as any other: it is there to load late, not to hide a circle. What is imported for the
names of types only (`if TYPE_CHECKING`) does not count: it never runs.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Iterator

import pytest

from conftest import REPOSITORY

#: Subpackage -> those that it may import from. Each command stands alone, over what all of them share: how figures look
#: is in `present`, and modules of no subpackage have what two commands need (`estimates`, `program`, `command_line`).
MAY_USE: dict[str, set[str]] = {
    "present": set(),
    "stability": {"present"},
    "campaign": {"present"},
    "sweep": {"present"},
    "calibrate": {"present"},
}
#: Module -> modules that it imports.
Imports = dict[str, set[str]]


def imports_of(folder: Path) -> Imports:
    """Those of every module of the package in a folder, by full names; of a package itself as `hearth.sweep`."""
    files = {name_of(file.relative_to(folder)): file for file in folder.rglob("*.py")}
    return {name: set(imported(name, file, set(files))) for name, file in files.items()}


def name_of(file: Path) -> str:
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def imported(name: str, file: Path, modules: set[str]) -> Iterator[str]:
    """Which of the modules one imports: `from .a import b` is of a.b if that is a module, else of a."""
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in at_run_time(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in modules)
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[:1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            means = (f"{source}.{one.name}" for one in node.names)
            yield from (found for found in (one if one in modules else source for one in means) if found in modules)


def at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those of `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield child
            yield from at_run_time(child)


def circle(imports: Imports) -> list[str]:
    """One that is there, from a module to itself; nothing if there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def forbidden(imports: Imports) -> list[str]:
    """Imports from a subpackage into one that may not use it."""
    return [f"{name} imports {other}" for name, others in sorted(imports.items()) for other in sorted(others)
            if part_of(name) and part_of(other) not in {"", part_of(name)} | MAY_USE[part_of(name)]]


def part_of(name: str) -> str:
    """The subpackage of a module, or "" of one that is in none."""
    return next((part for part in MAY_USE if name == f"hearth.{part}" or name.startswith(f"hearth.{part}.")), "")


@pytest.fixture(scope="module")
def imports() -> Imports:
    return imports_of(REPOSITORY / "analysis")


def test_no_modules_import_each_other_in_a_circle(imports: Imports) -> None:
    assert circle(imports) == []


def test_no_subpackage_imports_from_one_that_it_may_not_use(imports: Imports) -> None:
    assert forbidden(imports) == []


def test_every_subpackage_is_listed() -> None:
    package = REPOSITORY / "analysis" / "hearth"
    assert {file.parent.name for file in package.glob("*/__init__.py")} == set(MAY_USE)


def test_circles_and_forbidden_imports_are_seen(tmp_path: Path) -> None:
    sources = {
        "__init__": "",
        "results": "from . import areas",
        "areas": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .results import Results",
        "campaign/__init__": "",
        "campaign/command": "def main():\n    from . import sweep",
        "campaign/sweep": "from ..stability.tables import COVERAGE\nfrom ..results import Results",
        "stability/__init__": "",
        "stability/tables": "COVERAGE = 0.9",
    }
    for name, text in sources.items():
        file = tmp_path / "hearth" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    found = imports_of(tmp_path)
    assert circle(found) == []
    assert forbidden(found) == ["hearth.campaign.sweep imports hearth.stability.tables"]
    (tmp_path / "hearth/campaign/sweep.py").write_text("from .command import main", encoding="utf-8")
    assert set(circle(imports_of(tmp_path))) == {"hearth.campaign.command", "hearth.campaign.sweep"}
