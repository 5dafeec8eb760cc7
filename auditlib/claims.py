"""References in the auditor's text: `{{ K1 deviates group=soker }}` stands for what the evidence says.

`{{ I02.p1: våren 2010 }}` says in the auditor's own words what stands in the evidence.

This module knows how a reference is written; `mapping` knows what it refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_BRACES = re.compile(r"\{\{(?P<inside>.*?)\}\}", re.DOTALL)
_QUOTED = re.compile(r"(?P<target>[\wÆØÅæøå.-]+): (?P<said>.+)", re.DOTALL)
_TARGET = re.compile(r"(?P<target>[\wÆØÅæøå.-]+)(?:\[(?P<row>[^\],]+),\s*(?P<column>[^\]]+)\])?(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as written: what it points at and how it is to be said; `said` are words of the auditor's own."""

    text: str
    target: str
    row: str = ""
    column: str = ""
    words: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    said: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or a reference in it; `reference` is None in plain text and for a malformed one."""

    text: str
    reference: Reference | None = None
    malformed: bool = False
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity or statement in the report: what it says, and the evidence it rests on.

    `names_it` says that it only names something that stands elsewhere in the report: a finding, a provision.
    """

    id: str
    said: str
    reference: Reference
    target: str
    evidence: tuple[str, ...]
    names_it: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """Split a text into plain stretches and references."""
    end = 0
    for match in _BRACES.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()], offset=end)
        reference = parse_reference(match["inside"].strip())
        yield Piece(match.group(), reference, malformed=reference is None, offset=match.start())
        end = match.end()
    if end < len(text):
        yield Piece(text[end:], offset=end)


def parse_reference(text: str) -> Reference | None:
    """Read what stands between the braces; give None when it is not a reference."""
    folded = " ".join(text.split())
    quoted = _QUOTED.fullmatch(folded)
    if quoted:
        return Reference(folded, quoted["target"], said=quoted["said"])
    match = _TARGET.fullmatch(folded)
    if not match:
        return None
    words, options = [], {}
    for part in match["rest"].split():
        key, equals, value = part.partition("=")
        if equals and key and value:
            options[key] = value
        elif equals:
            return None
        else:
            words.append(part)
    row, column = (match["row"] or "").strip(), (match["column"] or "").strip()
    return Reference(folded, match["target"], row, column, tuple(words), options)
