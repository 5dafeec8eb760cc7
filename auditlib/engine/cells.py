"""Which cell of the source is which cell of the notebook that ran: papermill adds cells and takes some out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_INJECTED = "injected-parameters"
_ERROR_MARK = "papermill-error-cell-tag"


def numbers_in_source(source: Sequence[Mapping[str, Any]], ran: Sequence[Mapping[str, Any]]) -> list[int]:
    """Give for each cell that ran its number in the source, from 1, and 0 for one that papermill made.

    papermill puts a cell with the parameters after the one tagged so, or in the place of its own from an earlier run,
    and takes out its marks of an earlier failure.
    """
    numbers = [number for number, cell in enumerate(source, 1) if _ERROR_MARK not in _tags(cell)]
    injected = [place for place, cell in enumerate(ran) if _INJECTED in _tags(cell)]
    if injected and not any(_INJECTED in _tags(cell) for cell in source):
        numbers.insert(injected[0], 0)
    return numbers


def failed(cells: Sequence[Mapping[str, Any]]) -> int | None:
    """Give the place of the cell that ended the run, by what papermill wrote of it."""
    return next((place for place, cell in enumerate(cells) if _status(cell) == "failed"), None)


def never_begun(cells: Sequence[Mapping[str, Any]]) -> list[int]:
    """Give the places of the code cells that the run did not come to."""
    return [place for place, cell in enumerate(cells) if cell["cell_type"] == "code" and _status(cell) == "pending"]


def _tags(cell: Mapping[str, Any]) -> Sequence[str]:
    tags: Sequence[str] = cell["metadata"].get("tags", ())
    return tags


def _status(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"].get("papermill", {}).get("status", ""))
