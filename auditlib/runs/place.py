"""The folder a run writes into: one run at a time, and what a killed one left is taken away by the next."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from auditlib.runs.record import FOLDER, WORK

_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run writes: the report's folder, and a folder of its own on the same disk.

    `waited` says that another run held the place first, so that what was read before may be old.
    """

    folder: Path
    work: Path
    waited: bool

    def write(self, name: str, text: str, durable: bool = False) -> None:
        """Write a file of the report's folder whole: beside its place, and then moved.

        One that is `durable` is on the disk before it replaces the last, so that a power cut leaves one of them.
        """
        written = self.work / "writing"
        with open(written, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        self.move(written, name)

    def move(self, written: Path, name: str) -> None:
        """Move a finished file into the report's folder."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(written, target)


@contextmanager
def place_for(folder: Path, waiting: Callable[[], None]) -> Iterator[Place]:
    """Hold a report's folder while a run writes into it; `waiting` is called when another run holds it.

    Holding it, no other run is alive, so every working folder in it belongs to a run that was killed.
    """
    own = folder / FOLDER
    lock, waited = _locked(own, waiting)
    try:
        for left in own.glob(f"{WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=WORK, dir=own))
        try:
            yield Place(folder, work, waited)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    finally:
        lock.close()


def _locked(own: Path, waiting: Callable[[], None]) -> tuple[IO[bytes], bool]:
    """Open the lock and take it; give it with whether another run held it."""
    waited = False
    while True:
        own.mkdir(parents=True, exist_ok=True)
        file = open(own / _LOCK, "ab")  # noqa: SIM115 - held until the run is over
        try:
            if not _take(file, wait=False):
                waited = True
                waiting()
                _take(file, wait=True)
            if _stands(file, own / _LOCK):
                return file, waited
        except BaseException:
            file.close()
            raise
        file.close()  # the folder was deleted while we waited: the lock that counts is a new one


def _stands(file: IO[bytes], path: Path) -> bool:
    """Say whether an open file is still the one of its name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


if sys.platform != "win32":
    import fcntl

    def _take(file: IO[bytes], wait: bool) -> bool:
        """Take the lock, which the system gives back when the process ends, however it ends."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

else:
    import msvcrt
    import time

    def _take(file: IO[bytes], wait: bool) -> bool:
        """Take the lock, which the system gives back when the process ends, however it ends."""
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                return True
            except OSError:
                if not wait:
                    return False
                time.sleep(0.2)
