"""Recalculating one file from the command line, with what a datapackage beside it explains."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from auditlib.checks.figures import explanations_of
from auditlib.checks.recalc import Discrepancy, Explanation, GridError, Recalculation, read_grid, recalculate
from auditlib.files.yaml import read_yaml
from auditlib.numbers import Number
from auditlib.problems import InputError, Location, Problem, problem
from auditlib.tables import DataPackage


def recalculate_file(path: Path, sheet: str | None = None) -> Recalculation:
    """Recalculate a CSV or XLSX file; raise InputError when it cannot be read."""
    try:
        grid = read_grid(path, sheet)
    except GridError as error:
        at = Location(str(path), error.line or 0, error.column or 0)
        raise InputError([problem("F009", at, reason=error.message, hint="CSV with ; or , or XLSX")]) from error
    return recalculate(grid, _explanations(path, sheet))


def _explanations(path: Path, sheet: str | None) -> tuple[Explanation, ...]:
    """Read what the metadata beside the file explains; metadata that cannot be read is an error."""
    package_path, problems = path.parent / "datapackage.yaml", list[Problem]()
    if not package_path.exists():
        return ()
    package = read_yaml(package_path, str(package_path), DataPackage, problems)
    if package is None:
        raise InputError(problems)
    described = [each for each in package.resources if each.path == path.name]
    if path.suffix.lower() == ".xlsx":  # one sheet's explanations are not another's
        first = _first_sheet(path)
        described = [each for each in described if (each.sheet or first) == (sheet or first)]
    return tuple(explanation for each in described for explanation in explanations_of(each))


def _first_sheet(path: Path) -> str:
    """Give the name of the sheet that is read when none is named; the workbook has been read before."""
    from python_calamine import load_workbook

    with load_workbook(path) as book:
        return str(book.sheet_names[0])


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
        }
        for each in found.discrepancies
    ]


def _plain(number: Number) -> int | float:
    """Give a number as JSON has it: whole when no decimals were printed."""
    return float(number.value) if number.decimals else int(number.value)


def text_of(found: Recalculation) -> str:
    """Lay out the result for a terminal."""
    lines = [_line(each) for each in found.discrepancies]
    open_ones = sum(not each.explained for each in found.discrepancies)
    lines.append(f"{found.checked} tall regnet etter, {open_ones} uforklart, {len(lines) - open_ones} forklart.")
    for each in found.untested:
        lines.append(f"Ikke regnet etter: {each.row or 'kolonnen'}, {each.column or 'hele raden'}: {each.reason}")
    return "\n".join(lines)


def _line(found: Discrepancy) -> str:
    place, figures = f"{found.row}, {found.column} (linje {found.line})", (found.printed.text, found.recomputed.text)
    why = f"Forklart: {found.explained}" if found.explained else f"Uforklart: {found.cause}"
    return f"{place}: trykt {figures[0]}, beregnet {figures[1]}. {why}"
