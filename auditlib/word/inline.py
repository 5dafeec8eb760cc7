"""What stands inside a paragraph: runs, links, bookmarks and the marks of notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from auditlib.word.draft import Draft
from auditlib.word.ooxml import bookmarked, el, run
from auditlib.word.styles import TAGS

_BLANK = re.compile("[ \t\r\n\f]+")
_OUTSIDE = ("http://", "https://", "mailto:")
_SKIPPED = {"script", "style", "svg", "input", "button", "template"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: bold, italic, the name of a character style, and its language where it has one of its own."""

    bold: bool = False
    italic: bool = False
    style: str = ""
    raised: str = ""
    language: str = ""


_LOOKS: dict[str, dict[str, Any]] = {
    "strong": {"bold": True}, "b": {"bold": True}, "em": {"italic": True}, "i": {"italic": True},
    "sup": {"raised": "superscript"}, "sub": {"raised": "subscript"},
}  # fmt: skip
_CLASSES: dict[str, dict[str, Any]] = {
    "source": {"style": "Source words"}, "unit": {"style": "Source words"}, "status": {"bold": True},
    "verdict": {"bold": True},
}  # fmt: skip


class Line:
    """The content of one paragraph; blanks are joined as HTML joins them."""

    def __init__(self, draft: Draft, look: Look | None = None) -> None:
        self._draft, self._look, self._blank = draft, look or Look(), True
        self.content: list[Any] = []

    def inside(self, element: Any) -> Line:
        """Add all that stands in an element."""
        self.content += self._inside(element, self._look)
        return self

    def add(self, node: Any) -> Line:
        """Add a text or an element."""
        self.content += self._text(node, self._look) if isinstance(node, str) else self._element(node, self._look)
        return self

    def closed(self) -> list[Any]:
        """Give the content without the blank at its end; nothing when there are no words."""
        texts = [each for part in self.content for each in part.iter(qn("w:t"))]
        while texts and self._blank and not texts[-1].text.rstrip(" "):
            texts.pop().text = ""
        if texts and self._blank:
            texts[-1].text = texts[-1].text.rstrip(" ")
        return self.content if texts else []

    def _inside(self, element: Any, look: Look) -> list[Any]:
        made = self._text(element.text or "", look)
        for child in element:
            made += self._element(child, look)
            made += self._text(child.tail or "", look)
        return made

    def _element(self, element: Any, look: Look) -> list[Any]:
        if element.tag in _SKIPPED:
            return []
        if element.tag == "br":
            self._blank = True
            return [el("w:r", el("w:br"))]
        kind = str(element.get("class") or "").split(" ")[0]
        looked = replace(look, **_LOOKS.get(element.tag, {}), **_CLASSES.get(kind, {}))
        if element.get("lang"):
            looked = replace(looked, language=TAGS.get(element.get("lang"), element.get("lang")))
        made = self._link(element, looked) if element.tag == "a" else self._inside(element, looked)
        if element.get("id") and made:
            bookmarks = self._draft.bookmarks
            made = bookmarked(bookmarks.name(element.get("id")), bookmarks.number(), made)
        return made

    def _link(self, link: Any, look: Look) -> list[Any]:
        """Make a claim with its note, a link inside the document, or one to the outside."""
        target = str(link.get("href") or "")
        if target.startswith("#_b-") and target[1:] in self._draft.page.panels:
            return [*self._inside(link, look), *self._draft.notes.reference(target[1:])]
        linked = self._inside(link, replace(look, style="Hyperlink"))
        if target.startswith("#"):
            return [el("w:hyperlink", *linked, anchor=self._draft.bookmarks.name(target[1:]))]
        if not target.startswith(_OUTSIDE):
            return linked
        made = el("w:hyperlink", *linked)
        made.set(qn("r:id"), self._draft.add_link(target))
        return [made]

    def _text(self, text: str, look: Look) -> list[Any]:
        joined = _BLANK.sub(" ", text)
        if self._blank:
            joined = joined.removeprefix(" ")
        if not joined:
            return []
        self._blank = joined.endswith(" ")
        return [run(joined, *self._properties(look))]

    def _properties(self, look: Look) -> list[Any]:
        """Give a run's properties in the order that Word wants."""
        styled = [el("w:rStyle", val=self._draft.style(look.style))] if look.style else []
        bold = [el("w:b")] if look.bold else []
        italic = [el("w:i")] if look.italic else []
        raised = [el("w:vertAlign", val=look.raised)] if look.raised else []
        spoken = [el("w:lang", val=look.language)] if look.language else []
        return [*styled, *bold, *italic, *raised, *spoken]
