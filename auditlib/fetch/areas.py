"""Which municipalities a cube's codes are in each of its years: codes of another year, and series over a merger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditlib.fetch.cube import Cube, Dimension
from auditlib.municipalities import Municipality, Register
from auditlib.problems import Problem, problem
from auditlib.tables.fetches import Fetch

UNKNOWN = "(not in the register)"

_NUMBER = re.compile(r"[0-9]{4}")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Areas:
    """A cube's dimension of municipalities and its years, with the register that says what a number was when."""

    fetch: Fetch
    dimension: Dimension
    time: Dimension
    register: Register

    @property
    def years(self) -> tuple[int, ...]:
        """The year of each period, in the order of the cube."""
        return tuple(year for year in map(year_of, self.time.codes) if year is not None)

    @property
    def last(self) -> int:
        """The last year, whose division the series are given in."""
        return max(self.years)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The codes that are municipality numbers; counties, groups and the country have other codes."""
        return tuple(code for code in self.dimension.codes if _NUMBER.fullmatch(code))

    def members(self, code: str, year: int) -> tuple[Municipality, ...]:
        """Give the municipalities of a year that are a number's area in the last year."""
        return self.register.members(code, self.last, year)

    def joined(self) -> frozenset[str]:
        """Give the numbers that a declared join speaks of: those joined into, and what they were."""
        targets = {each.into for each in self.fetch.join}
        return frozenset(targets.union(*(self.were(code) for code in targets)))

    def were(self, code: str) -> frozenset[str]:
        """Give the numbers that a number's area had in any of the years."""
        return frozenset(each.code for year in self.years for each in self.members(code, year))


def year_of(period: str) -> int | None:
    """Give the year of a period's code, the last one of a span: `2023`, `2023K2`, `2022_2024`, `2023-24`, `202312`."""
    years = _YEAR.findall(period) or ([period[:4]] if period[:4].isdecimal() and len(period) == 6 else [])
    return max(map(int, years), default=None)


def time_of(fetch: Fetch, cube: Cube) -> Dimension | None:
    """Give the dimension of periods: the one the fetch names, else the only one that the answer calls so."""
    if fetch.time is not None:
        return cube.dimension(fetch.time)
    times = [each for each in cube.dimensions if each.time]
    return times[0] if len(times) == 1 else None


def areas_of(fetch: Fetch, cube: Cube, register: Register, problems: list[Problem]) -> Areas | None:
    """Find municipalities and years in a cube; add what is wrong and give None where there are none."""
    dimension, time = cube.dimension(fetch.municipalities or ""), time_of(fetch, cube)
    if dimension is None:
        hint = f"the answer has {', '.join(each.code for each in cube.dimensions)}"
        reason = f"there is no dimension {fetch.municipalities} of municipalities"
        problems.append(problem("S905", fetch.field_at("municipalities"), reason=reason, hint=hint))
        return None
    if time is None or None in map(year_of, time.codes):
        hint = "name the dimension of years under `time`"
        reason = "municipalities are held against the register by year, and no dimension is years"
        problems.append(problem("S915", fetch.at, reason=reason, hint=hint))
        return None
    return Areas(fetch, dimension, time, register)


def code_problems(areas: Areas) -> Iterator[Problem]:
    """Report numbers that are nobody's in some of the years, and areas that changed within an undeclared series.

    Where the service was asked for its own code list, only the last year is looked at: it has made the series itself.
    """
    own_list = areas.fetch.municipalities in areas.fetch.codelists
    years = (areas.last,) if own_list else tuple(sorted(set(areas.years)))
    unknown = []
    joined = areas.joined()
    for code in areas.numbers:
        if code in joined:
            continue
        if not areas.register.known(code) and not areas.register.complete:
            unknown.append(code)
            continue
        found = _of_other_years(areas, code, years)
        if found is not None:
            yield found
        elif not own_list:
            yield from _changed(areas, code, years)
    if unknown:
        shown = ", ".join(unknown[:6]) + (", …" if len(unknown) > 6 else "")
        yield problem("S916", areas.fetch.field_at("municipalities"), n=len(unknown), codes=shown)


def _of_other_years(areas: Areas, code: str, years: Sequence[int]) -> Problem | None:
    """Say that a number is nobody's in some years, whose it was, and what to ask for instead."""
    missing = [year for year in years if areas.register.at(code, year) is None]
    if not missing:
        return None
    known = areas.register.known(code)
    said = ", ".join(f"{each.name}'s {each.years()}" for each in known) or "never anybody's"
    others = {each for year in missing for each in _instead(areas.register, known, year)}
    instead = f"its area was {', '.join(sorted(others))} then; " if others else ""
    return problem(
        "S907",
        areas.fetch.field_at("select"),
        number=code,
        name=known[-1].name if known else UNKNOWN,
        reason=f"nobody's number in {', '.join(map(str, missing))}; it is {said}",
        hint=f'{instead}select other years or numbers, or say how under join: {{into: "…", method: renumbered}}',
    )


def _instead(register: Register, known: Sequence[Municipality], year: int) -> Iterator[str]:
    """Give the numbers that an area had in a year it had another number."""
    for each in known:
        if year > each.from_.first.year:
            yield from register.became(each, year)
        else:
            yield from (member.code for member in register.members(each.code, each.from_.first.year, year))


def _changed(areas: Areas, code: str, years: Sequence[int]) -> Iterator[Problem]:
    """Report a number whose area was another in some of the years, though it was somebody's number in all of them."""
    for year in years:
        others = [each for each in areas.members(code, year) if each.code != code]
        if others:
            now = areas.register.at(code, areas.last)
            names = ", ".join(f"{each.code} {each.name}" for each in others)
            yield problem(
                "S908",
                areas.fetch.field_at("join"),
                number=code,
                name=now.name if now else UNKNOWN,
                reason=f"in {year} it was another area: {names} became part of it later",
                hint=f'join: [{{into: "{code}", method: sum}}] with {others[0].code} selected too (weighted: shares); '
                "method: apart declares a break",
            )
            return
