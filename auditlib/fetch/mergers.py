"""Series over a merger of municipalities, joined as the fetch says: summed, weighted, renumbered, or left apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from auditlib.fetch.areas import UNKNOWN, Areas, year_of
from auditlib.fetch.contents import NO_CONTENTS, Contents
from auditlib.fetch.cube import Cube
from auditlib.language import _, later
from auditlib.numbers import round_half_up
from auditlib.problems import Problem, problem
from auditlib.tables.fetches import Join, JoinMethod

_DECIMALS = 1  # of a weighted mean, where the publisher does not say how many a share has


@dataclass(frozen=True, slots=True)
class AreaBreak:
    """A row whose area is another from a year on."""

    code: str
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A cube with the rows of its last year, the breaks that were left in it, and what a reader must know."""

    cube: Cube
    breaks: tuple[AreaBreak, ...] = ()
    footnotes: tuple[str, ...] = ()


def join_problems(areas: Areas, contents: Contents) -> Iterator[Problem]:
    """Report joins that cannot be made as they are declared."""
    for join in areas.fetch.join:
        yield from _area_problems(areas, join)
        yield from _method_problems(areas, contents, join)
    for code in dict.fromkeys(each.into for each in areas.fetch.join):
        yield from _overlap_problems(areas, contents, code)
        rest = [each for each in contents.codes if join_for(areas, contents, code, each) is None]
        if rest:
            hint = "give each content a method: sum for counts and amounts, weighted for shares"
            yield _refusal(areas, areas.fetch.join[0], code, f"no join says how {', '.join(rest)} is joined", hint)


def _overlap_problems(areas: Areas, contents: Contents, code: str) -> Iterator[Problem]:
    """Report two joins of one series, and one that leaves some contents of a municipality apart and joins others."""
    joins = [each for each in areas.fetch.join if each.into == code]
    named = [content for each in joins for content in contents.of(each)]
    twice = sorted({each for each in named if named.count(each) > 1})
    if twice:
        hint = "name the contents of each join under `contents`"
        yield _refusal(areas, joins[-1], code, f"two joins are for {', '.join(twice)}", hint)
    elif len({each.method is JoinMethod.APART for each in joins}) > 1:
        hint = "leave all contents apart, or join all of them"
        yield _refusal(areas, joins[-1], code, "some contents are left apart and others joined", hint)


def _area_problems(areas: Areas, join: Join) -> Iterator[Problem]:
    """Report areas that cannot be put together from what is selected."""
    needed: dict[str, str] = {join.into: ""}
    for year in sorted(set(areas.years)):
        members = areas.members(join.into, year)
        if not members:
            hint = "is the register complete for this number? else select other years"
            yield _refusal(areas, join, join.into, f"the register does not say what its area was in {year}", hint)
            return
        needed |= {each.code: each.name for each in members}
        for each in members if join.method is not JoinMethod.APART else ():
            heirs = areas.register.became(each, areas.last)
            if len(heirs) > 1:
                reason = f"{each.code} {each.name} was divided between {', '.join(sorted(heirs))}"
                yield _refusal(areas, join, join.into, reason, "nobody can tell whose the figures were: method: apart")
                return
        if join.method is JoinMethod.RENUMBERED and len(members) > 1:
            names = ", ".join(each.code for each in members)
            hint = "method: sum for counts and amounts, weighted for shares"
            yield _refusal(areas, join, join.into, f"more than a new number: in {year} it was {names}", hint)
            return
    missing = [each for each in needed if each not in areas.dimension.codes]
    if missing and join.method is not JoinMethod.APART:
        yield _refusal(areas, join, join.into, f"{', '.join(missing)} must be selected too", "add them under select")


