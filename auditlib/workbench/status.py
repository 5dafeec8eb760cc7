"""What an audit covers, as text for a terminal: the matrix, the notes not verified, and what is not assessed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from auditlib.checks.coverage import coverage
from auditlib.labels import label
from auditlib.problems import Severity
from auditlib.workbench.core import Workbench, load
from auditlib.workbench.suspects import item_text, suspect_rows, suspect_text

_HEADINGS = ("kriterium", "fakta", "spurte", "forslag", "vurdert", "funn", "konklusjon", "anbefaling")


def status_rows(audit: str, workspace: Path | str = ".", item: str = "") -> dict[str, Any]:
    """Give the status as plain data: `suspect`, `not_judged`, `matrix`, `unverified`, `not_assessed` and `gaps`.

    With the id of a judgement, `suspect` has that one alone. Raises UsageError when there is no such judgement.
    """
    bench = load(audit, workspace)
    if item:
        item_text(bench.standing, item)
    matrix = _matrix(bench)
    return {
        "audit": audit,
        "suspect": [each for each in suspect_rows(bench.standing) if item in ("", each["id"])],
        "not_judged": list(bench.standing.unstored),
        "matrix": matrix,
        "unverified": _unverified(bench),
        "not_assessed": [row["kriterium"] for row in matrix if not row["vurdert"]],
        "gaps": [each.as_row() for each in bench.problems if each.severity is Severity.NOTE],
    }


def status_text(audit: str, workspace: Path | str = ".", item: str = "") -> str:
    """Give the status as text; with the id of a judgement, how that one stands."""
    bench = load(audit, workspace)
    if item:
        return item_text(bench.standing, item)
    matrix = _matrix(bench)
    unassessed = [str(row["kriterium"]) for row in matrix if not row["vurdert"]]
    parts = [
        repr(bench).strip("<>"),
        suspect_text(bench.standing),
        _table(matrix),
        f"Ikke verifiserte intervjunotater: {', '.join(_unverified(bench)) or 'ingen'}",
        f"Kriterier uten vurdering: {', '.join(unassessed) or 'ingen'}",
        "Merknader:" if bench.problems else "Merknader: ingen",
        *(f"  {each}" for each in bench.problems),
    ]
    return "\n".join(parts)


def _unverified(bench: Workbench) -> list[str]:
    return [each.interview.id for each in bench.inputs.notes if each.interview.verified is None]


def _matrix(bench: Workbench) -> list[dict[str, Any]]:
    """Give the coverage matrix with the suggested status beside the judged one."""
    return [
        {
            "kriterium": row.criterion,
            "fakta": row.facts,
            "spurte": row.asked,
            "forslag": label(bench.mapped.suggestion(row.criterion).status),
            "vurdert": label(row.status) if row.assessment else "",
            "funn": ", ".join(row.findings),
            "konklusjon": ", ".join(row.conclusions),
            "anbefaling": ", ".join(row.recommendations),
        }
        for row in coverage(bench.mapped)
    ]


def _table(rows: Iterable[dict[str, Any]]) -> str:
    """Lay out rows in columns; an empty cell is a dash, so that a gap is seen."""
    lines = [_HEADINGS, *(tuple(str(row[name] or "–") for name in _HEADINGS) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEADINGS))]
    padded = ((cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)
