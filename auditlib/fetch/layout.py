"""A cube laid out as a table: one dimension down the side, one or more along the top, numbers as they are printed."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from itertools import product

from auditlib.fetch.contents import NO_CONTENTS, Contents
from auditlib.fetch.cube import Cube, Dimension
from auditlib.problems import Problem, problem
from auditlib.tables.fetches import Fetch

CODE, NAME = "kode", "navn"


@dataclass(frozen=True, slots=True)
class Head:
    """A column of figures: its name, and the code of each dimension along the top."""

    name: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be written: cells as text, with the fields that describe its columns and the marks it holds."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    fields: tuple[Mapping[str, object], ...]
    marks: tuple[str, ...]

    def text(self) -> str:
        """Write it as CSV with `;` between cells."""
        out = StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow([CODE, NAME, *(each.name for each in self.heads)])
        writer.writerows(self.rows)
        return out.getvalue()


def lay_out(fetch: Fetch, cube: Cube, contents: Contents, problems: list[Problem]) -> Grid | None:
    """Lay a cube out as a fetch says; add what is wrong and give None when it is no table."""
    side, tops = cube.dimension(fetch.rows), [cube.dimension(each) for each in fetch.columns]
    before = len(problems)
    problems.extend(_misplaced(fetch, cube))
    if side is None or len(problems) > before:
        return None
    top = [each for each in tops if each is not None]
    heads = tuple(_heads(top))
    problems.extend(_ambiguous(fetch, side, heads))
    if len(problems) > before:
        return None
    places = list(_places(cube, side, heads))
    down = zip(*places, strict=True)
    columns = [_column(cube, contents, head, column) for head, column in zip(heads, down, strict=True)]
    cells = zip(*(column for column, _ in columns), strict=True)
    rows = tuple((code, side.label_of(code), *row) for code, row in zip(side.codes, cells, strict=True))
    kept = sorted({cube.marks[place] for row in places for place in row if place in cube.marks})
    return Grid(heads, rows, (*_names(side), *(field for _, field in columns)), tuple(kept))


def _misplaced(fetch: Fetch, cube: Cube) -> Iterator[Problem]:
    """Report dimensions that are nowhere, and those that the table has no room for."""
    named, known = (fetch.rows, *fetch.columns), [each.code for each in cube.dimensions]
    for each in named:
        if each not in known:
            reason, hint = f"the answer has no dimension {each}", f"it has {', '.join(known)}"
            yield problem("S905", fetch.field_at("rows" if each == fetch.rows else "columns"), reason=reason, hint=hint)
    if len(set(named)) != len(named):
        yield problem("S915", fetch.field_at("columns"), reason="a dimension is named twice", hint="name it once")
    for dimension in cube.dimensions:
        if dimension.code not in named and len(dimension.codes) > 1:
            reason = f"{dimension.code} has {len(dimension.codes)} codes, and is neither rows nor columns"
            hint = "select one of them, or name it under columns"
            yield problem("S915", fetch.field_at("columns"), reason=reason, hint=hint)


def _heads(top: Sequence[Dimension]) -> Iterator[Head]:
    """Name each column: years by their codes, all else by label; what is alone in its dimension is not named."""
    said = [each for each in top if len(each.codes) > 1] or list(top[-1:])
    for codes in product(*(each.codes for each in top)):
        at = dict(zip((each.code for each in top), codes, strict=True))
        words = (at[each.code] if each.time else each.label_of(at[each.code]) for each in said)
        yield Head(" ".join(words), at)


def _ambiguous(fetch: Fetch, side: Dimension, heads: Sequence[Head]) -> Iterator[Problem]:
    """Report columns or rows of one name."""
    names = [each.name for each in heads]
    for name in _twice((CODE, NAME, *names)):
        yield problem("S915", fetch.field_at("columns"), reason=f"two columns are called {name}", hint="select one")
    for name in _twice([side.label_of(code) for code in side.codes]) if fetch.key == "name" else ():
        yield problem("S915", fetch.field_at("rows"), reason=f"two rows are called {name}", hint="key: code")


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _places(cube: Cube, side: Dimension, heads: Sequence[Head]) -> Iterator[tuple[int, ...]]:
    """Give the places of each row's cells."""
    find = cube.finder()
    rest = {each.code: each.codes[0] for each in cube.dimensions}
    for code in side.codes:
        yield tuple(find({**rest, **head.codes, side.code: code}) for head in heads)


def _names(side: Dimension) -> tuple[Mapping[str, object], ...]:
    return {"name": CODE, "type": "string", "title": "Kode"}, {"name": NAME, "type": "string", "title": side.label}


def _column(
    cube: Cube, contents: Contents, head: Head, places: Sequence[int]
) -> tuple[list[str], Mapping[str, object]]:
    """Write a column's cells, and describe it; without a figure in it, it is a column of whole numbers."""
    alone = contents.codes[0] if len(contents.codes) == 1 else NO_CONTENTS
    content = head.codes.get(contents.dimension, alone)
    decimals = contents.decimals(content)
    figures = [cube.values[place] for place in places]
    whole = not decimals and all(each is None or each == each.to_integral_value() for each in figures)
    kind = contents.kind(content)
    described: dict[str, object] = {"name": head.name, "type": "integer" if whole else "number"}
    described |= {"unit": contents.unit(content)} if contents.unit(content) else {}
    described |= {"decimals": decimals} if decimals else {}
    described |= {"holds": kind.value} if kind else {}
    pairs = zip(places, figures, strict=True)
    cells = [cube.marks.get(place, "") if each is None else written(each, decimals) for place, each in pairs]
    return cells, described


def written(value: Decimal, decimals: int | None) -> str:
    """Write a number with a decimal comma and all its decimals, filled up to those that the publisher gives."""
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0").ljust(decimals or 0, "0")
    sign_of_nothing = whole in ("-0", "0") and not fraction.strip("0")
    return ("0" if sign_of_nothing else whole) + (f",{fraction}" if fraction else "")
