"""Settings and fixtures for every test: property tests try the same examples each time, and audits are made up."""

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

import auditlib
from tests.builders import Nyby, nyby_in

# A job that a shell started in the background ignores interrupts, and so would every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("deterministic", derandomize=True, deadline=None)
settings.load_profile("deterministic")


@pytest.fixture(scope="session")
def template() -> Path:
    """The worked example that `auditlib new` copies; read it, never write to it."""
    return Path(auditlib.__file__).parent / "templates" / "workspace"


@pytest.fixture
def workspace(template: Path, tmp_path: Path) -> Path:
    """A copy of the worked example, which a test may change."""
    return Path(shutil.copytree(template, tmp_path / "workspace"))


@pytest.fixture
def nyby(tmp_path: Path) -> Nyby:
    """A small made-up audit, whose files a test may change."""
    return nyby_in(tmp_path)
