"""Running many notebooks: what they import is imported once, and each is run in a fork of the process that did."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Protocol, Self

from auditlib.engine.jobs import Done, Job

IMPORTS = ("pandas", "scipy.stats", "seaborn", "matplotlib.pyplot")
Prepare = tuple[str, str, tuple[Any, ...]]


class Crew(Protocol):
    """The processes that run notebooks."""

    @property
    def why(self) -> str:
        """Why they use ordinary kernels; empty when they fork."""

    @property
    def prepared(self) -> tuple[str, ...]:
        """The files that were read before the first notebook."""

    def start(self, number: int, job: Job) -> None:
        """Start a job."""

    def wait(self) -> tuple[int, Done | str] | None:
        """Wait until a job is done: its number, and what came of it or how its process ended. None when all ended."""

    def end(self) -> None:
        """Kill every process."""


class Warm:
    """Processes that stand ready to run notebooks; a context manager that leaves none of them behind.

    `workers` is how many notebooks run at once, and `imports` the modules that are imported before. `prepare` is a
    module, a function and its arguments, called once before notebooks run: what it keeps in memory they all have.
    `after` is the module of `Job.after`, which is imported beforehand too. Without `fork` each notebook gets an
    ordinary kernel, as papermill starts it.
    """

    def __init__(
        self,
        workers: int = 1,
        imports: Sequence[str] = IMPORTS,
        prepare: Prepare | None = None,
        *,
        after: str = "",
        fork: bool = sys.platform == "linux",
    ) -> None:
        self.workers = workers
        self._stopped = False
        self._crew = _forking(imports, prepare, after) if fork else _ordinary(workers)

    @property
    def why(self) -> str:
        """Why ordinary kernels are used; empty when notebooks run in forks. Waits until everything is imported."""
        return self._crew.why

    @property
    def mode(self) -> str:
        """How notebooks run: `fork`, or `kernel` where that is not safe."""
        return "kernel" if self.why else "fork"

    @property
    def prepared(self) -> tuple[str, ...]:
        """The files below the current folder that `prepare` read, which `Done.opened` may therefore lack."""
        return self._crew.prepared

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Run jobs, and yield each as it is done; those that `stop` cuts short are interrupted."""
        waiting, running = enumerate(jobs, 1), dict[int, Job]()
        try:
            self._begin(waiting, running)
            while running and not self._stopped and (answer := self._crew.wait()) is not None:
                done = self._done(running.pop(answer[0]), answer[1])
                self._begin(waiting, running)  # before whoever gets this one takes his time with it
                yield done
        except BaseException:
            self.stop()
            raise
        for job in running.values():
            yield Done(job, "interrupted", 0, "interrupted", (), (), 0.0)

    def _begin(self, waiting: Iterator[tuple[int, Job]], running: dict[int, Job]) -> None:
        """Start jobs until as many run as there are workers."""
        while len(running) < self.workers and not self._stopped:
            number, job = next(waiting, (0, None))
            if job is None:
                break
            running[number] = job
            self._crew.start(number, job)

    def _done(self, job: Job, came: Done | str) -> Done:
        """Give what came of a job; if it is how its driver ended, `stop` may have ended that."""
        if isinstance(came, Done):
            return came
        return Done(job, "interrupted" if self._stopped else "died", 0, came, (), (), 0.0)

    def stop(self) -> None:
        """Kill everything at once: every notebook, and every process that one has started."""
        self._stopped = True
        self._crew.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _forking(imports: Sequence[str], prepare: Prepare | None, after: str) -> Crew:
    """Start the processes that fork; what it takes is loaded only now."""
    from auditlib.engine.forks import Forks

    return Forks(imports, prepare, after)


def _ordinary(workers: int) -> Crew:
    """Start the processes that use ordinary kernels."""
    from auditlib.engine.spawned import Spawned

    return Spawned(workers)
