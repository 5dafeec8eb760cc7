"""Deleting what must not be kept: the files, everything made of them, and a record that holds none of it.

What the log keeps of a deleted file is its hash, which lets a copy that turns up be recognised. Names are another
matter: whoever has the rest of the file can try names until the hash fits, so of names the log keeps the number alone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from auditlib.archive.contents import REPORT, files_below
from auditlib.archive.names import names_in, without_names
from auditlib.archive.verify import verify_archive
from auditlib.log import Act, Entry, record
from auditlib.log.writing import write_whole
from auditlib.problems import UsageError, raise_errors


class What(StrEnum):
    """What can be deleted of an audit: the informants' names, the whole list of them, or all that they said."""

    NAMES = "names"
    INFORMANTS = "informants"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deletion would do: the files that go, and those that are written anew without what is deleted."""

    audit: str
    what: What
    gone: tuple[str, ...]
    changed: Mapping[str, str]
    names: tuple[str, ...]


def key_of(audit: str) -> str:
    """Give the file that says who the informants are."""
    return f"interviews/{audit}/informants.yaml"


def left_of(root: Path, audit: str, what: What) -> list[str]:
    """Give the files that still hold what is to be deleted."""
    key = key_of(audit)
    if what is What.NAMES:
        return [key] if names_in(root, key) else []
    if what is What.INFORMANTS:
        return [key] if (root / key).is_file() else []
    interviews = (name for name in files_below(root, f"interviews/{audit}") if name != key)
    return [*interviews, *files_below(root, f"findings/{audit}/judged")]


def plan_deletion(root: Path, audit: str, what: What) -> Plan:
    """Plan a deletion; raise UsageError where nothing is left to delete.

    With the list or the notes go the pages and notebooks made of them, but for the public report; with the notes goes
    the store of what judgements rested on, which holds the same words.
    """
    left = left_of(root, audit, what)
    if not left:
        raise UsageError(f"{audit} has no {what} to delete")
    names = names_in(root, key_of(audit))
    if what is What.NAMES:
        return Plan(audit, what, (), {left[0]: without_names(root, left[0])}, names)
    return Plan(audit, what, (*left, *_made_of_them(root, audit)), {}, names if what is What.INFORMANTS else ())


def _made_of_them(root: Path, audit: str) -> Iterator[str]:
    """Give what a run has left, hidden files too, but for the public report."""
    folder = root / "reports" / audit
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / REPORT:
            yield path.relative_to(root).as_posix()


def require_public_archive(root: Path, audit: str, archive: Path | None) -> str:
    """Give the SHA-256 of the public archive that stays when an audit can no longer be run.

    Raises UsageError when there is none of this audit's public report, and InputError when it is not sound.
    """
    how = f"make it with `auditlib archive {audit} --public -o FILE.zip`, and give it with --archive FILE.zip"
    if archive is None:
        raise UsageError(f"afterwards no report of {audit} can be made; keep its public archive: {how}")
    verified = verify_archive(archive)
    raise_errors(verified.problems)
    name = f"reports/{audit}/{REPORT}"
    if not verified.public or name not in verified.hashes:
        raise UsageError(f"{archive} is not the public archive of {audit}; {how}")
    page = root / name
    if page.is_file() and hashlib.sha256(page.read_bytes()).hexdigest() != verified.hashes[name]:
        raise UsageError(f"the report in {archive} is not the one in {name}; {how}")
    return hashlib.sha256(archive.read_bytes()).hexdigest()


def delete(root: Path, plan: Plan, by: str, archive_hash: str = "") -> Entry:
    """Delete what was planned and log it.

    The entry is written first: a deletion that is interrupted is then known of, and can be planned again.
    """
    told = [name for name in plan.gone if not name.startswith("reports/")]
    details = {name: _hash(root / name) for name in told if not (plan.names and name == key_of(plan.audit))}
    if plan.names:
        details["names"] = str(len(plan.names))
    if archive_hash:
        details["public archive"] = archive_hash
    entry = record(root, plan.audit, Act.DELETED, by, [plan.what], details)
    for name, text in plan.changed.items():
        write_whole(root / name, text.encode())
    for name in plan.gone:
        (root / name).unlink(missing_ok=True)
    _take_away_empty(root, plan)
    return entry


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _take_away_empty(root: Path, plan: Plan) -> None:
    """Take away the folders that nothing is left in."""
    folders = {parent for name in plan.gone for parent in (root / name).parents if parent.is_relative_to(root)}
    for folder in sorted(folders - {root}, key=lambda each: len(each.parts), reverse=True):
        if folder.is_dir() and not os.listdir(folder):
            folder.rmdir()
