"""configs/scenarios: none does anything at strength 0, a snapshot may be gone on from with each, the document lists all."""

from __future__ import annotations

import subprocess
from pathlib import Path

import h5py
import pytest

from conftest import REPOSITORY

yaml = pytest.importorskip("yaml", reason="needs PyYAML: apt-get install python3-yaml")

SCENARIOS = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
             for file in sorted((REPOSITORY / "configs" / "scenarios").glob("*.yaml"))}
ENGLAND = yaml.safe_load((REPOSITORY / "configs" / "england_2019.yaml").read_text(encoding="utf-8"))
POLICIES = [name for process in ENGLAND["processes"] for name, section in process.items() if "strength" in (section or {})]


def policy_of(scenario: str) -> str:
    """The one policy that a scenario does; "" of a scenario without one."""
    names = [name for process in SCENARIOS[scenario].get("processes", []) for name in process]
    return names[0] if len(names) == 1 and names[0] in POLICIES else ""


WITH_POLICY = [name for name in SCENARIOS if policy_of(name)]
#: The made-up county is a region of its own.
REACH = ["--set", "recruitment_campaign.reach=[Tinyshire]"]
#: What else it takes for something to happen in so small a place.
IN_TINY = {
    "recruitment_campaign": REACH,
    "homes_programme": ["--set", "homes_programme.homes=100"],
    "youth_custody_closure": ["--set", "youth_custody_closure.share=1", "--set", "youth_custody_closure.ramp=0"],
}


def hearth(program: str, *words: str) -> str:
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def digest(file: Path) -> tuple[str, str]:
    """Of the record, and of what is counted of it: a policy may cost money and change no life."""
    with h5py.File(file) as results:
        return results.attrs["digest"], results.attrs["digest_of_contents"]


def test_each_policy_has_a_scenario_with_its_grade_of_evidence() -> None:
    assert len(POLICIES) >= 10
    assert {policy_of(name) for name in WITH_POLICY} == set(POLICIES)
    for name in WITH_POLICY:
        assert SCENARIOS[name]["scenario"] == name
        assert SCENARIOS[name]["evidence"].split()[0].rstrip(";") in {"weak", "moderate", "strong"}


def test_nothing_differs_under_null_and_at_strength_0(program: str, tmp_path: Path) -> None:
    chosen = [word for name in ["null", *WITH_POLICY] for word in ("--scenario", name)]
    off = [word for policy in POLICIES for word in ("--set", f"{policy}.strength=0")]
    file = str(tmp_path / "off.h5")
    said = hearth(program, "compare", "tiny", *chosen, *off, *REACH, "--replicates", "2", "--months", "60", "-o", file)
    assert said.count(": identical to the baseline") == 1 + len(WITH_POLICY)
    with h5py.File(file) as results:
        assert (results["digest"][:] == results["digest"][0]).all()


@pytest.mark.parametrize("name", ["null", *WITH_POLICY])
def test_going_on_from_a_snapshot_is_not_stopping(program: str, tmp_path: Path, name: str) -> None:
    policy = policy_of(name)
    later = [*(["--set", f"{policy}.start=2020-10"] if policy else []), *IN_TINY.get(policy, [])]
    whole, snapshot, rest, base = (tmp_path / f"{part}.h5" for part in ("whole", "snapshot", "rest", "base"))
    length = ["-q", "--months", "36"]
    hearth(program, "run", "tiny", *length, "--snapshot-at", "2020-10", str(snapshot), "-o", str(base))
    hearth(program, "run", "tiny", *length, "--scenario", name, *later, "-o", str(whole))
    hearth(program, "run", "tiny", *length, "--scenario", name, *later, "--from", str(snapshot), "-o", str(rest))
    assert digest(rest) == digest(whole)
    assert (digest(whole) != digest(base)) == bool(policy)  # else the scenario does nothing to go on with


def test_the_document_has_every_scenario() -> None:
    text = (REPOSITORY / "docs" / "scenarios.md").read_text(encoding="utf-8")
    assert all(f"\n## {name}\n" in text for name in SCENARIOS)
