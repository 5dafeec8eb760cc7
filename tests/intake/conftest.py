"""A workspace of its own for each test, and adding a file to it without a git user."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditlib.intake.adding import AddedNow, add_document

AUDIT = "nyby-2024"

Add = Callable[..., AddedNow]


@pytest.fixture
def add(workspace: Path, tmp_path: Path) -> Add:
    """Add a file of this name with these bytes, under the id D9 where nothing else is said."""

    def added(name: str, content: bytes | str, id_: str = "D9", *, replaces: bool = False) -> AddedNow:
        path = tmp_path / "inn" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return add_document(workspace, AUDIT, path, "Kari Nordmann", id_, replaces=replaces)

    return added
