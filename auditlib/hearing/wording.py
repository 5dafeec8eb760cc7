"""The difference between two texts, word by word, so that people can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

How = Literal["same", "out", "in"]
Part = tuple[How, str]

# A number is one word, whatever it is grouped by: `1 498` and `29,0`.
_WORD = re.compile(r"\d+(?:[ \u00a0.,]\d+)*|\w+|\s+|[^\w\s]")
_LEAST_ALIKE = 0.35
_SHORT = 3


def difference(before: str, now: str) -> tuple[Part, ...]:
    """Give what stayed, went out and came in, in reading order; what stayed and went out is the first text.

    Texts that have little in common are shown whole, one after the other: a patchwork of single words cannot be read.
    """
    old, new = _WORD.findall(before), _WORD.findall(now)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    kept = sum(_words(old[a:b]) for tag, a, b, _, _ in codes if tag == "equal")
    if before and now and kept < _LEAST_ALIKE * max(_words(old), _words(new)):
        return ("out", before), ("in", now)
    blocks = [(tag, "".join(old[a:b]), "".join(new[c:d])) for tag, a, b, c, d in codes]
    return tuple(_parts(_smoothed(blocks)))


def _words(tokens: Sequence[str]) -> int:
    """Count the words, without blanks and signs."""
    return sum(each[0].isalnum() for each in tokens)


def _smoothed(blocks: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Give pairs of old and new; a blank or a short word that stands alone between two changes joins them."""
    out, into = "", ""
    for place, (tag, old, new) in enumerate(blocks):
        between = out or into if 0 < place < len(blocks) - 1 else ""
        if tag == "equal" and not (between and len(old.strip()) <= _SHORT):
            if out or into:
                yield out, into
            yield old, new
            out = into = ""
        else:
            out, into = out + old, into + new
    if out or into:
        yield out, into


def _parts(pairs: Iterator[tuple[str, str]]) -> Iterator[Part]:
    for old, new in pairs:
        if old == new:
            yield "same", old
            continue
        if old:
            yield "out", old
        if new:
            yield "in", new


def marked(parts: tuple[Part, ...]) -> str:
    """Write a difference for a terminal: `[-what went out-]` and `{+what came in+}`."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return "".join(marks[how].format(text) for how, text in parts)
