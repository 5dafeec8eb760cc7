"""Which sections each row has, and what they follow from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditlib.fingerprints import State
from auditlib.matrix.table import Row
from auditlib.problems import Problem, UsageError, problem
from auditlib.runs.notebooks import Notebook, parameter_problems, read_notebooks
from auditlib.runs.plan import Section
from auditlib.runs.why import Planned, planned_anew

# What the run decides for every section.
_PLANNED = ("audit", "workspace")


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row with its sections; `key` is the hash of all that they follow from."""

    row: Row
    sections: tuple[Planned, ...]
    key: str


def plan_rows(
    rows: Sequence[Row], root: Path, audit: str, state: State, notebooks: Sequence[str], problems: list[Problem]
) -> list[RowPlan]:
    """Plan every row: the named notebooks, or else the numbered ones that take a column of the table.

    A column is a parameter of each notebook that takes one of its name. Problems with notebooks and cells are added.
    Raises UsageError when no notebook takes any column.
    """
    columns = list(rows[0].cells)
    known = read_notebooks(root, problems, notebooks)
    chosen = [each for each in known if notebooks or _taken(each, columns)]
    if not any(_taken(each, columns) for each in chosen) and not problems:
        takes = ", ".join(columns)
        raise UsageError(f"no notebook takes a parameter called as a column of the table ({takes}); name one with -n")
    plans = [_row_plan(row, chosen, root, audit, state, problems) for row in rows]
    problems[:] = dict.fromkeys(problems)
    return plans


def _taken(notebook: Notebook, columns: Sequence[str]) -> list[str]:
    """Give the columns that are parameters of a notebook."""
    return [each for each in columns if each in notebook.parameters and each not in _PLANNED]


def _row_plan(
    row: Row, notebooks: Sequence[Notebook], root: Path, audit: str, state: State, problems: list[Problem]
) -> RowPlan:
    sections = []
    for notebook in notebooks:
        parameters = _parameters(row, notebook, problems) | {"audit": audit}
        problems += parameter_problems(notebook, parameters)
        section = Section(f"{row.name}/{notebook.path.stem}", notebook, parameters)
        sections.append(planned_anew(section, root, state))
    content = [[each.section.id, each.section.notebook.content, repr(each.key)] for each in sections]
    return RowPlan(row, tuple(sections), hashlib.sha256(json.dumps(content).encode()).hexdigest())


def _parameters(row: Row, notebook: Notebook, problems: list[Problem]) -> dict[str, Any]:
    """Give the cells that a notebook takes, each read as its parameter's default is written."""
    found: dict[str, Any] = {}
    for name in _taken(notebook, list(row.cells)):
        default, text = notebook.parameters[name], row.cells[name]
        try:
            found[name] = _read_as(type(default), text)
        except ValueError:
            at = replace(row.at, where=f"column {name}")
            kind = type(default).__name__
            problems.append(
                problem("P803", at, name=name, found=repr(text), notebook=notebook.name, expected=kind, example="3")
            )
    return found


def _read_as(kind: type, text: str) -> Any:
    """Read a cell: as it stands where text is expected, so that 0301 stays 0301, else as a number."""
    if kind is int:
        return int(text)
    if kind is float:
        return float(text.replace(",", "."))
    if kind in (str, type(None)):
        return text
    raise ValueError(f"a cell cannot be {kind.__name__}")


def unused_columns(rows: Sequence[Row], plans: Sequence[RowPlan]) -> list[str]:
    """Give the columns that no notebook takes, but for the one that names the rows."""
    taken = {name for plan in plans for each in plan.sections for name in each.section.parameters}
    return [name for name in rows[0].cells if name not in taken and name != rows[0].column]
