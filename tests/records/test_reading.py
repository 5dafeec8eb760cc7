"""Indicators from plain data, and what their parts refuse."""

from datetime import date, datetime
from math import nan
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditlib.records import (
    Condition,
    Count,
    Mean,
    MissingShare,
    Quantile,
    RecordIndicator,
    RecordSource,
    Share,
    WithinDays,
    Year,
    indicator_of,
    measure_records,
)
from auditlib.stats import StatsError
from tests.records.nyby import CASES, write_csv

WRITTEN = """
id: M1
source:
  files: [cases.csv]
  columns: {received: date, decided: date, staff: number}
  missing: ["", "..", ":"]
  delimiter: ";"
  decimal: ","
where:
  - {column: status, operator: in, value: [innvilget, avslått]}
  - {column: staff, operator: is given}
groups: [unit, {year: received}]
measure: {kind: within_days, start: received, end: decided, days: 31}
"""
MINIMAL: dict[str, Any] = {"id": "M1", "source": {"files": ["cases.csv"]}, "measure": {"kind": "count"}}


def test_an_indicator_is_data(tmp_path: Path) -> None:
    indicator = indicator_of(yaml.safe_load(WRITTEN))
    source = RecordSource(
        ("cases.csv",), {"received": "date", "decided": "date", "staff": "number"}, ("", "..", ":"), ";", ","
    )
    where = (Condition("status", "in", ("innvilget", "avslått")), Condition("staff", "is given"))
    measure = WithinDays("received", "decided", 31)
    assert indicator == RecordIndicator("M1", source, measure, where, ("unit", Year("received")))
    write_csv(tmp_path / "cases.csv", CASES, ";", ",")
    found = measure_records(indicator, tmp_path)
    assert [(row.group, row.count, row.n) for row in found.rows] == [(("Nyby", 2020), 1, 1), ((None, None), None, 0)]
    assert (found.rows[0].missing, found.undecided) == (1, 1)


@pytest.mark.parametrize(
    ("written", "measure"),
    [
        ({"kind": "count"}, Count()),
        (
            {"kind": "share", "conditions": [{"column": "a", "operator": "=", "value": 1}]},
            Share((Condition("a", "=", 1),)),
        ),
        ({"kind": "missing", "column": "a"}, MissingShare("a")),
        ({"kind": "mean", "column": "a"}, Mean("a")),
        ({"kind": "median", "column": "a"}, Quantile("a", 0.5)),
        ({"kind": "quantile", "column": "a", "at": 0.9}, Quantile("a", 0.9)),
    ],
)
def test_every_measure_has_a_name(written: dict[str, Any], measure: Any) -> None:
    assert indicator_of({**MINIMAL, "measure": written}).measure == measure


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (None, "indicator = None is not allowed: a mapping with id, source, measure"),
        (
            {"filter": []},
            "indicator.filter = [] is not allowed: no such key; known: id, source, measure, where, groups",
        ),
        ({"grupper": []}, "no such key; did you mean groups?"),
        ({"measure": {"kind": "avg"}}, "measure.kind = 'avg' is not allowed: known: count, share"),
        ({"measure": {"kind": "medain"}}, "did you mean median?"),
        ({"measure": {"column": "a"}}, "a kind: count, share, within_days"),
        ({"measure": {"kind": "mean"}}, "also column"),
        ({"measure": {"kind": "mean", "column": "a", "at": 1}}, "measure.at = 1 is not allowed: no such key"),
        ({"measure": {"kind": "within_days", "start": "a", "end": "b", "days": -1}}, "measure.days = -1"),
        ({"measure": {"kind": "within_days", "start": "a", "end": "b", "days": "ti"}}, "measure.days = 'ti'"),
        ({"measure": {"kind": "within_days", "start": "a", "end": "a", "days": 1}}, "another column than the start"),
        ({"measure": {"kind": "quantile", "column": "a", "at": 90}}, "measure.at = 90"),
        ({"measure": {"kind": "share", "conditions": []}}, "one condition or more"),
        ({"source": {}}, "source = [] is not allowed: also files"),
        ({"source": {"files": "a.csv"}}, "source.files = 'a.csv' is not allowed: a list"),
        ({"source": {"files": []}}, "one file or more"),
        ({"source": {"files": ["a.csv", "a.csv"]}}, "each file once"),
        ({"source": {"files": [3]}}, "a tuple of texts"),
        ({"source": {"files": ["a.csv"], "columns": {"a": "int"}}}, "one of 'text', 'number', 'date', 'truth'"),
        ({"source": {"files": ["a.csv"], "columns": ["a"]}}, "a kind for each named column"),
        ({"source": {"files": ["a.csv"], "delimiter": "||"}}, "source.delimiter = '||'"),
        ({"source": {"files": ["a.csv"], "decimal": "·"}}, "source.decimal = '·'"),
        (
            {"where": [{"column": "a", "operator": "like", "value": "x"}]},
            "operator = 'like' is not allowed: one of '='",
        ),
        ({"where": [{"column": "a", "operator": "="}]}, "condition on a: value = None"),
        ({"where": [{"column": "a", "operator": "in", "value": "x"}]}, "one value or more in a tuple"),
        ({"where": [{"column": "a", "operator": "in", "value": []}]}, "one value or more in a tuple"),
        ({"where": [{"column": "a", "operator": "=", "value": ["x"]}]}, "one value"),
        ({"where": [{"column": "a", "operator": "=", "value": nan}]}, "a finite number"),
        ({"where": [{"column": "a", "operator": "=", "value": datetime(2020, 1, 1)}]}, "a date"),
        ({"where": [{"column": "a", "operator": "is missing", "value": 1}]}, "none with is missing"),
        ({"where": [{"column": "", "operator": "is missing"}]}, "a name that is not empty"),
        ({"where": {"column": "a"}}, "where = {'column': 'a'} is not allowed: a list"),
        ({"where": ["a = 1"]}, "where[0] = 'a = 1' is not allowed: a mapping with column, operator"),
        ({"groups": [{"month": "a"}]}, "groups[0].month"),
        ({"groups": ["a", "a"]}, "each group once"),
        ({"groups": [{"year": 3}]}, "groups.year = 3"),
        ({"id": ""}, "id = ''"),
    ],
)
def test_bad_data_is_said(changed: dict[str, Any] | None, said: str) -> None:
    data = None if changed is None else {**MINIMAL, **changed}
    with pytest.raises(StatsError, match="is not allowed") as raised:
        indicator_of(data)
    assert said in str(raised.value)


def test_parts_of_the_wrong_type_are_refused() -> None:
    source = RecordSource(("a.csv",))
    for parts in (
        {"source": "a.csv", "measure": Count()},
        {"source": source, "measure": "count"},
        {"source": source, "measure": Count(), "where": [Condition("a", "=", 1)]},
        {"source": source, "measure": Count(), "groups": "unit"},
        {"source": source, "measure": Count(), "groups": (3,)},
    ):
        with pytest.raises(StatsError, match="is not allowed"):
            RecordIndicator("i", **parts)
    assert Condition("a", "<", date(2020, 1, 1)).values == (date(2020, 1, 1),)
