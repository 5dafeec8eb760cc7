"""The quick page: thin sections shown in forks of this process, which has just loaded the audit.

A fork per core takes its share of the sections, and hands back the pictures it drew, so that none is drawn twice. Only
sections whose outputs this way were, byte for byte, those of a kernel are shown so; the others keep what they last
showed until their kernel is done.
"""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from auditlib.pictures import Picture
from auditlib.report.drawn import drawn_keys, drawn_since, hand_over
from auditlib.watch.thin import Notebook, Output, shown_by

Shown = list[list[Output]]
_Answer = tuple[dict[str, tuple[Shown | None, float]], Mapping[bytes, Picture]]


class Forks:
    """Shows sections in forks; remembers how long each took, to share them out evenly."""

    def __init__(self, workers: int) -> None:
        """Use so many forks at once."""
        self._workers = workers
        self._seconds: dict[str, float] = {}

    def show(self, sections: Mapping[str, Notebook]) -> dict[str, Shown]:
        """Give what each of some thin sections shows now; one that fails is left out."""
        shares = [share for share in self._shares(list(sections)) if share]
        forks = [_fork({id_: sections[id_] for id_ in share}) for share in shares]
        found: dict[str, Shown] = {}
        for process, answers in forks:
            timed, pictures = _read(answers)
            hand_over(pictures)
            for id_, (shown, seconds) in timed.items():
                self._seconds[id_] = seconds
                if shown is not None:
                    found[id_] = shown
            os.waitpid(process, 0)
        return found

    def _shares(self, ids: Sequence[str]) -> list[list[str]]:
        """Give each fork sections, the longest first, so that all take about as long."""
        shares: list[list[str]] = [[] for _ in range(self._workers)]
        loads = [0.0] * self._workers
        for id_ in sorted(ids, key=lambda each: -self._seconds.get(each, 1.0)):
            least = loads.index(min(loads))
            shares[least].append(id_)
            loads[least] += self._seconds.get(id_, 1.0)
        return shares


def _fork(sections: Mapping[str, Notebook]) -> tuple[int, BinaryIO]:
    """Show sections in a fork; give its process, and where its answer can be read."""
    reading, writing = os.pipe()
    if process := os.fork():
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    try:
        with os.fdopen(writing, "wb") as answer:
            known = drawn_keys()
            timed = {id_: _timed(each) for id_, each in sections.items()}
            pickle.dump((timed, drawn_since(known)), answer)
    finally:  # whatever happens, a fork must not go on as its parent would
        os._exit(0)


def _timed(section: Notebook) -> tuple[Shown | None, float]:
    began = time.monotonic()
    shown = shown_by(section)
    return shown, time.monotonic() - began


def _read(answers: BinaryIO) -> _Answer:
    """Read a fork's answer; one that was cut short is none."""
    with answers:
        try:
            found: _Answer = pickle.load(answers)
        except (EOFError, pickle.UnpicklingError):
            return {}, {}
    return found
