"""Noticing changes of an audit's files."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from auditlib.watch.changes import Changes
from tests.builders import AUDIT, Nyby


def rewrite(path: Path) -> None:
    """Save as many editors do: a new file is moved over the old."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(path.read_bytes())
    os.replace(new, path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda root: (root / f"interviews/{AUDIT}/I01.md").write_text("ny", encoding="utf-8"),
    "written the same again": lambda root: rewrite(root / f"interviews/{AUDIT}/I01.md"),
    "new": lambda root: (root / f"documents/{AUDIT}/D9.yaml").write_text("ny", encoding="utf-8"),
    "gone": lambda root: (root / f"findings/{AUDIT}/findings.yaml").unlink(),
    "a source": lambda root: (root / "criteria/sources/ny.yaml").touch(),
    "deep": lambda root: (root / f"statistics/{AUDIT}/under").mkdir(),
    "a notebook": lambda root: ((root / "notebooks").mkdir(), (root / "notebooks/10_a.ipynb").touch()),
    "declared": lambda root: ((root / "shared").mkdir(), (root / "shared/x.csv").touch()),
}
NO_CHANGES: dict[str, Callable[[Path], object]] = {
    "hidden": lambda root: (root / f"interviews/{AUDIT}/.I01.md.swp").touch(),
    "a leftover": lambda root: (root / f"interviews/{AUDIT}/~I01.md").touch(),
    "a report": lambda root: (root / "reports").mkdir(),
    "another audit": lambda root: (root / "interviews/naboby").mkdir(),
    "not declared": lambda root: (root / "notat.txt").touch(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_noticed(nyby: Nyby, change: Callable[[Path], object]) -> None:
    changes = Changes(nyby.root, AUDIT, ["shared/*.csv"])
    assert not changes.pending()
    change(nyby.root)
    assert changes.pending()
    assert changes.wait(timeout=0)
    assert not changes.pending()


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_is_not_noticed(nyby: Nyby, change: Callable[[Path], object]) -> None:
    changes = Changes(nyby.root, AUDIT, ["shared/*.csv"])
    change(nyby.root)
    assert not changes.pending()
    assert not changes.wait(timeout=0)


def test_a_change_in_several_steps_is_one(nyby: Nyby) -> None:
    changes = Changes(nyby.root, AUDIT)
    note = nyby.root / f"interviews/{AUDIT}/I01.md"

    def write() -> None:
        for number in range(10):
            note.write_text(f"{number}", encoding="utf-8")
            time.sleep(0.01)

    writing = threading.Thread(target=write)
    writing.start()
    assert changes.wait()
    writing.join()
    if not changes.pending():  # a busy machine may need one more look
        assert note.read_text(encoding="utf-8") == "9"
