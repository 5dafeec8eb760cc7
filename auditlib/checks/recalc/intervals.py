"""Exact interval arithmetic on printed numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from auditlib.numbers import Number

# Adding up Decimals is many times faster than Fractions, and exact as long as all digits have room.
_DIGITS = 1000


@dataclass(frozen=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def __sub__(self, other: "Interval") -> "Interval":
        """Return every difference between a value from each."""
        return Interval(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: "Interval") -> "Interval":
        """Return every ratio; the divisor must be positive throughout."""
        corners = [end / divisor for end in (self.low, self.high) for divisor in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def scaled(self, factor: int) -> "Interval":
        """Return every value times a whole number."""
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    @property
    def width(self) -> Fraction:
        """Return the distance between the ends."""
        return self.high - self.low

    def meets(self, other: "Interval") -> bool:
        """Tell whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high


def exactly(value: int) -> Interval:
    """Return the interval that holds one value."""
    return Interval(Fraction(value), Fraction(value))


def add_up(numbers: Sequence[Number], *, before_rounding: bool) -> Interval:
    """Return the sum of some printed numbers, of one as well as of many.

    As printed it is one value; before rounding, each may have been half a unit of its last decimal off.
    """
    with localcontext(prec=_DIGITS):
        value = Fraction(sum((number.value for number in numbers), Decimal(0)))
        units = Fraction(sum((Decimal(1).scaleb(-number.decimals) for number in numbers), Decimal(0)))
    half = units / 2 if before_rounding else Fraction(0)
    return Interval(value - half, value + half)
