"""Indicators: tests of the library with their parameters."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from auditlib.criteria import Stance
from auditlib.items import Identifier, Item


def _read_parameter(value: Any) -> str | tuple[str, ...]:
    """Read a name or a list of names."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    found = "keys with values" if isinstance(value, dict) else "a list of something else" if value else "nothing in it"
    details = {"expected": "a name or a list of names", "found": found, "example": "row: Nyby"}
    raise PydanticCustomError("Y106", "Y106", details)


_TEXT = {"type": "string"}
Parameter = Annotated[
    str | tuple[str, ...],
    PlainValidator(_read_parameter),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}),
]


class Indicator(Item):
    """A named computation: a test from the library with its parameters."""

    id: Identifier
    title: str
    criterion: Identifier | None = None
    topic: Identifier | None = None
    table: Identifier | None = None
    test: str
    parameters: dict[str, Parameter]
    stance: Stance = Stance.CONTEXT
    note: str | None = None


class Indicators(Item):
    """The file `indicators.yaml`."""

    indicators: tuple[Indicator, ...]
