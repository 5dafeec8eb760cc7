"""Taking HTML and SVG apart into stretches of text: what is shown, and what stands in attributes, comments and scripts.

A text is joined across inline tags and comments, as a browser joins it, so that `010190<b>12345</b>` is one number. An
element that this module does not know is inline, as it is in a browser. Whatever the parser may have misread is looked
for once more in the source as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from auditlib.leaks.model import Channel, Stretch

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center col colgroup dd desc details dialog dir div dl "
    "dt fieldset figcaption figure footer foreignobject form frame frameset g h1 h2 h3 h4 h5 h6 head header "
    "hgroup hr html iframe legend li link main math menu meta metadata nav noframes noscript object ol optgroup "
    "option p path pre search section select slot source summary svg symbol table tbody td template text textarea "
    "tfoot th thead title tr track ul use video audio canvas defs clippath rect circle line polygon polyline "
    "ellipse image style script rdf:rdf cc:work dc:title dc:creator dc:description dc:rights dc:publisher dc:date "
    "dc:subject dc:source".split()
)
_CELLS = frozenset({"td", "th"})
_SPACES = frozenset({"br", "wbr", "hr", "img", "input"})
_CODE = frozenset({"script", "style"})
# Attributes whose value people read or hear.
_SPOKEN = frozenset(
    "alt title aria-label aria-description aria-roledescription aria-valuetext aria-placeholder placeholder label "
    "summary content abbr caption desc value".split()
)
# Attributes whose value is coordinates.
_COORDINATES = frozenset(
    "d points transform viewbox x y x1 x2 y1 y2 cx cy r rx ry dx dy width height gradienttransform "
    "patterntransform values keytimes keysplines keypoints rotate stroke-dasharray stroke-dashoffset coords sizes "
    "offset".split()
)


def stretches_of(source: str, what: str = "") -> Iterator[Stretch]:
    """Give every stretch of a page or a drawing; `what` names it when it stands inside something else."""
    parser = _Parser(what)
    parser.feed(source)
    parser.close()
    yield from parser.finished()
    yield as_it_stands(source, what)


def as_it_stands(source: str, what: str = "") -> Stretch:
    """Give the source of a page or a drawing as one stretch."""
    return Stretch(source, f"the source{what}", Channel.RAW, ((0, 1, 1),))


class _Parser(HTMLParser):
    """Collects stretches while the parser goes through the source."""

    def __init__(self, what: str) -> None:
        super().__init__(convert_charrefs=True)
        self._what = what
        self._found: list[Stretch] = []
        self._counts: Counter[str] = Counter()
        self._open: list[str] = []
        self._pieces: list[str] = []
        self._marks: list[tuple[int, int, int]] = []
        self._length = 0
        self._taken: set[str] = set()

    def finished(self) -> list[Stretch]:
        """End the last stretch and give all."""
        self._end()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._counts[tag] += 1
        self._attributes(tag, attrs)
        if tag in _BLOCKS:
            self._end()
            self._open.append(tag)
        elif tag in _SPACES and tag != "wbr":
            self._add("\n" if tag == "br" else " ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _BLOCKS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end()
            if tag in self._open:
                while self._open.pop() != tag:
                    pass

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_comment(self, data: str) -> None:
        self._take(data, "a comment", Channel.PROSE)

    def handle_decl(self, decl: str) -> None:
        self._take(decl, "a declaration", Channel.CODE)

    def unknown_decl(self, data: str) -> None:
        self._take(data, "a declaration", Channel.PROSE)

    def handle_pi(self, data: str) -> None:
        self._take(data, "an instruction", Channel.CODE)

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            where = f"attribute {name} of {tag} {self._counts[tag]}"
            if name in _SPOKEN:
                self._take(value or "", where, Channel.PROSE)
            elif name in _COORDINATES:
                self._take(value or "", where, Channel.RAW)
            else:
                # The name is read too: `data-telefon` says what the digits are.
                self._take(f'{name}="{value}"' if value else name, where, Channel.CODE)

    def _take(self, text: str, where: str, channel: Channel) -> None:
        """Add a stretch that stands beside the running text."""
        if not text.strip() or text in self._taken:
            return
        if channel is Channel.CODE:  # one class stands on thousands of cells
            self._taken.add(text)
        line, column = self.getpos()
        self._found.append(Stretch(text, where + self._what, channel, ((0, line, column + 1),)))

    def _add(self, text: str) -> None:
        """Add a piece to the running text."""
        line, column = self.getpos()
        self._marks.append((self._length, line, column + 1))
        self._pieces.append(text)
        self._length += len(text)

    def _end(self) -> None:
        """End the running text at the edge of a block."""
        text = "".join(self._pieces)
        if text.strip():
            self._found.append(Stretch(text, f"{self._holder()}{self._what}", self._channel(), tuple(self._marks)))
        self._pieces, self._marks, self._length = [], [], 0

    def _holder(self) -> str:
        tag = self._open[-1] if self._open else ""
        return f"{tag} {self._counts[tag]}" if tag else "the text"

    def _channel(self) -> Channel:
        if self._open and self._open[-1] in _CODE:
            return Channel.CODE
        return Channel.CELL if _CELLS & set(self._open[-4:]) else Channel.PROSE
