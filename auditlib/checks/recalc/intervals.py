"""Exact interval arithmetic on printed numbers."""

from dataclasses import dataclass
from fractions import Fraction

from auditlib.numbers import Number


@dataclass(frozen=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def __add__(self, other: "Interval") -> "Interval":
        """Return every sum of a value from each."""
        return Interval(self.low + other.low, self.high + other.high)

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

    def meets(self, other: "Interval") -> bool:
        """Tell whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high


def exactly(value: Fraction | int) -> Interval:
    """Return the interval that holds one value."""
    return Interval(Fraction(value), Fraction(value))


def before_rounding(number: Number) -> Interval:
    """Return what a printed number may have been: half a unit of its last decimal to either side."""
    half = Fraction(1, 2 * 10**number.decimals)
    value = Fraction(number.value)
    return Interval(value - half, value + half)
