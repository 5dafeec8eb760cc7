"""Where everything stands: worked out from the subjects as they are now and all that has been said of them.

Marks are a set: neither their order nor how they came together changes what follows. So it is after any merge.

- Agreement holds for the words and the evidence that were read. When they change it is void.
- A disagreement or a question is open until whoever raised it settles it, whatever changes in between. To settle is to
  agree with what then stands.
- What a subject's writers say of it signs nothing.
- A signature holds as long as everything it covers is agreed, as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditlib.review.marks import POINTS, SIGNS, Mark, MarkKind, Signature, covering, folded, same_name
from auditlib.review.store import Round
from auditlib.review.subjects import Subject


class State(StrEnum):
    """How far a subject has come."""

    UNREAD = "unread"
    VOID = "void"
    ASKED = "asked"
    DISAGREED = "disagreed"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Point:
    """A disagreement or a question, with its answers and how it was settled."""

    mark: Mark
    answers: tuple[Mark, ...]
    settled: Mark | None

    @property
    def open(self) -> bool:
        """Say whether whoever raised it has not settled it."""
        return self.settled is None


@dataclass(frozen=True, slots=True)
class SubjectStanding:
    """Where a subject stands. `subject` is None when the text no longer has what the marks are about.

    `signed` are the marks that hold, `void` those of people whose agreement no longer does.
    """

    id: str
    subject: Subject | None
    state: State
    signed: tuple[Mark, ...] = ()
    void: tuple[Mark, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def open(self) -> tuple[Point, ...]:
        """The points that are not settled."""
        return tuple(each for each in self.points if each.open)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who has read it as it stands, or raised a point on it."""
        names = [each.by for each in self.signed] + [each.mark.by for each in self.points]
        return tuple({folded(name): name for name in reversed(names)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a round stands: every subject, and the signatures that hold and those that no longer do."""

    subjects: tuple[SubjectStanding, ...]
    signed: tuple[Signature, ...] = ()
    stale: tuple[Signature, ...] = ()

    def __getitem__(self, id_: str) -> SubjectStanding:
        """Give where one subject stands; raise KeyError when nothing has that id."""
        return next((each for each in self.subjects if each.id == id_), None) or _missing(id_)

    @property
    def current(self) -> tuple[SubjectStanding, ...]:
        """The subjects that the texts have now."""
        return tuple(each for each in self.subjects if each.subject)

    def count(self, state: State) -> int:
        """Count the subjects, of those the texts have now, in a state."""
        return sum(each.state is state for each in self.current)

    @property
    def open(self) -> tuple[SubjectStanding, ...]:
        """What is not agreed: unread, void, or with an open point."""
        return tuple(each for each in self.subjects if each.state is not State.AGREED)

    @property
    def readers(self) -> tuple[str, ...]:
        """The people who have referenced something that still stands so."""
        found = {folded(name): name for each in self.subjects for name in each.readers}
        return tuple(found[key] for key in sorted(found))

    @property
    def whole(self) -> bool:
        """Say whether signatures that hold cover everything, so that the report is referenced to the end."""
        if not self.subjects or self.open:
            return False
        return all(
            any(folded(each.by) not in standing.subject.writers for each in self.signed)
            for standing in self.subjects
            if standing.subject
        )


def _missing(id_: str) -> SubjectStanding:
    raise KeyError(id_)


def standing_of(subjects: Sequence[Subject], rounds: Sequence[Round], current: Round | None) -> Standing:
    """Work out where a round stands; points of earlier rounds stay open too."""
    marks = [mark for each in rounds for mark in each.marks]
    own = {id(mark) for mark in current.marks} if current else set()
    belongs = _Belonging(subjects)
    by_id: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_id[belongs(mark)].append(mark)
    settled, answered = _about_points(marks)
    found = []
    for subject in subjects:
        said = by_id.pop(subject.id, [])
        points = tuple(_points(said, settled, answered))
        found.append(_standing(subject, [mark for mark in said if id(mark) in own], points))
    found.extend(_gone(by_id, settled, answered))
    return _with_signatures(tuple(found), current.signatures if current else ())


class _Belonging:
    """Which subject a mark is about now: the one that says the same, else the one with its id."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._ids: set[str] = set()
        self._versions: dict[tuple[str, str], str] = {}
        for each in subjects:
            self._ids.add(each.id)
            self._versions[each.owner, each.stamp] = each.id

    def __call__(self, mark: Mark) -> str:
        return self._versions.get((owner_of(mark.subject, self._ids), mark.version), mark.subject)


def owner_of(subject: str, ids: Iterable[str]) -> str:
    """Give the item that a subject's id belongs to: `F1` for `F1.c2`."""
    owner, _, number = subject.rpartition(".c")
    return owner if owner and number.isdigit() else subject


def _about_points(marks: Iterable[Mark]) -> tuple[dict[str, list[Mark]], dict[str, list[Mark]]]:
    """Give the settlements and the answers by the point that they are about."""
    found: dict[MarkKind, defaultdict[str, list[Mark]]] = {
        MarkKind.SETTLE: defaultdict(list), MarkKind.ANSWER: defaultdict(list)
    }  # fmt: skip
    for mark in marks:
        for point in mark.points if mark.kind in found else ():
            found[mark.kind][point].append(mark)
    return found[MarkKind.SETTLE], found[MarkKind.ANSWER]


def _points(
    said: Iterable[Mark], settled: dict[str, list[Mark]], answered: dict[str, list[Mark]]
) -> Iterator[Point]:
    """Give the disagreements and questions among marks; only whoever raised one settles it."""
    for mark in sorted((each for each in said if each.kind in POINTS), key=_order):
        own = [each for each in settled.get(mark.digest, ()) if same_name(each.by, mark.by)]
        answers = tuple(sorted(answered.get(mark.digest, ()), key=_order))
        yield Point(mark, answers, min(own, key=_order, default=None))


def _order(mark: Mark) -> tuple[str, str]:
    return mark.on, mark.digest


def _standing(subject: Subject, said: Sequence[Mark], points: tuple[Point, ...]) -> SubjectStanding:
    """Work out where one subject stands."""
    signs = [each for each in said if each.kind in SIGNS and subject.writers and folded(each.by) not in subject.writers]
    holding = tuple(sorted((each for each in signs if each.version == subject.stamp), key=_order))
    again = {folded(each.by) for each in holding}
    void = tuple(sorted((each for each in signs if folded(each.by) not in again), key=_order))
    return SubjectStanding(subject.id, subject, _state(points, holding, void), holding, void, points)


def _state(points: Iterable[Point], holding: Sequence[Mark], void: Sequence[Mark]) -> State:
    kinds = {each.mark.kind for each in points if each.open}
    if MarkKind.DISAGREE in kinds:
        return State.DISAGREED
    if kinds:
        return State.ASKED
    if holding:
        return State.AGREED
    return State.VOID if void else State.UNREAD


def _gone(
    left: dict[str, list[Mark]], settled: dict[str, list[Mark]], answered: dict[str, list[Mark]]
) -> Iterator[SubjectStanding]:
    """Give what was said of things that the texts no longer have, where a point is still open."""
    for id_, said in sorted(left.items()):
        points = tuple(_points(said, settled, answered))
        if any(each.open for each in points):
            yield SubjectStanding(id_, None, _state(points, (), ()), points=points)


def _with_signatures(subjects: tuple[SubjectStanding, ...], signatures: Iterable[Signature]) -> Standing:
    """Sort the signatures into those that hold and those that no longer do, the last of each person."""
    last: dict[str, Signature] = {}
    for each in sorted(signatures, key=lambda each: (each.on, each.digest)):
        last[folded(each.by)] = each
    agreed = all(each.state is State.AGREED for each in subjects)
    held = [each for each in last.values() if agreed and each.covers == covered_by(each.by, subjects)]
    return Standing(subjects, tuple(held), tuple(each for each in last.values() if each not in held))


def covered_by(name: str, subjects: Iterable[SubjectStanding]) -> str:
    """Give the hash of what somebody can sign: everything that they have not written themselves."""
    return covering([each.stamp for each in signable(name, subjects)])


def signable(name: str, subjects: Iterable[SubjectStanding]) -> list[Subject]:
    """Give what somebody has not written themselves, of what has a known writer."""
    known = [each.subject for each in subjects if each.subject and each.subject.writers]
    return [each for each in known if folded(name) not in each.writers]
