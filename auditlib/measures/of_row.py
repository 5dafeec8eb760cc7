"""The audit's own indicators for another row of their tables: the same tests for each of many municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from auditlib.measures.run import measure
from auditlib.problems import UsageError, hint_for
from auditlib.tables import Indicator, Measurement
from auditlib.workspace import Inputs


def measure_row(inputs: Inputs, row: str) -> tuple[Measurement, ...]:
    """Measure every indicator whose table has a row of that name as if the indicator named it.

    Tests of several rows keep the others. Raises UsageError where no indicator's table has such a row.
    """
    moved = tuple(_moved(inputs, row))
    if not moved:
        known = dict.fromkeys(name for table in inputs.tables.values() for name in table.names())
        raise UsageError(f"no table that an indicator reads has a row `{row}` ({hint_for(row, list(known))})")
    measured, _ = measure(replace(inputs, indicators=moved, reviews=()))
    return measured


def _moved(inputs: Inputs, row: str) -> Iterator[Indicator]:
    """Give the indicators with the row put in the place of their own."""
    for each in inputs.indicators:
        table = inputs.tables.get(each.table or "")
        if table is not None and "row" in each.parameters and row in table.names():
            yield each.model_copy(update={"parameters": {**each.parameters, "row": row}})
