"""What is generated in the tree is that of the program and the package as they are; `scripts/generate.sh` renews it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import REPOSITORY

GENERATED = ("docs/results.md", "docs/ODD.md", "docs/scenarios.md", "docs/python.md", "CONTRIBUTING.md",
             "tests/regression/tiny_summary.csv")
#: Stands for a program that writes one file, and for the test that does: "new", unless it is to look only.
WRITER = """#!/bin/sh
case "$*" in *--check*) looks=1 ;; *--update*) looks= ;; *) looks={looks} ;; esac
if [ -n "$looks" ]; then grep -q new {file}; else echo new > {file}; fi
"""


def generate(tree: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([tree / "scripts" / "generate.sh", *words], capture_output=True, text=True, check=False)


def test_nothing_that_is_generated_is_out_of_date(program: str) -> None:
    done = generate(REPOSITORY, program, "--check")
    if done.returncode == 2:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def executable(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with all that is generated, all of it up to date, and a build folder."""
    executable(tmp_path / "scripts/generate.sh", (REPOSITORY / "scripts/generate.sh").read_text(encoding="utf-8"))
    for file in GENERATED:
        executable(tmp_path / file, "new\n")
    for name, file in zip(("odd", "scenarios", "python_api", "layers"), GENERATED[1:]):
        python = f"import subprocess, sys\nsys.exit(subprocess.call(['sh', 'scripts/{name}.sh', *sys.argv[1:]]))\n"
        executable(tmp_path / f"scripts/{name}.py", python)
        executable(tmp_path / f"scripts/{name}.sh", WRITER.format(file=file, looks=""))
    executable(tmp_path / "tests/regression/test_tiny_summary.sh", WRITER.format(file=GENERATED[-1], looks=1))
    executable(tmp_path / "build/tests/test_results", WRITER.format(file=GENERATED[0], looks='$([ "$HEARTH_UPDATE" ] || echo 1)'))
    executable(tmp_path / "build/hearth", "")
    (tmp_path / "build/CMakeCache.txt").write_text(f"CMAKE_HOME_DIRECTORY:INTERNAL={tmp_path}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("stale", GENERATED)
def test_what_is_out_of_date_is_named_and_not_touched_and_then_renewed(tree: Path, stale: str) -> None:
    (tree / stale).write_text("old\n", encoding="utf-8")
    found = {file: "up to date" for file in GENERATED}

    done = generate(tree, tree / "build/hearth", "--check")
    assert done.returncode == 1 and (tree / stale).read_text(encoding="utf-8") == "old\n"
    assert dict(line.split(": ") for line in done.stdout.splitlines()) == found | {stale: "out of date"}
    assert done.stderr.splitlines()[-1] == f"Run: scripts/generate.sh {tree / 'build/hearth'}"

    done = generate(tree, tree / "build/hearth")
    assert done.returncode == 0 and (tree / stale).read_text(encoding="utf-8") == "new\n"
    assert dict(line.split(": ") for line in done.stdout.splitlines()) == found | {stale: "changed"}
    assert ("Results moved" in done.stderr) == (stale == GENERATED[-1])
    assert generate(tree, tree / "build/hearth", "--check").returncode == 0


def test_what_cannot_be_made_is_said_and_the_rest_is_renewed(tree: Path) -> None:
    executable(tree / "scripts/odd.py", "import sys\nsys.exit('no table Childs')\n")
    (tree / GENERATED[-1]).write_text("old\n", encoding="utf-8")
    done = generate(tree, tree / "build/hearth")
    assert done.returncode == 1 and "docs/ODD.md: could not be made" in done.stdout and "no table Childs" in done.stderr
    assert (tree / GENERATED[-1]).read_text(encoding="utf-8") == "new\n"


def test_what_is_not_built_is_said_with_the_command_that_builds_it(tree: Path) -> None:
    (tree / "build/tests/test_results").unlink()
    done = generate(tree, tree / "build/hearth", "--check")
    assert done.returncode == 2 and f"Run: cmake --build {tree / 'build'} --target hearth test_results" in done.stderr


def test_a_program_of_another_tree_is_refused(tree: Path) -> None:
    (tree / "build/CMakeCache.txt").write_text("CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere\n", encoding="utf-8")
    done = generate(tree, tree / "build/hearth")
    assert done.returncode == 2 and f"was not built from {tree}" in done.stderr and done.stdout == ""


@pytest.mark.parametrize("words", [[], ["--check"], ["build/hearth", "--chek"]])
def test_a_command_that_is_not_understood_changes_nothing(tree: Path, words: list[str]) -> None:
    assert generate(tree, *words).returncode == 2
