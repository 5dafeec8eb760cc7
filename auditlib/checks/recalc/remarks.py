"""What is said of a number besides whether it follows from the cells that its label points to."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from auditlib.checks.recalc.calculations import Kind
from auditlib.checks.recalc.figures import Cell


class Pattern(StrEnum):
    """A mistake that is recognised by its form."""

    NONE = ""
    UNWEIGHTED_MEAN = "unweighted_mean"
    IMPOSSIBLE_SHARE = "impossible_share"
    TRANSPOSED_DIGITS = "transposed_digits"
    PARTS_EMPTY = "parts_empty"
    POINTS_AS_PERCENT = "points_as_percent"


@dataclass(frozen=True)
class Cause:
    """Why a number may differ, in the language of the report, and the pattern that was recognised."""

    text: str
    pattern: Pattern = Pattern.NONE


@dataclass(frozen=True)
class Remark:
    """A number that is not what its label says; `value` is what it should have been, as far as that can be told."""

    cell: Cell
    kind: Kind
    value: Fraction
    cause: Cause


@dataclass(frozen=True)
class Doubt:
    """A number that could not be tested, and why, in the language of the report."""

    cell: Cell
    reason: str
