"""The process that drives notebooks: it has imported papermill, and forks a driver for each notebook that runs at once.

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
from auditlib.engine.processes import adopt_orphans, die_with_parent, end_below, ending, kill_orphans


def main(control: Channel, requests: Channel) -> None:
    """Keep drivers running until the starter is gone. Each takes the next job that the starter has sent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end_below)
    adopt_orphans()
    received = control.receive()
    if received is None:
        end_below()
    started_by, workers, after, environment = pickle.loads(received[0])
    if started_by:
        die_with_parent(started_by, signal.SIGTERM)
    _import(after)
    os.environ.clear()
    os.environ.update(environment)
    gc.freeze()
    gc.enable()
    _keep_drivers(workers, control)
    _drive(control, requests)


def _import(after: str) -> None:
    """Import what drives a notebook, and the module of what comes after it.

    JupyterLab brings a grammar of web addresses that takes a second to build, for checks that notebooks never get.
    """
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    import auditlib.engine.execution  # noqa: F401

    if after:
        with suppress(Exception):  # the driver says what is wrong with it
            importlib.import_module(after)
    del sys.modules["rfc3987_syntax"]


def _keep_drivers(workers: int, control: Channel) -> None:
    """Keep so many drivers running, and say of each that ends how it did. Returns in the drivers."""
    poller, drivers, own = select.poll(), dict[int, int](), os.getpid()
    poller.register(control, 0)  # whether it hangs up: what it says is for the drivers
    while True:
        while len(drivers) < workers:
            process = os.fork()
            if not process:
                _become_driver(own, drivers)
                return
            watched = os.pidfd_open(process)
            drivers[watched] = process
            poller.register(watched, select.POLLIN)
        for ready, _ in poller.poll():
            if ready == control.fileno():
                end_below()
            poller.unregister(ready)
            process = drivers.pop(ready)
            os.close(ready)
            status = os.waitpid(process, 0)[1]
            kill_orphans(drivers.values())
            control.send(pickle.dumps((process, None, f"its driver {ending(status)}")))


def _become_driver(parent: int, others: dict[int, int]) -> None:
    """Make this fork a process of its own."""
    for each in others:
        os.close(each)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    die_with_parent(parent)
    silence()


def _drive(control: Channel, requests: Channel) -> NoReturn:
    """Execute one job after the other: say which is begun, and what came of it."""
    from auditlib.engine.execution import execute

    own = os.getpid()
    while (received := control.receive()) is not None:
        number, job = pickle.loads(received[0])
        control.send(pickle.dumps((own, number, None)))
        control.send(pickle.dumps((own, number, execute(job, requests))))
    os._exit(0)
