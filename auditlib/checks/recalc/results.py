"""What a recalculation finds."""

from dataclasses import dataclass

from auditlib.checks.recalc.calculations import Kind
from auditlib.checks.recalc.remarks import Pattern
from auditlib.numbers import Number


@dataclass(frozen=True)
class Explanation:
    """A known reason for a discrepancy, in the cell with these labels."""

    row: str
    column: str
    text: str


@dataclass(frozen=True)
class Discrepancy:
    """A printed number that does not follow from the others.

    `recomputed` has the decimals of `printed`; `explained` is the text of the explanation, if one was given;
    `cause` is a guess, in the language of the report, and `pattern` the mistake that was recognised, if one was;
    `line` is the line in the file. In running text `row` is the number of the line and `column` the place in it.
    """

    row: str
    column: str
    printed: Number
    recomputed: Number
    kind: Kind
    explained: str | None
    cause: str
    line: int
    pattern: Pattern = Pattern.NONE


@dataclass(frozen=True)
class Untested:
    """A number that could not be recomputed, and why, in the language of the report.

    `row` or `column` is None, and `line` with the row, when a whole column or row was not understood.
    """

    row: str | None
    column: str | None
    reason: str
    line: int | None


@dataclass(frozen=True)
class Recalculation:
    """The outcome for one grid or text: how many numbers were recomputed, which differ, and which were not tested."""

    checked: int
    discrepancies: tuple[Discrepancy, ...]
    untested: tuple[Untested, ...]
    is_text: bool = False
