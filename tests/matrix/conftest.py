"""An audit with a table of municipalities and a notebook that takes one."""

from pathlib import Path

import pytest

from auditlib.runs.warm import WarmParent
from tests.builders import Nyby
from tests.matrix.made import Kernels, write_section, write_table


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Kernels:
    """An engine that starts no process, and hands the figures of the notebook's row to the comparison."""
    made = Kernels()
    monkeypatch.setattr(WarmParent, "start", lambda self: made)
    return made


@pytest.fixture
def table(nyby: Nyby) -> Path:
    """Three municipalities, in a workspace with a section for each."""
    write_section(nyby.root)
    return write_table(nyby.root, "0301;Nyby;700", "1103;Storvik;14", "4601;Æøå;3")
