"""The page with all rows: what each says and how sure it is, how it compares, and what failed.

A figure with counted cases behind it stands with its interval, is held against limits for its size, and has no lowest
and highest: the ends of many uncertain figures are chance as much as anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from auditlib.audits import Audit
from auditlib.language import _, language
from auditlib.matrix.placed import Placed, placed, with_interval
from auditlib.matrix.rows import Figure, RowResult
from auditlib.matrix.table import Row
from auditlib.report.compared import said_of
from auditlib.report.environment import environment
from auditlib.report.keep import REPORT

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it; `figures` in the order of the headings, empty where the row has none."""

    name: str
    link: str
    cells: tuple[str, ...]
    figures: tuple[str, ...]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The smallest, the middle and the largest of each figure, empty where it is no number."""

    name: str
    figures: tuple[str, ...]


def index_page(audit: Audit, rows: Sequence[Row], results: Mapping[str, RowResult], standing: set[str]) -> str:
    """Write the page; `standing` are the rows that have a report, which a row that failed may have from before."""
    # rows are done in any order; the page has them in the table's
    results = {row.name: results[row.name] for row in rows if row.name in results}
    headings = list(dict.fromkeys(name for each in results.values() for name, *_rest in each.figures))
    columns = [name for name in rows[0].cells if name != rows[0].column]
    found = {name: each for name in headings if (each := placed(name, results.values())) is not None}
    lines = [_line(row, results[row.name], columns, headings, standing, found) for row in rows if row.name in results]
    links = {each.name: each.link for each in lines}
    numbers = {heading: _numbers(heading, results.values()) for heading in headings}
    decimals = {heading: _decimals(heading, results.values()) for heading in headings}
    return environment().get_template("matrix.html").render(
        audit=audit, columns=columns, headings=headings, numeric=[bool(numbers[each]) for each in headings],
        lines=lines, summaries=_summaries(headings, {**numbers, **dict.fromkeys(found, ())}, decimals),
        placed=list(found.values()), failed=[each for each in lines if each.failed], links=links,
        units=[found[each].unit if each in found else "" for each in headings],
    )  # fmt: skip


def _line(
    row: Row, result: RowResult, columns: Sequence[str], headings: Sequence[str], standing: set[str],
    found: Mapping[str, Placed],
) -> Line:  # fmt: skip
    said = {each.name: _said(row.name, each, found.get(each.name)) for each in result.figures}
    return Line(
        row.name,
        f"{row.name}/{REPORT}" if row.name in standing else "",
        tuple(row.cells[each] for each in columns),
        tuple(said.get(each, "") for each in headings),
        tuple(str(each) for each in result.problems) if result.failed else (),
    )


def _said(row: str, figure: Figure, among: Placed | None) -> str:
    """Write a figure, with its interval where its cases were counted, and where it lies when that is outside."""
    mark = among.marks.get(row, "") if among else ""
    return f"{with_interval(figure)}, {mark}" if mark else with_interval(figure)


def _numbers(heading: str, results: Iterable[RowResult]) -> list[Decimal]:
    """Give the numbers under a heading; none when one of them is words."""
    values = [value for each in results for name, _said, value, *_rest in each.figures if name == heading]
    numbers = [Decimal(each) for each in values if each is not None]
    return numbers if len(numbers) == len(values) else []


def _decimals(heading: str, results: Iterable[RowResult]) -> int:
    """Give the most decimals that a figure under a heading is written with."""
    said = (said for each in results for name, said, *_rest in each.figures if name == heading)
    return max((len(each.partition("." if language() == "en" else ",")[2]) for each in said), default=0)


def _summaries(
    headings: Sequence[str], numbers: Mapping[str, Sequence[Decimal]], decimals: Mapping[str, int]
) -> list[Summary]:
    """Give what the rows together say."""
    if not any(numbers.values()):
        return []
    named = ((_("Lavest"), min), (_("Median"), median), (_("Høyest"), max))
    return [
        Summary(name, tuple(said_of(of(numbers[each]), decimals[each]) if numbers[each] else "" for each in headings))
        for name, of in named
    ]
