"""Fetching an audit's tables: from the snapshots that are there, or over the network into new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.audits import Audit
from auditlib.fetch.asking import Lines, take_snapshot
from auditlib.fetch.interfaces import Asked
from auditlib.fetch.making import Made, make_table
from auditlib.files.snapshots import (
    Kept,
    folder_of,
    latest,
    no_snapshot,
    question_of,
    read_fetch_file,
    read_snapshots,
)
from auditlib.files.yaml import read_yaml
from auditlib.language import SOURCE, Language, speaking
from auditlib.log import Act, record
from auditlib.municipalities import Register, read_register
from auditlib.problems import Problem, UsageError, hint_for, problem
from auditlib.tables.fetches import Fetch, FetchFile


@dataclass(frozen=True, slots=True)
class Online:
    """The network, and who uses it; the log names them."""

    lines: Lines
    by: str
    quiet: bool = False


def fetch_tables(
    root: Path, audit: str, ids: Sequence[str], online: Online | None, problems: list[Problem]
) -> list[Made]:
    """Make the tables of some fetches, or of all; those that are in order are made though others are not.

    Without `online` nothing leaves the machine: tables are made again from their snapshots. Raises UsageError when
    there is no such fetch.
    """
    file = read_fetch_file(root, audit, problems)
    if file is None:
        return []
    wanted = _wanted(file, ids)
    register = read_register(root, problems) if any(each.municipalities for each in wanted) else None
    kept = read_snapshots(root, audit, problems)
    with speaking(_language_of(root, audit)):  # footnotes are words of the audit's
        made = [_fetch(root, audit, file, each, kept, register, online, problems) for each in wanted]
    return [each for each in made if each is not None]


def _language_of(root: Path, audit: str) -> Language:
    """Give the language of an audit, bokmål where `audit.yaml` is not in order; that is for the check to say."""
    name = f"criteria/{audit}/audit.yaml"
    sheet = read_yaml(root / name, name, Audit, [])
    return sheet.language if sheet else SOURCE


def _wanted(file: FetchFile, ids: Sequence[str]) -> list[Fetch]:
    known = {each.id: each for each in file.fetches}
    for each in ids:
        if each not in known:
            raise UsageError(f"there is no fetch `{each}` in fetch.yaml ({hint_for(each, known)})")
    return [known[each] for each in ids] if ids else list(file.fetches)


def _fetch(
    root: Path, audit: str, file: FetchFile, fetch: Fetch, earlier: list[Kept], register: Register | None,
    online: Online | None, problems: list[Problem],
) -> Made | None:  # fmt: skip
    """Make one table, with a new snapshot where there is a network."""
    service = file.service_of(fetch)
    assert service is not None
    asked = Asked(fetch, service)
    if _is_somebody_s(root, audit, fetch, earlier):
        at, name = fetch.field_at("as_"), f"{fetch.as_}.csv"
        problems.append(problem("S919", at, file=f"{folder_of(audit)}/{name}", id=fetch.id))
        return None
    if online is not None:
        kept = take_snapshot(root, audit, asked, online.lines, problems, quiet=online.quiet)
    else:
        kept = latest(earlier, fetch.id, question_of(fetch, service))
        if kept is None:
            problems.append(no_snapshot(audit, fetch, earlier))
    if kept is None:
        return None
    before = latest([each for each in earlier if each.file != kept.file], fetch.id)
    made = make_table(root, audit, asked, kept, before, register, problems)
    if made is not None and online is not None:
        details = {"snapshot": made.record, "table": made.file, "status": made.snapshot.status.value}
        record(root, audit, Act.FETCHED, online.by, about=(fetch.id,), details=details)
    return made


def _is_somebody_s(root: Path, audit: str, fetch: Fetch, earlier: list[Kept]) -> bool:
    """Say whether the table's file is there and no snapshot of the fetch says that it became it.

    A record without a table is of a fetch that was killed before it wrote the table down.
    """
    name = f"{fetch.as_}.csv"
    tables = [each.snapshot.table for each in earlier if each.snapshot.fetch == fetch.id]
    written = any(each is None or each.file == name for each in tables)
    return not written and (root / folder_of(audit) / name).exists()
