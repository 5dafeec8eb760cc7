"""The page's blocks as paragraphs and tables; each anchor becomes a bookmark, a section's around its heading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from auditlib.language import _
from auditlib.word.draft import Draft
from auditlib.word.figures import picture
from auditlib.word.inline import Line, Look
from auditlib.word.ooxml import bookmark_blocks, bookmarked, el, paragraph, run
from auditlib.word.page import words
from auditlib.word.tables import FIGURE, caption, table

_INLINE = {
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u", "var",
}  # fmt: skip
_SKIPPED = {"form", "input", "nav", "noscript", "script", "style", "svg", "template", "title"}
_HEADINGS = {"h1", "h2", "h3", "h4"}
_NOT_ON_PAPER = {"neighbours"}
_SMALL = {"meta", "source", "tablenotes", "basis", "uses"}
_BOXED = {"notice", "flag", "edition"}


def blocks(draft: Draft, element: Any, style: str = "Normal") -> list[Any]:
    """Write an element and put its anchor around it."""
    made = _WRITERS.get(element.tag, flow)(draft, element, style)
    if not element.get("id") or not made:
        return made
    name, number = draft.bookmarks.name(element.get("id")), draft.bookmarks.number()
    if element.tag not in _HEADINGS and _is_heading(draft, made[0]):
        return [*bookmark_blocks(name, number, made[:1]), *made[1:]]
    return bookmark_blocks(name, number, made)


def _is_heading(draft: Draft, block: Any) -> bool:
    """Say whether a block is a heading; what stands under it belongs to it, so its bookmark need not reach further.

    LibreOffice loses bookmarks that hold other bookmarks and several paragraphs.
    """
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val")) in {draft.style(f"heading {level}") for level in range(1, 5)}


def flow(draft: Draft, element: Any, style: str = "Normal") -> list[Any]:
    """Write what stands in a container; words between its blocks become paragraphs."""
    made, line = list[Any](), Line(draft)
    kind, kept = _kind(element, style), str(element.get("class") or "") == "meta"

    def close() -> None:
        nonlocal line
        content = line.closed()
        if content:
            made.append(paragraph(draft.style(kind), *content, properties=[el("w:keepNext")] if kept else []))
        line = Line(draft)

    line.add(element.text or "")
    for child in element:
        if child.tag in _INLINE:
            line.add(child)
        elif child.tag not in _SKIPPED:
            close()
            made += blocks(draft, child, kind)
        line.add(child.tail or "")
    close()
    return made


def _kind(element: Any, style: str) -> str:
    """Choose a paragraph's style by the element's class; in a table all text is the table's."""
    classes = set(str(element.get("class") or "").split())
    if style == "Table text":
        return style
    if classes & _BOXED:
        return "Notice"
    return "Small print" if element.tag == "p" and classes & _SMALL else style


def _paragraph(draft: Draft, element: Any, style: str) -> list[Any]:
    return [] if str(element.get("class") or "") in _NOT_ON_PAPER else flow(draft, element, style)


def _heading(draft: Draft, element: Any, style: str) -> list[Any]:
    """Write a heading; that of a list of evidence stands in front of its list."""
    below = element.getnext()
    if element.tag == "h4" and below is not None and _is_evidence(below):
        return []
    content = Line(draft).inside(element).closed()
    named = "Normal" if style == "Table text" else f"heading {element.tag[1]}"
    return [paragraph(draft.style(named), *content)] if content else []


def _is_evidence(element: Any) -> bool:
    return element.tag == "ul" and "evidence" in str(element.get("class") or "").split()


