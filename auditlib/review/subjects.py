"""What is referenced: every reference in the auditor's texts, and every item that judges.

A subject's stamp is the hash of what it says and of what it rests on. It stays the same when a file is laid out anew,
when an item is moved, and when a claim gets another number because one was put in before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditlib.claims import Claim
from auditlib.findings import Assessment, Conclusion, Finding, Recommendation, Statement
from auditlib.judged import Standing, standing_of
from auditlib.labels import label
from auditlib.mapping import Mapped, OwnText, own_texts, render
from auditlib.mapping.texts import OF_AUDIT
from auditlib.review.judging import Judging, judging_items
from auditlib.review.rests import ground_of, item_ground
from auditlib.review.writers import all_writers, writers_of
from auditlib.stamps import stamp

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«])")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to agree or disagree with.

    `id` is the claim's (`F1.c2`) or the item's (`F1`), `owner` the item's. `said` are the words, `sentence` what they
    stand in (for an item all its text), `writers` those who cannot sign it. `place` is where the report shows
    it, as an anchor; an assessment stands under its criterion's name.
    """

    id: str
    owner: str
    said: str
    sentence: str
    stamp: str
    writers: tuple[str, ...]
    place: str

    @property
    def is_claim(self) -> bool:
        """Say whether it is a reference in a text, not an item."""
        return self.id != self.owner


def subjects_of(mapped: Mapped) -> tuple[Subject, ...]:
    """Give everything in an audit that is to be referenced: claims in what is said of the audit, then item by item."""
    texts: dict[str, list[OwnText]] = {}
    for own in own_texts(mapped.inputs):
        texts.setdefault(own.owner, []).append(own)
    stamps: dict[str, str] = {}  # conclusions and the like rest on findings, which come before them
    items, now = judging_items(mapped.inputs), standing_of(mapped)
    found: list[Subject] = []
    for owner in [each for each in texts if each in OF_AUDIT]:  # they claim, and judge nothing
        found.extend(_claims(owner, _rendered(owner, texts[owner], mapped), now, all_writers(mapped.inputs)))
    for item in items:
        writers, fields = writers_of(item, mapped.inputs), list(_rendered(item.id, texts.get(item.id, ()), mapped))
        found.extend(_claims(item.id, fields, now, writers))
        words = {field: _words(pieces) for field, pieces in fields}
        stamps[item.id] = stamp([words, *item_ground(item, set(words), now, stamps)])
        found.append(_subject(item, " ".join(words.values()), stamps[item.id], writers))
    return tuple(found)


def _subject(item: Judging, sentence: str, stamped: str, writers: tuple[str, ...]) -> Subject:
    """Make the subject of an item itself."""
    place = f"assessed:{item.criterion or item.id}" if isinstance(item, Assessment) else item.id
    return Subject(item.id, item.id, _named(item), _folded(sentence), stamped, writers, place)


def _rendered(owner: str, texts: Iterable[OwnText], mapped: Mapped) -> Iterator[tuple[str, list[str | Claim]]]:
    """Put the claims into an item's texts, numbered through all of them as the report does."""
    after = 0
    for own in texts:
        pieces = list(render(own.text, mapped, owner, after))
        after += sum(isinstance(piece, Claim) for piece in pieces)
        yield own.field, pieces


def _words(pieces: Iterable[str | Claim]) -> str:
    return "".join(piece.said if isinstance(piece, Claim) else piece for piece in pieces)


def _claims(
    owner: str, fields: Iterable[tuple[str, list[str | Claim]]], now: Standing, writers: tuple[str, ...]
) -> Iterator[Subject]:
    """Give an item's claims; those that say the same twice in one sentence are told apart by their order."""
    seen: Counter[str] = Counter()
    for field, pieces in fields:
        whole, start = _words(pieces), 0
        for piece in pieces:
            length = len(piece.said) if isinstance(piece, Claim) else len(piece)
            if isinstance(piece, Claim):
                sentence = _around(whole, start, start + length)
                content = [owner, field, sentence, piece.said, piece.target, ground_of(piece, now)]
                seen[stamp(content)] += 1
                marked = stamp([*content, seen[stamp(content)]])
                yield Subject(piece.id, owner, piece.said, sentence, marked, writers, piece.id)
            start += length


def _around(text: str, start: int, end: int) -> str:
    """Give the sentence, or sentences, that a stretch of a text stands in, white space folded."""
    cuts = [0, *(each.end() for each in _SENTENCE_ENDS.finditer(text)), len(text) + 1]
    first = max(cut for cut in cuts if cut <= start)
    last = min(cut for cut in cuts if cut >= end)
    return _folded(text[first:last])


def _folded(text: str) -> str:
    """Fold line ends and spaces; a space that does not break is part of a figure."""
    return re.sub(r"[ \n]+", " ", text).strip(" \n")


def _named(item: Judging) -> str:
    """Say in short what an item judges."""
    if isinstance(item, Finding):
        return item.title
    if isinstance(item, Assessment):
        return f"{item.criterion or item.topic}: {label(item.status) if item.status else item.id}"
    if isinstance(item, Conclusion):
        return f"{item.question}: {label(item.degree)}" if item.degree else item.question
    if isinstance(item, Recommendation):
        return item.to
    return f"{item.place}: {label(item.verdict)}" if isinstance(item, Statement) else label(item.status)
