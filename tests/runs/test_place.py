"""The folder a run writes into: one run at a time, whole files, and nothing left of a run that was killed."""

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from auditlib.runs.place import place_for

_spawn = multiprocessing.get_context("spawn")


def never() -> None:
    raise AssertionError("nobody else holds the folder")


def hold(folder: Path, told: Connection, until: Connection) -> None:
    """Hold a folder in another process until told to let go."""
    with place_for(folder, never) as place:
        (place.work / "half").write_text("halv", encoding="utf-8")
        told.send(place.work)
        until.recv()


@pytest.fixture
def holder(tmp_path: Path) -> tuple[Path, Path, Callable[[], None], Callable[[], None]]:
    """A folder that another process holds, its working folder, and how to end the other, kindly or not."""
    folder = tmp_path / "reports" / "nyby"
    told, tell = _spawn.Pipe(duplex=False)
    until, let_go = _spawn.Pipe(duplex=False)
    other = _spawn.Process(target=hold, args=(folder, tell, until))
    other.start()

    def kindly() -> None:
        let_go.send(None)
        other.join()

    def kill() -> None:
        assert other.pid is not None
        os.kill(other.pid, signal.SIGKILL)
        other.join()

    return folder, told.recv(), kindly, kill


def test_a_run_waits_for_the_one_before(holder: tuple[Path, Path, Callable[[], None], Callable[[], None]]) -> None:
    folder, _, kindly, _ = holder
    with place_for(folder, kindly) as place:  # the other ends when this one says that it waits
        assert place.waited
        assert list(place.work.iterdir()) == []


def test_what_a_killed_run_left_is_taken_away_by_the_next(
    holder: tuple[Path, Path, Callable[[], None], Callable[[], None]],
) -> None:
    folder, left, _, kill = holder
    kill()
    assert (left / "half").exists()
    with place_for(folder, never) as place:
        assert not left.exists()
        assert not place.waited
    assert [path.name for path in (folder / ".run").iterdir()] == ["lock"]


def test_a_folder_that_is_deleted_while_a_run_waits_is_held_anew(
    holder: tuple[Path, Path, Callable[[], None], Callable[[], None]],
) -> None:
    folder, _, kindly, _ = holder

    def deleted() -> None:
        shutil.rmtree(folder.parent)
        kindly()

    with place_for(folder, deleted) as place:
        place.write("rapport.html", "ny")
        assert (folder / "rapport.html").read_text(encoding="utf-8") == "ny"


def test_the_working_folder_goes_however_a_run_ends(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), place_for(tmp_path, never) as place:
        raise KeyboardInterrupt
    assert not place.work.exists()


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_is_written_beside_its_place_and_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool
) -> None:
    seen = []

    def replace(source: Path, target: Path) -> None:
        seen.append((Path(source).read_text(encoding="utf-8"), Path(target).exists(), Path(source).parent.name[:5]))
        shutil.move(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with place_for(tmp_path, never) as place:
        place.write("notebooks/10_a.ipynb", "første\n", durable)
        place.write("notebooks/10_a.ipynb", "andre\n", durable)
    assert seen == [("første\n", False, "work-"), ("andre\n", True, "work-")]
    assert (tmp_path / "notebooks" / "10_a.ipynb").read_bytes() == b"andre\n"
