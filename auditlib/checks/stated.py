"""Do the changes and shares that texts state follow from the numbers beside them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditlib.checks.recalc.prose import Statement, read_statements
from auditlib.claims import Piece, pieces
from auditlib.mapping import Mapped, OwnText, Unresolved, own_texts, resolve
from auditlib.problems import Location, Problem, problem
from auditlib.workspace import Inputs

_UNKNOWN = "…"  # stands for a reference that does not resolve, and is read as no number


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of a text as the report prints it, from `start` on."""

    piece: Piece
    start: int
    said: str

    def place_of(self, found: Statement, own: OwnText) -> tuple[Location, int]:
        """Give the place in the file and in the text of a figure that begins in this stretch."""
        if self.piece.reference is not None:
            return own.place_of(self.piece.text, self.piece.offset), self.piece.offset
        offset = self.piece.offset + found.start - self.start
        figure = self.said[found.start - self.start : found.end - self.start]
        return own.place_of(figure, offset), offset


def stated_problems(mapped: Mapped) -> Iterator[Problem]:
    """Report what does not compute in the auditor's own texts, in notes to tables and in excerpts of documents.

    The auditor's texts are read with their claims put in; words that `declared.yaml` names are left, for they may quote
    what is wrong. An excerpt or a note says what its source says, so there it is only noted.
    """
    for own in own_texts(mapped.inputs):
        yield from _own_problems(own, mapped)
    yield from _quoted_problems(mapped.inputs)


def _own_problems(own: OwnText, mapped: Mapped) -> Iterator[Problem]:
    stretches = list(_stretches(own.text, mapped))
    for found in _wrong("".join(each.said for each in stretches)):
        stretch = next(each for each in reversed(stretches) if each.start <= found.start)
        at, offset = stretch.place_of(found, own)
        if not _is_declared(own, offset, mapped.inputs):
            yield problem("T521", at, **_details(found))


def _stretches(text: str, mapped: Mapped) -> Iterator[_Stretch]:
    """Split a text into its pieces as the report prints them."""
    start = 0
    for piece in pieces(text):
        stretch = _Stretch(piece, start, _said(piece, mapped))
        yield stretch
        start += len(stretch.said)


def _said(piece: Piece, mapped: Mapped) -> str:
    if piece.reference is None:
        return _UNKNOWN if piece.malformed else piece.text
    try:
        return resolve(piece.reference, mapped).said
    except Unresolved:
        return _UNKNOWN


def _wrong(text: str) -> Iterator[Statement]:
    return (found for found in read_statements(text) if not found.holds)


def _details(found: Statement) -> dict[str, str]:
    return {"printed": found.printed.text, "recomputed": found.recomputed.text, "cause": found.cause}


def _is_declared(own: OwnText, offset: int, inputs: Inputs) -> bool:
    """Tell whether a place in a text stands within words that are declared to be no claim."""
    for each in inputs.declared:
        if not each.within or own.owner in each.within:
            pattern = r"\s+".join(map(re.escape, each.words.split()))
            if any(match.start() <= offset < match.end() for match in re.finditer(pattern, own.text)):
                return True
    return False


def _quoted_problems(inputs: Inputs) -> Iterator[Problem]:
    for text in _quoted_texts(inputs):
        for found in _wrong(text.text):
            at = text.place_of(text.text[found.start : found.end], found.start)
            yield problem("T522", at, **_details(found))


def _quoted_texts(inputs: Inputs) -> Iterator[OwnText]:
    """Go through what is told of tables and documents."""
    for table in inputs.tables.values():
        resource = table.resource
        for field in ("footnotes", "reliability"):
            at = resource.field_at(field)
            for text in getattr(resource, field):
                yield OwnText(resource.name, field, text, (), at, inputs.root / at.file)
    for document in inputs.documents:
        for excerpt in document.excerpts:
            at = excerpt.field_at("text")
            owner = f"{document.id}.{excerpt.id}"
            yield OwnText(owner, "text", excerpt.text, (), at, inputs.root / at.file)
