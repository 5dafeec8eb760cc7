"""What a kind of problem is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem.

    `template` is the message with `{placeholders}`, `allowed` says what is right, with an example where one helps.
    """

    code: str
    severity: Severity
    title: str
    template: str
    allowed: str
    why: str


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
