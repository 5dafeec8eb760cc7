"""Holding a stated change or share against the numbers it is said of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from auditlib.checks.recalc import norwegian as tables
from auditlib.checks.recalc.calculations import Kind
from auditlib.checks.recalc.causes import misprints
from auditlib.checks.recalc.intervals import Interval, exactly
from auditlib.checks.recalc.prose import norwegian
from auditlib.checks.recalc.prose.changes import StatedChange
from auditlib.checks.recalc.prose.elements import Hedge, Quantity, Unit
from auditlib.checks.recalc.prose.shares import StatedShare
from auditlib.numbers import format_number, round_half_up

_PERCENT, _POINTS = " prosent", " prosentpoeng"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a statement should have said: its kind, the value and its unit, and the cause; None of it when it holds."""

    kind: Kind
    value: Fraction
    unit: str
    cause: str


def judge_change(stated: StatedChange) -> tuple[bool, Judgement | None]:
    """Tell whether a stated change could be recomputed, and what is wrong with it, if anything.

    A change the other way than the word says, and one from nothing or from what is below it, cannot be.
    """
    before, after = stated.of.ends()
    points = after - before
    if before.low <= 0 or _turns(stated, points):
        return False, None
    sign = _sign(stated)
    relative = (after / before - exactly(1)).scaled(100 * sign)
    said = stated.quantity.interval()
    fits_relative, fits_points = relative.meets(said), points.scaled(sign).meets(said)
    if stated.quantity.unit is Unit.POINTS:
        return _judge_points(stated, sign, fits_points=fits_points, fits_relative=fits_relative)
    if fits_relative:
        return True, None
    if fits_points and stated.of.may_be_percentages:
        cause = _filled(norwegian.POINTS_AS_PERCENT, stated, sign)
        return True, Judgement(Kind.POINTS_AS_PERCENT, stated.of.relative * sign, _PERCENT, cause)
    causes = list(_causes_of_percent(stated, sign, fits_points=fits_points))
    if stated.is_loose and not causes:  # it may be a share of something else
        return False, None
    cause = "; ".join([_filled(norwegian.CHANGE_IS, stated, sign), *causes])
    return True, Judgement(Kind.PERCENTAGE_CHANGE, stated.of.relative * sign, _PERCENT, cause)


def _turns(stated: StatedChange, points: Interval) -> bool:
    """Tell whether the range goes the other way than the word for the change."""
    return (stated.direction > 0 and points.high < 0) or (stated.direction < 0 and points.low > 0)


def _sign(stated: StatedChange) -> int:
    """Give -1 where a decrease is stated as a positive number."""
    if stated.quantity.number.value < 0:
        return 1
    falls = stated.direction < 0 or (stated.direction == 0 and stated.of.difference < 0)
    return -1 if falls else 1


def _judge_points(
    stated: StatedChange, sign: int, *, fits_points: bool, fits_relative: bool
) -> tuple[bool, Judgement | None]:
    if stated.of.may_be_percentages:
        if fits_points:
            return True, None
        kind = Kind.PERCENT_AS_POINTS if fits_relative else Kind.PERCENTAGE_POINTS
        template = norwegian.PERCENT_AS_POINTS if fits_relative else norwegian.POINTS_ARE
        return True, Judgement(kind, stated.of.difference * sign, _POINTS, _filled(template, stated, sign))
    if fits_relative:
        cause = _filled(norwegian.CHANGE_IS, stated, sign)
        return True, Judgement(Kind.PERCENT_AS_POINTS, stated.of.relative * sign, _PERCENT, cause)
    return False, None


def _causes_of_percent(stated: StatedChange, sign: int, *, fits_points: bool) -> Iterator[str]:
    number, turned = stated.quantity.number, stated.of.difference * 100 * sign / stated.of.after.value
    if fits_points:
        yield tables.DIFFERENCE_NOT_PERCENT
    elif round_half_up(turned, number.decimals) == number.value:
        yield tables.BASE_TURNED.format(label=_shown(stated.of.after))
    else:
        yield from (slip.text for slip in list(misprints(number, stated.of.relative * sign))[:1])


def _filled(template: str, stated: StatedChange, sign: int) -> str:
    of, decimals = stated.of, stated.quantity.number.decimals
    finest = max(of.before.number.decimals, of.after.number.decimals)
    return template.format(
        before=_shown(replace(of.before, unit=Unit.NONE)),
        after=_shown(of.after),
        points=format_number(of.difference * sign, finest),
        percent=format_number(of.relative * sign, max(decimals, finest if of.of_percentages else 0)),
    )


def _shown(level: Quantity) -> str:
    """Write a level as it was printed, with its unit."""
    number = format_number(level.number.value, level.number.decimals)
    units = {Unit.PERCENT: "prosent", Unit.MONEY: "kroner"}
    return " ".join(filter(None, (number, norwegian.SCALE_WORDS.get(level.scale), units.get(level.unit))))


def judge_share(stated: StatedShare) -> tuple[bool, Judgement | None]:
    """Tell whether a stated share could be recomputed, and what is wrong with it, if anything."""
    said = stated.quantity.interval()
    if stated.part is None:
        return _judge_possible(stated, said)
    whole, part = stated.whole.value, stated.part.value
    leeway = Fraction(1, 2) if stated.is_idiom else Fraction(0)
    share = Interval((part - leeway) * 100 / whole, (part + leeway) * 100 / whole)
    if share.meets(said):
        return True, None
    return True, Judgement(Kind.SHARE, part * 100 / whole, _PERCENT, _cause_of_share(stated, part, whole, said))


def _cause_of_share(stated: StatedShare, part: Fraction, whole: Fraction, said: Interval) -> str:
    number = stated.quantity.number
    counts = {"part": format_number(part), "whole": format_number(whole), "rest": format_number(whole - part)}
    causes = [norwegian.SHARE_IS.format(percent=format_number(part * 100 / whole, number.decimals), **counts)]
    rest = (whole - part) * 100 / whole
    if said.low <= rest <= said.high:
        causes.append(norwegian.OF_THE_OTHERS.format(**counts))
    else:
        causes.extend(slip.text for slip in list(misprints(number, part * 100 / whole))[:1])
    return "; ".join(causes)


def _judge_possible(stated: StatedShare, said: Interval) -> tuple[bool, Judgement | None]:
    """Hold a percentage against every whole count that it could be of (the GRIM test, Brown and Heathers 2017)."""
    whole, number = stated.whole.value, stated.quantity.number
    nearest = Fraction(round_half_up(Fraction(number.value) * whole / 100, 0))
    share = nearest * 100 / whole
    if number.value > 100 or said.low <= share <= said.high or stated.quantity.hedge is not Hedge.NONE:
        return number.value <= 100, None
    cause = norwegian.NO_COUNT_GIVES.format(
        whole=format_number(whole), percent=format_number(number.value, number.decimals), part=format_number(nearest)
    )
    return True, Judgement(Kind.IMPOSSIBLE_SHARE, share, _PERCENT, cause)
