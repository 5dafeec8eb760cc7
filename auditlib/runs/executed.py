"""Executed notebooks as they are kept: the same bytes for the same outputs, and new prose around old outputs.

What papermill and Jupyter note about one execution (times, places, random ids) is taken away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ONE_TIME = ("start_time", "end_time", "duration", "input_path", "output_path", "environment_variables")
_OF_EXECUTION = ("papermill", "language_info", "widgets")
_OF_CELL = ("execution", "papermill", "trusted")
_INJECTED = "injected-parameters"
_WITH_IDS = 5  # from nbformat 4.5 on, cells have ids


def read_notebook(path: Path) -> dict[str, Any]:
    """Read a notebook's JSON."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def as_text(notebook: dict[str, Any]) -> str:
    """Write a notebook as nbformat does, so that a diff shows lines."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"


def lasting(executed: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """Give an executed notebook without what belongs to one execution of its source."""
    metadata = dict(executed["metadata"])
    noted = metadata.get("papermill", {})
    metadata["papermill"] = {name: noted[name] for name in noted if name not in _ONE_TIME}
    known = {each["id"] for each in source["cells"] if "id" in each}
    cells = [_lasting_cell(each) for each in executed["cells"]]
    if executed["nbformat_minor"] >= _WITH_IDS:
        cells = [each if each.get("id") in known else _named(each, place, known) for place, each in enumerate(cells)]
    return {**executed, "metadata": metadata, "cells": cells}


def _lasting_cell(cell: dict[str, Any]) -> dict[str, Any]:
    """Take what belongs to one execution from a cell, but not that it failed or was never run."""
    metadata = {name: each for name, each in cell["metadata"].items() if name not in _OF_CELL}
    noted = cell["metadata"].get("papermill", {})
    if noted.get("exception") or noted.get("status", "completed") != "completed":
        metadata["papermill"] = {"exception": noted.get("exception"), "status": noted.get("status")}
    if not metadata.get("tags", True):
        del metadata["tags"]
    source = cell["source"]
    lines = source if isinstance(source, list) else source.splitlines(keepends=True)
    return {**cell, "metadata": metadata, "source": lines}


def _named(cell: dict[str, Any], place: int, known: set[str]) -> dict[str, Any]:
    """Give a cell that the execution added, or named at random, a name that is the same each time."""
    name = _INJECTED if _is(cell, _INJECTED) else f"added-{place}"
    while name in known:
        name += "-"
    return {**cell, "id": name}


def _is(cell: dict[str, Any], tag: str) -> bool:
    return tag in cell["metadata"].get("tags", ())


def with_prose(executed: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """Give an executed notebook with the prose its source has now; their code cells must be the same.

    What comes out is what executing the source would have left, byte for byte.
    """
    kept = {name: executed["metadata"][name] for name in _OF_EXECUTION if name in executed["metadata"]}
    merged = {**source, "metadata": {**source["metadata"], **kept}, "cells": list(_merged(executed, source))}
    return lasting({**merged, **{name: executed[name] for name in ("nbformat", "nbformat_minor")}}, source)


def _merged(executed: dict[str, Any], source: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the source's cells with its code cells as they were executed, and the cell of parameters after its place."""
    ran = [each for each in executed["cells"] if each["cell_type"] == "code"]
    injected = len(ran) > sum(each["cell_type"] == "code" for each in source["cells"])
    left = iter(ran)
    for cell in source["cells"]:
        if cell["cell_type"] != "code":
            yield cell
            continue
        yield next(left)
        if injected and _is(cell, "parameters"):
            injected = False
            yield next(left)


def finish(path: Path, source: Path) -> dict[str, Any]:
    """Rewrite an executed notebook as it is kept; give it."""
    notebook = lasting(read_notebook(path), read_notebook(source))
    path.write_text(as_text(notebook), encoding="utf-8", newline="\n")
    return notebook
