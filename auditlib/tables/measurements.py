"""What the tests gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from auditlib.criteria import Stance
from auditlib.problems import Location


class Outcome(StrEnum):
    """The three outcomes of a test, and a figure that no norm was held against."""

    MET = "met"
    NOT_MET = "not_met"
    UNTESTED = "untested"
    DESCRIBED = "described"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a test gave.

    `value` is in `unit`; `interval` is in the same unit with `confidence` as a share, and `illustrative` says that the
    cases were not drawn at random, so that it only shows what they could have borne; `p` is the p-value of the test the
    interval belongs to. `count` of `n` cases where cases were counted; `cells` are the table cells it read, `rows` the
    cases that deviate; `reason` says why a test could not be run or could not decide. `formula` has the numbers put in,
    `method` is the source of the method, and `details` are further figures by what they are called. `result` is the
    statistical result itself, where there is one, for those who draw it.
    """

    id: str
    title: str
    criterion: str
    topic: str
    stance: Stance
    outcome: Outcome
    sentence: str
    at: Location
    table: str = ""
    value: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    interval: tuple[Decimal, Decimal] | None = None
    confidence: Decimal = Decimal("0.95")
    illustrative: bool = False
    p: float | None = None
    count: int | None = None
    n: int | None = None
    formula: str = ""
    method: str = ""
    assumptions: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""
    cells: tuple[Location, ...] = ()
    rows: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    result: object = None
