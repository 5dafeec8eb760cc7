"""Small notebooks for tests, which need no audit and start fast."""

import json
from pathlib import Path
from typing import Any

PARAMETERS = 'audit = ""'


def content_of(
    *cells: str,
    parameters: str = PARAMETERS,
    tag: str = "parameters",
    needs: object = "",
    inputs: object = (),
    prose: str = "",
) -> dict[str, object]:
    """Give a notebook with a parameters cell, some code cells, and prose at the end where there is any."""
    sources = [parameters, *cells]
    tags = [[tag], *([] for _ in cells)]
    declared = {name: value for name, value in (("needs", needs), ("inputs", inputs)) if value}
    code = [
        {
            "cell_type": "code",
            "id": f"cell-{place}",
            "execution_count": None,
            "metadata": {"tags": tags[place]},
            "outputs": [],
            "source": source,
        }
        for place, source in enumerate(sources)
    ]
    text = [{"cell_type": "markdown", "id": "prose", "metadata": {}, "source": prose}] if prose else []
    return {
        "cells": [*code, *text],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            **({"auditlib": declared} if declared else {}),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def write_notebook(root: Path, name: str, *cells: str, **content: Any) -> Path:
    """Write a notebook into a workspace."""
    path = root / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content_of(*cells, **content)), encoding="utf-8")
    return path


def title(text: str) -> str:
    """Give a cell that shows a heading."""
    return f"from IPython.display import HTML\nHTML('<h1>{text}</h1>')"
