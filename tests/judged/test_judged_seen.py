"""Files known by their size and times: what is written anew is hashed anew, however coarse the clock is."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from auditlib.judged.seen import Looks, SeenFiles, clock_of, looks_of

_SECOND = 10**9
_NAMES = st.sampled_from(["I01.md", "I02.md"])


@dataclass
class Disk:
    """A made-up file system, whose clock goes in steps."""

    step: int
    now: int = 100 * _SECOND
    files: dict[str, tuple[str, Looks]] = field(default_factory=dict)
    hashed: list[str] = field(default_factory=list)

    @property
    def clock(self) -> int:
        return self.now - self.now % self.step

    def write(self, name: str, content: str, *, modified: int = 0) -> None:
        number = self.files[name][1].number if name in self.files else len(self.files)
        self.files[name] = content, Looks(len(content), modified or self.clock, self.clock, number, 1)

    def look(self, path: str) -> Looks:
        return self.files[path][1]

    def hash_of(self, path: str) -> str:
        self.hashed.append(path)
        return self.files[path][0]

    def seen(self, kept: Path) -> dict[str, str]:
        self.hashed = []
        files = SeenFiles(kept, self.clock, self.look, self.hash_of)
        found = {name: files(name) for name in self.files}
        files.write()
        return found


class Seeing(RuleBasedStateMachine):
    """Files that are written, and looked at, at any time, also many times in one step of the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.disk = Disk(2 * _SECOND)
        for name in ("I01.md", "I02.md"):
            self.disk.write(name, "aa")
        self.kept = Path(os.devnull)
        self.memory = b""

    @rule(name=_NAMES, content=st.sampled_from(["aa", "ab", "ba", "abc"]))
    def write(self, name: str, content: str) -> None:
        self.disk.write(name, content)

    @rule(name=_NAMES, content=st.sampled_from(["aa", "ab"]))
    def write_and_set_the_time_back(self, name: str, content: str) -> None:
        self.disk.write(name, content, modified=self.disk.files[name][1].modified)

    @rule(seconds=st.sampled_from([0.001, 0.5, 2, 3, 10]))
    def wait(self, seconds: float) -> None:
        self.disk.now += int(seconds * _SECOND)

    @invariant()
    def what_is_told_is_true(self) -> None:
        kept = _Memory(self.memory)
        files = SeenFiles(kept, self.disk.clock, self.disk.look, self.disk.hash_of)  # type: ignore[arg-type]
        assert {name: files(name) for name in self.disk.files} == {n: c for n, (c, _) in self.disk.files.items()}
        self.memory = json.dumps({"format": 1, "files": files._current}).encode()


class _Memory:
    """A file that is only read."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read_bytes(self) -> bytes:
        return self._content


Seeing.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestSeeing = Seeing.TestCase


def test_what_is_as_it_was_is_not_hashed_again(tmp_path: Path) -> None:
    disk, kept = Disk(_SECOND), tmp_path / "files.json"
    disk.write("I01.md", "aa")
    disk.now += 10 * _SECOND
    assert disk.seen(kept) == {"I01.md": "aa"}
    assert disk.hashed == ["I01.md"]
    assert disk.seen(kept) == {"I01.md": "aa"}
    assert disk.hashed == []
    disk.write("I01.md", "ab")
    assert disk.seen(kept) == {"I01.md": "ab"}
    assert disk.seen(kept) == {"I01.md": "ab"}
    assert disk.hashed == ["I01.md"]  # written in this tick: it may be written again without looking otherwise
    disk.now += 10 * _SECOND
    disk.seen(kept)
    disk.seen(kept)
    assert disk.hashed == []


def test_what_is_kept_may_be_gone_or_damaged(tmp_path: Path) -> None:
    disk, kept = Disk(_SECOND), tmp_path / "files.json"
    disk.write("I01.md", "aa")
    disk.now += 10 * _SECOND
    damaged = b'{"format": 1, "files": {"I01.md": 3}}'
    for content in (b"", b"{}", b"[]", b'{"format": 0, "files": {}}', b'{"format": 1, "files": 3}', damaged):
        kept.write_bytes(content)
        assert disk.seen(kept) == {"I01.md": "aa"}
        assert disk.hashed == ["I01.md"]


def test_real_files(tmp_path: Path) -> None:
    path = tmp_path / "I01.md"
    path.write_text("aa", encoding="utf-8")
    later = clock_of(tmp_path) + 10 * _SECOND
    before = looks_of(str(path))
    first = SeenFiles(tmp_path / "kept.json", later)
    told = first(str(path))
    first.write()
    path.write_text("ab", encoding="utf-8")
    os.utime(path, ns=(before.modified, before.modified))
    after = looks_of(str(path))
    assert (after.size, after.modified) == (before.size, before.modified)
    assert (SeenFiles(tmp_path / "kept.json", later)(str(path)) == told) == (after.changed == before.changed)
    assert SeenFiles(tmp_path / "kept.json", later)(str(tmp_path / "borte")) == "unreadable: 2"
