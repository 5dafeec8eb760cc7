"""An informant's copy as a page of HTML, and what stands in a page or a plain text that comes back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from auditlib.dates import Day
from auditlib.language import language
from auditlib.problems import AuditlibError
from auditlib.verification.copies import Copy
from auditlib.verification.differences import Piece, folded
from auditlib.verification.instructions import MARK, SHORT, instructions, mark_of, title

_BLOCKS = {"p", "h1", "h2", "h3", "div", "li", "td", "blockquote", "pre"}
_SILENT = {"script", "style", "head", "title"}
_MARK = re.compile(re.escape(MARK) + rf"([0-9a-f]{{{SHORT}}})")
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_LARGEST = 10_000_000
_STYLE = "body{max-width:42em;margin:2em auto;padding:0 1em;font:1rem/1.5 sans-serif}"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that came back: who wrote it, which paragraph it is at, the words it is about and what it says."""

    author: str
    anchor: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came back: the beginning of the hash of the copy (or nothing), its paragraphs, comments and authors."""

    hash: str
    pieces: tuple[Piece, ...]
    comments: tuple[Comment, ...] = ()
    authors: tuple[str, ...] = ()


def as_page(copy: Copy) -> str:
    """Write a copy as one page without scripts, whose paragraphs can be edited in the browser."""
    asked = "".join(f'<p class="asked">{html.escape(each)}</p>\n' for each in instructions())
    said = "".join(
        f'<{tag} id="{each.id}" contenteditable="true">{html.escape(each.text)}</{tag}>\n'
        for each in copy.parts
        for tag in ("h2" if each.heading else "p",)
    )
    heading = html.escape(title(copy.note.interview.date))
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">\n'
        f'<meta name="keywords" content="{mark_of(copy.hash)}">\n<title>{heading}</title>\n<style>{_STYLE}</style>\n'
        f"</head>\n<body>\n<h1>{heading}</h1>\n{asked}<hr>\n{said}</body>\n</html>\n"
    )


def read_page(content: bytes, name: str) -> CameBack:
    """Read a page that came back; raise AuditlibError when it is no text in UTF-8 or far too large."""
    text = _decoded(content, name)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return CameBack(_hash(text), tuple(without_asked(reader.found())))


def read_plain(content: bytes, name: str) -> CameBack:
    """Read a plain text that came back, with an empty line between paragraphs; quote marks of mail are taken away."""
    text = _QUOTED.sub("", _decoded(content, name).replace("\r\n", "\n"))
    pieces = (Piece("", folded(_MARK.sub("", each))) for each in re.split(r"\n\s*\n", text))
    return CameBack(_hash(text), tuple(without_asked(each for each in pieces if each.text)))


def _decoded(content: bytes, name: str) -> str:
    if len(content) > _LARGEST:
        raise AuditlibError(f"{name} is larger than any note: not read")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AuditlibError(f"{name} is not UTF-8 from byte {error.start}; save it as UTF-8, or as .docx") from None


def _hash(text: str) -> str:
    found = _MARK.search(text)
    return found[1] if found else ""


def without_asked(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Leave out the heading and what was asked."""
    asked = {folded(each) for each in instructions()}
    start = folded(title(Day.read("2000")).removesuffix("2000"))
    for each in pieces:
        if each.anchor or not (each.text in asked or each.text.startswith(start)):
            yield each


class _Reader(HTMLParser):
    """Gathers the words of each block, with the anchor it stands under."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[tuple[str, list[str]]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self._pieces.append((dict(attrs).get("id") or "", []))
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self._pieces.append(("", []))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            if not self._pieces:
                self._pieces.append(("", []))
            self._pieces[-1][1].append(data)

    def found(self) -> Iterator[Piece]:
        """Give the blocks that have words."""
        for anchor, words in self._pieces:
            text = folded("".join(words))
            if text or anchor:
                yield Piece(anchor, text)
