"""Taking a DOCX file, or any other zip of XML, apart into stretches, with limits on what it may unpack to.

Every part is read: text and notes, comments, headers, deleted and hidden text, field codes, properties, relationships,
custom XML and whatever is embedded. A paragraph is one stretch however its runs are split, read once with what has been
deleted in it and once without.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from auditlib.leaks.model import Channel, Stretch, UncheckableError

MOST_BYTES = 300_000_000  # unpacked, all that one file holds
MOST_RATIO = 300  # unpacked to packed, of a part above a megabyte
MOST_PARTS = 10_000
MOST_DEPTH = 200  # of elements in each other
_LOCAL_HEADER = 30  # bytes before the name of a part

_UNREADABLE = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, NotImplementedError)
_PARAGRAPHS = frozenset({"p", "h", "si", "is", "c"})
_TEXTS = frozenset({"t", "delText", "delInstrText", "instrText"})
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SPOKEN = frozenset({"descr", "title", "alt", "name", "author", "initials"})
# Namespaces whose elements stand within a paragraph.
_OFFICE = (
    "wordprocessingml/2006/main", "wordprocessingml/main", "drawingml/2006/main", "drawingml/main", "/math",
    "markup-compatibility", "spreadsheetml", "opendocument:xmlns:text",
)  # fmt: skip


@dataclass
class Budget:
    """How much may still be unpacked, for a file and all that is in it."""

    left: int = MOST_BYTES

    def spend(self, count: int) -> None:
        """Take some of it; raise UncheckableError when there is no more."""
        self.left -= count
        if self.left < 0:
            raise UncheckableError(f"it unpacks to more than {MOST_BYTES // 10**6} MB")


def parts_of(data: bytes, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Give every part of a zip by name, and what people can have written beside the parts.

    Raises UncheckableError for a broken, locked or oversized archive.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_PARTS:
                raise UncheckableError(f"it holds more than {MOST_PARTS} parts")
            yield "(names and comments of the archive)", _around(data, members)
            for each in members:
                if not each.is_dir():
                    yield each.filename, _unpacked(archive, each, budget)
    except _UNREADABLE as error:
        raise UncheckableError(f"not a readable archive: {error}") from error


def _around(data: bytes, members: Sequence[ZipInfo]) -> bytes:
    """Give what stands outside the packed parts: names, comments, and whatever is before, between and after them.

    The folders of the parts' names are theirs, and no paths of anybody's files.
    """
    found, place = [], 0
    for each in sorted(members, key=lambda member: member.header_offset):
        start = each.header_offset + _LOCAL_HEADER
        name, extra = (int.from_bytes(data[at : at + 2], "little") for at in (start - 4, start - 2))
        found.append(data[place : start + name + extra])
        place = start + name + extra + each.compress_size
    found.append(data[place:])
    around = b"\n".join(found).replace(b"PK", b"\n")  # or it would be read as an archive again
    for each in members:
        name_of = each.filename.encode("utf-8", "replace")
        around = around.replace(name_of, name_of.replace(b"/", b" "))
    return around


def _unpacked(archive: ZipFile, member: ZipInfo, budget: Budget) -> bytes:
    """Unpack a part piece by piece, whatever it says of its own size."""
    found, packed = bytearray(), max(member.compress_size, 1)
    with archive.open(member) as stream:
        while piece := stream.read(1 << 20):
            budget.spend(len(piece))
            found += piece
            if len(found) > 1 << 20 and len(found) > MOST_RATIO * packed:
                raise UncheckableError(f"{member.filename} unpacks to more than {MOST_RATIO} times its size")
    return bytes(found)


def xml_stretches(data: bytes, part: str) -> Iterator[Stretch]:
    """Give the stretches of an XML part; raises UncheckableError for a DOCTYPE or broken XML."""
    reading = _Reading(part)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reading.refuse
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.characters
    parser.CommentHandler = reading.comment
    parser.ProcessingInstructionHandler = reading.instruction
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UncheckableError(f"{part} is not readable XML: {error}") from error
    yield from reading.finished()


@dataclass
class _Text:
    """The words of a paragraph or an element that has not ended, with and without what was deleted."""

    where: str
    words: list[tuple[str, bool]] = field(default_factory=list)


class _Reading:
    """Collects stretches while expat goes through a part."""

    def __init__(self, part: str) -> None:
        self.found: list[Stretch] = []
        self._part = part
        self._counts: Counter[str] = Counter()
        self._open: list[str] = []
        self._texts: list[_Text] = [_Text(part)]
        self._deleted = self._cells = 0

    def finished(self) -> list[Stretch]:
        """End the text that stands in no paragraph and give all."""
        self._finish(self._texts[0])
        return self.found

    def refuse(self, *_: object) -> None:
        raise UncheckableError(f"{self._part} has a DOCTYPE, which can hide text or grow without end")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element; a paragraph, and any element that is not office markup, is a text of its own."""
        space, _, element = name.rpartition(" ")
        if len(self._open) >= MOST_DEPTH:
            raise UncheckableError(f"{self._part} has more than {MOST_DEPTH} elements in each other")
        self._open.append(name)
        self._counts[element] += 1
        where = f"{self._part}, {element} {self._counts[element]}"
        for key, value in attributes.items():
            channel = Channel.PROSE if key.rpartition(" ")[2] in _SPOKEN else Channel.CODE
            self._take(value, f"{where}, attribute {key.rpartition(' ')[2]}", channel)
        self._cells += element == "tc"
        self._deleted += element in ("del", "moveFrom")
        if element in _SPACES and self._is_office(space):
            self._texts[-1].words.append((_SPACES[element], False))
        if element in _PARAGRAPHS or not self._is_office(space):
            self._texts.append(_Text(where))

    def end(self, name: str) -> None:
        """End an element."""
        space, _, element = name.rpartition(" ")
        self._open.pop()
        if element in _PARAGRAPHS or not self._is_office(space):
            self._finish(self._texts.pop())
        self._cells -= element == "tc"
        self._deleted -= element in ("del", "moveFrom")

    def characters(self, text: str) -> None:
        """Take the words of a run; a field's code stands apart from the words around it."""
        space, _, element = self._open[-1].rpartition(" ")
        if element in ("instrText", "delInstrText"):
            self._take(text, f"{self._texts[-1].where}, field", Channel.CODE)
        elif element in _TEXTS or not self._is_office(space) or text.strip():
            self._texts[-1].words.append((text, bool(self._deleted) or element == "delText"))

    def comment(self, text: str) -> None:
        self._take(text, f"{self._part}, comment", Channel.PROSE)

    def instruction(self, target: str, text: str) -> None:
        self._take(f"{target} {text}", f"{self._part}, instruction", Channel.CODE)

    @staticmethod
    def _is_office(space: str) -> bool:
        return any(each in space for each in _OFFICE)

    def _take(self, text: str, where: str, channel: Channel) -> None:
        if text.strip():
            self.found.append(Stretch(text, where, channel))

    def _finish(self, text: _Text) -> None:
        """Turn the words of a paragraph into stretches."""
        channel = Channel.CELL if self._cells else Channel.PROSE
        self._take("".join(words for words, _ in text.words), text.where, channel)
        if any(deleted for _, deleted in text.words):
            self._take("".join(words for words, deleted in text.words if not deleted), text.where, channel)
            self._take("".join(words for words, deleted in text.words if deleted), text.where, channel)
