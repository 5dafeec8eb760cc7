"""Does the time of verifying a log grow faster than its entries? How long does it take to add one?"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from auditlib.log import Act, Entry, log_folder, record
from auditlib.log.entry import encode
from auditlib.log.reading import HEADS, LOG
from auditlib.log.verify import verify_log
from benchmarks.asked import is_quick
from benchmarks.printing import print_table

AUDIT = "nyby-2024"
_START = datetime(2024, 5, 12, tzinfo=UTC)
_FULL, _QUICK = (1_000, 10_000, 100_000), (1_000, 10_000)
_RUNS = 5
_FORK_EVERY = 100  # two clones that are merged: two entries follow one, and the next follows both


def main(quick: bool = False) -> None:
    """Measure and print the table."""
    rows, first = [], 0.0
    for count in _QUICK if quick else _FULL:
        plain, in_git, added = _measured(count)
        each, peak = plain / count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        first = first or each
        rows.append([f"{count:,}", f"{plain:.2f}", f"{each * 1e6:.1f}", f"{each / first:.2f}", f"{in_git:.2f}",
                     f"{added:.2f}", f"{peak}"])  # fmt: skip
    heading = ["entries", "verify s", "µs per entry", "against linear", "with git s", "add one s", "peak MiB so far"]
    print_table("The log", heading, rows)


def _measured(count: int) -> tuple[float, float, float]:
    """Give the seconds of verifying a log, of verifying it in a repository, and of adding an entry."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_log(root, count)
        plain = _seconds(lambda: _verified(root, count))
        added = _seconds(lambda: record(root, AUDIT, Act.JUDGED, "Kari Nordmann", ["F1"]))
        write_log(root, count)
        _commit(root)
        return plain, _seconds(lambda: _verified(root, count)), added


def write_log(root: Path, count: int) -> None:
    """Write a log of so many entries at once, with a merge of two clones now and then."""
    lines: list[bytes] = []
    heads: list[tuple[int, str]] = []
    while len(lines) < count:
        parents = tuple(sorted(hash_ for _, hash_ in heads))
        number = 1 + max((each for each, _ in heads), default=0)
        sides = 2 if len(lines) % _FORK_EVERY == 0 and len(lines) + 2 < count else 1
        heads = []
        for side in range(sides):
            who = ("Kari Nordmann", "Ola Hansen")[side]
            when = _START + timedelta(minutes=number)
            about = (f"F{number % 40}", f"F{number % 40}.c{number % 7}")
            details = {"reason": "tabellen er rettet", "stamp": f"{number:064x}"}
            time_ = f"{when:%Y-%m-%dT%H:%M:%SZ}"
            hash_, line = encode(Entry(number, time_, who, Act.REVIEWED, about, details, parents))
            heads.append((number, hash_))
            lines.append(line)
    folder = log_folder(root, AUDIT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LOG).write_bytes(b"".join(line + b"\n" for line in lines))
    (folder / HEADS).write_text("".join(f"{number} {hash_}\n" for number, hash_ in heads), encoding="utf-8")


def _verified(root: Path, count: int) -> None:
    """Verify; a log that is found wrong was measured for nothing."""
    found = verify_log(root, AUDIT)
    if len(found.entries) != count or found.problems:
        sys.exit(f"{len(found.entries)} entries, {found.problems[:3]}")


def _commit(root: Path) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    person = ["-c", "user.name=Kari Nordmann", "-c", "user.email=kari@revisjonen.example"]
    for arguments in (["init", "-q"], ["add", "findings"], [*person, "commit", "-q", "-m", "log"]):
        subprocess.run(["git", *arguments], cwd=root, env=environment, check=True)


def _seconds(call: Callable[[], object]) -> float:
    """Give the median of several calls, in seconds of processor, git's included."""
    taken = []
    for _ in range(_RUNS):
        start = _used()
        call()
        taken.append(_used() - start)
    return median(taken)


def _used() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(is_quick(__doc__))
