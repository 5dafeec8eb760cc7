"""Recalculating one file from the command line: a table with what a datapackage beside it tells, or a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from auditlib.checks.figures import explanations_of, units_of, weights_grid
from auditlib.checks.recalc import Discrepancy, Grid, GridError, Recalculation, read_grid, read_text, recalculate
from auditlib.checks.recalc.prose import recalculate_text
from auditlib.files.tables import read_table
from auditlib.files.yaml import read_yaml
from auditlib.numbers import Number
from auditlib.problems import InputError, Location, Problem, problem
from auditlib.tables import DataPackage, Resource

_TEXTS = frozenset({".txt", ".md"})


def recalculate_file(path: Path, sheet: str | None = None) -> Recalculation:
    """Recalculate a table in CSV or XLSX, or a text in .txt or .md; raise InputError when it cannot be read.

    What a datapackage beside a table says of it is used. Where that does not say what percentages are weighted by, its
    other tables and the workbook's other sheets are looked in for counts that fit.
    """
    try:
        if path.suffix.lower() in _TEXTS:
            return recalculate_text(read_text(path, sheet))
        grid = read_grid(path, sheet)
    except GridError as error:
        at = Location(str(path), error.line or 0, error.column or 0)
        hint = "CSV with ; or , or XLSX; a text in .txt or .md"
        raise InputError([problem("F009", at, reason=error.message, hint=hint)]) from error
    resources = _resources(path)
    described = [each for each in resources if _is_of(each, path, sheet)]
    explanations = tuple(explanation for each in described for explanation in explanations_of(each))
    declared = _declared_weights(path.parent, described, resources)
    siblings = [declared] if declared else _siblings(path, sheet, resources)
    return recalculate(_described(grid, described), explanations, siblings)


def _declared_weights(folder: Path, described: Sequence[Resource], resources: Sequence[Resource]) -> Grid | None:
    """Give the counts that the metadata says the percentages are weighted by; None where it names none."""
    own = described[0] if described else None
    if own is None or own.weighted_by is None:
        return None
    needed = [each for each in resources if each.name in (own.name, own.weighted_by.table)]
    tables = {each.name: read_table(each, folder, str(folder), []) for each in needed}
    known = {name: each for name, each in tables.items() if each is not None}
    return weights_grid(known[own.name], known) if own.name in known else None


def _resources(path: Path) -> tuple[Resource, ...]:
    """Read the metadata beside a file; metadata that cannot be read is an error."""
    package_path, problems = path.parent / "datapackage.yaml", list[Problem]()
    if not package_path.exists():
        return ()
    package = read_yaml(package_path, str(package_path), DataPackage, problems)
    if package is None:
        raise InputError(problems)
    return package.resources


def _is_of(resource: Resource, path: Path, sheet: str | None) -> bool:
    """Tell whether metadata is of a file, and of the sheet: what one sheet is told of is not another's."""
    if resource.path != path.name or path.suffix.lower() != ".xlsx":
        return resource.path == path.name
    first = _sheet_names(path)[0]
    return (resource.sheet or first) == (sheet or first)


def _sheet_names(path: Path) -> list[str]:
    """Give the names of the sheets of a workbook that has been read before."""
    from python_calamine import load_workbook

    with load_workbook(path) as book:
        return [str(name) for name in book.sheet_names]


def _described(grid: Grid, described: Sequence[Resource]) -> Grid:
    """Give a grid the name and the units that its metadata has."""
    if not described:
        return grid
    columns = {name: each for each in described[0].table_schema.fields for name in (each.label, each.name)}
    known = [columns.get(label) for label in grid.columns]
    units = units_of(each for each in known if each is not None) if None not in known else ()
    return replace(grid, name=described[0].title, units=units)


def _siblings(path: Path, sheet: str | None, resources: Sequence[Resource]) -> Iterator[Grid]:
    """Yield the other sheets of a workbook and the other tables of a datapackage; what is no table is passed over."""
    for each in resources:
        if Path(each.path).name == each.path and not _is_of(each, path, sheet):
            with suppress(GridError):
                yield _described(read_grid(path.parent / each.path, each.sheet), [each])
    if path.suffix.lower() == ".xlsx":
        names = _sheet_names(path)
        for name in names:
            if name != (sheet or names[0]):
                with suppress(GridError):
                    yield replace(read_grid(path, name), name=name)


def rows_of(found: Recalculation) -> list[dict[str, Any]]:
    """Give the discrepancies as plain data, numbers as JSON numbers and as printed."""
    return [
        {
            "row": each.row,
            "column": each.column,
            "line": each.line,
            "printed": _plain(each.printed),
            "recomputed": _plain(each.recomputed),
            "printed_text": each.printed.text,
            "recomputed_text": each.recomputed.text,
            "kind": str(each.kind),
            "explained": bool(each.explained),
            "explanation": each.explained or "",
            "cause": each.cause,
            "pattern": str(each.pattern),
        }
        for each in found.discrepancies
    ]


def _plain(number: Number) -> int | float:
    """Give a number as JSON has it: whole when no decimals were printed."""
    return float(number.value) if number.decimals else int(number.value)


def text_of(found: Recalculation) -> str:
    """Lay out the result for a terminal."""
    lines = [_line(each, is_text=found.is_text) for each in found.discrepancies]
    open_ones = sum(not each.explained for each in found.discrepancies)
    what = "påstander med tall" if found.is_text else "tall"
    lines.append(f"{found.checked} {what} regnet etter, {open_ones} uforklart, {len(lines) - open_ones} forklart.")
    for each in found.untested:
        lines.append(f"Ikke regnet etter: {each.row or 'kolonnen'}, {each.column or 'hele raden'}: {each.reason}")
    return "\n".join(lines)


def _line(found: Discrepancy, *, is_text: bool) -> str:
    cell, position = f"{found.row}, {found.column} (linje {found.line})", f"Linje {found.row}, tegn {found.column}"
    place, figures = position if is_text else cell, (found.printed.text, found.recomputed.text)
    why = f"Forklart: {found.explained}" if found.explained else f"Uforklart: {found.cause}"
    return f"{place}: trykt {figures[0]}, beregnet {figures[1]}. {why}"
