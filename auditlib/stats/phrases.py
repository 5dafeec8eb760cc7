"""Small phrases that the explanations of samples share: percentages, counts of deviations, amounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from auditlib.language import Language
from auditlib.numbers import round_half_up
from auditlib.stats.explain import written
from auditlib.stats.tails import Real, exact

_PERCENT: dict[Language, str] = {"nb": "prosent", "nn": "prosent", "en": "per cent"}
_CASES: dict[Language, tuple[str, str]] = {
    "nb": ("sak", "saker"),
    "nn": ("sak", "saker"),
    "en": ("case", "cases"),
}
_DEVIATIONS: dict[Language, tuple[str, str, str]] = {
    "nb": ("ingen avvik", "avvik", "avvik"),
    "nn": ("ingen avvik", "avvik", "avvik"),
    "en": ("no deviations", "deviation", "deviations"),
}
_AT_MOST: dict[Language, str] = {"nb": "høyst", "nn": "høgst", "en": "at most"}


def number(value: Real, language: Language, decimals: int = 4) -> str:
    """Write a number with no more decimals than it has, and no more than `decimals`."""
    rounded = round_half_up(exact("value", value), decimals)
    plain = rounded.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return written(rounded, places, language)


def percent(value: Real, language: Language, decimals: int | None = 1) -> str:
    """Write a share as a percentage; with no `decimals`, as many as were given."""
    hundredfold = exact("value", value) * 100
    if decimals is None:
        return f"{number(hundredfold, language)} {_PERCENT[language]}"
    return f"{_fixed(hundredfold, decimals, language)} {_PERCENT[language]}"


def spread(lower: Real, upper: Real, language: Language, decimals: int = 1) -> str:
    """Write two shares as `0,4–8,9 prosent`."""
    ends = (_fixed(exact("value", each) * 100, decimals, language) for each in (lower, upper))
    return f"{'–'.join(ends)} {_PERCENT[language]}"


def count(value: int, language: Language) -> str:
    """Write a whole number with its groups."""
    return written(Decimal(value), 0, language)


def cases(value: int, language: Language) -> str:
    """Write how many cases: `1 sak`, `60 saker`."""
    return f"{count(value, language)} {_CASES[language][value != 1]}"


def deviations(value: int, language: Language) -> str:
    """Write how many deviations: `ingen avvik`, `2 avvik`."""
    none, one, many = _DEVIATIONS[language]
    return none if value == 0 else f"{count(value, language)} {one if value == 1 else many}"


def at_most(value: int, language: Language) -> str:
    """Write how many deviations there may be: `ingen avvik`, `høyst 2 avvik`."""
    return deviations(0, language) if value == 0 else f"{_AT_MOST[language]} {deviations(value, language)}"


def chance(value: Real, language: Language) -> str:
    """Write a probability with four decimals, and a small one as below 0,0001."""
    fraction = Fraction(exact("value", value))
    least = Fraction(1, 10000)
    small = 0 < fraction < least
    return f"{'< ' if small else ''}{written(round_half_up(least if small else fraction, 4), 4, language)}"


def _fixed(value: Fraction, decimals: int, language: Language) -> str:
    """Write with so many decimals, and up to three more where a number above 0 would look like 0."""
    places = next((d for d in range(decimals, decimals + 4) if round_half_up(value, d)), decimals)
    return written(round_half_up(value, places), places, language)
