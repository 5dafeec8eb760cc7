"""Running rows on a Dask cluster whose workers see the workspace under the same path.

A worker writes a finished row into its place itself, so that what it finished is finished even if it is lost the moment
after; and looks there first, so that nothing is run twice.
"""

from __future__ import annotations

import atexit
import importlib
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from auditlib import __version__
from auditlib.fingerprints import digest, read_state
from auditlib.matrix.here import run_rows
from auditlib.matrix.plan import RowPlan
from auditlib.matrix.rows import RowResult, finished
from auditlib.problems import AuditlibError, UsageError, problem
from auditlib.report.gate import Gate
from auditlib.runs.warm import WarmParent
from auditlib.workbench import load

_CONNECTING = "10s"
_PER_WORKER = 1


def run_on_cluster(
    plans: Sequence[RowPlan], root: Path, audit: str, scheduler: str, work: Path, folder: Path
) -> Iterator[RowResult]:
    """Run rows on the workers of a scheduler; give what became of each.

    Raises UsageError when the package for it is missing or nobody answers at the address.
    """
    by_name = {each.row.name: each for each in plans}
    distributed = _distributed()
    with _client(distributed, scheduler) as client:
        futures = {
            client.submit(run_row, plan, root, audit, work, folder, key=f"{work.name}-{name}", pure=False): name
            for name, plan in by_name.items()
        }
        for future in distributed.as_completed(futures, loop=client.loop):
            name = futures[future]
            lost = future.exception()
            yield future.result() if lost is None else _lost(by_name[name], lost)
            future.release()


def _distributed() -> Any:
    """Import what talks to a cluster, which is an extra."""
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise UsageError("running on a cluster takes the extra `dask`: pip install 'auditlib[dask]'") from error


def _client(distributed: Any, scheduler: str) -> Any:
    """Connect to a scheduler."""
    try:
        return distributed.Client(scheduler, timeout=_CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no scheduler answers at {scheduler}") from error


def _lost(plan: RowPlan, error: BaseException) -> RowResult:
    """Tell of a row that its workers could not finish."""
    said = " / ".join(str(error).splitlines()[:3]) or type(error).__name__
    what = problem("P804", plan.row.at, what=f"row {plan.row.name} is not written", error=said, rest="")
    return RowResult(plan.row.name, problems=(what,), failed=True)


# --- in a worker ---

_one_at_a_time = threading.Lock()
_ready: dict[tuple[Path, str, str], tuple[WarmParent, Gate]] = {}


def run_row(plan: RowPlan, root: Path, audit: str, work: Path, folder: Path) -> RowResult:
    """Run one row, unless a worker that was lost had finished it.

    Raises AuditlibError when this worker has another auditlib, or sees other files, than the row was planned with.
    """
    with _one_at_a_time:
        done = finished(plan, folder)
        if done is not None:
            return done
        warm, gate = _made_ready(plan, root, audit)
        (made,) = run_rows([plan], root, gate, warm, work / f"{plan.row.name}-{time.monotonic_ns()}", folder)
        return made


def _made_ready(plan: RowPlan, root: Path, audit: str) -> tuple[WarmParent, Gate]:
    """Give the warm parent and the audit that this worker keeps from row to row, while the files are the same."""
    state, planned = read_state(root, audit, plan.sections[0].section.notebook.inputs), plan.sections[0].key
    if digest(state.package) != planned.package:
        raise AuditlibError(f"the worker has another auditlib ({__version__}) than the one that asks")
    if digest(state.inputs) != planned.inputs:
        raise AuditlibError(f"the worker sees other files under {root} than the one that asks")
    if (root, audit, planned.inputs) not in _ready:
        for old, _ in _ready.values():
            old.stop()
        _ready.clear()
        named = [each.section.notebook.path.name for each in plan.sections]
        warm = WarmParent(root, audit, _PER_WORKER, named)
        atexit.register(warm.stop)
        _ready[root, audit, planned.inputs] = warm, Gate(load(audit, root).inputs)
    return _ready[root, audit, planned.inputs]
