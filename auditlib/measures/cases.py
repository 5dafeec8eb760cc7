"""The cases of a file review, by how each turned out: by the reader's answer, by a limit, or by two dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from decimal import Decimal
from enum import StrEnum

from auditlib.criteria import Norm, Operator
from auditlib.dates import Day
from auditlib.measures.deadlines import in_time, passed
from auditlib.numbers import read_number
from auditlib.tables import Attribute, Review, Table


class State(StrEnum):
    """How one case turned out; `apart` is a case the requirement does not concern, `not_due` one with time left."""

    MET = "met"
    DEVIATES = "deviates"
    APART = "apart"
    NOT_DUE = "not_due"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cases:
    """Counted cases; `missing` are those whose answer, number or dates are missing or too coarse to tell."""

    met: int
    deviating: int
    apart: int = 0
    not_due: int = 0
    missing: int = 0

    @property
    def n(self) -> int:
        """How many cases were reviewed."""
        return self.met + self.deviating + self.apart + self.not_due + self.missing

    @property
    def assessed(self) -> int:
        """How many could be held against the requirement."""
        return self.met + self.deviating

    @property
    def concerned(self) -> int:
        """How many the requirement concerns, the missing among them."""
        return self.assessed + self.missing


@dataclass(frozen=True, slots=True)
class Counted:
    """Cases counted, also by stratum in the order the strata are declared; `failed` names those that deviate.

    Records have no names here, as there may be millions of them.
    """

    cases: Cases
    strata: Mapping[str, Cases] = field(default_factory=dict)
    failed: tuple[str, ...] = ()

    @property
    def smallest(self) -> int:
        """The smallest count of all that is not 0."""
        every = (each for cases in (self.cases, *self.strata.values()) for each in astuple(cases) if each)
        return min(every, default=0)


def count(states: Iterable[State]) -> Cases:
    """Count cases by how they turned out."""
    found = list(states)
    return Cases(*(found.count(each) for each in State))


def counted(review: Review, attribute: Attribute, table: Table, norm: Norm | None) -> Counted:
    """Count the cases of a table by how each turned out."""
    states = judge(review, attribute, table, norm)
    failed = tuple(case for case, state in states.items() if state is State.DEVIATES)
    strata: dict[str, Cases] = {}
    if review.strata is not None:
        column = review.strata.column
        for name in review.strata.sizes:
            pairs = zip(states.values(), table.rows, strict=True)
            strata[name] = count(state for state, row in pairs if row[column] == name)
    return Counted(count(states.values()), strata, failed)


def judge(review: Review, attribute: Attribute, table: Table, norm: Norm | None) -> dict[str, State]:
    """Hold every case against what the attribute asks, by its name in the table."""
    today = review.read_on or table.resource.retrieved
    states = (_state(attribute, row, table, norm, today) for row in table.rows)
    return dict(zip(table.names(), states, strict=True))


def _state(attribute: Attribute, row: Mapping[str, str], table: Table, norm: Norm | None, today: Day | None) -> State:
    """Judge one case."""
    if attribute.dated:
        assert norm is not None
        return _by_dates(attribute, row, table, norm, today)
    text = row[attribute.column or ""]
    if attribute.answered or text in attribute.not_applicable:
        return by_answer(attribute, text)
    number = None if table.is_missing(text) else read_number(text)
    if number is None or norm is None:
        return State.MISSING
    return State.MET if holds(norm, number.value) else State.DEVIATES


def by_answer(attribute: Attribute, text: str) -> State:
    """Judge a case by what its reader wrote."""
    if text in attribute.not_applicable:
        return State.APART
    if text in attribute.meets:
        return State.MET
    return State.DEVIATES if text in attribute.deviates else State.MISSING


def _by_dates(attribute: Attribute, row: Mapping[str, str], table: Table, norm: Norm, today: Day | None) -> State:
    """Judge a case by when it started and ended; one that has not ended deviates once its deadline has passed."""
    start, end = row[attribute.start or ""], row[attribute.end or ""]
    if {start, end} & set(attribute.not_applicable):
        return State.APART
    if table.is_missing(start):
        return State.MISSING
    if end in attribute.open:
        late = passed(Day.read(start), today, norm) if today else None
        return State.MISSING if late is None else State.DEVIATES if late else State.NOT_DUE
    if table.is_missing(end):
        return State.MISSING
    kept = in_time(Day.read(start), Day.read(end), norm)
    return State.MISSING if kept is None else State.MET if kept else State.DEVIATES


def holds(norm: Norm, value: Decimal) -> bool:
    """Say whether a figure keeps a norm's limit; `every` is all of the cases, in percent."""
    at = Decimal(str(100 if norm.value is None else norm.value))
    return value <= at if norm.operator is Operator.AT_MOST else value >= at
