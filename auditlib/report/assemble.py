"""Putting the sections together: headings numbered, anchors made unique, contents and page around them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditlib.audits import Audit
from auditlib.report.html import environment

_HEADING = re.compile(r"<h([1-3])(?P<attributes>[^>]*)>(?P<inside>.*?)</h\1>", re.DOTALL)
_ANCHOR_LINK = re.compile(r'<a class="anchor-link".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ID = re.compile(r'(?P<before><\w[^>]*?) id="(?P<id>[^"]*)"')
_SECTION_SIGN = re.compile(r"§ (?=\d)")
_STYLE = Path(__file__).parent / "templates" / "report.css"
# Sections before 10 have no number, those from 80 are appendices.
_FIRST_NUMBERED, _FIRST_APPENDIX = 10, 80


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    anchor: str
    label: str
    level: int


@dataclass
class _Numbers:
    """The next chapter number and appendix letter."""

    chapter: int = 0
    appendix: int = 0
    taken: set[str] = field(default_factory=set)

    def label(self, section: str) -> str:
        """Give the number in front of a section's title."""
        place = int(section[:2])
        if place < _FIRST_NUMBERED:
            return ""
        if place < _FIRST_APPENDIX:
            self.chapter += 1
            return f"{self.chapter} "
        self.appendix += 1
        return f"Vedlegg {self.appendix}: "

    def anchor(self, wanted: str) -> str:
        """Give an anchor that no other heading has."""
        found, count = wanted, 1
        while found in self.taken:
            count += 1
            found = f"{wanted}-{count}"
        self.taken.add(found)
        return found


def assemble(audit: Audit, fragments: Sequence[tuple[str, str]]) -> str:
    """Make the whole page of fragments, each with its section's id, in order.

    Anchors of headings and sections begin with `_`, which no item's id does.
    """
    numbers, contents, sections = _Numbers(taken={f"_{section}" for section, _ in fragments}), list[Entry](), []
    for section, body in fragments:
        numbered = _numbered(section, body, numbers, contents)
        sections.append((section, numbered))
    page = environment().get_template("page.html")
    style = _STYLE.read_text(encoding="utf-8")
    filled = page.render(audit=audit, sections=sections, contents=contents, style=style)
    return _SECTION_SIGN.sub("§\u00a0", _once(filled))


def _once(page: str) -> str:
    """Take every id but the first of its name away: what stands in two chapters is linked to in the first."""
    seen = set[str]()

    def keep(match: re.Match[str]) -> str:
        known = match["id"] in seen
        seen.add(match["id"])
        return match["before"] if known else match[0]

    return _ID.sub(keep, page)


def _numbered(section: str, body: str, numbers: _Numbers, contents: list[Entry]) -> str:
    """Number the section's title, give its headings anchors and put the upper two levels into the contents."""
    label = numbers.label(section)

    def heading(match: re.Match[str]) -> str:
        level, inside = int(match[1]), _ANCHOR_LINK.sub("", match["inside"]).strip()
        text = html.unescape(_TAG.sub("", inside)).strip()
        prefix = label if level == 1 else ""
        anchor = numbers.anchor(_slug(text if level == 1 else f"{section}-{text}"))
        if level <= 2:
            contents.append(Entry(anchor, f"{prefix}{text}", level))
        return f'<h{level} id="{anchor}">{prefix}{inside}</h{level}>'

    return _HEADING.sub(heading, body)


def _slug(text: str) -> str:
    """Make an anchor of a heading: lower case, words joined by hyphens."""
    return "_" + (re.sub(r"\W+", "-", text.lower()).strip("-_") or "avsnitt")
