"""docs/ODD.md: its tables are those of the program, and each process has its submodel."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from conftest import REPOSITORY

pytest.importorskip("yaml", reason="needs PyYAML: apt-get install python3-yaml")

DOCUMENT = REPOSITORY / "docs" / "ODD.md"
ELEMENTS = (
    "1 Purpose and patterns",
    "2 Entities, state variables and scales",
    "3 Process overview and scheduling",
    "4 Design concepts",
    "5 Initialisation",
    "6 Input data",
    "7 Submodels",
)
#: What the list of what is missing once said, though a process does it.
ONCE_SAID_TO_BE_MISSING = ("carers who come", "prices that move", "campaigns", "homes that open")


@pytest.fixture(scope="module")
def processes(program: str) -> set[str]:
    """Every process registered in the program."""
    done = subprocess.run([program, "schema"], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout)["properties"]["processes"]["items"]["properties"])


@pytest.fixture(scope="module")
def submodels() -> list[str]:
    """The headings under Submodels, in their order."""
    text = DOCUMENT.read_text(encoding="utf-8")
    section = re.split(r"^## ", text.split("\n## 7 Submodels\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return [heading.strip("` ") for heading in re.findall(r"^### (.+)$", section, re.MULTILINE)]


def test_the_document_has_the_seven_elements_in_their_order() -> None:
    headings = re.findall(r"^## (\d .+)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert tuple(headings) == ELEMENTS


def test_every_process_has_one_heading(processes: set[str], submodels: list[str]) -> None:
    assert sorted(submodels) == sorted(processes)


def test_every_submodel_has_its_table_of_parameters(submodels: list[str]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for name in submodels:
        body = text.split(f"\n### {name}\n", 1)[1].split("\n### ", 1)[0]
        assert re.search(rf"^<!-- generated: parameters {name}( shared\.\w+)* -->$", body, re.MULTILINE), name


def test_the_purpose_lists_every_process_and_what_is_missing_names_none(processes: set[str]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    purpose = text.split("**Purpose.**", 1)[1].split("**Patterns.**", 1)[0]
    listed = re.findall(r"`(\w+)`", purpose)
    assert sorted(listed) == sorted(processes)
    missing = text.split("\n## What the model does not have yet\n", 1)[1].split("\n## ", 1)[0].casefold()
    topics = [topic for words in re.findall(r"\*\*(.+?)\*\*", purpose) for topic in re.split(r", | and ", words)]
    assert len(topics) > len(ONCE_SAID_TO_BE_MISSING)
    for words in [*topics, *(name.replace("_", " ") for name in processes), *ONCE_SAID_TO_BE_MISSING]:
        assert words not in missing, f"the model has '{words}', and the list of what it has not yet names it"
