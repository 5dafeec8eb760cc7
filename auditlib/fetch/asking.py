"""Taking a snapshot over the network: metadata, the selection as it is now, all parts, and only then the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from auditlib.fetch.cube import Cube, Unreadable
from auditlib.fetch.interfaces import INTERFACES, Asked, Request
from auditlib.fetch.jsonstat import read_json
from auditlib.fetch.longtables import read_csv
from auditlib.fetch.pace import Clock
from auditlib.fetch.selection import resolve
from auditlib.fetch.store import TIME, Got, Unfinished, keep_snapshot
from auditlib.fetch.transport import Patience, Refused, Transport
from auditlib.files.snapshots import Kept, question_of
from auditlib.problems import Problem, problem
from auditlib.runs.progress import progress
from auditlib.tables.fetches import Service
from auditlib.tables.resources import Status
from auditlib.tables.snapshots import Snapshot

_READINGS = 3  # of an answer that comes whole and cannot be read


class Lines:
    """The lines to services, one for each: fetches from the same one share its limit on calls."""

    def __init__(self, clock: Clock, stack: ExitStack, patience: Patience | None, proxy: str | None) -> None:
        """Open nothing yet."""
        self.clock = clock
        self._stack, self._patience, self._proxy = stack, patience, proxy
        self._open: dict[str, Transport] = {}

    def to(self, service: Service) -> Transport:
        """Give the line to a service."""
        if service.id not in self._open:
            made = Transport(service, self.clock, self._patience, self._proxy)
            self._open[service.id] = self._stack.enter_context(made)
        return self._open[service.id]


@contextmanager
def lines(clock: Clock, patience: Patience | None = None, proxy: str | None = None) -> Iterator[Lines]:
    """Give lines to services, and close them afterwards."""
    with ExitStack() as stack:
        yield Lines(clock, stack, patience, proxy)


def take_snapshot(
    root: Path, audit: str, asked: Asked, line: Lines, problems: list[Problem], *, quiet: bool = False
) -> Kept | None:
    """Ask a service for what a fetch selects and keep the answers; add what is wrong and give None.

    What has come is kept where the service stops answering, and is not asked for again within a day.
    """
    host = asked.service.base.partition("//")[2].partition("/")[0]
    try:
        return _snapshot(root, audit, asked, line, problems, quiet)
    except Refused as error:
        problems.append(problem("S902", asked.fetch.at, host=host, reason=str(error), hint=error.hint))
    except Unreadable as error:
        problems.append(problem(error.kind, asked.fetch.at, reason=f"{host}: {error}", hint=error.hint))
    return None


def _snapshot(root: Path, audit: str, asked: Asked, line: Lines, problems: list[Problem], quiet: bool) -> Kept | None:
    reader, transport = INTERFACES[asked.service.interface], line.to(asked.service)
    question, began = question_of(asked.fetch, asked.service), line.clock.now()
    metadata = [Got(each, transport.ask(each)) for each in reader.metadata_requests(asked)]
    info = reader.read_metadata(asked, [each.raw for each in metadata])
    selected = resolve(asked.fetch, info, problems, open_ended=reader.open_ended)
    if selected is None:
        return None
    unfinished = Unfinished(root, audit, asked.fetch.id, question, _version(info, metadata), began)
    requests = reader.requests(asked, selected)
    answers = _ask_all(asked, requests, transport, unfinished, None if quiet else line.clock)
    try:
        cube = reader.read(asked, info, selected, [each.raw for each in answers])
    except Unreadable:
        unfinished.forget()
        raise
    snapshot = Snapshot.model_construct(
        fetch=asked.fetch.id, question=question, source=answers[0].request.url, issuer=asked.service.issuer,
        licence=asked.service.licence, retrieved=began.strftime(TIME), updated=cube.updated, status=Status.UNKNOWN,
        selected=selected, metadata=(), answers=(),
    )  # fmt: skip
    kept = keep_snapshot(root, audit, snapshot, metadata, answers)
    unfinished.forget()
    return kept


def _version(info: Cube, metadata: list[Got]) -> str:
    """Give what tells one version of a table from another: when it was updated, else the hash of its metadata."""
    return info.updated or hashlib.sha256("".join(each.sha256 for each in metadata).encode()).hexdigest()


def _ask_all(
    asked: Asked, requests: tuple[Request, ...], transport: Transport, unfinished: Unfinished, shown_by: Clock | None
) -> list[Got]:
    """Ask for every part that has not come before; the first one may say that there are more pages.

    With a clock to show it by, each part is told with the seconds since the first one had come.
    """
    reader = INTERFACES[asked.service.interface]
    first = _ask(asked, requests[0], transport, unfinished)
    rest = (*requests[1:], *reader.further(requests[0], first.raw))
    found = [first]
    if not rest:
        return found
    began = shown_by.seconds() if shown_by else 0.0
    with progress(len(rest) + 1, shown_by is None, "part") as finished:
        finished(asked.fetch.id, 0.0)
        for each in rest:
            found.append(_ask(asked, each, transport, unfinished))
            finished(asked.fetch.id, shown_by.seconds() - began if shown_by else 0.0)
    return found


def _ask(asked: Asked, request: Request, transport: Transport, unfinished: Unfinished) -> Got:
    """Give one part: as it came before, or asked for until it can be read."""
    kept = unfinished.get(request)
    if kept is not None:
        return Got(request, kept)
    read = read_csv if asked.fetch.format == "csv" else read_json
    for reading in range(_READINGS):
        got = Got(request, transport.ask(request))
        try:
            read(got.raw)
        except Unreadable:
            if reading + 1 == _READINGS:
                raise
            continue
        unfinished.keep(got)
        return got
    raise AssertionError("every reading returns or raises")
