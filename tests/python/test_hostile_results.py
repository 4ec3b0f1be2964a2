"""Results files that somebody has altered: refused by the program and by the package, in the same words."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import hearth
from hostile_results import HOSTILE, WITH_ALTERED_EVENTS, Change, altered, flipped_bits, of_labels_in_no_letters

WORDS = ("damaged", "no results file", "is incomplete", "has results format", "not a plain file")


def said_by_program(program: str, *words: object) -> tuple[int, str]:
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, errors="replace", check=False, timeout=60)
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize("change", HOSTILE, ids=lambda change: change.__name__)
def test_program_and_package_refuse_it_in_the_same_words(
    change: Change, program: str, run_file: Path, tmp_path: Path
) -> None:
    file = altered(run_file, tmp_path / "run.h5", change)
    code, said = said_by_program(program, "summary", file)
    with pytest.raises(hearth.ResultsError) as refused:
        hearth.open(file).panel
    assert code == 2 and said.count("\n") == 0, said
    assert said.startswith(f"{file}: is damaged (") and said.endswith("Copy it again, or run again")
    assert str(refused.value) == said


@pytest.mark.parametrize("change", WITH_ALTERED_EVENTS, ids=lambda change: change.__name__)
def test_altered_events_are_one_sentence(change: Change, program: str, run_file: Path, tmp_path: Path) -> None:
    file = altered(run_file, tmp_path / "run.h5", change)
    for words in (("stability", file), ("episodes", file, "--ssda903", tmp_path / "returns")):
        code, said = said_by_program(program, *words)
        assert code == 2 and "is damaged (episodes" in said and "Traceback" not in said, said


def test_labels_that_are_no_text_are_one_sentence(program: str, run_file: Path, tmp_path: Path) -> None:
    file = altered(run_file, tmp_path / "run.h5", of_labels_in_no_letters)
    with pytest.raises(hearth.ResultsError, match="is damaged .*: is not UTF-8"):
        hearth.open(file)
    code, said = said_by_program(program, "stability", file)
    assert code == 2 and ": is not UTF-8" in said and "\n" not in said


def test_a_pipe_is_refused_and_not_waited_for(program: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.h5"
    os.mkfifo(pipe)
    code, said = said_by_program(program, "summary", pipe)
    assert code == 2 and "is not a plain file" in said
    with pytest.raises(hearth.ResultsError, match="is not a plain file"):
        hearth.open(pipe)


def test_no_flipped_bit_ends_in_a_signal(program: str, run_file: Path, tmp_path: Path) -> None:
    file, refused = tmp_path / "flipped.h5", 0
    for at, content in flipped_bits(run_file.read_bytes(), 60, seed=903):
        file.write_bytes(content)
        code, said = said_by_program(program, "summary", file)
        assert code in (0, 2), f"byte {at}: exit {code}, {said}"
        refused += code == 2
        assert code == 0 or any(words in said for words in WORDS), said
    assert refused > 5
