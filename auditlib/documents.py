"""Written sources of evidence, the excerpts an audit uses, and what is kept of a document that was added as a file."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, SerializerFunctionWrapHandler, WithJsonSchema, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from auditlib.criteria import Stance
from auditlib.items import DayField, Identifier, Item, Whole

_LINES = re.compile(r"(?P<first>[1-9][0-9]{0,5})(?:[-–](?P<last>[1-9][0-9]{0,5}))?")
_CITING = ("page", "lines", "quote")


def _read_lines(value: Any) -> Any:
    match = _LINES.fullmatch(value) if isinstance(value, str) else None
    if isinstance(value, str) and (match is None or int(match["last"] or match["first"]) < int(match["first"])):
        details = {"value": value, "expected": "a line or a first and a last line", "example": "lines: 12-15"}
        raise PydanticCustomError("Y109", "Y109", details)
    return value


LinesField = Annotated[
    str, BeforeValidator(_read_lines), WithJsonSchema({"type": "string", "pattern": f"^{_LINES.pattern}$"})
]


class Excerpt(Item):
    """What a document says in one place, in the auditor's words.

    `page` and `lines` are of the document that was added under this id, and `quote` stands there word for word. Where
    they are given, `locator` may be left out.
    """

    id: Identifier
    locator: str
    text: str
    criterion: Identifier | None = None
    topic: Identifier | None = None
    stance: Stance
    page: Whole | None = None
    lines: LinesField | None = None
    quote: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _located(cls, data: Any) -> Any:
        """Write the page and lines where a reader looks for the place."""
        if not isinstance(data, dict) or not isinstance(data.get("page"), str) or "locator" in data:
            return data
        lines = data.get("lines")
        said = f", linje {lines.replace('-', '–')}" if isinstance(lines, str) else ""
        return {**data, "locator": f"s. {data['page']}{said}"}

    @model_serializer(mode="wrap")
    def _without_empty(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what is not cited, so that the stamp of an excerpt that cites no page is what it always was."""
        return {key: value for key, value in write(self).items() if value is not None or key not in _CITING}

    @property
    def first_and_last(self) -> tuple[int, int] | None:
        """The first and the last line that are cited."""
        match = _LINES.fullmatch(self.lines or "")
        return (int(match["first"]), int(match["last"] or match["first"])) if match else None


class Document(Item):
    """A written source of evidence."""

    id: Identifier
    title: str
    issuer: str
    date: DayField
    reference: str | None = None
    notes: str | None = None
    excerpts: tuple[Excerpt, ...]


class FoundTable(Item):
    """A table that was found in an added document: its file, where it stands, and what its caption says.

    `first` is its first line on the first of its pages, `last` its last line on the last of them.
    """

    file: str
    pages: tuple[Whole, ...]
    first: Whole
    last: Whole
    number: str | None = None
    caption: str | None = None
    rows: Whole
    columns: Whole
    notes: tuple[str, ...] = ()


class AddedDocument(Item):
    """The record of a document that was added as a file; the file's own dates, and nothing of the clock.

    `sha256` is of the original, `text` of its pages as they are kept. `repaired` and `lost` count the words that were
    repaired and those that were left with a hole.
    """

    id: Identifier
    title: str
    file: str
    original: str
    kind: str
    sha256: str
    size: Whole
    created: str | None = None
    modified: str | None = None
    read_with: str
    pages: Whole
    text: str
    repaired: Whole
    lost: Whole
    tables: tuple[FoundTable, ...] = ()
    notes: tuple[str, ...] = ()


class Repair(Item):
    """A word that was repaired on a page: before and after, on which lines, and what showed what it should be."""

    page: Whole
    lines: tuple[Whole, ...]
    kind: str
    before: str
    after: str
    basis: str


class Repairs(Item):
    """All repairs of an added document."""

    repairs: tuple[Repair, ...]
