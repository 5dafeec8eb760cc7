"""Two real runs of the example's report for all tests, however many workers there are."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
AUDIT = "nyby-2024"


@dataclass(frozen=True)
class Run:
    """A workspace in which the report was run, and what the command printed."""

    workspace: Path
    status: int
    printed: str
    progress: str

    @property
    def report(self) -> Path:
        return self.workspace / "reports" / AUDIT / "rapport.html"


def start(*command: str, cwd: Path) -> "subprocess.Popen[str]":
    """Start a Python module in a folder, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make something in a folder that the workers share: the first to come makes it, the others wait."""
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        while not done.exists():
            time.sleep(0.1)
    else:
        try:
            make(folder)
        finally:
            done.touch()
    return folder


def spaces_in(folder: Path) -> tuple[Path, Path]:
    """Give two places for a workspace that have nothing in common."""
    return folder / "a" / "ws", folder / "b" / "æøå {0} med mellomrom"


def run_twice(folder: Path) -> None:
    """Make two workspaces and run the report in both at once, with progress and without."""
    for space in spaces_in(folder):
        space.parent.mkdir()
        start("auditlib", "new", space.name, cwd=space.parent).communicate()
    first, second = spaces_in(folder)
    running = {
        first: start("auditlib", "run", AUDIT, cwd=first),
        second: start("auditlib", "run", AUDIT, "-q", cwd=second),
    }
    for space, each in running.items():
        printed, progress = each.communicate()
        for name, text in (("printed", printed), ("progress", progress), ("status", str(each.returncode))):
            (space.parent / name).write_text(text, encoding="utf-8")


def run_in(space: Path) -> Run:
    """Read what became of a run."""
    said = [(space.parent / name).read_text(encoding="utf-8") for name in ("status", "printed", "progress")]
    return Run(space, int(said[0]), said[1], said[2])