def _method_problems(areas: Areas, contents: Contents, join: Join) -> Iterator[Problem]:
    """Report a method that does not fit what is counted."""
    for each in contents.of(join):
        if join.method is JoinMethod.SUM and contents.is_share(each):
            hint = "method: weighted, with `by` the content that the share is of"
            yield _refusal(areas, join, join.into, f"{each} is a share, and shares have no sum", hint)
    unknown = [each for each in join.contents if each not in contents.codes]
    shares = contents.of(join)
    if join.method is JoinMethod.WEIGHTED and (join.by is None or join.by not in contents.codes or join.by in shares):
        reason = f"the weight {join.by} is not among the contents" if join.by else "a weighted mean needs its weight"
        if join.by in shares:
            reason = f"{join.by} would be weighted by itself"
        hint = f"contents: the shares, and by: what they are shares of; the contents are {', '.join(contents.codes)}"
        yield problem("S917", join.field_at("by"), id=areas.fetch.id, reason=reason, hint=hint)
    if unknown:
        hint = f"contents: {', '.join(contents.codes)}"
        reason = f"there is no content {unknown[0]}"
        yield problem("S917", join.field_at("contents"), id=areas.fetch.id, reason=reason, hint=hint)


def _refusal(areas: Areas, join: Join, code: str, reason: str, hint: str) -> Problem:
    known = areas.register.at(code, areas.last)
    name = known.name if known else UNKNOWN
    return problem("S908", join.at, number=code, name=name, reason=reason, hint=hint)


def join_for(areas: Areas, contents: Contents, code: str, content: str) -> Join | None:
    """Give the join that says how one content of one municipality is joined."""
    fitting = [each for each in areas.fetch.join if each.into == code and content in contents.of(each)]
    return fitting[0] if fitting else None


def join_mergers(areas: Areas, contents: Contents, cube: Cube, problems: list[Problem]) -> Joined:
    """Join the series that the fetch declares; every join must have been found to be possible."""
    apart = {each.into for each in areas.fetch.join if each.method is JoinMethod.APART}
    targets = {each.into for each in areas.fetch.join} - apart
    gone = frozenset().union(*(areas.were(code) for code in targets)) - targets
    kept = tuple(code for code in areas.dimension.codes if code not in gone)
    dimensions = tuple(each.only(kept) if each.code == areas.dimension.code else each for each in cube.dimensions)
    whole = replace(cube, dimensions=dimensions, values=(), marks={}, flags={})
    joiner = _Joiner(areas, contents, cube, problems)
    values: list[Decimal | None] = []
    marks: dict[int, str] = {}
    flags: dict[int, str] = {}
    for codes, place in whole.cells():
        value, mark, flag = joiner.cell(dict(zip((each.code for each in dimensions), codes, strict=True)), targets)
        values.append(value)
        marks |= {place: mark} if mark else {}
        flags |= {place: flag} if flag else {}
    joined = replace(whole, values=tuple(values), marks=marks, flags=flags)
    return Joined(joined, tuple(_breaks(areas, apart)), tuple(_footnotes(areas)))


_Cell = tuple[Decimal | None, str | None, str | None]  # figure, mark, flag


