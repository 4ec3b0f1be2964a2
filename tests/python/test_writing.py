"""What leaves the package: whole files in place of files, and nothing in place of what is none."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from hearth.writing import whole_file
from hearth.writing import write_text as written


def test_a_file_is_replaced_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "moves.csv"
    written(file, "before")
    with pytest.raises(ValueError), whole_file(file) as unfinished:
        unfinished.write_text("half")
        raise ValueError
    assert file.read_text() == "before"
    written(file, "after")
    assert file.read_text() == "after" and os.listdir(tmp_path) == ["moves.csv"]


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path, there: bool) -> None:
    target, link = tmp_path / "folder" / "moves.csv", tmp_path / "link.csv"
    target.parent.mkdir()
    if there:
        target.write_text("before")
    link.symlink_to(target)
    written(link, "after")
    assert link.is_symlink() and target.read_text() == "after" and not target.is_symlink()
    assert os.listdir(target.parent) == ["moves.csv"] and sorted(os.listdir(tmp_path)) == ["folder", "link.csv"]


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        heard: list[str] = []
        listener = threading.Thread(target=lambda: heard.append(pipe.read_text()))
        listener.start()
        written(path, "heard")
        listener.join(10)
        assert heard == ["heard"] and stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(os.listdir(tmp_path)) == ["link", "pipe"] and link.is_symlink()


def test_what_a_killed_process_has_left_is_removed_by_the_next(tmp_path: Path) -> None:
    file = tmp_path / "moves.csv"
    killed = os.fork()
    if killed == 0:
        with whole_file(file) as unfinished:
            unfinished.write_text("half")
            os._exit(0)
    os.waitpid(killed, 0)
    assert len(os.listdir(tmp_path)) == 1 and not file.exists()
    with whole_file(file) as mine:
        assert list(tmp_path.iterdir()) == [mine]
        written(file, "another writer's")
        assert mine.exists()  # its process is alive
        mine.write_text("whole")
    assert os.listdir(tmp_path) == ["moves.csv"] and file.read_text() == "whole"
