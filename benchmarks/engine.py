"""Notebooks in forks against papermill's command line, and where the time goes: `python -m benchmarks.engine`.

Eight made-up notebooks as sections are: the usual imports, a CSV, a few tests, a figure. Each round runs all ways, one
after the other; the medians are printed with the floor: starting an interpreter, importing the stack once, and what the
notebooks themselves do, on as many cores as there are.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from auditlib.engine import Job, Warm

NOTEBOOKS = 8
_IMPORTS = "import matplotlib.pyplot as plt\nimport pandas as pd\nimport seaborn as sns\nfrom scipy import stats"
_CELLS = (
    "section = 0",
    _IMPORTS,
    "table = pd.read_csv('answers.csv')\ntable.groupby('unit')['days'].describe()",
    "first, second = (table.loc[table['unit'] == unit, 'days'] for unit in ('a', 'b'))\n"
    "stats.ttest_ind(first, second), stats.mannwhitneyu(first, second), stats.kruskal(first, second)",
    "figure, axes = plt.subplots(figsize=(6, 3))\n"
    "sns.boxplot(table, x='unit', y='days', hue='unit', legend=False, ax=axes)\naxes.set_title(f'Part {section}');",
    "print(f'{len(table)} rows')",
)


def write(folder: Path) -> list[Path]:
    """Write the notebooks and their table."""
    rows = (f"{'ab'[number % 2]},{number * 37 % 90 + number % 2 * 5}" for number in range(400))
    (folder / "answers.csv").write_text("unit,days\n" + "\n".join(rows) + "\n", encoding="utf-8")
    written = []
    for number in range(NOTEBOOKS):
        spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = nbformat.v4.new_notebook(metadata={"kernelspec": spec})
        notebook.cells = [nbformat.v4.new_code_cell(source) for source in _CELLS]
        notebook.cells[0].metadata["tags"] = ["parameters"]
        notebook.cells.insert(2, nbformat.v4.new_markdown_cell("## A part\n\nWith some text."))
        written.append(folder / f"{number}.ipynb")
        nbformat.write(notebook, written[-1])
    return written


def command_line(notebooks: list[Path], folder: Path) -> None:
    """Run papermill's command for each notebook."""
    for number, each in enumerate(notebooks):
        papermill = [sys.executable, "-m", "papermill", str(each), str(folder / f"out-{number}.ipynb")]
        command = [*papermill, "--no-progress-bar", "-p", "section", str(number)]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)


def in_forks(notebooks: list[Path], folder: Path) -> None:
    """Run them as `auditlib run` does, from a process that has imported nothing."""
    jobs = [(str(each), str(folder / f"out-{number}.ipynb"), number) for number, each in enumerate(notebooks)]
    code = f"from benchmarks.engine import run_forked\nrun_forked({jobs!r}, {str(folder)!r})"
    subprocess.run([sys.executable, "-c", code], check=True)


def run_forked(jobs: list[tuple[str, str, int]], folder: str) -> None:
    """Run notebooks in forks in this process."""
    with Warm(os.cpu_count() or 1) as warm:
        done = list(
            warm.run(Job(Path(one), Path(other), {"section": number}, Path(folder)) for one, other, number in jobs)
        )
    assert all(each.outcome == "ok" and not each.note for each in done), done


def floor(notebooks: list[Path], folder: Path) -> None:
    """Only import the stack, once; nothing can run before."""
    subprocess.run([sys.executable, "-c", f"{_IMPORTS}\nimport ipykernel.kernelapp"], cwd=folder, check=True)


def timed(call: Callable[[list[Path], Path], None], notebooks: list[Path], folder: Path) -> tuple[float, float]:
    """Give the seconds a way takes, and those of all its processors."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    call(notebooks, folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--skip-command-line", action="store_true")
    options = parser.parse_args()
    ways = [in_forks, floor] if options.skip_command_line else [command_line, in_forks, floor]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        notebooks = write(folder)
        rounds = [[timed(way, notebooks, folder) for way in ways] for _ in range(options.rounds)]
    for way, measured in zip(ways, zip(*rounds, strict=True), strict=True):
        seconds, processors = zip(*measured, strict=True)
        spread = f"({min(seconds):.2f} to {max(seconds):.2f})"
        used = f"{statistics.median(processors):6.2f} s of processors"
        print(f"{way.__name__:13} {statistics.median(seconds):6.2f} s {spread:18} {used}")


if __name__ == "__main__":
    main()
