"""Executing one job in the process at hand: papermill with the engine, and what came of it in plain words."""

from __future__ import annotations

import importlib
import json
import logging
import math
import os
import time
from dataclasses import replace

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill import execute_notebook
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from auditlib.engine import cells
from auditlib.engine.channel import Channel
from auditlib.engine.jobs import Done, Job
from auditlib.engine.papermill_engine import AuditlibEngine, Trace

# jupyter_client interrupts a kernel before it asks it to stop, and one that is just done with a cell logs that.
_QUIET = "--IPKernelApp.log_level=50"


def execute(job: Job, requests: Channel | str) -> Done:
    """Execute a job; nothing is raised for what goes wrong in it.

    `requests` is the channel to a warm parent, or why there is none and an ordinary kernel is used.
    """
    logging.getLogger("papermill").setLevel(logging.CRITICAL + 1)  # what it says comes back in `Done`
    papermill_engines.register("auditlib", AuditlibEngine)
    began = time.monotonic()
    trace = Trace(os.path.abspath(job.cwd), requests)
    outcome, error, place = _run(job, trace)
    done = Done(job, outcome, 0, error, (), _opened(job, trace.opened), 0.0, note=trace.note)
    if trace.cells:
        numbers = cells.numbers_in_source(json.loads(job.source.read_text(encoding="utf-8"))["cells"], trace.cells)
        not_run = tuple(numbers[each] for each in cells.never_begun(trace.cells))
        done = replace(done, cell=0 if place is None else numbers[place], not_run=not_run)
    if outcome == "ok" and job.after is not None:
        done = _follow(job.after, done)
    return replace(done, seconds=time.monotonic() - began)


def _run(job: Job, trace: Trace) -> tuple[str, str, int | None]:
    """Run papermill; give the outcome, what went wrong, and the place of the cell where it did."""
    try:
        execute_notebook(
            _literal(job.source), _literal(job.target), dict(job.parameters), "auditlib", cwd=str(job.cwd),
            progress_bar=False, trace=trace, save_cells=False, extra_arguments=[_QUIET],
            execution_timeout=None if job.timeout is None else math.ceil(job.timeout),
        )  # fmt: skip
    except PapermillExecutionError as error:
        return "failed", f"{error.ename}: {error.evalue}", error.cell_index
    except BaseException as error:
        return *_ending(job, error), cells.failed(trace.cells)
    return "ok", "", None


def _ending(job: Job, error: BaseException) -> tuple[str, str]:
    """Say how a run ended that did not come to its end, and why."""
    match error:
        case CellTimeoutError():
            return "timed out", f"the cell took more than {job.timeout:g} seconds"
        case DeadKernelError():
            return "died", str(error)
        case KeyboardInterrupt():
            return "interrupted", "interrupted"
        case _:
            return "failed", f"{type(error).__name__}: {error}"


def _follow(after: tuple[str, str], done: Done) -> Done:
    """Call the function that comes after a notebook."""
    module, function = after
    try:
        value = getattr(importlib.import_module(module), function)(done.job.target)
    except Exception as error:
        return replace(done, outcome="failed", error=f"{function}: {type(error).__name__}: {error}")
    return replace(done, value=value)


def _literal(path: os.PathLike[str]) -> str:
    """Write a path so that papermill, which fills in `{name}`, takes it as it is."""
    return os.path.abspath(path).replace("{", "{{").replace("}", "}}")


def _opened(job: Job, opened: set[str]) -> tuple[str, ...]:
    """Give the files that were read and are there, below `job.cwd` as it is written."""
    folder = os.path.abspath(job.cwd)
    real = os.path.join(os.path.realpath(folder), "")
    named = {os.path.join(folder, path.removeprefix(real)) if path.startswith(real) else path for path in opened}
    own = {os.path.abspath(job.source), os.path.abspath(job.target)}
    return tuple(sorted(path for path in named - own if os.path.isfile(path)))
