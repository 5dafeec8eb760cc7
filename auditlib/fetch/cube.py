"""A cube of figures: dimensions with codes, and a cell for each combination that is a number or a mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from math import prod
from unicodedata import category


class Unreadable(Exception):
    """An answer does not say what it should; `hint` is what can be done, and `kind` the kind of problem."""

    kind = "S904"

    def __init__(self, reason: str, hint: str = "fetch it again with --online; is the table still there?") -> None:
        """Keep the reason and the hint."""
        super().__init__(reason)
        self.hint = hint


class Changed(Unreadable):
    """An answer has other dimensions or codes than it was asked for."""

    kind = "S905"


def plain(text: str) -> str:
    """Give a text of the publisher on one line, without the characters that nobody sees, such as soft hyphens."""
    seen = ("" if category(char) == "Cf" else " " if category(char) == "Cc" else char for char in text)
    return " ".join("".join(seen).split())


@dataclass(frozen=True, slots=True)
class Unit:
    """What figures are counted in, and how many decimals the publisher gives; either may be unknown."""

    base: str | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its codes in order with their labels, and the units of those that are contents.

    `time` says that its codes are periods, and `optional` that the service can leave it out and give the total.
    """

    code: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    time: bool = False
    optional: bool = False

    def label_of(self, code: str) -> str:
        """Give the label of a code, on one line; the code itself where there is none."""
        return plain(self.labels.get(code, code)) or code

    def only(self, codes: Sequence[str]) -> Dimension:
        """Give the same dimension with some of its codes, in the order given."""
        return replace(self, codes=tuple(codes))


@dataclass(frozen=True, slots=True)
class Cube:
    """Figures by their dimensions: `values` are row-major, and `marks` say why a cell has none, by its place.

    `flags` are what the publisher says of figures that are there. `updated` is when the table was changed last, as the
    answer writes it.
    """

    label: str
    dimensions: tuple[Dimension, ...]
    values: tuple[Decimal | None, ...]
    marks: Mapping[int, str] = field(default_factory=dict)
    flags: Mapping[int, str] = field(default_factory=dict)
    updated: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many cells the dimensions make."""
        return prod(len(each.codes) for each in self.dimensions)

    def dimension(self, code: str) -> Dimension | None:
        """Give a dimension by its code."""
        return next((each for each in self.dimensions if each.code == code), None)

    def finder(self) -> Callable[[Mapping[str, str]], int]:
        """Give what finds the place of a cell by its codes, one for each dimension."""
        steps = list(zip((each.code for each in self.dimensions), _strides(self.dimensions), strict=True))
        return lambda codes: sum(step[codes[name]] for name, step in steps)

    def cells(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Give the codes of every cell with its place, in order."""
        return ((codes, place) for place, codes in enumerate(product(*(each.codes for each in self.dimensions))))

    def without_a_word(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Give the cells that have neither a figure nor a mark."""
        empty = {place for place, value in enumerate(self.values) if value is None and place not in self.marks}
        return (each for each in self.cells() if each[1] in empty) if empty else iter(())


def as_asked(cube: Cube, selected: Mapping[str, Sequence[str]]) -> Cube:
    """Give a cube back when it has the dimensions and codes that were asked for; raises Changed when not."""
    for each in cube.dimensions:
        if each.code not in selected and len(each.codes) > 1:
            raise Changed(f"the answer has the dimension {each.code} too, with {len(each.codes)} codes")
    for name, codes in selected.items():
        dimension = cube.dimension(name)
        if dimension is None:
            raise Changed(f"the answer has no dimension {name}")
        apart = sorted(set(codes) ^ set(dimension.codes))
        if apart:
            said = "was asked for and did not come" if apart[0] in codes else "came and was not asked for"
            raise Changed(f"{name} {apart[0]} {said}")
    return cube


def put_together(parts: Sequence[Cube]) -> Cube:
    """Put the cubes of one split query together again; they differ in the codes of their dimensions.

    Raises Unreadable when they do not fit: other dimensions, another unit, or changed while they were fetched.
    """
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    _check_alike(parts)
    dimensions = tuple(_merged([cube.dimensions[at] for cube in parts]) for at in range(len(first.dimensions)))
    whole = replace(first, dimensions=dimensions, values=(), marks={}, flags={})
    values: list[Decimal | None] = [None] * whole.size
    seen, marks, flags = bytearray(whole.size), dict[int, str](), dict[int, str]()
    strides = _strides(dimensions)
    for cube in parts:
        for codes, place in cube.cells():
            at = sum(stride[code] for stride, code in zip(strides, codes, strict=True))
            seen[at], values[at] = 1, cube.values[place]
            for found, kept in ((cube.marks, marks), (cube.flags, flags)):
                if place in found:
                    kept[at] = found[place]
    if not all(seen):
        raise Unreadable("the parts of the answer leave holes: one of them has other codes than it was asked for")
    return replace(whole, values=tuple(values), marks=marks, flags=flags)


def _check_alike(parts: Sequence[Cube]) -> None:
    first = parts[0]
    for cube in parts[1:]:
        if [each.code for each in cube.dimensions] != [each.code for each in first.dimensions]:
            raise Unreadable("the parts of the answer have different dimensions")
        if cube.updated != first.updated:
            raise Unreadable(f"the table was changed while it was fetched ({first.updated}, {cube.updated})")


def _merged(dimensions: Sequence[Dimension]) -> Dimension:
    """Give one dimension with the codes of all of them, in the order they first come."""
    codes = tuple(dict.fromkeys(code for each in dimensions for code in each.codes))
    labels = {code: label for each in reversed(dimensions) for code, label in each.labels.items()}
    units: dict[str, Unit] = {}
    for each in dimensions:
        for code, unit in each.units.items():
            if units.setdefault(code, unit) != unit:
                told = f"{units[code].base} and {unit.base}"
                raise Unreadable(f"the unit of {each.label_of(code)} differs between the parts: {told}")
    return replace(dimensions[0], codes=codes, labels=labels, units=units)


def _strides(dimensions: Sequence[Dimension]) -> list[dict[str, int]]:
    """Give for each dimension how far each of its codes moves the place of a cell."""
    found, step = [], 1
    for each in reversed(dimensions):
        found.append({code: number * step for number, code in enumerate(each.codes)})
        step *= len(each.codes)
    return found[::-1]
