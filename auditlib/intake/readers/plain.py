"""Reading a plain text: pages where form feeds say so, else all of it as one."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from auditlib.intake.model import Reading

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE = re.compile(r"\r\n|\r|\n|\x0b|\x85(?=\n)|\u2028|\u2029")


def read_plain(path: Path) -> Reading:
    """Read a text in UTF-8, UTF-16 with a mark, or else Windows-1252; which other encoding it was is a repair."""
    text, notes = decoded(path.read_bytes())
    pages = [_LINE.split(page) for page in text.split("\f")]
    kept = [lines[:-1] if len(lines) > 1 and not lines[-1].strip() else lines for lines in pages]
    if len(kept) > 1 and not any(line.strip() for line in kept[-1]):
        kept.pop()
    lines = tuple(tuple(line.rstrip().expandtabs() for line in page) for page in kept)
    return Reading(lines, "auditlib", notes=notes)


def decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Give the text of bytes, and what there is to say of how they were read."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, errors="replace"), ()
    try:
        return raw.decode(), ()
    except UnicodeDecodeError:
        note = "Filen er ikke UTF-8. Den er lest som Windows-1252."
        return "".join(_sign(each) for each in raw) if _has_holes(raw) else raw.decode("cp1252"), (note,)


def _has_holes(raw: bytes) -> bool:
    """Say whether there are bytes that Windows-1252 has no sign for."""
    return any(each in raw for each in b"\x81\x8d\x8f\x90\x9d")


def _sign(byte: int) -> str:
    single = bytes([byte])
    try:
        return single.decode("cp1252")
    except UnicodeDecodeError:
        return single.decode("latin-1")
