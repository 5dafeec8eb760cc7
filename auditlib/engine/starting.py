"""Starting the processes of the engine, and ending them with everything below them."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from auditlib.engine.channel import Channel
from auditlib.engine.fresh import for_parent
from auditlib.engine.processes import kill_below, kill_tree

# How long a process gets for its exit functions, when all below it is dead.
_LEAVING = 1.0
# A kernel's path is that of a new process; the engine itself, and what it is told to call, is found as here.
_START = """
import gc, sys
gc.disable()
fresh, sys.path[:] = sys.path[1:], {path!r}
from auditlib.engine.channel import Channel
from auditlib.engine.{module} import main
main(fresh, *map(Channel.inherited, {descriptors}))
"""


class EngineProcess:
    """A process of the engine. It ends, with everything below it, when this one does."""

    def __init__(self, module: str, message: Sequence[Any], channels: Sequence[Channel]) -> None:
        self.control, theirs = Channel.pair()
        passed = [each.fileno() for each in (theirs, *channels)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path, module=module, descriptors=passed)],
            stdin=subprocess.DEVNULL,
            pass_fds=passed,
            env=for_parent(os.environ),
            start_new_session=True,
        )
        theirs.close()
        # Linux tells a process of its parent's end when the thread that started it ends; only the first one lasts.
        lasting = threading.current_thread() is threading.main_thread()
        self.send([os.getpid() if lasting else 0, *message])

    def send(self, message: Any) -> None:
        """Send the process something, if it still lives."""
        with suppress(OSError):
            self.control.send(pickle.dumps(message))

    def receive(self) -> bytes | None:
        """Wait for what the process sends; None when it has ended."""
        try:
            received = self.control.receive()
        except OSError:  # `end` was called meanwhile
            return None
        return None if received is None else received[0]

    def end(self) -> None:
        """End the process, and at once everything below it."""
        if self.process.poll() is None:
            kill_below(self.process.pid)
            self.process.terminate()
            try:
                self.process.wait(_LEAVING)
            except subprocess.TimeoutExpired:
                kill_tree(self.process.pid)
        self.process.wait()
        self.control.close()
