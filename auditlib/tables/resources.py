"""Tables with declared columns: where they come from, what their numbers are, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field

from auditlib.items import DayField, Flag, Identifier, Item, Whole
from auditlib.numbers import read_number
from auditlib.problems import Location


class NumberKind(StrEnum):
    """What kind of number a column holds, which decides what it may be compared with and how.

    `count` is counted cases or events, `stock` those that were there at one point of time, `amount` a sum, an average
    or a size with no counted cases behind it, and `share` a percentage.
    """

    COUNT = "count"
    STOCK = "stock"
    AMOUNT = "amount"
    SHARE = "share"


class Column(Item):
    """A declared column: its name in the file, its type, its unit and what kind of number it holds."""

    name: str
    type: Literal["string", "integer", "number", "date"]
    title: str | None = None
    unit: str | None = None
    decimals: Whole | None = None
    holds: NumberKind | None = None

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


class Overlap(Item):
    """Rows that have cases in common; with `whole`, the row that holds all of theirs."""

    rows: tuple[str, ...] = Field(min_length=1)
    whole: str | None = None
    text: str


class Break(Item):
    """A column from which on the figures were counted in another way than before: those of some rows, or of all."""

    column: str
    text: str
    rows: tuple[str, ...] = ()


class Weights(Item):
    """What a table's percentages are weighted by: a table with the same columns, and its rows where names differ.

    `rows` says for a row which rows of the other table hold its cases, to be added up.
    """

    table: Identifier
    rows: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Status(StrEnum):
    """Whether published figures may still change."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    UNKNOWN = "unknown"


class People(Item):
    """That a table counts people, and the names of its row and column of totals; the public edition hides small counts.

    `counted` are the people, so that two tables of the same people are protected together.
    """

    counted: str
    total_row: str | None = None
    total_column: str | None = None


class Resource(Item):
    """One table: where it comes from, what its columns mean, and how far it can be trusted.

    With `records`, its rows are single cases, as many as there may be: they stay in the file and are only counted.
    """

    name: Identifier
    title: str
    path: str
    sheet: str | None = None
    dialect: Dialect | None = None
    records: Flag = False
    sources: tuple[str, ...] = Field(min_length=1)
    retrieved: DayField | None = None
    status: Status
    footnotes: tuple[str, ...] = ()
    reliability: tuple[str, ...] = ()
    table_schema: Schema = Field(alias="schema")
    people: People | None = None
    explanations: tuple[CellNote, ...] = ()
    acknowledged: tuple[CellNote, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    breaks: tuple[Break, ...] = ()
    weighted_by: Weights | None = None

    @property
    def of_records(self) -> bool:
        """Whether its rows are counted where they are, and never read; Parquet always is."""
        return self.records or self.path.lower().endswith(".parquet")


class DataPackage(Item):
    """The file `datapackage.yaml`."""

    name: Identifier
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A resource with its cells as printed; `rows` are in file order and `lines` their places.

    `addresses` gives the address of a cell in a workbook, from its row and column; a CSV file has none. A table of
    records has no rows here, as they stay in their file. `least` is set where smaller counts of them may not be shown.
    """

    resource: Resource
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]
    file: str
    addresses: Callable[[int, int], str] | None = field(default=None, repr=False, compare=False)
    least: int = 0
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note once where each row stands; a table is asked for its cells one by one."""
        key = self.resource.table_schema.primary_key
        object.__setattr__(self, "_places", {row.get(key, ""): place for place, row in enumerate(self.rows)})

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
        return self.rows[self._places[row]][column]

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
        index = self._places[row]
        position = list(self.rows[index]).index(column) + 1
        line = self.lines[index]
        cell = self.addresses(line, position) if self.addresses else ""
        return Location(self.file, line, position, f"row {row}, column {column}", cell)
