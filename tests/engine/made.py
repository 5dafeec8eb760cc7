"""What the tests of the engine give `Warm` to call: before notebooks run, and after each."""

from __future__ import annotations

import atexit
import json
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

kept: list[Any] = []


def keep(path: str) -> None:
    """Read a file, and keep what it says for every notebook."""
    kept.append(Path(path).read_text(encoding="utf-8"))


def start_thread() -> None:
    """Start a thread that does not end."""
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def leave_open(path: str) -> None:
    """Open a file, and leave it so."""
    kept.append(open(path, encoding="utf-8"))  # noqa: SIM115


def connect() -> None:
    """Connect to a database whose threads are those of a library."""
    import duckdb

    kept.append(duckdb.connect())
    kept[-1].execute("select count(*) from range(1000000)")


def leave_at_exit(folder: str) -> None:
    """Have a folder deleted and a line written at the end of this process."""
    kept.append(tempfile.TemporaryDirectory(dir=folder, prefix="shared-"))
    atexit.register(lambda: (Path(folder) / "ends").open("a", encoding="utf-8").write("end\n"))


def fail() -> None:
    """Fail."""
    raise ValueError("not prepared")


def set_variable() -> None:
    """Set a variable of the environment."""
    os.environ["AUDITLIB_PREPARED"] = "yes"


def outputs(target: Path) -> str:
    """Say how many cells were run."""
    cells = json.loads(target.read_text(encoding="utf-8"))["cells"]
    return f"{sum(cell.get('execution_count') is not None for cell in cells)} cells"


def large(_: Path) -> bytes:
    """Give a million bytes."""
    return b"x" * 1_000_000


def kill(_: Path) -> None:
    """Kill the process that drives the notebook."""
    os.kill(os.getpid(), 9)
