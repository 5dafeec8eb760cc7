"""The notebooks' own cells, run one after the other in this process: what rendering takes, without kernels."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from auditlib.audits import Audit
from auditlib.report.assemble import assemble
from auditlib.report.export import editions_of, fragment_of
from auditlib.report.model import Piece
from auditlib.runs import Section, plan_sections
from auditlib.workspace import read_inputs

Editions = list[tuple[str, Piece, Piece]]


def planned(workspace: Path, audit: str) -> tuple[Audit, list[Section]]:
    """Give the audit and the sections of its report."""
    inputs, _ = read_inputs(workspace, audit)
    assert inputs is not None
    return inputs.audit, plan_sections(inputs)[0]


def shown(section: Section, workspace: Path) -> tuple[str, Piece, Piece]:
    """Fill the templates of a section from the audit that is loaded; give both editions."""
    cells = json.loads(section.notebook.path.read_text(encoding="utf-8"))["cells"]
    values: dict[str, Any] = {}
    for cell in (each for each in cells if each["cell_type"] == "code"):
        found = _run("".join(cell["source"]), values)
        if "parameters" in cell["metadata"].get("tags", ()):
            values |= {"workspace": str(workspace), **section.parameters}
        if found is not None:
            data = found._repr_mimebundle_()
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return (section.id, *editions_of(fragment_of(cells)))


def pages(audit: Audit, pieces: Editions) -> tuple[str, str]:
    """Put the sections together; give the internal and the public page."""
    internal = assemble(audit, [(name, piece) for name, piece, _ in pieces], internal=True)
    return internal, assemble(audit, [(name, piece) for name, _, piece in pieces], internal=False)


def _run(source: str, values: dict[str, Any]) -> Any:
    """Run a cell and give what its last line shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), values)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), values) if isinstance(last, ast.Expr) else None
