"""The processes behind `Warm` where a process cannot be forked safely: ordinary kernels, driven by workers."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from auditlib.engine.jobs import Done, Job


class Spawned:
    """Workers that have imported papermill; each starts a kernel for each job."""

    why = "forks were declined" if sys.platform == "linux" else "forks as they are made here need Linux"
    prepared: tuple[str, ...] = ()

    def __init__(self, workers: int) -> None:
        self._context = get_context("spawn")
        self._workers: list[BaseProcess] = []
        self._idle: list[tuple[Connection, BaseProcess]] = []
        self._busy: dict[Connection, tuple[BaseProcess, int]] = {}
        for _ in range(workers):
            self._idle.append(self._spawn())

    def _spawn(self) -> tuple[Connection, BaseProcess]:
        """Start a worker."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self.why), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(process)
        return ours, process

    def start(self, number: int, job: Job) -> None:
        """Start a job in a worker that has none."""
        connection, process = self._idle.pop() if self._idle else self._spawn()
        self._busy[connection] = (process, number)
        with suppress(OSError):  # a worker that has ended is found when its answer is waited for
            connection.send(job)

    def wait(self) -> tuple[int, Done | str] | None:
        """Wait until a job is done."""
        for ready in wait(list(self._busy)):
            assert isinstance(ready, Connection)
            process, number = self._busy.pop(ready)
            try:
                done: Done = ready.recv()
            except (EOFError, OSError):
                process.join()
                return number, f"its driver ended itself with exit code {process.exitcode}"
            self._idle.append((ready, process))
            return number, done
        return None

    def end(self) -> None:
        """Kill the workers, and on Linux what is below them; elsewhere a kernel ends when its worker has."""
        for process in self._workers:
            if process.pid is not None and process.is_alive() and sys.platform == "linux":
                from auditlib.engine.processes import kill_tree

                kill_tree(process.pid)
            process.kill()
            process.join()


def _work(connection: Connection, why: str) -> None:
    """Execute jobs until the other end is closed."""
    from auditlib.engine.execution import execute

    with suppress(EOFError, KeyboardInterrupt):
        while True:
            connection.send(execute(connection.recv(), why))
    os._exit(0)
