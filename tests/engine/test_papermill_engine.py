"""`papermill --engine auditlib`, and where it is better than papermill 2.7's own."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import papermill_engines
from traitlets.config import Config

from auditlib.engine import shared
from auditlib.engine.papermill_engine import AuditlibEngine
from tests.engine.conftest import gone, marked, wait_for
from tests.engine.corpus.case import Case

pytestmark = [
    pytest.mark.slow,
    # papermill's own: its clock, and how it finds the loop
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True, scope="module")
def registered() -> Iterator[None]:
    """Register the engine as its entry point does, and end its processes."""
    papermill_engines.register("auditlib", AuditlibEngine)
    yield
    shared.end()


def execute(folder: Path, text: str, engine: str | None = "auditlib", **more: Any) -> list[Any]:
    """Run a notebook; give the cells of what was written, whatever happened."""
    source = Case("notebook", text).write(folder)
    sockets = Config({"KernelManager": {"transport": "ipc", "ip": str(folder / "k")}})
    settings = {} if engine else {"config": sockets}
    try:
        papermill.execute_notebook(
            source, folder / "out.ipynb", engine_name=engine, cwd=folder, progress_bar=False, **settings, **more
        )
    finally:
        cells: list[Any] = json.loads((folder / "out.ipynb").read_text(encoding="utf-8"))["cells"]
        folder.joinpath("cells.json").write_text(json.dumps(cells), encoding="utf-8")
    return cells


def statuses(folder: Path) -> list[str]:
    cells = json.loads((folder / "cells.json").read_text(encoding="utf-8"))
    return [cell["metadata"]["papermill"]["status"] for cell in cells]


DIES = "1\n# %%\nimport os\nos.kill(os.getpid(), 9)\n# %%\n3\n# %%\n4"
FOREVER = "1\n# %%\nwhile True: pass\n# %%\n3"


def test_papermill_marks_cells_that_were_never_run(tmp_path: Path) -> None:
    """What papermill 2.7 does; if this fails, it has learnt better."""
    with pytest.raises(DeadKernelError, match=r"^Kernel died$"):
        execute(tmp_path, DIES, None)
    assert statuses(tmp_path) == ["completed"] * 4
    with pytest.raises(CellTimeoutError):
        execute(tmp_path, FOREVER, None, execution_timeout=1)
    assert statuses(tmp_path) == ["completed"] * 3


def test_the_truth_about_cells(tmp_path: Path) -> None:
    with pytest.raises(DeadKernelError, match=r"^Kernel died: it was killed by SIGKILL") as died:
        execute(tmp_path, DIES)
    assert died.value.__notes__ == ["In cell 2; not run: 3, 4."]
    assert statuses(tmp_path) == ["completed", "failed", "pending", "pending"]
    with pytest.raises(CellTimeoutError, match="after 1 seconds") as late:
        execute(tmp_path, FOREVER, execution_timeout=1)
    assert late.value.__notes__ == ["In cell 2; not run: 3."]
    assert statuses(tmp_path) == ["completed", "failed", "pending"]


INTERRUPTED = """
import papermill
from papermill.engines import papermill_engines
from auditlib.engine.papermill_engine import AuditlibEngine
papermill_engines.register("auditlib", AuditlibEngine)
try:
    papermill.execute_notebook("notebook.ipynb", "out.ipynb", engine_name="auditlib", progress_bar=False)
except KeyboardInterrupt as error:
    print(*error.__notes__)
