"""Making a report's page without kernels: the notebooks' own cells, run one after the other in this process."""

import ast
import json
import re
from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from auditlib.report.assemble import assemble
from auditlib.report.export import fragment
from auditlib.runs import Section, plan_sections
from auditlib.workspace import read_inputs

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def page_of(workspace: Path, audit: str, folder: Path) -> str:
    """Make the page of an audit whose files are in order."""
    if not (workspace / "notebooks").exists():
        (workspace / "notebooks").symlink_to(NOTEBOOKS)
    inputs, _ = read_inputs(workspace, audit)
    assert inputs is not None
    sections, problems = plan_sections(inputs)
    assert problems == []
    return assemble(inputs.audit, [(each.id, _fragment(each, workspace, folder)) for each in sections])


def _fragment(section: Section, workspace: Path, folder: Path) -> str:
    """Run one section's cells and give its HTML."""
    notebook = json.loads(section.notebook.path.read_text(encoding="utf-8"))
    values: dict[str, Any] = {}
    for cell in (each for each in notebook["cells"] if each["cell_type"] == "code"):
        shown = _run("".join(cell["source"]), values)
        if "parameters" in cell["metadata"].get("tags", ()):
            values |= {"workspace": str(workspace), **section.parameters}
        if shown is not None:
            data = {"text/plain": repr(shown), "text/html": shown._repr_html_()}
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    path = folder / section.file
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return fragment(path)


def _run(source: str, values: dict[str, Any]) -> Any:
    """Run a cell and give what its last line shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), values)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), values) if isinstance(last, ast.Expr) else None


def ids_in(page: str) -> Counter[str]:
    """Count the ids of a page."""
    return Counter(unescape(each) for each in re.findall(r'\sid="([^"]*)"', page))


def links_in(page: str) -> list[str]:
    """Give where the links of a page lead."""
    return [unescape(each) for each in re.findall(r'\shref="([^"]*)"', page)]


def words_in(page: str) -> str:
    """Give what a reader of a page reads, spaces folded; no-break spaces stay."""
    body = re.sub(r"<(style|title)\b.*?</\1>|<svg\b.*?</svg>", " ", page, flags=re.DOTALL)
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", "", body.replace("><", "> <"))))


def attributes_in(page: str) -> Mapping[str, list[str]]:
    """Give the values of every attribute of a page by name."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<[a-zA-Z][^>]*>", page):
        for name, value in re.findall(r'\s([\w:-]+)="([^"]*)"', tag):
            found.setdefault(name, []).append(unescape(value))
    return found
