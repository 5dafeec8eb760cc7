"""What must be deleted when: what each audit has said of it, held against a day and against what is still there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from auditlib.archive.deletion import What, left_of
from auditlib.audits import Audit
from auditlib.files.yaml import read_yaml
from auditlib.log import Act, read_log
from auditlib.problems import Problem, raise_errors


class State(StrEnum):
    """How a deletion stands."""

    LATER = "later"
    DUE = "due"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that must be deleted: from when on, why, and how it stands.

    `files` are how many files still hold it, `logged` the time of the log's entry that it was deleted, or empty.
    """

    audit: str
    what: What
    delete: str
    reason: str
    state: State
    files: int
    logged: str


def due_in(root: Path, audits: list[str], on: date) -> list[Due]:
    """Give what the audits have said must be deleted, the first first; raise InputError for a broken `audit.yaml`."""
    problems: list[Problem] = []
    found: list[Due] = []
    for audit in audits:
        name = f"criteria/{audit}/audit.yaml"
        sheet = read_yaml(root / name, name, Audit, problems)
        found += _of(root, audit, sheet, on) if sheet else ()
    raise_errors(problems)
    return sorted(found, key=lambda each: (each.delete, each.audit, each.what))


def _of(root: Path, audit: str, sheet: Audit, on: date) -> Iterator[Due]:
    logged = {each.about[0]: each.time for each in read_log(root, audit) if each.act is Act.DELETED and each.about}
    for each in sheet.retention:
        what = What(each.what)
        left = len(left_of(root, audit, what))
        state = State.DELETED if not left else State.DUE if each.delete.first <= on else State.LATER
        yield Due(audit, what, str(each.delete), each.reason, state, left, logged.get(what, ""))
