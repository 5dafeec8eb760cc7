"""The process that runs a notebook's cells: ipykernel's own kernel, shell and displays, with a channel for sockets.

Everything that decides what an output looks like is ipykernel's and IPython's code; only what carries messages is ours.
"""

from __future__ import annotations

import asyncio
import atexit
import gc
import io
import os
import sys
import tempfile
import threading
from contextlib import suppress
from functools import partial
from types import SimpleNamespace
from typing import Any, NoReturn

import ipykernel.compiler
import zmq
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.utils import _async_in_context

from auditlib.engine.channel import BORN, CONTROL, IOPUB, OPENED, SHELL, Channel, join, split
from auditlib.engine.opened import record
from auditlib.engine.streams import Flusher, Outlet


class ForkedKernel(IPythonKernel):
    """ipykernel's kernel, for one client that sends one cell at a time."""

    parent: Any  # the application
    io_loop: Any

    def start(self) -> None:
        """Answer what comes over the channel."""
        super().start()  # type: ignore[no-untyped-call]
        self._shell = _async_in_context(partial(self.shell_main, None))
        self._answering: set[asyncio.Task[Any]] = set()
        self.io_loop.asyncio_loop.add_reader(self.parent.channel, self._answer)

    def _answer(self) -> None:
        """Take one message; stop when the other end is gone."""
        received = self.parent.channel.receive()
        if received is None:
            self.io_loop.stop()
            return
        name, *parts = split(received[0])
        dispatch: Any = self.dispatch_control if name == CONTROL else self._shell
        task = asyncio.get_running_loop().create_task(dispatch([zmq.Message(part) for part in parts]))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits that would have to be aborted."""


class ForkedApp(IPKernelApp):
    """ipykernel's application: the same configuration, start-up files and steps, with no socket and no poller."""

    def __init__(self, channel: Channel, **traits: Any) -> None:
        super().__init__(**traits)  # type: ignore[no-untyped-call]
        self.channel = channel
        self.outstream_class = "auditlib.engine.streams.Stream"

    def init_poller(self) -> None:
        """The guard ends the kernel. ipykernel's poller is `Thread-1`; the notebook's threads are numbered after it."""
        threading.Thread()

    def init_connection_file(self) -> None:
        """There is nothing to connect to."""

    def init_heartbeat(self) -> None:
        """The guard knows when the kernel ends."""

    def write_connection_file(self, **_: Any) -> None:
        """There is nothing to connect to."""

    def log_connection_info(self) -> None:
        """There is nothing to connect to."""

    def init_sockets(self) -> None:
        """Make what the kernel takes for sockets."""
        self.session.key = b""  # nobody else can write into the channel
        self.configure_tornado_logger()  # type: ignore[no-untyped-call]
        self.iopub_thread = Flusher(Outlet(self.channel, IOPUB))
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread

    def init_kernel(self) -> None:
        """Make the kernel, as ipykernel does."""
        self.kernel = ForkedKernel.instance(
            parent=self,
            session=self.session,
            shell_channel_thread=_main_shell(Outlet(self.channel, SHELL)),
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count


def _main_shell(outlet: Outlet) -> Any:
    """What the kernel asks of its channel thread when there is only the main thread."""
    manager = SimpleNamespace(get_subshell_to_shell_channel_socket=lambda _: outlet, list_subshell=list)
    return SimpleNamespace(parent_thread=threading.main_thread(), manager=manager)


def run_kernel(channel: Channel, arguments: list[str], watched: str) -> NoReturn:
    """Be a kernel until asked to stop, and end this process.

    `arguments` are those of ipykernel's command. The files that the notebook reads below `watched` are told, if it is
    given.
    """
    # The file name in warnings holds the process' id, which would make the output of every run another one.
    ipykernel.compiler.get_tmp_directory = lambda: os.path.join(tempfile.gettempdir(), "ipykernel_0")
    app = ForkedApp.instance(channel=channel)
    app.initialize(arguments)  # type: ignore[no-untyped-call]
    if watched:
        record(watched, lambda path: channel.send(join([OPENED, os.fsencode(path)])))
    channel.send(join([BORN, str(os.getpid()).encode()]))
    app.start()  # type: ignore[no-untyped-call]
    _leave(app)


def _leave(app: Any) -> NoReturn:
    """End as an interpreter would, without taking hundreds of modules apart: threads, exit functions, open files."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    app.shell.user_ns.clear()
    app.shell.user_ns_hidden.clear()
    gc.collect()
    objects = gc.get_objects()
    files = {kind for kind in set(map(type, objects)) if issubclass(kind, io.IOBase)}  # which takes long to ask
    for each in objects:
        if type(each) in files and each not in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                each.flush()
    os._exit(0)