class _Joiner:
    """Makes the cells of joined series out of the cells of their members."""

    def __init__(self, areas: Areas, contents: Contents, cube: Cube, problems: list[Problem]) -> None:
        self._areas, self._contents, self._cube, self._problems = areas, contents, cube, problems
        self._find = cube.finder()
        self._members: dict[tuple[str, int], list[str]] = {}

    def cell(self, at: Mapping[str, str], targets: set[str]) -> _Cell:
        """Give one cell; a joined one has no figure where one of its members has none."""
        areas, cube = self._areas, self._cube
        code, year = at[areas.dimension.code], year_of(at[areas.time.code]) or 0
        members = self._members_of(code, year) if code in targets else [code]
        if members == [code]:
            place = self._find(at)
            return cube.values[place], cube.marks.get(place), cube.flags.get(place)
        join = join_for(areas, self._contents, code, at.get(self._contents.dimension, NO_CONTENTS))
        assert join is not None
        places = self._places(at, members)
        weighted = join.method is JoinMethod.WEIGHTED and join.by is not None
        weights = self._places({**at, self._contents.dimension: join.by or ""}, members) if weighted else []
        missing = [place for place in (*places, *weights) if cube.values[place] is None]
        if missing:
            return None, self._without(at, join, members, places, missing), None
        if not weighted:
            return sum((cube.values[place] or Decimal() for place in places), Decimal()), None, None
        return self._mean(at, join, places, weights), None, None

    def _members_of(self, code: str, year: int) -> list[str]:
        if (code, year) not in self._members:
            self._members[code, year] = [each.code for each in self._areas.members(code, year)]
        return self._members[code, year]

    def _places(self, at: Mapping[str, str], members: Sequence[str]) -> list[int]:
        return [self._find({**at, self._areas.dimension.code: each}) for each in members]

    def _without(
        self, at: Mapping[str, str], join: Join, members: Sequence[str], places: Sequence[int], missing: Sequence[int]
    ) -> str:
        """Give the mark of a sum that lacks a part, and say so; of one municipality alone it is no sum."""
        mark = self._cube.marks.get(missing[0], "")
        if len(members) > 1:
            told = [each for each, place in zip(members, places, strict=True) if place in missing] or ["a weight"]
            reason = f"{', '.join(told)} of {', '.join(members)} has no figure"
            self._problems.append(problem("S911", join.at, cell=self._named(at), reason=reason, mark=mark))
        return mark

    def _mean(self, at: Mapping[str, str], join: Join, places: Sequence[int], weights: Sequence[int]) -> Decimal | None:
        """Give the mean of shares by their weights; without any weight there is none."""
        by = [Fraction(self._cube.values[place] or 0) for place in weights]
        shares = [Fraction(self._cube.values[place] or 0) for place in places]
        if sum(by) <= 0 or min(by) < 0:
            reason = f"{self._named(at)}: the weights {join.by} are not above 0"
            self._problems.append(
                _refusal(self._areas, join, join.into, reason, "select other years, or method: apart")
            )
            return None
        mean = sum((share * weight for share, weight in zip(shares, by, strict=True)), Fraction()) / sum(by)
        decimals = self._contents.decimals(at[self._contents.dimension])
        return round_half_up(mean, _DECIMALS if decimals is None else decimals)

    def _named(self, at: Mapping[str, str]) -> str:
        return ", ".join(at[each.code] for each in self._cube.dimensions if len(each.codes) > 1)


def _breaks(areas: Areas, apart: set[str]) -> Iterator[AreaBreak]:
    """Give the years in which a row that was left apart became another area."""
    years = sorted(set(areas.years))
    for code in sorted(apart):
        for before, year in pairwise(years):
            was, is_now = areas.members(code, before), areas.members(code, year)
            lost = [each for each in was if each.code not in {other.code for other in is_now}]
            if lost and code in areas.dimension.codes:
                names = _(" og ").join(f"{each.name} ({each.code})" for each in lost if each.code != code)
                said = _("Kommunen omfatter fra {year} også det som var {names}.").format(year=year, names=names)
                yield AreaBreak(code, year, said)


_JOINED = {
    JoinMethod.SUM: later(
        "{series}: tall fra før sammenslåingen er summert for kommunene som ble slått sammen ({codes})."
    ),
    JoinMethod.WEIGHTED: later(
        "{series}: tall fra før sammenslåingen er veid snitt for kommunene som ble slått sammen ({codes})."
    ),
    JoinMethod.RENUMBERED: later(
        "{series}: tall fra før sammenslåingen er tall for samme kommune under tidligere kommunenummer ({codes})."
    ),
}
_WEIGHTED = later(
    "{series}: tall fra før sammenslåingen er veid snitt for kommunene som ble slått sammen ({codes}), "
    "vektet med {weight}."
)


def _footnotes(areas: Areas) -> Iterator[str]:
    """Say how each series was joined, in words for the table's footnotes."""
    for join in areas.fetch.join:
        earlier = areas.were(join.into) - {join.into}
        if earlier and join.method in _JOINED:
            about = f" ({', '.join(join.contents)})" if join.contents else ""
            said = _(_WEIGHTED if join.by else _JOINED[join.method])
            yield said.format(series=f"{join.into}{about}", codes=", ".join(sorted(earlier)), weight=join.by)
