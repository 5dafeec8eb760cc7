"""A cell keeps its number in the source, whatever papermill adds and takes out."""

from typing import Any

import pytest

from auditlib.engine.cells import failed, never_begun, numbers_in_source


def cell(tag: str = "", status: str = "completed", kind: str = "code") -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {"tags": [tag] if tag else [], "papermill": {"status": status}}}


PARAMETERS, INJECTED, MARK = cell("parameters"), cell("injected-parameters"), cell("papermill-error-cell-tag")


@pytest.mark.parametrize(
    ("source", "ran", "numbers"),
    [
        ([cell(), cell()], [cell(), cell()], [1, 2]),
        ([cell(), PARAMETERS, cell()], [cell(), PARAMETERS, INJECTED, cell()], [1, 2, 0, 3]),
        ([cell(), cell()], [INJECTED, cell(), cell()], [0, 1, 2]),
        ([PARAMETERS, INJECTED, cell()], [PARAMETERS, INJECTED, cell()], [1, 2, 3]),
        ([MARK, PARAMETERS, MARK, cell()], [PARAMETERS, INJECTED, cell()], [2, 0, 4]),
        ([MARK, INJECTED, cell()], [INJECTED, cell()], [2, 3]),
    ],
)
def test_numbers(source: list[Any], ran: list[Any], numbers: list[int]) -> None:
    assert numbers_in_source(source, ran) == numbers


def test_what_became_of_cells() -> None:
    ran = [cell(), cell(status="failed"), cell(status="pending", kind="markdown"), cell(status="pending")]
    assert (failed(ran), never_begun(ran)) == (1, [3])
    assert (failed(ran[:1]), never_begun(ran[:1])) == (None, [])
