"""A kernel's way out: what ipykernel sends over sockets goes into a channel, and stdout and stderr are caught as there.

ipykernel's own `OutStream` keeps its rules (when text is sent, which cell it belongs to, what a thread prints); it only
needs a thread to send from. That of ipykernel is bound to ZeroMQ, so here is one without.
"""

from __future__ import annotations

import codecs
import heapq
import itertools
import os
import queue
import select
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream

from auditlib.engine.channel import Channel, join

_PIPE = 65_536


class Outlet:
    """What `jupyter_client.session.Session.send` takes for a socket: one named stream of messages in the channel."""

    def __init__(self, channel: Channel, name: bytes) -> None:
        self._channel, self._name = channel, name

    def send_multipart(self, parts: Sequence[Any], copy: bool = True, **_: Any) -> None:
        """Send a message of several parts."""
        self._channel.send(join([self._name, *(bytes(part) for part in parts)]))


class Flusher(IOPubThread):
    """The thread that sends text some time after it was printed. It is its own `io_loop`, for `call_later`."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self._asked: queue.SimpleQueue[tuple[float, Callable[[], Any]]] = queue.SimpleQueue()
        self._order = itertools.count()
        self._stopped = False
        self.io_loop: Any = self
        self.thread = threading.Thread(target=self._run, name="IOPub", daemon=True)

    @property
    def closed(self) -> bool:
        """Never: the channel is open as long as the process."""
        return False

    def start(self) -> None:
        """Start sending."""
        self.thread.start()

    def schedule(self, call: Callable[[], Any]) -> None:
        """Call soon, in the thread; at once where there is none, in a process that the notebook forked."""
        if self.thread.is_alive():
            self._asked.put((0.0, call))
        else:
            call()

    def call_later(self, seconds: float, call: Callable[[], Any]) -> None:
        """Call in so many seconds, in the thread."""
        self._asked.put((time.monotonic() + seconds, call))

    def send_multipart(self, parts: Sequence[Any], *_: Any, **__: Any) -> None:
        """Send a message; the channel keeps them whole, whichever thread or process they come from."""
        self._outlet.send_multipart(parts)

    def _run(self) -> None:
        """Call what is due, and wait for more."""
        due: list[tuple[float, int, Callable[[], Any]]] = []
        while True:
            try:
                when, call = self._asked.get(timeout=max(0.0, due[0][0] - time.monotonic()) if due else None)
                if when:
                    heapq.heappush(due, (when, next(self._order), call))
                else:
                    call()
            except queue.Empty:
                heapq.heappop(due)[2]()


class Stream(OutStream):
    """stdout or stderr, with what programs write to its descriptor in its place among what the notebook prints.

    ipykernel reads the descriptor in a thread, some time: the text may come late, and then it is lost or belongs to
    another cell. Here it is read whenever the notebook's own text is added or sent.
    """

    _fid: Any
    _buffer_lock: Any

    def _setup_stream_redirects(self, name: str) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting = select.poll()
        super()._setup_stream_redirects(name)  # type: ignore[no-untyped-call]
        self._waiting.register(self._fid, select.POLLIN)
        self._buffer_lock = _Draining(self._drain)

    def _watch_pipe_fd(self) -> None:
        """Read what programs write while the notebook itself prints nothing."""
        poller = select.poll()
        poller.register(self._fid, select.POLLIN)
        while self._should_watch:
            poller.poll()
            with self._buffer_lock:
                pass
            self._schedule_flush()  # type: ignore[no-untyped-call]

    def _drain(self) -> None:
        """Add what has been written to the descriptor. A process that the notebook forked leaves it to this one."""
        while self._waiting.poll(0) and os.getpid() == self._master_pid:
            text = self._decoder.decode(os.read(self._fid, _PIPE))
            self._buffers[frozenset(self.parent_header.items())].write(text)


class _Draining:
    """The lock around a stream's text. Whoever takes it finds what programs wrote before in the text.

    A method of the stream's own around `write` would stand in the traceback of what fails in it. A fork waits until no
    other thread has the lock: in the new process nobody would ever give it back, and nothing could be printed there.
    """

    def __init__(self, drain: Callable[[], None]) -> None:
        self._lock, self._drain = threading.RLock(), drain
        os.register_at_fork(
            before=self._lock.acquire, after_in_parent=self._lock.release, after_in_child=self._lock.release
        )

    def __enter__(self) -> None:
        self._lock.acquire()
        self._drain()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
