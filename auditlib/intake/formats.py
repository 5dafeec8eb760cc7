"""Which kind of document a file is: by what it holds, held against what its name says."""

from __future__ import annotations

from pathlib import Path

from auditlib.intake.model import Unreadable

LARGEST = 200_000_000
_MEGA = 1_000_000
ENDINGS = {".pdf": "pdf", ".docx": "docx", ".txt": "txt", ".md": "txt", ".html": "html", ".htm": "html"}
_NAMES = {"pdf": "a PDF", "docx": "a Word file", "html": "a page in HTML", "txt": "plain text"}
_TAKEN = "PDF, DOCX, TXT or HTML, for example rapport.pdf"
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
# What else people have: how it begins, what it is and what to do.
_OTHERS = (
    (b"{\\rtf", "a rich text (RTF)", "open it in Word and save it as .docx"),
    (b"\x89PNG", "a picture", "make the text with a program for OCR, and add that file"),
    (b"\xff\xd8\xff", "a picture", "make the text with a program for OCR, and add that file"),
    (b"II*\x00", "a picture", "make the text with a program for OCR, and add that file"),
    (b"MM\x00*", "a picture", "make the text with a program for OCR, and add that file"),
    (b"\x1f\x8b", "a packed file", "unpack it, and add the document"),
    (b"Rar!", "a packed file", "unpack it, and add the document"),
    (b"7z\xbc\xaf", "a packed file", "unpack it, and add the document"),
    (b"MZ", "a program", _TAKEN),
    (b"\x7fELF", "a program", _TAKEN),
)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<?xml")


def kind_of(path: Path) -> str:
    """Give the kind of a file: pdf, docx, html or txt. Raises Unreadable where it is none, too large or misnamed."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Unreadable("I901", size=str(round(size / _MEGA)), limit=str(LARGEST // _MEGA))
    with open(path, "rb") as file:
        start = file.read(8192)
    if not start.strip():
        raise Unreadable("I905", file=path.name, reason="it is empty")
    ending = path.suffix.lower()
    kind = _by_content(path, start, ending)
    if ending not in ENDINGS:
        found = f"not of a kind that is read (`{ending or 'no ending'}`)"
        raise Unreadable("I902", file=path.name, found=found, hint=_TAKEN)
    if ENDINGS[ending] != kind:
        right = next(each for each, its in ENDINGS.items() if its == kind)
        details = {"ending": ending, "found": _NAMES[kind], "right": f"{path.stem}{right}"}
        raise Unreadable("I903", file=path.name, **details)
    return kind


def _by_content(path: Path, start: bytes, ending: str) -> str:
    """Tell the kind by how a file begins."""
    stripped = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(_OLE):
        raise _of_office(path, ending)
    if start.startswith(_ZIP):
        return _of_archive(path)
    for mark, found, hint in _OTHERS:
        if start.startswith(mark):
            raise Unreadable("I902", file=path.name, found=found, hint=hint)
    if stripped.lower().startswith(_HTML_STARTS) or (ENDINGS.get(ending) == "html" and b"<" in start):
        return "html"
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("I902", file=path.name, found="no text", hint=_TAKEN)
    if ending == ".pdf":
        raise Unreadable("I905", file=path.name, reason="it does not begin as a PDF does")
    return "txt"


def _of_office(path: Path, ending: str) -> Unreadable:
    """Tell an old Word file from a new one behind a password, which is wrapped in the old form."""
    with open(path, "rb") as file:
        wrapped = "EncryptedPackage".encode("utf-16-le") in file.read(LARGEST)
    if wrapped:
        return Unreadable("I904", file=path.name)
    hint = "open it in Word and save it as .docx"
    return Unreadable("I902", file=path.name, found="an old Office file (.doc, .xls, .ppt)", hint=hint)


def _of_archive(path: Path) -> str:
    """Tell a Word file from other archives by the names in it; `word.package` looks at the rest."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = {each.filename for each in archive.infolist()[:5_000]}
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable("I905", file=path.name, reason="it is cut off or damaged: it cannot be unpacked") from error
    if "word/document.xml" in names:
        return "docx"
    table = "xl/workbook.xml" in names
    hint = "tables belong in statistics/, see docs/formats.md" if table else f"unpack it; {_TAKEN}"
    raise Unreadable("I902", file=path.name, found="a workbook" if table else "a packed file", hint=hint)
