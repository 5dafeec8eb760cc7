"""A command with everything it starts: elapsed seconds, and the most memory that all of it held at once."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

_PAUSE = 0.1
_ROOT = Path(__file__).parents[1]


class Clocked(NamedTuple):
    """Seconds, and MiB; memory that forks share is counted once."""

    seconds: float
    mib: float


def clock(commands: Sequence[Sequence[str]], cwd: Path, cores: int = 0, sampled: bool = True) -> Clocked:
    """Run commands one after the other, on so many of the cores if asked; a failure ends the benchmark.

    Memory is not `sampled` where every core is to be the commands' own: looking at it takes a tenth of one.
    """
    began, most = time.perf_counter(), 0.0
    for command in commands:
        running = start(command, cwd, cores)
        sampler = Sampler(running.pid) if sampled else None
        said = running.communicate()[0]
        most = max(most, sampler.stop() if sampler else 0.0)
        if running.returncode:
            raise SystemExit(f"{' '.join(command)}\n{said[-3000:]}")
    return Clocked(time.perf_counter() - began, most)


def start(command: Sequence[str], cwd: Path, cores: int = 0) -> subprocess.Popen[str]:
    """Start a command by its path, or a Python module by its name."""
    named = list(command) if os.path.isabs(command[0]) else [sys.executable, "-m", *command]
    return subprocess.Popen(
        _pinned(cores, named), cwd=cwd, env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _pinned(cores: int, command: list[str]) -> list[str]:
    """Let a command and all it starts use only some of the cores."""
    if not cores:
        return command
    return ["taskset", "-c", ",".join(str(each) for each in sorted(os.sched_getaffinity(0))[:cores]), *command]


def environment() -> Mapping[str, str]:
    """Give what commands are started with: this checkout before an installed package, and this Python as kernel.

    Compiled modules are kept, as they are for whoever has installed the package.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONWARNINGS": "ignore", "JUPYTER_PATH": str(_kernels())}


@cache
def _kernels() -> Path:
    """Write a kernel that is this Python, for a tool that stands in an environment of its own."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    kernel = {"argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "language": "python"}
    (folder / "kernels" / "python3").mkdir(parents=True)
    text = json.dumps({**kernel, "display_name": "Python 3"})
    (folder / "kernels" / "python3" / "kernel.json").write_text(text, encoding="utf-8")
    return folder


class Sampler:
    """Looks a few times a second at the memory of a process and of all below it."""

    def __init__(self, process: int) -> None:
        """Begin to look."""
        self._process, self._most, self._over = process, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Give the most MiB that was seen."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._over.wait(_PAUSE):
            self._most = max(self._most, sum(map(_held, _tree(self._process))) / 1024)


def _tree(root: int) -> list[int]:
    """Give a process and all below it."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            with suppress(OSError):
                parent = int(Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry))
    found = [root]
    for each in found:
        found += children.get(each, [])
    return found


def _held(process: int) -> int:
    """Give the KiB that a process holds, its share of what several hold included."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return int(next(each for each in lines if each.startswith("Pss:")).split()[1])
    return 0
