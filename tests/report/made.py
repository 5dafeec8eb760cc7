"""One real run of the example's report for all tests, however many workers there are."""

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
class Made:
    """A workspace in which the report was run, and what the command printed."""

    workspace: Path
    status: int
    printed: str
    progress: str

    @property
    def report(self) -> Path:
        return self.workspace / "reports" / AUDIT / "rapport.html"


def auditlib(*arguments: str, cwd: Path) -> "subprocess.Popen[str]":
    """Start the command line in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
    command = [sys.executable, "-m", "auditlib", *arguments]
    return subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )  # fmt: skip


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make something in a folder that workers share: the first to come makes it, the others wait."""
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


def run_twice(folder: Path) -> None:
    """Make two workspaces in folders of different length and run both reports at once."""
    spaces = [folder / "a" / "ws", folder / "b" / "et langt navn på en mappe {0}"]
    for space, quiet in zip(spaces, ((), ("--quiet",)), strict=True):
        space.parent.mkdir()
        made = auditlib("new", space.name, cwd=space.parent)
        assert made.wait() == 0, made.communicate()
    running = [auditlib("run", AUDIT, *quiet, cwd=space) for space, quiet in zip(spaces, ((), ("--quiet",)), strict=True)]
    for space, each in zip(spaces, running, strict=True):
        printed, progress = each.communicate()
        (space / "printed").write_text(printed, encoding="utf-8")
        (space / "progress").write_text(progress, encoding="utf-8")
        (space / "status").write_text(str(each.returncode), encoding="utf-8")


def read_made(workspace: Path) -> Made:
    """Read what became of a run."""
    said = {name: (workspace / name).read_text(encoding="utf-8") for name in ("printed", "progress", "status")}
    return Made(workspace, int(said["status"]), said["printed"], said["progress"])
