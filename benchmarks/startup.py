"""How fast is the start: `import auditlib`, `auditlib --help`, and the worked example checked and loaded?"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.asked import is_quick
from benchmarks.printing import print_table
from benchmarks.writing import AUDIT

_ROOT = Path(__file__).parents[1]
_RUNS, _FEW = 15, 5


def main(quick: bool = False) -> None:
    """Measure and print the table."""
    runs = _FEW if quick else _RUNS
    with TemporaryDirectory() as folder:
        example = Path(folder, "example")
        _run(["-m", "auditlib", "new", str(example)])
        commands = {
            "python -c pass": ["-c", "pass"],
            "import auditlib": ["-c", "import auditlib"],
            "auditlib --help": ["-m", "auditlib", "--help"],
            "auditlib check, worked example": ["-m", "auditlib", "check", "-w", str(example)],
            "auditlib.load, worked example": ["-c", f"import auditlib; auditlib.load({AUDIT!r}, {str(example)!r})"],
        }
        times = _in_turn(commands, runs)
    elapsed, processor = ({name: median(column) for name, column in each.items()} for each in times)
    bare = processor["python -c pass"]
    rows = [
        (name, f"{1000 * elapsed[name]:.0f}", f"{1000 * processor[name]:.0f}", f"{processor[name] / bare:.1f}")
        for name in commands
    ]
    heading = ("", "elapsed ms", "processor ms", "times a bare Python")
    print_table(f"Start, each in a new process ({runs} runs); `--help` should take less than 150 ms", heading, rows)


def _in_turn(commands: dict[str, list[str]], runs: int) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Run the commands in turn, so that a busy moment hits them all; the first round only warms the disk's cache.

    Gives the elapsed and the processor seconds of each.
    """
    elapsed: dict[str, list[float]] = {name: [] for name in commands}
    processor: dict[str, list[float]] = {name: [] for name in commands}
    for round_ in range(runs + 1):
        for name, arguments in commands.items():
            taken = _run(arguments)
            if round_:
                elapsed[name].append(taken[0])
                processor[name].append(taken[1])
    return elapsed, processor


def _run(arguments: list[str]) -> tuple[float, float]:
    """Run Python and give the elapsed and the processor seconds; exit 1 is a check with something to say."""
    start, used = time.perf_counter(), _used_by_children()
    done = subprocess.run([sys.executable, *arguments], cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(done.stderr)
    return time.perf_counter() - start, _used_by_children() - used


def _used_by_children() -> float:
    """Give the processor seconds of all ended child processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(is_quick(__doc__))
