"""What was changed in a copy that came back: its paragraphs found again, and each compared word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from auditlib.verification.copies import LEFT_OUT

_TOKEN = re.compile(rf"{re.escape(LEFT_OUT)}|\s+|\w+|[^\w\s]")
_LIKE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph that came back: the anchor it still has, or none, and its words."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a paragraph that were replaced: from which sign, what was there and what came instead."""

    start: int
    before: str
    after: str


def folded(text: str) -> str:
    """Write a text in one line, as composed letters, without signs that cannot be seen."""
    composed = unicodedata.normalize("NFC", text)
    kept = (each for each in composed if each.isspace() or not unicodedata.category(each).startswith("C"))
    return " ".join("".join(kept).split())


def differences(before: str, after: str) -> list[Difference]:
    """Compare two paragraphs word by word; changes with nothing but white space between them are one.

    A change of white space alone is given with the word beside it, so that it can be seen.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    spans = list[_Span]()
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            span = _widened((i, j, k, m), old, new)
            last = spans[-1] if spans else None
            if last and not "".join(old[last[1] : span[0]]).strip():
                spans[-1] = (last[0], max(span[1], last[1]), last[2], max(span[3], last[3]))
            else:
                spans.append(span)
    return [Difference(len("".join(old[:i])), "".join(old[i:j]), "".join(new[k:m])) for i, j, k, m in spans]


_Span = tuple[int, int, int, int]


def _widened(span: _Span, old: Sequence[str], new: Sequence[str]) -> _Span:
    """Take the word before (or after) into a change one of whose sides is nothing but white space."""
    i, j, k, m = span
    if not any(side and not side.strip() for side in ("".join(old[i:j]), "".join(new[k:m]))):
        return span
    return (i - 1, j, k - 1, m) if i and k else (i, min(j + 1, len(old)), k, min(m + 1, len(new)))


@dataclass(frozen=True, slots=True)
class Matched:
    """The paragraphs of a copy as they came back (None where one is gone), and new ones with the anchor before them."""

    texts: Mapping[str, str | None]
    added: tuple[Piece, ...]


def match(sent: Mapping[str, str], pieces: Sequence[Piece]) -> Matched:
    """Find the paragraphs that were sent in what came back: by their anchors, else by likeness, in order."""
    texts = dict[str, str | None](dict.fromkeys(sent))
    loose = list[tuple[int, Piece]]()
    owners = list[str]()
    for place, piece in enumerate(pieces):
        known = piece.anchor in texts and texts[piece.anchor] is None
        owners.append(piece.anchor if known else "")
        if known:
            texts[piece.anchor] = piece.text
        else:
            loose.append((place, piece))
    for place, piece in loose:
        found = _most_like(piece.text, place, owners, sent, texts)
        if found:
            texts[found], owners[place] = piece.text, found
    return Matched(texts, tuple(_added(pieces, owners, next(iter(sent), ""))))


def _most_like(
    text: str, place: int, owners: Sequence[str], sent: Mapping[str, str], texts: Mapping[str, str | None]
) -> str:
    """Give the missing paragraph between the two anchors around a place that is most like a text, or nothing."""
    order = list(sent)
    before = [order.index(each) for each in owners[:place] if each]
    after = [order.index(each) for each in owners[place + 1 :] if each]
    between = order[max(before, default=-1) + 1 : min(after, default=len(order))]
    rated = [(SequenceMatcher(None, sent[each], text).ratio(), each) for each in between if texts[each] is None]
    best, name = max(rated, default=(0.0, ""), key=lambda each: each[0])
    return name if best >= _LIKE_ENOUGH else ""


def _added(pieces: Sequence[Piece], owners: Sequence[str], first: str) -> Iterator[Piece]:
    """Give the new paragraphs, each with the anchor of the paragraph before it, or of the first."""
    last = first
    for piece, owner in zip(pieces, owners, strict=True):
        last = owner or last
        if not owner and piece.text:
            yield Piece(last, piece.text)
