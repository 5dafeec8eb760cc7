"""The processes behind `Warm` on Linux: a warm parent that forks kernels, and one that forks their drivers."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence

from auditlib.engine.jobs import Done, Job
from auditlib.engine.nursery import Nursery
from auditlib.engine.starting import EngineProcess
from auditlib.engine.warm import Prepare


class Forks:
    """Both import at the same time, and neither what only the other needs."""

    def __init__(self, imports: Sequence[str], prepare: Prepare | None, after: str) -> None:
        self._nursery = Nursery(imports, prepare)
        self._drivers = EngineProcess("drivers", [after, dict(os.environ)], [self._nursery.requests])

    @property
    def why(self) -> str:
        """Why the warm parent forks no kernels."""
        return self._nursery.why

    @property
    def prepared(self) -> tuple[str, ...]:
        """The files that the warm parent read while preparing."""
        return self._nursery.prepared

    def start(self, number: int, job: Job) -> None:
        """Start a job."""
        self._drivers.send((number, job))

    def wait(self) -> tuple[int, Done | str] | None:
        """Wait until a job is done, or its driver has ended."""
        received = self._drivers.receive()
        answer: tuple[int, Done | str] | None = None if received is None else pickle.loads(received)
        return answer

    def end(self) -> None:
        """Kill every process, the drivers first: they ask for kernels."""
        self._drivers.end()
        self._nursery.end()
