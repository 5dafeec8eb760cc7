"""What a run leaves in a report's folder, in an order that a run killed at any moment leaves nothing wrong.

Each file is moved into place whole, and the record last: what it says of a file that is no longer so only means that
the next run makes it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditlib.fingerprints import Hashes, State, digest, hash_of
from auditlib.problems import Problem
from auditlib.report.export import fragment
from auditlib.runs.execute import SectionResult
from auditlib.runs.executed import as_text, read_notebook, with_prose
from auditlib.runs.place import Place
from auditlib.runs.record import FILE, Kept, Record
from auditlib.runs.why import EXECUTED, FRAGMENTS, Planned, executed_name, fragment_name

REPORT = "rapport.html"
INTERNAL = "rapport-intern.html"
WORD = "rapport.docx"
PDF = "rapport.pdf"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A section's HTML and how it came about: `path` is its new notebook, None when the last one still holds."""

    planned: Planned
    path: Path | None
    fragment: str
    undeclared: tuple[str, ...] = ()
    problem: Problem | None = None


def executed(result: SectionResult) -> Outcome:
    """Make the HTML of a section that was run."""
    made = "" if result.problem else fragment(result.path)
    return Outcome(result.planned, result.path, made, result.undeclared, result.problem)


def rendered_again(planned: Planned, place: Place) -> Outcome:
    """Put a notebook's new prose around the outputs of the last run."""
    last, path = read_notebook(place.folder / executed_name(planned.section)), place.work / planned.section.file
    path.write_text(as_text(with_prose(last, read_notebook(planned.section.notebook.path))), encoding="utf-8")
    return Outcome(planned, path, fragment(path))


def as_it_was(planned: Planned, place: Place) -> Outcome:
    """Take a section's HTML from the last run."""
    return Outcome(planned, None, (place.folder / fragment_name(planned.section)).read_text(encoding="utf-8"))


def keep(place: Place, outcomes: Sequence[Outcome], pages: Mapping[str, str], record: Record, state: State) -> None:
    """Put a run's notebooks, HTML, pages and record into the report's folder, and take away what is no section's.

    Without pages, the last ones stand.
    """
    for each in outcomes:
        if each.path is not None and each.path.exists():
            place.move(each.path, executed_name(each.planned.section))
        if each.path is not None and not each.problem:
            place.write(fragment_name(each.planned.section), each.fragment)
    _clear(place.folder / EXECUTED, {each.planned.section.file for each in outcomes})
    _clear(place.folder / FRAGMENTS, {f"{each.planned.section.id}.json" for each in outcomes})
    for name, page in pages.items():
        place.write(name, page, durable=True)
    place.write(FILE, _filled(place.folder, outcomes, list(pages), record, state).as_json())


def _clear(folder: Path, current: set[str]) -> None:
    """Take away the files of sections that are no more."""
    for path in folder.glob("*"):
        if path.name not in current:
            path.unlink()


def _filled(folder: Path, outcomes: Sequence[Outcome], pages: list[str], record: Record, state: State) -> Record:
    """Complete a record with the sections that can be taken from this run, and with what their keys stand for.

    A run whose report is not what another run would give hands over a record without `whole`.
    """
    good = [each for each in outcomes if not each.problem and (record.whole or each.path is None)]
    names = [*pages, *(executed_name(each.planned.section) for each in outcomes)]
    whole = record.whole if len(good) == len(outcomes) and not any(each.undeclared for each in good) else ""
    states: dict[str, Hashes] = {digest(each): each for each in (state.package, state.environment)}
    for each in good:
        states |= {each.planned.key.inputs: each.planned.inputs, each.planned.key.parameters: each.planned.parameters}
    return replace(
        record,
        whole=whole,
        files={name: hash_of(folder / name) for name in names} if whole else {},
        sections={each.planned.section.id: _kept(each, folder) for each in good},
        states=states,
    )


def _kept(outcome: Outcome, folder: Path) -> Kept:
    section = outcome.planned.section
    return Kept(
        outcome.planned.key,
        section.notebook.content,
        hash_of(folder / executed_name(section)),
        hashlib.sha256(outcome.fragment.encode()).hexdigest(),
        outcome.undeclared,
    )
