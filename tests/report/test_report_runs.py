"""The example's report, run twice."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.report.made import AUDIT, Run, once, run_in, run_twice, spaces_in
from tests.report.pages import Page, assert_linked, pages_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    """A run that showed its progress and a quiet one, in different folders."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    first, second = spaces_in(once(shared / "runs", run_twice))
    return run_in(first), run_in(second)


def test_two_runs_give_the_same_bytes(runs: tuple[Run, Run]) -> None:
    assert [each.status for each in runs] == [0, 0], "\n".join(each.progress for each in runs)
    assert runs[0].report.read_bytes() == runs[1].report.read_bytes()


def test_the_report_holds_nothing_of_the_machine_it_was_made_on(runs: tuple[Run, Run]) -> None:
    text = runs[0].report.read_text(encoding="utf-8")
    for said in (str(Path.home()), str(runs[0].workspace), str(runs[0].workspace.parent), "ipykernel", "site-packages"):
        assert said not in text


def test_the_command_says_where_the_report_is(runs: tuple[Run, Run]) -> None:
    assert [each.printed for each in runs] == [f"Report: {each.report.resolve()}\n" for each in runs]


def test_progress_is_a_line_for_each_section_and_nothing_else(runs: tuple[Run, Run]) -> None:
    told = [re.fullmatch(r"\[(\d+)/14\] (\w+) \d+\.\d s", line) for line in runs[0].progress.splitlines()]
    assert [each and each[1] for each in told] == [str(place) for place in range(1, 15)]
    assert {each and each[2] for each in told} >= {"00_sammendrag", "30_problemstilling_P2", "83_vedlegg_tall"}
    assert runs[1].progress == ""


def test_a_run_leaves_what_its_record_says_and_nothing_else(runs: tuple[Run, Run]) -> None:
    for each in runs:
        written = {path.name for path in each.workspace.iterdir()}
        folders = {"criteria", "documents", "findings", "interviews", "notebooks", "reports", "statistics"}
        assert written == {".gitattributes", *folders}
        assert {path.name for path in (each.workspace / "reports").iterdir()} == {AUDIT}
        folder = each.report.parent
        record = json.loads((folder / ".run" / "record.json").read_text(encoding="utf-8"))
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert {name for name in files if not name.startswith(".run/")} == set(record["files"])
        assert {path.name for path in (folder / ".run").iterdir()} == {"fragments", "lock", "record.json"}


def test_all_that_a_run_leaves_is_the_same_in_both_places(runs: tuple[Run, Run]) -> None:
    def left(run: Run) -> dict[str, bytes]:
        folder = run.report.parent
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert left(runs[0]) == left(runs[1])


def test_each_section_keeps_its_notebook_with_its_parameters(runs: tuple[Run, Run]) -> None:
    path = runs[0].report.parent / "notebooks" / "30_problemstilling_P2.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["metadata"]["papermill"]["parameters"] == {"audit": AUDIT, "question": "P2"}


def test_the_report_is_what_the_notebooks_say(runs: tuple[Run, Run], template: Path, tmp_path: Path) -> None:
    workspace = Path(shutil.copytree(template, tmp_path / "workspace"))
    expected = pages_of(workspace, AUDIT, tmp_path)
    for name, said in zip(("rapport-intern.html", "rapport.html"), expected, strict=True):
        page = Page((runs[0].report.parent / name).read_text(encoding="utf-8"))
        assert_linked(page)
        assert page.words == said.words
