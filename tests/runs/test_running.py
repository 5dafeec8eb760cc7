"""Running sections: what fails is told and kept apart, and what was good stays until something better is whole."""

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import pytest

from auditlib.problems import AuditlibError, InputError
from auditlib.report import make
from auditlib.report.make import make_report
from auditlib.runs import RunResult, Section, SectionResult
from tests.builders import AUDIT, Nyby
from tests.report.made import start
from tests.runs.made import title, write_notebook

Runner = Callable[[Sequence[Section], Path, Path, Callable[[Section], None]], RunResult]


@pytest.fixture
def good(nyby: Nyby) -> Nyby:
    """An audit with a small report that stands."""
    folder = nyby.root / "reports" / AUDIT
    (folder / "notebooks").mkdir(parents=True)
    (folder / "rapport.html").write_text("<p>god</p>\n", encoding="utf-8")
    write_notebook(nyby.root, "10_a", title("Første"))
    return nyby


@pytest.fixture
def without_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sections be copied in place of run."""

    def copied(sections: Sequence[Section], root: Path, target: Path, report: Callable[[Section], None]) -> RunResult:
        for each in sections:
            report(each)
            shutil.copyfile(each.notebook.path, target / each.file)
        return RunResult(tuple(SectionResult(each, target / each.file, None) for each in sections))

    monkeypatch.setattr(make, "run_sections", copied)


def report_of(root: Path) -> str:
    return (root / "reports" / AUDIT / "rapport.html").read_text(encoding="utf-8")


def written_in(root: Path) -> set[str]:
    """Give every file and folder under reports/."""
    folder = root / "reports"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


WHOLE = {AUDIT, f"{AUDIT}/rapport.html", f"{AUDIT}/notebooks", f"{AUDIT}/notebooks/10_a.ipynb"}


@pytest.mark.slow
def test_a_failing_cell_is_named_and_the_other_sections_survive(good: Nyby) -> None:
    write_notebook(good.root, "20_b", "1 + 1", "raise ValueError('tallet\\nmangler')")
    write_notebook(good.root, "30_c", title("Siste"))
    running = start("auditlib", "run", AUDIT, cwd=good.root)
    printed, progress = running.communicate()
    assert running.returncode == 1
    assert printed == (
        "notebooks/20_b.ipynb:0:0: P804 cell 3 fails: ValueError: tallet / mangler"
        " (open the notebook at that cell; the last good report is untouched) [20_b]\n"
    )
    assert progress.splitlines()[:3] == ["[1/3] 10_a", "[2/3] 20_b", "[3/3] 30_c"]
    assert "Traceback" not in progress
    assert report_of(good.root) == "<p>god</p>\n"
    folder = good.root / "reports" / AUDIT / "notebooks"
    assert {path.name for path in folder.iterdir()} == {"10_a.ipynb", "20_b.ipynb", "30_c.ipynb"}
    assert "Siste" in (folder / "30_c.ipynb").read_text(encoding="utf-8")
    failed = nbformat.read(folder / "20_b.ipynb", as_version=4)
    assert "ValueError" in json.dumps(failed)


@pytest.mark.slow
def test_a_kernel_that_dies_fails_its_own_section_only(good: Nyby) -> None:
    write_notebook(good.root, "20_b", "import os\nos._exit(7)")
    write_notebook(good.root, "30_c", title("Siste"))
    made = make_report(AUDIT, good.root, quiet=True)
    assert made.failed
    assert [each.at.file for each in made.problems if each.code == "P804"] == ["notebooks/20_b.ipynb"]
    assert report_of(good.root) == "<p>god</p>\n"


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 1), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_the_last_report_and_nothing_of_its_own(
    good: Nyby, number: signal.Signals, status: int
) -> None:
    write_notebook(
        good.root, "10_a", "import os\nopen('pid', 'w').write(str(os.getpid()))\nimport time\ntime.sleep(600)"
    )
    before, places = written_in(good.root), set(good.root.iterdir())
    running = start("auditlib", "run", AUDIT, cwd=good.root)
    kernel = good.root / "pid"
    while not (kernel.exists() and kernel.read_text(encoding="utf-8")):
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(number)
    printed, progress = running.communicate()
    assert running.returncode == status
    assert "Traceback" not in printed + progress
    assert written_in(good.root) == before
    assert set(good.root.iterdir()) == places | {kernel}
    with pytest.raises(ProcessLookupError):
        os.kill(int(kernel.read_text(encoding="utf-8")), 0)


@pytest.mark.slow
def test_two_runs_in_one_workspace_keep_to_their_own_kernels(good: Nyby) -> None:
    write_notebook(good.root, "10_a", title("Første"), "import os\nassert not [f for f in os.listdir() if 'ipc' in f]")
    running = [start("auditlib", "run", AUDIT, cwd=good.root) for _ in range(2)]
    assert [(each.communicate(), each.returncode)[1] for each in running] == [0, 0]
    assert "Første" in report_of(good.root)


def test_a_report_can_be_deleted_and_made_again(good: Nyby, without_kernels: None) -> None:
    assert not make_report(AUDIT, good.root, quiet=True).failed
    first = report_of(good.root)
    assert written_in(good.root) == WHOLE
    shutil.rmtree(good.root / "reports")
    assert not make_report(AUDIT, good.root, quiet=True).failed
    assert report_of(good.root) == first


def test_notebooks_of_sections_that_are_no_more_go_away(good: Nyby, without_kernels: None) -> None:
    old = write_notebook(good.root, "20_b")
    make_report(AUDIT, good.root, quiet=True)
    old.unlink()
    make_report(AUDIT, good.root, quiet=True)
    assert written_in(good.root) == WHOLE


@pytest.mark.usefixtures("without_kernels")
@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_write_that_is_stopped_leaves_no_half_report(
    good: Nyby, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    def stopped(source: Path, target: Path) -> None:
        if str(target).endswith("rapport.html"):
            raise stop
        shutil.move(source, target)

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises((KeyboardInterrupt, AuditlibError)):
        make_report(AUDIT, good.root, quiet=True)
    assert report_of(good.root) == "<p>god</p>\n"
    assert written_in(good.root) == WHOLE


def test_wrong_parameters_stop_the_run_before_anything_starts(good: Nyby) -> None:
    write_notebook(good.root, "20_b", parameters='audit = ""\nnumber = 3')
    with pytest.raises(InputError, match="P803") as raised:
        make_report(AUDIT, good.root, quiet=True, extra={"number": "3"})
    assert [each.code for each in raised.value.problems] == ["P803"]
    assert f"{AUDIT}/notebooks/10_a.ipynb" not in written_in(good.root)


def test_wrong_files_stop_the_run_before_anything_starts(good: Nyby) -> None:
    good.change("findings.yaml", "kind: deviation", "kind: deviaton")
    with pytest.raises(InputError, match="Y108"):
        make_report(AUDIT, good.root, quiet=True)
    assert f"{AUDIT}/notebooks/10_a.ipynb" not in written_in(good.root)


def test_what_a_cell_writes_as_a_warning_is_not_in_the_report(good: Nyby, without_kernels: None) -> None:
    path = write_notebook(good.root, "10_a", title("Første"))
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][1]["outputs"] = [
        {"output_type": "stream", "name": name, "text": f"sagt på {name}"} for name in ("stdout", "stderr")
    ]
    path.write_text(json.dumps(content), encoding="utf-8")
    make_report(AUDIT, good.root, quiet=True)
    assert "sagt på stdout" in report_of(good.root)
    assert "sagt på stderr" not in report_of(good.root)


def test_progress_is_a_bar_on_a_terminal(
    good: Nyby, without_kernels: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    make_report(AUDIT, good.root)
    assert "10_a" in capsys.readouterr().err
