"""Adding a document: read, repaired, its tables found, written, and entered in the log."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditlib.documents import AddedDocument, FoundTable
from auditlib.files.added import added_ids, folder_of, page_name, read_added, text_hash
from auditlib.intake.formats import kind_of
from auditlib.intake.model import RawTable, Reading, Unreadable
from auditlib.intake.reading import read_apart
from auditlib.intake.repair import Mended, MendedPage, repair
from auditlib.intake.store import kinds_of, page_text, table_name, write_document
from auditlib.intake.tables import Table, find_tables
from auditlib.items import is_identifier
from auditlib.leaks import Category, Secrets, find_leaks
from auditlib.log import Act, record
from auditlib.problems import InputError, Location, Problem, UsageError, problem

# How each kind of damage is told, in the language of the other messages.
_SAID = {
    "composed": "letters written as two signs", "ligature": "signs for several letters", "invisible": "unseen signs",
    "twice": "words in UTF-8 read as Windows-1252", "encoding": "words in another encoding", "lost": "lost letters",
    "dropped": "letters that were dropped", "hyphen": "words over two lines",
}  # fmt: skip
_TITLE = 200


@dataclass(frozen=True, slots=True)
class AddedNow:
    """A document that was added just now: its record, and what there is to say of it."""

    record: AddedDocument
    folder: str
    problems: tuple[Problem, ...]


def add_document(
    root: Path, audit: str, path: Path, by: str, id_: str = "", title: str = "", *, replaces: bool = False
) -> AddedNow:
    """Add a file to an audit's documents.

    Raises InputError, with nothing written, where the file cannot be read or the id is taken, and UsageError for a bad
    id. `by` is entered in the log.
    """
    if id_ and not is_identifier(id_):
        raise UsageError(f"`{id_}` is not an identifier: a letter, then letters, digits, -, _ or ., for example D3")
    known = added_ids(root, audit)
    id_ = id_ or _free_id(root, audit, known)
    before = _record_before(root, audit, id_) if id_ in known else None
    if id_ in known and not replaces:
        file = before.file if before else "another file"
        raise InputError([problem("I908", Location(f"{folder_of(audit, id_)}/record.yaml"), id=id_, file=file)])
    kind, reading = _read(path)
    made = _made(path, kind, reading, id_, title)
    write_document(root, audit, made.record, path, made.mended.pages, made.tables)
    details = {"file": path.name, "sha256": made.record.sha256}
    record(root, audit, Act.ADDED, by, [id_], details | ({"replaced": before.sha256} if before else {}))
    folder = folder_of(audit, id_)
    return AddedNow(made.record, folder, tuple(_problems(folder, made)))


def _free_id(root: Path, audit: str, known: Sequence[str]) -> str:
    """Give the next id of the form D1 that neither a document nor its excerpts have."""
    taken = {*known, *(path.stem for path in root.glob(f"documents/{audit}/*.yaml"))}
    return next(each for each in (f"D{number}" for number in range(1, len(taken) + 2)) if each not in taken)


def _record_before(root: Path, audit: str, id_: str) -> AddedDocument | None:
    before = read_added(root, audit, id_, [])
    return before.record if before else None


def _read(path: Path) -> tuple[str, Reading]:
    """Read a file; what is wrong with it is an InputError."""
    try:
        kind = kind_of(path)
        return kind, read_apart(kind, path.resolve())
    except Unreadable as error:
        raise InputError([problem(error.code, Location(str(path)), **error.details)]) from error


@dataclass(frozen=True, slots=True)
class _Made:
    """A document as it is to be written."""

    record: AddedDocument
    mended: Mended
    tables: tuple[Table, ...]


def _made(path: Path, kind: str, reading: Reading, id_: str, title: str) -> _Made:
    """Repair what was read, find its tables and write its record."""
    mended = repair(reading.pages)
    tables = find_tables((_mended(each, mended) for each in reading.tables), [page.lines for page in mended.pages])
    with open(path, "rb") as file:
        hashed = hashlib.file_digest(file, "sha256").hexdigest()
    made = AddedDocument(
        id=id_, title=title or _title(mended.pages) or path.stem, file=path.name,
        original=f"original{path.suffix.lower()}", kind=kind, sha256=hashed, size=path.stat().st_size,
        created=reading.created or None, modified=reading.modified or None,
        read_with=reading.read_with, pages=len(mended.pages),
        text=text_hash(page_text(page.lines) for page in mended.pages),
        repaired=sum(len(page.changes) for page in mended.pages),
        lost=sum(len(page.doubts) for page in mended.pages),
        tables=tuple(_found(number, each) for number, each in enumerate(tables, 1)), notes=reading.notes,
    )  # fmt: skip
    return _Made(made, mended, tables)


def _title(pages: Sequence[MendedPage]) -> str:
    """Give the first line with words in it."""
    lines = (line.strip() for page in pages for line in page.lines)
    return next((re.sub(r"\s+", " ", line)[:_TITLE] for line in lines if re.search(r"[^\W\d_]{3}", line)), "")


def _mended(table: RawTable, mended: Mended) -> RawTable:
    rows = tuple(tuple(mended.cell(cell, table.page) for cell in row) for row in table.rows)
    return replace(table, rows=rows, caption=mended.cell(table.caption, table.page))


def _found(number: int, table: Table) -> FoundTable:
    """Write what is known of a table."""
    joined = f"Tabellen går over side {table.first[0]} til {table.last[0]} og er satt sammen."
    left_out = f"Tallene i {len(table.unplaced)} rader lot seg ikke fordele på kolonnene og er utelatt."
    notes = (*table.notes, *((joined,) if table.joined else ()), *((left_out,) if table.unplaced else ()))
    return FoundTable(
        file=table_name(number), pages=table.pages, first=table.first[1], last=table.last[1],
        number=table.number or None, caption=table.caption or None, rows=len(table.rows),
        columns=len(table.heading), notes=notes,
    )  # fmt: skip


def _problems(folder: str, made: _Made) -> Iterator[Problem]:
    """Say everything there is to say of a document that was added."""
    yield from _empty_pages(folder, made)
    for number, page in enumerate(made.mended.pages, 1):
        at = Location(f"{folder}/pages/{page_name(number)}")
        yield from page_problems(at, page)
    yield from identity_problems(folder, [page.lines for page in made.mended.pages])
    for number, table in enumerate(made.tables, 1):
        yield from _table_problems(folder, number, table)


def _empty_pages(folder: str, made: _Made) -> Iterator[Problem]:
    empty = [number for number, page in enumerate(made.mended.pages, 1) if not "".join(page.lines).strip()]
    if empty and made.record.kind == "pdf":
        at = Location(f"{folder}/{made.record.original}")
        yield problem("I907", at, pages=", ".join(map(str, empty)), file=made.record.file)


def page_problems(at: Location, page: MendedPage) -> Iterator[Problem]:
    """Say what was repaired on a page, and which words had to be left."""
    if page.changes:
        said = ", ".join(f"{count} {_SAID[kind]}" for kind, count in kinds_of(page.changes).items())
        alone = sum(each.basis == "its form alone" for each in page.changes)
        yield problem("I911", at, what=said + (f" ({alone} joined by their form alone)" if alone else ""))
    counts = Counter(each.word for each in page.doubts)
    for doubt in {each.word: each for each in reversed(page.doubts)}.values():
        column = page.lines[doubt.line - 1].find(doubt.word) + 1
        place = Location(at.file, doubt.line, column)
        yield problem("I910", place, word=_visible(doubt.word), count=counts[doubt.word])


def _visible(word: str) -> str:
    return "".join(each if each.isprintable() else f"<U+{ord(each):04X}>" for each in word)


def identity_problems(folder: str, pages: Iterable[Sequence[str]]) -> Iterator[Problem]:
    """Find identity numbers, as the leak gate does; the number itself is never printed."""
    for number, lines in enumerate(pages, 1):
        for leak in find_leaks(page_text(lines).encode(), "text", Secrets()):
            if leak.category is Category.IDENTITY:
                at = Location(f"{folder}/pages/{page_name(number)}", leak.line, leak.column)
                what = "an identity number" if leak.certain else "what may be an identity number"
                yield problem("I909", at, what=what, excerpt=leak.excerpt)


def _table_problems(folder: str, number: int, table: Table) -> Iterator[Problem]:
    """Say which tables were joined, and which rows could not be read."""
    name = f"tabell {table.number}" if table.number else f"table t{number}"
    at = Location(f"{folder}/{table_name(number)}")
    if table.joined:
        yield problem("I913", at, table=name, first=table.first[0], last=table.last[0], reason=table.joined)
    for each in table.unplaced:
        page, line = each.place
        place = Location(f"{folder}/pages/{page_name(page)}", line, 1)
        yield problem("I912", place, table=name, reason=f"row `{each.label}` has {each.reason}")
