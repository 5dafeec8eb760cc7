"""What is fetched from public statistics: the services, their limits, and the selections that become tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from auditlib.items import Identifier, Item, Whole
from auditlib.tables.resources import NumberKind

_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_LOCAL = re.compile(r"http://(localhost|127\.0\.0\.1)(:[0-9]+)?(/.*)?")
_SAFE = re.compile(r"https://[^\s/@?#]+(/[^\s?#]*)?")


def _read_month_day(value: Any) -> Any:
    if isinstance(value, str) and not _MONTH_DAY.fullmatch(value):
        details = {"value": value, "expected": "a month and a day", "example": "06-15"}
        raise PydanticCustomError("Y109", "Y109", details)
    return value


def _read_base(value: Any) -> Any:
    if isinstance(value, str) and not _LOCAL.fullmatch(value) and not _SAFE.fullmatch(value):
        raise PydanticCustomError("S903", "S903", {"value": value})
    return value.rstrip("/") if isinstance(value, str) else value


_MONTH_DAY_SCHEMA = {"type": "string", "pattern": r"^\d{2}-\d{2}$"}

MonthDay = Annotated[str, BeforeValidator(_read_month_day), WithJsonSchema(_MONTH_DAY_SCHEMA)]
Base = Annotated[str, BeforeValidator(_read_base), WithJsonSchema({"type": "string", "pattern": "^https?://"})]


class Interface(StrEnum):
    """The interfaces that are spoken: PxWebApi 1 and 2, FHI's open one and Udir's export."""

    PXWEB1 = "pxweb1"
    PXWEB2 = "pxweb2"
    FHI = "fhi"
    UDIR = "udir"


class StatusRule(Item):
    """When the figures of a year are final: from the day `final`, `years_after` years later."""

    final: MonthDay
    years_after: Whole = 1


class Service(Item):
    """A publisher of statistics, the interface it has, and how much it lets anybody ask for.

    `cells` is the most cells (for FHI rows, for Udir unused) in one query and `url_length` the most characters in an
    address. `marks` are those that stand for a figure that is not given, and `unmarked` is the one for a cell that is
    empty without a word why.
    """

    id: Identifier
    interface: Interface
    base: Base
    issuer: str
    licence: str
    cells: Annotated[Whole, Field(ge=1)]
    calls_per_minute: Annotated[Whole, Field(ge=1)]
    url_length: Annotated[Whole, Field(ge=100)] = 2000
    language: str = "no"
    marks: tuple[str, ...] = (".", "..", ":", "*", "k")
    unmarked: str | None = None


class JoinMethod(StrEnum):
    """How figures of municipalities that became one are made one series.

    `sum` adds counts and amounts, `weighted` is the mean of shares weighted by a count, `renumbered` follows a
    municipality that only got another number, and `apart` leaves the rows as they are, with a declared break.
    """

    SUM = "sum"
    WEIGHTED = "weighted"
    RENUMBERED = "renumbered"
    APART = "apart"


class Join(Item):
    """The series of one municipality over a merger: how, for which contents, and what shares are weighted by."""

    into: str
    method: JoinMethod
    contents: tuple[str, ...] = ()
    by: str | None = None


class Fetch(Item):
    """One selection from one table of a service, and how it becomes a table of the audit.

    `select` has the codes of each dimension, which may be patterns such as `top(3)`; `left_out` are dimensions that
    the service gives its own total of. `rows` is the dimension whose codes are rows and `columns` those that are
    columns. For answers that are long tables, `values` are the columns of figures, and `codes` names the column with
    the code beside one with a name. `time` and `municipalities` are the dimensions of years and of municipalities.
    """

    id: Identifier
    service: Identifier
    table: str = Field(pattern=r"^[A-Za-z0-9_.-]+$")
    as_: Identifier = Field(alias="as")
    title: str
    select: Mapping[str, tuple[str, ...]] = Field(min_length=1)
    left_out: tuple[str, ...] = ()
    codelists: Mapping[str, str] = Field(default_factory=dict)
    format: Literal["json-stat2", "csv"] = "json-stat2"
    rows: str
    columns: tuple[str, ...] = Field(min_length=1)
    key: Literal["name", "code"] = "name"
    values: tuple[str, ...] = ()
    codes: Mapping[str, str] = Field(default_factory=dict)
    time: str | None = None
    municipalities: str | None = None
    units: Mapping[str, str] = Field(default_factory=dict)
    holds: Mapping[str, NumberKind] = Field(default_factory=dict)
    join: tuple[Join, ...] = ()
    status: StatusRule | None = None


class FetchFile(Item):
    """The file `fetch.yaml`."""

    services: tuple[Service, ...] = Field(min_length=1)
    fetches: tuple[Fetch, ...] = Field(min_length=1)

    def service_of(self, fetch: Fetch) -> Service | None:
        """Give the service of a fetch."""
        return next((each for each in self.services if each.id == fetch.service), None)
