"""What one document is built with: its styles, bookmarks, notes and numbers, and room for its pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from auditlib.word.names import Bookmarks
from auditlib.word.notes import Notes
from auditlib.word.page import Page
from auditlib.word.styles import Styles

# adds a PNG to the document and gives its relationship
AddPicture = Callable[[bytes], str]
AddLink = Callable[[str], str]


@dataclass
class Draft:
    """The state of the document that is being written; `width` of the text is in twentieths of a point."""

    page: Page
    styles: Styles
    bookmarks: Bookmarks
    notes: Notes
    width: int
    add_picture: AddPicture
    add_link: AddLink
    add_list: Callable[[], int]
    bullets: int
    counts: dict[str, int] = field(default_factory=dict)
    drawn: int = 0

    def count(self, kind: str) -> int:
        """Give the next number of a kind of caption."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self.counts[kind]

    def style(self, name: str) -> Any:
        """Give a style's id."""
        return self.styles.id(name)
