"""Words over two lines: joined where the document shows the whole word, or where the form leaves no other reading.

The part that stands alone moves to the other line, so that every line keeps its number. «Kvelds- og helgearbeid» and
«2007-2010» are left as they are; so is a part that begins with a vowel, which may be a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Set

from auditlib.intake.repair.changes import Change, Damage
from auditlib.intake.repair.words import AFTER_SUSPENDED

_SOFT = "\u00ad"
_HEAD = re.compile(r"(?P<before>.*?)(?P<head>[^\W\d_]+)(?P<mark>[-\u2010\u00ad])\s*$")
_TAIL = re.compile(r"(?P<indent>\s*)(?P<tail>[^\W\d_]+)(?P<marks>[^\s\w]*)(?P<rest>(?:\s.*)?)$")
_VOWELS = set("aeiouyæøåAEIOUYÆØÅ")
# Never the beginning of a Norwegian syllable, but for these.
_ONSETS = frozenset(
    """bl br dr fl fn fr gj gl gn gr hj hv kj kl kn kr kv ps pl pr sj sk skj skr skv sl sm sn sp spl spr st str sv tj tr
    tv vr""".split()
)


def join_lines(lines: list[str], vocabulary: Set[str]) -> tuple[list[str], list[Change]]:
    """Join the words that go over two lines; give the lines, as many as before, and what was done."""
    lines, changes = list(lines), []
    for at in range(len(lines) - 1):
        to = at + 2 if not lines[at + 1].strip() and at + 2 < len(lines) else at + 1  # some have every other line empty
        head, tail = _HEAD.match(lines[at]), _TAIL.match(lines[to])
        if head and tail and (found := _joined(head["head"], head["mark"], tail["tail"], vocabulary)):
            word, basis = found
            before = f"{head['head']}{head['mark']} {tail['tail']}"
            changes.append(Change(at + 1, Damage.HYPHEN, before, word, basis))
            lines[at], lines[to] = _moved(head, tail, word)
    return lines, changes


def _joined(head: str, mark: str, tail: str, vocabulary: Set[str]) -> tuple[str, str] | None:
    """Give the word and what shows it; None where it is not one word, or may be two."""
    if mark == _SOFT:
        return head + tail, "the hyphen is a soft one"
    if not tail.islower() or tail in AFTER_SUSPENDED:
        return None
    plain, hyphened = (head + tail).lower(), f"{head}-{tail}".lower()
    if hyphened in vocabulary:
        return None if plain in vocabulary else (f"{head}-{tail}", "the word stands elsewhere with its hyphen")
    if plain in vocabulary:
        return head + tail, "the word stands elsewhere in the document"
    return (head + tail, "its form alone") if _can_be_divided(head, tail) else None


def _can_be_divided(head: str, tail: str) -> bool:
    """Say whether two parts look like one word that was divided: each has a vowel, and the second begins a syllable."""
    onset = next((at for at, letter in enumerate(tail) if letter in _VOWELS), 0)
    begins = onset == 1 or tail[:onset] in _ONSETS
    return len(head) > 1 and len(tail) > 1 and begins and not _VOWELS.isdisjoint(head) and not head.isupper()


def _moved(head: re.Match[str], tail: re.Match[str], word: str) -> tuple[str, str]:
    """Give both lines with the whole word on the first, or on the second where nothing else stands there."""
    rest = tail["rest"].strip()
    if rest or not head["before"].strip():
        return f"{head['before']}{word}{tail['marks']}", f"{tail['indent']}{rest}"
    return head["before"].rstrip(), f"{tail['indent']}{word}{tail['marks']}"


def hyphened_words(lines: list[str]) -> frozenset[str]:
    """Give the words that are written with a hyphen within a line, in small letters."""
    found = re.compile(r"[^\W\d_]+-[^\W\d_]+")
    return frozenset(match.lower() for line in lines for match in found.findall(line))
