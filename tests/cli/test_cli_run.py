"""`auditlib run` as a command: what it prints and how it ends. What it does is tested under runs and report."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditlib.cli import main
from auditlib.problems import Location, problem
from auditlib.report import make
from auditlib.report.make import MadeReport
from auditlib.runs.warm import WarmParent
from tests.cli.calls import AUDIT, call, change
from tests.runs.doubles import Engine
from tests.runs.made import write_notebook

ROOT = Path(__file__).parents[2]
HEAVY = {"pydantic", "yaml", "pandas", "numpy", "scipy", "jinja2", "IPython", "nbformat", "papermill", "jupyter_client"}

FAILED = problem("P804", Location("notebooks/20_b.ipynb"), what="cell 2 fails", error="ValueError: nei", rest="")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine that starts no process."""
    made = Engine()
    monkeypatch.setattr(WarmParent, "start", lambda self: made)
    return made


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, object]:
    """What the command hands on, with a report that failed in place of a run."""
    handed: dict[str, object] = {}

    def made(audit: str, workspace: str, quiet: bool, extra: dict[str, str], force: bool, warm: object) -> MadeReport:
        handed.update(audit=audit, quiet=quiet, extra=extra, force=force)
        return MadeReport(tmp_path / "rapport.html", (FAILED,), failed=True)

    monkeypatch.setattr(make, "make_report", made)
    return handed


def test_a_failed_section_ends_with_one_and_says_what_stands(given: dict[str, object], tmp_path: Path) -> None:
    done = call("run", AUDIT, "-q", "-r", "year", "2023")
    assert (done.exit_code, done.stdout) == (1, f"{FAILED}\n")
    assert done.stderr == "1 error\nThe report was not written\n"
    assert given == {"audit": AUDIT, "quiet": True, "extra": {"year": "2023"}, "force": False}
    (tmp_path / "rapport.html").touch()
    assert "The report was not written; the last good one is untouched: " in call("run", AUDIT).stderr


def test_problems_in_the_files_stop_it(workspace: Path) -> None:
    change(workspace, f"findings/{AUDIT}/findings.yaml", "kind: strength", "kind: styrke")
    write_notebook(workspace, "10_a")
    done = call("run", AUDIT, "-w", workspace)
    assert (done.exit_code, "Y108" in done.stdout) == (1, True)
    assert not (workspace / "reports").exists()


@pytest.mark.parametrize(
    ("parameter", "status", "said"),
    [("yaer", 1, "P802"), ("number", 1, "P803"), ("question", 2, "is set for each section")],
)
def test_problems_in_the_parameters_stop_it(workspace: Path, parameter: str, status: int, said: str) -> None:
    write_notebook(workspace, "10_a", parameters='audit = ""\nnumber = 3')
    done = call("run", AUDIT, "-r", parameter, "3", "-w", workspace)
    assert (done.exit_code, said in done.output) == (status, True)
    assert not (workspace / "reports").exists()


def test_a_place_that_cannot_be_written_is_told(workspace: Path) -> None:
    write_notebook(workspace, "10_a")
    (workspace / "reports").write_text("mitt", encoding="utf-8")
    done = call("run", AUDIT, "-w", workspace)
    assert done.exit_code == 1
    assert "auditlib: cannot write the report: " in done.stderr


def test_why_says_what_would_be_run_and_runs_nothing(workspace: Path) -> None:
    write_notebook(workspace, "10_a")
    write_notebook(workspace, "20_b")
    done = call("run", AUDIT, "--why", "-w", workspace)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "10_a: no earlier run of it is kept\n20_b: no earlier run of it is kept\n"
    assert not (workspace / "reports").exists()


@pytest.mark.usefixtures("engine")
def test_a_run_with_nothing_changed_says_so_with_its_warnings(workspace: Path) -> None:
    write_notebook(workspace, "10_a")
    note = workspace / "interviews" / AUDIT / "I02.md"
    lines = [line for line in note.read_text(encoding="utf-8").splitlines() if not line.startswith("verified")]
    note.write_text("\n".join(lines) + "\n", encoding="utf-8")
    first = call("run", AUDIT, "-q", "-w", workspace)
    assert "N402" in first.stdout
    assert call("run", AUDIT, "--why", "-w", workspace).stdout == "Nothing has changed: nothing would be run\n"
    again = call("run", AUDIT, "-w", workspace)
    assert again.stdout == first.stdout.rstrip("\n") + " (nothing has changed)\n"
    assert again.stderr == "1 warning\n"
    forced = call("run", AUDIT, "-q", "--force", "-w", workspace)
    assert forced.stdout == first.stdout


@pytest.mark.usefixtures("engine")
def test_an_interrupted_run_ends_with_130(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> MadeReport:
        raise KeyboardInterrupt

    monkeypatch.setattr(make, "make_report", interrupted)
    done = CliRunner().invoke(main, ["run", AUDIT, "-w", str(workspace)])
    assert (done.exit_code, done.stderr) == (130, "Stopped; the last report is untouched\n")


def test_nothing_heavy_is_imported_to_find_that_nothing_changed(workspace: Path) -> None:
    write_notebook(workspace, "10_a")
    make_it = "from auditlib.report.make import make_report; from auditlib.runs.warm import WarmParent;"
    make_it += "from tests.runs.doubles import Engine; WarmParent.start = lambda self: Engine();"
    make_it += f"make_report({AUDIT!r}, {str(workspace)!r}, quiet=True)"
    run_python(make_it)
    run_it = f"import runpy, sys; sys.argv = ['auditlib', 'run', {AUDIT!r}, '-w', {str(workspace)!r}]\n"
    run_it += "try:\n    runpy.run_module('auditlib', run_name='__main__')\n"
    run_it += "finally:\n    print(*sorted({each.partition('.')[0] for each in sys.modules}))"
    said, loaded = run_python(run_it).splitlines()
    assert said.endswith("rapport.html (nothing has changed)")
    assert not set(loaded.split()) & HEAVY


def run_python(code: str) -> str:
    """Run code in a new process; give what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
