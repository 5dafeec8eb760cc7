"""A full disk and one that may not be written: a clear error, the last report intact, and nothing lost afterwards."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditlib.problems import AuditlibError
from auditlib.report.make import make_report
from tests.builders import AUDIT, Nyby, nyby_in
from tests.report.made import start
from tests.runs.doubles import Engine
from tests.runs.made import title, write_notebook
from tests.runs.test_killed import left_in, reports_of

_KIB = 1024


def mount(*arguments: str) -> bool:
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 KiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)):
        pytest.skip("mounting a small disk takes an administrator")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def reported(tmp_path: Path, small: Path, engine: Engine) -> Nyby:
    """An audit whose report was made on the small disk, and then changed."""
    nyby = nyby_in(tmp_path / "ws")
    (nyby.root / "reports").symlink_to(small)
    write_notebook(nyby.root, "10_a", title("Første"))
    make_report(AUDIT, nyby.root, quiet=True)
    write_notebook(nyby.root, "20_b", prose="# Ny\n\n" + "Tekst. " * 2000)
    return nyby


def fill(small: Path, left: int) -> Path:
    """Leave only so many bytes free on a disk."""
    room = os.statvfs(small)
    path = small / "fyll"
    path.write_bytes(b"x" * (room.f_bavail * room.f_frsize - left))
    return path


@pytest.mark.parametrize("left", [0, 4 * _KIB, 16 * _KIB, 32 * _KIB, 48 * _KIB, 64 * _KIB])
def test_a_full_disk_is_told_and_nothing_is_lost(reported: Nyby, small: Path, left: int) -> None:
    before = reports_of(reported.root)
    filling = fill(small, left)
    with pytest.raises(AuditlibError, match=r"No space left on device; the last one is untouched; free some space"):
        make_report(AUDIT, reported.root, quiet=True)
    assert {name: content for name, content in reports_of(reported.root).items() if name in before} == before
    filling.unlink()
    assert not make_report(AUDIT, reported.root, quiet=True).failed
    assert "Ny</h1>" in reports_of(reported.root)["rapport.html"].decode()
    assert left_in(reported.root) == []


def test_a_disk_that_may_not_be_written_is_told_and_nothing_is_lost(reported: Nyby, small: Path) -> None:
    before = reports_of(reported.root)
    assert mount("-o", "remount,ro", str(small))
    with pytest.raises(AuditlibError, match=r"cannot write the report: .*: Read-only file system; the last one is unt"):
        make_report(AUDIT, reported.root, quiet=True)
    assert reports_of(reported.root) == before
    assert mount("-o", "remount,rw", str(small))
    assert not make_report(AUDIT, reported.root, quiet=True).failed


@pytest.mark.slow
def test_a_disk_that_is_full_for_the_notebooks_is_told(reported: Nyby, small: Path) -> None:
    before = reports_of(reported.root)
    write_notebook(reported.root, "20_b", "print('x' * 30_000)")
    filling = fill(small, 20 * _KIB)
    running = start("auditlib", "run", AUDIT, "-q", cwd=reported.root)
    printed, said = running.communicate()
    assert running.returncode == 1
    assert "No space left on device" in printed + said
    assert "Traceback" not in printed + said
    assert {name: content for name, content in reports_of(reported.root).items() if name in before} == before
    filling.unlink()
    running = start("auditlib", "run", AUDIT, "-q", cwd=reported.root)
    assert (running.communicate()[1], running.returncode) == ("", 0)
    assert left_in(reported.root) == []
