"""From executed notebooks to fragments of HTML, through nbconvert, without code and prompts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

# One notebook may be several sections, so its cells' ids would stand several times on the page.
_CELL_ID = re.compile(r' id="cell-id=[^"]*"')


@cache
def _exporter() -> Any:
    """Make nbconvert's exporter once: its first use costs most of a second."""
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        anchor_link_text="",
    )


def fragment(path: Path) -> str:
    """Give the body of an executed notebook as HTML; warnings that a cell wrote stay in the notebook."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [each for each in cell.outputs if each.get("name") != "stderr"]
    body, _ = _exporter().from_notebook_node(notebook)
    return _CELL_ID.sub("", str(body))
