"""Where a fork is not safe, or would not be like a new process, an ordinary kernel is used, and it is said why."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from auditlib.engine import Done, Job, Warm
from auditlib.engine.fits import unfit
from auditlib.engine.processes import descendants
from tests.engine.conftest import gone, job_of, wait_for
from tests.engine.corpus.case import Case

slow = pytest.mark.slow
TEXT = "import os, sys\nopen('table.csv').read()\nopen('made.txt', 'w').write('x')\n'papermill' in sys.modules, 1 + 1"


def result(done: Done) -> str:
    cells = json.loads(done.job.target.read_text(encoding="utf-8"))["cells"]
    assert cells[0]["execution_count"] == 1
    return "".join(cells[-1]["outputs"][0]["data"]["text/plain"])


def run_with(folder: Path, **settings: object) -> tuple[Done, str]:
    """Run the text in processes with some settings; give what came of it, and why the kernel was ordinary."""
    (folder / "table.csv").write_text("1", encoding="utf-8")
    with Warm(1, **{"imports": (), **settings}) as warm:  # type: ignore[arg-type]
        (done,) = warm.run([job_of(TEXT, folder)])
        return done, warm.why


@slow
def test_where_forks_are_missing(tmp_path: Path) -> None:
    done, why = run_with(tmp_path, fork=False)
    assert why == ("forks were declined" if sys.platform == "linux" else "forks as they are made here need Linux")
    assert (done.outcome, result(done), done.note) == ("ok", "(False, 2)", why)
    assert done.opened == (str(tmp_path / "table.csv"),)


@slow
@pytest.mark.parametrize(
    ("function", "why"),
    [
        ("start_thread", "threads were started while preparing: "),
        ("connect", "threads were started while preparing: "),
        ("fail", "ValueError while preparing: not prepared"),
        ("leave_open", "files were left open while preparing: {folder}/table.csv"),
    ],
)
def test_what_cannot_be_forked(tmp_path: Path, function: str, why: str) -> None:
    arguments = (str(tmp_path / "table.csv"),) if function == "leave_open" else ()
    done, said = run_with(tmp_path, prepare=("tests.engine.made", function, arguments))
    assert said.startswith(why.format(folder=tmp_path))
    assert (done.outcome, result(done), done.note) == ("ok", "(False, 2)", said)
    assert done.opened == (str(tmp_path / "table.csv"),)


@slow
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("print('hello from here')", "hello from here"),
        ("import warnings; warnings.warn('old', FutureWarning)", "FutureWarning: old"),
        ("import os; os.system('echo from a program')", "from a program"),
    ],
)
def test_a_module_that_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, said: str) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "speaks.py").write_text(source, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'path'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    done, why = run_with(tmp_path, imports=("speaks",))
    assert why.startswith("importing speaks says: ")
    assert said in why
    assert done.outcome == "ok"


@slow
def test_a_module_that_is_not_there(tmp_path: Path) -> None:
    done, why = run_with(tmp_path, imports=("no_such_module_here", "no.such.package"))
    assert (done.outcome, done.note, why) == ("ok", "", "")


@slow
def test_modules_of_the_notebooks_own(tmp_path: Path) -> None:
    """A module in the notebook's folder comes before one that is installed, and after one of the standard library."""
    for name in ("cycler.py", "statistics.py", "own.py"):
        (tmp_path / name).write_text("x = 1", encoding="utf-8")
    text = "import cycler, own, statistics\nhasattr(cycler, 'x'), own.x, hasattr(statistics, 'x')"
    with Warm(1, imports=("cycler", "statistics")) as warm:
        (other,) = warm.run([job_of(text, tmp_path)])
        (tmp_path / "cycler.py").unlink()
        (same,) = warm.run([job_of(text, tmp_path, "same")])
    assert other.note.startswith("cycler.py in the notebook's folder is imported instead of ")
    assert result(other) == "(True, 1, False)"
    assert (result(same), same.note) == ("(False, 1, False)", "")


