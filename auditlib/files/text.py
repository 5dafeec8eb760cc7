"""Reading a text file: UTF-8, Unix line ends, and no characters that say something else than they show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from auditlib.problems import Location, Problem, problem

_BOM = b"\xef\xbb\xbf"
_LIGATURES = re.compile("[\ufb00-\ufb06\ufffd\ue000-\uf8ff]")
# Control characters other than tab and line feed, direction marks, zero-width characters, soft hyphens, the line and
# paragraph separators that some readers break lines at, and the tag characters that hide a text in another.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """Read a file that people write; add its problems and give None when it cannot be used.

    `name` is what the problems call the file: its path from the workspace.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        problems.append(problem("F001", Location(name), file=path.name, hint="see docs/formats.md"))
        return None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        problems.append(problem("F009", Location(name), reason=reason, hint="check its permissions"))
        return None
    found = _problems_of_bytes(raw, name)
    problems.extend(found)
    return None if found else _without_hidden(raw.decode(), name, problems)


def _problems_of_bytes(raw: bytes, name: str) -> list[Problem]:
    """Find what is wrong before the bytes can be read as text."""
    if not raw.strip():
        return [problem("F002", Location(name))]
    found = []
    if raw.startswith(_BOM):
        found.append(problem("F004", Location(name, 1, 1)))
    if b"\r" in raw:
        line = raw[: raw.index(b"\r")].count(b"\n") + 1
        found.append(problem("F005", Location(name, line, 0)))
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        found.append(problem("F003", Location(name, line, column), byte=f"0x{raw[error.start]:02X}"))
    return found


def _without_hidden(text: str, name: str, problems: list[Problem]) -> str | None:
    """Give the text unless it holds broken ligatures or invisible characters."""
    found = [problem(code, _place(text, offset, name), char=char) for code, offset, char in hidden_in(text)]
    problems.extend(found)
    return None if found else text


def hidden_in(text: str) -> Iterator[tuple[str, int, str]]:
    """Give the code, offset and name of every character that says something else than it shows."""
    for code, pattern in (("F006", _LIGATURES), ("F007", _INVISIBLE)):
        for match in pattern.finditer(text):
            yield code, match.start(), _describe(match.group())


def _place(text: str, offset: int, name: str) -> Location:
    """Turn an offset into a line and a column."""
    return Location(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _describe(char: str) -> str:
    """Name a character, since showing it may show nothing."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"
