"""A copy of the Midtbyen audit that a benchmark may change, and the ways to make its report that ours is held to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from auditlib.runs import Section, plan_sections
from auditlib.workspace import read_inputs

AUDIT = "midtbyen-2010"
FOLDERS = ("criteria", "interviews", "statistics", "documents", "findings", "notebooks")
NOTE = f"interviews/{AUDIT}/I01.md"
_ROOT = Path(__file__).parents[1]

# A section as auditors write them by hand: the usual packages, a small table, a test, a figure and some prose.
_CELLS = (
    'audit = ""\nkommune = "Nyby"\ncases = 100',
    "import pandas as pd\nimport scipy.stats\nimport seaborn as sns\n\nimport auditlib\n"
    "from auditlib.report.compared import compared\n\na = auditlib.load(audit)",
    "frame = a.interviews\nshares = pd.Series(range(1, 40)) * cases / 400\nshares.describe()",
    "found = scipy.stats.ttest_1samp(shares, cases / 20)\nfound",
    "axes = sns.histplot(shares)\naxes.set_title(kommune)\naxes.figure.set_size_inches(6, 3)",
    'compared({"Saker": cases, "Snitt": float(shares.mean())})',
)


def copy(folder: Path) -> Path:
    """Copy the audit into a folder of its own, without what was judged: an edit would stop the public edition."""
    for each in FOLDERS:
        shutil.copytree(_ROOT / each, folder / each)
    shutil.rmtree(folder / "findings" / AUDIT / "judged", ignore_errors=True)
    return folder


def edit(root: Path, number: int) -> None:
    """Change what a passage says in a note."""
    path = root / NOTE
    text = path.read_text(encoding="utf-8")
    first = text.index("]{#")
    before = text[:first].rpartition(" (utgave ")[0] or text[:first]
    path.write_text(f"{before} (utgave {number}){text[first:]}", encoding="utf-8")


def _sections(root: Path) -> list[Section]:
    inputs, _ = read_inputs(root, AUDIT)
    assert inputs is not None
    return plan_sections(inputs)[0]


def loop(root: Path) -> list[list[str]]:
    """Give the commands of papermill and nbconvert, notebook by notebook."""
    out = root / "loop"
    out.mkdir(exist_ok=True)
    commands = []
    for section in _sections(root):
        given = [part for name, value in section.parameters.items() for part in ("-r", name, value)]
        executed = str(out / section.file)
        commands.append(["papermill", section.notebook.name, executed, *given, "--no-progress-bar"])
        commands.append(["nbconvert", "--to", "html", executed])
    return commands


def book(root: Path, execute: str = "force") -> list[list[str]]:
    """Write the same notebooks as a book, each with its parameters; give the command that executes and builds it.

    `execute` is what jupyter-book does with notebooks: `force` for all, `cache` for those it takes to have changed.
    """
    from papermill.iorw import load_notebook_node, write_ipynb
    from papermill.parameterize import parameterize_notebook

    folder = root / "book"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    names = []
    for section in _sections(root):
        given = {**section.parameters, "workspace": str(root)}
        notebook = parameterize_notebook(load_notebook_node(str(section.notebook.path)), given)
        write_ipynb(notebook, str(folder / section.file))
        names.append(section.id)
    settings = f"execute: {{execute_notebooks: {execute}}}\nonly_build_toc_files: true\n"
    (folder / "_config.yml").write_text(settings, encoding="utf-8")
    chapters = "".join(f"  - file: {each}\n" for each in names[1:])
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: {names[0]}\nchapters:\n{chapters}", encoding="utf-8")
    return [[shutil.which("jupyter-book") or "jupyter-book", "build", str(folder)]]


def write_matrix(root: Path, rows: int) -> Path:
    """Write a notebook for the matrix and a table with so many rows; give the table."""
    code = [
        {"cell_type": "code", "id": f"c{place}", "execution_count": None, "outputs": [], "source": source,
         "metadata": {"tags": ["parameters"]} if not place else {}}
        for place, source in enumerate(_CELLS)
    ]  # fmt: skip
    prose = {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": "# Kommunen\n\nTallene for kommunen."}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {"cells": [prose, *code], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (root / "notebooks" / "kommune.ipynb").write_text(json.dumps(content), encoding="utf-8")
    table = root / f"kommuner-{rows}.csv"
    lines = [f"{number:04};Kommune {number};{100 + number}" for number in range(1, rows + 1)]
    table.write_text("\n".join(["nr;kommune;cases", *lines, ""]), encoding="utf-8")
    return table


def row_loop(root: Path, rows: int) -> list[list[str]]:
    """Give the papermill commands for so many rows."""
    out = root / "loop"
    out.mkdir(exist_ok=True)
    return [
        ["papermill", "notebooks/kommune.ipynb", str(out / f"{number}.ipynb"), "-r", "audit", AUDIT,
         "-r", "kommune", f"Kommune {number}", "-p", "cases", str(100 + number), "--no-progress-bar"]
        for number in range(1, rows + 1)
    ]  # fmt: skip
