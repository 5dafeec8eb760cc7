"""PxWebApi 1: metadata with GET and figures with POST to the table's address.

Source: PxWebApi 1 documentation, Statistics Sweden and Statistics Norway; the answers are JSON-stat 2.0 or CSV.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from auditlib.fetch.cube import Cube, Dimension, Unreadable, as_asked, put_together
from auditlib.fetch.interfaces.protocol import Asked, Request
from auditlib.fetch.interfaces.pxanswers import read_figures
from auditlib.fetch.jsonstat import read_json
from auditlib.fetch.selection import Selected, split


class PxWeb1:
    """PxWebApi 1."""

    open_ended = False

    def metadata_requests(self, asked: Asked) -> tuple[Request, ...]:
        """Ask the table's address."""
        return (Request(_address(asked)),)

    def read_metadata(self, asked: Asked, raw: Sequence[bytes]) -> Cube:
        """Read title and variables; a variable with a grouping has the codes that the fetch names."""
        data = read_json(raw[0])
        if not isinstance(data, dict) or not isinstance(data.get("variables"), list):
            raise Unreadable("it is no description of a table in PxWebApi 1")
        dimensions = [_dimension(each) for each in data["variables"]]
        grouped = asked.fetch.codelists
        known = tuple(each.only(asked.fetch.select[each.code]) if each.code in grouped and each.code in
                      asked.fetch.select else each for each in dimensions)  # fmt: skip
        return Cube(str(data.get("title", "")), known, ())

    def requests(self, asked: Asked, selected: Selected) -> tuple[Request, ...]:
        """Ask for the codes themselves, in as many queries as the limit on cells takes."""
        return tuple(Request(_address(asked), _body(asked, part)) for part in split(selected, asked.service.cells))

    def further(self, request: Request, raw: bytes) -> tuple[Request, ...]:
        """There is one page."""
        return ()

    def read(self, asked: Asked, info: Cube, selected: Selected, raw: Sequence[bytes]) -> Cube:
        """Read each answer and put them together."""
        return as_asked(put_together([read_figures(asked, info, each) for each in raw]), selected)


def _address(asked: Asked) -> str:
    return f"{asked.service.base}/{asked.fetch.table}"


def _body(asked: Asked, part: Selected) -> str:
    """Write the query; a grouping is a filter of its own."""
    filters = {name: f"{'' if ':' in each else 'agg:'}{each}" for name, each in asked.fetch.codelists.items()}
    query = [
        {"code": name, "selection": {"filter": filters.get(name, "item"), "values": list(codes)}}
        for name, codes in part.items()
    ]
    form = "csv3" if asked.fetch.format == "csv" else "json-stat2"
    return json.dumps({"query": query, "response": {"format": form}}, ensure_ascii=False)


def _dimension(told: Any) -> Dimension:
    """Read one variable."""
    if not isinstance(told, Mapping) or not isinstance(told.get("code"), str):
        raise Unreadable("a variable has no code")
    codes, texts = told.get("values"), told.get("valueTexts")
    if not isinstance(codes, list) or not isinstance(texts, list) or len(codes) != len(texts) or not codes:
        raise Unreadable(f"variable {told['code']} does not have a text for each of its values")
    return Dimension(
        code=told["code"],
        label=str(told.get("text", told["code"])),
        codes=tuple(map(str, codes)),
        labels=dict(zip(map(str, codes), map(str, texts), strict=True)),
        time=told.get("time") is True,
        optional=told.get("elimination") is True,
    )
