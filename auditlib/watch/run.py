"""`auditlib watch`: the loop around a session."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from auditlib.problems import UsageError

_MOST_FORKS = 8
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def watch(
    audit: str,
    workspace: Path | str,
    extra: Mapping[str, str],
    port: int,
    ready: Callable[[str], None],
    tell: Callable[[str], None],
) -> None:
    """Watch an audit until interrupted; `ready` is given the address as soon as there is one, `tell` each event.

    Raises UsageError where this system cannot fork, or the port is taken.
    """
    if sys.platform == "win32":
        raise UsageError("watching takes a system that can fork; run `auditlib run` after each edit instead")
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))  # before what it is for is imported: forks have no other threads
    from auditlib.report.make import Request
    from auditlib.runs.capacity import workers
    from auditlib.runs.warm import WarmParent
    from auditlib.watch.changes import Changes
    from auditlib.watch.preview import Forks
    from auditlib.watch.server import Screen
    from auditlib.watch.session import Session
    from auditlib.workspace import find_root, require_audit

    root = find_root(workspace)
    require_audit(root, audit)
    try:
        screen = Screen(port)
    except OSError as error:
        raise UsageError(f"port {port}: {error.strerror}; give another, or none for a free one") from error
    with screen, WarmParent(root, audit) as warm:
        ready(screen.address)
        warm.start()
        changes = Changes(root, audit)
        request, forks = Request(root, audit, extra, quiet=True), Forks(workers(_MOST_FORKS))
        session = Session(request, screen, warm, forks, lambda: not changes.pending(), tell)
        while True:
            session.update()
            changes.patterns = session.patterns
            changes.wait()
