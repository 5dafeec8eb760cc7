"""An informant's copy of an interview note as a Word document, and what stands in one that comes back."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import docx

from auditlib.language import language
from auditlib.verification.copies import Copy
from auditlib.verification.differences import Piece, folded
from auditlib.verification.instructions import MARK, SHORT, instructions, mark_of, title
from auditlib.verification.page import CameBack, Comment, without_asked
from auditlib.word.ooxml import bookmarked, run
from auditlib.word.package import DOCUMENT, parsed, read_parts
from auditlib.word.returned import read_returned
from auditlib.word.walk import W

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_REMOVED = {f"{W}del", f"{W}moveFrom"}
_ADDED = {f"{W}ins", f"{W}moveTo"}
_SPACES = {f"{W}tab", f"{W}br", f"{W}cr"}
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"


def write_copy(copy: Copy) -> bytes:
    """Make the .docx of a copy; each paragraph has a bookmark of its id. The same copy gives the same bytes."""
    document = docx.Document()
    document.add_heading(title(copy.note.interview.date), 1)
    for asked in instructions():
        document.add_paragraph().add_run(asked).italic = True
    for number, each in enumerate(copy.parts, 1):
        added = document.add_heading("", 2) if each.heading else document.add_paragraph()
        for element in bookmarked(each.id, number, [run(each.text)]):
            added._p.append(element)
    properties, day = document.core_properties, copy.note.interview.date.first
    properties.author, properties.comments, properties.keywords = "", "", mark_of(copy.hash)
    properties.title, properties.language = title(copy.note.interview.date), _LANGUAGES[language()]
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    properties.last_modified_by, properties.revision = "", 1
    return _packed(document)


def _packed(document: Any) -> bytes:
    """Pack a document with the same times and order each time."""
    buffer, made = io.BytesIO(), io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in archive.namelist():
            packed.writestr(zipfile.ZipInfo(name, _LONG_AGO), archive.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def read_copy(path: Path) -> CameBack:
    """Read a .docx that came back, with tracked changes taken as made; raise AuditlibError when it cannot be."""
    parts = read_parts(path)
    body = parsed(parts[DOCUMENT], f"{path}: {DOCUMENT}")
    pieces = list(_pieces(body))
    anchors = {each.anchor.lower(): each.anchor for each in pieces if each.anchor}
    comments = tuple(
        Comment(each.author, each.anchor, each.marked, each.text)
        for each in read_returned(path, anchors)
        if each.kind == "comment"
    )
    return CameBack(_mark(parts, path), tuple(without_asked(iter(pieces))), comments, tuple(_authors(body)))


def _mark(parts: dict[str, bytes], path: Path) -> str:
    """Give the beginning of the hash of the copy that the file was, or nothing when the file has lost it."""
    core = next((name for name in parts if posixpath.basename(name) == "core.xml"), "")
    found = parsed(parts[core], f"{path}: {core}").findtext(_KEYWORDS, "") if core else ""
    kept = str(found).partition(MARK)[2][:SHORT]
    return kept if len(kept) == SHORT else ""


def _pieces(body: Any) -> Iterator[Piece]:
    """Give each paragraph with the anchor whose bookmark begins in it."""
    for paragraph in body.iter(f"{W}p"):
        if any(each.tag == f"{W}txbxContent" for each in paragraph.iterancestors()):
            continue
        names = (each.get(f"{W}name", "") for each in paragraph.iter(f"{W}bookmarkStart"))
        anchor = next((name for name in names if name[:1] == "v" and name[1:].isdecimal()), "")
        text = folded("".join(_words(paragraph)))
        if text or anchor:
            yield Piece(anchor, text)


def _words(paragraph: Any) -> Iterator[str]:
    """Give the words of a paragraph as they are when every tracked change is made."""
    for each in paragraph.iter(f"{W}t", *_SPACES, f"{W}noBreakHyphen"):
        if not any(above.tag in _REMOVED for above in each.iterancestors()):
            yield each.text or "" if each.tag == f"{W}t" else " " if each.tag in _SPACES else "-"


def _authors(body: Any) -> Iterator[str]:
    """Give those who made tracked changes, each once."""
    named = (folded(each.get(f"{W}author", "")) for each in body.iter(*_REMOVED, *_ADDED))
    yield from dict.fromkeys(filter(None, named))
