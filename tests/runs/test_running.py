"""Running sections: what fails is told and kept apart, and what was good stays until something better is whole."""

import errno
import json
import os
import re
import shutil
import signal
import time
from pathlib import Path

import nbformat
import pytest

from auditlib.problems import AuditlibError, InputError
from auditlib.report.make import make_report
from tests.builders import AUDIT, Nyby
from tests.report.made import start
from tests.runs.doubles import Engine
from tests.runs.made import title, write_notebook

GOOD = "<p>god</p>\n"


@pytest.fixture
def good(nyby: Nyby) -> Nyby:
    """An audit with a small report that stands."""
    folder = nyby.root / "reports" / AUDIT
    (folder / "notebooks").mkdir(parents=True)
    (folder / "rapport.html").write_text(GOOD, encoding="utf-8")
    write_notebook(nyby.root, "10_a", title("Første"))
    return nyby


def report_of(root: Path) -> str:
    return (root / "reports" / AUDIT / "rapport.html").read_text(encoding="utf-8")


def written_in(root: Path) -> set[str]:
    """Give every file and folder under reports/."""
    folder = root / "reports"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def recorded_in(root: Path) -> set[str]:
    """Give what the record of the last run says it left."""
    record = json.loads((root / "reports" / AUDIT / ".run" / "record.json").read_text(encoding="utf-8"))
    return {f"{AUDIT}/{name}" for name in record["files"]}


def files_in(root: Path) -> set[str]:
    """Give the files that a reader finds under reports/: all but hidden ones."""
    return {name for name in written_in(root) if "/." not in name and (root / "reports" / name).is_file()}


def alive(process: int) -> bool:
    """Say whether a process runs."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


# --- through the engine ---


@pytest.mark.slow
def test_a_failing_cell_is_named_and_the_other_sections_survive(good: Nyby) -> None:
    write_notebook(good.root, "20_b", "1 + 1", "raise ValueError('tallet\\nmangler')", "2", "3")
    write_notebook(good.root, "30_c", title("Siste"))
    running = start("auditlib", "run", AUDIT, cwd=good.root)
    printed, progress = running.communicate()
    assert running.returncode == 1
    assert printed == (
        "notebooks/20_b.ipynb:0:0: P804 cell 3 fails: ValueError: tallet / mangler; cells 4 to 5 were not run"
        " (open the notebook at that cell; the last good report is untouched) [20_b]\n"
    )
    told = [re.fullmatch(r"\[(\d)/3\] (\w+) \d+\.\d s", line) for line in progress.splitlines()[:3]]
    assert [each and each[1] for each in told] == ["1", "2", "3"]
    assert {each and each[2] for each in told} == {"10_a", "20_b", "30_c"}
    assert "Traceback" not in progress
    assert report_of(good.root) == GOOD
    folder = good.root / "reports" / AUDIT / "notebooks"
    assert {path.name for path in folder.iterdir()} == {"10_a.ipynb", "20_b.ipynb", "30_c.ipynb"}
    assert "Siste" in (folder / "30_c.ipynb").read_text(encoding="utf-8")
    failed = nbformat.read(folder / "20_b.ipynb", as_version=4)
    assert "ValueError" in json.dumps(failed)


@pytest.mark.slow
def test_a_kernel_that_dies_fails_its_own_section_only(good: Nyby) -> None:
    write_notebook(good.root, "20_b", "import os\nos._exit(7)", "1")
    write_notebook(good.root, "30_c", title("Siste"))
    made = make_report(AUDIT, good.root, quiet=True)
    assert made.failed
    (failed,) = (each for each in made.problems if each.code == "P804")
    assert str(failed).startswith("notebooks/20_b.ipynb:0:0: P804 cell 2 fails: ")
    assert "; cell 3 was not run (open the notebook" in str(failed)
    assert report_of(good.root) == GOOD


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_the_last_report_and_nothing_of_its_own(
    good: Nyby, number: signal.Signals, status: int
) -> None:
    write_notebook(
        good.root,
        "10_a",
        "import os, subprocess, time\nown = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        "with open('processes.new', 'w') as file:\n    print(os.getpid(), own.pid, file=file)\n"
        "os.rename('processes.new', 'processes')\ntime.sleep(600)",
    )
    places = set(good.root.iterdir())
    running = start("auditlib", "run", AUDIT, cwd=good.root)
    told = good.root / "processes"
    while not told.exists():
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(number)
    printed, progress = running.communicate()
    assert running.returncode == status
    assert "Traceback" not in printed + progress
    assert report_of(good.root) == GOOD
    assert written_in(good.root) == {
        AUDIT, f"{AUDIT}/rapport.html", f"{AUDIT}/notebooks", f"{AUDIT}/.run", f"{AUDIT}/.run/lock"
    }  # fmt: skip
    assert set(good.root.iterdir()) == places | {told}
    assert not [each for each in map(int, told.read_text(encoding="utf-8").split()) if alive(each)]


@pytest.mark.slow
def test_of_two_runs_at_once_the_second_waits_and_finds_nothing_to_do(good: Nyby) -> None:
    write_notebook(good.root, "10_a", "import time\ntime.sleep(2)")
    running = [start("auditlib", "run", AUDIT, cwd=good.root) for _ in range(2)]
    said = [each.communicate() for each in running]
    assert [each.returncode for each in running] == [0, 0]
    first, second = sorted(said, key=lambda each: "nothing has changed" in each[0])
    assert "(nothing has changed)" not in first[0]
    assert "(nothing has changed)" in second[0]
    assert second[1] == f"Another run of {AUDIT} is at work; waiting for it\n"
    assert files_in(good.root) == recorded_in(good.root)


# A chapter for each question with its pictures, and an appendix.
SECTIONS = ("30_problemstilling", "83_vedlegg_tall")


@pytest.mark.slow
def test_a_run_gives_the_same_bytes_whoever_runs_the_notebooks(workspace: Path, tmp_path: Path) -> None:
    """One at a time or several, in forks or in ordinary kernels, everything or only what changed."""
    (workspace / "notebooks").mkdir()
    for name in SECTIONS:
        shutil.copy(Path(__file__).parents[2] / "notebooks" / f"{name}.ipynb", workspace / "notebooks")
    before: dict[str, bytes] = {}
    for options in ("", "workers=1", "kernels"):
        script = tmp_path / "run.py"
        script.write_text(_RUN.format(options=options, workspace=str(workspace)), encoding="utf-8")
        done = start(str(script).removesuffix(".py").rpartition("/")[2], cwd=tmp_path)
        assert done.communicate()[0] == "made\n"
        folder = workspace / "reports"
        found = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        assert found == (before or found), options
        before = found


_RUN = """
from auditlib.report.make import make_report
from auditlib.runs import warm
if "{options}" == "workers=1":
    warm.workers = lambda most: 1
