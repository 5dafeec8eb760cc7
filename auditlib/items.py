"""What every item that people write has: a strict shape, a place in a file and a stamp.

The field types read text, because the loaders hand over every YAML scalar as it was written.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, InstanceOf, PlainSerializer, PrivateAttr, WithJsonSchema
from pydantic_core import PydanticCustomError

from auditlib.dates import Day
from auditlib.problems import Location
from auditlib.stamps import stamp

NOWHERE = Location("")
_ID = re.compile(r"[A-Za-zÆØÅæøå][\wÆØÅæøå.-]*")


class Item(BaseModel):
    """Something a person wrote: frozen, without unknown keys, and with its place in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    _at: Location = PrivateAttr(default=NOWHERE)
    _fields_at: dict[str, Location] = PrivateAttr(default_factory=dict)

    @property
    def at(self) -> Location:
        """Where it is written."""
        return self._at

    def locate(self, at: Location, fields: dict[str, Location]) -> None:
        """Remember where it and its fields are written; the loader calls this once."""
        self._at, self._fields_at = at, fields

    def field_at(self, name: str) -> Location:
        """Where one of its fields is written."""
        return self._fields_at.get(name, self._at)

    @property
    def stamp(self) -> str:
        """The hash of its content; the same content elsewhere in a file has the same stamp."""
        return stamp(self.model_dump(mode="json"))


def _error(code: str, **details: object) -> PydanticCustomError:
    """Make a pydantic error that names a kind of the problem catalogue; the loader fills the message."""
    return PydanticCustomError(code, code, details)


def is_identifier(text: str) -> bool:
    """Say whether a text can be an id: a letter, then letters, digits, `-`, `_` or `.`."""
    return _ID.fullmatch(text) is not None


def _read_id(value: Any) -> Any:
    if isinstance(value, str) and not is_identifier(value):
        raise _error("Y110", value=value)
    return value


def _read_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return Day.read(value)
    except ValueError:
        raise _error("D201", value=value) from None


def _read_end(value: Any) -> Any:
    return None if value == "open" else _read_day(value)


def _read_bool(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise _error("Y108", value=value, allowed_values="true, false")
        return value == "true"
    return value


def _read_int(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?[0-9]{1,15}", value):
            raise _error("Y109", value=value, expected="a whole number", example="3")
        return int(value)
    return value


def _read_float(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", value):
            raise _error("Y109", value=value, expected="a number with a decimal point", example="0.67")
        return float(value)
    return value


def _read_municipality_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}", value):
        raise _error("Y111", value=value)
    return value


_AS_TEXT = PlainSerializer(lambda day: str(day) if day else "open", return_type=str)
_ISO_SCHEMA = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

_ID_SCHEMA = {"type": "string", "pattern": f"^{_ID.pattern}$"}

Identifier = Annotated[str, BeforeValidator(_read_id), WithJsonSchema(_ID_SCHEMA)]
DayField = Annotated[InstanceOf[Day], BeforeValidator(_read_day), _AS_TEXT, WithJsonSchema(_ISO_SCHEMA)]
EndField = Annotated[
    InstanceOf[Day] | None,
    BeforeValidator(_read_end),
    _AS_TEXT,
    WithJsonSchema({"anyOf": [_ISO_SCHEMA, {"const": "open"}]}),
]
Flag = Annotated[bool, BeforeValidator(_read_bool)]
Whole = Annotated[int, BeforeValidator(_read_int)]
Real = Annotated[float, BeforeValidator(_read_float)]
MunicipalityNumber = Annotated[
    str, BeforeValidator(_read_municipality_number), WithJsonSchema({"type": "string", "pattern": r"^\d{4}$"})
]
