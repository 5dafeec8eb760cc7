"""The report's page as a Word document; the same page gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from auditlib.dates import MONTHS
from auditlib.language import _, known, speaking
from auditlib.problems import AuditlibError
from auditlib.word.blocks import blocks
from auditlib.word.draft import Draft
from auditlib.word.front import contents, cover, running
from auditlib.word.names import Bookmarks
from auditlib.word.notes import Notes
from auditlib.word.numbering import Lists
from auditlib.word.ooxml import el
from auditlib.word.package import read_parts
from auditlib.word.page import Page, read_page
from auditlib.word.styles import TAGS, Styles, require_styles

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_WHEN = re.compile(r"(?:(?:(?P<day>\d{1,2})\.? )?(?P<month>\w+) )?(?P<year>\d{4})")
_MARGIN = Cm(2.5)
# what stands after the settings that are added, in the order that Word wants
_AFTER_FIELDS = (
    "hdrShapeDefaults footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping shapeDefaults "
    "decimalSymbol listSeparator"
).split()
_AFTER_NOTES = _AFTER_FIELDS[2:]
_AFTER_HYPHENATION = [
    *(
        "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle "
        "defaultTableStyle evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing "
        "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery characterSpacingControl updateFields"
    ).split(),
    *_AFTER_FIELDS,
]


def write_word(page_html: str, template: Path | None = None, author: str = "") -> bytes:
    """Make a .docx of an assembled page, in a municipality's own template where one is given.

    The template's styles, header and footer are kept and its text is left out. Raises AuditlibError when the page is
    no report's or the template cannot be used. The bytes depend on nothing but the arguments and the installed
    versions; the times inside are the day the report was published.
    """
    page = read_page(page_html)
    with speaking(known(page.language)):
        return _written(page, template, author)


def _written(page: Page, template: Path | None, author: str) -> bytes:
    """Make the document in the page's language."""
    document = _opened(template)
    styles = _styled(document, template)
    styles.set_language(TAGS[page.language])
    bookmarks, lists = Bookmarks(), Lists(document)
    notes = Notes(page.panels, bookmarks, styles, _own_notes(document))
    draft = Draft(
        page, styles, bookmarks, notes, _text_width(document), lambda png: _picture(document, png),
        lambda url: document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        lists.add, lists.bullets,
    )  # fmt: skip
    _fill(document, draft)
    if template is None:
        running(document, draft)
    _add_notes(document, notes.element)
    _set(document)
    _describe(document, draft, author)
    return _packed(document)


def _opened(template: Path | None) -> Document:
    """Open a template, or a page of A4."""
    if template is not None:
        read_parts(template)
        try:
            return docx.Document(str(template))
        except (KeyError, ValueError, AttributeError) as error:
            raise AuditlibError(f"{template} cannot be used as a template: {error}") from None
    document = docx.Document()
    section = document.sections[-1]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    return document


def _styled(document: Document, template: Path | None) -> Styles:
    styles = Styles(document.styles.element)
    if template is None:
        styles.replace_all()
    else:
        require_styles(styles, template)
        styles.add_missing()
    return styles


def _text_width(document: Document) -> int:
    section = document.sections[-1]
    whole = int(section.page_width or Cm(21))
    return (whole - int(section.left_margin or _MARGIN) - int(section.right_margin or _MARGIN)) // 635


def _picture(document: Document, png: bytes) -> str:
    relation, _ = document.part.get_or_add_image(io.BytesIO(png))
    return relation


def _fill(document: Document, draft: Draft) -> None:
    """Write the text in place of the template's, before its last section's settings."""
    body = document.element.body
    for old in [each for each in body if each is not body.sectPr]:
        body.remove(old)
    above, text = draft.page.warnings, draft.page.sections
    written = [one for each in above for one in blocks(draft, each)]
    written += [*cover(draft), *contents(draft), *(one for each in text for one in blocks(draft, each))]
    for each in written:
        body.sectPr.addprevious(each)
    _unlink([body, draft.notes.element])


def _unlink(roots: list[Any]) -> None:
    """Take away links to anchors that paper does not have, and keep their words."""
    known = {each.get(qn("w:name")) for root in roots for each in root.iter(qn("w:bookmarkStart"))}
    for root in roots:
        for link in list(root.iter(qn("w:hyperlink"))):
            if link.get(qn("w:anchor")) is not None and link.get(qn("w:anchor")) not in known:
                for each in list(link):
                    link.addprevious(each)
                link.getparent().remove(link)


def _own_notes(document: Document) -> Any | None:
    """Find the footnotes of a template."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            return _separators(relation.target_part.blob)
    return None


def _separators(blob: bytes) -> Any:
    """Keep the lines above footnotes that a template has, and none of its notes."""
    element = parse_xml(blob)
    for each in [note for note in element if note.get(qn("w:type")) is None]:
        element.remove(each)
    return element


def _add_notes(document: Document, element: Any) -> None:
    """Put the footnotes into the document, in place of the template's."""
    part = document.part
    for id_, relation in list(part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            del part.rels[id_]
    blob = _as_xml(element)
    part.relate_to(
        Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, part.package), RELATIONSHIP_TYPE.FOOTNOTES
    )


def _as_xml(element: Any) -> bytes:
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def _set(document: Document) -> None:
    """Ask Word to hyphenate and to fill in page numbers when it opens the document, and name the lines above notes."""
    settings = document.settings.element
    lines = el("w:footnotePr", el("w:footnote", id=-1), el("w:footnote", id=0))
    for asked, later in (
        (el("w:autoHyphenation", val="true"), _AFTER_HYPHENATION), (el("w:updateFields", val="true"), _AFTER_FIELDS),
        (lines, _AFTER_NOTES),
    ):  # fmt: skip
        old = settings.find(asked.tag)
        if old is not None and asked is lines:
            continue
        if old is not None:
            settings.remove(old)
        following = [each for each in settings if each.tag in {qn(f"w:{tag}") for tag in later}]
        following[0].addprevious(asked) if following else settings.append(asked)


def _describe(document: Document, draft: Draft, author: str) -> None:
    """Set the properties, whose times are the day of publication."""
    page, kept = draft.page, document.core_properties
    kept.title, kept.subject, kept.author, kept.last_modified_by = page.title, page.kind, author, author
    kept.comments = kept.keywords = ""
    kept.language, kept.revision = TAGS[page.language], 1
    day = _day(page.when)
    for old in list(kept._element):
        if old.tag in {qn("dcterms:created"), qn("dcterms:modified"), qn("cp:lastPrinted")}:
            kept._element.remove(old)
    if day:
        kept.created = kept.modified = day


def _day(said: str) -> datetime | None:
    """Read `12. mai 2024`, `mai 2024` or `2024` as the page has it, in the language that is spoken."""
    found, months = _WHEN.fullmatch(said), [_(each) for each in MONTHS]
    if not found or (found["month"] and found["month"] not in months):
        return None
    try:
        return datetime(int(found["year"]), months.index(found["month"] or months[0]) + 1, int(found["day"] or 1))
    except ValueError:
        return None


def _packed(document: Document) -> bytes:
    """Pack the parts in a fixed order, with no time of this machine."""
    made = io.BytesIO()
    document.save(made)
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as loose, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(loose.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, loose.read(name))
    return packed.getvalue()
