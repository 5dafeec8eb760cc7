"""What is read from a file, before anything is repaired."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stands: texts in rows, the page it is on, and its first and last line there, counted from 1.

    A cell that covers several is repeated in each. `caption` is set where the file itself says what it is.
    """

    page: int
    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of a file as lines, its tables, its own dates (ISO, or empty), and what there is to say of it."""

    pages: tuple[tuple[str, ...], ...]
    read_with: str
    tables: tuple[RawTable, ...] = ()
    created: str = ""
    modified: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)

    def plain(self) -> dict[str, Any]:
        """Give it as JSON takes it."""
        return asdict(self)


def reading_of(data: dict[str, Any]) -> Reading:
    """Make a reading of what `plain` gave."""
    tables = tuple(RawTable(**{**each, "rows": tuple(map(tuple, each["rows"]))}) for each in data["tables"])
    pages = tuple(tuple(lines) for lines in data["pages"])
    return Reading(**{**data, "pages": pages, "tables": tables, "notes": tuple(data["notes"])})


class Unreadable(Exception):
    """A file that cannot be read: a code of the catalogue, and what its message needs."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details