if "{options}" == "kernels":
    warm._PREPARE = ("auditlib.no_such_module", "x")
made = make_report("nyby-2024", {workspace!r}, quiet=True, force=True)
print("made" if not made.failed else made.problems)
"""


# --- without starting anything ---


def test_a_report_can_be_deleted_and_made_again(good: Nyby, engine: Engine) -> None:
    assert not make_report(AUDIT, good.root, quiet=True).failed
    first = report_of(good.root)
    assert files_in(good.root) == recorded_in(good.root)
    shutil.rmtree(good.root / "reports")
    assert not make_report(AUDIT, good.root, quiet=True).failed
    assert report_of(good.root) == first


def test_notebooks_of_sections_that_are_no_more_go_away(good: Nyby, engine: Engine) -> None:
    old = write_notebook(good.root, "20_b")
    make_report(AUDIT, good.root, quiet=True)
    assert any("20_b" in name for name in written_in(good.root))
    old.unlink()
    make_report(AUDIT, good.root, quiet=True)
    assert not any("20_b" in name for name in written_in(good.root))


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (("failed", 2, "ValueError: nei", (3,)), "cell 2 fails: ValueError: nei; cell 3 was not run"),
        (("died", 2, "Kernel died: it was killed by SIGKILL", ()), "cell 2 fails: Kernel died: it was killed by SIGK"),
        (("timed out", 1, "the cell took more than 5 seconds", (2, 3, 5)), "than 5 seconds; cells 2 to 5 were not"),
        (("failed", 0, "OSError: [Errno 28] No space left on device", ()), "it cannot be run: OSError: [Errno 28] No"),
        (("interrupted", 0, "", ()), "it cannot be run: interrupted ("),
    ],
)
def test_what_fails_is_told_with_its_cell_and_what_was_not_run(
    good: Nyby, engine: Engine, outcome: tuple[str, int, str, tuple[int, ...]], said: str
) -> None:
    engine.failing["10_a"] = outcome
    made = make_report(AUDIT, good.root, quiet=True)
    (failed,) = made.problems
    assert (made.failed, failed.code) == (True, "P804")
    assert said in str(failed)
    assert report_of(good.root) == GOOD


def test_ordinary_kernels_are_told_of_once(good: Nyby, engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    write_notebook(good.root, "20_b")
    engine.notes = dict.fromkeys(("10_a", "20_b"), "no fork on this system")
    make_report(AUDIT, good.root)
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "[1/2] 20_b 0.1 s", "[2/2] 10_a 0.1 s", "Run in ordinary kernels, which takes longer: no fork on this system",
    ]  # fmt: skip


FULL = OSError(errno.ENOSPC, "No space left on device")
TOLD = AuditlibError("No space left on device; the last one is untouched; free some space and run again")
STOPS = [(KeyboardInterrupt(), KeyboardInterrupt()), (FULL, TOLD)]


@pytest.mark.parametrize(("stop", "raised"), STOPS, ids=["interrupt", "full disk"])
@pytest.mark.parametrize("moment", range(5))
def test_a_write_that_is_stopped_leaves_whole_files_and_the_next_run_mends_it(
    good: Nyby, engine: Engine, monkeypatch: pytest.MonkeyPatch, stop: BaseException, raised: BaseException, moment: int
) -> None:
    make_report(AUDIT, good.root, quiet=True)
    first = {name: (good.root / "reports" / name).read_bytes() for name in files_in(good.root)}
    write_notebook(good.root, "20_b", prose="# Ny")
    replace, moves = os.replace, iter(range(100))

    def stopped(source: Path, target: Path) -> None:
        if next(moves) == moment:
            raise stop
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", stopped)
        with pytest.raises(type(raised), match=str(raised) or "^$"):
            make_report(AUDIT, good.root, quiet=True)
    for name in files_in(good.root) & first.keys():
        content = (good.root / "reports" / name).read_bytes()
        assert content == first[name] or name.endswith(".html")
        assert content.rstrip().endswith((b"</html>", b"}"))
    assert not list((good.root / "reports" / AUDIT / ".run").glob("work-*"))
    make_report(AUDIT, good.root, quiet=True)
    assert "Ny</h1>" in report_of(good.root)
    assert files_in(good.root) == recorded_in(good.root)


def test_a_folder_that_cannot_be_written_is_told(good: Nyby, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(good.root / "reports"))

    monkeypatch.setattr("auditlib.runs.place.open", refused, raising=False)
    with pytest.raises(AuditlibError, match=r"cannot write the report: .*reports: Permission denied; the last one is"):
        make_report(AUDIT, good.root, quiet=True)
    assert (report_of(good.root), engine.taken()) == (GOOD, [])


def test_wrong_parameters_stop_the_run_before_anything_starts(good: Nyby, engine: Engine) -> None:
    write_notebook(good.root, "20_b", parameters='audit = ""\nnumber = 3')
    with pytest.raises(InputError, match="P803") as raised:
        make_report(AUDIT, good.root, quiet=True, extra={"number": "3"})
    assert [each.code for each in raised.value.problems] == ["P803"]
    assert engine.taken() == []


def test_wrong_files_stop_the_run_before_anything_starts(good: Nyby, engine: Engine) -> None:
    good.change("findings.yaml", "kind: deviation", "kind: deviaton")
    with pytest.raises(InputError, match="Y108"):
        make_report(AUDIT, good.root, quiet=True)
    assert engine.taken() == []


def test_what_a_cell_writes_as_a_warning_is_not_in_the_report(good: Nyby, engine: Engine) -> None:
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
    good: Nyby, engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    make_report(AUDIT, good.root)
    assert "10_a 0.1 s" in capsys.readouterr().err


def test_a_quiet_run_says_nothing(good: Nyby, engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    engine.notes["10_a"] = "no fork on this system"
    make_report(AUDIT, good.root, quiet=True)
    assert capsys.readouterr() == ("", "")
