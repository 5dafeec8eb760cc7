"""Word files from outside: looked at before they are opened, so that none can fill the memory or fetch anything."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from lxml import etree

from auditlib.problems import AuditlibError

DOCUMENT = "word/document.xml"
_LARGEST, _RATIO, _MEMBERS = 300_000_000, 200, 5_000
# a small part of blanks may pack better than any ratio tells
_SMALL = 1_000_000
_CONTENT = "wordprocessingml.document.main+xml"


def read_parts(path: Path) -> dict[str, bytes]:
    """Read a .docx file's parts by name; raise AuditlibError when it is none, is too large or has a DOCTYPE."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            _refuse_bomb(path, members)
            parts = {each.filename: archive.read(each) for each in members}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise AuditlibError(f"{path} is not a Word file (.docx): {error}") from None
    except Exception as error:  # zlib and lzma have error types of their own
        if isinstance(error, AuditlibError | OSError):
            raise
        raise AuditlibError(f"{path} is damaged: {error}") from None
    _refuse_others(path, parts)
    return parts


def _refuse_bomb(path: Path, members: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse an archive that unpacks to far more than a document would."""
    listed = list(members)
    unpacked = sum(each.file_size for each in listed)
    packed = sum(each.compress_size for each in listed)
    if len(listed) > _MEMBERS or unpacked > _LARGEST or unpacked > max(packed * _RATIO, _SMALL):
        raise AuditlibError(f"{path} would unpack from {packed} to {unpacked} bytes, as no Word file does: not read")


def _refuse_others(path: Path, parts: dict[str, bytes]) -> None:
    """Refuse what is no document, and XML that declares entities."""
    missing = [each for each in ("[Content_Types].xml", DOCUMENT) if each not in parts]
    if missing:
        raise AuditlibError(f"{path} is not a Word file (.docx): it has no {missing[0]}")
    if _CONTENT.encode() not in parts["[Content_Types].xml"]:
        raise AuditlibError(f"{path} is not a plain Word document; save it as .docx, without macros, not as a template")
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            parsed(content, f"{path}: {name}")


def parsed(content: bytes, where: str) -> Any:
    """Parse a part; raise AuditlibError when it is broken or has a DOCTYPE."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise AuditlibError(f"{where} is broken: {error.msg}") from None
    if root.getroottree().docinfo.doctype:
        raise AuditlibError(f"{where} has a DOCTYPE, which no Word file needs; it is not read")
    return cast(Any, root)
