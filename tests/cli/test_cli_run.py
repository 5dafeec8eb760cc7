"""`auditlib run` as a command: what it prints and how it ends. What it does is tested under runs and report."""

from pathlib import Path

import pytest

from auditlib.problems import Location, problem
from auditlib.report import make
from auditlib.report.make import MadeReport
from tests.cli.calls import AUDIT, call, change
from tests.runs.made import write_notebook

FAILED = problem("P804", Location("notebooks/20_b.ipynb"), cell=2, error="ValueError: nei")


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, object]:
    """What the command hands on, with a report that failed in place of a run."""
    handed: dict[str, object] = {}

    def made(audit: str, workspace: str, quiet: bool, extra: dict[str, str]) -> MadeReport:
        handed.update(audit=audit, quiet=quiet, extra=extra)
        return MadeReport(tmp_path / "rapport.html", (FAILED,), failed=True)

    monkeypatch.setattr(make, "make_report", made)
    return handed


def test_a_failed_section_ends_with_one_and_says_what_stands(given: dict[str, object], tmp_path: Path) -> None:
    done = call("run", AUDIT, "-q", "-r", "year", "2023")
    assert (done.exit_code, done.stdout) == (1, f"{FAILED}\n")
    assert done.stderr == "1 error\nThe report was not written\n"
    assert given == {"audit": AUDIT, "quiet": True, "extra": {"year": "2023"}}
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
