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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from auditlib.engine.channel import Channel
from auditlib.engine.fresh import silence
from auditlib.engine.processes import adopt_orphans, die_with_parent, ending, kill_orphans, leave, threads

# What papermill imports if it is there, for what is not done here, and takes as long as the rest: the grammar of web
# addresses that JupyterLab brings for checks of formats, and Arrow for files on a cluster.
_NOT_NEEDED = ("rfc3987_syntax", "pyarrow")


@dataclass
class _Driver:
    """A fork that executes one job after the other, and the number of the one at hand."""

    process: int
    channel: Channel
    number: int | None = None


def main(_: Sequence[str], control: Channel, requests: Channel) -> None:
    """Drive the jobs that the starter sends, until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave)
    adopt_orphans()
    received = control.receive()
    if received is None:
        leave()
    started_by, after, environment = pickle.loads(received[0])
    if started_by:
        die_with_parent(started_by, signal.SIGTERM)
    _import(after)
    os.environ.clear()
    os.environ.update(environment)
    gc.freeze()
    gc.enable()
    # A process with threads cannot be forked: it drives the notebooks itself, one after the other.
    _drive(control if threads() else _share_out(control), requests)


def _import(after: str) -> None:
    """Import what drives a notebook, and the module of what comes after it."""
    for name in _NOT_NEEDED:
        sys.modules[name] = None  # type: ignore[assignment]
    import IPython.paths  # noqa: F401  # tells where kernels are; each driver would import it by itself

    import auditlib.engine.execution  # noqa: F401

    for name in _NOT_NEEDED:
        del sys.modules[name]
    if after:
        with suppress(Exception):  # the driver says what is wrong with it
            importlib.import_module(after)


def _share_out(control: Channel) -> Channel:
    """Give each job that comes to an idle driver, and pass on what it says. Returns in a driver, with its channel."""
    poller, drivers = select.poll(), dict[int, _Driver]()
    poller.register(control, select.POLLIN)
    while True:
        for ready, _ in poller.poll():
            if ready != control.fileno():
                _pass_on(drivers, ready, poller, control)
                continue
            if (received := control.receive()) is None:
                leave()
            driver = next((each for each in drivers.values() if each.number is None), None)
            if driver is None:
                driver = _fork(control, drivers)
                if not driver.process:
                    return driver.channel
                drivers[driver.channel.fileno()] = driver
                poller.register(driver.channel, select.POLLIN)
            driver.number = pickle.loads(received[0])[0]
            with suppress(OSError):  # it has just ended, which is found next
                driver.channel.send(received[0])


def _pass_on(drivers: dict[int, _Driver], ready: int, poller: select.poll, control: Channel) -> None:
    """Pass on what came of a job; of a driver that has ended, say how."""
    driver = drivers[ready]
    if (received := driver.channel.receive()) is not None:
        control.send(received[0])
        driver.number = None
        return
    poller.unregister(ready)
    del drivers[ready]
    driver.channel.close()
    status = os.waitpid(driver.process, 0)[1]
    kill_orphans({each.process for each in drivers.values()})
    if driver.number is not None:
        control.send(pickle.dumps((driver.number, f"its driver {ending(status)}")))


def _fork(control: Channel, drivers: Mapping[int, _Driver]) -> _Driver:
    """Fork a driver; in the fork, `process` is 0 and `channel` the other end."""
    ours, theirs = Channel.pair()
    parent = os.getpid()
    if process := os.fork():
        theirs.close()
        return _Driver(process, ours)
    for each in (ours, control, *(driver.channel for driver in drivers.values())):
        each.close()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    die_with_parent(parent)
    silence()
    return _Driver(0, theirs)


def _drive(channel: Channel, requests: Channel) -> NoReturn:
    """Execute one job after the other, and say what came of each."""
    from auditlib.engine.execution import execute

    while (received := channel.receive()) is not None:
        number, job = pickle.loads(received[0])
        channel.send(pickle.dumps((number, execute(job, requests))))
    os._exit(0)
