"""What every statistical result can say of itself: figure, interval, formula, source, assumptions, and one sentence."""

from __future__ import annotations

import html
import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral

from auditlib.language import Language, language, speaking
from auditlib.numbers import format_number
from auditlib.problems import AuditlibError

_HEADINGS: dict[str, dict[Language, str]] = {
    "formula": {"nb": "Formel", "nn": "Formel", "en": "Formula"},
    "source": {"nb": "Metode", "nn": "Metode", "en": "Method"},
    "assumptions": {"nb": "Forutsetter", "nn": "Føreset", "en": "Assumes"},
}


class StatsError(AuditlibError, ValueError):
    """A figure that cannot be computed: what was given, where, and what is allowed.

    Never raised for a result that is merely uncertain.
    """

    def __init__(self, argument: str, given: object, allowed: str) -> None:
        """Name the argument, what it was and what it may be."""
        self.argument, self.given, self.allowed = argument, given, allowed
        super().__init__(f"{argument} = {given!r} is not allowed: {allowed}")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result in words of one language; `sentence` may be printed in a report as it stands."""

    figure: str
    interval: str
    formula: str
    source: str
    assumptions: tuple[str, ...]
    sentence: str


class Explained(ABC):
    """A result that explains itself; Jupyter shows the explanation in the language that is spoken."""

    __slots__ = ()

    @abstractmethod
    def explain(self, language: Language = "nb") -> Explanation:
        """Put the result into words."""

    def _repr_html_(self) -> str:
        """Show the sentence, then how it was found."""
        spoken = language()
        said = self.explain(spoken)
        rows = (("formula", said.formula), ("source", said.source), ("assumptions", "; ".join(said.assumptions)))
        lines = "".join(
            f"<dt>{_HEADINGS[name][spoken]}</dt><dd>{html.escape(text)}</dd>" for name, text in rows if text
        )
        return f"<p>{html.escape(said.sentence)}</p><dl>{lines}</dl>"


def written(value: float | Decimal, decimals: int, language: Language = "nb") -> str:
    """Write a number for a sentence: `1 234,5` in Norwegian, `1,234.5` in English."""
    if not math.isfinite(value):
        raise StatsError("value", value, "a finite number")
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    with speaking(language):
        return format_number(exact, decimals)


def require(condition: bool, argument: str, given: object, allowed: str) -> None:
    """Raise `StatsError` unless the condition holds."""
    if not condition:
        raise StatsError(argument, given, allowed)


def whole(argument: str, value: object, least: int = 0) -> int:
    """Give a count as int; raise `StatsError` for fractions, text, NaN and what is below the least."""
    is_whole = isinstance(value, Integral) and not isinstance(value, bool)  # numpy's integers too
    if not is_whole and isinstance(value, float | Decimal) and math.isfinite(value):
        is_whole = value == int(value)
    require(is_whole, argument, value, f"a whole number, {least} or more")
    count = int(value)  # type: ignore[call-overload]
    require(count >= least, argument, value, f"a whole number, {least} or more")
    return int(count)


def share(argument: str, value: object) -> float:
    """Give a share strictly between 0 and 1; raise `StatsError` for percentages and anything else."""
    ok = isinstance(value, int | float | Decimal) and not isinstance(value, bool) and 0 < value < 1
    require(ok, argument, value, "a share between 0 and 1, for example 0.95 for 95 percent")
    return float(value)  # type: ignore[arg-type]
