"""The texts that are to be translated: what is marked in code and templates, and the prose of the notebooks."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditlib.language import _

_MARKS = {"_": 1, "later": 1, "ngettext": 2}
_HEADING = re.compile(r"(?P<mark>#{1,6} +)(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked text and where it stands; `many` is the form for several where it has one."""

    text: str
    many: str
    file: str
    line: int


def in_code(source: str, file: str) -> Iterator[Marked]:
    """Find the texts that Python code marks; what is given to a mark and is no plain text is left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
            given = [each.value for each in node.args[: _MARKS[node.func.id]] if isinstance(each, ast.Constant)]
            yield from _marked(given, _MARKS[node.func.id], file, node.lineno)


def in_template(source: str, file: str, environment: Any) -> Iterator[Marked]:
    """Find the texts that a Jinja template marks; the environment is the one that reads it."""
    from jinja2 import nodes

    for call in environment.parse(source).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name in _MARKS:
            given = [each.value for each in call.args[: _MARKS[name]] if isinstance(each, nodes.Const)]
            yield from _marked(given, _MARKS[name], file, call.lineno)


def _marked(given: Sequence[object], wanted: int, file: str, line: int) -> Iterator[Marked]:
    texts = [each for each in given if isinstance(each, str) and each]
    if len(texts) == wanted:
        yield Marked(texts[0], texts[1] if wanted > 1 else "", file, line)


def in_notebook(notebook: Mapping[str, Any], file: str) -> Iterator[Marked]:
    """Find the blocks of Markdown of a notebook that takes a language; the line is the number of the cell."""
    if not _takes_language(notebook):
        return
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] == "markdown":
            yield from (Marked(text, "", file, number) for _mark, text, _block in _blocks("".join(cell["source"])))


def _takes_language(notebook: Mapping[str, Any]) -> bool:
    """Tell whether a notebook has the language among its parameters; one that has not speaks bokmål only."""
    cells = (each for each in notebook["cells"] if each["cell_type"] == "code")
    return any(re.search(r"^language *=", "".join(each["source"]), re.MULTILINE) for each in cells)


def in_language(markdown: str) -> str:
    """Give a notebook's prose in the language that is spoken, block by block; what is in no catalogue as it stands."""
    said = []
    for mark, text, block in _blocks(markdown):
        spoken = _(text)
        said.append(block if spoken == text else mark + spoken)
    return "\n\n".join(said)


def _blocks(markdown: str) -> Iterator[tuple[str, str, str]]:
    """Part Markdown where lines are empty: each heading's mark, or nothing, the text on one line, and the block."""
    for block in re.split(r"\n\s*\n", markdown.strip()):
        heading = _HEADING.fullmatch(block)
        mark, text = (heading["mark"], heading["text"]) if heading else ("", block)
        if text.strip():
            yield mark, " ".join(text.split()), block


def all_texts(package: Path, notebooks: Path, environment: Any) -> list[Marked]:
    """Find every text that is to be translated, in the order of files and lines."""
    found: list[Marked] = []
    for path in sorted(package.rglob("*.py")):
        found += in_code(path.read_text(encoding="utf-8"), path.relative_to(package.parent).as_posix())
    for path in sorted(package.glob("*/templates/*.html")):
        name = path.relative_to(package.parent).as_posix()
        found += in_template(path.read_text(encoding="utf-8"), name, environment)
    for path in sorted(notebooks.glob("*.ipynb")):
        found += in_notebook(json.loads(path.read_text(encoding="utf-8")), f"notebooks/{path.name}")
    return sorted(found, key=lambda each: (each.file, each.line))
