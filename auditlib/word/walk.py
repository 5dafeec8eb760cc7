"""Going through a document's text: where each comment and each tracked change stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lxml import etree

from auditlib.word.names import item_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INSERTED, _DELETED = {"ins", "moveTo"}, {"del", "moveFrom"}


@dataclass(frozen=True, slots=True)
class Place:
    """The innermost item around a place in the text, and the heading above it."""

    anchor: str
    heading: str


@dataclass
class Mark:
    """A comment's place or a change; `text` is what is marked, put in or taken out, `around` its paragraph.

    `order` is how many letters stand before it.
    """

    order: int
    place: Place
    comment: str = ""
    kind: Literal["inserted", "deleted"] = "inserted"
    author: str = ""
    date: str = ""
    text: str = ""
    around: str = ""
    paragraph: Any = None


def marks_in(
    document: Any, footnotes: Any | None, headings: Mapping[str, int], items: Mapping[str, str] | None
) -> Iterator[Mark]:
    """Give the marks of the text and of its footnotes; a note's place is that of its number in the text."""
    walk = _Walk(headings, items)
    walk.through(document)
    for note in () if footnotes is None else footnotes:
        place = walk.notes.get(note.get(f"{W}id", ""))
        if place is not None:
            walk.note = place
            walk.through(note)
    yield from (mark for mark in walk.marks if mark.comment or mark.text.strip())


@dataclass
class _Walk:
    """Where the walk is: the items that are open, the heading, and the marks that gather text.

    An item whose bookmark stands in a heading holds until the next heading of its level or above.
    """

    headings: Mapping[str, int]
    items: Mapping[str, str] | None
    marks: list[Mark] = field(default_factory=list)
    notes: dict[str, Place] = field(default_factory=dict)
    note: Place | None = None
    heading: str = ""
    position: int = 0
    _level: int = 0
    _held: list[tuple[int, str]] = field(default_factory=list)
    _open: dict[str, str] = field(default_factory=dict)
    _comments: dict[str, Mark] = field(default_factory=dict)
    _changes: list[Mark] = field(default_factory=list)
    _paragraph: Any = None

    def through(self, root: Any) -> None:
        """Walk through one part."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if isinstance(element.tag, str) and element.tag.startswith(W):
                handler = getattr(self, f"_{event}_{element.tag[len(W):]}", None)
                if handler:
                    handler(element)

    @property
    def place(self) -> Place:
        """Where the walk is now."""
        held = self._held[-1][1] if self._held else ""
        return self.note or Place(next(reversed(self._open.values()), held), self.heading)

    def _item(self, name: str) -> str:
        return item_of(name) if self.items is None else self.items.get(name.lower(), "")

    def _start_bookmarkStart(self, element: Any) -> None:  # noqa: N802
        item = self._item(element.get(f"{W}name", ""))
        if item:
            self._open[element.get(f"{W}id", "")] = item
            if self._level:
                self._held.append((self._level, item))
            for mark in self._comments.values():
                if not mark.place.anchor:
                    mark.place = self.place

    def _start_bookmarkEnd(self, element: Any) -> None:  # noqa: N802
        self._open.pop(element.get(f"{W}id", ""), None)

    def _start_tr(self, row: Any) -> None:
        """A row's anchor stands in its first cell and holds for all of it."""
        first = row.find(f"{W}tc")
        names = [] if first is None else [each.get(f"{W}name", "") for each in first.iter(f"{W}bookmarkStart")]
        item = next((found for found in map(self._item, names) if found), "")
        if item:
            self._open[f"row {id(row)}"] = item

    def _end_tr(self, row: Any) -> None:
        self._open.pop(f"row {id(row)}", None)

    def _start_p(self, paragraph: Any) -> None:
        self._paragraph = paragraph
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        self._level = 0 if style is None else self.headings.get(style.get(f"{W}val", ""), 0)
        if self._level:
            self.heading = _text_of(paragraph)
            self._held = [each for each in self._held if each[0] < self._level]

    def _end_p(self, paragraph: Any) -> None:
        self._level = 0
        for mark in self._comments.values():
            mark.text += " "

    def _start_commentRangeStart(self, element: Any) -> None:  # noqa: N802
        self._begin(element.get(f"{W}id", ""))

    def _start_commentRangeEnd(self, element: Any) -> None:  # noqa: N802
        self._comments.pop(element.get(f"{W}id", ""), None)

    def _start_commentReference(self, element: Any) -> None:  # noqa: N802
        """A comment without a range stands where its sign is."""
        id_ = element.get(f"{W}id", "")
        if not any(mark.comment == id_ for mark in self.marks):
            self._begin(id_)
            self._comments.pop(id_)

    def _begin(self, id_: str) -> None:
        mark = Mark(self.position, self.place, comment=id_)
        self.marks.append(mark)
        self._comments[id_] = mark

    def _start_footnoteReference(self, element: Any) -> None:  # noqa: N802
        self.notes[element.get(f"{W}id", "")] = self.place

    def _start_change(self, element: Any) -> None:
        """Begin a change, or go on with the last when the same hand made it in the same paragraph just before."""
        tag, parent = element.tag[len(W) :], element.getparent()
        if parent is None or parent.tag in (f"{W}rPr", f"{W}trPr", f"{W}pPr"):
            return
        kind: Literal["inserted", "deleted"] = "inserted" if tag in _INSERTED else "deleted"
        author, date = element.get(f"{W}author", ""), element.get(f"{W}date", "")
        last = self.marks[-1] if self.marks else None
        before = element.getprevious()
        if last and not last.comment and before is not None and before.tag == element.tag and (
            (last.kind, last.author, last.paragraph) == (kind, author, self._paragraph)
        ):
            self._changes.append(last)
            return
        around = "" if self._paragraph is None else _text_of(self._paragraph)
        self.marks.append(
            Mark(self.position, self.place, "", kind, author, date, around=around, paragraph=self._paragraph)
        )
        self._changes.append(self.marks[-1])

    def _end_change(self, element: Any) -> None:
        if element.getparent() is not None and element.getparent().tag not in (f"{W}rPr", f"{W}trPr", f"{W}pPr"):
            self._changes.pop()

    _start_ins = _start_del = _start_moveTo = _start_moveFrom = _start_change  # noqa: N815
    _end_ins = _end_del = _end_moveTo = _end_moveFrom = _end_change  # noqa: N815

    def _start_t(self, element: Any) -> None:
        self._gather(element.text or "")

    _start_delText = _start_t  # noqa: N815

    def _start_tab(self, element: Any) -> None:
        self._gather(" ")

    _start_br = _start_tab

    def _gather(self, text: str) -> None:
        """Give a text to the change it is in, and to the comments around it."""
        self.position += len(text)
        for mark in (*self._comments.values(), *self._changes[-1:]):
            mark.text += text


def _text_of(paragraph: Any) -> str:
    """Give a paragraph as it was before the changes."""
    inserted = {f"{W}{each}" for each in _INSERTED}
    return "".join(
        each.text or ""
        for each in paragraph.iter(f"{W}t", f"{W}delText")
        if not any(above.tag in inserted for above in each.iterancestors())
    )
