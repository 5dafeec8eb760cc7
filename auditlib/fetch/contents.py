"""What the figures of a cube are: their contents, units, decimals and kinds, and whether a unit has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditlib.fetch.cube import Cube, Dimension, Unit
from auditlib.fetch.longtables import CONTENTS
from auditlib.problems import Location, Problem, problem
from auditlib.tables.fetches import Fetch, Join
from auditlib.tables.resources import NumberKind

NO_CONTENTS = "*"
_SHARES = ("prosent", "percent", "%", "andel", "share")


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a cube: the dimension that holds them, or none, and what the fetch says of each.

    Without a dimension of contents there is one, called `*`.
    """

    dimension: str
    codes: tuple[str, ...]
    units: Mapping[str, Unit]
    holds: Mapping[str, NumberKind]
    declared: Mapping[str, str]

    def unit(self, code: str) -> str | None:
        """Give a content's unit: the answer's own, else the declared one."""
        told = self.units.get(code, Unit()).base
        return told or self.declared.get(code) or self.declared.get(NO_CONTENTS)

    def decimals(self, code: str) -> int | None:
        """Give how many decimals the publisher gives."""
        return self.units.get(code, Unit()).decimals

    def kind(self, code: str) -> NumberKind | None:
        """Give what kind of number it is, as declared."""
        return self.holds.get(code) or self.holds.get(NO_CONTENTS)

    def is_share(self, code: str) -> bool:
        """Say whether it is a share, by what is declared or by its unit."""
        kind, unit = self.kind(code), (self.unit(code) or "").casefold()
        return kind is NumberKind.SHARE or (kind is None and any(unit.startswith(each) for each in _SHARES))

    def of(self, join: Join) -> tuple[str, ...]:
        """Give the contents that a join is for: those it names, else those that no other one for the place names."""
        return join.contents or self.codes


def contents_of(fetch: Fetch, cube: Cube) -> Contents:
    """Find the contents of a cube."""
    dimension = _dimension(fetch, cube)
    codes = dimension.codes if dimension else (NO_CONTENTS,)
    name, units = (dimension.code, dimension.units) if dimension else ("", {})
    return Contents(name, codes, units, fetch.holds, fetch.units)


def _dimension(fetch: Fetch, cube: Cube) -> Dimension | None:
    """Find the dimension of contents: one with units, else one whose codes the fetch gives units, kinds or weights."""
    named = {*fetch.units, *fetch.holds, *(code for each in fetch.join for code in (*each.contents, each.by or ""))}
    with_units = [each for each in cube.dimensions if each.units]
    spoken_of = [each for each in cube.dimensions if named & set(each.codes)]
    return next(iter((*with_units, *spoken_of)), None) or cube.dimension(CONTENTS)


def unit_problems(fetch: Fetch, contents: Contents, before: Mapping[str, str]) -> Iterator[Problem]:
    """Report units that are not those declared, or not those of the snapshot before this one."""
    for code in contents.codes:
        told = contents.units.get(code, Unit()).base
        declared = fetch.units.get(code) or fetch.units.get(NO_CONTENTS)
        if told and declared and told != declared:
            yield _differs(code, told, f"and `units` says {declared}", fetch.field_at("units"))
        elif not declared and before.get(code, contents.unit(code)) != contents.unit(code):
            said = f"and was in {before[code]} in the snapshot before"
            yield _differs(code, str(contents.unit(code)), said, fetch.at)


def _differs(code: str, found: str, expected: str, at: Location) -> Problem:
    hint = f"see that texts and norms fit, then write units: {{{code}: {found}}}"
    return problem("S909", at, what=code, found=found, expected=expected, hint=hint)


def empty_problems(fetch: Fetch, cube: Cube, marks: tuple[str, ...]) -> Iterator[Problem]:
    """Report cells that have neither figure nor mark, a figure together with a mark, or a mark nobody knows.

    Each thing is said once, with the first cell and how many there are.
    """
    names = {place: ", ".join(codes) for codes, place in cube.cells() if _matters(cube, place, marks)}
    silent = [place for place in names if cube.values[place] is None and place not in cube.marks]
    both = [place for place in names if cube.values[place] is not None]
    unknown = [place for place in names if place not in silent and place not in both]
    hint = 'ask the publisher what it means; then `unmarked: ".."` of the service gives such cells a mark'
    said = [(silent, "there is no figure and nothing says why", hint)]
    said.append((both, "a figure and a mark for none in one cell", "ask the publisher which of them is right"))
    said.append((unknown, "a mark that is not known", f"known: {' '.join(marks)}; add it to `marks` of the service"))
    for places, reason, hint in said:
        if places:
            mark = cube.marks.get(places[0]) or cube.flags.get(places[0])
            reason += (f" `{mark}`" if mark else "") + (f", and {len(places) - 1} more" if len(places) > 1 else "")
            yield problem("S910", fetch.at, cell=names[places[0]], reason=reason, hint=hint)


def _matters(cube: Cube, place: int, marks: tuple[str, ...]) -> bool:
    if cube.values[place] is None:
        return cube.marks.get(place) not in marks
    return cube.flags.get(place) in marks
