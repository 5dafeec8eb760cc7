"""A connection between two processes that keeps messages whole, over no file and no port.

A pair of Unix sockets that keep the borders of messages: several processes and threads may write to one end with no
lock, and one that is killed leaves no half a message. What is too long for one packet goes through a file in memory.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Sequence

# Linux takes about 200 kB in one packet; the longer way costs three more system calls.
_PACKET = 60_000
_DESCRIPTORS = 4
_INLINE, _IN_MEMORY = b"i", b"m"
_LENGTH = struct.Struct("<Q")

# What the first part of a message between a kernel and its driver is: what happened in the kernel, or which of
# Jupyter's channels the rest belongs to.
BORN, ENDED, OPENED, REFUSED = b"born", b"ended", b"opened", b"refused"
CONTROL, IOPUB, SHELL = b"control", b"iopub", b"shell"


class Channel:
    """One end of a connection. Closed with its last copy, which the other end sees."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    @classmethod
    def pair(cls) -> tuple[Channel, Channel]:
        """Two ends of a new connection."""
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        return cls(one), cls(other)

    @classmethod
    def inherited(cls, descriptor: int) -> Channel:
        """The end that another process gave: one that it passed on when it started or sent this one."""
        os.set_inheritable(descriptor, False)
        return cls(socket.socket(fileno=descriptor))

    def fileno(self) -> int:
        """Give the descriptor, for polling."""
        return self._end.fileno()

    def send(self, message: bytes, descriptors: Sequence[int] = ()) -> None:
        """Send a message whole, with copies of open files; OSError when nobody is left to read it."""
        if len(message) <= _PACKET:
            socket.send_fds(self._end, [_INLINE + message], descriptors)
            return
        memory = os.memfd_create("message")
        try:
            with open(memory, "wb", closefd=False) as file:
                file.write(message)
            socket.send_fds(self._end, [_IN_MEMORY], [*descriptors, memory])
        finally:
            os.close(memory)

    def receive(self) -> tuple[bytes, list[int]] | None:
        """Wait for a message and the files that came with it; None at the end."""
        try:
            packet, descriptors, _, _ = socket.recv_fds(self._end, _PACKET + 1, _DESCRIPTORS, socket.MSG_CMSG_CLOEXEC)
        except ConnectionResetError:
            return None
        if not packet:
            return None
        if packet[:1] == _INLINE:
            return packet[1:], descriptors
        with open(descriptors.pop(), "rb") as file:
            file.seek(0)
            return file.read(), descriptors

    def close(self) -> None:
        """Close this copy of the end."""
        self._end.close()


def join(parts: Sequence[bytes]) -> bytes:
    """Make one message of several parts."""
    return b"".join(piece for part in parts for piece in (_LENGTH.pack(len(part)), part))


def split(message: bytes) -> list[bytes]:
    """Give the parts that `join` made a message of."""
    parts, at = [], 0
    while at < len(message):
        (length,) = _LENGTH.unpack_from(message, at)
        at += _LENGTH.size
        parts.append(message[at : at + length])
        at += length
    return parts
