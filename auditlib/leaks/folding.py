"""One way of writing a text that can be written in many: for the rules, and for comparing words.

Folding takes away what no reader sees (zero-width and direction marks, soft hyphens, combining strokes) and gives
compatibility forms, digits, dashes, spaces and quotation marks one shape each (Unicode Standard Annex 15, form NFKC).
A skeleton also takes away case and accents and gives Cyrillic and Greek letters the Latin ones they look like, after
the idea of Unicode Technical Standard 39; it is as long as its text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from auditlib.leaks.lookalikes import LATIN

_PLAIN = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\u2002\u2003\u2008\u200a\u3000\u1680\u205f"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\u2796"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u00b4\u2032"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"), '"'),
    **dict.fromkeys(map(ord, "\u2044\u2215\u29f8"), "/"),
    **dict.fromkeys(map(ord, "\u00b7\u2022\u2219\u22c5\u30fb"), "\u00b7"),
}
_OTHERWISE = re.compile(f"[{''.join(map(chr, _PLAIN))}]+")
# Everything else than these goes the long way round.
_ODD = re.compile(
    "[^\t\n\r\x20-\x7e\u00a0\u00a7\u00ab\u00b7\u00bb\u00c0-\u00ff\u2007\u2009\u2010-\u2015\u2018-\u201e\u2022\u202f\u2212\u2713]"
)
# Unicode's default ignorable code points that are no format characters (category Cf).
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_AROUND_ODD = re.compile(f".?{_ODD.pattern}+", re.DOTALL)
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_CLUSTER = re.compile(f"[^{_MARKS}]?[{_MARKS}]*", re.DOTALL)


class _Run(NamedTuple):
    """A stretch of folded text: where it begins there and in the original, and how far each character steps on."""

    start: int
    origin: int
    step: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, with the way back to the original where the two differ in length."""

    text: str
    runs: tuple[_Run, ...] = ()

    def origin(self, offset: int) -> int:
        """Give the offset in the original."""
        if not self.runs:
            return offset
        if offset >= len(self.text):
            return self.origin(len(self.text) - 1) + 1 if self.text else offset
        run = self.runs[bisect_right(self.runs, offset, key=lambda each: each.start) - 1]
        return run.origin + run.step * (offset - run.start)


def fold(text: str) -> Folded:
    """Give a text the one way it is written, with the way back to the original."""
    if not _ODD.search(text):
        return Folded(_plainly(text))
    shown: list[str] = []
    runs: list[_Run] = []
    place = length = 0

    def add(piece: str, origin: int, step: int) -> None:
        nonlocal length
        if piece:
            shown.append(piece)
            runs.append(_Run(length, origin, step))
            length += len(piece)

    for odd in _AROUND_ODD.finditer(text):
        add(_plainly(text[place : odd.start()]), place, 1)
        for match in _CLUSTER.finditer(text, *odd.span()):
            add(_seen(match.group()), match.start(), 0)
        place = odd.end()
    add(_plainly(text[place:]), place, 1)
    return Folded("".join(shown), tuple(runs))


def _plainly(text: str) -> str:
    """Give signs their one shape, only where there are some: a page is long and has few."""
    return text if text.isascii() else _OTHERWISE.sub(lambda match: match.group().translate(_PLAIN), text)


def _seen(cluster: str) -> str:
    """Give what is left of a character and the marks on it."""
    if not cluster:
        return ""
    return "".join(_shape(char) for char in unicodedata.normalize("NFKC", cluster))


def _shape(char: str) -> str:
    """Give one character its one shape, or none."""
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me", "Cs") or _UNSEEN.match(char):
        return ""
    if category == "Cc":
        return char if char in "\t\n\r\f\v" else " " if char == "\x85" else ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if category in ("Zs", "Zl", "Zp"):
        return " "
    return _PLAIN.get(ord(char), "-" if category == "Pd" else char)


class _Skeleton(dict[int, str]):
    """The skeleton of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFKD", char)[:1].lower()
        found = self[ord(base)] if base != char and len(base) == 1 else char
        self[code] = found
        return found


_SKELETON = _Skeleton(LATIN)


def skeleton(folded: str) -> str:
    """Give what a folded text looks like, without case and accents; every character stays in its place."""
    # Nearly all letters are ASCII, which lower() does at once; the one letter it makes longer is gone by then.
    return _BEYOND_ASCII.sub(_likeness, folded).lower()


def _likeness(match: re.Match[str]) -> str:
    return match.group().translate(_SKELETON)
