"""Answers that PxWebApi 1 and 2 have in common: JSON-stat 2.0, and CSV with a row for each cell."""

from __future__ import annotations

from dataclasses import replace

from auditlib.fetch.cube import Cube, Dimension, Unreadable
from auditlib.fetch.interfaces.protocol import Asked
from auditlib.fetch.jsonstat import read_jsonstat
from auditlib.fetch.longtables import CONTENTS, Columns, read_csv, read_long


def read_figures(asked: Asked, info: Cube, raw: bytes) -> Cube:
    """Read one answer in the form that the fetch asked for; which dimension is time the metadata may say alone.

    Raises Unreadable.
    """
    if asked.fetch.format == "json-stat2":
        cube, times = read_jsonstat(raw), {each.code for each in info.dimensions if each.time}
        return replace(cube, dimensions=tuple(replace(each, time=each.time or each.code in times)
                                              for each in cube.dimensions))  # fmt: skip
    rows = read_csv(raw)
    known = {name.casefold(): each for each in info.dimensions for name in (each.code, each.label)}
    heads = {head: known.get(head.casefold()) for head in rows[0]}
    values = [head for head, dimension in heads.items() if dimension is None]
    if len(values) != 1:
        told = ", ".join(values) or "none"
        raise Unreadable(f"one column should hold the figures: {told}", "format: json-stat2 says which is which")
    columns = Columns(
        dimensions=tuple(head for head, each in heads.items() if each is not None),
        values=tuple(values),
        codes={},
        marks=asked.service.marks,
        unmarked=asked.service.unmarked,
    )
    return _described(read_long(rows, columns, info.label), heads, info)


def _described(cube: Cube, heads: dict[str, Dimension | None], info: Cube) -> Cube:
    """Give the dimensions the codes' labels, units and order that the metadata have, and drop the one of contents."""
    described = []
    for each in cube.dimensions:
        known = heads.get(each.code)
        if known is not None:
            described.append(replace(known, codes=each.codes))
        elif each.code != CONTENTS:
            raise Unreadable(f"the column {each.code} is no dimension of the table")
    return replace(cube, dimensions=tuple(described), updated=info.updated)
