"""What a notebook declares: its parameters with their defaults, and when it belongs in a report.

Read from the file's JSON alone, so that planning a run starts no Jupyter package.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

from auditlib.checks.bare import bare_in
from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.workspace import Inputs

_NUMBERED = re.compile(r"\d\d_\w+\.ipynb")
_PARTS = tuple(each.name for each in fields(Inputs) if each.name not in ("root", "audit", "unread", "merged_groups"))
# Parameters that stand for the audit's own choice when they are empty.
_MAY_BE_EMPTY = ("language",)
# What JSON that is no notebook, or a cell that is no Python, leads to.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError)


@dataclass(frozen=True, slots=True)
class Notebook:
    """A section's notebook: its file, the parameters it takes with their defaults, and what it needs to exist.

    `needs` names a part of the audit (for example `statements`) without which the section is left out, `parameters_at`
    is the number of the parameters cell, and `inputs` are patterns for files it reads beyond the audit's own.
    `code` and `content` are the hashes of its code cells and of the whole file.
    """

    path: Path
    name: str
    parameters: Mapping[str, Any]
    needs: str
    parameters_at: int = 1
    inputs: tuple[str, ...] = ()
    kernel: str = ""
    code: str = ""
    content: str = ""


def read_notebooks(root: Path, problems: list[Problem], names: Sequence[str] = ()) -> list[Notebook]:
    """Read the named notebooks of a workspace, or the numbered ones in order; add the problems of those of no use."""
    found = sorted(path for path in (root / "notebooks").glob("*.ipynb") if _NUMBERED.fullmatch(path.name))
    paths = [root / "notebooks" / f"{name.removesuffix('.ipynb')}.ipynb" for name in names] or found
    if not paths:
        hint = "sections are numbered, for example notebooks/30_problemstilling.ipynb"
        problems.append(problem("F001", Location("notebooks"), file="notebooks/*.ipynb", hint=hint))
    read = (_read(path, f"notebooks/{path.name}", problems) for path in paths)
    return [each for each in read if each is not None]


def _read(path: Path, name: str, problems: list[Problem]) -> Notebook | None:
    """Read one notebook's declarations."""
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
        tagged, metadata = _tagged(content), content["metadata"]
        declared, kernel = metadata.get("auditlib", {}), str(metadata.get("kernelspec", {}).get("name", ""))
        needs, inputs = _known(declared.get("needs", "")), _inside(declared.get("inputs", []))
        if tagged:
            problems += _bare(content, name)
            number, source = tagged[0]
            hashes = (_code(content), hashlib.sha256(text.encode()).hexdigest())
            return Notebook(path, name, _defaults(source), needs, number, inputs, kernel, *hashes)
        problems.append(problem("P805", Location(name)))
        return None
    except OSError as error:
        reason = error.strerror or str(error)
    except _UNREADABLE as error:
        reason = f"{type(error).__name__}: {error}"
    problems.append(problem("P806", Location(name), reason=reason))
    return None


def _tagged(content: Any) -> list[tuple[int, str]]:
    """Give the cells tagged `parameters` with their numbers."""
    cells = enumerate(content["cells"], 1)
    tagged = [each for each in cells if "parameters" in each[1].get("metadata", {}).get("tags", ())]
    return [(number, "".join(cell["source"])) for number, cell in tagged]


def _bare(content: Any, name: str) -> Iterator[Problem]:
    """Warn of numbers typed in a notebook's prose, where they can be no claims."""
    for number, cell in enumerate(content["cells"], 1):
        if cell["cell_type"] == "markdown":
            for _, said in bare_in("".join(cell["source"])):
                yield problem("P809", Location(name), cell=number, said=said)


def _code(content: Any) -> str:
    """Hash what is executed: the code cells with what is noted on them, and nothing of the prose around them."""
    cells = [each for each in content["cells"] if each["cell_type"] == "code"]
    parts = [[each.get("id", ""), "".join(each["source"]), each.get("metadata", {})] for each in cells]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _inside(patterns: Any) -> tuple[str, ...]:
    """Refuse a declared input that is no pattern for files of the workspace."""
    if not isinstance(patterns, list) or not all(isinstance(each, str) and each for each in patterns):
        raise ValueError('`inputs` is a list of files, for example ["statistics/shared/*.csv"]')
    for each in patterns:
        if PurePosixPath(each).is_absolute() or ".." in PurePosixPath(each).parts or "\\" in each:
            raise ValueError(f"the input `{each}` is outside the workspace")
    return tuple(patterns)


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

    A parameter whose default is empty must be given, but for the language, which is then the audit's own.
    """
    at, problems = Location(notebook.name), []
    for name, default in notebook.parameters.items():
        if default in (None, "") and not given.get(name) and name not in _MAY_BE_EMPTY:
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
