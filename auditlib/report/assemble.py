"""Putting the sections together: headings numbered, anchors made unique, contents, panels and page around them."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from auditlib.audits import Audit
from auditlib.language import _, ngettext
from auditlib.numbers import format_number
from auditlib.report.environment import environment
from auditlib.report.model import Piece

_HEADING = re.compile(r"<h([1-3])(?P<attributes>[^>]*)>(?P<inside>.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_LANGUAGE = re.compile(r'<span lang="(\w+)">')
_ID = re.compile(r'(?P<before><\w[^>]*?) id="(?P<id>[^"]*)"')
_CLAIM = re.compile(r'<a class="claim" (?P<rest>[^>]*href="#(?P<panel>_b-[^"]+)")')
_SECTION_SIGN = re.compile(r"§ (?=\d)")
_TEMPLATES = Path(__file__).parent / "templates"
# Sections before 10 have no number, those from 80 are appendices.
_FIRST_NUMBERED, _FIRST_APPENDIX = 10, 80
_PANELS = "99_grunnlag"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, with those of the level below."""

    anchor: str
    label: str
    lang: str = ""
    parts: list[Entry] = field(default_factory=list)


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
        return _("Vedlegg {number}:").format(number=self.appendix) + " "

    def anchor(self, wanted: str) -> str:
        """Give an anchor that no other heading has."""
        found, count = wanted, 1
        while found in self.taken:
            count += 1
            found = f"{wanted}-{count}"
        self.taken.add(found)
        return found


def assemble(audit: Audit, pieces: Sequence[tuple[str, Piece]], *, internal: bool) -> str:
    """Make the whole page of one edition from its pieces, each with its section's id, in order.

    The page is in the language that is spoken.

    Anchors of headings, sections and panels begin with `_`, which no item's id does. The panels are the last appendix,
    so that the page can be read and printed without scripts; each claim carries the number of its panel.
    """
    panels: dict[str, str] = {}
    for _section, piece in pieces:
        panels |= {anchor: panel for anchor, panel in piece.panels.items() if anchor not in panels}
    order = {anchor: number for number, anchor in enumerate(panels, 1)}
    # a section that says nothing in this edition has no heading and no letter
    said = [(section, piece) for section, piece in pieces if piece.markup.strip()]
    bodies = [(section, _with_numbers(piece.markup, order)) for section, piece in said]
    if panels:
        bodies.append((_PANELS, _panels(panels, order)))
    numbers, contents = _Numbers(taken={f"_{section}" for section, _ in bodies}), list[Entry]()
    sections = [(section, _numbered(section, body, numbers, contents)) for section, body in bodies]
    style, script = _both("css", internal) + _running_title(audit), _both("js", internal)
    page = environment().get_template("page.html").render(
        audit=audit, sections=sections, contents=contents, internal=internal, words=_words(audit.language),
        style=style, script=script, policy=_allowing(script, style),
    )  # fmt: skip
    return _SECTION_SIGN.sub("§\u00a0", _once(page))


def _words(sorting: str) -> dict[str, str]:
    """Give what the script says, the mark before decimals, and the language whose alphabet it sorts by."""
    return {
        "close": _("Lukk"),
        "whole": _("Gå til stedet i rapporten"),
        "hit": ngettext("{} treff", "{} treff", 1),
        "hits": ngettext("{} treff", "{} treff", 2),
        "first": _("De første {} vises."),
        "narrow": _("Vis bare rader med"),
        "left": _("{} rader"),
        "decimal": format_number(Decimal("0.5"), 1)[1],
        "sorting": sorting,
    }


def dress(sorting: str, own_style: str = "") -> dict[str, Any]:
    """Give what a page beside the reports has in common with them: style, script, their policy and the script's words.

    `own_style` is a file of more style beside `report.css`.
    """
    style, script = _both("css", False) + (_asset(own_style) if own_style else ""), _both("js", False)
    return {"style": style, "script": script, "policy": _allowing(script, style), "words": _words(sorting)}


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _both(kind: str, internal: bool) -> str:
    """Give the page's script or style; the internal edition has the form for referencing too."""
    return _asset(f"report.{kind}") + (_asset(f"review.{kind}") if internal else "")


def _running_title(audit: Audit) -> str:
    """Write the audit's title above every printed page but the first; as escapes, which cannot end the style."""
    title = "".join(each if each.isalnum() or each == " " else f"\\{ord(each):06x}" for each in audit.title)
    return (
        f'@page {{ @top-left {{ content: "{title}"; font-size: 8pt; color: #444; }} }}\n'
        "@page :first { @top-left { content: none; } }\n"
    )


def _allowing(script: str, style: str) -> str:
    """Allow this very script and style and pictures inside the page, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _with_numbers(markup: str, order: Mapping[str, int]) -> str:
    """Give each claim the number of its panel, which print shows."""
    return _CLAIM.sub(lambda found: f'<a class="claim" data-n="{order[found["panel"]]}" {found["rest"]}', markup)


def _panels(panels: Mapping[str, str], order: Mapping[str, int]) -> str:
    """Write the appendix of panels."""
    return environment().get_template("panels.html").render(
        panels=[(order[anchor], panel) for anchor, panel in panels.items()]
    )


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
        level, inside = int(match[1]), match["inside"].strip()
        if 'class="said"' in match["attributes"]:
            return match[0]
        text = html.unescape(_TAG.sub("", inside)).strip()
        own = _LANGUAGE.search(inside)
        lang = own[1] if own else ""
        prefix = label if level == 1 else ""
        anchor = numbers.anchor(_slug(text if level == 1 else f"{section}-{text}"))
        if level == 1:
            contents.append(Entry(anchor, f"{prefix}{text}", lang))
        elif level == 2 and contents:
            contents[-1].parts.append(Entry(anchor, text, lang))
        return f'<h{level} id="{anchor}">{prefix}{inside}</h{level}>'

    return _HEADING.sub(heading, body)


def _slug(text: str) -> str:
    """Make an anchor of a heading: lower case, words joined by hyphens."""
    return "_" + (re.sub(r"\W+", "-", text.lower()).strip("-_") or "avsnitt")
