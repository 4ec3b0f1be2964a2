"""Folders of sweeps that somebody has altered and sealed again, or filled with what is no file; disks and outputs without room."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from hearth.sweep.plan import BadSweep
from hearth.sweep.reading import read
from hearth.sweep.seal import digest_of
from sweeps import MPI_ON_ONE_MACHINE, Sweep, write

LONGEST = 60  # seconds, after which a command hangs
SEAL = 512  # bytes of a part before those that are sealed
ESCAPE = "\x1b"


@pytest.fixture
def sweep(program: str, tmp_path: Path) -> Sweep:
    return Sweep(program, write(tmp_path / "sweep.yaml", 4, 1, 6), tmp_path / "plan")


def said_by(*words: object, before: str = "", **environment: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command in a shell, told something `before`."""
    done = subprocess.run(["bash", "-c", before + ' exec "$0" "$@"', *map(str, words)], capture_output=True, text=True,
                          check=False, timeout=LONGEST, env={**os.environ, **environment})
    return done.returncode, done.stdout, done.stderr


def seal_again(folder: Path, *changes: tuple[str, str]) -> None:
    """plan.json with these texts replaced, and its seal made anew."""
    file = folder / "plan.json"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    unsealed = re.sub(r'"seal": "[0-9a-f]{32}"', f'"seal": "{"0" * 32}"', text)
    file.write_text(unsealed.replace(f'"seal": "{"0" * 32}"', f'"seal": "{digest_of(unsealed.encode())}"'), encoding="utf-8")


def mpi_of(program: str) -> Path:
    ranks = Path(program).with_name("hearth-mpi")
    if shutil.which("mpirun") is None or not ranks.exists():
        pytest.skip("no MPI on this machine, or hearth-mpi was not built")
    return ranks


def test_a_pipe_among_the_parts_is_named_and_not_waited_for(sweep: Sweep) -> None:
    os.mkfifo(sweep.folder / "parts" / "pipe.h5")
    code, said, _ = said_by(sweep.program, "sweep", "status", sweep.folder)
    assert code == 0 and "pipe.h5: is not a plain file. Move it elsewhere" in said
    code, _, said = said_by(sweep.program, "sweep", "run", sweep.folder, "-q")
    assert code == 0 and "Its runs count as missing unless another part has them" in said
    assert sweep.status()["done"] == 4


def test_no_part_that_was_sealed_again_ends_in_a_signal(sweep: Sweep) -> None:
    """Bits of the heaps in which texts lie, and of the first bytes, where HDF5 1.10 is known to fail."""
    sweep("run", sweep.folder, "-q", "--threads", 1)
    file = next(sweep.folder.glob("parts/*.h5"))
    content, draw = file.read_bytes(), random.Random(903)
    heaps = [at for at in range(SEAL, len(content) - 4, 8) if content[at:at + 4] == b"GCOL"]
    assert heaps
    for trial in range(40):
        altered = bytearray(content[SEAL:])
        where = draw.choice(heaps) - SEAL + draw.randrange(64) if trial % 2 else draw.randrange(4096)
        altered[where] ^= 1 << draw.randrange(8)
        seal = content[:SEAL].replace(digest_of(content[SEAL:]).encode(), digest_of(bytes(altered)).encode())
        file.write_bytes(seal + altered)
        for words in (("status", sweep.folder), ("merge", sweep.folder, "--partial", "-o", sweep.folder / "all.h5")):
            code, _, said = said_by(sweep.program, "sweep", *words)
            assert code in (0, 2), f"byte {where}: exit {code}, {said}"


@pytest.mark.parametrize("name", ["plan.json", "plan.csv", "configs/0_baseline.yaml"])
def test_a_pipe_or_a_device_in_place_of_the_plan_is_refused(sweep: Sweep, name: str) -> None:
    file = sweep.folder / name
    file.unlink()
    for put in (os.mkfifo, lambda at: at.symlink_to("/dev/zero")):
        put(file)
        code, _, said = said_by(sweep.program, "sweep", "status", sweep.folder, before="ulimit -v 4000000;")
        assert code == 2 and ("is not a plain file" in said or "no plan.json" in said), said
        if name != "configs/0_baseline.yaml":  # which the package does not read
            with pytest.raises(BadSweep):
                read(sweep.folder)
        file.unlink()


def test_a_disk_without_any_room_ends_the_work(sweep: Sweep) -> None:
    code, _, said = said_by(sweep.program, "sweep", "run", sweep.folder, "-q", before="ulimit -f 0; trap '' XFSZ;")
    assert code == 1 and "can't be written (File too large). Free some room" in said
    assert not list(sweep.folder.glob("claims/*"))
    sweep("run", sweep.folder, "-q")
    assert sweep.status()["done"] == 4


def test_what_others_wrote_steers_no_terminal(sweep: Sweep) -> None:
    sweep("run", sweep.folder, "-q")
    seal_again(sweep.folder, ('"sweep": "test"', r'"sweep": "\u001b[2Jtest"'), ("recruitment_hub.", r"recruitment_\u001bhub."))
    (sweep.folder / "parts" / f"{ESCAPE}[2J.h5").write_text("no part")
    for words in (("status",), ("status", "--json"), ("show", "--run", 0), ("run",), ("resume",), ("merge", "--partial")):
        _, out, errors = said_by(sweep.program, "sweep", words[0], sweep.folder, *words[1:])
        assert ESCAPE not in out + errors and "x1b" in out + errors, words


