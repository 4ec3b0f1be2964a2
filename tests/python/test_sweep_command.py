"""`hearth sweep`: killed and resumed, stopped in order, refused where nothing good could come of it, read as one Dataset."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from sweeps import MPI_ON_ONE_MACHINE, Sweep, kill_at_random, write

POINTS, REPLICATES, MONTHS = 40, 3, 72
RUNS = POINTS * REPLICATES


@pytest.fixture(scope="module")
def undisturbed(program: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sweep, Path, str]:
    folder = tmp_path_factory.mktemp("undisturbed")
    sweep = Sweep(program, write(folder / "sweep.yaml", POINTS, REPLICATES, MONTHS), folder / "plan")
    sweep("run", sweep.folder, "-q")
    return sweep, folder / "all.h5", sweep.merged_digest(folder / "all.h5")


@pytest.mark.parametrize("shards", [1, 3])
def test_killed_workers_lose_nothing_that_is_finished(
    program: str, undisturbed: tuple[Sweep, Path, str], tmp_path: Path, shards: int
) -> None:
    """The merged digest is that of an undisturbed sweep, and no finished run is made again."""
    sweep = Sweep(program, write(tmp_path / "sweep.yaml", POINTS, REPLICATES, MONTHS), tmp_path / "plan")
    chance, done = random.Random(shards), []
    for _ in range(3):
        kill_at_random([sweep.worker(shard, shards) for shard in range(1, shards + 1)], 0.5, chance)
        done.append(sweep.status()["done"])
    assert done == sorted(done)
    assert done[0] < RUNS, "the first kill came too late to test anything"
    assert "made because no part has them" in sweep("resume", sweep.folder) or done[-1] == RUNS
    status = sweep.status()
    assert (status["done"], status["missing"], status["repeated"]) == (RUNS, 0, 0)
    assert sweep.merged_digest(tmp_path / "all.h5") == undisturbed[2]


@pytest.mark.parametrize(("asked", "code"), [(signal.SIGTERM, 75), (signal.SIGUSR1, 75), (signal.SIGINT, 130)])
def test_a_worker_that_is_asked_to_stop_does_so_in_order(
    program: str, tmp_path: Path, asked: signal.Signals, code: int
) -> None:
    sweep = Sweep(program, write(tmp_path / "sweep.yaml", POINTS, REPLICATES, 480), tmp_path / "plan")
    worker = subprocess.Popen([program, "sweep", "run", str(sweep.folder), "--flush", "3600", "--threads", "1"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while not list(sweep.folder.glob("workers/*")):
        time.sleep(0.05)
    time.sleep(1)
    running = sweep.status()
    assert (running["workers"], running["running"]) == (1, 1)
    worker.send_signal(asked)
    assert worker.wait() == code
    status = sweep.status()
    assert 0 < status["done"] < RUNS and status["left_behind"] == status["workers"] == 0
    assert status["runs_a_second"] > 0
    assert f"{status['done']} runs are on the disk" in worker.stderr.read()


@pytest.mark.skipif(shutil.which("mpirun") is None, reason="no MPI on this machine")
def test_ranks_of_mpi_find_the_same(program: str, undisturbed: tuple[Sweep, Path, str], tmp_path: Path) -> None:
    """Three ranks; one is killed, which ends all, and the next three make the rest."""
    ranks = Path(program).with_name("hearth-mpi")
    if not ranks.exists():
        pytest.skip("hearth-mpi was not built: CMake found no MPI")
    sweep = Sweep(program, write(tmp_path / "sweep.yaml", POINTS, REPLICATES, MONTHS), tmp_path / "plan")
    command = ["mpirun", "-np", "3", str(ranks), str(sweep.folder), "--flush", "0.05"]
    first = subprocess.Popen(command, env={**os.environ, **MPI_ON_ONE_MACHINE}, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    while not list(sweep.folder.glob("parts/*.h5")):
        assert first.poll() is None, "the ranks ended before they had made a run: is hearth-mpi of another build?"
        time.sleep(0.02)
    worker = next(sweep.folder.glob("workers/*")).name
    os.kill(int(worker.split("_")[-2]), signal.SIGKILL)
    assert first.wait() != 0
    assert 0 < sweep.status()["done"] <= RUNS
    second = subprocess.run(command, env={**os.environ, **MPI_ON_ONE_MACHINE}, capture_output=True, text=True, check=False)
    assert second.returncode == 0, second.stderr
    assert sweep.status()["repeated"] == 0
    assert sweep.merged_digest(tmp_path / "all.h5") == undisturbed[2]


def test_the_merged_file_is_one_labelled_dataset(undisturbed: tuple[Sweep, Path, str]) -> None:
    sweep, file, digest = undisturbed
    plan = pd.read_csv(sweep.folder / "plan.csv", float_precision="round_trip")
    for engine in ("h5netcdf", "netcdf4"):
        with xr.open_dataset(file, engine=engine) as data:
            assert f"{data.attrs['digest']}  contents {data.attrs['digest_of_contents']}" == digest
            assert data.attrs["complete"] == 1
            assert data["looked_after"].dims == ("run", "month", "area")
            for name in ("point", "replicate", "scenario", "seed", "recruitment_campaign.spending",
                         "recruitment_hub.strength"):
                assert name in data.coords
                assert (data[name].values == plan[name].values).all(), name
            assert (data["status"] == "done").all()
            by_money = data["enquiries"].sum(("month", "area")).groupby("recruitment_hub.strength").mean()
            assert by_money.sizes["recruitment_hub.strength"] == 2
            assert data["looked_after"].attrs["units"] == "children"


def test_a_run_is_that_of_hearth_run(program: str, undisturbed: tuple[Sweep, Path, str], tmp_path: Path) -> None:
    """The command that `show` prints gives the run's digest."""
    sweep, file, _ = undisturbed
    said = sweep("show", sweep.folder, "--run", 100)
    command = said.splitlines()[-1].split()
    subprocess.run([program, *command[1:-1], str(tmp_path / "run.h5"), "-q"], check=True, capture_output=True)
    with h5py.File(tmp_path / "run.h5") as alone, h5py.File(file) as merged:
        assert alone["digest"][0, 0] == merged["run_digest"][100]
        assert (alone["looked_after"][0, 0] == merged["looked_after"][100]).all()


