"""What is thin enough to be shown without a kernel, and that it then shows what a kernel does."""

import json
from pathlib import Path
from typing import Any

import pytest

from auditlib.runs.executed import read_notebook
from auditlib.watch.preview import Forks
from auditlib.watch.thin import is_thin, same, shown_by, with_outputs
from auditlib.workbench import load

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
LOADS = "import auditlib\nfrom auditlib.report import show\n\na = auditlib.load(audit, workspace)"


def notebook(*sources: str) -> dict[str, Any]:
    """Give an executed notebook that showed nothing."""
    cells = [{"cell_type": "code", "source": source, "outputs": [], "metadata": {}} for source in sources]
    return {"cells": [{"cell_type": "markdown", "source": "# Tittel", "metadata": {}}, *cells]}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_project_s_sections_are_thin(path: Path) -> None:
    assert is_thin(read_notebook(path))


@pytest.mark.parametrize(
    "source",
    [
        "", "# bare en merknad", 'audit = "nyby"', "limit = -1", 'names = ["a", "b"]', "import auditlib",
        "from auditlib.report import show", "a = auditlib.load(audit)", 'a = auditlib.load("nyby", workspace=".")',
        "show.summary(a)", 'show.findings(a, question)\nshow.findings(a, "P2")', '"tekst"', "x = y = 3",
    ],
)  # fmt: skip
def test_thin_cells(source: str) -> None:
    assert is_thin(notebook(source))


@pytest.mark.parametrize(
    "source",
    [
        "show.summary(a);", "import os", "from auditlib.report import show as s", "import auditlib as b",
        "from auditlib.report import make", "from . import show", "print(a)", "a.criteria", "show.summary(open('x'))",
        "show._part(a)", "auditlib.load(audit)", "show = 3", "auditlib = a", "x = open('y').read()", "x += 1",
        "if a:\n    show.summary(a)", "for x in a: pass", "def f(): pass", "%matplotlib inline", "!ls", "a = = b",
        "show.x.y(a)", "a.show(a)", "x = a", "with a: pass", "show.summary(*a)", "(lambda: 3)()", "x.y = 3", "del a",
        "\0",
    ],
)  # fmt: skip
def test_everything_else_is_left_to_a_kernel(source: str) -> None:
    assert not is_thin(notebook("import auditlib", source))


def test_what_is_shown_is_the_last_value_of_each_cell(workspace: Path) -> None:
    shown = shown_by(notebook(f'audit = "nyby-2024"\nworkspace = {str(workspace)!r}', LOADS, "show.order(a)", "3"))
    assert shown is not None
    assert [len(each) for each in shown] == [0, 0, 1, 1]
    assert shown[2][0]["execution_count"] == 3
    assert "Kontrollutvalget" in shown[2][0]["data"]["text/html"]
    assert shown[3][0]["data"] == {"text/plain": "3"}


@pytest.mark.parametrize(
    "source", ["show.no_such_part(a)", "show.findings(a, 'P9')", "x = undefined", "show.summary()"]
)
def test_a_cell_that_fails_gives_nothing(workspace: Path, source: str) -> None:
    assert shown_by(notebook(f'audit = "nyby-2024"\nworkspace = {str(workspace)!r}', LOADS, source)) is None


def test_a_cell_that_says_something_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditlib.report import show

    monkeypatch.setattr(show, "summary", lambda a: print("sagt"))
    assert shown_by(notebook("from auditlib.report import show", "show.summary(3)")) is None


def test_outputs_are_put_where_their_cells_are() -> None:
    outputs = [[{"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "3"}, "metadata": {}}]]
    executed = with_outputs(notebook("3"), outputs)
    assert executed["cells"][0]["cell_type"] == "markdown"
    assert executed["cells"][1]["outputs"] == outputs[0]
    assert same(executed, outputs)
    stored = json.loads(json.dumps(executed))
    stored["cells"][1]["outputs"][0]["data"]["text/plain"] = ["3"]
    assert same(stored, outputs)
    stored["cells"][1]["outputs"][0]["data"]["text/plain"] = ["4"]
    assert not same(stored, outputs)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_forks_show_what_this_process_does(workspace: Path) -> None:
    load("nyby-2024", workspace)
    first = f'audit = "nyby-2024"\nworkspace = {str(workspace)!r}'
    sections = {
        "order": notebook(first, LOADS, "show.order(a)"),
        "questions": notebook(first, LOADS, "show.questions(a)"),
        "broken": notebook(first, LOADS, "show.findings(a, 'P9')"),
    }
    forks = Forks(2)
    for _ in range(2):  # the second time with the seconds of the first
        assert forks.show(sections) == {name: shown_by(sections[name]) for name in ("order", "questions")}
    assert forks.show({}) == {}


@pytest.mark.slow
def test_each_section_shows_what_its_kernel_showed(run_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run_workspace)
    executed = sorted((run_workspace / "reports" / "nyby-2024" / "notebooks").glob("*.ipynb"))
    assert len(executed) == 14
    for path in executed:
        stored = read_notebook(path)
        shown = shown_by(stored)
        assert shown is not None, path.name
        assert same(stored, shown), path.name
