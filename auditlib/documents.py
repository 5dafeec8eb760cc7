"""Written sources of evidence and the excerpts an audit uses."""

from __future__ import annotations

from auditlib.criteria import Stance
from auditlib.items import DayField, Identifier, Item


class Excerpt(Item):
    """What a document says in one place, in the auditor's words."""

    id: Identifier
    locator: str
    text: str
    criterion: Identifier | None = None
    topic: Identifier | None = None
    stance: Stance


class Document(Item):
    """A written source of evidence."""

    id: Identifier
    title: str
    issuer: str
    date: DayField
    reference: str | None = None
    notes: str | None = None
    excerpts: tuple[Excerpt, ...]
