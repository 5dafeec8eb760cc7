"""Reading documents that were added as files: the record, the pages and what was repaired.

documents/<audit>/sources/<id>/record.yaml     what it is: `AddedDocument`
original.pdf    the file as it came
pages/0001.txt  one file a page, repaired; line 12 of the page is line 12 of the file
as-read/        the pages that were repaired, as they were read
repairs.yaml    each repair: `Repairs`
tables/t1.csv   one file a table
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.documents import AddedDocument, Repair, Repairs
from auditlib.files.yaml import read_yaml
from auditlib.problems import Location, Problem, problem

SOURCES, RECORD, REPAIRS = "sources", "record.yaml", "repairs.yaml"
PAGES, AS_READ, TABLES = "pages", "as-read", "tables"
_Pages = tuple[tuple[str, ...], ...]
_SPACE = re.compile(r"\s+")
_BROKEN = re.compile(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])")


def folder_of(audit: str, id_: str) -> str:
    """Give the folder of an added document, from the workspace."""
    return f"documents/{audit}/{SOURCES}/{id_}"


def page_name(number: int) -> str:
    """Give the name of a page's file."""
    return f"{number:04d}.txt"


def added_ids(root: Path, audit: str) -> list[str]:
    """Give the ids of the documents that were added to an audit."""
    return sorted(path.parent.name for path in root.glob(f"documents/{audit}/{SOURCES}/[!.]*/{RECORD}"))


def text_hash(pages: Iterable[str]) -> str:
    """Give the hash of a document's pages, each as its file holds it."""
    return hashlib.sha256("\f".join(pages).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Added:
    """An added document as it is kept: its folder from the workspace, its record and the lines of its pages."""

    folder: str
    record: AddedDocument
    pages: _Pages

    def page_at(self, number: int, line: int = 0, column: int = 0) -> Location:
        """Give a place on a page."""
        return Location(f"{self.folder}/{PAGES}/{page_name(number)}", line, column)

    def says(self, quote: str, page: int, lines: tuple[int, int] | None = None) -> bool:
        """Say whether words stand on a page, or on some lines of it, wherever lines and spaces break."""
        part = self.pages[page - 1] if lines is None else self.pages[page - 1][lines[0] - 1 : lines[1]]
        return any(wanted in text for wanted in (_folded(quote),) for text in _readings(part))

    def pages_with(self, quote: str) -> list[int]:
        """Give the pages where words stand."""
        return [number for number in range(1, len(self.pages) + 1) if self.says(quote, number)]


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _readings(lines: Sequence[str]) -> tuple[str, ...]:
    """Give a text as it stands, and with the words over two lines as one word, with and without the hyphen."""
    text = "\n".join(line.rstrip() for line in lines)
    return _folded(text), _folded(_BROKEN.sub("", text)), _folded(_BROKEN.sub("-", text))


def read_added(root: Path, audit: str, id_: str, problems: list[Problem]) -> Added | None:
    """Read an added document; add its problems and give None when it cannot be used."""
    folder = folder_of(audit, id_)
    name = f"{folder}/{RECORD}"
    record = read_yaml(root / name, name, AddedDocument, problems)
    if record is None:
        return None
    pages = _read_pages(root, folder, record, problems)
    found = list(_changes(root, folder, record))
    problems.extend(found)
    return None if pages is None or found else Added(folder, record, pages)


def _read_pages(root: Path, folder: str, record: AddedDocument, problems: list[Problem]) -> _Pages | None:
    names = [f"{folder}/{PAGES}/{page_name(number)}" for number in range(1, record.pages + 1)]
    try:
        texts = [(root / name).read_text(encoding="utf-8") for name in names]
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "it is not UTF-8"
        at = getattr(error, "filename", None)
        file = Path(at).name if at else PAGES
        problems.append(problem("I805", Location(f"{folder}/{PAGES}/{file}"), file=file, reason=reason))
        return None
    if text_hash(texts) != record.text:
        reason = "the text is not the one that was written down"
        problems.append(problem("I805", Location(f"{folder}/{PAGES}"), file=PAGES, reason=reason))
        return None
    return tuple(tuple(text.split("\n")[:-1]) for text in texts)


def _changes(root: Path, folder: str, record: AddedDocument) -> Iterable[Problem]:
    """Report an original that is gone or another."""
    at = Location(f"{folder}/{record.original}")
    try:
        with open(root / at.file, "rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        yield problem("I805", at, file=record.original, reason=reason)
        return
    if found != record.sha256:
        yield problem("I805", at, file=record.original, reason="its hash is not the one that was written down")


def read_repairs(root: Path, added: Added, problems: list[Problem]) -> tuple[Repair, ...]:
    """Read what was repaired in an added document; nothing where nothing was."""
    name = f"{added.folder}/{REPAIRS}"
    if not (root / name).exists():
        return ()
    found = read_yaml(root / name, name, Repairs, problems)
    return found.repairs if found else ()
