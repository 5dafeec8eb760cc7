"""The dated register of municipality numbers: which number was whose in which year, and what became of it.

The register is a file, `criteria/registers/municipalities.yaml`; nothing here knows a municipality. Every change is on
the first day of a year, so that a figure of a year belongs to the division of that year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field

from auditlib.dates import Day
from auditlib.files.yaml import read_yaml
from auditlib.items import DayField, EndField, Flag, Item, MunicipalityNumber
from auditlib.problems import Location, Problem, problem

FILE = "criteria/registers/municipalities.yaml"


class Municipality(Item):
    """A number and whose it was from one day to another; `into` are the numbers it became, several where divided."""

    code: MunicipalityNumber
    name: str
    from_: DayField = Field(alias="from")
    to: EndField
    into: tuple[MunicipalityNumber, ...] = ()

    def is_in(self, year: int) -> bool:
        """Say whether it was there all of a year."""
        return self.from_.first.year <= year and (self.to is None or self.to.last.year >= year)

    def years(self) -> str:
        """Give the years it was there, `2020–2023` or `2024–`."""
        return f"{self.from_.first.year}–{'' if self.to is None else self.to.last.year}"


class RegisterFile(Item):
    """The file of the register; `complete` says whether a number that it lacks is nobody's."""

    title: str
    source: str
    complete: Flag
    note: str | None = None
    municipalities: tuple[Municipality, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Register:
    """The register, asked by year."""

    file: RegisterFile

    @property
    def complete(self) -> bool:
        """Whether a number that is not here is nobody's."""
        return self.file.complete

    @cached_property
    def _by_code(self) -> dict[str, list[Municipality]]:
        found: dict[str, list[Municipality]] = {}
        for each in self.file.municipalities:
            found.setdefault(each.code, []).append(each)
        return found

    def known(self, code: str) -> tuple[Municipality, ...]:
        """Give everybody who had a number, the first one first."""
        return tuple(sorted(self._by_code.get(code, ()), key=lambda each: each.from_.first))

    def at(self, code: str, year: int) -> Municipality | None:
        """Give whose number it was in a year."""
        return next((each for each in self._by_code.get(code, ()) if each.is_in(year)), None)

    def became(self, each: Municipality, year: int) -> frozenset[str]:
        """Give the numbers that the area of a municipality had in a year, at or after its own time."""
        if each.is_in(year):
            return frozenset({each.code})
        if each.to is None or each.to.last.year >= year:
            return frozenset()
        heirs = (self.at(code, each.to.last.year + 1) for code in each.into)
        return frozenset().union(*(self.became(heir, year) for heir in heirs if heir is not None))

    def members(self, code: str, of_year: int, year: int) -> tuple[Municipality, ...]:
        """Give the municipalities of a year whose area, or part of it, was that of a number in a later year."""
        there = (each for each in self.file.municipalities if each.is_in(year))
        return tuple(each for each in there if code in self.became(each, of_year))


def read_register(root: Path, problems: list[Problem]) -> Register | None:
    """Read the register of a workspace; add its problems and give None when it cannot be used."""
    file = read_yaml(root / FILE, FILE, RegisterFile, problems)
    if file is None:
        return None
    register = Register(file)
    found = list(_contradictions(register))
    problems.extend(found)
    return None if found else register


def _contradictions(register: Register) -> Iterator[Problem]:
    """Find numbers that are two municipalities' at once, and ways that end nowhere."""
    for each in register.file.municipalities:
        at = each.at
        if not _on_new_year(each.from_, each.to):
            hint = "from: 2020-01-01, to: 2023-12-31"
            yield _wrong(each, each.field_at("from_"), "it begins or ends within a year", hint)
        if each.to is not None and each.to.last < each.from_.first:
            yield _wrong(each, at, "it ends before it begins", "correct one of the dates")
        elif any(other is not each and _meet(each, other) for other in register.known(each.code)):
            yield _wrong(each, at, "the number is somebody else's at the same time", "give one of them an earlier end")
        if each.to is None and each.into:
            yield _wrong(each, at, "it is still there, and has become something", "give it an end, or take `into` away")
        for heir in each.into if each.to else ():
            if register.at(heir, each.to.last.year + 1) is None:  # type: ignore[union-attr]
                yield _wrong(each, each.field_at("into"), f"nobody has {heir} the year after", "add it, or correct it")


def _on_new_year(start: Day, end: Day | None) -> bool:
    ends = end is None or (end.last.month, end.last.day) == (12, 31)
    return (start.first.month, start.first.day) == (1, 1) and ends


def _meet(one: Municipality, other: Municipality) -> bool:
    starts = max(one.from_.first, other.from_.first)
    return all(each.to is None or each.to.last >= starts for each in (one, other))


def _wrong(each: Municipality, at: Location, reason: str, hint: str) -> Problem:
    return problem("S918", at, number=each.code, name=each.name, reason=reason, hint=hint)
