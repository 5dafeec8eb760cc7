"""What is asked of the engine, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to execute.

    `target` is written whole: it is the executed notebook or what stood there before, never half of one. `timeout` is
    the number of seconds that one cell may take. `after` names a function in a module that is called with the target
    when the notebook succeeded, in the process that ran it; what it returns (a string, bytes or None) is `Done.value`.
    """

    source: Path
    target: Path
    parameters: Mapping[str, Any]
    cwd: Path
    timeout: float | None = None
    after: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job.

    `outcome` is ok, failed, died, timed out or interrupted. `cell` is the number, from 1, of the cell of the source
    that failed, 0 if none did, and `not_run` are the numbers of the code cells that were never begun. `opened` are the
    files below `job.cwd` that the notebook read and had not written itself, modules among them, but not the notebook.
    `note` says why an ordinary kernel was used, and is empty when the notebook ran in a fork.
    """

    job: Job
    outcome: str
    cell: int
    error: str
    not_run: tuple[int, ...]
    opened: tuple[str, ...]
    seconds: float
    value: Any = None
    note: str = ""
