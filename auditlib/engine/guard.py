"""The process between the warm parent and a kernel: it starts the kernel, says how it ended and leaves nothing behind.

Every process that the notebook starts stays below it, whatever group or session it moves to, for it adopts orphans.
"""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from typing import NoReturn

from auditlib.engine.channel import ENDED, Channel, join
from auditlib.engine.processes import adopt_orphans, die_with_parent, end_below, ending, has_children, kill_below


def guard(channel: Channel, parent: int) -> None:
    """Guard a fork of this process, the kernel. Returns in the kernel; this process ends here, after it.

    `parent` is the id of this process' own parent, with which it ends.
    """
    signal.signal(signal.SIGTERM, end_below)
    os.setsid()
    die_with_parent(parent, signal.SIGTERM)
    adopt_orphans()
    guardian = os.getpid()
    kernel = os.fork()
    if kernel:
        _keep(channel, kernel)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.setsid()  # as Jupyter starts kernels
    die_with_parent(guardian)


def _keep(channel: Channel, kernel: int) -> NoReturn:
    """Wait until the kernel has ended, or nobody is left at the other end of the channel: then kill it."""
    ended = os.pidfd_open(kernel)
    poller = select.poll()
    poller.register(ended, select.POLLIN)
    poller.register(channel, 0)  # whether it hangs up
    if ended in dict(poller.poll()):
        status = os.waitpid(kernel, 0)[1]
        _sweep()
        with suppress(OSError):
            channel.send(join([ENDED, ending(status).encode()]))
    _sweep()
    os._exit(0)


def _sweep() -> None:
    """Kill what is left below this process."""
    if has_children():
        kill_below(os.getpid())
