"""What stands around the text: cover, contents, running title and page numbers."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from auditlib.language import _
from auditlib.word.draft import Draft
from auditlib.word.ooxml import el, field, paragraph, run

_CODE = 'TOC \\o "1-2" \\h \\z \\u'


def cover(draft: Draft) -> list[Any]:
    """Write what the report is about, its title and its date."""
    page = draft.page
    lines = (("Subtitle", page.kind), ("Title", page.title), ("Subtitle", page.when))
    return [paragraph(draft.style(style), run(said)) for style, said in lines if said]


def contents(draft: Draft) -> list[Any]:
    """Write the contents as a field that Word fills with page numbers; its lines can be read and followed before."""
    entries = draft.page.contents
    if not entries:
        return []
    lines = []
    for level, anchor, said in entries:
        link = el("w:hyperlink", run(said), anchor=draft.bookmarks.name(anchor), history=1)
        lines.append(paragraph(draft.style(f"toc {min(level, 2)}"), link))
    begin, code, separate, end = field(_CODE, [], dirty=True)
    for number, each in enumerate((begin, code, separate)):
        lines[0].insert(1 + number, each)
    lines[-1].append(end)
    return [paragraph(draft.style("TOC Heading"), run(_("Innhold"))), *lines]


def running(document: Document, draft: Draft) -> None:
    """Put the title on top of each page but the first, and the page's number below."""
    section = document.sections[-1]
    section.different_first_page_header_footer = True
    before, between, after = re.split(r"\{\w+\}", _("Side {page} av {pages}"))
    numbered = [run(before), *field("PAGE", [run("1")]), run(between), *field("NUMPAGES", [run("1")])]
    numbered += [run(after)] if after else []
    for area, style, content in (
        (section.header, "header", [run(draft.page.title)]), (section.footer, "footer", numbered),
    ):  # fmt: skip
        area.is_linked_to_previous = False
        root = area._element
        for old in root.findall(qn("w:p")):
            root.remove(old)
        root.append(paragraph(draft.style(style), *content, properties=[el("w:jc", val="right")]))
