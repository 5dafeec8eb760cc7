"""How fast is a report: cold, unchanged, after one edit, and for every row of a table, against the command line?

All cases take turns in one run, so that a busy moment hits them all; figures are medians.
"""

from __future__ import annotations

import shutil
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks import midtbyen
from benchmarks.asked import is_quick
from benchmarks.clocked import Clocked, clock, start
from benchmarks.midtbyen import AUDIT
from benchmarks.printing import print_table
from benchmarks.rows import print_rows
from benchmarks.where import print_where

_ROUNDS, _FEW = 5, 1
_LOOP = "papermill and nbconvert, notebook by notebook"


class Case(NamedTuple):
    """A row of the table: what is held against what, and how many times faster it should be."""

    name: str
    ours: str
    theirs: str
    least: float


_CASES = (
    Case("cold full report to HTML", "cold", _LOOP, 9),
    Case("cold full report, against jupyter-book", "cold", "jupyter-book", 6),
    Case("nothing changed", "nothing", _LOOP, 400),
    Case("one interview note edited", "edited", _LOOP, 15),
    Case("the same, watched: until the browser can have it", "watched", _LOOP, 35),
)


def main(quick: bool = False) -> None:
    """Measure and print the tables."""
    rounds = _FEW if quick else _ROUNDS
    with TemporaryDirectory() as folder:
        root = midtbyen.copy(Path(folder).resolve())
        taken = _in_turn(_ways(root), rounds)
        _print_cases(taken, rounds)
        print_rows(root, quick)
        print_where(root, median(each.seconds for each in taken["cold"]))


def _ways(root: Path) -> dict[str, Callable[[], Clocked]]:
    """Give each way to make the report, in an order in which each finds what it needs."""
    run, number = [["auditlib", "run", AUDIT, "-q"]], iter(range(1_000_000))

    def cold() -> Clocked:
        shutil.rmtree(root / "reports", ignore_errors=True)
        return clock(run, root)

    def edited() -> Clocked:
        midtbyen.edit(root, next(number))
        return clock(run, root)

    ways: dict[str, Callable[[], Clocked]] = {_LOOP: lambda: clock(midtbyen.loop(root), root)}
    if shutil.which("jupyter-book"):
        ways["jupyter-book"] = lambda: clock(midtbyen.book(root), root)
    return ways | {
        "cold": cold,
        "nothing": lambda: clock(run, root),
        "edited": edited,
        "watched": lambda: _watched(root, next(number)),
    }


def _in_turn(ways: dict[str, Callable[[], Clocked]], rounds: int) -> dict[str, list[Clocked]]:
    """Measure each way once a round; before the first, everything is made once to fill the disk's cache."""
    ways["cold"]()
    taken: dict[str, list[Clocked]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    return taken


def _print_cases(taken: dict[str, list[Clocked]], rounds: int) -> None:
    rows = []
    for case in _CASES:
        if case.theirs not in taken:
            rows.append((case.name, f"{case.theirs} is not installed", "", "", f"{case.least:g}", "", ""))
            continue
        ours, theirs = (median(each.seconds for each in taken[name]) for name in (case.ours, case.theirs))
        memory = [f"{max(each.mib for each in taken[name]):.0f}" for name in (case.ours, case.theirs)]
        factor = theirs / ours
        rows.append((case.name, f"{theirs:.1f}", f"{ours:.2f}", f"{factor:.1f}", f"{case.least:g}", *reversed(memory)))
    heading = ("", "theirs s", "ours s", "times", "at least", "theirs MiB", "ours MiB")
    print_table(f"A report of {AUDIT}, against {_LOOP} ({rounds} rounds, medians; most memory)", heading, rows)


def _watched(root: Path, number: int) -> Clocked:
    """Save a note while `auditlib watch` is up; take the time until a page that says so can be fetched."""
    shutil.rmtree(root / "reports", ignore_errors=True)
    watching = start(["auditlib", "watch", AUDIT], root)
    assert watching.stdout is not None
    try:
        address = watching.stdout.readline().strip().rpartition(" ")[2]
        while "Made after" not in watching.stdout.readline():
            pass
        time.sleep(4.0)  # what it learns after the first page
        midtbyen.edit(root, number)
        began = time.perf_counter()
        said = f"(utgave {number})"
        while said not in _page(f"{address}rapport-intern.html"):
            time.sleep(0.01)
        return Clocked(time.perf_counter() - began, 0.0)
    finally:
        watching.terminate()
        watching.communicate()


def _page(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        text: str = answer.read().decode()
    return text


if __name__ == "__main__":
    main(is_quick(__doc__))
