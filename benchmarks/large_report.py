"""Does a report of very many findings and passages render, open and answer, and does it grow no faster than they do?

`python -m benchmarks.large_report`; the largest has 2,000 findings and 100,000 passages.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.cells import pages, planned, shown
from benchmarks.generate import generate
from benchmarks.opened import asked, chromium, opened, painted_and_loaded
from benchmarks.printing import print_table
from benchmarks.writing import AUDIT

_NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
_PASSAGES = 100
_WORD = "ringe tre ganger"
# findings, interviews and offices: each finding has fifty passages, and each criterion a hundred, whatever the size
_SIZES = ((500, 250, 8), (1_000, 500, 15), (2_000, 1_000, 30))


def main(quick: bool = False) -> None:
    """Render each size in a process of its own and open its public page."""
    rendered, read = [], []
    for findings, notes, offices in _SIZES[:2] if quick else _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            generate(root, notes, _PASSAGES, findings=findings, offices=offices)
            (root / "notebooks").symlink_to(_NOTEBOOKS)
            made = subprocess.run(
                [sys.executable, "-m", "benchmarks.large_report", "--render", str(root)],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            seconds, peak = map(float, made.stdout.split())
            size = (root / "rapport.html").stat().st_size / 1e6
            passages = notes * _PASSAGES
            rendered.append((findings, passages, seconds, peak, size))
            read.append((f"{findings:,}", f"{passages:,}", *_waits(root / "rapport.html")))
    _print(rendered, read)
    print(f"\nLoad of the machine over the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")


def render(root: Path) -> None:
    """Render both pages of a generated audit; print the seconds of processor, without loading, and the peak of MiB."""
    from auditlib.workbench.preloaded import keep

    audit, sections = planned(root, AUDIT)
    loaded = keep(AUDIT, root.resolve())
    assert loaded is not None
    loaded.public  # noqa: B018 - made when it is first asked for
    begun = time.process_time()
    _, public = pages(audit, [shown(each, root) for each in sections])
    seconds = time.process_time() - begun
    (root / "rapport.html").write_text(public, encoding="utf-8")
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _waits(page: Path) -> list[str]:
    """Open a page and ask it for things; give the milliseconds."""
    with chromium() as browser, opened(browser, page) as tab:
        painted, loaded = painted_and_loaded(tab)
        took = asked(tab, _WORD)
    return [f"{each:,.0f}" for each in (painted, loaded, *took.values())]


def _print(rendered: list[tuple[int, int, float, float, float]], read: list[tuple[str, ...]]) -> None:
    base = rendered[0][2] / rendered[0][1]
    rows = [
        [f"{findings:,}", f"{passages:,}", f"{seconds:.1f}", f"{seconds / passages / base:.2f}", f"{peak:,.0f}",
         f"{size:.1f}"]
        for findings, passages, seconds, peak, size in rendered
    ]  # fmt: skip
    heading = ["findings", "passages", "both pages s", "against linear", "peak MiB", "public page MB"]
    print_table("Rendering", heading, rows)
    heading = ["findings", "passages", "first paint", "loaded", "first hit", "all hits", "panel", "to a row"]
    print_table("In Chromium, milliseconds", heading, read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the largest size")
    parser.add_argument("--render", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    render(given.render) if given.render else main(given.quick)
