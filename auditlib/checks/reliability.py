"""What the tests of data reliability say of an audit's tables: rows over periods, and the cases of file reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from auditlib.audits import Audit
from auditlib.editions.cells import HIDDEN
from auditlib.stats import (
    DeclaredBreak,
    Examination,
    Examined,
    Missing,
    NotTested,
    PeriodGaps,
    examine_records,
    examine_series,
    missing_patterns,
)
from auditlib.stats.reliability.periods import Calendar, read_period
from auditlib.tables import Column, NumberKind, Review, Table
from auditlib.workspace import Inputs

LEAST_PERIODS = 3
_OF_KEYS = ("duplicates", "number_gaps")


@dataclass(frozen=True, slots=True)
class ExaminedTable:
    """What was tested of a table and what came of it.

    `subjects` are the rows, or columns where periods are rows, that are series in time, and `periods` their first and
    last period; for a table of cases there are none and `review` is the file review. `hidden` are the subjects with a
    figure that was kept out of sight, which cannot be tested.
    """

    table: Table
    examination: Examination
    subjects: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    review: Review | None = None

    @property
    def standing(self) -> tuple[int, tuple[Examined, ...]]:
        """How many tests gave a p-value, and the flagged ones that stand when those are adjusted by Holm's method.

        Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
        """
        tested = [each for each in self.examination.results if each.family_p is not None]
        family = self.examination.family()
        stands = [test.stands for test in family.tests] if family else []
        pairs = zip(tested, stands, strict=True)
        return len(tested), tuple(each for each, stood in pairs if stood and each.flagged)


def seed_of(audit: Audit) -> int:
    """Give the seed of every random draw: the digits of the day the report was published."""
    return int("".join(filter(str.isdecimal, str(audit.published))))


def examine_tables(inputs: Inputs, *, numbered: bool = False) -> tuple[tuple[ExaminedTable, ...], tuple[Table, ...]]:
    """Test every table of an audit; give those that could be tested, and those with neither periods nor cases.

    Args:
        inputs: what the audit's people have written.
        numbered: whether cases have been given new numbers, so that tests of their keys would test those.

    Breaks are looked for by ranks and not by the counts' own variation: a year's counts vary for more reasons than
    chance.
    """
    seed, reviews = seed_of(inputs.audit), {each.table: each for each in inputs.reviews}
    tested: list[ExaminedTable] = []
    others: list[Table] = []
    for table in inputs.tables.values():
        review = reviews.get(table.resource.name)
        found = None
        if not table.resource.of_records:
            found = _series(table, seed) if review is None else _cases(table, review, seed, numbered)
        if found is None:
            others.append(table)
        else:
            tested.append(found)
    return tuple(tested), tuple(others)


def _series(table: Table, seed: int) -> ExaminedTable | None:
    """Test the rows over the columns that are periods, or the columns over such rows; None where there are too few."""
    columns = [each.name for each in table.columns if each.numeric]
    across = _periods(columns)
    down = [] if len(across) >= LEAST_PERIODS else _periods(table.names())
    periods, every = (across, table.names()) if across and not down else (down, columns)
    if len(periods) < LEAST_PERIODS:
        return None
    cells = {each: [(each, period) if not down else (period, each) for period in periods] for each in every}
    numbers = {each: [table.number(*cell) for cell in cells[each]] for each in every}
    hidden = tuple(each for each in every if any(table.cell(*cell).strip() == HIDDEN for cell in cells[each]))
    subjects = tuple(each for each in every if each not in hidden and any(x is not None for x in numbers[each]))
    if not subjects and not hidden:
        return None
    made: list[Examined] = []
    for each in subjects:
        declared = [] if down else _declared(table, each, periods)
        found = examine_series(periods, numbers[each], declared_breaks=declared, seed=seed, subject=each)
        made += [*found.results, *found.refusals]
    together = _once(made, periods, {each: numbers[each] for each in subjects}, by_period=not down)
    return ExaminedTable(table, _parted(together), subjects, (periods[0], periods[-1]), hidden)


def _once(
    made: Sequence[Examined], periods: Sequence[str], numbers: dict[str, list[Decimal | None]], by_period: bool
) -> list[Examined]:
    """Say what is the same for every series once: which periods there are, and what is missing in the table."""
    own = [each for each in made if not isinstance(each, Missing) and each.test != "period_gaps"]
    gaps = [each for each in made if isinstance(each, PeriodGaps)][:1]
    if not numbers:
        return own
    if by_period:
        columns = {period: [numbers[each][place] for each in numbers] for place, period in enumerate(periods)}
        return [*(replace(each, subject="") for each in gaps), missing_patterns(columns, tuple(numbers)), *own]
    return [*(replace(each, subject="") for each in gaps), missing_patterns(numbers, periods), *own]


def _periods(names: Iterable[str]) -> list[str]:
    """Give the names that are periods of the kind and spelling of the first of them, in order of time."""
    read = {name: found for name in names if (found := read_period(name)) is not None}
    calendar: Calendar | None = next((found[0] for found in read.values()), None)
    return sorted((name for name, found in read.items() if found[0] == calendar), key=lambda name: read[name][1])


def _declared(table: Table, row: str, periods: Sequence[str]) -> list[DeclaredBreak]:
    """Give the breaks that were declared for a row, one for each period."""
    reasons: dict[str, list[str]] = {}
    for each in table.resource.breaks:
        if each.column in periods and (not each.rows or row in each.rows):
            reasons.setdefault(each.column, []).append(each.text.rstrip("."))
    return [DeclaredBreak(period, "; ".join(texts)) for period, texts in reasons.items()]


def _cases(table: Table, review: Review, seed: int, numbered: bool) -> ExaminedTable | None:
    """Test the cases of a file review; gaps between the numbers of cases are tested only where every case was read."""
    if not table.rows:
        return None
    rows = table.names()
    keys = [row[review.key].strip() or None for row in table.rows]
    columns = _called(table, {review.key, table.resource.table_schema.primary_key})
    values = {called: _values(table, column, _marks(review)) for called, column in columns.items()}
    figures = {called: _numbers(table, column) for called, column in columns.items() if column.numeric}
    found = examine_records(keys, values, labels=rows, figures=(), seed=seed)
    # a mark such as «not applicable» is an answer where missing values are counted, and no figure among figures
    amounts = [called for called in figures if columns[called].holds is NumberKind.AMOUNT]
    counted = examine_records(keys, figures, labels=rows, figures=tuple(figures), amounts=amounts, seed=seed)
    of_figures = (each for each in (*counted.results, *counted.refusals) if each.subject in figures)
    left_out = _OF_KEYS if numbered else () if review.drawn.method == "all" else ("number_gaps",)
    made = [each for each in (*found.results, *found.refusals, *of_figures) if each.test not in left_out]
    return ExaminedTable(table, _parted(made), review=review)


def _called(table: Table, keys: set[str]) -> dict[str, Column]:
    """Give the columns that are not keys by what the report calls them; by name where two are called the same."""
    columns = [each for each in table.columns if each.name not in keys]
    times = Counter(each.label for each in columns)
    return {each.label if times[each.label] == 1 else each.name: each for each in columns}


def _marks(review: Review) -> frozenset[str]:
    """Give the marks that are answers in the review, even where the table calls them missing."""
    return frozenset(
        mark for each in review.attributes for mark in (*each.open, *each.not_applicable, *each.meets, *each.deviates)
    )


def _values(table: Table, column: Column, marks: frozenset[str]) -> list[object]:
    """Give a column's cells, numbers as numbers unless there are marks among them, and None for missing ones."""
    texts = [row[column.name].strip() for row in table.rows]
    if column.numeric and not marks.intersection(texts):
        return list(_numbers(table, column))
    return [text if text in marks or not table.is_missing(text) else None for text in texts]


def _numbers(table: Table, column: Column) -> list[Decimal | None]:
    return [table.number(row, column.name) for row in table.names()]


def _parted(made: Iterable[Examined]) -> Examination:
    """Part what was tested from what could not be."""
    every = tuple(made)
    results = tuple(each for each in every if not isinstance(each, NotTested))
    return Examination(results, tuple(each for each in every if isinstance(each, NotTested)))