def test_the_first_replicate_of_common_seeds_is_the_seed_of_the_config(undisturbed: tuple[Sweep, Path, str]) -> None:
    plan = pd.read_csv(undisturbed[0].folder / "plan.csv")
    assert (plan.groupby("replicate")["seed"].nunique() == 1).all()
    assert plan["seed"][0] == 1 and plan["seed"].nunique() == REPLICATES


def test_export_is_a_table_of_runs(undisturbed: tuple[Sweep, Path, str], tmp_path: Path) -> None:
    sweep, file, _ = undisturbed
    sweep("export", file, "--csv", tmp_path / "runs.csv", "--over", "sum")
    table = pd.read_csv(tmp_path / "runs.csv")
    with h5py.File(file) as merged:
        assert (table["enquiries"] == merged["enquiries"][()][..., -1].sum(axis=1)).all()
    assert list(table["id"]) == list(range(RUNS)) and (table["status"] == "done").all()


def test_failed_runs_are_made_again_only_when_asked(program: str, tmp_path: Path) -> None:
    """Half of the runs have a hub where no region is."""
    file = tmp_path / "sweep.yaml"
    file.write_text(write(file, 2, 1, 6).read_text().replace("recruitment_hub.strength: {values: [0, 1]}",
                                                             "recruitment_hub.reach: {values: ['[]', '[Nowhere]']}"))
    sweep = Sweep(program, file, tmp_path / "plan")
    assert "1 done, 1 failed" in sweep("run", sweep.folder, code=1)
    status = sweep.status()
    assert (status["done"], status["failed"]) == (1, 1)
    assert "'Nowhere' is not in this run" in status["messages"][0]["message"]
    assert "1 run failed: " in sweep("merge", sweep.folder, code=2)
    assert "nothing to do" in sweep("run", sweep.folder)
    said = sweep("resume", sweep.folder, "--failed", code=1)
    assert "made again because they failed (" in said and "'Nowhere' is not in this run" in said
    assert sweep.status()["done"] == 1
    sweep("merge", sweep.folder, "--partial", "-o", tmp_path / "some.h5")
    with h5py.File(tmp_path / "some.h5") as merged:
        states = merged["status"].asstr()[()]
        assert sorted(states) == ["done", "failed"]
        assert (merged["looked_after"][()][states == "failed"] == -1).all()
        assert (merged["looked_after"][()][states == "done"] > 0).any()


