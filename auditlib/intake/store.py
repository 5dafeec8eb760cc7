"""Writing an added document: all of its folder at once, in the place of another only where that was asked for."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditlib.documents import AddedDocument
from auditlib.files.added import AS_READ, PAGES, RECORD, REPAIRS, TABLES, folder_of, page_name
from auditlib.files.written import as_yaml
from auditlib.intake.repair import Change, MendedPage
from auditlib.intake.tables import Table

_ATTRIBUTES = ".gitattributes"
_UNCHANGED = "# originals stay as they came, byte for byte\noriginal.* -text\n"


def page_text(lines: Iterable[str]) -> str:
    """Give a page as its file holds it."""
    return "".join(f"{line}\n" for line in lines)


def table_name(number: int) -> str:
    """Give the file of a table, from the document's folder."""
    return f"{TABLES}/t{number}.csv"


def write_document(
    root: Path, audit: str, record: AddedDocument, original: Path, pages: Sequence[MendedPage], tables: Sequence[Table]
) -> None:
    """Write a document beside its place and move it there; what was there before goes, once the new one is whole."""
    place = root / folder_of(audit, record.id)
    sources = place.parent
    sources.mkdir(parents=True, exist_ok=True)
    if not (sources / _ATTRIBUTES).exists():
        (sources / _ATTRIBUTES).write_text(_UNCHANGED, encoding="utf-8")
    beside, old = (sources / f".{record.id}.{os.getpid()}.{what}" for what in ("tmp", "old"))
    try:
        _fill(beside, record, original, pages, tables)
        if place.exists():
            os.replace(place, old)
        os.replace(beside, place)
    finally:
        if old.exists() and not place.exists():
            os.replace(old, place)
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _fill(
    folder: Path, record: AddedDocument, original: Path, pages: Sequence[MendedPage], tables: Sequence[Table]
) -> None:
    """Write all files of a document into a folder."""
    (folder / PAGES).mkdir(parents=True)
    shutil.copyfile(original, folder / record.original)
    for number, page in enumerate(pages, 1):
        _write(folder / PAGES / page_name(number), page_text(page.lines))
        if page.changes:
            _write(folder / AS_READ / page_name(number), page_text(page.as_read))
    for number, table in enumerate(tables, 1):
        _write(folder / table_name(number), table.as_csv())
    if any(page.changes for page in pages):
        about = "# Written by `auditlib documents add`; do not edit.\n"
        _write(folder / REPAIRS, as_yaml({"repairs": _repairs(pages)}, about))
    _write(folder / RECORD, as_yaml(_without_empty(record), "# Written by `auditlib documents add`; do not edit.\n"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())


def _without_empty(record: AddedDocument) -> Mapping[str, Any]:
    """Give a record as plain data; an optional key is left out, never empty."""
    data = record.model_dump(mode="json", exclude_none=True)
    data["tables"] = [{key: value for key, value in each.items() if value != []} for each in data["tables"]]
    return {key: value for key, value in data.items() if value != []}


def _repairs(pages: Sequence[MendedPage]) -> list[dict[str, Any]]:
    """Give the repairs of each page, each word once with its lines."""
    found: dict[tuple[int, str, str, str, str], list[int]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        for each in page.changes:
            found[number, each.kind.value, _shown(each.before), each.after, each.basis].append(each.line)
    keys = ("page", "kind", "before", "after", "basis")
    return [
        {**dict(zip(keys, key, strict=True)), "lines": sorted(dict.fromkeys(lines))} for key, lines in found.items()
    ]


def _shown(text: str) -> str:
    """Write signs that a file people read may not hold as their number: U+FFFD."""
    return "".join(each if _is_plain(each) else f"<U+{ord(each):04X}>" for each in text)


def _is_plain(sign: str) -> bool:
    damaged = "\ufb00" <= sign <= "\ufb06" or sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff"
    return (sign == " " or sign.isprintable()) and not damaged


def kinds_of(changes: Iterable[Change]) -> dict[str, int]:
    """Count changes by their kind."""
    counts: dict[str, int] = defaultdict(int)
    for each in changes:
        counts[each.kind.value] += 1
    return dict(counts)
