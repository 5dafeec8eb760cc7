"""Hashes of files that are as they were when they were hashed: told by their size and times, as git's index does.

A file counts as unchanged when size, time of change, time of status and number are what they were, and when these times
were past when it was hashed, by more than the coarsest clock of a file system: one that was written in the same tick
may have been written again since without looking otherwise. All others are hashed anew.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from auditlib.fingerprints import hash_of

_FORMAT = 1
_TICK = 2 * 10**9  # nanoseconds, since FAT keeps times to two seconds


class Looks(NamedTuple):
    """What a file looks like from outside; times in nanoseconds."""

    size: int
    modified: int
    changed: int
    number: int
    device: int


def looks_of(path: str) -> Looks:
    """Give what a file looks like from outside; raise OSError where there is none."""
    seen = os.stat(path)
    return Looks(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev)


def clock_of(folder: Path) -> int:
    """Give what time it is for a folder's file system, in nanoseconds; the folder is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns


class SeenFiles:
    """The hashes of files by their paths, kept in a file that may be deleted at any time."""

    def __init__(
        self, kept: Path, now: int, look: Callable[[str], Looks] = looks_of, hashed: Callable[[str], str] = hash_of
    ) -> None:
        """Read what is kept; `now` is a time before anything is looked at, by the clock of the files."""
        self._path, self._now, self._look, self._hash = kept, now, look, hashed
        self._before = self._read()
        self._current: dict[str, list[int | str]] = {}

    def _read(self) -> dict[str, list[int | str]]:
        try:
            kept = json.loads(self._path.read_bytes())
            files = kept["files"].items() if kept["format"] == _FORMAT else ()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        wide = len(Looks._fields) + 1  # and the hash
        return {path: known for path, known in files if isinstance(known, list) and len(known) == wide}

    def __call__(self, path: str) -> str:
        """Give the SHA-256 of a file's content, or why it cannot be read."""
        try:
            looks = self._look(path)
        except OSError:
            return self._hash(path)
        known = self._before.get(path)
        if known is None or known[:-1] != list(looks):
            known = [*looks, self._hash(path)]
            if max(looks.modified, looks.changed) + _TICK >= self._now:
                return str(known[-1])
        self._current[path] = known
        return str(known[-1])

    def write(self) -> None:
        """Keep what was seen, but for files that may be written again without looking otherwise."""
        if self._current == self._before:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        unfinished.write_text(json.dumps({"format": _FORMAT, "files": self._current}), encoding="utf-8")
        os.replace(unfinished, self._path)
