"""Tables with declared columns, the tests and file reviews that read them, and what the tests gave."""

from auditlib.tables.indicators import Indicator, Indicators, Parameter
from auditlib.tables.measurements import Measurement, Outcome
from auditlib.tables.resources import (
    Break,
    CellNote,
    Column,
    DataPackage,
    Dialect,
    NumberKind,
    Overlap,
    Resource,
    Schema,
    Status,
    Table,
)
from auditlib.tables.reviews import Attribute, Draw, Population, Review, Reviews, Strata, UnitWords

__all__ = [
    "Attribute",
    "Break",
    "CellNote",
    "Column",
    "DataPackage",
    "Dialect",
    "Draw",
    "Indicator",
    "Indicators",
    "Measurement",
    "NumberKind",
    "Outcome",
    "Overlap",
    "Parameter",
    "Population",
    "Resource",
    "Review",
    "Reviews",
    "Schema",
    "Status",
    "Strata",
    "Table",
    "UnitWords",
]
