"""Simple explanations of why a printed number differs from the recomputed one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import trunc

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Calculation, Kind
from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.intervals import Interval, exactly
from auditlib.checks.recalc.labels import Role
from auditlib.numbers import Number, round_half_up

_MOST_CAUSES = 2

_Hypothesis = tuple[str, Calculation]


def expected_value(calculation: Calculation, figures: Figures) -> Fraction:
    """Return what the number should be, from the cells as printed; all of them must hold numbers."""
    return calculation.recompute(_as_printed(figures)).low


def likely_cause(calculation: Calculation, figures: Figures) -> str:
    """Return the likely causes of a discrepancy as one phrase.

    A cause is named when it gives the printed number exactly, to its decimals. It is a place to look, not a
    proof: with many parts, one of them may have the right size by chance.
    """
    printed = figures.known(calculation.target)
    expected = expected_value(calculation, figures)
    causes = [
        *_misprint(printed, expected),
        *_fitting(printed, _hypotheses(calculation, figures), figures),
        *_unweighted_mean(calculation, figures),
        *_one_digit(printed, expected),
    ]
    if calculation.kind is Kind.TOTAL:
        general = norwegian.COUNTED_TWICE if printed.value < expected else norwegian.PARTS_MISSING
        causes = [*causes[: _MOST_CAUSES - 1], general]
    return "; ".join(causes[:_MOST_CAUSES]) or norwegian.UNKNOWN_CAUSE


def _as_printed(figures: Figures) -> Callable[[Cell], Interval]:
    return lambda cell: exactly(Fraction(figures.known(cell).value))


def _misprint(printed: Number, expected: Fraction) -> Iterator[str]:
    unit = 10**printed.decimals
    if printed.value == -round_half_up(expected, printed.decimals):
        yield norwegian.SIGN_TURNED
    if printed.value in (round_half_up(expected * 10, printed.decimals), round_half_up(expected / 10, printed.decimals)):
        yield norwegian.COMMA_MOVED
    if Fraction(printed.value) == Fraction(trunc(expected * unit), unit):
        yield norwegian.CUT_OFF
    wrong, right = _digits(printed, expected)
    places = _places_that_differ(wrong, right)
    if len(places) == 2 and places[1] == places[0] + 1 and sorted(wrong) == sorted(right):
        yield norwegian.DIGITS_SWAPPED


def _one_digit(printed: Number, expected: Fraction) -> Iterator[str]:
    if len(_places_that_differ(*_digits(printed, expected))) == 1:
        yield norwegian.ONE_DIGIT


def _digits(printed: Number, expected: Fraction) -> tuple[str, str]:
    """Return the digits that were printed and those that should have been."""
    values = (printed.value, round_half_up(expected, printed.decimals))
    wrong, right = (str(abs(int(Fraction(value) * 10**printed.decimals))) for value in values)
    return wrong, right


def _places_that_differ(wrong: str, right: str) -> list[int]:
    if len(wrong) != len(right):
        return []
    return [place for place, (one, other) in enumerate(zip(wrong, right, strict=True)) if one != other]


def _fitting(printed: Number, hypotheses: Iterator[_Hypothesis], figures: Figures) -> Iterator[str]:
    for sentence, calculation in hypotheses:
        possible = calculation.has_base(_as_printed(figures))
        if possible and round_half_up(expected_value(calculation, figures), printed.decimals) == printed.value:
            yield sentence


def _hypotheses(calculation: Calculation, figures: Figures) -> Iterator[_Hypothesis]:
    match calculation.kind:
        case Kind.TOTAL:
            return _other_parts(calculation, figures)
        case Kind.SHARE:
            return _other_wholes(calculation, figures)
        case _:
            return _other_changes(calculation, figures)


def _other_parts(calculation: Calculation, figures: Figures) -> Iterator[_Hypothesis]:
    parts = calculation.parts
    for place, (_, column) in enumerate(parts):
        label = figures.columns[column].text
        yield norwegian.LEFT_OUT.format(label=label), replace(calculation, parts=parts[:place] + parts[place + 1 :])
        yield norwegian.ADDED_TWICE.format(label=label), replace(calculation, parts=(*parts, parts[place]))


def _other_wholes(calculation: Calculation, figures: Figures) -> Iterator[_Hypothesis]:
    row = calculation.target[0]
    for column in figures.numeric:
        whole = (row, column)
        if whole not in (calculation.target, *calculation.parts) and figures.at(whole) is not None:
            sentence = norwegian.OTHER_WHOLE.format(label=figures.columns[column].text)
            yield sentence, replace(calculation, base=(whole,))


def _other_changes(calculation: Calculation, figures: Figures) -> Iterator[_Hypothesis]:
    (row, after), = calculation.parts
    (base_row, before), = calculation.base
    if row == base_row:
        for column in figures.series.get(figures.columns[before].template, {}).values():
            if column not in (before, after) and figures.at((row, column)) is not None:
                label = figures.columns[column].text
                yield norwegian.OTHER_BASE.format(label=label), replace(calculation, base=((row, column),))
                yield norwegian.OTHER_END.format(label=label), replace(calculation, parts=((row, column),))
    if calculation.kind is Kind.DIFFERENCE:
        yield norwegian.PERCENT_NOT_DIFFERENCE, replace(calculation, kind=Kind.PERCENTAGE_CHANGE)
        return
    percentages = figures.known((row, after)).percent or figures.columns[after].role is Role.SHARE
    sentence = norwegian.POINTS_AS_PERCENT if percentages else norwegian.DIFFERENCE_NOT_PERCENT
    yield sentence, replace(calculation, kind=Kind.DIFFERENCE)
    turned = replace(calculation, parts=calculation.base, base=calculation.parts, sign=-calculation.sign)
    label = figures.columns[after].text if row == base_row else figures.rows[row].text
    yield norwegian.BASE_TURNED.format(label=label), turned


def _unweighted_mean(calculation: Calculation, figures: Figures) -> Iterator[str]:
    row, column = calculation.target
    others = [number.value for other, number in figures.printed(column).items() if other != row]
    if figures.rows[row].role is not Role.TOTAL or calculation.kind is Kind.TOTAL or len(others) < 2:
        return
    printed = figures.known(calculation.target)
    if round_half_up(Fraction(sum(others)) / len(others), printed.decimals) == printed.value:
        yield norwegian.UNWEIGHTED_MEAN
