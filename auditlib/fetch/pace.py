"""How fast a service may be asked: no more calls a minute than it takes, and longer waits when it says so."""

from __future__ import annotations

import time
from collections import deque
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

_MINUTE = 60.0


class Clock(Protocol):
    """The time; tests have one that does not wait."""

    def now(self) -> datetime:
        """Give the time in UTC."""
        ...

    def seconds(self) -> float:
        """Give seconds that never go back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Give the time in UTC."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """Give seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Pace:
    """At most a number of calls in any minute; a call over it waits until the oldest is a minute old.

    A bucket that fills up again would let twice as many through in one minute, at its edge.
    """

    def __init__(self, calls_per_minute: int, clock: Clock) -> None:
        """Take the limit and the clock."""
        self._clock = clock
        self._last: deque[float] = deque(maxlen=calls_per_minute)

    def wait(self) -> None:
        """Wait for the turn of the next call, and count it."""
        if len(self._last) == self._last.maxlen:
            left = self._last[0] + _MINUTE - self._clock.seconds()
            if left > 0:
                self._clock.sleep(left)
        self._last.append(self._clock.seconds())


def seconds_to_wait(told: str | None, attempt: int, now: datetime) -> float:
    """Give how long to wait before the next attempt: what `Retry-After` says, else 1, 2, 4, … seconds.

    `Retry-After` is seconds or a date (RFC 9110, 10.2.3); one that cannot be read counts as not given.
    """
    backoff = float(2**attempt)
    if told is None:
        return backoff
    text = told.strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return max(float(text), backoff)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return backoff
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max((until - now).total_seconds(), backoff)
