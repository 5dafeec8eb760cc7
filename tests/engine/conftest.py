"""Processes for the tests of the engine, and what says that none was left."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditlib.engine import Done, Job, Warm
from tests.engine.corpus.case import Case


@pytest.fixture(scope="module")
def bare() -> Iterator[Warm]:
    """Processes that have imported nothing but the kernel, for two notebooks at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)  # ipykernel catches no programs' output in a test
        with Warm(2, imports=()) as warm:
            yield warm


@pytest.fixture
def run(bare: Warm, tmp_path: Path) -> Callable[..., Done]:
    """Run a notebook written as in the corpus."""

    def run_text(text: str, *, warm: Warm = bare, **more: Any) -> Done:
        (done,) = warm.run([job_of(text, tmp_path, **more)])
        return done

    return run_text


def job_of(text: str, folder: Path, name: str = "notebook", **more: Any) -> Job:
    """Write a notebook, and make a job of it."""
    source = Case(name, text).write(folder)
    return Job(source, folder / f"{name}.out.ipynb", more.pop("parameters", {}), folder, **more)


def gone(process: int, seconds: float = 10) -> bool:
    """Say whether a process has ended, or does so soon; one that nobody has collected yet has."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


def wait_for(path: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path} was never made"
        time.sleep(0.02)


def marked(word: str) -> list[int]:
    """Give the processes whose environment holds a word."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            try:
                if word.encode() in Path(f"/proc/{entry}/environ").read_bytes():
                    found.append(int(entry))
            except OSError:
                continue
    return found
