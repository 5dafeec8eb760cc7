"""Three made-up audits, one of which follows up another."""

from pathlib import Path

import pytest

from auditlib.followup import start
from auditlib.workbench import load
from tests.builders import Nyby
from tests.followup.towns import BEGUN, FIRST, FOLLOWED, THIRD, towns_in


@pytest.fixture
def towns(tmp_path: Path) -> Nyby:
    """Two audits with recommendations."""
    return towns_in(tmp_path)


@pytest.fixture
def begun(towns: Nyby) -> Nyby:
    """The same, and an audit that follows up the first."""
    start(load(FIRST, towns.root), THIRD, BEGUN)
    return towns


@pytest.fixture
def followed(begun: Nyby) -> Nyby:
    """The same, with one recommendation judged on a document of its own."""
    begun.write(f"documents/{THIRD}/D1.yaml", (begun.root / f"documents/{FIRST}/D1.yaml").read_text(encoding="utf-8"))
    begun.write(f"findings/{THIRD}/followup.yaml", FOLLOWED)
    begun.change(f"criteria/{THIRD}/audit.yaml", "published: '2026-01-05'", "published: '2026-03-05'")
    return begun
