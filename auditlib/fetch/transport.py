"""Asking a service over the network: limits kept, attempts repeated, and nothing taken for an answer that is not whole.

Proxies and certificates of the environment are not used unless `proxy` says so: the address in `fetch.yaml` is the one
that is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from auditlib.fetch.interfaces import Request
from auditlib.fetch.pace import Clock, Pace, seconds_to_wait
from auditlib.problems import UsageError
from auditlib.tables.fetches import Service

if TYPE_CHECKING:
    import httpx

_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_MOST_SAID = 300
_ERROR_NUMBER = re.compile(r"\[Errno -?[0-9]+\] ")


@dataclass(frozen=True, slots=True)
class Patience:
    """How much is waited for and taken: bytes and seconds of one answer, attempts, redirects, and one wait."""

    most_bytes: int = 200_000_000
    seconds: float = 180.0
    silence: float = 60.0
    attempts: int = 5
    redirects: int = 3
    longest_wait: float = 300.0


class Refused(Exception):
    """A service gave no answer that can be used; `hint` is what can be done."""

    def __init__(self, reason: str, hint: str = "what has come is kept: run it again later") -> None:
        """Keep the reason and the hint."""
        super().__init__(reason)
        self.hint = hint


class _Again(Exception):
    """An attempt failed in a way that may pass; `after` is what the service said of when."""

    def __init__(self, reason: str, after: str | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Transport:
    """One service's line: `ask` gives the bytes of an answer, or raises `Refused`."""

    def __init__(
        self, service: Service, clock: Clock, patience: Patience | None = None, proxy: str | None = None
    ) -> None:
        """Open nothing yet; the first question does."""
        import httpx

        self._clock, self._patience = clock, patience or Patience()
        self._pace = Pace(service.calls_per_minute, clock)
        try:
            self._client = httpx.Client(
                timeout=self._patience.silence, trust_env=False, follow_redirects=False, proxy=proxy,
                verify=service.base.startswith("https:"),  # reading certificates takes a while, and localhost has none
                headers={"User-Agent": "auditlib", "Accept": "application/json, text/csv"},
            )  # fmt: skip
        except (ValueError, httpx.InvalidURL) as error:
            raise UsageError(f"--proxy {proxy}: {error}; for example http://proxy.kommune.example:8080") from None

    def __enter__(self) -> Transport:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the line."""
        self._client.close()

    def ask(self, request: Request) -> bytes:
        """Ask until there is a whole answer, an answer that will not change, or no patience left."""
        for attempt in range(self._patience.attempts):
            try:
                return self._attempt(request)
            except _Again as failed:
                last = failed
            if attempt + 1 < self._patience.attempts:
                wait = seconds_to_wait(last.after, attempt, self._clock.now())
                if wait > self._patience.longest_wait:
                    raise Refused(f"{last}, and asks to wait {wait:.0f} seconds") from None
                self._clock.sleep(wait)
        raise Refused(f"{last}, {self._patience.attempts} times")

    def _attempt(self, request: Request) -> bytes:
        """Ask once, and say in words what the line did."""
        import httpx

        try:
            return self._follow(httpx.URL(request.url), request.body)
        except httpx.TimeoutException:
            raise _Again(f"no answer in {self._patience.silence:.0f} seconds") from None
        except httpx.RemoteProtocolError:
            raise _Again("the answer was cut off, or is no answer") from None
        except httpx.TransportError as error:
            raise _Again(f"there is no line to it: {_ERROR_NUMBER.sub('', str(error)).lower()}") from None
        except httpx.DecodingError:
            raise _Again("the answer was packed and cannot be unpacked") from None
        except (httpx.InvalidURL, UnicodeError, OverflowError) as error:
            raise Refused(f"what it is asked at, or points to, is no address: {error}", "look at `base`") from None

    def _follow(self, url: httpx.URL, body: str | None) -> bytes:
        """Ask, following redirects within the same host."""
        for _ in range(self._patience.redirects + 1):
            with self._send(url, body) as response:
                if response.status_code not in _MOVED:
                    return self._read(response)
                url = _moved(url, response)
        raise Refused("it moves the question from address to address", "look at `base` and `table`")

    def _send(self, url: httpx.URL, body: str | None) -> _Streamed:
        self._pace.wait()
        if body is None:
            return self._client.stream("GET", url)
        return self._client.stream("POST", url, content=body.encode(), headers={"Content-Type": "application/json"})

    def _read(self, response: httpx.Response) -> bytes:
        """Read an answer while it is neither too large nor too slow; say what another status than 200 means."""
        patience, begun = self._patience, self._clock.seconds()
        whole = bytearray()
        for chunk in response.iter_bytes():
            whole += chunk
            if len(whole) > patience.most_bytes:
                raise Refused(f"the answer is over {patience.most_bytes // 1_000_000} MB", "select less")
            if self._clock.seconds() - begun > patience.seconds:
                raise _Again(f"the answer was not whole after {patience.seconds:.0f} seconds")
        status = response.status_code
        if status in _AGAIN:
            raise _Again(f"it answered {status}{_words(whole)}", response.headers.get("Retry-After"))
        if status != 200:
            raise Refused(f"it answered {status}{_words(whole)}", "look at `base`, `table` and `select`")
        if not whole.strip():
            raise _Again("the answer was empty")
        return bytes(whole)


if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    _Streamed = AbstractContextManager[httpx.Response]


def _moved(url: httpx.URL, response: httpx.Response) -> httpx.URL:
    """Give where an answer points, which must be the same host and as safe."""
    target = url.join(response.headers.get("Location", ""))
    if (target.scheme, target.host, target.port) != (url.scheme, url.host, url.port):
        raise Refused(f"it sends the question on to {target.host or 'nowhere'}", "if it has moved, change `base`")
    return target


def _words(body: bytes | bytearray) -> str:
    """Give the service's own words for why, on one line, without what a terminal would act on."""
    text = "".join(char if char.isprintable() else " " for char in body[: 4 * _MOST_SAID].decode(errors="replace"))
    said = " ".join(text.split())[:_MOST_SAID]
    return f": {said}" if said and not said.startswith("<") else ""