def test_an_answer_that_is_lost_is_a_failure_and_words_about_a_file_are_not(sweep: Sweep) -> None:
    answers = [("submit", sweep.folder, "--slurm", "--tasks", 2, "--print"), ("status", sweep.folder),
               ("show", sweep.folder, "--run", 0)]
    for words in answers:
        code, _, said = said_by(sweep.program, "sweep", *words, before="exec > /dev/full;")
        assert code == 1 and "the output can't be written" in said, words
    for words in (("run", sweep.folder), ("merge", sweep.folder)):
        assert said_by(sweep.program, "sweep", *words, before="exec > /dev/full;")[0] == 0


def test_parameters_without_effect_are_told_with_the_reason_and_the_remedy(program: str, tmp_path: Path) -> None:
    def said(*settings: str, parameters: str = "peer_support.households: {uniform: [0, 0.4]}") -> str:
        file = tmp_path / "sweep.yaml"
        file.write_text(f"sweep: idle\nconfig: tiny\nset: {['months=6', *settings]}\ndesign: sobol\npoints: 2\n"
                        f"parameters:\n  {parameters}\n")
        shutil.rmtree(tmp_path / "plan", ignore_errors=True)
        return said_by(program, "sweep", "plan", file, "-o", tmp_path / "plan", "-q")[2]

    start, strength = "peer_support.start=2019-05", "peer_support.strength=1"
    assert "as its strength is 0 and it has no start. Add to set: peer_support.strength=1, peer_support.start=2019-04?" in said()
    assert "as its strength is 0. Add to set: peer_support.strength=1?" in said(start)
    assert "as it has no start. Add to set: peer_support.start=2019-04?" in said(strength)
    assert said(start, strength) == ""
    never = said(start, parameters="peer_support.strength: {values: [0]}")
    assert "as its strength is 0. Give peer_support.strength a value above 0?" in never
    unpaid = said("recruitment_hub.start=2019-05", "recruitment_hub.budget=0",
                  parameters="recruitment_hub.ramp: {values: [1, 2]}")
    assert "as its budget is 0. Give recruitment_hub.budget a value above 0?" in unpaid
    late = said("peer_support.start=2019-10", strength)
    assert "peer_support starts in 2019-10, after the last month of the run, 2019-09. Run for longer: --set months=" in late


def test_a_list_of_points_is_checked_as_one(program: str, tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("recruitment_hub.strength,peer_support.start\n1,2019-06\n0.5,2040-01\n")
    assert said_by(program, "check", file)[1] == f"{file}: no faults (2 points of 2 parameters, over england)\n"
    file.write_text("recruitment_hub.strength,peer_support.strat\n1,2019-06\n20,2019-06\n")
    code, _, said = said_by(program, "check", file, "--over", "tiny")
    assert code == 2 and "points.csv:1:26: unknown key" in said and "year" not in said
    file.write_text("recruitment_hub.strength,peer_support.start\n1,[\n20,2019-06\n")
    code, _, said = said_by(program, "check", file, "--over", "tiny")
    assert code == 2 and "points.csv:2:3: " in said and "points.csv:3:1: recruitment_hub.strength = 20" in said


@pytest.mark.parametrize("change", [("\"commit\": \"", "\"commit\": \"other"), ("looked_after", "looked_before")])
def test_ranks_of_mpi_all_end_if_they_cannot_begin(sweep: Sweep, change: tuple[str, str]) -> None:
    """A plan of another build, and one that is none: rank 0 says why, once."""
    ranks = mpi_of(sweep.program)
    seal_again(sweep.folder, change)
    code, _, said = said_by("mpirun", "-np", 3, ranks, sweep.folder, before="exec < /dev/null;", **MPI_ON_ONE_MACHINE)
    assert code == 2 and said.count("plan.json: ") == 1, said


def test_ranks_of_mpi_all_end_if_one_throws(sweep: Sweep) -> None:
    """Data tables that have changed are found by the other ranks, while rank 0 waits for them."""
    ranks = mpi_of(sweep.program)
    seal_again(sweep.folder, ("\"data\": \"", "\"data\": \"other"))
    code, _, said = said_by("mpirun", "-np", 3, ranks, sweep.folder, before="exec < /dev/null;", **MPI_ON_ONE_MACHINE)
    assert code != 0 and "data tables are not those" in said


def test_ranks_of_mpi_say_what_is_damaged_in_the_same_words(sweep: Sweep) -> None:
    ranks = mpi_of(sweep.program)
    (sweep.folder / "parts" / "notes.txt").write_text("no part")
    code, _, said = said_by("mpirun", "-np", 2, ranks, sweep.folder, **MPI_ON_ONE_MACHINE)
    assert code == 0 and "is no part of a sweep. Move it elsewhere. Its runs count as missing unless another part has them" in said


def test_a_worker_whose_time_is_over_begins_no_other_run(sweep: Sweep) -> None:
    """The first one always begins, or nothing would ever get done."""
    hurried = ("resume", sweep.folder, "--minutes", "0.000001", "--at-once", "1", "-q")
    for done in (1, 2, 3):
        sweep(*hurried, code=75)
        assert sweep.status()["done"] == done
    sweep(*hurried)
    assert sweep.status()["missing"] == 0
