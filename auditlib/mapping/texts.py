"""The texts that auditors write themselves, each with what it is about and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from auditlib.findings import Finding
from auditlib.items import Item
from auditlib.problems import Location
from auditlib.workspace import Inputs

_FIELDS = {
    "assessments": ("text", "departs"),
    "findings": ("condition", "cause", "effect", "limits"),
    "conclusions": ("answer",),
    "recommendations": ("action",),
    "statements": ("comment",),
    "followup": ("text",),
}
# The keys of `audit.yaml` that hold the auditor's words: one text each, and lists of them.
_SINGLE = ("notice", "background", "purpose", "scope")
OF_AUDIT = (*_SINGLE, "method", "weaknesses", "definitions")

_BEGINNING = 6  # words that tell one text from the others of a file


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text of the auditor's: whose it is, the criteria and topics it is about, and its place."""

    owner: str
    field: str
    text: str
    about: tuple[tuple[str, str], ...]
    at: Location
    path: Path

    def place_of(self, phrase: str, offset: int = 0) -> Location:
        """Give the place in the file of the phrase at an offset of the text, however the text is folded there."""
        pattern = _folded(phrase.split())
        start = max(self.at.line - 1, 0)
        rest = "\n".join(_lines(self.path)[start:])
        begins = _folded(self.text.split()[:_BEGINNING]).search(rest)  # in a list, the places are those of the list
        earlier = sum(1 for _ in pattern.finditer(self.text, 0, offset))
        found = next(islice(pattern.finditer(rest, begins.start() if begins else 0), earlier, None), None)
        if not found:
            return self.at
        before = rest[: found.start()]
        line = start + before.count("\n") + 1
        where = self.field if self.field.startswith(self.owner) else f"{self.owner}.{self.field}"
        return Location(self.at.file, line, found.start() - before.rfind("\n"), where)


def _folded(words: Sequence[str]) -> re.Pattern[str]:
    """Give a pattern of words, wherever a file breaks the lines between them."""
    return re.compile(r"\s+".join(map(re.escape, words)))


@lru_cache(maxsize=16)
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def own_texts(inputs: Inputs) -> Iterator[OwnText]:
    """Go through every text of assessments, findings, conclusions, recommendations and statements, and of the audit."""
    _lines.cache_clear()
    yield from _audit_texts(inputs)
    findings = {each.id: each for each in inputs.findings}
    for kind, fields in _FIELDS.items():
        for item in getattr(inputs, kind):
            for field in fields:
                text = getattr(item, field)
                if text:
                    at = item.field_at(field)
                    yield OwnText(item.id, field, text, _about(item, findings), at, inputs.root / at.file)


def _audit_texts(inputs: Inputs) -> Iterator[OwnText]:
    """Go through what `audit.yaml` says of the audit; the owner of a text is the key it stands under."""
    audit = inputs.audit
    plain = {field: getattr(audit, field) for field in _SINGLE}
    texts = [(field, field, text, audit.field_at(field)) for field, text in plain.items() if text]
    texts += [("method", f"method[{each.title}]", each.text, each.field_at("text")) for each in audit.method]
    weak = audit.field_at("weaknesses")
    texts += [("weaknesses", f"weaknesses[{place}]", text, weak) for place, text in enumerate(audit.weaknesses, 1)]
    for each in audit.definitions:
        texts.append(("definitions", f"definitions[{each.term}]", each.meaning, each.field_at("meaning")))
    for owner, field, text, at in texts:
        yield OwnText(owner, field, text, (), at, inputs.root / at.file)


def _about(item: Item, findings: dict[str, Finding]) -> tuple[tuple[str, str], ...]:
    """Give the pairs of criterion (or topic) and narrowing topic that an item is about."""
    if isinstance(item, Finding):
        return _about_finding(item)
    named = [findings[id_] for id_ in getattr(item, "findings", ()) if id_ in findings]
    if named:
        return tuple(pair for each in named for pair in _about_finding(each))
    about = getattr(item, "criterion", None) or getattr(item, "topic", None)
    return ((about, ""),) if about else ()


def _about_finding(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Give what a finding's own tallies would be made of."""
    topics = finding.topics or ("",)
    narrowed = tuple((criterion, topic) for criterion in finding.criteria for topic in topics)
    return narrowed + tuple((topic, "") for topic in finding.topics)
