"""Running an audit's indicators and file reviews, after checking that each names what exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditlib.criteria import CriterionVersion, Stance
from auditlib.items import Item
from auditlib.measures.library import LIBRARY, Call, Test, Untestable
from auditlib.measures.reviews import measure_attribute, review_problems
from auditlib.problems import Problem, hint_for, problem
from auditlib.tables import Indicator, Measurement, Outcome, Table
from auditlib.workspace import Inputs


def measure(inputs: Inputs) -> tuple[tuple[Measurement, ...], list[Problem]]:
    """Run every indicator and file review; one that names what does not exist is a problem and gives nothing."""
    versions = {each.id: each.in_force(inputs.audit.period.period) for each in inputs.criteria}
    measured: list[Measurement] = []
    problems: list[Problem] = []
    for indicator in inputs.indicators:
        version = versions.get(indicator.criterion or "")
        found = list(_indicator_problems(indicator, inputs, version))
        problems.extend(found)
        if not found and _is_ready(indicator, inputs, version):
            measured.append(_run(indicator, inputs, version))
    for review in inputs.reviews:
        table = inputs.tables.get(review.table)
        found = list(review_problems(review, table) if table else _no_table(review, review.table, inputs))
        problems.extend(found)
        if table and not found:
            measured.extend(
                measure_attribute(review, each, table, versions.get(each.criterion or ""))
                for each in review.attributes
            )
    return tuple(measured), problems


def _run(indicator: Indicator, inputs: Inputs, version: CriterionVersion | None) -> Measurement:
    """Run one test; one that cannot be run says so and takes no stance."""
    call = Call(indicator, inputs.tables.get(indicator.table or ""), version)
    try:
        found: dict[str, Any] = LIBRARY[indicator.test].run(call)
    except Untestable as reason:
        untested = {"outcome": Outcome.UNTESTED, "stance": Stance.CONTEXT}
        said = str(reason).rstrip(".")
        found = {**untested, "reason": said, "sentence": f"Ikke testet: {said}."}
    described = {"outcome": Outcome.DESCRIBED, "stance": indicator.stance}
    return Measurement(
        id=indicator.id,
        title=indicator.title,
        criterion=indicator.criterion or "",
        topic=indicator.topic or "",
        at=indicator.at,
        table=indicator.table or "",
        note=indicator.note or "",
        **{**described, **found},
    )


def _no_table(owner: Item, name: str, inputs: Inputs) -> Iterator[Problem]:
    """Report a table that is not declared; one that is and could not be read has problems of its own."""
    if not inputs.may_be_unread(name, "datapackage"):
        yield problem("T508", owner.field_at("table"), name=name, hint=hint_for(name, inputs.tables))


def _is_ready(indicator: Indicator, inputs: Inputs, version: CriterionVersion | None) -> bool:
    """Say whether the table and the norm that a test reads could be read."""
    test, norm = LIBRARY[indicator.test], version.norm if version else None
    return (not test.needs_table or indicator.table in inputs.tables) and (not test.needs_norm or norm is not None)


def _indicator_problems(
    indicator: Indicator, inputs: Inputs, version: CriterionVersion | None
) -> Iterator[Problem]:
    """Check the test's name, its parameters, and the rows and columns they name."""
    test = LIBRARY.get(indicator.test)
    if test is None:
        yield problem("Y108", indicator.field_at("test"), value=indicator.test, allowed_values=", ".join(LIBRARY))
        return
    yield from _parameter_problems(indicator, test)
    known = indicator.criterion is None or not inputs.may_be_unread(indicator.criterion, "criteria")
    if test.needs_norm and known and (version is None or version.norm is None):
        yield _wrong(indicator, test, "the criterion has no norm in force")
    table = inputs.tables.get(indicator.table or "")
    if table is None and indicator.table:
        yield from _no_table(indicator, indicator.table, inputs)
    elif table is None and test.needs_table:
        yield problem("Y105", indicator.at, key="table", example="table: svartid")
    elif table is not None:
        yield from _name_problems(indicator, test, table)
        yield from _unit_problems(indicator, test, table, version)


def _wrong(indicator: Indicator, test: Test, reason: str) -> Problem:
    allowed = ", ".join(test.required) + (f" and one of {', '.join(test.one_of)}" if test.one_of else "")
    return problem("T509", indicator.field_at("parameters"), test=indicator.test, reason=reason, allowed_values=allowed)


def _parameter_problems(indicator: Indicator, test: Test) -> Iterator[Problem]:
    given = set(indicator.parameters)
    for name in sorted(set(test.required) - given):
        yield _wrong(indicator, test, f"the parameter `{name}` is missing")
    for name in sorted(given - {*test.required, *test.one_of}):
        yield _wrong(indicator, test, f"unknown parameter `{name}`")
    if test.one_of and len(given & set(test.one_of)) != 1:
        yield _wrong(indicator, test, f"give one of {', '.join(test.one_of)}")


def _name_problems(indicator: Indicator, test: Test, table: Table) -> Iterator[Problem]:
    """Check that the rows and columns a test names are in its table."""
    columns = tuple(each.name for each in table.columns)
    for what, names, known in (("row", test.rows, table.names()), ("column", test.columns, columns)):
        for name in names:
            value = indicator.parameters.get(name)
            if value is not None and value not in known:
                at, hint = indicator.field_at("parameters"), hint_for(value, known)
                yield problem("T507", at, table=indicator.table, what=what, name=value, hint=hint)
    for column in filter(None, (table.column(indicator.parameters.get(name, "")) for name in test.columns)):
        if not column.numeric:
            yield _wrong(indicator, test, f"the column `{column.name}` has no numbers")


def _unit_problems(
    indicator: Indicator, test: Test, table: Table, version: CriterionVersion | None
) -> Iterator[Problem]:
    """Check that what is compared has one unit, and the norm's unit where there is a norm."""
    named = [table.column(indicator.parameters.get(name, "")) for name in test.columns]
    units = {each.unit or "" for each in named if each}
    if test.needs_norm and version and version.norm:
        units.add(version.norm.unit)
    if len(units) > 1:
        found, unit = sorted(units)[0] or "no unit", sorted(units)[-1]
        at, hint = indicator.field_at("parameters"), "compare figures in the same unit"
        yield problem("T504", at, found=found, unit=unit, hint=hint)
