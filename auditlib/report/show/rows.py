"""One row among many, such as one municipality of all: the audit's indicators measured for it."""

from __future__ import annotations

from functools import lru_cache

from auditlib.language import speaking
from auditlib.mapping import Mapped
from auditlib.measures.of_row import measure_row
from auditlib.pictures import Picture, picture_of
from auditlib.report.build import Builder
from auditlib.report.compared import Compared, Counted, compared
from auditlib.report.html import Html
from auditlib.report.show.parts import Values, part
from auditlib.stats import Funnel, FunnelUnit
from auditlib.tables import Measurement
from auditlib.workbench import Workbench

_PER = 100


def row(a: Workbench, name: str) -> Html:
    """Show what the audit's indicators say of a row, each with its picture among all rows where it has one.

    Raises UsageError where no indicator's table has such a row.
    """

    def fill(build: Builder) -> Values:
        return {"name": name, "measured": [(each, _picture(each)) for each in _measured(build.mapped, name)]}

    return part(a, "row.html", fill)


def row_figures(a: Workbench, name: str) -> Compared:
    """Hand the row's counted figures to the comparison between all rows.

    A figure that a test placed among others brings its cases along; another is its value, or why there is none.
    """
    with speaking(a.language, a.inputs.audit.language):
        measured = _measured(a.editions[1].spoken, name)
        return compared({each.title: _figure(each, name) for each in measured})


@lru_cache(maxsize=2)
def _measured(mapped: Mapped, name: str) -> tuple[Measurement, ...]:
    """Measure a row once for each edition."""
    return measure_row(mapped.inputs, name)


def _figure(measured: Measurement, name: str) -> Counted | float | str:
    """Give a measurement's figure for the comparison."""
    own = _own(measured, name)
    if own is not None and isinstance(measured.result, Funnel) and float(own.size).is_integer():
        return Counted(own.events, int(own.size), 0 if measured.result.kind == "binomial" else _PER)
    return measured.reason or (float(measured.value) if measured.value is not None else measured.sentence)


def _own(measured: Measurement, name: str) -> FunnelUnit | None:
    """Give the row's place in a funnel."""
    found = measured.result
    return next((each for each in found.units if each.name == name), None) if isinstance(found, Funnel) else None


def _picture(measured: Measurement) -> Picture | None:
    """Draw a test with its interval; all rows together stand on the page that compares them, and not on each."""
    if measured.result is None or isinstance(measured.result, Funnel):
        return None
    return picture_of(measured.result, title=measured.title) if measured.p is not None else None
