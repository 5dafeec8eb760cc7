"""Does the time of `check` grow faster than the interviews? How much memory do they take? Where does the time go?"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.asked import is_quick
from benchmarks.generate import generate
from benchmarks.printing import print_table

_ROOT = Path(__file__).parents[1]
_RUNS = {100: 5, 300: 5, 1000: 3, 3000: 3}
_FULL, _QUICK = (100, 1000, 3000), (100, 300)
_SMALL = 60


@dataclass(frozen=True)
class Measured:
    """The medians of several runs with one number of interviews."""

    notes: int
    runs: int
    figures: dict[str, float]
    phases: dict[str, float]

    @property
    def per_thousand(self) -> float:
        """Seconds for each thousand passages."""
        return 1000 * self.figures["seconds"] / self.figures["passages"]

    def share(self, phase: str) -> float:
        """Give a phase's share of the time in per cent."""
        return 100 * self.phases.get(phase, 0) / sum(self.phases.values())


def main(quick: bool = False) -> None:
    """Measure and print both tables."""
    with TemporaryDirectory() as folder:
        small = Path(folder, "small")
        generate(small, _SMALL)
        measured = [_measured(notes, Path(folder, str(notes)), small) for notes in (_QUICK if quick else _FULL)]
    _print_growth(measured)
    _print_phases(measured)


def _measured(notes: int, folder: Path, small: Path) -> Measured:
    """Make a workspace and measure it, each run in a process of its own."""
    generate(folder, notes)
    runs = [_once(folder, small) for _ in range(_RUNS[notes])]
    figures = {key: median(run[key] for run in runs) for key, value in runs[0].items() if key != "phases"}
    phases = {key: median(run["phases"].get(key, 0) for run in runs) for key in runs[0]["phases"]}
    return Measured(notes, len(runs), figures, phases)


def _once(folder: Path, small: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.once", str(folder), str(small)]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def _print_growth(measured: list[Measured]) -> None:
    rows = []
    for each in measured:
        figures = each.figures
        rows.append((
            f"{each.notes:,}", f"{figures['passages']:,.0f}", each.runs, f"{figures['seconds']:.2f}",
            f"{each.per_thousand:.3f}", f"{each.per_thousand / measured[0].per_thousand:.2f}",
            f"{figures['check_mib']:.0f}", f"{figures['graph_seconds']:.2f}", f"{figures['graph_mib']:.0f}",
        ))  # fmt: skip
    start = f"{measured[0].figures['start_mib']:.0f} MiB"
    print_table(
        f"Check and mapping to findings; Python with the imports holds {start} before it",
        ("interviews", "passages", "runs", "s", "s per 1,000 passages", "against linear", "peak MiB",
         "graph of `trace`, s", "peak MiB with it"),
        rows,
    )  # fmt: skip


def _print_phases(measured: list[Measured]) -> None:
    last = measured[-1]
    names = sorted(last.phases, key=last.phases.__getitem__, reverse=True)
    rows = [(name, *(f"{each.share(name):.1f}" for each in measured)) for name in names]
    heading = ("phase", *(f"{each.notes:,} interviews, %" for each in measured))
    print_table("Where the time of `check` goes", heading, rows)


if __name__ == "__main__":
    main(is_quick(__doc__))
