"""Messages stay whole, whatever their size and whoever writes them; the end is seen."""

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.engine.channel import Channel, join, split


@pytest.mark.parametrize("size", [0, 1, 59_999, 60_000, 60_001, 5_000_000])
def test_any_size(size: int) -> None:
    one, other = Channel.pair()
    message = os.urandom(size)
    one.send(message)
    assert other.receive() == (message, [])
    one.close()
    assert other.receive() is None
    other.close()


@pytest.mark.parametrize("size", [3, 100_000])
def test_open_files_come_along(size: int) -> None:
    one, other = Channel.pair()
    end, start = os.pipe()
    one.send(b"x" * size, [start])
    os.close(start)
    received = other.receive()
    assert received is not None
    message, (passed,) = received
    os.write(passed, b"through")
    os.close(passed)
    assert (len(message), os.read(end, 10), os.read(end, 10)) == (size, b"through", b"")
    for each in (one, other):
        each.close()
    os.close(end)


def test_several_writers() -> None:
    one, other = Channel.pair()
    sizes = [10, 70_000, 300, 200_000]
    writers = [
        threading.Thread(target=lambda letter=letter: [one.send(letter * size) for size in sizes * 5])
        for letter in (b"a", b"b", b"c")
    ]
    for each in writers:
        each.start()
    received = [other.receive() for _ in range(len(writers) * len(sizes) * 5)]
    for each in writers:
        each.join()
    messages = [message for message, _ in filter(None, received)]
    assert all(len(set(message)) == 1 for message in messages)
    assert sorted(map(len, messages)) == sorted(sizes * 15)
    one.close()
    other.close()


def test_nobody_reads() -> None:
    one, other = Channel.pair()
    other.close()
    with pytest.raises(OSError, match="Broken pipe"):
        one.send(b"lost")
    one.close()


@given(st.lists(st.binary(max_size=50), max_size=6))
def test_parts(parts: list[bytes]) -> None:
    assert split(join(parts)) == parts
