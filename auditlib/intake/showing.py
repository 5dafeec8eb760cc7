"""Showing added documents: the list, one with its tables and repairs, or a page with numbered lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from auditlib.documents import Repair
from auditlib.files.added import Added, added_ids, read_added, read_repairs
from auditlib.problems import InputError, Problem, UsageError, hint_for


def read_one(root: Path, audit: str, id_: str) -> Added:
    """Read an added document; raises UsageError where there is none and InputError where it was changed."""
    known = added_ids(root, audit)
    if id_ not in known:
        how = f"auditlib documents add FILE --audit {audit} --id {id_}"
        raise UsageError(f"no document `{id_}` was added to {audit} ({hint_for(id_, known)}; `{how}` adds one)")
    problems: list[Problem] = []
    added = read_added(root, audit, id_, problems)
    if added is None:
        raise InputError(problems)
    return added


def shown_rows(root: Path, audit: str, id_: str, page: int | None) -> Any:
    """Give as plain data what `show` prints."""
    if not id_:
        return [read_one(root, audit, each).record.model_dump(mode="json") for each in added_ids(root, audit)]
    added = read_one(root, audit, id_)
    repairs = [each.model_dump(mode="json") for each in _repairs(root, added, page)]
    if page is None:
        return {**added.record.model_dump(mode="json"), "repairs": repairs}
    return {"id": id_, "page": page, "lines": list(_lines(added, page)), "repairs": repairs}


def shown_text(root: Path, audit: str, id_: str, page: int | None) -> str:
    """Lay out the documents, one of them, or one of its pages."""
    if not id_:
        known = [read_one(root, audit, each).record for each in added_ids(root, audit)]
        return "\n".join(f"{each.id}  {each.title} ({each.file}, {each.pages} pages)" for each in known) or "none"
    added = read_one(root, audit, id_)
    return _document(root, added) if page is None else _page(root, added, page)


def _document(root: Path, added: Added) -> str:
    record = added.record
    lines = [f"{record.id}  {record.title}", f"{record.file}, {record.pages} pages, SHA-256 {record.sha256}"]
    lines += [f"  {each}" for each in record.notes]
    for each in record.tables:
        name = f"tabell {each.number}" if each.number else "table"
        pages = "–".join(map(str, dict.fromkeys((each.pages[0], each.pages[-1]))))
        size = f"{each.rows} rows, {each.columns} columns."
        lines.append(f"  {each.file}: {name}, page {pages}, {size} {each.caption or ''}".rstrip())
        lines += [f"    {note}" for note in each.notes]
    return "\n".join([*lines, *_repaired(_repairs(root, added, None))])


def _page(root: Path, added: Added, page: int) -> str:
    """Give a page with the numbers of its lines, and below it what was repaired."""
    lines = _lines(added, page)
    width = len(str(len(lines)))
    numbered = [f"{number:>{width}}  {line}".rstrip() for number, line in enumerate(lines, 1)]
    return "\n".join([*numbered, *_repaired(_repairs(root, added, page))])


def _lines(added: Added, page: int) -> tuple[str, ...]:
    if not 1 <= page <= len(added.pages):
        raise UsageError(f"{added.record.id} has no page {page}; it has pages 1–{len(added.pages)}")
    return added.pages[page - 1]


def _repairs(root: Path, added: Added, page: int | None) -> list[Repair]:
    problems: list[Problem] = []
    found = read_repairs(root, added, problems)
    if problems:
        raise InputError(problems)
    return [each for each in found if page in (None, each.page)]


def _repaired(repairs: list[Repair]) -> list[str]:
    """Say each repair on a line."""
    return [
        f"  repaired, page {each.page}, line {lines}: {each.before} → {each.after} ({each.basis})"
        for each in repairs
        for lines in (", ".join(map(str, each.lines)),)
    ]
