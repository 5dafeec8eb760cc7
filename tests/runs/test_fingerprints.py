"""The state of everything a run rests on: what counts, what does not, and that nothing the checks read is left out."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditlib.fingerprints import digest, input_hashes, read_state, root_of
from auditlib.workbench import check
from auditlib.workspace import find_root
from tests.builders import AUDIT, Nyby
from tests.runs.made import write_notebook

Change = Callable[[Path], object]


def write(root: Path, name: str, text: str = "ny") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


CHANGES: dict[str, Change] = {
    "a note": lambda root: write(root, f"interviews/{AUDIT}/I01.md"),
    "a new note": lambda root: write(root, f"interviews/{AUDIT}/I99.md"),
    "a note that is gone": lambda root: (root / f"interviews/{AUDIT}/I01.md").unlink(),
    "a note of another name": lambda root: (root / f"interviews/{AUDIT}/I01.md").rename(
        root / f"interviews/{AUDIT}/I09.md"
    ),
    "a source": lambda root: write(root, "criteria/sources/ny.yaml"),
    "a table in a folder of its own": lambda root: write(root, f"statistics/{AUDIT}/dypt/ny.csv"),
    "a folder beside the audit's": lambda root: (root / "findings" / "naboby").mkdir(),
    "a note that may no longer be read": lambda root: (root / f"interviews/{AUDIT}/I01.md").chmod(0),
    "a notebook": lambda root: write_notebook(root, "10_a"),
}
NO_CHANGES: dict[str, Change] = {
    "the time of a file": lambda root: os.utime(root / f"interviews/{AUDIT}/I01.md", (1, 1)),
    "a hidden file": lambda root: write(root, f"interviews/{AUDIT}/.I01.md.swp"),
    "an editor's leftover": lambda root: write(root, f"interviews/{AUDIT}/~lock"),
    "another audit's file": lambda root: write(root, f"interviews/{AUDIT}2/../../notat.md"),
    "a report": lambda root: write(root, f"reports/{AUDIT}/rapport.html"),
    "a text about the notebooks": lambda root: write(root, "notebooks/README.md"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_counts(nyby: Nyby, change: Change) -> None:
    before = read_state(nyby.root, AUDIT)
    change(nyby.root)
    after = read_state(nyby.root, AUDIT)
    if os.geteuid() or "chmod" not in str(change.__code__.co_names):  # root may read everything
        assert after != before
        assert after.digest({}) != before.digest({})


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_does_not_count(nyby: Nyby, change: Change) -> None:
    (nyby.root / "interviews" / f"{AUDIT}2").mkdir()
    before = read_state(nyby.root, AUDIT)
    change(nyby.root)
    assert read_state(nyby.root, AUDIT) == before


def test_parameters_count(nyby: Nyby) -> None:
    state = read_state(nyby.root, AUDIT)
    assert len({state.digest({}), state.digest({"year": "2022"}), state.digest({"year": "2023"})}) == 3


def test_the_order_of_files_does_not_count_and_their_names_do() -> None:
    assert digest({"a": "1", "b": "2"}) == digest({"b": "2", "a": "1"})
    assert digest({"a": "1", "b": "2"}) != digest({"a": "2", "b": "1"})
    assert digest({"a": "1\0\nb\0" + "2"}) != digest({"a": "1", "b": "2"})


def test_every_file_that_the_checks_read_is_in_it(workspace: Path) -> None:
    opened: set[str] = set()
    listening = True

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event == "open" and isinstance(arguments[0], str):
            opened.add(os.path.abspath(arguments[0]))

    sys.addaudithook(listen)
    check("nyby-2024", workspace)
    listening = False
    read = {path.removeprefix(f"{workspace}/") for path in opened if path.startswith(f"{workspace}/")}
    hashed = {name for name in input_hashes(workspace, "nyby-2024") if not name.endswith("/")}
    assert read == hashed


def test_auditlib_s_own_files_and_the_installed_packages_are_in_it(nyby: Nyby) -> None:
    state = read_state(nyby.root, AUDIT)
    assert {"rules.py", "fingerprints.py", "report/templates/page.html"} <= set(state.package)
    assert not any("__pycache__" in name or name.endswith(".pyc") for name in state.package)
    assert state.environment["pandas"].startswith("3.")
    assert state.environment["Python"] == sys.version


def test_the_workspace_is_found_as_the_rest_finds_it(nyby: Nyby, tmp_path_factory: pytest.TempPathFactory) -> None:
    deep = nyby.root / "interviews" / AUDIT
    assert root_of(deep) == find_root(deep) == nyby.root.resolve()
    assert root_of(tmp_path_factory.mktemp("nowhere")) is None
