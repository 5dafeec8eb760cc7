"""What came back from the hearing: comments with their replies and tracked changes, each tied to an item's anchor."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from auditlib.problems import AuditlibError
from auditlib.word.package import DOCUMENT, parsed, read_parts
from auditlib.word.walk import Mark, Place, W, marks_in

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_HEADING = re.compile("heading ([1-9])", re.IGNORECASE)
Kind = Literal["comment", "inserted", "deleted"]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a comment."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """One comment or change: `date` as Word wrote it, `anchor` an item's id or empty, `marked` the text it is about.

    For a change, `text` is what was put in or taken out and `marked` the paragraph it stands in.
    """

    kind: Kind
    author: str
    date: str
    text: str
    anchor: str
    heading: str
    marked: str
    replies: tuple[Reply, ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment as its part has it, with the paragraph by which replies name it."""

    id: str
    said: Reply
    paragraph: str


def read_returned(path: Path, items: Mapping[str, str] | None = None) -> list[Returned]:
    """Read a .docx that came back, in the order of its text, and of time where several stand in one place.

    Raises AuditlibError when it cannot be read.
    `items` are ids by the lower-case name of their bookmark (`names.items_by_name`); without them every bookmark that
    can be an item's is taken for one.
    """
    parts = read_parts(path)
    opened = _Opened(path, parts)
    listed = list(_comments(opened.part("comments")))
    parents, done = _threads(opened.part("commentsExtended"))
    marks = list(marks_in(opened.part("document"), opened.part("footnotes"), opened.headings(), items))
    _refuse_lost(path, marks, {each.id for each in listed})
    placed = {mark.comment: mark for mark in marks if mark.comment}
    found = [(mark.order, _change(mark)) for mark in marks if not mark.comment]
    last = max((mark.order for mark in marks), default=0) + 1
    for each in listed:
        if parents.get(each.paragraph, "") not in {other.paragraph for other in listed}:
            replies = tuple(other.said for other in _answers(each, listed, parents))
            mark = placed.get(each.id, Mark(last, Place("", "")))
            found.append((mark.order, _comment(each, mark, replies, each.paragraph in done)))
    return [each for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].date))]


class _Opened:
    """The parts of a file, found by their relationships."""

    def __init__(self, path: Path, parts: Mapping[str, bytes]) -> None:
        self._path, self._parts = path, parts
        self._names = {"document": DOCUMENT}
        relations = parts.get("word/_rels/document.xml.rels")
        for each in parsed(relations, f"{path}: word/_rels/document.xml.rels") if relations else ():
            if each.get("TargetMode") != "External":
                kind = str(each.get("Type")).rpartition("/")[2]
                self._names[kind] = posixpath.normpath(posixpath.join("/word", str(each.get("Target")))).lstrip("/")

    def part(self, kind: str) -> Any | None:
        """Give a part's root; None when the document has none, AuditlibError when it names one that is not there."""
        name = self._names.get(kind)
        if name is None:
            return None
        if name not in self._parts:
            raise AuditlibError(f"{self._path} is incomplete: it has no {name}")
        return parsed(self._parts[name], f"{self._path}: {name}")

    def headings(self) -> dict[str, int]:
        """Give the levels of the styles that are headings, by id."""
        styles = self.part("styles")
        named = () if styles is None else styles.iterfind(f"{W}style[{W}name]")
        names = {str(each.get(f"{W}styleId")): each.find(f"{W}name").get(f"{W}val", "") for each in named}
        return {id_: int(found[1]) for id_, name in names.items() if (found := _HEADING.fullmatch(name))}


def _comments(part: Any | None) -> Iterator[_Comment]:
    """Read the comments in the order they were made."""
    for each in () if part is None else part.iterfind(f"{W}comment"):
        paragraphs = each.findall(f".//{W}p")
        said = "\n".join("".join(text.text or "" for text in one.iter(f"{W}t")) for one in paragraphs)
        last = paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else ""
        reply = Reply(plain(each.get(f"{W}author", "")), each.get(f"{W}date", ""), plain(said))
        yield _Comment(str(each.get(f"{W}id")), reply, str(last or f"id {each.get(f'{W}id')}"))


def _threads(part: Any | None) -> tuple[dict[str, str], set[str]]:
    """Read which comment answers which, and those marked as done."""
    listed = [] if part is None else list(part.iterfind(f"{_W15}commentEx"))
    parents = {each.get(f"{_W15}paraId", ""): each.get(f"{_W15}paraIdParent", "") for each in listed}
    return parents, {each.get(f"{_W15}paraId", "") for each in listed if each.get(f"{_W15}done") in ("1", "true")}


def _answers(first: _Comment, listed: list[_Comment], parents: Mapping[str, str]) -> list[_Comment]:
    """Give the answers to a comment, and those to the answers, in the order they were made."""
    thread = {first.paragraph}
    found = list[_Comment]()
    for each in listed:
        if each is not first and parents.get(each.paragraph) in thread:
            thread.add(each.paragraph)
            found.append(each)
    return found


def _refuse_lost(path: Path, marks: list[Mark], known: set[str]) -> None:
    """Refuse a file whose text has comments that the file lost."""
    lost = sorted({mark.comment for mark in marks if mark.comment} - known)
    if lost:
        raise AuditlibError(f"{path} is incomplete: its text names {len(lost)} comments that it does not hold")


def _comment(each: _Comment, mark: Mark, replies: tuple[Reply, ...], done: bool) -> Returned:
    said, place, marked = each.said, mark.place, plain(mark.text)
    return Returned(
        "comment", said.author, said.date, said.text, place.anchor, plain(place.heading), marked, replies, done
    )


def _change(mark: Mark) -> Returned:
    place, around = mark.place, plain(mark.around)
    return Returned(
        mark.kind, plain(mark.author), mark.date, plain(mark.text), place.anchor, plain(place.heading), around
    )


def plain(text: str) -> str:
    """Give a text in one line without signs that steer a terminal or turn the direction of writing."""
    kept = "".join(" " if each.isspace() else each for each in text if each.isspace() or not _steers(each))
    return " ".join(kept.split(" ")).strip()


def _steers(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\u00ad\u200d"
