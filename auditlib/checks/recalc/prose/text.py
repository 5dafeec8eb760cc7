"""Recomputing the changes and shares that a text states, and correcting nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from auditlib.checks.recalc.calculations import Kind
from auditlib.checks.recalc.prose.changes import find_changes
from auditlib.checks.recalc.prose.elements import Element, read_sentences
from auditlib.checks.recalc.prose.judging import Judgement, judge_change, judge_share
from auditlib.checks.recalc.prose.shares import find_shares
from auditlib.checks.recalc.remarks import Pattern
from auditlib.checks.recalc.results import Discrepancy, Recalculation
from auditlib.numbers import Number, format_number, round_half_up

_PATTERNS = {Kind.POINTS_AS_PERCENT: Pattern.POINTS_AS_PERCENT, Kind.IMPOSSIBLE_SHARE: Pattern.IMPOSSIBLE_SHARE}


@dataclass(frozen=True, slots=True)
class Statement:
    """A change or share that a text states and that could be recomputed.

    `start` and `end` are the place of its figure in the text. `recomputed` has the decimals of `printed`; where the
    statement holds, `kind` is None and `recomputed` is what was printed.
    """

    start: int
    end: int
    printed: Number
    recomputed: Number
    kind: Kind | None = None
    cause: str = ""

    @property
    def holds(self) -> bool:
        """Whether it follows from the numbers it is said of."""
        return self.kind is None

    def at_cell(self, row: str, column: str, line: int, explained: str | None = None) -> Discrepancy:
        """Give what is wrong with it as a discrepancy in a place; raises ValueError when nothing is."""
        if self.kind is None:
            raise ValueError(f"{self.printed.text} holds")
        pattern = _PATTERNS.get(self.kind, Pattern.NONE)
        return Discrepancy(row, column, self.printed, self.recomputed, self.kind, explained, self.cause, line, pattern)


def read_statements(text: str) -> Iterator[Statement]:
    """Yield what a text states of changes and shares, in its order, with what is wrong with it.

    Read are changes in percent or percentage points beside «fra A til B», and percentages beside «X av Y» or of a
    counted whole, in bokmål and nynorsk. A statement holds if it could be printed for values that round to the printed
    ones, and «om lag» widens that; what is not understood is left in peace.
    """
    for sentences in read_sentences(text):
        changes = ((each.change, judge_change(each)) for each in find_changes(sentences))
        shares = ((each.share, judge_share(each)) for part in sentences for each in find_shares(part))
        judged = {element.start: (element, said) for element, (known, said) in chain(changes, shares) if known}
        for start in sorted(judged):
            yield _statement(text, *judged[start])


def _statement(text: str, element: Element, judged: Judgement | None) -> Statement:
    assert element.quantity is not None
    said = " ".join(text[element.start : element.end].split())
    printed = replace(element.quantity.number, text=said)
    if judged is None:
        return Statement(element.start, element.end, printed, printed)
    value = round_half_up(judged.value, printed.decimals)
    shown = f"{format_number(value, printed.decimals)}{judged.unit}"
    recomputed = Number(value, printed.decimals, printed.percent, shown)
    return Statement(element.start, element.end, printed, recomputed, judged.kind, judged.cause)


def recalculate_text(text: str) -> Recalculation:
    """Recompute the statements of a text.

    The row of a discrepancy is the number of its line and the column its place in the line, both from 1.
    """
    statements = list(read_statements(text))
    wrong = tuple(each.at_cell(*_place(text, each.start)) for each in statements if not each.holds)
    return Recalculation(len(statements), wrong, (), is_text=True)


def _place(text: str, start: int) -> tuple[str, str, int]:
    line = text.count("\n", 0, start) + 1
    return str(line), str(start - text.rfind("\n", 0, start)), line
