"""One audit laid out for referencing: what is to be read, what has been said, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from auditlib.language import speaking
from auditlib.mapping import Mapped
from auditlib.problems import Problem, UsageError, hint_for, raise_errors
from auditlib.review.standing import Standing, SubjectStanding, standing_of
from auditlib.review.store import Round, latest, read_rounds
from auditlib.review.subjects import Subject, subjects_of


@dataclass(frozen=True, slots=True)
class Desk:
    """An audit's subjects and rounds, as they were read."""

    root: Path
    audit: str
    subjects: tuple[Subject, ...]
    rounds: tuple[Round, ...]

    def round(self, wanted: str = "") -> Round:
        """Give the round that is asked for, or the latest; raise UsageError where there is none."""
        return latest(self.rounds, wanted)

    def standing(self, wanted: str = "") -> Standing:
        """Say where the round that is asked for, or the latest if there is one, stands."""
        current = self.round(wanted) if wanted or self.rounds else None
        return standing_of(self.subjects, self.rounds, current)

    def find(self, id_: str, wanted: str = "") -> SubjectStanding:
        """Give where one claim or item stands; raise UsageError where nothing has that id."""
        found = self.standing(wanted)
        try:
            return found[id_]
        except KeyError:
            hint = hint_for(id_, [each.id for each in found.subjects])
            raise UsageError(f"nothing in {self.audit} is called `{id_}`: name a claim or an item ({hint})") from None


def desk_of(mapped: Mapped) -> Desk:
    """Lay out an audit; raise InputError when a file of its referencing is broken."""
    problems: list[Problem] = []
    root, audit = mapped.inputs.root, mapped.inputs.audit.id
    rounds = read_rounds(root, audit, problems)
    raise_errors(problems)
    with speaking(mapped.language):  # what was read is the same, whatever the report is asked to speak
        return Desk(root, audit, subjects_of(mapped), rounds)
