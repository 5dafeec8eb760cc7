"""The texts that auditors write themselves, each with what it is about and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
}


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
        pattern = re.compile(r"\s+".join(re.escape(word) for word in phrase.split()))
        start = max(self.at.line - 1, 0)
        rest = "\n".join(_lines(self.path)[start:])
        earlier = sum(1 for _ in pattern.finditer(self.text, 0, offset))
        found = next(islice(pattern.finditer(rest), earlier, None), None)
        if not found:
            return self.at
        before = rest[: found.start()]
        line = start + before.count("\n") + 1
        return Location(self.at.file, line, found.start() - before.rfind("\n"), f"{self.owner}.{self.field}")


@lru_cache(maxsize=16)
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def own_texts(inputs: Inputs) -> Iterator[OwnText]:
    """Go through every text of assessments, findings, conclusions, recommendations and statements."""
    _lines.cache_clear()
    findings = {each.id: each for each in inputs.findings}
    for kind, fields in _FIELDS.items():
        for item in getattr(inputs, kind):
            for field in fields:
                text = getattr(item, field)
                if text:
                    at = item.field_at(field)
                    yield OwnText(item.id, field, text, _about(item, findings), at, inputs.root / at.file)


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
