"""Making a report's page without kernels: the notebooks' own cells, run one after the other in this process."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from auditlib.report.assemble import assemble
from auditlib.report.export import editions_of, fragment
from auditlib.runs import Section, plan_sections
from auditlib.workbench import preloaded
from auditlib.workspace import find_root, read_inputs

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def pages_of(workspace: Path, audit: str, folder: Path) -> tuple["Page", "Page"]:
    """Make the internal and the public page of an audit whose files are in order."""
    if not (workspace / "notebooks").exists():
        (workspace / "notebooks").symlink_to(NOTEBOOKS)
    inputs, _ = read_inputs(workspace, audit)
    assert inputs is not None
    sections, problems = plan_sections(inputs)
    assert problems == []
    with _loaded_once(workspace, audit):
        pieces = [(each.id, *editions_of(_fragment(each, workspace, folder))) for each in sections]
    internal = assemble(inputs.audit, [(section, piece) for section, piece, _ in pieces], internal=True)
    public = assemble(inputs.audit, [(section, piece) for section, _, piece in pieces], internal=False)
    return Page(internal), Page(public)


def page_of(workspace: Path, audit: str, folder: Path) -> "Page":
    """Make the internal page of an audit whose files are in order."""
    return pages_of(workspace, audit, folder)[0]


@contextmanager
def _loaded_once(workspace: Path, audit: str) -> Iterator[None]:
    """Hold the audit for all notebooks, as a run does."""
    preloaded.keep(audit, find_root(workspace))
    try:
        yield
    finally:
        preloaded._held.clear()


def _fragment(section: Section, workspace: Path, folder: Path) -> str:
    """Run one section's cells and give its HTML."""
    notebook = json.loads(section.notebook.path.read_text(encoding="utf-8"))
    values: dict[str, Any] = {}
    for cell in (each for each in notebook["cells"] if each["cell_type"] == "code"):
        shown = _run("".join(cell["source"]), values)
        if "parameters" in cell["metadata"].get("tags", ()):
            values |= {"workspace": str(workspace), **section.parameters}
        if shown is not None:
            data = shown._repr_mimebundle_()
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    path = folder / section.file
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return fragment(path)


def _run(source: str, values: dict[str, Any]) -> Any:
    """Run a cell and give what its last line shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), values)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), values) if isinstance(last, ast.Expr) else None


@dataclass
class Tag:
    """A tag of a page with its attributes."""

    name: str
    attributes: dict[str, str]


class Page(HTMLParser):
    """A page as a browser takes it apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[Tag] = []
        self._words: list[str] = []
        self._unread = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))
        self._unread += tag in ("style", "script", "title", "svg")
        self._words.append(" " if tag not in ("a", "strong", "em", "span") else "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in ("style", "script", "title", "svg")

    def handle_data(self, data: str) -> None:
        self._words.append("" if self._unread else data)

    @property
    def words(self) -> str:
        """What a reader reads, spaces folded; no-break spaces stay."""
        return re.sub(r"[ \n]+", " ", "".join(self._words))

    @property
    def ids(self) -> Counter[str]:
        return Counter(tag.attributes["id"] for tag in self.tags if "id" in tag.attributes)

    @property
    def links(self) -> list[str]:
        return [tag.attributes["href"] for tag in self.tags if tag.name == "a"]

    def named(self, name: str) -> list[Tag]:
        """Give the tags of a name."""
        return [tag for tag in self.tags if tag.name == name]

    def between(self, start: str, end: str) -> "Page":
        """Give the part of the page from one piece of markup to another."""
        first = self.html.index(start)
        return Page(self.html[first : self.html.index(end, first)])


def assert_linked(page: Page) -> None:
    """Every id stands once, and every link leads to one."""
    ids = page.ids
    assert [name for name, count in ids.items() if count > 1] == []
    assert {link for link in page.links if link[:1] != "#" or link[1:] not in ids} == set()
