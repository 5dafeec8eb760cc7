"""The same command on a Dask cluster: a real scheduler and two workers, of which one is killed midway."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditlib import fingerprints
from auditlib.fingerprints import read_state
from auditlib.matrix.cluster import run_row
from auditlib.matrix.plan import plan_rows
from auditlib.matrix.run import Asked, make_matrix
from auditlib.matrix.table import read_rows
from auditlib.problems import AuditlibError, UsageError
from tests.builders import AUDIT, Nyby, nyby_in
from tests.matrix.made import write_table
from tests.report.made import ROOT
from tests.runs.made import write_notebook

ROWS = 12
PARAMETERS = 'audit = ""\nkommune = "Nyby"'
# Each notebook says that it was begun, by one append, which is never torn.
SECTION = """\
import os, time
log = os.open("begun", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
os.write(log, f"{kommune}\\n".encode())
time.sleep(0.5)
"""


def begin(*arguments: str, cwd: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__LIFETIME__RESTART": "False"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def address_in(process: "subprocess.Popen[str]") -> str:
    """Read what a scheduler says until it tells its address."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"Scheduler at:\s+(tcp://\S+)", line):
            return found[1]
    raise AssertionError("the scheduler did not start")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list["subprocess.Popen[str]"]]]:
    """A scheduler and two workers on this machine."""
    pytest.importorskip("distributed")
    plain = ("--no-dashboard", "--host", "127.0.0.1")
    scheduler = begin("distributed.cli.dask_scheduler", "--port", "0", *plain, cwd=tmp_path)
    address = address_in(scheduler)
    plain = ("--no-dashboard", "--no-nanny", "--nthreads", "1", "--local-directory", str(tmp_path))
    workers = [begin("distributed.cli.dask_worker", address, *plain, cwd=tmp_path) for _ in range(2)]
    yield address, workers
    for each in (*workers, scheduler):
        each.kill()
        each.communicate()


def reports(root: Path) -> set[str]:
    folder = root / "reports" / AUDIT / "matrix"
    return {path.parent.name for path in folder.glob("*/rapport.html")}


@pytest.mark.slow
def test_a_worker_killed_midway_loses_nothing_and_nothing_is_done_twice(
    tmp_path: Path, cluster: tuple[str, list["subprocess.Popen[str]"]]
) -> None:
    address, workers = cluster
    nyby = nyby_in(tmp_path / "ws")
    write_notebook(nyby.root, "31_kommune", SECTION, parameters=PARAMETERS)
    names = [f"K{number:02}" for number in range(ROWS)]
    table = write_table(nyby.root, *(f"{name};{name}" for name in names), heading="nr;kommune")
    command = [
        "auditlib", "matrix", AUDIT, "--over", table.name, "-q", "--on", "dask", "--scheduler", address
    ]  # fmt: skip
    running = begin(*command, cwd=nyby.root)
    while len(reports(nyby.root)) < 3:
        assert running.poll() is None, running.communicate()
        time.sleep(0.05)
    finished = reports(nyby.root)
    workers[0].send_signal(signal.SIGKILL)
    said = running.communicate()[1]
    assert (running.returncode, said.splitlines()[-1]) == (0, f"{ROWS} rows: 0 kept, 0 failed")
    assert reports(nyby.root) == set(names)
    begun = Counter((nyby.root / "begun").read_text(encoding="utf-8").split())
    assert set(begun) == set(names)
    assert all(begun[name] == 1 for name in finished)
    assert sum(begun.values()) <= ROWS + 1  # only what the killed worker was at is begun again
    assert make_matrix(Asked(AUDIT, nyby.root, table, quiet=True)).kept == ROWS


def test_an_address_where_nobody_answers_is_a_wrong_call(nyby: Nyby, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("auditlib.matrix.cluster._CONNECTING", "200ms")
    write_notebook(nyby.root, "31_kommune", parameters=PARAMETERS)
    table = write_table(nyby.root, "1;Nyby", heading="nr;kommune")
    with pytest.raises(UsageError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"):
        make_matrix(Asked(AUDIT, nyby.root, table, quiet=True, scheduler="tcp://127.0.0.1:1"))


def test_a_cluster_takes_an_extra(nyby: Nyby, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    write_notebook(nyby.root, "31_kommune", parameters=PARAMETERS)
    table = write_table(nyby.root, "1;Nyby", heading="nr;kommune")
    with pytest.raises(UsageError, match="takes the extra `dask`"):
        make_matrix(Asked(AUDIT, nyby.root, table, quiet=True, scheduler="tcp://127.0.0.1:1"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda nyby: nyby.change("findings.yaml", "title:", "title: Ny"), "the worker sees other files under"),
        (None, "the worker has another auditlib"),
    ],
)
def test_a_worker_that_would_give_something_else_refuses(
    nyby: Nyby, monkeypatch: pytest.MonkeyPatch, change: Callable[[Nyby], None] | None, said: str
) -> None:
    write_notebook(nyby.root, "31_kommune", parameters=PARAMETERS)
    rows = read_rows(write_table(nyby.root, "1;Nyby", heading="nr;kommune"), "kommuner.csv")
    (plan,) = plan_rows(rows, nyby.root, AUDIT, read_state(nyby.root, AUDIT), (), [])
    if change:
        change(nyby)
    else:
        monkeypatch.setattr(fingerprints, "_PACKAGE", nyby.root)
    with pytest.raises(AuditlibError, match=said):
        run_row(plan, nyby.root, AUDIT, nyby.root / "work", nyby.root / "matrix")
