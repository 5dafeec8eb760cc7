"""Checks of indicators: the test and its parameters, the rows and columns they name, units, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator

from auditlib.criteria import CriterionVersion, Norm
from auditlib.measures.call import PERCENT_UNITS, Call, Test, kind_of
from auditlib.measures.families import members
from auditlib.measures.library import LIBRARY, OF_TESTS, WITH_P_VALUE, WITH_RATIO
from auditlib.measures.norms import rule_of
from auditlib.measures.series import years
from auditlib.problems import Problem, hint_for, problem
from auditlib.tables import Column, Indicator, Table
from auditlib.workspace import Inputs

_Named = tuple[str, tuple[str, ...], tuple[str, ...]]


def indicator_problems(indicator: Indicator, inputs: Inputs, version: CriterionVersion | None) -> Iterator[Problem]:
    """Check one indicator; a table or criterion that could not be read is left for when it can."""
    test = LIBRARY.get(indicator.test)
    if test is None:
        yield problem("Y108", indicator.field_at("test"), value=indicator.test, allowed_values=", ".join(LIBRARY))
        return
    parameters = list(_parameter_problems(indicator, test))
    yield from parameters
    known = indicator.criterion is None or not inputs.may_be_unread(indicator.criterion, "criteria")
    if test.needs_norm and known:
        yield from _norm_problems(indicator, test, version.norm if version else None)
    yield from _family_problems(indicator, test, inputs)
    table = inputs.tables.get(indicator.table or "")
    if table is None and indicator.table:
        if not inputs.may_be_unread(indicator.table, "datapackage"):
            hint = hint_for(indicator.table, inputs.tables)
            yield problem("T508", indicator.field_at("table"), name=indicator.table, hint=hint)
    elif table is None and test.needs_table:
        yield problem("Y105", indicator.at, key="table", example="table: svartid")
    elif table is not None and table.resource.of_records and test.needs_table and not test.cases:
        those = ", ".join(name for name, each in LIBRARY.items() if each.cases)
        reason = f"it reads single cells, and `{indicator.table}` is records: use {those} or a review"
        yield _wrong(indicator, test, reason)
    elif table is not None:
        yield from _name_problems(indicator, test, table)
        yield from _unit_problems(indicator, test, table, version.norm if version else None)
        yield from [] if parameters else _series_problems(indicator, test, table)


def _wrong(indicator: Indicator, test: Test, reason: str) -> Problem:
    allowed = ", ".join(test.required) + (f" and one of {', '.join(test.one_of)}" if test.one_of else "")
    allowed += f"; may take {', '.join(test.optional)}" if test.optional else ""
    return problem("T509", indicator.field_at("parameters"), test=indicator.test, reason=reason, allowed_values=allowed)


def _parameter_problems(indicator: Indicator, test: Test) -> Iterator[Problem]:
    """Check which parameters are given, and that those with a choice of values have one of them."""
    given = set(indicator.parameters)
    for name in sorted(set(test.required) - given):
        yield _wrong(indicator, test, f"the parameter `{name}` is missing")
    for name in sorted(given - {*test.required, *test.one_of, *test.optional}):
        yield _wrong(indicator, test, f"unknown parameter `{name}`")
    if test.one_of and len(given & set(test.one_of)) != 1:
        yield _wrong(indicator, test, f"give one of {', '.join(test.one_of)}")
    for name, value in indicator.parameters.items():
        allowed = test.choices.get(name)
        if not isinstance(value, str) and name not in test.lists:
            yield _wrong(indicator, test, f"the parameter `{name}` takes one name")
        elif allowed and value not in allowed:
            yield _wrong(indicator, test, f"`{name}` is one of {', '.join(allowed)}, not `{value}`")
    size = indicator.parameters.get("population", "1")
    if "population" in test.optional and not (isinstance(size, str) and size.isdecimal() and int(size) > 0):
        yield _wrong(indicator, test, f"`population` is a whole number above 0, not `{size}`")
    if "population" in given and "drawn" not in given:
        yield _wrong(indicator, test, "a population goes with `drawn`: without it, the cases are all there are")


def _norm_problems(indicator: Indicator, test: Test, norm: Norm | None) -> Iterator[Problem]:
    """Check that the criterion has a norm, and that it is about what the test holds against it."""
    if norm is None:
        yield _wrong(indicator, test, "the criterion has no norm in force")
    elif indicator.test == "norm" and norm.on_cases:
        yield _wrong(indicator, test, "the norm is about each case, not a lone figure: use a file review")
    elif indicator.test == "norm_share" and (norm.on_cases or rule_of(norm, answered=True) is None):
        yield _wrong(indicator, test, "the norm is no share of cases: `every`, or a limit in percent")


def _family_problems(indicator: Indicator, test: Test, inputs: Inputs) -> Iterator[Problem]:
    """Check that a family names tests that give a p-value, each once."""
    if indicator.test not in OF_TESTS:
        return
    known, ratios = {each.id: each for each in inputs.indicators}, indicator.test == "profile_of"
    allowed, gives = (list(WITH_RATIO), "ratio with a p-value") if ratios else (list(WITH_P_VALUE), "p-value")
    named = members(indicator)
    for name in dict.fromkeys(named):
        if name not in known:
            yield _wrong(indicator, test, f"there is no indicator `{name}` ({hint_for(name, known)})")
        elif known[name].test not in allowed:
            yield _wrong(indicator, test, f"`{name}` gives no {gives}; these do: {', '.join(allowed)}")
        if named.count(name) > 1:
            yield _wrong(indicator, test, f"`{name}` is named twice")


def _name_problems(indicator: Indicator, test: Test, table: Table) -> Iterator[Problem]:
    """Check that the rows and columns a test names are in its table, and that the columns hold what it counts."""
    columns = tuple(each.name for each in table.columns)
    for what, names, known in _named(test, table.names(), columns):
        for value in (each for name in names for each in _values(indicator, name)):
            if value not in known:
                at, hint = indicator.field_at("parameters"), hint_for(value, known)
                yield problem("T507", at, table=indicator.table, what=what, name=value, hint=hint)
    for name in test.columns:
        for column in _columns(indicator, name, table):
            if not column.numeric:
                yield _wrong(indicator, test, f"the column `{column.name}` has no numbers")
            elif name in test.counted and kind_of(column) is None:
                reason = f"`{column.name}` does not say what it holds; where cases are counted, add holds: count"
                yield _wrong(indicator, test, f"{reason} to it in datapackage.yaml")


def _named(test: Test, rows: tuple[str, ...], columns: tuple[str, ...]) -> tuple[_Named, ...]:
    """Give what the parameters of a test name, with the names there are."""
    return ("row", test.rows, rows), ("column", (*test.columns, *test.cases), columns)


def _values(indicator: Indicator, parameter: str) -> tuple[str, ...]:
    """Give the names in a parameter, which may be left out."""
    return Call(indicator, None, None).names(parameter)


def _columns(indicator: Indicator, parameter: str, table: Table) -> list[Column]:
    """Give the columns of a parameter that are in the table."""
    found = (table.column(name) for name in _values(indicator, parameter))
    return [column for column in found if column is not None]


def _unit_problems(indicator: Indicator, test: Test, table: Table, norm: Norm | None) -> Iterator[Problem]:
    """Check that what is compared has one unit, and that a figure held against a norm has the norm's."""
    named = [column for name in test.columns for column in _columns(indicator, name, table)]
    units = {each.unit or "" for each in named}
    at = indicator.field_at("parameters")
    if len(units) > 1 and not test.mixed:
        found, unit = sorted(units)[0] or "no unit", sorted(units)[-1]
        yield problem("T504", at, found=found, unit=unit, hint="compare figures in the same unit")
    if indicator.test == "norm" and norm is not None and not norm.on_cases:
        asked = norm.unit or PERCENT_UNITS[0]
        for unit in sorted(units - {asked}):
            hint = "hold a figure against a norm in the same unit"
            yield problem("T519", at, found=unit or "no unit", unit=asked, hint=hint)


def _series_problems(indicator: Indicator, test: Test, table: Table) -> Iterator[Problem]:
    """Check that a trend runs over columns named by years, all in one unit."""
    ends = [column for name in ("from", "to") for column in _columns(indicator, name, table)]
    if indicator.test != "trend" or len(ends) < 2:
        return
    if not all(each.name.isdecimal() and len(each.name) == 4 for each in ends):
        yield _wrong(indicator, test, "a trend runs over columns named by years, for example from 2015 to 2023")
        return
    names = years(Call(indicator, table, None))
    if len({each.unit for each in table.columns if each.name in names}) > 1:
        at, hint = indicator.field_at("parameters"), "a trend runs over columns in one unit"
        yield problem("T504", at, found="several units", unit=ends[0].unit or "no unit", hint=hint)
