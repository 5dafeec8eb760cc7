"""The process that drives notebooks: it has imported papermill, and forks once for each job.

Started with the descriptors of two channels: the starter's, whose end is its own end, and the one to the warm parent.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import select
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from auditlib.engine.channel import Channel
from auditlib.engine.fresh import silence
from auditlib.engine.jobs import Job
from auditlib.engine.processes import adopt_orphans, die_with_parent, end_below, ending, kill_orphans


def main(control: Channel, requests: Channel) -> None:
    """Drive the jobs that the starter sends, until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end_below)
    adopt_orphans()
    received = control.receive()
    if received is None:
        end_below()
    started_by, environment = pickle.loads(received[0])
    if started_by:
        die_with_parent(started_by, signal.SIGTERM)
    _import_papermill()
    os.environ.clear()
    os.environ.update(environment)
    gc.freeze()
    gc.enable()
    number, job = _take(control)
    _drive(control, requests, number, job)


def _import_papermill() -> None:
    """Import what drives a notebook.

    JupyterLab brings a grammar of web addresses that takes a second to build, for checks that notebooks never get.
    """
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    import auditlib.engine.execution  # noqa: F401

    del sys.modules["rfc3987_syntax"]


def _take(control: Channel) -> tuple[int, Job]:
    """Fork for each job that comes. Returns in the fork, with the job and its number.

    Says of a fork that ended without an answer how it ended.
    """
    poller = select.poll()
    poller.register(control, select.POLLIN)
    drivers: dict[int, tuple[int, int]] = {}
    while True:
        for ready, _ in poller.poll():
            if ready != control.fileno():
                poller.unregister(ready)
                process, number = drivers.pop(ready)
                os.close(ready)
                if status := os.waitpid(process, 0)[1]:
                    control.send(pickle.dumps((number, f"its driver {ending(status)}")))
                kill_orphans({each for each, _ in drivers.values()})
                continue
            received = control.receive()
            if received is None:
                end_below()
            number, job = pickle.loads(received[0])
            if job.after is not None:
                with suppress(Exception):  # the driver says what is wrong with it
                    importlib.import_module(job.after[0])
            own = os.getpid()
            if not (process := os.fork()):
                _become_driver(own, drivers)
                return number, job
            watched = os.pidfd_open(process)
            drivers[watched] = (process, number)
            poller.register(watched, select.POLLIN)


def _become_driver(parent: int, others: dict[int, tuple[int, int]]) -> None:
    """Make this fork a process of its own."""
    for each in others:
        os.close(each)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    die_with_parent(parent)
    silence()


def _drive(control: Channel, requests: Channel, number: int, job: Job) -> NoReturn:
    """Execute the job and say what came of it."""
    from auditlib.engine.execution import execute

    try:
        control.send(pickle.dumps((number, execute(job, requests))))
    except BaseException:
        os._exit(1)
    os._exit(0)
