"""Appending: two processes at once, a crash in the middle of a line, and what stands beside the log."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.log import Act, log_folder, read_log, record, who
from auditlib.log.verify import verify_log
from auditlib.log.writing import mend
from auditlib.problems import InputError, UsageError
from tests.log.made import AUDIT, add, files, found_in, git, put

ROOT = Path(__file__).parents[2]
MANY = """
import sys
from pathlib import Path
from auditlib.log import Act, record
for number in range(int(sys.argv[2])):
    record(Path("."), "nyby", Act.JUDGED, sys.argv[1], [f"F{number}"])
"""


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen([sys.executable, "-c", MANY, name, "20"], cwd=tmp_path, env=environment) for name in ("A", "B")
    ]
    assert [each.wait(timeout=120) for each in started] == [0, 0]
    entries = read_log(tmp_path, AUDIT)
    assert [each.number for each in entries] == list(range(1, 41))
    for name in ("A", "B"):
        assert [each.about for each in entries if each.who == name] == [(f"F{number}",) for number in range(20)]
    assert found_in(*files(tmp_path)) == []


@pytest.mark.parametrize("left", [1, 20, -2, -1])
def test_a_half_written_line_is_said_and_taken_away_by_the_next_entry(left: int, tmp_path: Path) -> None:
    add(tmp_path)
    first, heads = files(tmp_path)
    add(tmp_path)
    whole, _ = files(tmp_path)
    put(tmp_path, whole[: len(first) + left if left > 0 else left], heads)  # a crash comes before heads is written
    (found,) = verify_log(tmp_path, AUDIT).problems
    assert str(found).startswith(f"findings/{AUDIT}/log/log.jsonl:2:1: L913 ")
    add(tmp_path, "Ola Hansen")
    assert [each.who for each in read_log(tmp_path, AUDIT)] == ["Kari Nordmann", "Ola Hansen"]
    assert verify_log(tmp_path, AUDIT).problems == ()


def test_a_crash_before_the_heads_are_written_is_mended_by_the_next_entry(tmp_path: Path) -> None:
    add(tmp_path)
    _, heads = files(tmp_path)
    add(tmp_path)
    put(tmp_path, files(tmp_path)[0], heads)
    assert [each.code for each in verify_log(tmp_path, AUDIT).problems] == ["L907"]
    add(tmp_path)
    assert verify_log(tmp_path, AUDIT).problems == ()


def test_an_entry_does_not_wipe_out_what_shows_a_removal(tmp_path: Path) -> None:
    first, second = add(tmp_path), add(tmp_path)
    raw, heads = files(tmp_path)
    put(tmp_path, raw.splitlines(keepends=True)[0], heads)
    third = add(tmp_path)
    assert third.parents == (first.hash,)
    (found,) = verify_log(tmp_path, AUDIT).problems
    assert found.code == "L906"
    assert second.hash[:12] in found.message


def test_an_entry_goes_on_after_lines_that_nobody_can_read(tmp_path: Path) -> None:
    first = add(tmp_path)
    raw, heads = files(tmp_path)
    put(tmp_path, b"<<<<<<< HEAD\n" + raw, heads)
    assert add(tmp_path).parents == (first.hash,)
    assert [str(each)[:45] for each in verify_log(tmp_path, AUDIT).problems] == [
        "findings/nyby/log/log.jsonl:1:12: L901 the li"
    ]


@given(order=st.permutations(range(6)), repeated=st.lists(st.integers(0, 5), max_size=3))
def test_mending_puts_any_order_right(
    order: list[int], repeated: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("logg")
    for _ in range(6):
        add(root)
    raw, heads = files(root)
    lines = raw.splitlines(keepends=True)
    put(root, b"".join(lines[each] for each in [*order, *repeated]), heads)
    assert mend(root, AUDIT) == (order != list(range(6)) or bool(repeated))
    assert files(root) == (raw, heads)
    assert mend(root, AUDIT) is False


def test_mending_loses_nothing_and_hides_nothing(tmp_path: Path) -> None:
    add(tmp_path)
    add(tmp_path)
    raw, heads = files(tmp_path)
    lines = raw.splitlines(keepends=True)
    put(tmp_path, b"".join([lines[1].replace(b"Kari", b"Karl"), lines[0]]), heads)
    with pytest.raises(InputError, match="L902"):
        mend(tmp_path, AUDIT)
    put(tmp_path, lines[1], heads)
    assert mend(tmp_path, AUDIT) is False
    assert [each.code for each in verify_log(tmp_path, AUDIT).problems] == ["L903"]


def test_nothing_is_left_beside_the_log(tmp_path: Path) -> None:
    add(tmp_path)
    add(tmp_path)
    assert sorted(path.name for path in log_folder(tmp_path, AUDIT).iterdir()) == ["heads", "log.jsonl"]


def test_a_log_that_is_not_there_is_empty(tmp_path: Path) -> None:
    found = verify_log(tmp_path, AUDIT)
    assert read_log(tmp_path, AUDIT) == found.entries == found.problems == ()
    assert not log_folder(tmp_path, AUDIT).exists()


def test_a_name_is_given_or_git_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert who("  Kari \n Nordmann ", tmp_path) == "Kari Nordmann"
    with pytest.raises(UsageError, match="--as NAME"):
        who(None, tmp_path)
    with pytest.raises(UsageError, match="--as NAME"):
        who("  ", tmp_path)
    with pytest.raises(UsageError, match="cannot be seen"):
        who("Kari\u202eNordmann", tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Ola Hansen")
    assert who(None, tmp_path) == "Ola Hansen"
    assert who("Kari", tmp_path) == "Kari"
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="--as NAME"):
        who(None, tmp_path)


def test_a_log_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "findings").write_text("en fil", encoding="utf-8")
    with pytest.raises(OSError, match="findings"):
        record(tmp_path, AUDIT, Act.JUDGED, "Kari")
