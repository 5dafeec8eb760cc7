"""One section for each row of a table: notebooks a minute, against papermill's command in a loop."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import midtbyen
from benchmarks.clocked import Clocked, clock
from benchmarks.midtbyen import AUDIT
from benchmarks.printing import print_table

_ROUNDS = 5
_MATRIX, _THROUGHPUT = 100, (1, 10, 100, 357)


def print_rows(root: Path, quick: bool) -> None:
    """Measure the rows of a matrix, on one core and on all, and papermill for one of them; medians of rounds."""
    sizes = _THROUGHPUT[:2] if quick else _THROUGHPUT
    most, rounds = min(_MATRIX, sizes[-1]), 1 if quick else _ROUNDS
    midtbyen.write_matrix(root, most)
    ways: dict[str, Callable[[], Clocked]] = {
        "papermill": lambda: clock(midtbyen.row_loop(root, 1), root),
        "most": lambda: _matrix(root, most),
        "one core": lambda: _matrix(root, most, 1, sampled=False),
        "all cores": lambda: _matrix(root, most, sampled=False),
    }
    taken: dict[str, list[Clocked]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    found = {name: _middle(each) for name, each in taken.items()}
    each = found["papermill"].seconds
    rows = [_row("papermill, row by row", found["papermill"], 1, each)]
    for size in sizes:
        rows.append(_row("auditlib matrix", found["most"] if size == most else _matrix(root, size), size, each))
    heading = ("", "rows", "s", "notebooks a minute", "times", "most MiB")
    print_table(f"One section for each row on {os.cpu_count()} cores; 100 rows: 20 times, 1 536 MiB", heading, rows)
    one, all_ = found["one core"].seconds, found["all cores"].seconds
    said = f"{one:.1f} s on one, {all_:.1f} s on all: {one / all_:.2f} times"
    print(f"\n{os.cpu_count()} cores against one, {most} rows: {said} (1.8 is asked of two)", flush=True)


def _middle(taken: list[Clocked]) -> Clocked:
    return Clocked(median(each.seconds for each in taken), max(each.mib for each in taken))


def _row(name: str, clocked: Clocked, rows: int, looped: float) -> tuple[str, ...]:
    minute = 60 * rows / clocked.seconds
    factor = minute * looped / 60
    return name, str(rows), f"{clocked.seconds:.1f}", f"{minute:.0f}", f"{factor:.1f}", f"{clocked.mib:.0f}"


def _matrix(root: Path, size: int, cores: int = 0, sampled: bool = True) -> Clocked:
    shutil.rmtree(root / "reports", ignore_errors=True)
    table = midtbyen.write_matrix(root, size)
    return clock([["auditlib", "matrix", AUDIT, "--over", table.name, "-n", "kommune", "-q"]], root, cores, sampled)
