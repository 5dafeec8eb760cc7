"""Missing values: how much is missing in each column, which columns lack values together, and in what pattern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import ClassVar

from auditlib.language import Language
from auditlib.stats.explain import require, share, written
from auditlib.stats.families import holm, written_interval, written_p
from auditlib.stats.intervals import clopper_pearson
from auditlib.stats.phrases import count, percent
from auditlib.stats.proportions import ConditionalTable
from auditlib.stats.reliability.figures import Label, comparable, labels_of, listed, see
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, Told

Columns = Mapping[str, Sequence[object]]

SOURCE = (
    "Little & Rubin, Statistical Analysis with Missing Data, 3rd ed. (2020), ch. 1; Clopper & Pearson (1934); Fisher "
    "(1935); Holm (1979)"
)
_NONE: dict[Language, str] = {
    "nb": "Ingen verdier mangler (kolonner: {columns}, rader: {n}).",
    "nn": "Ingen verdiar manglar (kolonnar: {columns}, rader: {n}).",
    "en": "No values are missing (columns: {columns}, rows: {n}).",
}
_FOUND: dict[Language, str] = {
    "nb": "Verdier mangler i {which}; {complete} av {n} rader er fullstendige.{together}",
    "nn": "Verdiar manglar i {which}; {complete} av {n} rader er fullstendige.{together}",
    "en": "Values are missing in {which}; {complete} of {n} rows are complete.{together}",
}
_ONE: dict[Language, str] = {
    "nb": "{missing} av {n} verdier mangler ({share}; {ci}){where}.",
    "nn": "{missing} av {n} verdiar manglar ({share}; {ci}){where}.",
    "en": "{missing} of {n} values are missing ({share}; {ci}){where}.",
}
_COLUMN: dict[Language, str] = {
    "nb": "{name} ({missing} av {n}: {share}; {ci})",
    "nn": "{name} ({missing} av {n}: {share}; {ci})",
    "en": "{name} ({missing} of {n}: {share}; {ci})",
}
_TOGETHER: dict[Language, str] = {
    "nb": " Oftere i de samme radene enn tilfeldighet vanligvis gir: {pairs}.",
    "nn": " Oftare i dei same radene enn tilfelle vanlegvis gir: {pairs}.",
    "en": " In the same rows more often than chance usually makes them: {pairs}.",
}
_PAIR: dict[Language, str] = {
    "nb": "{first} og {second} ({both} rader, {expected} ventet; {p})",
    "nn": "{first} og {second} ({both} rader, {expected} venta; {p})",
    "en": "{first} and {second} ({both} rows, {expected} expected; {p})",
}
_MONOTONE: dict[bool, dict[Language, str]] = {
    True: {"nb": "trappeformet mønster", "nn": "trappeforma mønster", "en": "monotone pattern"},
    False: {
        "nb": "mønsteret er ikke trappeformet",
        "nn": "mønsteret er ikkje trappeforma",
        "en": "pattern not monotone",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Intervallene gjelder andelen som mangler når radene ses som trukket fra flere av samme slag.",
        "Alt som mangler er merket som manglende, og ikke skrevet som 0 eller en kode.",
    ),
    "nn": (
        "Intervalla gjeld delen som manglar når ein ser radene som trekte frå fleire av same slag.",
        "Alt som manglar er merkt som manglande, og ikkje skrive som 0 eller ein kode.",
    ),
    "en": (
        "The intervals are for the share missing when the rows are seen as drawn from more of the same kind.",
        "All that is missing is marked as missing, and not written as 0 or a code.",
    ),
}


@dataclass(frozen=True, slots=True)
class MissingColumn:
    """How many values of a column are missing, where, and the share with its exact interval."""

    name: str
    labels: tuple[str, ...]
    n: int
    lower: float
    upper: float

    @property
    def missing(self) -> int:
        """How many are missing."""
        return len(self.labels)

    @property
    def share(self) -> float:
        """The share missing."""
        return self.missing / self.n


@dataclass(frozen=True, slots=True)
class MissingPair:
    """Two columns with missing values: in how many rows both are missing, the number expected, and Fisher's p-value."""

    first: str
    second: str
    both: int
    expected: float
    p: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class Missing(Examined):
    """What is missing, column by column, pair by pair and pattern by pattern.

    `patterns` holds the sets of columns that are missing in a row with the number of such rows, the commonest first.
    `monotone` says whether the columns can be ordered so that once one is missing, all later ones are; None when fewer
    than two columns have missing values. The p-values of pairs are adjusted by Holm's method.
    """

    columns: tuple[MissingColumn, ...]
    pairs: tuple[MissingPair, ...]
    patterns: tuple[tuple[tuple[str, ...], int], ...]
    monotone: bool | None
    n: int
    confidence: float
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "missing"

    @property
    def incomplete(self) -> tuple[MissingColumn, ...]:
        """The columns with missing values."""
        return tuple(each for each in self.columns if each.missing)

    @property
    def together(self) -> tuple[MissingPair, ...]:
        """The pairs that are missing in the same rows more often than chance makes them."""
        return tuple(each for each in self.pairs if each.adjusted <= self.alpha and each.both > each.expected)

    @property
    def flagged(self) -> bool:
        """Whether anything is missing."""
        return bool(self.incomplete)

    @property
    def places(self) -> tuple[str, ...]:
        """Every row with a missing value; by column, `column: row`, where there are several."""
        if len(self.columns) == 1:
            return self.columns[0].labels
        return tuple(f"{each.name}: {label}" for each in self.columns for label in each.labels)

    @property
    def complete(self) -> int:
        """How many rows have every value."""
        return sum(rows for names, rows in self.patterns if not names)

    def explain(self, language: Language = "nb") -> Account:
        """Say how much is missing, where, and which columns lack values together."""
        n, assumptions = count(self.n, language), _ASSUMPTIONS[language]
        formula = "; ".join(f"{each.name}: {each.missing}/{each.n}" for each in self.columns)
        if self.monotone is not None:
            formula += f"; {_MONOTONE[self.monotone][language]}"
        worst = max(self.columns, key=lambda each: each.missing)
        ci = written_interval(100 * worst.lower, 100 * worst.upper, 1, self.confidence, language)
        told = Told(self._sentence(n, language), percent(worst.share, language), formula, SOURCE, assumptions, ci)
        return told.account(self.test, self.subject, language)

    def _sentence(self, n: str, language: Language) -> str:
        """Write what is missing, in one column or in several."""
        if not self.incomplete:
            return _NONE[language].format(columns=count(len(self.columns), language), n=n)
        if len(self.columns) == 1:
            return self._column(self.columns[0], _ONE, language)
        which = [self._column(each, _COLUMN, language) for each in self.incomplete]
        pairs = [
            _PAIR[language].format(
                first=each.first, second=each.second, both=count(each.both, language),
                expected=written(each.expected, 1, language), p=written_p(each.adjusted, language),
            )
            for each in self.together
        ]  # fmt: skip
        together = _TOGETHER[language].format(pairs="; ".join(pairs)) if pairs else ""
        complete = count(self.complete, language)
        return _FOUND[language].format(which=listed(which, language), complete=complete, n=n, together=together)

    def _column(self, column: MissingColumn, words: dict[Language, str], language: Language) -> str:
        """Say how much of a column is missing."""
        return words[language].format(
            name=column.name, where=see(column.labels, language),
            missing=count(column.missing, language), n=count(column.n, language),
            share=percent(column.share, language),
            ci=written_interval(100 * column.lower, 100 * column.upper, 1, self.confidence, language),
        )  # fmt: skip


