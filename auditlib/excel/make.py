"""Making the workbook of an audit and putting it in its place, the public one after it has passed the leak gate."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from auditlib.excel.build import book_of
from auditlib.excel.sheets import Book
from auditlib.excel.write import workbook_bytes
from auditlib.language import speaking
from auditlib.problems import UsageError
from auditlib.report.gate import Gate, refusal_of
from auditlib.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Made:
    """The workbook that was written."""

    path: Path
    book: Book


def make_workbook(a: Workbench, target: Path, public: bool = False) -> Made:
    """Write the workbook of an audit, whole; with `public`, only what may be handed out.

    Raises LeakError or SuspectError where the public one may not be written; an earlier one of that name is then taken
    away, for it was checked against what was secret then. Raises UsageError for a name that is no .xlsx and for a
    folder that is not there.
    """
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target} is no workbook's name; give one that ends with .xlsx")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}; make it first, or choose another place")
    mapped = a.public if public else a.mapped
    with speaking(mapped.language):
        book = book_of(mapped, () if public else a.problems, internal=not public)
        data = workbook_bytes(book)
    if public:
        refused = refusal_of({target.name: data}, Gate(a.inputs), a.standing.suspects)
        if refused:
            target.unlink(missing_ok=True)
            raise refused
    _write(target, data)
    return Made(target, book)


def _write(target: Path, data: bytes) -> None:
    """Write beside the place and move, so that no reader meets half a file."""
    descriptor, beside = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o644)
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise
