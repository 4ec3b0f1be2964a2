"""The examples in the help of commands do what they say in an England of three councils; `documents` says what is not run."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_england
from documents import NOT_RUN, Reader, commands_of, examples, shown_in_documents


@pytest.fixture(scope="module")
def shown(program: str) -> dict[str, str]:
    """Each example, and whose help shows it."""
    return {example: " ".join(["hearth", *command]) for command in commands_of(program)
            for example in examples(program, *command)}


def test_what_help_shows_can_be_done(program: str, shown: dict[str, str], tmp_path: Path) -> None:
    assert len(shown) > 40
    configs = small_england.made(tmp_path)
    faults = []
    for number, example in enumerate(shown.keys() - set(shown_in_documents())):  # those are run by test_documents
        reader = Reader(tmp_path / str(number), program, configs)  # examples are ways, not steps: each for itself
        try:
            reader.does(example, f"{shown[example]} --help")
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_every_rule_for_what_is_not_run_is_for_something_that_is_shown(shown: dict[str, str]) -> None:
    everything = [*shown, *shown_in_documents()]
    assert [rule for rule in NOT_RUN if not any(text.startswith(rule) for text in everything)] == []
