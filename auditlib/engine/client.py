"""What nbclient takes for a kernel manager and a kernel client, for a kernel behind a channel.

nbclient and papermill do the rest as always: they send the cells, wait for outputs and replies, and keep time.
"""

from __future__ import annotations

import asyncio
import os
import queue
import signal
from contextlib import suppress
from typing import Any

from jupyter_client.client import KernelClient
from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError

from auditlib.engine.channel import CONTROL, ENDED, IOPUB, OPENED, REFUSED, SHELL, Channel, join, split

# How long a kernel gets to run its exit functions, as Jupyter gives it.
_LEAVING = 5.0
# How often a task is given its turn until it has taken a message for sure.
_TURNS = 5


class Mail:
    """The messages of one channel, sorted by what they are for."""

    def __init__(self, channel: Channel, session: Session) -> None:
        self.channel, self.session = channel, session
        self.ended = ""
        self.opened: set[str] = set()
        self.busy = False
        self._queues: dict[bytes, asyncio.Queue[Any]] = {IOPUB: asyncio.Queue(), SHELL: asyncio.Queue()}
        self._loop: asyncio.AbstractEventLoop | None = None

    async def get(self, name: bytes, timeout: float | None) -> Any:
        """Wait for a message; queue.Empty when none comes in time.

        When the kernel has ended, DeadKernelError on the shell channel: nbclient waits for outputs without an end.
        """
        self._listen()
        try:
            message = await asyncio.wait_for(self._queues[name].get(), timeout)
            self.busy = self.busy and name != SHELL
        except TimeoutError:
            raise queue.Empty from None
        if message is None:
            self._queues[name].put_nowait(None)
            for _ in range(_TURNS * self._queues[IOPUB].qsize()):
                await asyncio.sleep(0)  # what was printed before the end comes first
            raise DeadKernelError(f"Kernel died: it {self.ended}")
        return message

    def _listen(self) -> None:
        """Read the channel in the loop that runs now."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop = loop
            loop.add_reader(self.channel, self._read)

    def _read(self) -> None:
        """Take one message out of the channel."""
        received = None if self.ended else self.channel.receive()
        if received is None:
            self._end("was lost with its guard")
            return
        name, *parts = split(received[0])
        if name in (ENDED, REFUSED):
            self._end(parts[0].decode())
        elif name == OPENED:
            self.opened.add(os.fsdecode(parts[0]))
        else:
            _, message = self.session.feed_identities(parts)
            self._queues[name].put_nowait(self.session.deserialize(message))

    def _end(self, how: str) -> None:
        self.ended = self.ended or how
        if self._loop is not None:
            self._loop.remove_reader(self.channel)
        self._queues[SHELL].put_nowait(None)

    def hang_up(self) -> None:
        """Close the channel; its guard kills a kernel that has not ended."""
        self._end("was left")
        self.channel.close()

    def send(self, name: bytes, message: Any) -> None:
        """Send a message; one that nobody reads any more is lost, as with a socket."""
        self.busy = self.busy or message["msg_type"] == "execute_request"
        with suppress(OSError):
            self.channel.send(join([name, *self.session.serialize(message)]))


class Line:
    """One of a client's channels."""

    def __init__(self, mail: Mail, name: bytes) -> None:
        self._mail, self._name = mail, name

    async def get_msg(self, timeout: float | None = None) -> Any:
        """Wait for a message."""
        return await self._mail.get(self._name, timeout)

    def send(self, message: Any) -> None:
        """Send a message."""
        self._mail.send(self._name, message)


class ForkedClient(KernelClient):
    """jupyter_client's client, over a channel."""

    def __init__(self, mail: Mail) -> None:
        super().__init__(session=mail.session)
        self._mail = mail
        self._shell_channel = Line(mail, SHELL)
        self._iopub_channel = Line(mail, IOPUB)

    @property
    def shell_channel(self) -> Any:
        """Where requests go and replies come."""
        return self._shell_channel

    @property
    def iopub_channel(self) -> Any:
        """Where outputs come."""
        return self._iopub_channel

    def start_channels(self, *_: Any, **__: Any) -> None:
        """They are open."""

    def stop_channels(self) -> None:
        """They close with the manager."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """It is ready when it is born."""

    async def is_alive(self) -> bool:
        """Say whether the kernel has not ended."""
        return not self._mail.ended


class ForkedManager:
    """What nbclient asks of a kernel manager."""

    ipykernel = True
    has_kernel = True

    def __init__(self, channel: Channel, process: int) -> None:
        self._channel, self._process = channel, process
        session = Session()
        session.key = b""
        self._mail = Mail(channel, session)

    @property
    def opened(self) -> set[str]:
        """The files that the notebook has read so far, if they are recorded."""
        return self._mail.opened

    def client(self) -> ForkedClient:
        """Give the kernel's one client."""
        return ForkedClient(self._mail)

    async def is_alive(self) -> bool:
        """Say whether the kernel has not ended."""
        return not self._mail.ended

    async def interrupt_kernel(self) -> None:
        """Interrupt the running cell, and the programs it has started, as Jupyter does."""
        with suppress(ProcessLookupError):
            os.killpg(self._process, signal.SIGINT)

    async def shutdown_kernel(self, now: bool = False) -> None:
        """Ask the kernel to end, and wait for it."""
        if now:
            return
        if self._mail.busy:
            await self.interrupt_kernel()
        self._mail.send(CONTROL, self._mail.session.msg("shutdown_request", {"restart": False}))
        with suppress(queue.Empty, DeadKernelError):
            deadline = asyncio.get_running_loop().time() + _LEAVING
            while (left := deadline - asyncio.get_running_loop().time()) > 0:
                await self._mail.get(SHELL, left)

    async def cleanup_resources(self, restart: bool = False) -> None:
        """Hang up: a kernel that has not ended is killed by its guard, with everything it started."""
        self._mail.hang_up()
