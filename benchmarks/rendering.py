"""How long rendering takes beside nbconvert's own HTML of the same notebooks, and how soon the page can be read.

`python -m benchmarks.rendering`
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from nbconvert import HTMLExporter

from auditlib.report.export import editions_of, fragment
from auditlib.workbench.preloaded import keep
from benchmarks.asked import is_quick
from benchmarks.cells import pages, planned, shown
from benchmarks.midtbyen import AUDIT, copy
from benchmarks.opened import chromium, opened, painted_and_loaded
from benchmarks.printing import print_table


def main(quick: bool = False) -> None:
    """Run the report once, then render it over and over beside nbconvert."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder))
        subprocess.run([sys.executable, "-m", "auditlib", "run", AUDIT, "-w", str(root), "--quiet"], check=True)
        _rendered(root, 5 if quick else 9)
        _read(root / "reports" / AUDIT / "rapport.html", 5)
    print(f"\nLoad of the machine over the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")


def _rendered(root: Path, runs: int) -> None:
    """Let the ways take turns, each once before anything counts; print the medians."""
    audit, sections = planned(root, AUDIT)
    keep(AUDIT, root.resolve())  # a warm process has loaded the audit
    executed = [(each.id, root / "reports" / AUDIT / "notebooks" / each.file) for each in sections]
    exporter = HTMLExporter()
    ways: dict[str, Callable[[], object]] = {
        "nbconvert --to html": lambda: [exporter.from_filename(str(path)) for _, path in executed],
        "executed notebooks to both pages": lambda: pages(
            audit, [(name, *editions_of(fragment(path))) for name, path in executed]
        ),
        "mapped audit to both pages": lambda: pages(audit, [shown(each, root) for each in sections]),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(runs + 1):
        for name, way in ways.items():
            begun = time.process_time()
            way()
            if turn:
                taken[name].append(time.process_time() - begun)
    theirs = taken["nbconvert --to html"]
    rows = []
    for name, seconds in taken.items():
        ratios = [one / other for one, other in zip(theirs, seconds, strict=True)]
        rows.append([name, f"{median(seconds) * 1000:.0f}", f"{median(ratios):.1f}"])
    print_table(f"Rendering, medians of {runs}", ["way", "processor ms", "times faster"], rows)


def _read(page: Path, runs: int) -> None:
    with chromium() as browser:
        found = []
        for _ in range(runs):
            with opened(browser, page) as tab:
                found.append(painted_and_loaded(tab))
    painted, loaded = (median(each) for each in zip(*found, strict=True))
    row = ["rapport.html", f"{page.stat().st_size / 1e6:.1f}", f"{painted:.0f}", f"{loaded:.0f}"]
    print_table(f"Opening in Chromium, medians of {runs}", ["page", "MB", "first paint ms", "loaded ms"], [row])


if __name__ == "__main__":
    main(is_quick(__doc__))
