"""Simple explanations of why a printed number differs from the recomputed one."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import trunc

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Calculation, Kind
from auditlib.checks.recalc.figures import Figures
from auditlib.checks.recalc.labels import Role
from auditlib.numbers import Number, round_half_up

_MOST_CAUSES = 2

_Hypothesis = tuple[str, Calculation]


def likely_cause(calculation: Calculation, figures: Figures) -> str:
    """Return the likely causes of a discrepancy as one phrase.

    A cause is named when it gives the printed number exactly, to its decimals. It is a place to look, not a
    proof: with many parts, one of them may have the right size by chance.
    """
    printed = figures.known(calculation.target)
    expected = calculation.exact(figures)
    causes = [
        *_misprint(printed, expected),
        *_fitting(printed, _hypotheses(calculation, figures), figures),
        *_unweighted_mean(calculation, figures),
    ] or [*_one_digit(printed, expected)]
    if calculation.kind is Kind.TOTAL:
        general = norwegian.COUNTED_TWICE if printed.value < expected else norwegian.PARTS_MISSING
        causes = [*causes[: _MOST_CAUSES - 1], general]
    return "; ".join(causes[:_MOST_CAUSES]) or norwegian.UNKNOWN_CAUSE


def _misprint(printed: Number, expected: Fraction) -> Iterator[str]:
    moved = {round_half_up(expected * factor, printed.decimals) for factor in (10, Fraction(1, 10))}
    unit = 10**printed.decimals
    if printed.value == -round_half_up(expected, printed.decimals):
        yield norwegian.SIGN_TURNED
    if printed.value in moved:
        yield norwegian.COMMA_MOVED
    if Fraction(printed.value) == Fraction(trunc(expected * unit), unit):
        yield norwegian.CUT_OFF
    differing = _differing_digits(printed, expected)
    if len(differing) == 2 and differing[0] == differing[1][::-1]:
        yield norwegian.DIGITS_SWAPPED


def _one_digit(printed: Number, expected: Fraction) -> Iterator[str]:
    if len(_differing_digits(printed, expected)) == 1:
        yield norwegian.ONE_DIGIT


def _differing_digits(printed: Number, expected: Fraction) -> list[tuple[str, str]]:
    """Pair the digits that differ between two numbers of the same sign and length, of two digits or more."""
    right = round_half_up(expected, printed.decimals)
    pairs = [f"{value:+.{printed.decimals}f}" for value in (printed.value, right)]
    if len(pairs[0]) != len(pairs[1]) or pairs[0][0] != pairs[1][0] or len(pairs[0]) < 3:
        return []
    return [pair for pair in zip(*pairs, strict=True) if pair[0] != pair[1]]


def _fitting(printed: Number, hypotheses: Iterator[_Hypothesis], figures: Figures) -> Iterator[str]:
    for sentence, calculation in hypotheses:
        possible = calculation.is_possible(figures)
        if possible and round_half_up(calculation.exact(figures), printed.decimals) == printed.value:
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
        yield (
            norwegian.LEFT_OUT.format(label=label),
            replace(calculation, parts=parts[:place] + parts[place + 1 :]),
        )
        yield norwegian.ADDED_TWICE.format(label=label), replace(calculation, parts=(*parts, parts[place]))


def _other_wholes(calculation: Calculation, figures: Figures) -> Iterator[_Hypothesis]:
    row = calculation.target[0]
    for column in figures.numeric:
        whole = (row, column)
        if whole not in (calculation.target, *calculation.parts) and figures.at(whole) is not None:
            sentence = norwegian.OTHER_WHOLE.format(label=figures.columns[column].text)
            yield sentence, replace(calculation, base=(whole,))


def _other_changes(calculation: Calculation, figures: Figures) -> Iterator[_Hypothesis]:
    ((row, after),) = calculation.parts
    ((base_row, before),) = calculation.base
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