def missing_patterns(
    columns: Columns,
    labels: Sequence[Label] | None = None,
    *,
    confidence: float = 0.95,
    alpha: float = 0.05,
    subject: str = "",
) -> Missing:
    """Describe what is missing in a table.

    Args:
        columns: the columns by name, all of one length; None is missing, and nothing else is.
        labels: what names each row; row numbers from 1 when left out.
        confidence: of the intervals for the shares, between 0 and 1.
        alpha: the level for pairs of columns, adjusted over all pairs that lack values.
        subject: what the rows are called, for the wording.

    Raises StatsError for no columns or rows, columns of different length, and NaN, which is not None.
    Source: Little and Rubin (2020), ch. 1, for patterns; Clopper and Pearson (1934), Fisher (1935), Holm (1979).
    """
    level, names = share("alpha", alpha), checked(columns, labels)
    n, gone = len(names), {name: frozenset(gaps(values)) for name, values in columns.items()}
    described = []
    for name, rows in gone.items():
        interval = clopper_pearson(len(rows), n, confidence)
        where = tuple(names[row] for row in sorted(rows))
        described.append(MissingColumn(name, where, n, interval.lower, interval.upper))
    lacking = {name: rows for name, rows in gone.items() if rows}
    patterns = Counter(tuple(name for name, rows in lacking.items() if row in rows) for row in range(n))
    ordered = sorted(lacking.values(), key=len)
    monotone = all(small <= large for small, large in pairwise(ordered)) if len(lacking) > 1 else None
    return Missing(
        tuple(described), tuple(_pairs(lacking, n)), tuple(patterns.most_common()), monotone, n,
        share("confidence", confidence), level, subject,
    )  # fmt: skip


def checked(columns: Columns, labels: Sequence[Label] | None) -> tuple[str, ...]:
    """Give the rows' labels; StatsError for no columns or rows, columns of different length, and NaN."""
    require(len(columns) > 0, "columns", columns, "one column or more")
    lengths = {name: len(values) for name, values in columns.items()}
    require(len(set(lengths.values())) == 1, "columns", lengths, "columns of one length")
    require(min(lengths.values()) > 0, "columns", lengths, "one row or more")
    for name, values in columns.items():
        for row, value in enumerate(values):
            allowed = "a text, number or date, or None where it is missing"
            require(comparable(value), f"columns[{name!r}][{row}]", value, allowed)
    return labels_of(labels, next(iter(lengths.values())))


def gaps(values: Sequence[object]) -> list[int]:
    """Give the rows in which a column has no value."""
    return [row for row, value in enumerate(values) if value is None]


def _pairs(lacking: Mapping[str, frozenset[int]], n: int) -> list[MissingPair]:
    """Hold each pair of columns with missing values against each other; none for a column with no value at all."""
    partly = {name: rows for name, rows in lacking.items() if len(rows) < n}
    found = []
    for (first, a), (second, b) in combinations(partly.items(), 2):
        p, _ = ConditionalTable(len(a & b), len(a), n - len(a), len(b)).p_values()
        found.append((first, second, len(a & b), len(a) * len(b) / n, p))
    adjusted = holm([each[4] for each in found]) if found else ()
    return [MissingPair(*each, change) for each, change in zip(found, adjusted, strict=True)]
