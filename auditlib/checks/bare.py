"""Does every number in the auditor's own texts lead to what it rests on?

A number, a date or a word for how many informants is either a claim, written `{{ … }}`, or declared in `declared.yaml`
as something that is no evidence, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditlib.checks.prose import quantifier_pattern
from auditlib.claims import pieces
from auditlib.findings import Declared
from auditlib.mapping import Mapped, OwnText, own_texts
from auditlib.numbers import COUNTING_WORDS
from auditlib.problems import Problem, problem

_COUNTS = "|".join(COUNTING_WORDS)
_UNITS = r"prosent(?:poeng)?|%|kroner|millioner|tusen"
_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_DATE = rf"(?:\d{{1,2}}\.\s+)?(?:{_MONTHS})(?:\s+\d{{4}})?"
_FIGURE = rf"(?:\d[\d\u00a0., –-]*\d|\d)(?:\s*(?:{_UNITS}))?"
_NUMBER = re.compile(rf"(?<![\w.])(?:{_DATE}|{_FIGURE}|(?:{_COUNTS})(?=\s+\w))(?!\w)", re.IGNORECASE)
# What has a number in its name and counts nothing: items, paragraphs of law, chapters and tables.
_NAMED = re.compile(
    r"(?:§+\s*|(?:kapittel|punkt|tabell|figur|vedlegg|side|nr\.|artikkel|ledd)\s+(?:[\d.]+\s*(?:,|og|til|–)\s*)*"
    r"|\b[A-ZÆØÅ]{1,3}-?)$",
    re.IGNORECASE,
)


def bare_problems(mapped: Mapped) -> Iterator[Problem]:
    """Report numbers and counts of informants that are neither claims nor declared, and declarations of nothing."""
    audit, declared = mapped.inputs.audit, mapped.inputs.declared
    counts = quantifier_pattern(audit.quantifiers, audit.groups)
    used: set[int] = set()
    for own in own_texts(mapped.inputs):
        covered = list(_covered(own, declared, used))
        for start, said in bare_in(own.text, counts):
            if not any(first <= start and start + len(said) <= last for first, last in covered):
                at = own.place_of(said, start)
                yield problem("J611", at, said=" ".join(said.split()), field=own.field)
    for place, each in enumerate(declared):
        if place not in used:
            yield problem("J612", each.field_at("words"), words=each.words)


def _covered(own: OwnText, declared: Sequence[Declared], used: set[int]) -> Iterator[tuple[int, int]]:
    """Give the stretches of a text that are declared, and note which declarations were used."""
    for place, each in enumerate(declared):
        if not each.within or own.owner in each.within:
            pattern = r"\s+".join(map(re.escape, each.words.split()))
            for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", own.text):
                used.add(place)
                yield match.span()


def bare_in(text: str, counts: re.Pattern[str] | None = None) -> Iterator[tuple[int, str]]:
    """Give numbers, and what `counts` finds, outside the claims of a text, with their place in it."""
    for piece in pieces(text):
        if piece.reference is not None:
            continue
        for match in _NUMBER.finditer(piece.text):
            if not _NAMED.search(piece.text[: match.start()]):
                yield piece.offset + match.start(), match.group().rstrip(" .,")
        for match in counts.finditer(piece.text) if counts else ():
            yield piece.offset + match.start(), match.group()
