"""From a snapshot to a table: read, check, join over mergers, lay out, and write the file with its record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditlib.fetch.areas import Areas, areas_of, code_problems, time_of, year_of
from auditlib.fetch.contents import Contents, contents_of, empty_problems, unit_problems
from auditlib.fetch.cube import Cube, Unreadable
from auditlib.fetch.entry import entry_of
from auditlib.fetch.interfaces import INTERFACES, Asked
from auditlib.fetch.layout import Grid, lay_out
from auditlib.fetch.mergers import Joined, join_mergers, join_problems
from auditlib.fetch.selection import resolve
from auditlib.fetch.statuses import status_of
from auditlib.fetch.store import write_record, write_whole
from auditlib.files.snapshots import Kept, declaration_of, folder_of, read_answer
from auditlib.language import _, ngettext
from auditlib.municipalities import Register
from auditlib.problems import Problem, Severity, problem
from auditlib.tables.fetches import Fetch
from auditlib.tables.resources import Status
from auditlib.tables.snapshots import Snapshot, WrittenTable


@dataclass(frozen=True, slots=True)
class Made:
    """A table that was made of a snapshot, and its entry in `datapackage.yaml`."""

    fetch: Fetch
    snapshot: Snapshot
    record: str
    file: str
    grid: Grid
    entry: Mapping[str, Any]


def make_table(
    root: Path, audit: str, asked: Asked, kept: Kept, before: Kept | None, register: Register | None,
    problems: list[Problem],
) -> Made | None:  # fmt: skip
    """Make the table of a fetch from its snapshot; add what is wrong, and write nothing where that is an error.

    `before` is the snapshot before this one, whose units are held against the new ones.
    """
    found: list[Problem] = []
    cube = _read(root, asked, kept, found)
    table = None if cube is None else _table(asked, cube, kept, before, register, found)
    problems.extend(found)
    if cube is None or table is None:
        return None
    joined, grid, contents = table
    status = _status(asked.fetch, cube, kept.snapshot)
    raw, file = grid.text().encode(), f"{asked.fetch.as_}.csv"
    units = {code: unit for code in contents.codes if (unit := contents.unit(code)) is not None}
    declared = declaration_of(asked.fetch, asked.service)
    written = WrittenTable(file=file, sha256=hashlib.sha256(raw).hexdigest(), declared=declared)
    snapshot = kept.snapshot.model_copy(update={"status": status, "units": units, "table": written})
    write_whole(root / folder_of(audit) / file, raw)
    write_record(root, replace(kept, snapshot=snapshot))
    notes = (*_notes(asked.fetch, cube), *joined.footnotes)
    entry = entry_of(asked.fetch, snapshot, grid, joined.breaks, notes)
    return Made(asked.fetch, snapshot, f"{kept.folder}/{kept.file}", f"{folder_of(audit)}/{file}", grid, entry)


def _read(root: Path, asked: Asked, kept: Kept, problems: list[Problem]) -> Cube | None:
    """Read the answers of a snapshot into one cube, its silent cells marked as the service says."""
    metadata = [read_answer(root, kept, each, problems) for each in kept.snapshot.metadata]
    answers = [read_answer(root, kept, each, problems) for each in kept.snapshot.answers]
    if None in metadata or None in answers:
        return None
    reader, at = INTERFACES[asked.service.interface], kept.place(kept.snapshot.metadata[0].file)
    try:
        info = reader.read_metadata(asked, [each for each in metadata if each is not None])
        selected = resolve(asked.fetch, info, problems, open_ended=reader.open_ended)
        if selected is None:
            return None
        at = kept.place(kept.snapshot.answers[0].file)
        cube = reader.read(asked, info, selected, [each for each in answers if each is not None])
    except Unreadable as error:
        problems.append(problem(error.kind, at, reason=str(error), hint=error.hint))
        return None
    silent = dict.fromkeys((place for _, place in cube.without_a_word()), asked.service.unmarked)
    marks = {place: mark for place, mark in silent.items() if mark is not None}
    return replace(cube, marks={**cube.marks, **marks})


def _table(
    asked: Asked, cube: Cube, kept: Kept, before: Kept | None, register: Register | None, problems: list[Problem]
) -> tuple[Joined, Grid, Contents] | None:
    """Check a cube, join it and lay it out; None where something is an error."""
    fetch, contents = asked.fetch, contents_of(asked.fetch, cube)
    known = (*asked.service.marks, *((asked.service.unmarked,) if asked.service.unmarked else ()))
    problems.extend(empty_problems(fetch, cube, known))
    problems.extend(unit_problems(fetch, contents, before.snapshot.units if before else {}))
    joined = Joined(cube)
    if fetch.municipalities is not None:
        areas = areas_of(fetch, cube, register, problems) if register is not None else None
        joined = joined if areas is None else _joined(areas, contents, cube, problems)
    if _broken(problems) or (fetch.municipalities is not None and register is None):
        return None
    grid = lay_out(fetch, joined.cube, contents_of(fetch, joined.cube), problems)
    return None if grid is None else (joined, grid, contents)


def _joined(areas: Areas, contents: Contents, cube: Cube, problems: list[Problem]) -> Joined:
    """Join a cube's series over mergers, where the numbers and the joins are in order."""
    found = [*code_problems(areas), *join_problems(areas, contents)]
    problems.extend(found)
    return Joined(cube) if _broken(found) or not areas.fetch.join else join_mergers(areas, contents, cube, problems)


def _broken(problems: list[Problem]) -> bool:
    return any(each.severity is Severity.ERROR for each in problems)


def _status(fetch: Fetch, cube: Cube, snapshot: Snapshot) -> Status:
    time = time_of(fetch, cube)
    years = [year for year in map(year_of, time.codes) if year is not None] if time else []
    return status_of(fetch.status, years, snapshot.updated, snapshot.retrieved)


def _notes(fetch: Fetch, cube: Cube) -> list[str]:
    """Say in footnotes what the columns do not show: dimensions with one code, left out or regrouped, and flags."""
    named = (fetch.rows, *fetch.columns)
    alone = [each for each in cube.dimensions if each.code not in named]
    notes = [f"{each.label}: {each.label_of(each.codes[0])}." for each in alone]
    if fetch.left_out:
        notes.append(_("Summert av utgiveren over {names}.").format(names=", ".join(fetch.left_out)))
    divided = _("{name}: inndelingen er utgiverens egen ({code}), også for tidligere år.")
    notes.extend(divided.format(name=name, code=code) for name, code in fetch.codelists.items())
    for flag in sorted(set(cube.flags.values())):
        count = sum(each == flag for each in cube.flags.values())
        flagged = ngettext("{count} av tallene har utgiverens merke «{flag}».",
                           "{count} av tallene har utgiverens merke «{flag}».", count)  # fmt: skip
        notes.append(flagged.format(count=count, flag=flag))
    return [*notes, *cube.notes]
