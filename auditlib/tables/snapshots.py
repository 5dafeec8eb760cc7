"""The record beside a snapshot of public statistics: what was asked, what came, when, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from auditlib.items import Identifier, Item
from auditlib.tables.resources import Status


class Answer(Item):
    """One answer as it came: its file beside the record, the hash of its bytes, and what was asked."""

    file: str = Field(pattern=r"^[^/\\]*[^/\\.]$")
    sha256: str
    url: str
    query: str | None = None


class WrittenTable(Item):
    """The table that was made of a snapshot, the hash of its bytes, and of the declaration that it was made by."""

    file: str
    sha256: str
    declared: str


class Snapshot(Item):
    """A snapshot of one fetch.

    `question` is the hash of the declaration that it answers, `selected` the codes that were asked for, and `updated`
    when the publisher changed the table last, where the answer says so. Times are UTC, as ISO 8601.
    """

    fetch: Identifier
    question: str
    source: str
    issuer: str
    licence: str
    retrieved: str
    updated: str | None = None
    status: Status
    selected: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str] = Field(default_factory=dict)
    metadata: tuple[Answer, ...] = Field(min_length=1)
    answers: tuple[Answer, ...] = Field(min_length=1)
    table: WrittenTable | None = None
