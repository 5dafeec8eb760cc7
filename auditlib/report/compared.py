"""Figures that a section hands to a comparison between many reports, shown in the section too.

In a notebook: `from auditlib.report.compared import Counted, compared`, then `compared({"Saker": 412, "Over frist":
Counted(119, 412)})`. A counted figure brings its cases along, so that the comparison can show how sure it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from auditlib.numbers import format_number
from auditlib.problems import UsageError

COMPARED = "application/vnd.auditlib.compared+json"


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of so many cases, shown in percent; with `per`, so many events for each `per` of what they are over."""

    count: int
    of: int
    per: int = 0

    @property
    def value(self) -> Decimal:
        """The figure as it is shown: percent, or events for each `per`."""
        return Decimal(self.count) * (self.per or 100) / Decimal(self.of)


Figure = int | float | Decimal | str | Counted


class Compared:
    """Named figures of one report; Jupyter shows them as a small table."""

    def __init__(self, figures: Mapping[str, Figure], decimals: int) -> None:
        """Hold figures that are numbers or words; a float is written with at most so many decimals."""
        self.figures = {name: _exact(name, figure) for name, figure in figures.items()}
        self._decimals = {name: decimals for name, each in figures.items() if isinstance(each, float | Counted)}
        self._counted = {name: each for name, each in figures.items() if isinstance(each, Counted)}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Give Jupyter a table, and the comparison the figures as they are written."""
        said = {name: said_of(figure, self._decimals.get(name)) for name, figure in self.figures.items()}
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th><td class="number">{escape(each)}</td></tr>'
            for name, each in said.items()
        )
        numbers = {name: None if isinstance(each, str) else str(each) for name, each in self.figures.items()}
        plain = ", ".join(f"{name}: {each}" for name, each in said.items())
        figures = [[name, said[name], number, *self._behind(name)] for name, number in numbers.items()]
        return {"text/plain": plain, "text/html": f"<table><tbody>{rows}</tbody></table>", COMPARED: figures}

    def _behind(self, name: str) -> list[int]:
        """Give the cases behind a figure: how many, of how many, and for each how many; none for one not counted."""
        found = self._counted.get(name)
        return [found.count, found.of, found.per] if found else []


def compared(figures: Mapping[str, Figure], decimals: int = 1) -> Compared:
    """Show figures and hand them to the comparison, floats with so many decimals and other numbers as they are.

    Raises UsageError for one that is no figure.
    """
    return Compared(figures, decimals)


def said_of(figure: Decimal | str, decimals: int | None = None) -> str:
    """Write a figure the Norwegian way, with the decimals it has unless others are asked for."""
    if isinstance(figure, str):
        return figure
    exponent = figure.as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_number(figure, own if decimals is None else decimals)


def _exact(name: str, figure: Figure) -> Decimal | str:
    """Give a number as it is written; refuse what is none."""
    if isinstance(figure, str):
        return figure
    if isinstance(figure, Counted):
        return _counted(name, figure)
    if isinstance(figure, bool) or not isinstance(figure, int | float | Decimal):
        raise UsageError(f"`{name}` is {type(figure).__name__}; a figure is a number or a text, for example 412")
    exact = Decimal(repr(float(figure))) if isinstance(figure, float) else Decimal(figure)
    if not exact.is_finite():
        raise UsageError(f"`{name}` is {figure}, which cannot be compared; leave it out, or say why in words")
    return exact


def _counted(name: str, figure: Counted) -> Decimal:
    """Give what a counted figure shows; refuse what cannot have been counted."""
    right = figure.of > 0 and min(figure.count, figure.per) >= 0 and (bool(figure.per) or figure.count <= figure.of)
    if not right:
        given = f"{figure.count} of {figure.of}"
        raise UsageError(f"`{name}` is {given}; write a part of a whole, for example Counted(8, 18)")
    return figure.value
