"""Noticing that an audit's files changed: by looking at their times and sizes a few times a second."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

from auditlib.fingerprints import FOLDERS, SHARED, STANDARDS

_PAUSE = 0.1

Look = frozenset[tuple[str, int, int, int]]


class Changes:
    """Looks at the files of an audit, its notebooks, and what these declare."""

    def __init__(self, root: Path, audit: str, patterns: Iterable[str] = ()) -> None:
        """Remember what the files look like now."""
        self._root, self.patterns = root, tuple(patterns)
        self._folders = [SHARED, STANDARDS, "notebooks", *(f"{each}/{audit}" for each in FOLDERS)]
        self._seen = self._look()

    def pending(self) -> bool:
        """Say whether the files look different from when they were last taken."""
        return self._look() != self._seen

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for a change and until it is over, since an editor writes in several steps; False when none came."""
        end = None if timeout is None else time.monotonic() + timeout
        while (look := self._look()) == self._seen:
            if end is not None and time.monotonic() > end:
                return False
            time.sleep(_PAUSE)
        while True:
            time.sleep(_PAUSE / 2)
            look, before = self._look(), look
            if look == before:
                self._seen = look
                return True

    def _look(self) -> Look:
        """Give name, time, size and number of each file; what an editor only keeps at hand is hidden."""
        found = [each for folder in self._folders for each in _below(f"{self._root}/{folder}")]
        for pattern in self.patterns:
            found += [_seen(str(path)) for path in self._root.glob(pattern)]
        return frozenset(found)


def _below(folder: str) -> list[tuple[str, int, int, int]]:
    found = []
    try:
        with os.scandir(folder) as entries:
            for each in entries:
                if each.name.startswith((".", "~")):
                    continue
                found.append(_seen(each.path))
                if each.is_dir():
                    found += _below(each.path)
    except OSError:
        pass  # a folder that is not there has no files
    return found


def _seen(path: str) -> tuple[str, int, int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (path, 0, 0, 0)
    return (path, status.st_mtime_ns, status.st_size, status.st_ino)
