"""What is asked of each interface: which requests to make, and how to read what comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from auditlib.fetch.cube import Cube
from auditlib.fetch.selection import Selected
from auditlib.tables.fetches import Fetch, Service


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a service: GET, or POST where it has a body of JSON."""

    url: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A fetch and the service that it asks."""

    fetch: Fetch
    service: Service


class InterfaceReader(Protocol):
    """One interface. Reading raises `Unreadable`.

    `open_ended` says that it takes conditions its metadata do not list.
    """

    open_ended: bool

    def metadata_requests(self, asked: Asked) -> tuple[Request, ...]:
        """Give what to ask for the table's dimensions."""
        ...

    def read_metadata(self, asked: Asked, raw: Sequence[bytes]) -> Cube:
        """Give a cube of the table's dimensions, without figures."""
        ...

    def requests(self, asked: Asked, selected: Selected) -> tuple[Request, ...]:
        """Give what to ask for the figures, within the service's limits."""
        ...

    def further(self, request: Request, raw: bytes) -> tuple[Request, ...]:
        """Give the requests for the pages after the first; none where there is one page."""
        ...

    def read(self, asked: Asked, info: Cube, selected: Selected, raw: Sequence[bytes]) -> Cube:
        """Give the figures of all answers in one cube, which has the codes that were asked for."""
        ...
