"""Tables with declared columns, the tests that read them, and what the tests gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field

from auditlib.criteria import Stance
from auditlib.items import DayField, Identifier, Item, Whole
from auditlib.numbers import read_number
from auditlib.problems import Location


class Column(Item):
    """A declared column: its name in the file, its type and its unit."""

    name: str
    type: Literal["string", "integer", "number", "date"]
    title: str | None = None
    unit: str | None = None
    decimals: Whole | None = None

    @property
    def label(self) -> str:
        """What the report prints over the column."""
        return self.title or self.name

    @property
    def numeric(self) -> bool:
        """Whether its cells are numbers."""
        return self.type in ("integer", "number")


class Schema(Item):
    """The columns of a table, which one names its rows, and which marks mean missing."""

    fields: tuple[Column, ...] = Field(min_length=1)
    primary_key: str = Field(alias="primaryKey")
    missing_values: tuple[str, ...] = Field(default=("",), alias="missingValues")


class Dialect(Item):
    """How a CSV file is written."""

    delimiter: Literal[";", ","]


class CellNote(Item):
    """A remark on one cell, by row and column."""

    row: str
    column: str
    text: str


class Status(StrEnum):
    """Whether published figures may still change."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    UNKNOWN = "unknown"


class Resource(Item):
    """One table: where it comes from, what its columns mean, and how far it can be trusted."""

    name: Identifier
    title: str
    path: str
    sheet: str | None = None
    dialect: Dialect | None = None
    sources: tuple[str, ...] = Field(min_length=1)
    retrieved: DayField | None = None
    status: Status
    footnotes: tuple[str, ...] = ()
    reliability: tuple[str, ...] = ()
    table_schema: Schema = Field(alias="schema")
    explanations: tuple[CellNote, ...] = ()
    acknowledged: tuple[CellNote, ...] = ()


class DataPackage(Item):
    """The file `datapackage.yaml`."""

    name: Identifier
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A resource with its cells as printed; `rows` are in file order and `lines` their places."""

    resource: Resource
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]
    file: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """The declared columns in order."""
        return self.resource.table_schema.fields

    def column(self, name: str) -> Column | None:
        """Give a column by its name."""
        return next((each for each in self.columns if each.name == name), None)

    def names(self) -> tuple[str, ...]:
        """Give the names of the rows."""
        return tuple(row[self.resource.table_schema.primary_key] for row in self.rows)

    def cell(self, row: str, column: str) -> str:
        """Give a cell as printed; raise KeyError when there is no such row or column."""
        return dict(zip(self.names(), self.rows, strict=True))[row][column]

    def is_missing(self, text: str) -> bool:
        """Say whether a cell is one of the marks for missing."""
        return text.strip() in self.resource.table_schema.missing_values

    def number(self, row: str, column: str) -> Decimal | None:
        """Give a cell's number, or None when it is missing; a missing cell is never 0."""
        text = self.cell(row, column)
        read = None if self.is_missing(text) else read_number(text)
        return read.value if read else None

    def decimals(self, row: str, column: str) -> int:
        """How many decimals to write a cell's number with: those declared for the column, else those printed."""
        declared, read = self.column(column), read_number(self.cell(row, column))
        if declared is not None and declared.decimals is not None:
            return declared.decimals
        return read.decimals if read else 0

    def place(self, row: str, column: str) -> Location:
        """Give the cell's place in its file."""
        index = self.names().index(row)
        position = list(self.rows[index]).index(column) + 1
        return Location(self.file, self.lines[index], position, f"row {row}, column {column}")


class Indicator(Item):
    """A named computation: a test from the library with its parameters."""

    id: Identifier
    title: str
    criterion: Identifier | None = None
    topic: Identifier | None = None
    table: Identifier | None = None
    test: str
    parameters: dict[str, str]
    stance: Stance = Stance.CONTEXT
    note: str | None = None


class Indicators(Item):
    """The file `indicators.yaml`."""

    indicators: tuple[Indicator, ...]


class Population(Item):
    """What a file review's cases were drawn from; the size may be unknown."""

    description: str
    size: str


class Draw(Item):
    """How the cases were drawn."""

    method: Literal["simple", "systematic", "stratified", "judgement", "unknown"]
    seed: str | None = None

    @property
    def generalises(self) -> bool:
        """Whether the draw lets the result say something of the population."""
        return self.method in ("simple", "systematic", "stratified")


class UnitWords(Item):
    """What one case and several cases are called."""

    one: str
    many: str


class Attribute(Item):
    """Something each reviewed file is held against, and which values mean what."""

    id: Identifier
    title: str
    column: str
    criterion: Identifier | None = None
    topic: Identifier | None = None
    meets: tuple[str, ...]
    deviates: tuple[str, ...]
    not_applicable: tuple[str, ...] = ()
    note: str | None = None


class Review(Item):
    """A file review: the population, the draw, and the attributes looked for in each file."""

    id: Identifier
    title: str
    table: Identifier
    unit: UnitWords
    key: str
    population: Population
    drawn: Draw
    attributes: tuple[Attribute, ...] = Field(min_length=1)


class Reviews(Item):
    """The file `reviews.yaml`."""

    reviews: tuple[Review, ...]


class Outcome(StrEnum):
    """The three outcomes of a test, and a figure that no norm was held against."""

    MET = "met"
    NOT_MET = "not_met"
    UNTESTED = "untested"
    DESCRIBED = "described"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a test gave.

    `value` is in `unit`; `interval` is in the same unit with `confidence` as a share; `count` of `n` cases where
    cases were counted; `cells` are the table cells it read, `rows` the cases that deviate; `reason` says why a test
    could not be run.
    """

    id: str
    title: str
    criterion: str
    topic: str
    stance: Stance
    outcome: Outcome
    sentence: str
    at: Location
    table: str = ""
    value: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    interval: tuple[Decimal, Decimal] | None = None
    confidence: Decimal = Decimal("0.95")
    count: int | None = None
    n: int | None = None
    formula: str = ""
    method: str = ""
    reason: str = ""
    note: str = ""
    cells: tuple[Location, ...] = ()
    rows: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
