"""Places, problems and the errors that carry them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditlib.problems.kind import Kind, Severity
from auditlib.problems.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: line and column count from 1, 0 means the file as a whole.

    `where` names the place in the file's own terms, for example `versions[1].provisions` or
    `row 14, column antall`. `cell` is the address in a workbook, `Ark1!B7`.
    """

    file: str
    line: int = 0
    column: int = 0
    where: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Give `file:line:column`, which editors and terminals turn into a link."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what would be right."""

    code: str
    at: Location
    message: str

    @property
    def kind(self) -> Kind:
        """The entry in the catalogue of problems."""
        return KINDS[self.code]

    @property
    def severity(self) -> Severity:
        """How much it matters: an error stops a run, a warning asks to be mended, a note informs."""
        return self.kind.severity

    def __str__(self) -> str:
        """Give the line that `auditlib check` prints."""
        place = f" [{self.where}]" if self.where else ""
        return f"{self.at}: {self.code} {self.message}{place}"

    @property
    def where(self) -> str:
        """The place in the file's own terms, in a workbook after the cell's address."""
        return ", ".join(filter(None, (self.at.cell, self.at.where)))

    def as_row(self) -> dict[str, str | int]:
        """Give a plain mapping for JSON and tables."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.at.file,
            "line": self.at.line,
            "column": self.at.column,
            "where": self.where,
            "message": self.message,
        }


def problem(code: str, at: Location, **details: object) -> Problem:
    """Make a problem of a kind in the catalogue; `details` fill the kind's template."""
    kind = KINDS[code]
    said = kind.template.format(**details)
    return Problem(code, at, f"{said} ({kind.allowed.format(**details)})" if kind.allowed else said)


def hint_for(word: str, known: Iterable[str]) -> str:
    """Say what may have been meant: the nearest known word, else the first dozen that are known."""
    choices = list(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    shown = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return f"known: {shown}" if shown else "none are defined"


class AuditlibError(Exception):
    """Any error this package raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """Let IPython show the message alone: the stack tells an auditor nothing."""
        return str(self).splitlines()


class UsageError(AuditlibError):
    """The call is wrong, whatever the files hold."""


class InputError(AuditlibError):
    """The files are wrong; all problems found are in `problems`, errors first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems in reading order of their files."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(each) for each in self.problems))


def raise_errors(problems: Sequence[Problem]) -> None:
    """Raise one `InputError` with every error among the problems; warnings and notes pass."""
    errors = [each for each in problems if each.severity is Severity.ERROR]
    if errors:
        raise InputError(errors)