def _listed(draft: Draft, element: Any, style: str) -> list[Any]:
    """Write a list; evidence as one line of ids, for the register has the words."""
    if _is_evidence(element):
        return _evidence(draft, element)
    ordered = element.tag == "ol"
    number = draft.add_list() if ordered else draft.bullets
    depth = min(sum(each.tag in ("ul", "ol") for each in element.iterancestors()), 8)
    named = style if style == "Table text" else "List Number" if ordered else "List Bullet"
    # a list whose items begin with an id of their own is not numbered again
    plain = style == "Table text" or (ordered and all(each.get("id") for each in element.findall("li")))
    made = list[Any]()
    for item in element.findall("li"):
        written = blocks(draft, item, "Normal" if plain and style != "Table text" else named)
        if not plain and written and written[0].tag == qn("w:p"):
            written[0][0].insert(1, el("w:numPr", el("w:ilvl", val=depth), el("w:numId", val=number)))
        made += written
    return made


def _evidence(draft: Draft, element: Any) -> list[Any]:
    """Write the ids of a list of evidence as links, with its heading in front."""
    above = element.getprevious()
    line = Line(draft, Look())
    if above is not None and above.tag == "h4":
        line.content.append(run(f"{words(above)}: ", el("w:b")))
    for number, link in enumerate(each.find("a") for each in element.findall("li") if each.find("a") is not None):
        line.add(", " if number else "").add(_bare(link))
    return [paragraph(draft.style("Small print"), *line.closed())]


def _bare(link: Any) -> Any:
    """Give a link without the text behind it."""
    link.tail = ""
    return link


def _terms(draft: Draft, element: Any, style: str) -> list[Any]:
    """Write terms and what they mean, each pair as one paragraph."""
    made, line = list[Any](), Line(draft)
    for each in element.iter("dt", "dd"):
        if each.tag == "dt":
            line = Line(draft)
            line.content += Line(draft, Look(bold=True)).inside(each).closed()
            if each.get("id") and line.content:
                bookmarks = draft.bookmarks
                line.content = bookmarked(bookmarks.name(each.get("id")), bookmarks.number(), line.content)
            continue
        line.content += [run("\u2002")] if line.content else []
        made.append(paragraph(draft.style(style), *line.inside(each).closed()))
        line = Line(draft)
    return made


def _details(draft: Draft, element: Any, style: str) -> list[Any]:
    """Write what a reader would unfold; a table's caption says the same as the line above it."""
    summary = element.find("summary")
    inside = [each for each in element if each is not summary and each.tag not in _SKIPPED]
    made = list[Any]()
    if summary is not None and not any(each.find(".//caption") is not None for each in inside):
        line = Line(draft, Look(bold=True)).inside(summary).closed()
        made.append(paragraph(draft.style("Small print"), *line, properties=[el("w:keepNext")]))
    for each in inside:
        made += blocks(draft, each, style)
    return made


def _table(draft: Draft, element: Any, style: str) -> list[Any]:
    return table(draft, element, flow)


def _figure(draft: Draft, element: Any, style: str) -> list[Any]:
    """Write a picture, its caption and the table behind it."""
    made = list[Any]()
    named, drawing = element.find("figcaption"), element.find(".//svg")
    if drawing is not None:
        svg = draft.page.pictures[int(drawing.get("data-picture"))]
        in_words = " ".join(words(each) for each in element.iterfind(".//details/p"))
        title = words(named) if named is not None else ""
        made.append(paragraph(draft.style("Picture"), picture(draft, svg, " ".join(filter(None, (title, in_words))))))
    if named is not None:
        made.append(caption(draft, FIGURE, Line(draft).inside(named).closed()))
    for each in element.iterfind(".//table"):
        title = _("Tallene i figur {number}").format(number=draft.counts[FIGURE]) if named is not None else ""
        made += table(draft, each, flow, title)
    return made


_WRITERS: dict[str, Callable[[Draft, Any, str], list[Any]]] = {
    "p": _paragraph, "h1": _heading, "h2": _heading, "h3": _heading, "h4": _heading, "ul": _listed, "ol": _listed,
    "dl": _terms, "details": _details, "table": _table, "figure": _figure,
}  # fmt: skip
