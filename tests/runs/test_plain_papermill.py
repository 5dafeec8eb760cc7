"""The notebooks by themselves, run by papermill's own command."""

import json
import shutil
from pathlib import Path

import pytest

from tests.report.made import start

AUDIT = "nyby-2024"
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTER = NOTEBOOKS / "30_problemstilling.ipynb"


@pytest.fixture
def workspace(workspace: Path) -> Path:
    """The worked example with the notebooks beside it."""
    shutil.copytree(NOTEBOOKS, workspace / "notebooks")
    return workspace


def papermill(cwd: Path, *arguments: str) -> tuple[int, str]:
    """Run papermill in a folder; give its status and all it printed."""
    running = start("papermill", *arguments, cwd=cwd)
    printed, progress = running.communicate()
    return running.returncode, printed + progress


def shown_in(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return json.dumps([cell["outputs"] for cell in cells if cell["cell_type"] == "code"], ensure_ascii=False)


@pytest.mark.slow
def test_a_chapter_runs_from_the_workspace_and_from_elsewhere(workspace: Path, tmp_path: Path) -> None:
    status, said = papermill(
        workspace, "notebooks/30_problemstilling.ipynb", "out.ipynb", "-r", "audit", AUDIT, "-r", "question", "P2"
    )
    assert status == 0, said
    here = shown_in(workspace / "out.ipynb")
    assert "Oppfølging av søkerne" in here
    assert "F3 Søkere får ikke vite" in here
    assert "F1 Fristen" not in here
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    parameters = ("-r", "audit", AUDIT, "-r", "question", "P2", "-r", "workspace", str(workspace))
    status, said = papermill(elsewhere, str(CHAPTER), "out.ipynb", *parameters)
    assert status == 0, said
    assert shown_in(elsewhere / "out.ipynb") == here


@pytest.mark.slow
@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (("-r", "audit", AUDIT, "-r", "questoin", "P2"), "set question to one of P1, P2, for example -r question P1"),
        (("-r", "audit", AUDIT, "-r", "question", "P3"), "set question to one of P1, P2"),
        (("-r", "adit", AUDIT, "-r", "question", "P2"), "name an audit; this workspace has nyby-2024"),
    ],
)
def test_a_misspelt_parameter_ends_with_what_to_write(
    workspace: Path, parameters: tuple[str, ...], expected: str
) -> None:
    status, said = papermill(workspace, "notebooks/30_problemstilling.ipynb", "out.ipynb", *parameters)
    assert status == 1
    assert expected in said
    assert "svartid" not in shown_in(workspace / "out.ipynb").lower()


@pytest.mark.slow
def test_the_notebook_for_exploring_runs_as_it_stands(workspace: Path) -> None:
    status, said = papermill(workspace, "notebooks/utforsk.ipynb", "out.ipynb")
    assert status == 0, said
    assert "image/png" in shown_in(workspace / "out.ipynb")


def test_notebooks_are_kept_without_outputs() -> None:
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        content = json.loads(path.read_text(encoding="utf-8"))
        code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
        assert [(cell["outputs"], cell["execution_count"]) for cell in code] == [([], None)] * len(code), path.name
        assert "papermill" not in content["metadata"], path.name