def test_two_sweeps_do_not_share_a_folder(program: str, undisturbed: tuple[Sweep, Path, str], tmp_path: Path) -> None:
    sweep = undisturbed[0]
    other = write(tmp_path / "other.yaml", 5, 1, 12)
    assert "which this would overwrite" in sweep("plan", other, "-o", sweep.folder, code=2)
    assert "is planned already" in sweep("run", sweep.folder, "-o", tmp_path / "x", code=2)
    assert "as they were planned" in sweep("run", sweep.folder, "--set", "months=7", code=2)


def test_one_value_can_be_set_for_all_runs(undisturbed: tuple[Sweep, Path, str], tmp_path: Path) -> None:
    sweep, file = undisturbed[0], write(tmp_path / "sweep.yaml", 2, 1, 6)
    sweep("plan", file, "-o", tmp_path / "plan", "--set", "months=7", "-q")
    assert "months: 7\n" in (tmp_path / "plan" / "configs" / "0_baseline.yaml").read_text()
    assert "unknown key" in sweep("plan", file, "-o", tmp_path / "other", "--set", "mnths=7", code=2)


def test_a_folder_that_cannot_be_written_is_refused(program: str, tmp_path: Path) -> None:
    file = write(tmp_path / "sweep.yaml", 2, 1, 6)
    (tmp_path / "file").write_text("in the way")
    sweep = Sweep(program, file, tmp_path / "plan")
    assert "can't be made" in sweep("plan", file, "-o", tmp_path / "file" / "plan", code=2)
    shutil.rmtree(sweep.folder / "parts")
    assert "parts: can't be read" in sweep("run", sweep.folder, code=2)


def test_a_full_disk_ends_the_work_and_keeps_what_was_written(program: str, tmp_path: Path) -> None:
    """`ulimit -f` stands for the disk: the first parts fit, a larger one does not."""
    sweep = Sweep(program, write(tmp_path / "sweep.yaml", POINTS, REPLICATES, MONTHS), tmp_path / "plan")
    sweep("run", sweep.folder, "--shard", "1/40", "-q")
    done = sweep.status()["done"]
    full = subprocess.run(["bash", "-c", f"ulimit -f 40; trap '' XFSZ; exec {program} sweep run {sweep.folder} -q"],
                          capture_output=True, text=True, check=False)
    assert full.returncode == 1 and "can't be written" in full.stderr and "Free some room" in full.stderr
    status = sweep.status()
    assert status["done"] == done > 0 and status["left_behind"] == 0
    sweep("resume", sweep.folder, "-q")
    assert sweep.status()["done"] == RUNS


def test_a_shard_that_is_none_is_refused(undisturbed: tuple[Sweep, Path, str]) -> None:
    sweep = undisturbed[0]
    for shard in ("0/3", "4/3", "3", "a/b", "1/0", "1/3x"):
        assert "--shard" in sweep("run", sweep.folder, "--shard", shard, code=2)


def test_indices_of_a_real_sweep(program: str, tmp_path: Path) -> None:
    """Plan, run, merge and analyse fit together: enquiries follow the campaign's money, not a hub without a start."""
    file = tmp_path / "sweep.yaml"
    file.write_text(write(file, 16, 1, 18).read_text().replace("design: lhs", "design: saltelli")
                    .replace("{values: [0, 1]}", "{uniform: [0, 1]}"))
    sweep = Sweep(program, file, tmp_path / "plan")
    sweep("run", sweep.folder, "-q")
    sweep.merged_digest(tmp_path / "all.h5")
    sweep("analyse", sweep.folder, tmp_path / "all.h5", "--measure", "enquiries", "--over", "sum", "--csv",
          tmp_path / "indices.csv")
    figures = pd.read_csv(tmp_path / "indices.csv").set_index(["parameter", "index"])["value"]
    assert figures["recruitment_hub.strength", "ST"] == 0  # a hub that never starts
    assert figures["recruitment_campaign.spending", "ST"] > 0.5
