"""What the leak gate looks for, what it reads, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditlib.problems import AuditlibError

LEAST_WORDS = 8  # in a row, for a text to be known again


class Category(StrEnum):
    """What must not get out."""

    NAME = "informant's name"
    INFORMANT = "informant's id"
    ROLE = "informant's role and unit"
    INTERVIEW = "interview's id"
    CASE = "id of a reviewed case"
    IDENTITY = "identity number"
    ACCOUNT = "account number"
    PHONE = "phone number"
    MAIL = "e-mail address"
    ADDRESS = "postal address"
    NOTE = "internal note"
    QUOTE = "quote not cleared"
    PATH = "file path"
    POSITION = "position of a photograph"


class Channel(StrEnum):
    """What kind of text a stretch is, which decides how it is read.

    Prose and cells are read by people, so any grouping of digits counts; in a cell a number may stand before a name.
    Code is attributes, scripts and styles. Raw is coordinates and the source as it stands, full of numbers that are
    nobody's: there only what cannot be mistaken counts.
    """

    PROSE = "prose"
    CELL = "cell"
    CODE = "code"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text of a file that nothing interrupts, and where it stands.

    `where` says it in words; `marks` are triples of offset, line and column for each piece the text was joined of.
    `leak` is set where the reader itself has found something that must not get out; a text that was `encoded` stands,
    all of it, at its first mark.
    """

    text: str
    where: str
    channel: Channel
    marks: tuple[tuple[int, int, int], ...] = ((0, 0, 0),)
    leak: Category | None = None
    encoded: bool = False

    def place(self, offset: int) -> tuple[int, int]:
        """Give line and column of an offset, counted from 1; 0 where the file has no lines."""
        start, line, column = next(each for each in reversed(self.marks) if each[0] <= offset)
        if not line or self.encoded:
            return line, column
        down = self.text.count("\n", start, offset)
        if down:
            return line + down, offset - self.text.rfind("\n", start, offset)
        return line, column + offset - start


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of folded text that a rule took; `value` is what tells it from other hits."""

    start: int
    end: int
    category: Category
    rule: str
    value: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that must not get out: what it is, where it stands, and its surroundings with the secret masked.

    An uncertain leak may be something else, as one in nine account numbers looks like an identity number of some kind;
    it stops the gate all the same, until it is declared public.
    """

    category: Category
    rule: str
    where: str
    excerpt: str
    line: int = 0
    column: int = 0
    certain: bool = True

    def __str__(self) -> str:
        """Say in one line what was found."""
        place = f"{self.line}:{self.column}: " if self.line else ""
        doubt = "" if self.certain else "possible "
        return f"{place}{doubt}{self.category} in {self.where}: {self.excerpt} ({self.rule})"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What one audit must not let out, as plain data; numbers and addresses are found without being named here.

    `roles` are pairs of role and unit that together point at one informant; `notes` are texts for internal use and
    `quotes` are passages that nobody has cleared, both found whole or as any `least_words` words in a row. `paths` are
    folders and files of the workspace, `cases` the ids of those that were reviewed. A text in `cleared` may be quoted;
    a name or a number in it is found all the same. What stands in `public` may stand anywhere: labels, the audit
    office's own address and numbers.
    """

    names: frozenset[str] = frozenset()
    informants: frozenset[str] = frozenset()
    roles: frozenset[tuple[str, str]] = frozenset()
    interviews: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()
    least_words: int = LEAST_WORDS


class UncheckableError(AuditlibError):
    """A file cannot be read whole, so that nobody knows what it lets out."""


class LeakError(AuditlibError):
    """Public files hold what must not get out; `leaks` are pairs of file and leak."""

    def __init__(self, leaks: Iterable[tuple[str, Leak]]) -> None:
        """Keep every leak in reading order."""
        self.leaks = tuple(leaks)
        lines = "\n".join(f"{file}:{leak}" if leak.line else f"{file}: {leak}" for file, leak in self.leaks)
        super().__init__(f"the public files were not written, since they let this out:\n{lines}")
