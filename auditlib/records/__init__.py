"""Indicators over single records, millions of them: defined as data, found by DuckDB here or by Ibis elsewhere."""

from auditlib.records.duck import measure_records
from auditlib.records.indicator import (
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
)
from auditlib.records.portable import measure_table
from auditlib.records.reading import indicator_of
from auditlib.records.results import RecordRow, RecordTable

__all__ = [
    "Condition",
    "Count",
    "Mean",
    "MissingShare",
    "Quantile",
    "RecordIndicator",
    "RecordRow",
    "RecordSource",
    "RecordTable",
    "Share",
    "WithinDays",
    "Year",
    "indicator_of",
    "measure_records",
    "measure_table",
]
