"""Captions of tables and figures: a line that begins with the word and a number, and is no sentence about one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NUMBER = r"[A-Z]?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?"
_CAPTION = re.compile(rf"\s*(?P<what>Tabell|Figur|Diagram)\s+(?P<number>{_NUMBER})(?![\w,])\s*[.:–-]?\s*(?P<text>.*)$")
# What goes on as a sentence about the table.
_SAYS = frozenset(
    """viser vises inneholder gir oppsummerer beskriver illustrerer framstiller fremstiller er var og under nedenfor
    ovenfor bekrefter tyder dokumenterer sammenligner sammenstiller presenterer kan skal må har over, viste angir
    omfatter bygger synliggjør samt som framgår fremgår""".split()
)


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption: `what` is tabell or figur, in small letters."""

    what: str
    number: str
    text: str


def caption_of(line: str) -> Caption | None:
    """Read a line as a caption, or give None."""
    match = _CAPTION.match(line)
    if match is None:
        return None
    text = match["text"].strip()
    first = text.split(" ", 1)[0].lower() if text else ""
    if first in _SAYS or (text[:1].islower() and first != "a"):
        return None
    what = "figur" if match["what"] == "Diagram" else match["what"].lower()
    return Caption(what, match["number"], text)


def captions_in(lines: Sequence[str]) -> Iterator[tuple[int, Caption]]:
    """Give the captions of a page with their lines, counted from 1."""
    for number, line in enumerate(lines, 1):
        if found := caption_of(line):
            yield number, found


def caption_near(lines: Sequence[str], first: int, last: int, far: int = 5) -> Caption | None:
    """Find the caption of a table on lines `first` to `last`, counted from 1: nearest above, else just below."""
    above = (lines[at - 1] for at in range(first - 1, max(first - 1 - far, 0), -1))
    inside = lines[first - 1 : first]
    below = lines[last : last + 2]
    found = (caption_of(line) for line in (*inside, *above, *below))
    return next((each for each in found if each and each.what == "tabell"), None)
