"""A small notebook with one thing in it that an engine may do otherwise than papermill's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

_BORDER = re.compile(r"^# %%(.*)\n?", re.MULTILINE)
_MAKERS = {"markdown": nbformat.v4.new_markdown_cell, "raw": nbformat.v4.new_raw_cell}


@dataclass(frozen=True)
class Case:
    """A notebook and what it should come to.

    In `text`, a line with `# %%` begins a cell; the word after it is the cell's tag or kind. What one cell prints may
    come in pieces, whose borders depend on the machine's load: they are compared only with `pieces`. With `unordered`,
    papermill itself has no order for what several processes or threads print. With `exits`, what happens at the
    kernel's end matters.
    """

    name: str
    text: str
    outcome: str = "ok"
    failed: int = 0
    timeout: float | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    pieces: bool = False
    unordered: bool = False
    exits: bool = False

    def write(self, folder: Path) -> Path:
        """Write the notebook; the ids of its cells are always the same."""
        spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = nbformat.v4.new_notebook(metadata={"kernelspec": spec})
        for number, (word, source) in enumerate(self.cells()):
            make = _MAKERS.get(word, nbformat.v4.new_code_cell)
            made = make(source, id=f"cell-{number}")
            if word and word not in _MAKERS:
                made.metadata["tags"] = [word]
            notebook.cells.append(made)
        path = folder / f"{self.name}.ipynb"
        nbformat.write(notebook, path)
        return path

    def cells(self) -> Iterator[tuple[str, str]]:
        """Give each cell's word and source."""
        text = self.text.removeprefix("\n")
        if not text.startswith("# %%"):
            text = f"# %%\n{text}"
        pieces = _BORDER.split(text)[1:]
        for word, source in zip(pieces[::2], pieces[1::2], strict=True):
            yield word.strip(), source.removesuffix("\n")


def case(name: str, text: str, **more: Any) -> Case:
    """Make a case."""
    return Case(name, text, **more)
