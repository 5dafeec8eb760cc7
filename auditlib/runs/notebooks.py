"""What a notebook declares: its parameters with their defaults, and when it belongs in a report.

Read from the file's JSON alone, so that planning a run starts no Jupyter package.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.workspace import Inputs

_NUMBERED = re.compile(r"\d\d_\w+\.ipynb")
_PARTS = tuple(each.name for each in fields(Inputs) if each.name not in ("root", "audit", "unread"))
# What JSON that is no notebook, or a cell that is no Python, leads to.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError)


@dataclass(frozen=True, slots=True)
class Notebook:
    """A section's notebook: its file, the parameters it takes with their defaults, and what it needs to exist.

    `needs` names a part of the audit (for example `statements`) without which the section is left out, and
    `parameters_at` is the number of the parameters cell.
    """

    path: Path
    name: str
    parameters: Mapping[str, Any]
    needs: str
    parameters_at: int = 1


def read_notebooks(root: Path, problems: list[Problem]) -> list[Notebook]:
    """Read the numbered notebooks of a workspace in order; add the problems of those that cannot be used."""
    paths = sorted(path for path in (root / "notebooks").glob("*.ipynb") if _NUMBERED.fullmatch(path.name))
    if not paths:
        hint = "sections are numbered, for example notebooks/30_problemstilling.ipynb"
        problems.append(problem("F001", Location("notebooks"), file="notebooks/*.ipynb", hint=hint))
    found = (_read(path, f"notebooks/{path.name}", problems) for path in paths)
    return [each for each in found if each is not None]


def _read(path: Path, name: str, problems: list[Problem]) -> Notebook | None:
    """Read one notebook's declarations."""
    try:
        tagged, needs = _declarations(json.loads(path.read_text(encoding="utf-8")))
        if not tagged:
            problems.append(problem("P805", Location(name)))
            return None
        number, source = tagged[0]
        return Notebook(path, name, _defaults(source), _known(needs), number)
    except OSError as error:
        reason = error.strerror or str(error)
    except _UNREADABLE as error:
        reason = f"{type(error).__name__}: {error}"
    problems.append(problem("P806", Location(name), reason=reason))
    return None


def _declarations(content: Any) -> tuple[list[tuple[int, str]], str]:
    """Give the cells tagged `parameters` with their numbers, and what the notebook needs."""
    cells = enumerate(content["cells"], 1)
    tagged = [each for each in cells if "parameters" in each[1].get("metadata", {}).get("tags", ())]
    needs = content["metadata"].get("auditlib", {}).get("needs", "")
    return [(number, "".join(cell["source"])) for number, cell in tagged], needs


def _known(needs: str) -> str:
    """Refuse a part that no audit has: the section would be left out of every report."""
    if needs and needs not in _PARTS:
        raise ValueError(f"needs `{needs}`, which no audit has; {hint_for(needs, _PARTS)}")
    return needs


def _defaults(source: str) -> dict[str, Any]:
    """Give the names that a parameters cell assigns, with their literal values."""
    found: dict[str, Any] = {}
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(targets[0], ast.Name):
            try:
                found[targets[0].id] = ast.literal_eval(node.value or ast.Constant(None))
            except ValueError:
                found[targets[0].id] = None
    return found


def parameter_problems(notebook: Notebook, given: Mapping[str, Any]) -> list[Problem]:
    """Check parameters before anything starts: none missing, none unknown, each of its default's type.

    A parameter whose default is empty must be given.
    """
    at, problems = Location(notebook.name), []
    for name, default in notebook.parameters.items():
        if default in (None, "") and not given.get(name):
            problems.append(problem("P801", at, notebook=notebook.name, name=name, example="P1"))
    for name, value in given.items():
        if name not in notebook.parameters:
            hint = hint_for(name, notebook.parameters)
            problems.append(problem("P802", at, notebook=notebook.name, name=name, hint=hint))
            continue
        default = notebook.parameters[name]
        if default is not None and type(value) is not type(default):
            details = {"found": type(value).__name__, "expected": type(default).__name__, "example": repr(default)}
            problems.append(problem("P803", at, notebook=notebook.name, name=name, **details))
    return problems
