"""Where the time of a cold report goes, and how far that is from the floor."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.clocked import environment
from benchmarks.midtbyen import AUDIT
from benchmarks.printing import print_table

_TIMES = 5
_STACK = "import ipykernel.ipkernel, pandas, matplotlib.backends.backend_svg, matplotlib.figure, auditlib.report.show"
_OWN = """
import json, sys, time
import auditlib.report.show, matplotlib.backends.backend_svg, matplotlib.figure
from auditlib.runs.executed import read_notebook
from auditlib.watch.thin import shown_by
from auditlib.workbench.preloaded import keep
from pathlib import Path
began = time.perf_counter()
keep({audit!r}, Path.cwd()).public
loaded = time.perf_counter()
for path in sorted(Path("reports/{audit}/notebooks").glob("*.ipynb")):
    assert shown_by(read_notebook(path)) is not None, path
print(json.dumps([loaded - began, time.perf_counter() - loaded]))
"""


def print_where(root: Path, cold: float) -> None:
    """Print the parts of a cold report that nothing can leave out, beside what it takes."""
    subprocess.run([sys.executable, "-m", "auditlib", "run", AUDIT, "-q"], cwd=root, env=environment(), check=True)
    bare, stack = (_elapsed(root, code) for code in ("pass", _STACK))
    check = _elapsed(root, "import auditlib.report.make")
    engine = _elapsed(root, "from auditlib.engine import drivers; drivers._import('')")
    said = subprocess.run(
        [sys.executable, "-c", _OWN.format(audit=AUDIT)], cwd=root, env=environment(), check=True, capture_output=True
    ).stdout
    load, own = json.loads(said)
    rows = [
        ("interpreter start", bare),
        ("one import of what the notebooks use (warm parent)", stack - bare),
        ("one import of papermill and its client (drivers, at the same time)", engine - bare),
        ("one import of what plans and puts together (command, at the same time)", check - bare),
        ("reading and checking the audit", load),
        ("the notebooks' own work, on one core", own),
    ]
    floor = stack + load + own / 2
    rows.append(("floor on two cores: start, one import, reading, half the notebooks' work", floor))
    rows.append(("cold report", cold))
    heading = ("", "s", "of the cold report")
    table = [(name, f"{seconds:.2f}", f"{100 * seconds / cold:.0f} %") for name, seconds in rows]
    print_table(f"Where the time goes; a cold report takes {cold / floor:.1f} times the floor", heading, table)


def _elapsed(root: Path, code: str) -> float:
    """Give the median seconds of a new interpreter that runs some code."""
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], cwd=root, env=environment(), check=True)
        taken.append(time.perf_counter() - began)
    return median(taken)


if __name__ == "__main__":
    print_where(Path.cwd(), float(sys.argv[1]))
