"""Two clones and git: its merges keep both sides, and its history remembers what was taken out."""

import shutil
from pathlib import Path

import pytest

import auditlib
from auditlib.log import log_folder, read_log
from auditlib.log.verify import verify_log
from auditlib.log.writing import mend
from tests.log.made import AUDIT, add, files, git, put

ATTRIBUTES = Path(auditlib.__file__).parent / "templates" / "workspace" / ".gitattributes"


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of a workspace that `auditlib new` has made, with one entry."""
    first, second = tmp_path / "kari", tmp_path / "ola"
    first.mkdir()
    git(first, "init", "-q", "-b", "main")
    shutil.copyfile(ATTRIBUTES, first / ".gitattributes")
    add(first)
    commit(first)
    git(tmp_path, "clone", "-q", str(first), str(second))
    return first, second


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "logg")


def pull(root: Path, other: Path) -> None:
    git(root, "pull", "-q", "--no-rebase", "--no-edit", str(other), "main")


def codes(root: Path) -> list[str]:
    return [each.code for each in verify_log(root, AUDIT).problems]


def test_a_merge_keeps_both_sides_and_the_next_entry_names_both(clones: tuple[Path, Path]) -> None:
    kari, ola = clones
    one, other = add(kari, "Kari Nordmann"), add(ola, "Ola Hansen")
    commit(kari)
    commit(ola)
    pull(kari, ola)
    assert {one, other} < set(read_log(kari, AUDIT))
    found = verify_log(kari, AUDIT)
    assert found.problems == ()
    assert {each.hash for each in found.heads} == {one.hash, other.hash}
    assert found.committed == 3
    last = add(kari)
    assert set(last.parents) == {one.hash, other.hash}
    assert last.number == 3
    assert codes(kari) == []


@pytest.mark.slow
def test_merges_back_and_forth_verify(clones: tuple[Path, Path]) -> None:
    kari, ola = clones
    for _ in range(3):
        for root in clones:
            add(root, root.name)
            add(root, root.name)
            commit(root)
        git(kari, "branch", "-f", "before")
        pull(kari, ola)
        git(ola, "pull", "-q", "--no-rebase", "--no-edit", str(kari), "before")  # they merge each other at once
        for root in clones:
            assert set(codes(root)) <= {"L904", "L905"}  # lines only moved, since git puts both sides together
            mend(root, AUDIT)
            assert codes(root) == []
            if git(root, "status", "--porcelain"):
                commit(root)
    pull(ola, kari)
    mend(ola, AUDIT)
    assert codes(ola) == []
    assert len(read_log(ola, AUDIT)) == 13


def test_the_end_cut_off_with_its_heads_is_remembered_by_git(clones: tuple[Path, Path]) -> None:
    kari, _ = clones
    before = files(kari)
    gone = add(kari)
    commit(kari)
    put(kari, *before)
    assert codes(kari) == ["L908"]
    commit(kari)  # committing the removal does not hide it
    (found,) = verify_log(kari, AUDIT).problems
    assert gone.hash[:12] in found.message
    assert git(kari, "rev-parse", "HEAD~1")[:12] in found.message


def test_a_side_that_a_merge_dropped_is_remembered(clones: tuple[Path, Path]) -> None:
    kari, ola = clones
    add(kari)
    gone = add(ola)
    commit(kari)
    commit(ola)
    git(kari, "fetch", "-q", str(ola), "main")
    git(kari, "merge", "-q", "-s", "ours", "--no-edit", "FETCH_HEAD")
    (found,) = verify_log(kari, AUDIT).problems
    assert (found.code, gone.hash[:12] in found.message) == ("L908", True)


def test_a_whole_log_that_was_deleted_is_remembered(clones: tuple[Path, Path]) -> None:
    kari, _ = clones
    shutil.rmtree(log_folder(kari, AUDIT))
    assert codes(kari) == ["L908"]
    commit(kari)
    assert codes(kari) == ["L908"]


def test_a_committed_change_that_was_put_right_is_forgiven(clones: tuple[Path, Path]) -> None:
    kari, _ = clones
    raw, heads = files(kari)
    put(kari, raw.replace(b"Kari", b"Karl"), heads)
    commit(kari)
    assert codes(kari) == ["L902", "L908"]
    put(kari, raw, heads)
    commit(kari)
    assert codes(kari) == []


def test_a_repository_without_commits_remembers_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    add(tmp_path)
    found = verify_log(tmp_path, AUDIT)
    assert (found.committed, found.problems) == (None, ())