"""


def test_an_interrupt(tmp_path: Path) -> None:
    body = "open('begun', 'w').close()\n    import time; time.sleep(60)"
    Case("notebook", f"try:\n    {body}\nfinally:\n    open('cleaned', 'w').close()\n# %%\n2").write(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", INTERRUPTED]
    caller = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
    wait_for(tmp_path / "begun")
    caller.send_signal(signal.SIGINT)
    said, _ = caller.communicate(timeout=30)
    assert said == "In cell 1; not run: 2.\n"
    cells = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["cells"]
    assert [cell["metadata"]["papermill"]["status"] for cell in cells] == ["failed", "pending"]
    assert (tmp_path / "cleaned").exists()


def test_a_timeout_that_interrupts(tmp_path: Path) -> None:
    with pytest.raises(papermill.PapermillExecutionError, match="KeyboardInterrupt"):
        execute(tmp_path, FOREVER, execution_timeout=1, interrupt_on_timeout=True)
    cells = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["cells"]
    ran = [cell["metadata"]["papermill"]["status"] for cell in cells if "papermill" in cell["metadata"]]
    assert ran == ["completed", "failed", "pending"]


def test_one_warm_parent_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = "import os\nos.getppid()"
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "one and the same")
    shared.end()
    execute(tmp_path, parent)
    first = shared._kept[0][2].parent.process.pid
    execute(tmp_path, f"import pandas\n# %%\n{parent}")
    second = shared._kept[0][2].parent.process.pid
    execute(tmp_path, parent)
    assert shared._kept[0][2].parent.process.pid == second != first
    monkeypatch.setenv("AUDITLIB_TEST", "changed")
    (_, cell) = execute(tmp_path, f"{parent}\n# %%\nos.environ['AUDITLIB_TEST']")
    assert cell["outputs"][0]["data"]["text/plain"] == ["'changed'"]
    assert shared._kept[0][2].parent.process.pid != second
    shared.end()
    assert gone(second)


def test_what_is_printed_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="papermill"):
        execute(tmp_path, "print('to the log')", log_output=True)
    assert "to the log\n" in caplog.messages


def test_a_kernel_of_another_language(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    source = Case("notebook", "1").write(tmp_path)
    with pytest.raises(Exception, match=r"No such kernel named cobol"), caplog.at_level(logging.WARNING, "papermill"):
        papermill.execute_notebook(source, None, engine_name="auditlib", kernel_name="cobol", progress_bar=False)
    assert "An ordinary kernel is used: there is no kernel cobol" in caplog.messages


def test_a_reader_never_finds_half_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Case("notebook", "\n# %%\n".join(["'x' * 500_000"] * 8)).write(tmp_path)
    Path("out.ipynb").write_text("{}", encoding="utf-8")
    Path("link.ipynb").symlink_to("out.ipynb")
    broken, stop = [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                json.loads(Path("link.ipynb").read_bytes())
            except ValueError as error:
                broken.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    papermill.execute_notebook("notebook.ipynb", "link.ipynb", engine_name="auditlib", progress_bar=False)
    stop.set()
    reader.join()
    assert broken == []
    assert Path("link.ipynb").is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.ipynb", "notebook.ipynb", "out.ipynb"]
    assert Path("out.ipynb").stat().st_mode == Path("notebook.ipynb").stat().st_mode


@pytest.mark.parametrize(("engine", "kept"), [(None, False), ("auditlib", True)])
def test_the_last_notebook_is_replaced_and_not_written_into(tmp_path: Path, engine: str | None, kept: bool) -> None:
    """papermill 2.7 empties the file that stood there before it writes, and one that is killed leaves it so."""
    last = tmp_path / "out.ipynb"
    last.write_text("the last one", encoding="utf-8")
    os.link(last, tmp_path / "same file")
    execute(tmp_path, "1", engine)
    assert (tmp_path / "same file").read_text(encoding="utf-8").startswith("the last one") == kept


def test_no_such_folder(tmp_path: Path) -> None:
    source = Case("notebook", "1").write(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"output folder .* doesn't exist"):
        papermill.execute_notebook(source, tmp_path / "none" / "out.ipynb", engine_name="auditlib", progress_bar=False)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder for PYTHONPATH where the entry point is declared as by an installed package."""
    info = tmp_path / "path" / "declared-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: declared\nVersion: 1.0\n", encoding="utf-8")
    line = "auditlib = auditlib.engine.papermill_engine:AuditlibEngine"
    (info / "entry_points.txt").write_text(f"[papermill.engine]\n{line}\n", encoding="utf-8")
    return info.parent


def test_the_command(tmp_path: Path, installed: Path) -> None:
    word = f"AUDITLIB_TEST_{os.getpid()}_{time.monotonic_ns()}"
    text = "# %% parameters\nplace = ''\n# %%\nimport subprocess\nsubprocess.Popen(['sleep', '300'])\nplace"
    Case("notebook", text).write(tmp_path)
    environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{ROOT}", word: "1"}
    command = [sys.executable, "-m", "papermill", "notebook.ipynb", "out.ipynb", "--engine", "auditlib"]
    done = subprocess.run(
        [*command, "-r", "place", "0301"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "ordinary kernel" not in done.stderr
    cells = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["cells"]
    assert cells[-1]["outputs"][0]["data"]["text/plain"] == ["'0301'"]
    assert all(gone(process) for process in marked(word))


@pytest.mark.parametrize(("engine", "leaves"), [("nbclient", True), ("auditlib", False)])
def test_the_command_that_is_killed(tmp_path: Path, installed: Path, engine: str, leaves: bool) -> None:
    """papermill 2.7 leaves the programs that a notebook started."""
    word = f"AUDITLIB_TEST_{os.getpid()}_{time.monotonic_ns()}"
    started = "import subprocess, time\nprogram = subprocess.Popen(['sleep', '300'], start_new_session=True)"
    text = f"{started}\nopen('begun.part', 'w').write(str(program.pid))\nimport os; os.rename('begun.part', 'begun')"
    Case("notebook", f"{text}\ntime.sleep(300)").write(tmp_path)
    environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{ROOT}", word: "1"}
    command = [sys.executable, "-m", "papermill", "notebook.ipynb", "out.ipynb", "--engine", engine]
    caller = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
    wait_for(tmp_path / "begun")
    program = int((tmp_path / "begun").read_text(encoding="utf-8"))
    caller.kill()
    caller.wait()
    others = [process for process in marked(word) if process != program]
    assert all(gone(process) for process in others)
    assert gone(program, 0.1 if leaves else 10) != leaves
    if leaves:
        os.kill(program, signal.SIGKILL)
