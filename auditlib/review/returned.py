"""What comes back from the form in the internal edition: a small JSON file that the browser saved.

JSON is read as the YAML that it also is, so that whatever is wrong with it has a line and a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditlib.files.yaml import read_yaml
from auditlib.items import Identifier, Item
from auditlib.log import Act
from auditlib.log import record as log
from auditlib.problems import Location, Problem, problem, raise_errors
from auditlib.review.acts import mark_on, own_points, refusal
from auditlib.review.desk import Desk
from auditlib.review.marks import Hash, Instant, Mark, MarkKind, folded, folded_text
from auditlib.review.standing import SubjectStanding, owner_of
from auditlib.review.store import write

_FROM_A_FORM = (MarkKind.AGREE, MarkKind.DISAGREE, MarkKind.ASK, MarkKind.SETTLE)


class ReturnedMark(Item):
    """One judgement in the file; `version` is the stamp of what was read."""

    subject: Identifier
    kind: MarkKind
    version: Hash
    on: Instant
    reason: str | None = None


class Returned(Item):
    """The file that the form saves."""

    audit: Identifier
    reviewer: str
    saved: Instant
    marks: tuple[ReturnedMark, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: what was recorded, what was there already, and what no longer holds.

    `void` are the ids of what has changed since it was read, `problems` tell of them and of what is unknown.
    """

    reviewer: str
    round: str
    recorded: tuple[Mark, ...]
    known: int
    void: tuple[str, ...]
    problems: tuple[Problem, ...]


def import_file(desk: Desk, path: Path, by: str = "", round_name: str = "") -> Imported:
    """Record what a reviewer saved in the browser; `by` is who imports it, the reviewer when empty.

    Raises InputError with all that is wrong when anything in the file cannot be right, and records nothing then. What
    has changed since it was read, or is no longer there, is left out and told of.
    """
    problems: list[Problem] = []
    read = read_yaml(path, path.name, Returned, problems)
    raise_errors(problems)
    assert read is not None
    sorting = _Sorting(desk, read, round_name)
    raise_errors(sorting.problems)
    current = desk.round(round_name).name
    for mark in sorting.fresh:
        write(desk.root, desk.audit, current, mark)
    if sorting.fresh:
        counts = {kind.value: str(sum(each.kind is kind for each in sorting.fresh)) for kind in _FROM_A_FORM}
        details = {"round": current, "what": "import", **counts, **({"imported_by": by} if by else {})}
        log(desk.root, desk.audit, Act.REVIEWED, read.reviewer, [each.subject for each in sorting.fresh], details)
    return Imported(
        read.reviewer, current, tuple(sorting.fresh), sorting.known, tuple(sorting.void), tuple(sorting.problems)
    )


def _key(mark: Mark | ReturnedMark, by: str) -> tuple[str, ...]:
    """Give what tells one judgement from another, so that a file imported twice is recorded once."""
    return mark.version, mark.kind.value, folded(by), mark.on


class _Sorting:
    """The marks of a file sorted into those to record and those not, with every problem."""

    def __init__(self, desk: Desk, read: Returned, round_name: str) -> None:
        self.reviewer, self.problems = read.reviewer, list[Problem]()
        self.fresh, self.void, self.known = list[Mark](), list[str](), 0
        self._taken = {_key(mark, mark.by) for each in desk.rounds for mark in each.marks}
        self._standing = {each.id: each for each in desk.standing(round_name).subjects}
        self._versions = {(each.owner, each.stamp): each.id for each in desk.subjects}
        if read.audit != desk.audit:
            self.problems.append(problem("Q902", read.field_at("audit"), found=read.audit, audit=desk.audit))
            return
        for mark in read.marks:
            self._sort(mark)

    def _sort(self, read: ReturnedMark) -> None:
        """Put one mark where it belongs."""
        if _key(read, self.reviewer) in self._taken:
            self.known += 1
            return
        id_ = self._versions.get((owner_of(read.subject, ()), read.version), read.subject)
        found = self._standing.get(id_)
        if found is None:
            self.problems.append(problem("Q903", read.field_at("subject"), id=read.subject))
            return
        wrong = list(self._wrong(read, found)) if found.subject else []
        if wrong:
            self.problems.extend(wrong)
        elif found.subject is None or read.version != found.subject.stamp:
            self.void.append(read.subject)
            self.problems.append(problem("Q904", read.at, id=read.subject))
        else:
            points = own_points(found, self.reviewer) if read.kind is MarkKind.SETTLE else ()
            self.fresh.append(
                mark_on(found.subject, read.kind, self.reviewer, read.on, folded_text(read.reason or ""), points)
            )

    def _wrong(self, read: ReturnedMark, found: SubjectStanding) -> Iterator[Problem]:
        """Find what a reviewer cannot say."""
        at: Location = read.field_at("kind")
        if read.kind not in _FROM_A_FORM:
            yield problem("Q905", at, reason=f"{found.id}: an answer is given with `auditlib review answer`")
        elif read.kind is MarkKind.SETTLE and not own_points(found, self.reviewer):
            yield problem("Q905", at, reason=f"{found.id}: {self.reviewer} has no open point on it")
        elif why := refusal(found, read.kind, self.reviewer, read.reason or ""):
            yield problem("Q905", at, reason=why)
