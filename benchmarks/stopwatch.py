"""Where the time goes: named phases that take turns, without a change in the engine."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

COLLECTOR = "garbage collector, in all phases"


class Stopwatch:
    """Adds up the processor seconds of phases; a phase within another stops the outer one while it runs."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._watched: list[tuple[Any, str, Callable[..., Any]]] = []
        self._since = time.process_time()

    def enter(self, phase: str) -> None:
        self._turn()
        self._running.append(phase)

    def leave(self) -> None:
        self._turn()
        self._running.pop()

    def stop(self) -> dict[str, float]:
        """Stop for good; give the seconds of each phase."""
        while self._running:
            self.leave()
        for owner, name, function in self._watched:
            setattr(owner, name, function)
        gc.callbacks[:] = [each for each in gc.callbacks if each != self._collecting]
        return dict(self._seconds)

    def _turn(self) -> None:
        now = time.process_time()
        if self._running:
            self._seconds[self._running[-1]] += now - self._since
        self._since = now

    def watch(self, owner: Any, name: str, phase: str) -> None:
        """Let a module's or class's function count as a phase; what it yields is drawn within the phase."""
        function = getattr(owner, name)
        self._watched.append((owner, name, function))
        setattr(owner, name, self._timed(function, phase))

    def watch_collector(self) -> None:
        """Let the cyclic garbage collector count as a phase of its own, whatever it interrupts."""
        gc.callbacks.append(self._collecting)

    def _collecting(self, moment: str, _: dict[str, int]) -> None:
        if moment == "start":
            self.enter(COLLECTOR)
        else:
            self.leave()

    def _timed(self, function: Callable[..., Any], phase: str) -> Callable[..., Any]:
        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            self.enter(phase)
            try:
                found = function(*arguments, **named)
                return iter(list(found)) if isinstance(found, Iterator) else found
            finally:
                self.leave()

        return timed
