"""One section for each row of a table: notebooks a minute, against papermill's command in a loop."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from benchmarks import midtbyen
from benchmarks.clocked import Clocked, clock
from benchmarks.midtbyen import AUDIT
from benchmarks.printing import print_table

_LOOPED = 4
_MATRIX, _THROUGHPUT = 100, (1, 10, 100, 357)


def print_rows(root: Path, quick: bool) -> None:
    """Measure the rows of a matrix, on one core and on all, and papermill for a few of them."""
    sizes = _THROUGHPUT[:2] if quick else _THROUGHPUT
    most = min(_MATRIX, sizes[-1])
    midtbyen.write_matrix(root, most)
    looped = clock(midtbyen.row_loop(root, _LOOPED), root)
    each = looped.seconds / _LOOPED
    rows = [_row("papermill, row by row", Clocked(each, looped.mib), 1, each)]
    rows += [_row("auditlib matrix", _matrix(root, size), size, each) for size in sizes]
    heading = ("", "rows", "s", "notebooks a minute", "times", "most MiB")
    print_table(f"One section for each row on {os.cpu_count()} cores; 100 rows: 20 times, 1 536 MiB", heading, rows)
    one, all_ = (_matrix(root, most, cores, sampled=False).seconds for cores in (1, 0))
    said = f"{one:.1f} s on one, {all_:.1f} s on all: {one / all_:.2f} times"
    print(f"\n{os.cpu_count()} cores against one, {most} rows: {said} (1.8 is asked of two)", flush=True)


def _row(name: str, clocked: Clocked, rows: int, looped: float) -> tuple[str, ...]:
    minute = 60 * rows / clocked.seconds
    factor = minute * looped / 60
    return name, str(rows), f"{clocked.seconds:.1f}", f"{minute:.0f}", f"{factor:.1f}", f"{clocked.mib:.0f}"


def _matrix(root: Path, size: int, cores: int = 0, sampled: bool = True) -> Clocked:
    shutil.rmtree(root / "reports", ignore_errors=True)
    table = midtbyen.write_matrix(root, size)
    return clock([["auditlib", "matrix", AUDIT, "--over", table.name, "-n", "kommune", "-q"]], root, cores, sampled)