@slow
def test_other_settings_of_matplotlib(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("figure.dpi: 33", encoding="utf-8")
    text = "import matplotlib\nmatplotlib.rcParams['figure.dpi']"
    with Warm(1, imports=("matplotlib",)) as warm:
        (done,) = warm.run([job_of(text, tmp_path)])
    assert done.note == f"matplotlib has settings of its own here: {tmp_path / 'matplotlibrc'}"
    assert result(done) == "33.0"


@slow
def test_a_window_on_the_screen(run: Callable[..., Done]) -> None:
    done = run("%gui asyncio\n1")
    assert (done.outcome, done.note, result(done)) == ("ok", "`%gui asyncio` needs a kernel of its own", "1")


# --- which notebooks ---


def notebook_of(text: str, folder: Path) -> NotebookNode:
    return nbformat.read(Case("notebook", text).write(folder), as_version=4)


@pytest.mark.parametrize(
    "line",
    ["%matplotlib qt", "%matplotlib widget", "%gui tk", "%pylab", "matplotlib.use('TkAgg')",
     'plt.switch_backend("qtagg")', "  %connect_info", "%qtconsole"],
)  # fmt: skip
def test_cells_that_need_a_kernel_of_their_own(tmp_path: Path, line: str) -> None:
    assert (
        unfit(notebook_of(f"1\n# %%\n{line}", tmp_path), "python3")
        == f"`{line.strip().rstrip(')')}` needs a kernel of its own"
    )


@pytest.mark.parametrize(
    "line", ["%matplotlib inline", "matplotlib.use('agg')", "%pylab inline", "# %gui is for windows"]
)
def test_cells_that_do_not(tmp_path: Path, line: str) -> None:
    assert unfit(notebook_of(f"# %% markdown\n%gui tk\n# %%\n{line}", tmp_path), "python3") == ""


@pytest.mark.parametrize(("backend", "fits"), [("agg", True), ("", True), ("TkAgg", False), ("module://other", False)])
def test_back_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str, fits: bool) -> None:
    monkeypatch.setenv("MPLBACKEND", backend)
    assert (unfit(notebook_of("1", tmp_path), "python3") == "") == fits


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        ({}, ""),
        ({"argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]}, ""),
        ({"argv": ["python3", "-m", "ipykernel_launcher", "-f", "{connection_file}"]}, ""),
        ({"argv": ["/usr/bin/false", "-m", "ipykernel_launcher", "-f", "{connection_file}"]}, "is another Python"),
        ({"argv": ["R", "--slave", "{connection_file}"]}, "is started in a way of its own"),
        ({"env": {"A": "1"}}, "is started in a way of its own"),
    ],
)
def test_other_kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spec: dict[str, object], why: str) -> None:
    argv = ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    folder = tmp_path / "kernels" / "made-up"
    folder.mkdir(parents=True)
    content = {"argv": argv, "display_name": "Made up", "language": "python", **spec}
    (folder / "kernel.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert unfit(notebook_of("1", tmp_path), "made-up") == (why and f"the kernel made-up {why}")


# --- nothing is left of ordinary kernels either ---


def left_since(below: set[int]) -> set[int]:
    """Give the processes below this one that were not there before, without the one that Python keeps for itself."""
    left = set(descendants(os.getpid())) - below
    return {
        each for each in left if "resource_tracker" not in Path(f"/proc/{each}/cmdline").read_text(encoding="utf-8")
    }


@slow
def test_many_in_ordinary_kernels(tmp_path: Path) -> None:
    texts = ["1", "1 / 0", "import os; os._exit(1)", "while True: pass"]
    below = set(descendants(os.getpid()))
    with Warm(2, fork=False) as warm:
        done = list(warm.run([job_of(text, tmp_path, f"n{n}", timeout=2) for n, text in enumerate(texts)]))
    assert sorted(each.outcome for each in done) == ["died", "failed", "ok", "timed out"]
    assert all(gone(each) for each in left_since(below))


@slow
@pytest.mark.parametrize("fork", [True, False])
def test_stopping_ordinary_kernels(tmp_path: Path, fork: bool) -> None:
    below = set(descendants(os.getpid()))
    prepare = ("tests.engine.made", "start_thread", ())
    warm = Warm(2, imports=(), prepare=prepare, fork=fork)
    text = "import subprocess, time\nsubprocess.Popen(['sleep', '300'])\nopen('begun', 'w').close()\ntime.sleep(300)"
    jobs = [job_of(text, tmp_path)]
    stopper = threading.Thread(target=lambda: (wait_for(tmp_path / "begun"), warm.stop()))
    stopper.start()
    done = list(warm.run(jobs))
    stopper.join()
    assert [each.outcome for each in done] == ["interrupted"]
    assert all(gone(each) for each in left_since(below))


@slow
def test_a_driver_that_is_killed(tmp_path: Path) -> None:
    with Warm(1, fork=False) as warm:
        jobs = [job_of("1", tmp_path, name, after=("tests.engine.made", "kill")) for name in ("one",)]
        (done,) = warm.run([*jobs])
    assert done.outcome == "died"
    assert done.error == f"its driver ended itself with exit code {-signal.SIGKILL}"


def test_jobs_are_plain() -> None:
    job = Job(Path("a"), Path("b"), {}, Path("c"))
    assert (job.timeout, job.after) == (None, None)
