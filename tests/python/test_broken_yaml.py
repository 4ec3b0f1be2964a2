"""Three hundred broken YAML files: what PyYAML refuses, the program refuses, at a line, and says that it is the YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("yaml", reason="needs PyYAML: apt-get install python3-yaml")

from broken_yaml import FILES, SEED, broken_files, is_told, is_yaml, said_of  # noqa: E402
from conftest import REPOSITORY  # noqa: E402


def test_what_pyyaml_refuses_is_refused_at_its_line(program: str, tmp_path: Path) -> None:
    texts = broken_files(REPOSITORY / "configs", FILES, SEED)
    broken = [not is_yaml(text) for text in texts]
    assert 100 < sum(broken) < 250  # both kinds are there
    code, said = said_of(program, texts, tmp_path)
    assert code == 2
    let_through = [(text, words) for text, is_broken, words in zip(texts, broken, said) if is_broken and not is_told(words)]
    assert not let_through, let_through[:3]


def test_faults_of_settings_are_no_refusals_of_yaml() -> None:
    assert is_told([":1:14: is not YAML (did not find expected key). Is a quote, a bracket, a colon or a space missing?"])
    for words in ([": no faults"], [":3:1: unknown setting nmae. Did you mean 'name'?"], [":1:1: is not YAML (x)", ":2:1: x"], []):
        assert not is_told(words)


@pytest.mark.parametrize(("text", "words"), [
    ("name: 'it''s'x\nmonths: 3\n", "1:14: is not YAML"),
    ("name: \"a\" b\nmonths: 3\n", "1:11: is not YAML"),
    ("name: [a] b\nmonths: 3\n", "1:11: is not YAML"),
    ("name: a: b\n", "1:8: is not YAML"),
    ("name: tiny\n months: 3\n", "2:8: is not YAML"),
    ("name: tiny\nmonths\nseed: 1\n", "3:1: is not YAML"),
    ("name: \"\\q\"\n", "1:8: is not YAML"),
    ("name: @x\n", "1:7: is not YAML"),
    ("name: %x\n", "1:7: is not YAML"),
    ("name: *a\n", "1:7: the alias '*a' repeats nothing"),
    ("name:\ttiny\n", "1:6: a tab between words"),
    ("name: tiny\tcounty # a\tb\n", "1:11: a tab between words"),
    ("name: {a: 1\nmonths: 3\n", "is not YAML"),
    ("name: tiny\n---\nmonths: 3\n", "holds several documents"),
    ("%YAML 9.9\n---\nname: tiny\n", "is not YAML"),
])
def test_each_kind_of_slip_has_its_place(program: str, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "files").mkdir()
    assert not is_yaml(text)
    code, [said] = said_of(program, [text], tmp_path / "files")
    assert code == 2 and len(said) == 1 and words in said[0], said
