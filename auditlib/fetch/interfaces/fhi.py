"""FHI's open interface: dimensions as trees, figures with POST, JSON-stat 2.0 with a byte order mark.

Source: Fhi.Statistikk.OpenAPI. Its `top` and `bottom` are the other way round than PxWebApi's, so that only codes
themselves are asked for. A year's code is written twice, `2024_2024`; a span is `2022_2024`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from auditlib.fetch.cube import Cube, Dimension, Unreadable, as_asked, put_together
from auditlib.fetch.interfaces.protocol import Asked, Request
from auditlib.fetch.jsonstat import read_json, read_jsonstat
from auditlib.fetch.selection import Selected, split

_YEARS = re.compile(r"([0-9]{4})_([0-9]{4})")
_DEEPEST = 20


class Fhi:
    """FHI's open interface; `base` of the service ends with the source, such as `/api/open/v1/nokkel`."""

    open_ended = False

    def metadata_requests(self, asked: Asked) -> tuple[Request, ...]:
        """Ask for the dimensions."""
        return (Request(f"{asked.service.base}/Table/{asked.fetch.table}/dimension"),)

    def read_metadata(self, asked: Asked, raw: Sequence[bytes]) -> Cube:
        """Read the dimensions; their trees of categories become lists."""
        data = read_json(raw[0])
        told = data.get("dimensions") if isinstance(data, dict) else None
        if not isinstance(told, list) or not told:
            raise Unreadable("it is no list of dimensions")
        return Cube("", tuple(_dimension(each, asked) for each in told), ())

    def requests(self, asked: Asked, selected: Selected) -> tuple[Request, ...]:
        """Ask for the codes themselves, in as many queries as the limit on rows takes."""
        address = f"{asked.service.base}/Table/{asked.fetch.table}/data"
        return tuple(Request(address, _body(asked, part)) for part in split(selected, asked.service.cells))

    def further(self, request: Request, raw: bytes) -> tuple[Request, ...]:
        """There is one page."""
        return ()

    def read(self, asked: Asked, info: Cube, selected: Selected, raw: Sequence[bytes]) -> Cube:
        """Read each answer, put them together, and write a year's code once."""
        cube = as_asked(put_together(list(map(read_jsonstat, raw))), selected)
        return replace(cube, dimensions=tuple(map(_with_years, cube.dimensions)))


def _body(asked: Asked, part: Selected) -> str:
    dimensions = [{"code": name, "filter": "item", "values": list(codes)} for name, codes in part.items()]
    response = {"format": "json-stat2", "maxRowCount": asked.service.cells}
    return json.dumps({"dimensions": dimensions, "response": response}, ensure_ascii=False)


def _dimension(told: Any, asked: Asked) -> Dimension:
    if not isinstance(told, Mapping) or not isinstance(told.get("code"), str):
        raise Unreadable("a dimension has no code")
    labels = dict(_categories(told.get("categories"), told["code"], 0))
    if not labels:
        raise Unreadable(f"dimension {told['code']} has no categories")
    code = told["code"]
    time = code == asked.fetch.time or all(map(_YEARS.fullmatch, labels))
    return Dimension(code, str(told.get("label", code)), tuple(labels), labels, time=time)


def _categories(told: Any, code: str, depth: int) -> Iterator[tuple[str, str]]:
    """Give the categories of a tree, those above before those below."""
    if depth > _DEEPEST or not isinstance(told or [], list):
        raise Unreadable(f"the categories of {code} are no tree")
    for each in told or ():
        if not isinstance(each, Mapping) or not isinstance(each.get("value"), str):
            raise Unreadable(f"a category of {code} has no value")
        yield each["value"], str(each.get("label") or each["value"])
        yield from _categories(each.get("children"), code, depth + 1)


def _with_years(dimension: Dimension) -> Dimension:
    """Write `2024_2024` as `2024`; what spans years keeps its code."""
    if not all(map(_YEARS.fullmatch, dimension.codes)):
        return dimension
    names = {code: _year(code) for code in dimension.codes}
    labels = {names[code]: dimension.label_of(code) for code in dimension.codes}
    return replace(dimension, codes=tuple(names.values()), labels=labels, time=True)


def _year(code: str) -> str:
    first, last = code.split("_")
    return first if first == last else code
