"""Where kernels come from: the side of a driver, the process that runs one notebook's client."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Mapping, Sequence
from typing import Any

from auditlib.engine.channel import BORN, ENDED, Channel, split
from auditlib.engine.starting import EngineProcess

_GRACE = 2.0


class RefusedError(Exception):
    """No kernel can be forked; the message says why."""


def ask(
    requests: Channel, environment: Mapping[str, str], arguments: Sequence[str], watched: str = ""
) -> tuple[Channel, int]:
    """Ask the warm parent for a kernel in the current folder; give the channel to it, and its process.

    The kernel tells which files below the `watched` folder the notebook reads, if one is given. Raises RefusedError.
    """
    ours, theirs = Channel.pair()
    request = pickle.dumps((dict(environment), os.getcwd(), list(arguments), watched))
    try:
        requests.send(request, [theirs.fileno()])
    except OSError:
        raise _died("the warm parent is gone") from None
    finally:
        theirs.close()
    received = ours.receive()
    if received is None:
        raise _died("the warm parent is gone")
    word, said = split(received[0])
    if word == ENDED:
        raise _died(f"the kernel {said.decode()} before it was ready")
    if word != BORN:
        raise RefusedError(said.decode())
    return ours, int(said)


def _died(why: str) -> RefusedError:
    """Give the refusal, once it is clear that not everything is ending.

    A warm parent ends with whoever started it, and so does this process in a moment; an ordinary kernel begun meanwhile
    would leave its folder behind.
    """
    time.sleep(_GRACE)
    return RefusedError(why)


class Nursery:
    """A warm parent that this process started, and what it takes to ask it for kernels."""

    def __init__(self, imports: Sequence[str], prepare: tuple[str, str, tuple[Any, ...]] | None = None) -> None:
        self.requests, theirs = Channel.pair()
        self.parent = EngineProcess("parent", [tuple(imports), prepare], [theirs])
        theirs.close()
        self._state: tuple[str, tuple[str, ...]] | None = None

    @property
    def why(self) -> str:
        """Why it forks no kernels, once it has imported everything; empty when it does."""
        return self._wait()[0]

    @property
    def prepared(self) -> tuple[str, ...]:
        """The files below the current folder that it read while preparing."""
        return self._wait()[1]

    def _wait(self) -> tuple[str, tuple[str, ...]]:
        """Wait until it has imported everything."""
        if self._state is None:
            received = self.parent.receive()
            self._state = ("the warm parent is gone", ()) if received is None else pickle.loads(received)
        return self._state

    def end(self) -> None:
        """End the warm parent and every kernel."""
        self.requests.close()
        self.parent.end()
