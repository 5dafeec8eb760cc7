"""The tests that stand under a table in a chapter, each with its picture where it is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from auditlib.pictures import Picture
from auditlib.report.build import Builder
from auditlib.report.drawn import picture_of
from auditlib.stats import Family, Funnel, Profile
from auditlib.tables import Measurement


def used_tables(build: Builder, question: str) -> list[str]:
    """Give the tables that a question's measurements read, in the order of the measurements."""
    own = {each.id for each in build.inputs.criteria if question in each.questions}
    measured = build.mapped.measurements.values()
    return list(dict.fromkeys(each.table for each in measured if each.criterion in own and each.table))


def tests_under(build: Builder, table: str, question: str) -> Iterator[tuple[Measurement, Picture | None]]:
    """Give the measurements of a table with their pictures, then the families of tests that end with one of them.

    A table that several chapters show has its tests drawn in the first. Counted cases stand with the reviews.
    """
    first = next((each.id for each in build.inputs.questions if table in used_tables(build, each.id)), question)
    indicators = {each.id for each in build.inputs.indicators}
    own = [each for each in build.mapped.measurements.values() if each.table == table]
    for each in own:
        if each.n is None or (each.result is not None and each.id in indicators):
            yield each, _picture(build, each) if first == question else None
    names = {each.id for each in own}
    for each in build.mapped.measurements.values():
        if isinstance(each.result, Family | Profile) and _last(build, each) in names:
            # a family's p-values are those of the tests drawn above, and the sentence says which of them stand
            yield each, _picture(build, each) if isinstance(each.result, Profile) and first == question else None


def _last(build: Builder, measured: Measurement) -> str:
    """Give the last of the tests that a family or a profile names; nothing for one that made its tests itself."""
    indicator = next(each for each in build.inputs.indicators if each.id == measured.id)
    named = indicator.parameters.get("tests", "")
    return named if isinstance(named, str) else named[-1]


def _picture(build: Builder, measured: Measurement) -> Picture | None:
    """Draw a test that gave a p-value, an interval or limits, under the title that says what it compares."""
    if isinstance(measured.result, Funnel):
        size = _called(build, measured, "of_column")
        return picture_of(measured.result, title=measured.title, size=size, unit=measured.unit)
    if isinstance(measured.result, Family | Profile):
        return picture_of(measured.result, title=measured.title)
    if measured.result is None and measured.interval and measured.illustrative:
        return picture_of(measured)
    if measured.result is None or (measured.p is None and measured.interval is None):
        return None
    return picture_of(measured.result, title=measured.title)


def _called(build: Builder, measured: Measurement, parameter: str) -> str:
    """Give what the report calls the column that a parameter names."""
    indicator = next(each for each in build.inputs.indicators if each.id == measured.id)
    column = build.inputs.tables[measured.table].column(str(indicator.parameters.get(parameter, "")))
    return column.label if column else ""
