"""One writer at a time: a lock on the log itself, which the system gives back however a process ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def locked(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to read and append, made if it is not there, and hold it alone; waits for another writer."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "ab+") as file:
            _take(file)
            if not _stands(file, path):  # git replaced it while we waited: the file that counts is a new one
                continue
            file.seek(0)
            yield file
            return


def _stands(file: IO[bytes], path: Path) -> bool:
    """Say whether an open file is still the one of its name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


if sys.platform != "win32":
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

else:
    import msvcrt
    import time

    def _take(file: IO[bytes]) -> None:
        while True:
            try:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                return
            except OSError:
                time.sleep(0.1)
