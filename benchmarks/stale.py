"""Who notices that only a table of figures changed: auditlib, and jupyter-book with its cache of executed notebooks?

A figure in a CSV file is changed after a first build, and both build again. Needs jupyter-book on the path.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import midtbyen
from benchmarks.clocked import clock
from benchmarks.midtbyen import AUDIT
from benchmarks.printing import print_table

_TABLE, _OLD, _NEW = f"statistics/{AUDIT}/meldere.csv", "Barnehager i landet;3,2", "Barnehager i landet;4,7"
_SHOWN = "4,7"


def main() -> None:
    """Build twice with each, and print who shows the new figure."""
    if not shutil.which("jupyter-book"):
        raise SystemExit("jupyter-book is not on the path; pip install 'jupyter-book<2'")
    with TemporaryDirectory() as folder:
        root = midtbyen.copy(Path(folder).resolve())
        pages = root / "reports" / AUDIT / "rapport-intern.html"
        ours = _noticed(root, lambda: [["auditlib", "run", AUDIT, "-q"]], lambda: [pages])
        book = midtbyen.book(root, execute="cache")
        built = root / "book" / "_build" / "html"
        theirs = _noticed(root, lambda: book, lambda: sorted(built.glob("*.html")))
    rows = [("auditlib run", *ours), ("jupyter-book, execute_notebooks: cache", *theirs)]
    heading = ("", "first s", "again s", "pages that changed")
    print_table("A figure in a CSV file changed, and nothing else", heading, rows)


def _noticed(
    root: Path, commands: Callable[[], Sequence[Sequence[str]]], pages: Callable[[], Sequence[Path]]
) -> tuple[str, str, str]:
    """Build, change the figure, build again; give the seconds, and how many pages show other words."""
    _write(root, _NEW, _OLD)
    first = clock(commands(), root)
    before = {path: path.read_text(encoding="utf-8").count(_SHOWN) for path in pages()}
    _write(root, _OLD, _NEW)
    again = clock(commands(), root)
    changed = [path for path in pages() if path.read_text(encoding="utf-8").count(_SHOWN) > before[path]]
    return f"{first.seconds:.1f}", f"{again.seconds:.1f}", str(len(changed))


def _write(root: Path, old: str, new: str) -> None:
    path = root / _TABLE
    text = path.read_text(encoding="utf-8")
    assert old in text or new in text, f"{_TABLE} has no such row"
    path.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    main()
