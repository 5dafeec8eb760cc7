"""Simple explanations of why a printed number differs from the recomputed one."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import trunc

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Calculation, Kind
from auditlib.checks.recalc.figures import Figures
from auditlib.checks.recalc.labels import Role
from auditlib.checks.recalc.remarks import Cause, Pattern
from auditlib.language import _
from auditlib.numbers import Number, format_number, round_half_up

_MOST_CAUSES = 2
_MOST_PARTS_NAMED = 3

_Hypothesis = tuple[Cause, Calculation]


def likely_cause(calculation: Calculation, figures: Figures) -> Cause:
    """Return the likely causes of a discrepancy as one phrase, with the pattern of the first.

    A cause is named when it gives the printed number exactly, to its decimals. It is a place to look, not a
    proof: with many parts, one of them may have the right size by chance.
    """
    printed = figures.known(calculation.target)
    expected = calculation.exact(figures)
    if calculation.kind is Kind.TOTAL and not any(figures.known(cell).value for cell in calculation.parts):
        return Cause(_(norwegian.PARTS_NOUGHT), Pattern.PARTS_EMPTY)
    causes = [
        *misprints(printed, expected),
        *_swapped_parts(calculation, figures),
        *_fitting(printed, _hypotheses(calculation, figures), figures),
    ] or [*_one_digit(printed, expected)]
    if calculation.kind is Kind.TOTAL:
        general = _(norwegian.COUNTED_TWICE) if printed.value < expected else _(norwegian.PARTS_MISSING)
        causes = [*causes[: _MOST_CAUSES - 1], Cause(general)]
    named = causes[:_MOST_CAUSES] or [Cause(_(norwegian.UNKNOWN_CAUSE))]
    return Cause("; ".join(cause.text for cause in named), named[0].pattern)


def misprints(printed: Number, expected: Fraction) -> Iterator[Cause]:
    """Yield the slips of the pen that make one number of another."""
    moved = {round_half_up(expected * factor, printed.decimals) for factor in (10, Fraction(1, 10))}
    unit = 10**printed.decimals
    if printed.value == -round_half_up(expected, printed.decimals):
        yield Cause(_(norwegian.SIGN_TURNED))
    if printed.value in moved:
        yield Cause(_(norwegian.COMMA_MOVED))
    if Fraction(printed.value) == Fraction(trunc(expected * unit), unit):
        yield Cause(_(norwegian.CUT_OFF))
    differing = _differing_digits(printed, expected)
    if len(differing) == 2 and differing[0] == differing[1][::-1]:
        yield Cause(_(norwegian.DIGITS_SWAPPED), Pattern.TRANSPOSED_DIGITS)


def _one_digit(printed: Number, expected: Fraction) -> Iterator[Cause]:
    if len(_differing_digits(printed, expected)) == 1:
        yield Cause(_(norwegian.ONE_DIGIT))


def _swapped_parts(calculation: Calculation, figures: Figures) -> Iterator[Cause]:
    """Name the parts of a total that make it right when two neighbouring digits of one of them change places."""
    if calculation.kind is not Kind.TOTAL:
        return
    missing = Fraction(figures.known(calculation.target).value) - calculation.exact(figures)
    swapped = [
        (figures.columns[column].text, figures.known((row, column)), value)
        for row, column in calculation.parts
        for value in _swaps(figures.known((row, column)))
        if Fraction(value - figures.known((row, column)).value) == missing
    ]
    names = [(label, format_number(value, number.decimals), number.text) for label, number, value in swapped]
    if len(names) == 1:
        ((label, right, printed),) = names
        text = _(norwegian.PART_SWAPPED).format(label=label, swapped=right, printed=printed)
        yield Cause(text, Pattern.TRANSPOSED_DIGITS)
    elif names:
        parts = ", ".join(f"{label} ({printed}, {right})" for label, right, printed in names[:_MOST_PARTS_NAMED])
        yield Cause(_(norwegian.PARTS_SWAPPED).format(parts=parts), Pattern.TRANSPOSED_DIGITS)


def _swaps(number: Number) -> set[Decimal]:
    """Give the numbers that come of swapping two neighbouring digits, the first of them never to a nought."""
    digits = str(int(abs(number.value).scaleb(number.decimals)))
    sign = -1 if number.value < 0 else 1
    swapped = {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)}
    return {sign * Decimal(each).scaleb(-number.decimals) for each in swapped if each[0] != "0" and each != digits}


def _differing_digits(printed: Number, expected: Fraction) -> list[tuple[str, str]]:
    """Pair the digits that differ between two numbers of the same sign and length, of two digits or more."""
    right = round_half_up(expected, printed.decimals)
    pairs = [f"{value:+.{printed.decimals}f}" for value in (printed.value, right)]
    if len(pairs[0]) != len(pairs[1]) or pairs[0][0] != pairs[1][0] or len(pairs[0]) < 3:
        return []
    return [pair for pair in zip(*pairs, strict=True) if pair[0] != pair[1]]


def _fitting(printed: Number, hypotheses: Iterator[_Hypothesis], figures: Figures) -> Iterator[Cause]:
    for cause, calculation in hypotheses:
        possible = calculation.is_possible(figures)
        if possible and round_half_up(calculation.exact(figures), printed.decimals) == printed.value:
            yield cause


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
    for place, (_row, column) in enumerate(parts):
        label = figures.columns[column].text
        left_out = Cause(_(norwegian.LEFT_OUT).format(label=label))
        yield left_out, replace(calculation, parts=parts[:place] + parts[place + 1 :])
        yield Cause(_(norwegian.ADDED_TWICE).format(label=label)), replace(calculation, parts=(*parts, parts[place]))


def _other_wholes(calculation: Calculation, figures: Figures) -> Iterator[_Hypothesis]:
    row = calculation.target[0]
    for column in figures.numeric:
        whole = (row, column)
        if whole not in (calculation.target, *calculation.parts) and figures.at(whole) is not None:
            cause = Cause(_(norwegian.OTHER_WHOLE).format(label=figures.columns[column].text))
            yield cause, replace(calculation, base=(whole,))


def _other_changes(calculation: Calculation, figures: Figures) -> Iterator[_Hypothesis]:
    ((row, after),) = calculation.parts
    ((base_row, before),) = calculation.base
    if row == base_row:
        for column in figures.series.get(figures.columns[before].template, {}).values():
            if column not in (before, after) and figures.at((row, column)) is not None:
                label = figures.columns[column].text
                other_base = Cause(_(norwegian.OTHER_BASE).format(label=label))
                yield other_base, replace(calculation, base=((row, column),))
                yield Cause(_(norwegian.OTHER_END).format(label=label)), replace(calculation, parts=((row, column),))
    if calculation.kind is Kind.DIFFERENCE:
        yield Cause(_(norwegian.PERCENT_NOT_DIFFERENCE)), replace(calculation, kind=Kind.PERCENTAGE_CHANGE)
        return
    percentages = figures.known((row, after)).percent or figures.columns[after].role is Role.SHARE
    as_points = Cause(_(norwegian.POINTS_AS_PERCENT), Pattern.POINTS_AS_PERCENT)
    cause = as_points if percentages else Cause(_(norwegian.DIFFERENCE_NOT_PERCENT))
    yield cause, replace(calculation, kind=Kind.DIFFERENCE)
    turned = replace(calculation, parts=calculation.base, base=calculation.parts, sign=-calculation.sign)
    label = figures.columns[after].text if row == base_row else figures.rows[row].text
    yield Cause(_(norwegian.BASE_TURNED).format(label=label)), turned
