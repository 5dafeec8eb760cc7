"""Case lists and the record of a draw as files: a CSV goes in, a YAML that anyone can draw again from comes out."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from auditlib.files.yaml import read_yaml
from auditlib.items import Item, Whole
from auditlib.numbers import read_number
from auditlib.problems import InputError, Location, Problem, hint_for, problem
from auditlib.stats.draws import Draw, Replacement
from auditlib.stats.randomness import seed_of


@dataclass(frozen=True, slots=True)
class CaseList:
    """The ids of a list in its order, with the stratum and the size of each where such a column was named."""

    ids: tuple[str, ...]
    column: str
    strata: dict[str, str] | None
    sizes: dict[str, Decimal] | None


class _Quoted(str):
    """An id, quoted so that every reader of YAML takes 0018 for text."""


class _Dumper(yaml.SafeDumper):
    """Writes ids in quotation marks."""


_Dumper.add_representer(_Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'"))


class ReplacementRecord(Item):
    """One exchange, as it stands in the file."""

    out: str
    into: str
    reason: str
    time: str


class DrawRecord(Item):
    """A draw as it stands in its file; every id is text."""

    population: Whole
    hash: str
    seed: str
    method: Literal["simple", "systematic", "stratified", "pps"]
    n: Whole
    time: str
    algorithm: str
    column: str
    strata_column: str | None = None
    size_column: str | None = None
    allocation: dict[str, Whole] = Field(default_factory=dict)
    ids: tuple[str, ...] = Field(min_length=1)
    replacements: tuple[ReplacementRecord, ...] = ()

    def as_draw(self) -> Draw:
        """Give the draw itself."""
        exchanged = tuple(Replacement(each.out, each.into, each.reason, each.time) for each in self.replacements)
        return Draw(
            self.population, self.hash, seed_of(self.seed), self.method, self.n, self.time, self.ids,
            tuple(sorted(self.allocation.items())), exchanged, self.algorithm,
        )  # fmt: skip


def read_record(path: Path) -> DrawRecord:
    """Read the file of a draw; raise InputError with every problem in it.

    Source: the format is this package's own (`auditlib-sha256-1`).
    """
    problems: list[Problem] = []
    record = read_yaml(path, str(path), DrawRecord, problems)
    if record is None or problems:
        raise InputError(problems)
    return record


def record_text(drawn: Draw, column: str, strata_column: str | None, size_column: str | None) -> str:
    """Write a draw as YAML: the population, its hash, the seed, the method, the time and the ids.

    Source: the format is this package's own (`auditlib-sha256-1`).
    """
    record: dict[str, object] = {
        "population": drawn.population,
        "hash": drawn.population_hash,
        "seed": drawn.seed,
        "method": drawn.method,
        "n": drawn.n,
        "time": drawn.time,
        "algorithm": drawn.algorithm,
        "column": column,
        "strata_column": strata_column,
        "size_column": size_column,
        "allocation": dict(drawn.allocation),
        "ids": [_Quoted(each) for each in drawn.ids],
        "replacements": [
            {"out": _Quoted(each.out), "into": _Quoted(each.into), "reason": each.reason, "time": each.time}
            for each in drawn.replacements
        ],
    }
    filled = {key: value for key, value in record.items() if value not in (None, {}, [])}
    return yaml.dump(filled, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


def read_cases(
    path: Path, column: str | None = None, strata_column: str | None = None, size_column: str | None = None
) -> CaseList:
    """Read the case ids of a CSV file: its first column, or the one named; the first line is the heading.

    The file is UTF-8, with `;`, `,` or tab between cells. Ids are kept as the text they are. Sizes may be written
    `1 234,5` or `1234.5`. Raises InputError for a file, column or cell that cannot be read, and for ids that are empty
    or stand twice.
    Source: RFC 4180 for CSV.
    """
    rows = _rows(path)
    line, heading = rows[0]
    body = rows[1:]
    if not body:
        raise InputError([problem("T513", Location(str(path), line))])
    at = _column(path, heading, column or heading[0])
    problems = _id_problems(path, body, at, heading[at])
    if problems:
        raise InputError(problems)
    names = [cells[at].strip() for _, cells in body]
    strata = sizes = None
    if strata_column:
        place = _column(path, heading, strata_column)
        strata = {name: cells[place].strip() for name, (_, cells) in zip(names, body, strict=True)}
    if size_column:
        place = _column(path, heading, size_column)
        sizes = {name: _size(path, each, place) for name, each in zip(names, body, strict=True)}
    return CaseList(tuple(names), heading[at], strata, sizes)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Give the filled lines with their numbers, every one as long as the heading."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _unreadable(path, 0, error.strerror or "unknown reason", "check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, 0, f"byte {error.start + 1} is not UTF-8", "save it as CSV UTF-8") from error
    first = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(";\t,", key=first.count), strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise _unreadable(path, reader.line_num, f"not CSV: {error}", "is a quotation mark left open?") from error
    if not rows:
        raise InputError([problem("F002", Location(str(path)))])
    heading = [cell.strip() for cell in rows[0][1]]
    ragged = [(line, cells) for line, cells in rows if len(cells) != len(heading)]
    if ragged:
        places = [(Location(str(path), line), len(cells)) for line, cells in ragged]
        raise InputError([problem("T505", at, found=length, expected=len(heading)) for at, length in places])
    return [(rows[0][0], heading), *rows[1:]]


def _column(path: Path, heading: list[str], name: str) -> int:
    """Find a column by its heading."""
    if heading.count(name) == 1:
        return heading.index(name)
    at = Location(str(path), 1)
    if name in heading:
        raise InputError([problem("Y103", at, key=name, first=1)])
    raise InputError([problem("T501", at, name=name, hint=hint_for(name, heading))])


def _id_problems(path: Path, body: list[tuple[int, list[str]]], at: int, column: str) -> list[Problem]:
    """Find ids that are empty or stand twice."""
    found, first = [], dict[str, int]()
    for line, cells in body:
        name, place = cells[at].strip(), Location(str(path), line, 0, f"row {line}, column {column}")
        if not name:
            found.append(problem("Y107", place))
        elif name in first:
            found.append(problem("T506", place, key=name, first=first[name]))
        first.setdefault(name, line)
    return found


def _size(path: Path, row: tuple[int, list[str]], at: int) -> Decimal:
    """Read a size, written as Norwegians or as machines do."""
    text = row[1][at].strip()
    number = read_number(text)
    if number is not None and not number.percent:
        return number.value
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise InputError([problem("T503", Location(str(path), row[0], at + 1), value=text)])
    return value


def _unreadable(path: Path, line: int, reason: str, hint: str) -> InputError:
    return InputError([problem("F009", Location(str(path), line), reason=reason, hint=hint)])
