"""Small phrases that measurements share, so that a thing is said in one way wherever it is said."""

from __future__ import annotations

from decimal import Decimal

from auditlib.language import _, later
from auditlib.numbers import format_number
from auditlib.tables import Measurement

# Units that tests give themselves; those of the tables are in the words of whoever wrote them.
_UNITS = (later("prosent"), later("prosentpoeng"))


def figure(shown: str, unit: str | None) -> str:
    """Write a number with its unit, if it has one."""
    return f"{shown} {unit_words(unit)}" if unit else shown


def unit_words(unit: str) -> str:
    """Give a unit in the language that is spoken, if a test gave it; one of a table as it stands there."""
    return _(unit) if unit in _UNITS else unit


def interval_in_words(measured: Measurement) -> str:
    """Write a measurement's interval: `95 % KI 22–69`, with its premise where the cases were not drawn at random."""
    assert measured.interval is not None
    return interval_words(measured.interval, measured.decimals, measured.confidence, measured.illustrative)


def interval_words(
    interval: tuple[Decimal, Decimal], decimals: int, confidence: Decimal, illustrative: bool = False
) -> str:
    """Write an interval with its confidence, a share; negative limits are set apart with `til`."""
    low, high = (format_number(value, decimals) for value in interval)
    limits = _("{first} til {last}").format(first=low, last=high) if interval[0] < 0 else f"{low}–{high}"
    said = _("{level} % KI {limits}")
    if illustrative:
        said = _("{level} % KI {limits} om sakene hadde vært trukket tilfeldig")
    return said.format(level=percent(confidence), limits=limits)


def percent(share: Decimal) -> str:
    """Write a share in percent with the decimals it has: 95, 99,5."""
    hundredfold = (share * 100).normalize()
    return format_number(hundredfold, max(0, -int(hundredfold.as_tuple().exponent)))


def limit(value: float) -> str:
    """Write a limit as it was written in the file: 84, 2,5."""
    exact = Decimal(str(value)).normalize()
    return format_number(exact, max(0, -int(exact.as_tuple().exponent)))


def exactly(value: float) -> Decimal:
    """Give a computed number as the decimal it is written with."""
    return Decimal(repr(float(value)))


def cited(source: str) -> str:
    """Give the source of a method with the authors' names joined as the language that is spoken joins them."""
    return source.replace(" og ", f" {_('og')} ")


def lowered(sentence: str) -> str:
    """Begin a sentence with a small letter, to stand after a colon."""
    return sentence[:1].lower() + sentence[1:]
