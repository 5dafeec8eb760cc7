"""Thin notebooks: they only load the audit and show parts of it, so that their outputs are known without a kernel.

Such a cell is `import auditlib`, a plain value, `a = auditlib.load(…)` or `show.part(a, …)`. What it shows follows from
the audit alone. Everything else is left to a kernel.
"""

from __future__ import annotations

import ast
import contextlib
import io
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

_LOADS, _SHOWS = ("auditlib", "load"), "show"
_IMPORTS = {("", "auditlib"), ("auditlib.report", "show")}

Output = dict[str, Any]
Notebook = Mapping[str, Any]


def is_thin(executed: Notebook) -> bool:
    """Say whether every code cell is thin."""
    return all(_is_thin(source_of(cell)) for cell in code_of(executed))


def shown_by(executed: Notebook) -> list[list[Output]] | None:
    """Give what each code cell of a thin notebook shows, in this process; None when one fails or says something."""
    space: dict[str, Any] = {"__name__": "__main__"}
    said, shown = io.StringIO(), []
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        for number, cell in enumerate(code_of(executed), 1):
            try:
                value = _run(source_of(cell), space)
                shown.append([] if value is None else [_output(value, number)])
            except Exception:
                return None
    return None if said.getvalue() else shown


def with_outputs(executed: Notebook, shown: Sequence[Sequence[Output]]) -> Notebook:
    """Give an executed notebook with other outputs."""
    left = iter(shown)
    cells = [
        {**cell, "outputs": list(next(left))} if cell["cell_type"] == "code" else cell for cell in executed["cells"]
    ]
    return {**executed, "cells": cells}


def same(executed: Notebook, shown: Sequence[Sequence[Output]]) -> bool:
    """Say whether a kernel showed exactly this."""
    stored = [[_joined(each) for each in cell["outputs"]] for cell in code_of(executed)]
    return stored == [[_joined(each) for each in outputs] for outputs in shown]


def code_of(executed: Notebook) -> list[Mapping[str, Any]]:
    """Give a notebook's code cells, empty ones too."""
    return [each for each in executed["cells"] if each["cell_type"] == "code"]


def source_of(cell: Mapping[str, Any]) -> str:
    """Give a cell's source as one text."""
    return "".join(cell["source"])


def _is_thin(source: str) -> bool:
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    return not source.rstrip().endswith(";") and all(map(_may_stand, statements))


def _may_stand(node: ast.stmt) -> bool:
    """Say whether a statement does no more than import, name a value, load an audit or show a part of it."""
    if isinstance(node, ast.Import):
        return all(("", each.name) in _IMPORTS and not each.asname for each in node.names)
    if isinstance(node, ast.ImportFrom):
        return all((node.module, each.name) in _IMPORTS and not each.asname for each in node.names) and not node.level
    if isinstance(node, ast.Assign):
        names = all(isinstance(each, ast.Name) and each.id not in (_LOADS[0], _SHOWS) for each in node.targets)
        return names and (_is_plain(node.value) or _calls(node.value, _LOADS))
    return isinstance(node, ast.Expr) and (_is_plain(node.value) or _calls(node.value, (_SHOWS, None)))


def _is_plain(node: ast.expr) -> bool:
    """Say whether an expression is a value that is written out."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _calls(node: ast.expr, wanted: tuple[str, str | None]) -> bool:
    """Say whether an expression calls a function of a module with names and values."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner, name = node.func.value, node.func.attr
    fits = isinstance(owner, ast.Name) and owner.id == wanted[0] and wanted[1] in (None, name)
    given = [*node.args, *(each.value for each in node.keywords)]
    return fits and not name.startswith("_") and all(isinstance(each, ast.Name) or _is_plain(each) for each in given)


def _run(source: str, space: dict[str, Any]) -> Any:
    """Run a cell; give the value of its last line if that is an expression, as IPython does."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), space)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), space) if isinstance(last, ast.Expr) else None


def _output(value: Any, number: int) -> Output:
    """Give a value as a kernel sends it."""
    data, metadata = _formatter().format(value)
    return {"output_type": "execute_result", "execution_count": number, "data": data, "metadata": metadata}


@cache
def _formatter() -> Any:
    from IPython.core.formatters import DisplayFormatter

    return DisplayFormatter()


def _joined(output: Mapping[str, Any]) -> Output:
    """Give an output with each text in one piece, as it was before it was written line by line."""
    data = {
        form: "".join(each) if isinstance(each, list) and not form.endswith("json") else each
        for form, each in output.get("data", {}).items()
    }
    return {**output, "data": data}
