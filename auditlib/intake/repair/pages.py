"""Repairing pages: each kind of damage in its turn, until there is no more to repair."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from auditlib.intake.repair.changes import Change, Damage, Doubt
from auditlib.intake.repair.encodings import Family, family_of, has_letters, read_once
from auditlib.intake.repair.hyphens import hyphened_words, join_lines
from auditlib.intake.repair.signs import SIGN, Signs, healthy_words, learn, with_dropped

Lines = tuple[str, ...]
_TOKEN = re.compile("[^ \t\n]+")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_MARKED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
# Signs that nobody sees; a soft hyphen at the end of a line is a matter of its own.
_INVISIBLE = re.compile("[\x00\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\u00ad(?=.)")
_MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class MendedPage:
    """A page: its lines as they are now and as they were, what was done, and what had to be left."""

    lines: Lines
    as_read: Lines
    changes: tuple[Change, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """A document's pages, and the same repairs for texts that stand beside them, such as cells of tables."""

    pages: tuple[MendedPage, ...]
    cell: Callable[[str, int], str]


def _normal(form: Literal["NFC", "NFKC"]) -> Callable[[re.Match[str]], str]:
    return lambda found: unicodedata.normalize(form, found.group())


@dataclass(frozen=True, slots=True)
class _Known:
    """What a document as a whole tells of its damage."""

    family: Family | None
    signs: Signs
    words: frozenset[str]

    def word(self, token: str, *, in_family: bool) -> tuple[str, Damage, str] | None:
        """Repair a token in one way, the first that fits; None where nothing is wrong or nothing can be done."""
        steps = (
            (Damage.COMPOSED, _MARKED.sub(_normal("NFC"), token), "the same letter"),
            (Damage.LIGATURE, _LIGATURE.sub(_normal("NFKC"), token), "its letters"),
            (Damage.INVISIBLE, _INVISIBLE.sub("", token), "the sign shows nothing"),
            (Damage.TWICE, read_once(token), "UTF-8 read as Windows-1252"),
        )
        found = next(((after, kind, basis) for kind, after, basis in steps if after != token), None)
        return found or self._by_the_document(token, in_family=in_family)

    def _by_the_document(self, token: str, *, in_family: bool) -> tuple[str, Damage, str] | None:
        """Repair what only the document as a whole, or the word, can tell."""
        if in_family and self.family and (after := self.family.mend(token)) != token:
            return after, Damage.ENCODING, self.family.name
        if SIGN.search(token):
            after, basis = self.signs.mend(token)
            return (after, Damage.LOST, basis) if after != token else None
        after = with_dropped(token)
        return (after, Damage.DROPPED, "what is left is the beginning of no other word") if after != token else None


def repair(pages: Sequence[Sequence[str]]) -> Mended:
    """Repair the lines of a document's pages; each keeps its number of lines."""
    current, changes = [tuple(lines) for lines in pages], [list[Change]() for _ in pages]
    plain = [not has_letters(lines) for lines in pages]
    rounds: list[_Known] = []
    for _ in range(_MOST_ROUNDS):
        rounds.append(_learn(current))
        after = [_page(lines, rounds[-1], is_plain) for lines, is_plain in zip(current, plain, strict=True)]
        for done, (_lines, found) in zip(changes, after, strict=True):
            done.extend(found)
        current = [lines for lines, _found in after]
        if not any(found for _lines, found in after):
            break
    mended = (
        MendedPage(lines, tuple(as_read), _sorted(done), tuple(_doubts(lines)))
        for lines, as_read, done in zip(current, pages, changes, strict=True)
    )
    return Mended(tuple(mended), _cells(rounds, plain))


def _learn(pages: Sequence[Lines]) -> _Known:
    lines = [line for page in pages for line in page]
    healthy = healthy_words(lines)
    return _Known(family_of(pages), learn(lines, healthy), healthy | hyphened_words(lines))


def _page(lines: Lines, known: _Known, in_family: bool) -> tuple[Lines, list[Change]]:
    """Repair a page once: its words, and then those over two lines."""
    changes, mended = list[Change](), list[str]()
    for number, line in enumerate(lines, 1):
        mended.append(_TOKEN.sub(_mending(number, known, in_family, changes), line))
    joined, hyphens = join_lines(mended, known.words)
    return tuple(joined), [*changes, *hyphens]


def _mending(number: int, known: _Known, in_family: bool, changes: list[Change]) -> Callable[[re.Match[str]], str]:
    def mend(match: re.Match[str]) -> str:
        found = known.word(match.group(), in_family=in_family)
        if found is None:
            return match.group()
        after, kind, basis = found
        changes.append(Change(number, kind, match.group(), after, basis))
        return after

    return mend


def _sorted(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda each: each.line))


def _doubts(lines: Lines) -> Iterable[Doubt]:
    for number, line in enumerate(lines, 1):
        yield from (Doubt(number, token) for token in line.split() if SIGN.search(token))


def _cells(rounds: Sequence[_Known], plain: Sequence[bool]) -> Callable[[str, int], str]:
    """Give the repair of a text on a page, counted from 1: the same rounds that the pages went through."""

    def mend(text: str, page: int) -> str:
        for known in rounds:
            text = _TOKEN.sub(_mending(0, known, plain[page - 1], []), text)
        return text

    return mend
