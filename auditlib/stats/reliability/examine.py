"""Everything that applies to a time series, or to a list of cases: the results, and the tests the data do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from numbers import Real
from typing import NamedTuple

from auditlib.language import Language
from auditlib.stats.explain import require, share
from auditlib.stats.families import Family, adjust_family
from auditlib.stats.reliability.breaks import DeclaredBreak, find_breaks
from auditlib.stats.reliability.duplicates import duplicates
from auditlib.stats.reliability.esd import generalized_esd
from auditlib.stats.reliability.figures import Label, Value, figures_of, labels_of
from auditlib.stats.reliability.first_digits import first_digits
from auditlib.stats.reliability.fit import generator
from auditlib.stats.reliability.last_digits import last_digits
from auditlib.stats.reliability.missing import missing_patterns
from auditlib.stats.reliability.missing_links import missing_links
from auditlib.stats.reliability.modified_z import modified_z
from auditlib.stats.reliability.most_common import most_common
from auditlib.stats.reliability.number_gaps import key_gaps
from auditlib.stats.reliability.period_gaps import PeriodGaps, period_gaps
from auditlib.stats.reliability.reach import NAMES, TestName
from auditlib.stats.reliability.result import Examined, NotTested
from auditlib.stats.reliability.sequences import repeated_sequences
from auditlib.stats.reliability.unchanged import unchanged

_FAMILY: dict[Language, str] = {"nb": "datakvalitet", "nn": "datakvalitet", "en": "data reliability"}
Series = tuple[Sequence[str], Sequence[float | None], Sequence[float] | None]

_IN_ORDER: tuple[TestName, ...] = ("breaks", "modified_z", "unchanged", "sequences")


class Examination(NamedTuple):
    """What came of the tests that were made, and why the others were not."""

    results: tuple[Examined, ...]
    refusals: tuple[NotTested, ...]

    @property
    def flagged(self) -> tuple[Examined, ...]:
        """The results that someone should look at, before any adjustment for the number of tests."""
        return tuple(each for each in self.results if each.flagged)

    def family(self, language: Language = "nb", alpha: float = 0.05) -> Family | None:
        """Adjust the p-values for the number of tests made, by Holm's method; None where no test has one.

        Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
        """
        found: dict[str, float | None] = {}
        for each in self.results:
            if each.family_p is not None:
                name = NAMES[each.test][language]
                found[f"{each.subject}: {name}" if each.subject else name] = each.family_p
        return adjust_family(_FAMILY[language], tuple(found), found, alpha=alpha) if found else None


def examine_series(
    labels: Sequence[Label],
    values: Sequence[Value],
    *,
    declared_breaks: Sequence[DeclaredBreak] = (),
    declared_gaps: Mapping[Label, str] | None = None,
    counts: bool = False,
    exposures: Sequence[float] | None = None,
    seed: int,
    alpha: float = 0.05,
    subject: str = "",
) -> Examination:
    """Make the tests of reliability that apply to a time series.

    Args:
        labels: the periods in order: years, school years, quarters or months, or names of another kind.
        values: a figure for each, None where missing.
        declared_breaks: breaks that someone has told of, with reasons.
        declared_gaps: periods that may be missing, with reasons.
        counts: whether the figures are counts of independent events, for the test for breaks.
        exposures: what counted events came out of in each period.
        seed: starts every shuffle and draw.
        alpha: the level of each test; `Examination.family` adjusts for their number.
        subject: what the series is called, for the wording.

    Gaps in periods, missing values, breaks, outliers from the line of the series and from the normal distribution,
    repeated values, unchanged values and repeated sequences. Periods missing from the labels count as missing values in
    the tests that follow the order. Raises StatsError as the tests do, and for a seed left out.
    """
    generator(seed)
    level, figures = share("alpha", alpha), figures_of(values, labels)
    names, known = figures.all_labels, figures.all_values
    gaps = period_gaps(names, declared=declared_gaps, subject=subject)
    made: list[Examined] = [gaps, missing_patterns({subject or "x": known}, names, alpha=level, subject=subject)]
    if len(set(names)) < len(names) or (isinstance(gaps, PeriodGaps) and (gaps.unordered or gaps.repeated)):
        made += [NotTested(name, "disordered", subject=subject) for name in _IN_ORDER]
    else:
        made += _of_order(_filled(gaps, names, known, exposures), declared_breaks, counts, seed, level, subject)
    made += [generalized_esd(known, names, alpha=level, subject=subject)]
    return _sorted([*made, most_common(known, names, seed=seed, alpha=level, subject=subject)])


def _of_order(
    series: Series, declared: Sequence[DeclaredBreak], counts: bool, seed: int, alpha: float, subject: str
) -> list[Examined]:
    """Make the tests that follow the order of the series."""
    labels, values, under = series
    return [
        find_breaks(values, labels, declared, counts=counts, exposures=under, seed=seed, alpha=alpha, subject=subject),
        modified_z(values, labels, around="line", seed=seed, alpha=alpha, subject=subject),
        unchanged(values, labels, seed=seed, alpha=alpha, subject=subject),
        repeated_sequences(values, labels, seed=seed, alpha=alpha, subject=subject),
    ]


def examine_records(
    keys: Sequence[Label | None],
    columns: Mapping[str, Sequence[object]],
    *,
    labels: Sequence[Label] | None = None,
    figures: Sequence[str] | None = None,
    amounts: Sequence[str] = (),
    declared_gaps: Mapping[str, str] | None = None,
    seed: int,
    alpha: float = 0.05,
) -> Examination:
    """Make the tests of reliability that apply to a list of cases.

    Args:
        keys: the case number of each row, None where missing.
        columns: the other columns by name, each with one value per row, None where missing.
        labels: what names each row; row numbers from 1 when left out.
        figures: the columns of measured or counted figures; every column of numbers when left out.
        amounts: those of them whose first digits may be expected to follow Benford's law.
        declared_gaps: keys that may be missing, with reasons.
        seed: starts every shuffle and draw.
        alpha: the level of each test; `Examination.family` adjusts for their number.

    Duplicates, gaps in the running numbers of the keys, missing values and what they go with; for each column of
    figures last digits, repeated values and repeated sequences; for amounts first digits. Raises StatsError for bad
    input, as the tests do, for names of no column, and a seed left out.
    """
    generator(seed)
    level, rows = share("alpha", alpha), labels_of(labels, len(keys))
    chosen = [name for name in columns if _numbers(columns[name])] if figures is None else list(figures)
    for argument, names in (("figures", chosen), ("amounts", amounts)):
        strange = [name for name in names if name not in columns]
        require(not strange, argument, strange, f"names among the columns: {', '.join(columns)}")
    made: list[Examined] = [duplicates(keys, columns, rows), *key_gaps(keys, declared=declared_gaps)]
    if columns:
        made += [missing_patterns(columns, rows, alpha=level), missing_links(columns, rows, seed=seed, alpha=level)]
    for name in dict.fromkeys((*chosen, *amounts)):
        made += _of_figures(name, columns[name], rows, name in amounts, seed, level)
    return _sorted(made)


def _of_figures(
    name: str, values: Sequence[object], rows: Sequence[str], amounts: bool, seed: int, alpha: float
) -> list[Examined]:
    """Make the tests of one column of figures."""
    known = figures_of(values, rows, argument=f"columns[{name!r}]").all_values  # type: ignore[arg-type]
    made: list[Examined] = [
        last_digits(known, rows, seed=seed, alpha=alpha, subject=name),
        most_common(known, rows, seed=seed, alpha=alpha, subject=name),
        repeated_sequences(known, rows, seed=seed, alpha=alpha, subject=name),
    ]
    negative = sum(each is not None and each < 0 for each in known)
    if amounts and negative:
        made.append(NotTested("first_digits", "signs", negative, subject=name))
    elif amounts:
        made.append(first_digits(known, rows, seed=seed, alpha=alpha, subject=name))
    return made


def _filled(
    gaps: PeriodGaps | NotTested,
    names: Sequence[str],
    values: Sequence[float | None],
    exposures: Sequence[float] | None,
) -> Series:
    """Put periods that are missing from the labels in their places, with missing values."""
    if isinstance(gaps, NotTested):
        return names, values, exposures
    numbers = [gaps.calendar.number(name) or 0 for name in names]
    places = {number: place for place, number in enumerate(numbers)}
    every = range(numbers[0], numbers[-1] + 1)
    under = None
    if exposures is not None:
        require(len(exposures) == len(names), "exposures", len(exposures), f"one for each of the {len(names)} periods")
        under = [exposures[places[each]] if each in places else 1.0 for each in every]
    filled = [values[places[each]] if each in places else None for each in every]
    return [gaps.calendar.label(each) for each in every], filled, under


def _numbers(values: Sequence[object]) -> bool:
    """Say whether a column holds numbers, and nothing else."""
    known = [each for each in values if each is not None]
    return bool(known) and all(not isinstance(each, bool) and isinstance(each, Real | Decimal) for each in known)


def _sorted(made: Sequence[Examined]) -> Examination:
    """Part results from refusals."""
    refusals = tuple(each for each in made if isinstance(each, NotTested))
    return Examination(tuple(each for each in made if not isinstance(each, NotTested)), refusals)
