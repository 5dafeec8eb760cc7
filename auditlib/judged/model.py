"""What a judgement rests on, as it is now and as it was when it was judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditlib.problems import Location

Content = Mapping[str, str]
Key = tuple[str, str]  # kind and id: a criterion and the status suggested for it share an id


class LateContent(Mapping[str, str]):
    """Content that is made when a field of it is asked for, once: as a rule nothing changed, and stamps are enough."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Content]) -> None:
        """Hold what makes it."""
        self._make = make
        self._made: Content | None = None

    def _fields(self) -> Content:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getitem__(self, name: str) -> str:
        """Give a field."""
        return self._fields()[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the fields."""
        return iter(self._fields())

    def __len__(self) -> int:
        """Count the fields."""
        return len(self._fields())


@dataclass(frozen=True, slots=True)
class Rest:
    """Something that a judgement rests on: its stamp and, for the reader, its content.

    `deep` is only there for judgements: it changes when anything below them does.
    """

    kind: str
    id: str
    stamp: str
    content: Content
    deep: str = ""

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Judgement:
    """An assessment, finding, conclusion or recommendation as it stands, with all it rests on."""

    kind: str
    id: str
    at: Location
    stamp: str
    content: Content
    rests: Mapping[Key, Rest]
    deep: str
    touches: tuple[str, ...] = ()

    def as_rest(self) -> Rest:
        """Give it as something that another judgement rests on."""
        return Rest(self.kind, self.id, self.stamp, self.content, self.deep)


class Act(StrEnum):
    """How a judgement came to be stored as it is."""

    JUDGED = "judged"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A change that was accepted without judging anew: who, when, why, and what had changed."""

    by: str
    on: str
    reason: str
    changed: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A judgement as it was when it was judged: `rests` has it all, in the short form that fits a file."""

    kind: str
    id: str
    by: str
    on: str
    stamp: str
    content: Content
    rests: Mapping[Key, Rest]
    accepted: tuple[Acceptance, ...] = ()

    @property
    def last(self) -> tuple[str, str]:
        """Who judged or accepted it last, and when."""
        return (self.accepted[-1].by, self.accepted[-1].on) if self.accepted else (self.by, self.on)


class What(StrEnum):
    """How something differs from what it was."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is not as it was when a judgement was made; the contents are empty where there was nothing."""

    what: What
    kind: str
    id: str
    before: Content = field(default_factory=dict)
    after: Content = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A judgement held against what is stored of it.

    `kept` says that anything is stored. `below` are the judgements it rests on, and `before` their deep stamps when it
    was judged. `touches` are the criteria, topics and evidence that another note could tell more of.
    """

    kind: str
    id: str
    at: Location
    stamp: str
    content: Content
    deep: str
    kept: bool
    by: str
    on: str
    changes: tuple[Change, ...]
    below: tuple[str, ...]
    before: Mapping[str, str]
    touches: tuple[str, ...]

    def as_rest(self) -> Rest:
        """Give it as something that another judgement rests on."""
        return Rest(self.kind, self.id, self.stamp, self.content, self.deep)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A judgement that may no longer hold: what has changed, and the suspect judgements that it rests on."""

    kind: str
    id: str
    at: Location
    by: str
    on: str
    changes: tuple[Change, ...]
    through: tuple[str, ...] = ()
