"""Turning what pydantic says into problems of the catalogue."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from auditlib.problems import KINDS, Location, Problem, hint_for, problem

_FOUND = {dict: "several keys", list: "a list", str: "plain text", type(None): "nothing"}
_EXPECTED = {
    "string_type": ("plain text", "title: Svartid"),
    "tuple_type": ("a list", "[K1, K2]"),
    "dict_type": ("keys with values", "{from: 2023-01-01, to: open}"),
    "model_type": ("keys with values", "{from: 2023-01-01, to: open}"),
    "model_attributes_type": ("keys with values", "{from: 2023-01-01, to: open}"),
    "too_short": ("at least one entry", "[K1]"),
    "is_instance_of": ("a date", "2024-05-12"),
    "int_type": ("a whole number", "3"),
    "float_type": ("a number with a decimal point", "0.67"),
    "bool_type": ("true or false", "true"),
}


_Places = Callable[[tuple[str | int, ...]], Location]


def problem_from(error: Any, model: type[BaseModel], at: _Places, key_at: _Places) -> Problem:
    """Turn one pydantic error into a problem; `at` gives the place of a value, `key_at` of a key."""
    path, kind = tuple(error["loc"]), error["type"]
    details = dict(error.get("ctx") or {})
    if kind in KINDS:
        return problem(kind, at(path), **details)
    if kind == "missing":
        return problem("Y105", at(path[:-1]), key=path[-1], example=_example(model, path))
    if kind == "extra_forbidden":
        known = _keys(_model_at(model, path[:-1]))
        return problem("Y104", key_at(path), key=path[-1], hint=hint_for(str(path[-1]), known))
    if kind in ("enum", "literal_error"):
        allowed = ", ".join(_choices(model, path)) or details.get("expected", "")
        if not isinstance(error["input"], str):
            return problem("Y106", at(path), expected="one word", found=_found(error["input"]), example=allowed)
        return problem("Y108", at(path), value=error["input"], allowed_values=allowed)
    expected, example = _EXPECTED.get(kind, (error["msg"], "see docs/formats.md"))
    return problem("Y106", at(path), expected=expected, found=_found(error["input"]), example=example)


def _found(value: Any) -> str:
    """Name what was found where something else was expected."""
    return _FOUND.get(type(value), "something else") if value else "nothing in it"


def _keys(model: type[BaseModel] | None) -> list[str]:
    """Give the keys a model has in its file."""
    return [info.alias or name for name, info in model.model_fields.items()] if model else []


def _field(model: type[BaseModel], key: str | int) -> FieldInfo | None:
    """Find a field by its name or by its key in the file."""
    fields = model.model_fields.items()
    return next((info for name, info in fields if key in (name, info.alias)), None)


def _type_at(model: type[BaseModel], path: tuple[str | int, ...]) -> Any:
    """Follow a path through the models to the type that is declared there."""
    current: Any = model
    for step in path:
        if isinstance(step, int):
            current = next(iter(get_args(current)), None)
        elif isinstance(current, type) and issubclass(current, BaseModel):
            info = _field(current, step)
            current = _plain(info.annotation) if info else None
        else:
            return None
    return current


def _plain(annotation: Any) -> Any:
    """Take the wrapping off a type: `Annotated[X, …]` and `X | None` are X."""
    if get_origin(annotation) is typing.Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return next((_plain(each) for each in get_args(annotation) if each is not type(None)), None)
    return annotation


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Give the model that a path leads to, if it leads to one."""
    found = _type_at(model, path)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _choices(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Give the values that are allowed at a path."""
    found = _type_at(model, path)
    if isinstance(found, type) and issubclass(found, StrEnum):
        return [each.value for each in found]
    return list(get_args(found)) if get_origin(found) is Literal else []


def _example(model: type[BaseModel], path: tuple[str | int, ...]) -> str:
    """Show how a missing key is written, after its declared type."""
    key, found = path[-1], _type_at(model, path)
    choices = _choices(model, path)
    if choices:
        return f"{key}: {choices[0]}"
    if _model_at(model, path):
        return f"{key}: {{{', '.join(f'{each}: …' for each in _keys(_model_at(model, path)))}}}"
    if get_origin(found) is tuple:
        return f"{key}: […]"
    return f"{key}: 2024-05-12" if "Day" in str(found) else f"{key}: …"
