"""Work on another core: a fork does one part while this process does the rest."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


def beside(work: Callable[[], _T]) -> Callable[[], _T]:
    """Begin a piece of work in a fork; give what waits for its result, which must be picklable.

    Where a fork is missing or unsafe (another system, other threads, one core), or where it dies, the work is done here
    when the result is asked for.
    """
    if not _can_fork():
        return work
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sending.send(work()))
    process.start()
    sending.close()

    def result() -> _T:
        try:
            found: _T = receiving.recv()
        except EOFError:
            found = work()
        finally:
            receiving.close()
            process.join()
        return found

    return result


def _can_fork() -> bool:
    alone = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    return sys.platform == "linux" and alone and (os.cpu_count() or 1) > 1
