"""Many notebooks: what comes of each, what they share and what not, and that nothing is left of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditlib.engine import Done, Job, Warm
from auditlib.engine.processes import descendants
from tests.engine.conftest import gone, job_of, marked, wait_for

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def printed(done: Done) -> list[str]:
    """Give what the cells of the executed notebook printed or came to."""
    cells = json.loads(done.job.target.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return ["".join(each.get("text") or each.get("data", {}).get("text/plain", "")) for each in outputs]


def statuses(done: Done) -> list[str]:
    cells = json.loads(done.job.target.read_text(encoding="utf-8"))["cells"]
    return [cell["metadata"]["papermill"]["status"] for cell in cells if "papermill" in cell["metadata"]]


# --- what comes of a notebook ---


def test_it_runs(run: Callable[..., Done]) -> None:
    done = run("# %% parameters\nplace = ''\n# %%\nplace * 2", parameters={"place": "Nyby "})
    assert (done.outcome, done.cell, done.error, done.not_run, done.note) == ("ok", 0, "", (), "")
    assert printed(done) == ["'Nyby Nyby '"]
    assert done.seconds > 0


def test_it_fails(run: Callable[..., Done]) -> None:
    text = "# %% parameters\nn = 1\n# %%\n'fine'\n# %% markdown\nText.\n# %%\nn / 0\n# %%\n1\n# %%\n2"
    done = run(text, parameters={"n": 2})
    assert (done.outcome, done.cell, done.error) == ("failed", 4, "ZeroDivisionError: division by zero")
    assert done.not_run == (5, 6)


def test_it_dies(run: Callable[..., Done]) -> None:
    done = run("1\n# %%\nimport os\nprint('last words', flush=True)\nos.kill(os.getpid(), 9)\n# %%\n3")
    assert (done.outcome, done.cell, done.not_run) == ("died", 2, (3,))
    assert done.error == "Kernel died: it was killed by SIGKILL (out of memory?)"
    assert statuses(done) == ["completed", "failed", "pending"]
    assert printed(done) == ["1", "last words\n"]


def test_it_ends_itself(run: Callable[..., Done]) -> None:
    done = run("import os\nos._exit(7)\n# %%\n2")
    assert (done.outcome, done.cell, done.not_run) == ("died", 1, (2,))
    assert done.error == "Kernel died: it ended itself with exit code 7"


def test_it_takes_too_long(run: Callable[..., Done]) -> None:
    done = run("print('begun', flush=True)\nwhile True: pass\n# %%\n2", timeout=1)
    assert (done.outcome, done.cell, done.not_run) == ("timed out", 1, (2,))
    assert done.error == "the cell took more than 1 seconds"
    assert statuses(done) == ["failed", "pending"]
    assert printed(done)[0] == "begun\n"


def test_it_leaves_early(run: Callable[..., Done]) -> None:
    done = run("import sys\nsys.exit(0)\n# %%\n2")
    assert (done.outcome, done.cell, done.not_run) == ("ok", 0, (2,))


def test_no_notebook(bare: Warm, tmp_path: Path) -> None:
    (done,) = bare.run([Job(tmp_path / "none.ipynb", tmp_path / "out.ipynb", {}, tmp_path)])
    assert (done.outcome, done.cell) == ("failed", 0)
    assert "none.ipynb" in done.error
    assert not (tmp_path / "out.ipynb").exists()


def test_braces_in_names(bare: Warm, tmp_path: Path) -> None:
    folder = tmp_path / "{odd} {0}"
    folder.mkdir()
    (done,) = bare.run([job_of("1", folder, "{x}")])
    assert (done.outcome, done.job.target.exists()) == ("ok", True)


def test_the_target_stands_until_it_is_whole(bare: Warm, tmp_path: Path) -> None:
    job = job_of("1\n# %%\nimport time\ntime.sleep(1)", tmp_path)
    job.target.write_text("the last one", encoding="utf-8")
    seen = set()
    for _ in bare.run([job]):
        seen.add(job.target.read_text(encoding="utf-8")[:1])
    assert seen == {"{"}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["notebook.ipynb", "notebook.out.ipynb"]


# --- many ---


def test_each_is_done_once(bare: Warm, tmp_path: Path) -> None:
    text = "# %% parameters\nn = 0\n# %%\nn"
    jobs = [job_of(text, tmp_path, f"n{number}", parameters={"n": number}) for number in range(7)]
    done = list(bare.run(jobs))
    assert sorted(each.job.parameters["n"] for each in done) == list(range(7))
    assert all(printed(each) == [str(each.job.parameters["n"])] for each in done)


def test_one_failing_stops_no_other(bare: Warm, tmp_path: Path) -> None:
    texts = ["1", "1 / 0", "import os; os._exit(1)", "4"]
    done = bare.run([job_of(text, tmp_path, f"n{number}") for number, text in enumerate(texts)])
    assert sorted(each.outcome for each in done) == ["died", "failed", "ok", "ok"]


def test_what_comes_after(bare: Warm, tmp_path: Path) -> None:
    names = ("outputs", "large", "kill", "none")
    jobs = [job_of("1\n# %%\n2", tmp_path, name, after=("tests.engine.made", name)) for name in names]
    done = {each.job.source.stem: each for each in bare.run(jobs)}
    assert done["outputs"].value == "2 cells"
    assert done["large"].value == b"x" * 1_000_000
    assert done["kill"].outcome == "died"
    assert done["kill"].error == "its driver was killed by SIGKILL (out of memory?)"
    assert done["none"].outcome == "failed"
    assert done["none"].error.startswith("none: AttributeError: ")
    (failed,) = bare.run([job_of("1 / 0", tmp_path, "failed", after=("tests.engine.made", "outputs"))])
    assert (failed.outcome, failed.value) == ("failed", None)


# --- what notebooks share, and what not ---


def test_files_read(run: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("table.csv", "below/note.md", "unread.csv", "module_here.py", "read_in_child.txt"):
        (tmp_path / name).write_text("1", encoding="utf-8")
    done = run(
        "import os, sqlite3\nfrom pathlib import Path\nopen('table.csv').read()\nPath('below/note.md').read_bytes()\n"
        "Path('made.txt').write_text('x'); Path('made.txt').read_text()\nopen('/etc/hostname').close()\n"
        "import module_here\nos.path.exists('unread.csv')\nsqlite3.connect('data.sqlite').close()\n"
        "try: open('none.csv')\nexcept OSError: pass\nPath('notebook.ipynb').read_text()\n"
        "if not (child := os.fork()):\n    open('read_in_child.txt').read(); os._exit(0)\nos.waitpid(child, 0)"
    )
    read = {os.path.relpath(path, tmp_path) for path in done.opened}
    assert read == {"table.csv", "below/note.md", "module_here.py", "data.sqlite", "read_in_child.txt"}


def test_random_numbers_differ(bare: Warm, tmp_path: Path) -> None:
    text = "import random, os, uuid\nrandom.random(), os.urandom(4), uuid.uuid4()"
    done = bare.run([job_of(text, tmp_path, f"n{number}") for number in range(3)])
    assert len({tuple(printed(each)) for each in done}) == 3


def test_a_fork_of_a_notebook_can_print(run: Callable[..., Done]) -> None:
    """Even when another thread of the notebook is just sending what was printed before."""
    done = run(
        "import os, sys, threading, time\nfor stream in (sys.stdout, sys.stderr):\n    inside = threading.Event()\n"
        "    def send():\n        with stream._buffer_lock: inside.set(); time.sleep(0.2)\n"
        "    threading.Thread(target=send).start(); inside.wait()\n"
        "    if not (child := os.fork()):\n        print('from the fork', file=stream, flush=True); os._exit(0)\n"
        "    os.waitpid(child, 0)\nprint('after it')",
        timeout=20,
    )
    assert (done.outcome, done.error) == ("ok", "")
    assert sorted("".join(printed(done)).splitlines()) == ["after it", "from the fork", "from the fork"]


def test_no_port_is_open(run: Callable[..., Done]) -> None:
    done = run(
        "import os\nfrom pathlib import Path\nfolder = Path('/proc/self/fd')\n"
        "links = [os.readlink(each) for each in folder.iterdir() if os.path.lexists(each)]\n"
        "inodes = [each.split('[')[1][:-1] for each in links if each.startswith('socket:')]\n"
        "tables = ''.join(Path(f'/proc/net/{name}').read_text() for name in ('tcp', 'tcp6', 'udp'))\n"
        "[each for each in inodes if f' {each} ' in tables], len(inodes) > 0"
    )
    assert printed(done) == ["([], True)"]


def test_prepared_once_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "audit.txt").write_text("criteria", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Warm(2, imports=("json.tool",), prepare=("tests.engine.made", "keep", (str(tmp_path / "audit.txt"),))) as warm:
        text = "import sys\nsys.modules['tests.engine.made'].kept, 'json.tool' in sys.modules"
        done = list(warm.run([job_of(text, tmp_path, name) for name in ("one", "two")]))
        assert (warm.mode, warm.why) == ("fork", "")
        assert warm.prepared == (str(tmp_path / "audit.txt"),)
    assert [printed(each) for each in done] == [["(['criteria'], True)"]] * 2


ALGEBRA = """
import ctypes, numpy, os, pathlib
(numpy.ones((300, 300)) @ numpy.ones((300, 300))).sum()
maps = pathlib.Path('/proc/self/maps').read_text().splitlines()
libraries = sorted({line.split()[-1] for line in maps if 'openblas' in line})
numbers = [ctypes.CDLL(path).scipy_openblas_get_num_threads64_() for path in libraries]
print(numbers, {name: os.environ.get(name) for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MPLBACKEND')})
"""


@pytest.mark.parametrize("number", ["1", "3"])
@pytest.mark.parametrize("variable", ["", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
def test_threads_of_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, number: str) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")
    if variable:
        monkeypatch.setenv(variable, number)
    command = [sys.executable, "-c", ALGEBRA]
    alone = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    with Warm(1, imports=("numpy",)) as warm:
        (done,) = warm.run([job_of(ALGEBRA, tmp_path)])
    assert (printed(done), done.note) == ([alone], "")


def test_exit_functions(tmp_path: Path) -> None:
    """Those of the warm parent run once, at its end, and those of a notebook at the notebook's."""
    text = (
        "import sys, tempfile, atexit, pathlib\nshared = sys.modules['tests.engine.made'].kept[0].name\n"
        "own = tempfile.TemporaryDirectory(dir='.', prefix='own-')\npathlib.Path(own.name).exists()\n"
        "atexit.register(lambda: pathlib.Path('notebook ended').write_text(str(pathlib.Path(shared).exists())))"
    )
    with Warm(1, imports=(), prepare=("tests.engine.made", "leave_at_exit", (str(tmp_path),))) as warm:
        done = list(warm.run([job_of(text, tmp_path, name) for name in ("one", "two")]))
        assert [each.outcome for each in done] == ["ok", "ok"]
        assert [each.name.partition("-")[0] for each in tmp_path.glob("*-*")] == ["shared"]
        assert not (tmp_path / "ends").exists()
    assert (tmp_path / "notebook ended").read_text(encoding="utf-8") == "True"
    assert list(tmp_path.glob("*-*")) == []
    assert (tmp_path / "ends").read_text(encoding="utf-8") == "end\n"


# --- nothing is left ---


@pytest.fixture
def left_running(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A notebook that starts programs which move away from it, and a word in the environment of all of them."""
    word = f"AUDITLIB_TEST_{os.getpid()}_{time.monotonic_ns()}"
    yield (
        f"import os, subprocess, sys, time\nos.environ['{word}'] = '1'\n"
        "subprocess.Popen(['sleep', '300'])\nsubprocess.Popen(['sleep', '300'], start_new_session=True)\n"
        "subprocess.run(['sh', '-c', 'setsid sleep 300 & setsid sh -c \"sleep 300 & sleep 300\" &'])\n"
        "open('started', 'w').write('x')",
        tmp_path,
    )
    for process in marked(word):
        os.kill(process, signal.SIGKILL)


def word_of(text: str) -> str:
    return text.split("'")[1]


def test_programs_end_with_their_notebook(left_running: tuple[str, Path], run: Callable[..., Done]) -> None:
    text, _ = left_running
    done = run(text)
    assert done.outcome == "ok"
    assert all(gone(process) for process in marked(word_of(text)))


def test_programs_end_with_a_kernel_that_dies(left_running: tuple[str, Path], run: Callable[..., Done]) -> None:
    text, _ = left_running
    assert run(f"{text}\n# %%\nos.kill(os.getpid(), 9)").outcome == "died"
    assert all(gone(process) for process in marked(word_of(text)))


def test_stopping(left_running: tuple[str, Path]) -> None:
    text, folder = left_running
    below = set(descendants(os.getpid()))
    warm = Warm(2, imports=())
    results = warm.run([job_of(f"{text}\ntime.sleep(300)", folder, name) for name in ("one", "two", "three")])
    stopper = threading.Thread(target=lambda: (wait_for(folder / "started"), warm.stop()))
    stopper.start()
    done = list(results)
    stopper.join()
    assert [each.outcome for each in done] == ["interrupted", "interrupted"]
    warm.stop()
    assert all(gone(process) for process in marked(word_of(text)))
    assert set(descendants(os.getpid())) - below == set()
    assert list(warm.run([job_of("1", folder)])) == []


SCRIPT = """
import sys
from pathlib import Path
from auditlib.engine import Job, Warm
folder = Path(sys.argv[1])
try:
    with Warm(1, imports=()) as warm:
        list(warm.run([Job(folder / "notebook.ipynb", folder / "out.ipynb", {}, folder)]))
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_end_of_the_caller(left_running: tuple[str, Path], number: signal.Signals) -> None:
    text, folder = left_running
    job_of(f"{text}\ntime.sleep(300)", folder)
    caller = subprocess.Popen([sys.executable, "-c", SCRIPT, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    wait_for(folder / "started")
    below = descendants(caller.pid)
    caller.send_signal(number)
    said, _ = caller.communicate(timeout=30)
    assert said == ("interrupted\n" if number == signal.SIGINT else "")
    assert len(below) >= 4
    assert all(gone(process) for process in [*below, *marked(word_of(text))])
    assert not (folder / "out.ipynb").exists()


@pytest.mark.parametrize("which", ["parent", "drivers"])
def test_the_end_of_a_process_of_the_engine(left_running: tuple[str, Path], which: str) -> None:
    text, folder = left_running
    before = set(descendants(os.getpid()))
    with Warm(1, imports=()) as warm:
        assert warm.mode == "fork"
        engine = min(
            each
            for each in set(descendants(os.getpid())) - before
            if f"auditlib.engine.{which} import" in Path(f"/proc/{each}/cmdline").read_text()
        )
        kills = job_of(f"{text}\nos.kill({engine}, 9)\ntime.sleep(300)", folder)
        done = list(warm.run([kills, job_of("2", folder, "two")]))
        assert done[0].outcome == ("died" if which == "parent" else "interrupted")
        assert all(gone(process) for process in marked(word_of(text)))
        if which == "parent":
            assert (done[1].outcome, done[1].note) == ("ok", "the warm parent is gone")


def test_importing_loads_nothing() -> None:
    code = "import sys, auditlib.engine\nprint(sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    loaded = {each.partition(".")[0] for each in eval(said)}
    heavy = {"IPython", "asyncio", "ctypes", "ipykernel", "nbclient", "nbformat", "papermill", "subprocess", "zmq"}
    assert heavy & loaded == set()


def test_a_warm_of_its_own_in_a_thread(tmp_path: Path) -> None:
    kept: list[Any] = []
    maker = threading.Thread(target=lambda: kept.append(Warm(1, imports=())))
    maker.start()
    maker.join()
    with kept[0] as warm:
        (done,) = warm.run([job_of("1", tmp_path)])
    assert (done.outcome, done.note) == ("ok", "")
