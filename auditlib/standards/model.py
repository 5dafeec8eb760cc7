"""What a test of a rule gives: an outcome, the items that it rests on, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from auditlib.mapping import Mapped

Parameters = Mapping[str, tuple[str, ...]]


class Outcome(StrEnum):
    """What is known of a rule; `person` waits for somebody to confirm it."""

    MET = "met"
    NOT_MET = "not_met"
    UNTESTED = "untested"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Held:
    """Something of the audit that a test looked at: its id, or none where it has no id, and what there is to say."""

    id: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a test gave: the items that meet the rule, or those that do not, and the reason in words."""

    outcome: Outcome
    items: tuple[Held, ...] = ()
    reason: str = ""


Test = Callable[[Mapped, Parameters], Result]


def met(items: Iterable[Held], reason: str = "") -> Result:
    """Say that a rule is met by some items."""
    return Result(Outcome.MET, tuple(items), reason)


def not_met(items: Iterable[Held], reason: str = "") -> Result:
    """Say that a rule is not met, and which items break it."""
    return Result(Outcome.NOT_MET, tuple(items), reason)


def untested(reason: str) -> Result:
    """Say why a rule could not be tested."""
    return Result(Outcome.UNTESTED, reason=reason)


def sorted_out(kept: Iterable[Held], broken: Iterable[Held], nothing: str) -> Result:
    """Give the broken items if any, else those that keep the rule; with neither, `nothing` says why."""
    wrong, right = tuple(broken), tuple(kept)
    if wrong:
        return not_met(wrong)
    return met(right) if right else untested(nothing)
