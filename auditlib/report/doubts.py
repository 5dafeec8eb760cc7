"""What the internal edition tells of judgements that may no longer hold, and of changes that were accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditlib.judged import Suspect, changed_in_short
from auditlib.judged.words import Told, day, judged_when, told
from auditlib.language import _
from auditlib.problems import AuditlibError
from auditlib.workbench import Workbench

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Doubt:
    """What stands beside one judgement: that it is suspect and why, and which changes were accepted."""

    suspect: bool
    when: str
    changes: tuple[Told, ...]
    more: int
    through: tuple[str, ...]
    accepted: tuple[str, ...]


class SuspectError(AuditlibError):
    """The public edition was not made, since judgements may no longer hold; `suspects` are they, by id."""

    def __init__(self, audit: str, suspects: Mapping[str, Suspect]) -> None:
        """Name each judgement with what has changed under it, and the way out."""
        self.suspects = suspects
        told = (f"  {each.at}: {each.id}: {changed_in_short(each)}" for each in suspects.values())
        lines = "\n".join(told)
        super().__init__(
            "the public edition was not written: these judgements may no longer hold; what changed:\n"
            f"{lines}\n"
            f"see `auditlib status {audit} ID`; `auditlib judge {audit} ID` judges again, or accept it with "
            f'`auditlib accept {audit} ID --reason "…"`; the internal edition shows what changed'
        )


def doubts_of(a: Workbench) -> dict[str, Doubt]:
    """Give the doubts by judgement; that on an assessment also by its criterion, under which the report shows it."""
    standing = a.standing
    known = {**standing.suspects, **{id_: None for id_, each in standing.store.stored.items() if each.accepted}}
    found = {id_: _doubt(a, id_) for id_ in known}
    about = {each.criterion: each.id for each in a.inputs.assessments if each.criterion and each.id in found}
    return found | {criterion: found[id_] for criterion, id_ in about.items()}


def _doubt(a: Workbench, id_: str) -> Doubt:
    suspect, stored = a.standing.suspects.get(id_), a.standing.store.stored.get(id_)
    sentence = _("Endring i {changed} er godtatt {on} av {by}: {reason}")
    accepted = tuple(
        sentence.format(changed=each.changed, on=day(each.on), by=each.by, reason=each.reason)
        for each in (stored.accepted if stored else ())
    )
    if suspect is None:
        return Doubt(False, "", (), 0, (), accepted)
    changes = tuple(map(told, suspect.changes[:_MOST_TOLD]))
    more = max(len(suspect.changes) - _MOST_TOLD, 0)
    return Doubt(True, judged_when(suspect), changes, more, suspect.through, accepted)
