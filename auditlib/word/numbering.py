"""Lists: bullets that all lists share, and numbers that begin at 1 in each."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from auditlib.word.ooxml import el

_LEVELS, _INDENT = 9, 360


class Lists:
    """The list definitions of one document, beside those that a template has."""

    def __init__(self, document: Document) -> None:
        self._element = _numbering_of(document)
        self._bullets, self._numbers = (self._add_kind(kind) for kind in ("bullet", "decimal"))
        self.bullets = self._add(self._bullets)

    def add(self) -> int:
        """Begin a numbered list, and give its number."""
        made = self._add(self._numbers)
        for level in range(_LEVELS):
            self._element[-1].append(el("w:lvlOverride", el("w:startOverride", val=1), ilvl=level))
        return made

    def _add(self, kind: int) -> int:
        number = self._next("w:num", "w:numId")
        self._element.append(el("w:num", el("w:abstractNumId", val=kind), numId=number))
        return number

    def _add_kind(self, kind: str) -> int:
        """Add a definition; Word wants all of them before the lists that use them."""
        number = self._next("w:abstractNum", "w:abstractNumId")
        made = el("w:abstractNum", el("w:multiLevelType", val="hybridMultilevel"), abstractNumId=number)
        for level in range(_LEVELS):
            mark = f"%{level + 1}." if kind == "decimal" else "•–"[level % 2]
            indent = el("w:ind", left=_INDENT * (level + 1), hanging=_INDENT)
            made.append(
                el("w:lvl", el("w:start", val=1), el("w:numFmt", val=kind), el("w:lvlText", val=mark),
                   el("w:lvlJc", val="left"), el("w:pPr", indent), ilvl=level)
            )  # fmt: skip
        self._element.insert(len(self._element.findall(qn("w:abstractNum"))), made)
        return number

    def _next(self, tag: str, name: str) -> int:
        return max([0, *(int(each.get(qn(name))) for each in self._element.findall(qn(tag)))]) + 1


def _numbering_of(document: Document) -> Any:
    """Find the part of the lists, or make it: a template may have none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    part = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return element
