"""Udir's export: flat rows in pages, a filter that must be given, decimal commas and `*` for what is kept secret.

Source: the interface's own answers. It says of itself that it may change without warning, so that every page is held
against the number of rows it names, and against the page that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from auditlib.fetch.cube import Cube, Dimension, Unreadable
from auditlib.fetch.interfaces.protocol import Asked, Request
from auditlib.fetch.jsonstat import read_json
from auditlib.fetch.longtables import CONTENTS, Columns, read_long
from auditlib.fetch.selection import Selected

_PAGE, _ON_PAGE, _IN_ALL = "Sidenummer", "RaderSide", "RaderTotalt"
_MOST_PAGES = 2000
_NUMBERED = re.compile(r"(.*&sideNummer=)([0-9]+)")


class Udir:
    """Udir's export in JSON; a fetch names the columns of figures under `values`."""

    open_ended = True

    def metadata_requests(self, asked: Asked) -> tuple[Request, ...]:
        """Ask for the values that filters take."""
        return (Request(f"{_address(asked)}/filterVerdier"),)

    def read_metadata(self, asked: Asked, raw: Sequence[bytes]) -> Cube:
        """Read the filters with their values."""
        data = read_json(raw[0])
        if not isinstance(data, dict) or not data:
            raise Unreadable("it is no list of filters")
        return Cube("", tuple(_filter(name, told) for name, told in data.items()), ())

    def requests(self, asked: Asked, selected: Selected) -> tuple[Request, ...]:
        """Ask for the first page."""
        chosen = "_".join(f"{name}({'_'.join(codes)})" for name, codes in selected.items())
        return (Request(f"{_address(asked)}/data?filter={quote(chosen, safe='()_-')}&format=0&sideNummer=1"),)

    def further(self, request: Request, raw: bytes) -> tuple[Request, ...]:
        """Ask for as many pages as the rows of the first one say there are."""
        rows = _rows(raw)
        pages = -(-_number(rows[0], _IN_ALL) // len(rows))
        if pages > _MOST_PAGES:
            raise Unreadable(f"there are {pages} pages", "select less")
        match = _NUMBERED.fullmatch(request.url)
        assert match
        return tuple(Request(f"{match[1]}{page}") for page in range(2, pages + 1))

    def read(self, asked: Asked, info: Cube, selected: Selected, raw: Sequence[bytes]) -> Cube:
        """Read all pages as one long table, and see that they are all there."""
        rows = [row for page, each in enumerate(raw, 1) for row in _page(each, page)]
        total = _number(rows[0], _IN_ALL)
        if len(rows) != total:
            raise Unreadable(f"there are {len(rows)} rows and should be {total}: pages are missing, or it was changed")
        fetch, service = asked.fetch, asked.service
        named = tuple(dict.fromkeys((fetch.rows, *fetch.columns)))
        dimensions = tuple(each for each in named if each not in fetch.values and each != CONTENTS)
        return read_long(rows, Columns(dimensions, fetch.values, fetch.codes, service.marks, service.unmarked))


def _address(asked: Asked) -> str:
    return f"{asked.service.base}/{quote(asked.fetch.table)}"


def _filter(name: str, told: Any) -> Dimension:
    """Read one filter: its values by id, which is what a query names."""
    if not isinstance(told, list) or not all(isinstance(each, Mapping) and "id" in each for each in told):
        raise Unreadable(f"the filter {name} has no list of values with ids")
    labels = {str(each["id"]): str(each.get("navn", each["id"])) for each in told}
    return Dimension(name, name, tuple(labels), labels, time=name == "TidID")


def _rows(raw: bytes) -> list[dict[str, Any]]:
    """Give the rows of a page; an error that the interface reports is said in its own words."""
    data = read_json(raw)
    if isinstance(data, dict) and "melding" in data:
        raise Unreadable(f"the service says: {' '.join(str(data['melding']).split())[:200]}")
    if not isinstance(data, list) or not data or not all(isinstance(each, dict) for each in data):
        raise Unreadable("it is no list of rows, or an empty one", "does the selection hold anything?")
    return data


def _page(raw: bytes, page: int) -> list[dict[str, Any]]:
    rows = _rows(raw)
    if _number(rows[0], _PAGE) != page or _number(rows[0], _ON_PAGE) < len(rows):
        said = f"page {rows[0].get(_PAGE)} with {rows[0].get(_ON_PAGE)} rows"
        raise Unreadable(f"page {page} has {len(rows)} rows and calls itself {said}")
    return rows


def _number(row: Mapping[str, Any], name: str) -> int:
    told = row.get(name)
    if isinstance(told, str) and told.isascii() and told.isdecimal() and len(told) < 10:
        told = Decimal(told)
    if isinstance(told, Decimal) and 0 < told < 10**9 and told == int(told):
        return int(told)
    raise Unreadable(f"a row does not say its {name}, so that nobody can tell whether all came")
