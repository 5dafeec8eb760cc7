"""Reading JSON-stat 2.0 as it is published: sparse or whole, with marks where figures are not given.

Source: JSON-stat 2.0, https://json-stat.org/full/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from math import prod
from typing import Any, TypeVar

from auditlib.fetch.cube import Cube, Dimension, Unit, Unreadable, plain

_Kind = TypeVar("_Kind", dict[str, Any], list[Any])
_MOST_DIGITS = 30
_MOST_CELLS = 20_000_000


def read_json(raw: bytes) -> Any:
    """Read JSON, with or without a byte order mark; numbers keep their digits. Raises Unreadable."""
    try:
        text = raw.decode("utf-8-sig")
        return json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse, object_pairs_hook=_pairs
        )
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not UTF-8: byte 0x{raw[error.start]:02X} at {error.start}") from None
    except RecursionError:
        raise Unreadable("it is nested too deep") from None
    except json.JSONDecodeError as error:
        if raw.lstrip()[:1] == b"<":
            raise Unreadable("it is a page for people and no figures") from None
        raise Unreadable(f"it is not JSON from character {error.pos} of {len(text)} on: is it cut?") from None
    except ValueError as error:
        raise Unreadable(f"it is not JSON: {error}") from None


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def read_jsonstat(raw: bytes, *, figures: bool = True) -> Cube:
    """Read a data set in JSON-stat 2.0; with `figures=False` only its dimensions, which is how metadata come.

    A cell without a figure keeps the mark that `status` gives it. Raises Unreadable.
    """
    data = read_json(raw)
    if not isinstance(data, dict) or data.get("class", "dataset") != "dataset" or "id" not in data:
        raise Unreadable("it is no JSON-stat data set")
    dimensions = _dimensions(data)
    size = prod(len(each.codes) for each in dimensions)
    if figures and size > _MOST_CELLS:
        raise Unreadable(f"it says that it has {size} cells", "select less")
    values = _values(data.get("value"), size) if figures else ()
    marks, flags = _statuses(data.get("status"), values, size) if figures else ({}, {})
    return Cube(
        label=_text(data.get("label")) or "",
        dimensions=dimensions,
        values=values,
        marks=marks,
        flags=flags,
        updated=_text(data.get("updated")),
        notes=_notes(data.get("note")),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _notes(value: Any) -> tuple[str, ...]:
    notes = value if isinstance(value, list) else [value]
    return tuple(plain(each) for each in notes if _text(each))


def _optional(value: Any, kind: type[_Kind]) -> _Kind:
    """Give a part that may be missing; one of another form counts as missing, as it says nothing of figures."""
    return value if isinstance(value, kind) else kind()


def _mapping(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(f"{what} is missing, or has another form than JSON-stat 2.0 gives it")
    return value


def _dimensions(data: Mapping[str, Any]) -> tuple[Dimension, ...]:
    """Read the dimensions, and hold their sizes against what the data set says."""
    ids, sizes = data["id"], data.get("size")
    described = _mapping(data.get("dimension"), "`dimension`")
    times = _optional(data.get("role"), dict).get("time")
    if not isinstance(ids, list) or not isinstance(sizes, list) or not all(isinstance(each, str) for each in ids):
        raise Unreadable("`id` or `size` is no list")
    if len(ids) != len(sizes) or len(set(ids)) != len(ids):
        raise Unreadable("`id` and `size` do not name the same dimensions")
    found = tuple(_dimension(each, described.get(each), time=each in _optional(times, list)) for each in ids)
    for dimension, size in zip(found, sizes, strict=True):
        if len(dimension.codes) != size:
            raise Unreadable(f"dimension {dimension.code} has {len(dimension.codes)} codes and says {size}")
    return found


def _dimension(code: str, told: Any, *, time: bool) -> Dimension:
    described = _mapping(told, f"dimension {code}")
    category = _mapping(described.get("category"), f"`category` of {code}")
    labels = {key: str(label) for key, label in _optional(category.get("label"), dict).items()}
    units = _optional(category.get("unit"), dict)
    return Dimension(
        code=code,
        label=plain(_text(described.get("label")) or code),
        codes=_codes(code, category, labels),
        labels=labels,
        units={key: _unit(unit) for key, unit in units.items() if isinstance(unit, dict)},
        time=time,
        optional=_optional(described.get("extension"), dict).get("elimination") is True,
    )


def _codes(code: str, category: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Give the codes in the order of their index; one alone may stand without an index."""
    index = category.get("index")
    if isinstance(index, list):
        codes = [str(each) for each in index]
    elif isinstance(index, dict):
        if sorted(index.values(), key=str) != sorted(map(Decimal, range(len(index))), key=str):
            raise Unreadable(f"the places of the codes of {code} are not 0 to {len(index) - 1}")
        codes = sorted(index, key=lambda each: int(index[each]))
    else:
        codes = list(labels) if len(labels) == 1 else []
    if not codes or len(set(codes)) != len(codes):
        raise Unreadable(f"dimension {code} has no codes, or the same one twice")
    return tuple(codes)


def _unit(told: Mapping[str, Any]) -> Unit:
    decimals = told.get("decimals")
    known = isinstance(decimals, Decimal) and 0 <= decimals <= 9 and decimals == int(decimals)
    return Unit(_text(told.get("base")), int(decimals) if known else None)  # type: ignore[arg-type]


def _values(told: Any, size: int) -> tuple[Decimal | None, ...]:
    """Read the figures: a whole list, or a mapping that leaves empty cells out."""
    if isinstance(told, dict):
        listed: list[Any] = [None] * size
        for key, value in told.items():
            listed[_place(key, size)] = value
    elif isinstance(told, list):
        listed = told
    else:
        raise Unreadable("there is no `value`")
    if len(listed) != size:
        raise Unreadable(f"there are {len(listed)} figures and room for {size}: it is cut, or not the whole of it")
    for place, value in enumerate(listed):
        if value is not None and not isinstance(value, Decimal):
            raise Unreadable(f"figure {place} is not a number: {str(value)[:40]}")
        if value and abs(value.adjusted()) > _MOST_DIGITS:
            raise Unreadable(f"figure {place} is beyond all measure: {str(value)[:40]}")
    return tuple(listed)


def _place(key: str, size: int) -> int:
    if not key.isascii() or not key.isdecimal() or len(key) > _MOST_DIGITS or int(key) >= size:
        raise Unreadable(f"`{key[:20]}` is no place among {size} cells")
    return int(key)


def _statuses(told: Any, values: tuple[Decimal | None, ...], size: int) -> tuple[dict[int, str], dict[int, str]]:
    """Read what is said of cells: marks of those without a figure, and flags of those with one."""
    if isinstance(told, str):
        said: dict[int, Any] = dict.fromkeys(range(size), told)
    elif isinstance(told, list):
        if len(told) not in (0, 1, size):
            raise Unreadable(f"there are {len(told)} statuses for {size} cells")
        said = dict(enumerate(told * size if len(told) == 1 else told))
    elif isinstance(told, dict):
        said = {_place(key, size): status for key, status in told.items()}
    elif told is None:
        said = {}
    else:
        raise Unreadable("`status` has another form than JSON-stat 2.0 gives it")
    marks: dict[int, str] = {}
    flags: dict[int, str] = {}
    for place, status in said.items():
        if isinstance(status, str) and status.strip():
            (marks if values[place] is None else flags)[place] = status.strip()
    return marks, flags
