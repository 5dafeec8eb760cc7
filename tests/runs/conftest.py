"""The engine that starts no process, for every test of runs that asks for it."""

import pytest

from auditlib.runs.warm import WarmParent
from tests.runs.doubles import Engine


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The engine in place of processes."""
    made = Engine()
    monkeypatch.setattr(WarmParent, "start", lambda self: made)
    return made
