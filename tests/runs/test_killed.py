"""Runs killed with SIGKILL: the last good report and the inputs stand, nothing half written is seen, nothing is left.

Once at every moment of the writing, in forks of this process without an engine; and at random moments of whole runs.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from auditlib.report.make import make_report
from tests.builders import AUDIT, Nyby, nyby_in
from tests.report.made import ROOT
from tests.runs.doubles import Engine
from tests.runs.made import title, write_notebook

RANDOM_KILLS = int(os.environ.get("AUDITLIB_KILLS", "30"))  # 200 take eight minutes
_WRITING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "tempfile.mkdtemp"}


def inputs_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file() and "reports" not in path.parts}


def reports_of(root: Path) -> dict[str, bytes]:
    """Give everything a reader finds in the report's folder."""
    folder = root / "reports" / AUDIT
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".")}


def left_in(root: Path) -> list[str]:
    """Give what only a run at work has: its working folder, and anything beside the report's folder."""
    working = [path.name for path in (root / "reports" / AUDIT / ".run").iterdir()]
    beside = [path.name for path in (root / "reports").iterdir() if path.name != AUDIT]
    return sorted({*working, *beside} - {"lock", "record.json", "fragments"})


def assert_whole(found: dict[str, bytes], *versions: dict[str, bytes]) -> None:
    """Every file is, byte for byte, what one of the complete runs wrote."""
    for name, content in found.items():
        assert content in [each[name] for each in versions if name in each], name


# --- at every moment of the writing ---


def killed_at(moment: int, root: Path) -> bool:
    """Make the report in a fork that kills itself before its nth change to the disk; say whether it came so far."""
    process = os.fork()
    if not process:
        changes = iter(range(moment))

        def listen(event: str, arguments: tuple[object, ...]) -> None:
            opens = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if (opens or event in _WRITING) and str(root) in str(arguments) and next(changes, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(listen)
        try:
            make_report(AUDIT, root, quiet=True)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_killed_at_any_change_to_the_disk(nyby: Nyby, engine: Engine) -> None:
    write_notebook(nyby.root, "10_a", title("Første"), prose="# Gammel")
    gone = write_notebook(nyby.root, "15_b")
    make_report(AUDIT, nyby.root, quiet=True)
    old = reports_of(nyby.root)
    gone.unlink()
    write_notebook(nyby.root, "10_a", title("Første"), prose="# Ny")
    write_notebook(nyby.root, "20_c", prose="# Siste")
    inputs = inputs_of(nyby.root)

    moment, new = 0, dict[str, bytes]()
    while killed_at(moment, nyby.root):
        moment += 1
        found = reports_of(nyby.root)
        assert inputs_of(nyby.root) == inputs
        make_report(AUDIT, nyby.root, quiet=True)
        new = new or reports_of(nyby.root)
        assert_whole(found, old, new)
        assert reports_of(nyby.root) == new
        assert left_in(nyby.root) == []
        for name, content in old.items():  # as it was before
            (nyby.root / "reports" / AUDIT / name).write_bytes(content)
        (nyby.root / "reports" / AUDIT / ".run" / "record.json").unlink()
    assert moment > 20
    assert reports_of(nyby.root) == new


# --- at random moments of whole runs ---


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of the runs alone, whose path marks their processes too."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def marked(own: Path) -> Iterator[int]:
    """Give the processes that were started with the runs' own folder, but for this one."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                environment = (entry / "environ").read_bytes()
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if os.fsencode(f"TMPDIR={own}") in environment and state not in "ZX":
                yield int(entry.name)


def wait_until_none(own: Path) -> None:
    deadline = time.monotonic() + 20
    while left := list(marked(own)):
        assert time.monotonic() < deadline, [Path(f"/proc/{each}/cmdline").read_bytes() for each in left]
        time.sleep(0.02)


def version(nyby: Nyby, number: int) -> None:
    """Change a note that the sections show."""
    note = nyby.root / "interviews" / AUDIT / "I01.md"
    lines = note.read_text(encoding="utf-8").splitlines()
    note.write_text("\n".join([*lines[:10], lines[10], f"Utgave {number}.", ""]), encoding="utf-8")


_NOTEBOOK = f"""\
import pathlib, subprocess
own = subprocess.Popen(["sleep", "600"])
print(pathlib.Path("interviews/{AUDIT}/I01.md").read_text()[-12:])
"""
# The command without what these notebooks do not need, which takes most of its time.
_COMMAND = f"""\
import sys
from auditlib.runs import warm
from auditlib.cli import main
warm._IMPORTS, warm._PREPARE = (), ("os.path", "join")
sys.argv = ["auditlib", "run", "{AUDIT}", "-q"]
main()
"""


def begin(nyby: Nyby) -> "subprocess.Popen[bytes]":
    """Begin a run."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", _COMMAND], cwd=nyby.root, env=environment, stdout=subprocess.DEVNULL)


def complete(nyby: Nyby, own: Path) -> dict[str, bytes]:
    """Run to the end; nothing of this run or those before may be left. Give what it wrote."""
    assert begin(nyby).wait() == 0
    assert left_in(nyby.root) == []
    wait_until_none(own)
    assert list(own.rglob("*")) == []
    return reports_of(nyby.root)


@pytest.mark.slow
@pytest.mark.timeout(10 * RANDOM_KILLS)
def test_killed_at_random_moments(tmp_path: Path, own: Path) -> None:
    nyby, draws = nyby_in(tmp_path / "ws"), random.Random(20240115)
    for name in ("10_a", "20_b", "30_c"):
        write_notebook(nyby.root, name, _NOTEBOOK)
    complete(nyby, own)  # once before, to measure one that finds all modules compiled
    version(nyby, -1)
    began = time.monotonic()
    assert begin(nyby).wait() == 0
    lasts = time.monotonic() - began
    for kill in range(RANDOM_KILLS):
        version(nyby, kill)
        inputs = inputs_of(nyby.root)
        with begin(nyby) as running:
            with suppress(subprocess.TimeoutExpired):
                running.wait(draws.uniform(0, lasts))
            running.kill()
        found = reports_of(nyby.root)
        assert inputs_of(nyby.root) == inputs
        for name, content in found.items():
            assert content.rstrip().endswith(b"}" if name.endswith(".ipynb") else b"</html>"), name
        if kill % 10 == 9:
            assert f"Utgave {kill}." in complete(nyby, own)["rapport.html"].decode()
