"""The example's report as two real runs made it, for the tests of watching too."""

import os
from pathlib import Path

import pytest

from auditlib.runs.warm import WarmParent
from tests.report.made import once, run_in, run_twice, spaces_in
from tests.watch.kernels import Kernels


@pytest.fixture(scope="session")
def run_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose report was run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return run_in(spaces_in(once(shared / "runs", run_twice))[0]).workspace


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Kernels:
    """An engine that starts no process, and shows of thin notebooks what they show."""
    made = Kernels()
    monkeypatch.setattr(WarmParent, "start", lambda self: made)
    return made
