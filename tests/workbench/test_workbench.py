"""The workbench as an auditor meets it in JupyterLab."""

import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import auditlib
from auditlib.mapping import Mapped
from auditlib.problems import InputError, UsageError
from auditlib.workbench import Workbench, check
from tests.builders import AUDIT, Nyby, nyby_in

FRAMES = ("questions", "criteria", "interviews", "findings", "measurements")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nyby_in(tmp_path_factory.mktemp("nyby")).root


@pytest.fixture(scope="module")
def bench(root: Path) -> Workbench:
    return auditlib.load(AUDIT, root)


def test_an_audit_is_loaded_from_any_folder_of_its_workspace(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "interviews" / AUDIT)
    bench = auditlib.load(AUDIT)
    assert repr(bench) == (
        "<Svartid i byggesaker (nyby): 1 problemstillinger, 3 kriterier, 4 intervjuer, 10 bevis, 2 funn>"
    )
    assert [each.code for each in bench.problems] == ["C703", "C705"]


@pytest.mark.parametrize("name", FRAMES)
def test_every_frame_says_where_its_items_are_written(bench: Workbench, root: Path, name: str) -> None:
    frame = getattr(bench, name)
    assert len(frame) > 0
    assert frame.index.is_unique
    for place in frame["sted"]:
        file, line = place.rsplit(":", 1)
        assert 0 < int(line) <= len((root / file).read_text(encoding="utf-8").splitlines())


def test_what_the_frames_hold(bench: Workbench) -> None:
    assert bench.criteria.loc["K1", ["forslag", "vurdert", "kilder"]].tolist() == [
        "delvis oppfylt", "delvis oppfylt", "byggesaksloven §\u00a021-7",
    ]  # fmt: skip
    assert bench.criteria.loc["K3", ["krav", "skal/bør"]].tolist() == ["Kommunen bør veilede.", "bør"]
    assert bench.interviews.loc["I01", ["gruppe", "utsagn", "verifisert"]].tolist() == ["soker", 1, "2024-03-01"]
    assert bench.measurements.loc["G1.a1", ["fra", "til"]].round().tolist() == [22.0, 69.0]
    assert bench.findings.loc["F1", ["for", "imot", "delt"]].tolist() == [4, 2, 0]
    assert bench.measurements.loc["M2", ["verdi", "utfall"]].tolist() == [267.0, "ikke oppfylt"]
    assert bench.matrix().loc["K1", ["fakta", "spurte", "vurdering"]].tolist() == [7, 7, "delvis oppfylt"]
    assert bench.tally("K1").loc["søkere", ["spurte", "avvik", "oppfylt"]].tolist() == [5, 3, 1]
    assert bench.tally("K1", "svartid").loc["ledere", "spurte"] == 0


def test_frames_of_an_empty_audit_keep_their_columns(nyby: Nyby) -> None:
    for name in ("I01.md", "I02.md", "I03.md", "I04.md", "indicators.yaml", "reviews.yaml", "findings.yaml",
                 "conclusions.yaml", "recommendations.yaml", "assessments.yaml", "D1.yaml"):  # fmt: skip
        next(nyby.root.rglob(name)).unlink()
    full, empty = auditlib.load(AUDIT, nyby_in(nyby.root / "full").root), auditlib.load(AUDIT, nyby.root)
    for name in FRAMES:
        assert list(getattr(empty, name).columns) == list(getattr(full, name).columns)
    assert len(empty.findings) == 0
    assert "sted" in empty.evidence().frame
    assert repr(empty.evidence()) == "<Alle bevis: 0 bevis>"


@pytest.mark.parametrize(
    ("about", "ids"),
    [
        ("K1", ["I01.p1", "I02.p1", "I03.p1", "I04.p1", "M1", "M2", "D1.u1"]),
        ("kontorplass", ["I04.p2"]),
        ("svartid", ["I01.p1", "I02.p1", "I03.p1"]),
        ("F1", ["I01.p1", "I02.p1", "M2", "G1.a1", "I03.p1", "D1.u1", "M1"]),
    ],
)
def test_evidence_on_a_criterion_a_topic_or_a_finding(bench: Workbench, about: str, ids: list[str]) -> None:
    view = bench.evidence(about)
    assert [each.id for each in view] == ids
    assert list(view.frame.index) == ids
    assert len(view) == len(ids)


def test_all_evidence_and_how_it_is_shown(bench: Workbench) -> None:
    view = bench.evidence()
    assert len(view) == len(bench.mapped.register) == 10
    assert repr(bench.evidence("K1")) == "<K1 Tolv ukers frist: 7 bevis; 3 avvik, 2 oppfylt, 1 delt, 1 bakgrunn>"
    assert repr(bench.evidence("K3")) == "<K3 Veiledning: 1 bevis; 1 bakgrunn>"
    assert view.frame.loc["I01.p1", "sted"] == "interviews/nyby/I01.md:11"


def test_html_in_a_note_is_shown_as_text(nyby: Nyby) -> None:
    nyby.change("I02.md", "[Svaret kom sent.]", "[Svaret kom <script>alert(1)</script> sent.]")
    nyby.change("datapackage.yaml", "title: Svartid etter år", "title: Svartid <b>etter</b> år")
    nyby.change("svartid.csv", "12,5 er typisk", "<i>12,5</i>")
    bench = auditlib.load(AUDIT, nyby.root)
    shown = bench.evidence("K1")._repr_html_() + bench.tables["svartid_tabell"]._repr_html_()
    assert "&lt;script&gt;" in shown
    assert not any(tag in shown for tag in ("<script>", "<b>", "<i>"))


def test_tables_by_name_with_completion(bench: Workbench) -> None:
    assert bench.tables._ipython_key_completions_() == list(bench.tables) == ["svartid_tabell", "mapper"]
    view = bench.tables["svartid_tabell"]
    assert repr(view) == "<Svartid etter år: 3 rader, 5 kolonner; statistics/nyby/svartid.csv>"
    assert repr(view) in repr(bench.tables)
    assert view.frame.loc["Nyby", "2023"] == 267.0
    assert math.isnan(view.frame.loc["Sør", "2023"])
    assert view.printed.loc["Sør", "2023"] == ":"
    assert "Gjelder fullstendige søknader." in view._repr_html_()


def test_the_graph_and_the_model_are_at_hand(bench: Workbench) -> None:
    assert isinstance(bench.mapped, Mapped)
    assert bench.inputs is bench.mapped.inputs
    assert bench.graph is bench.graph
    assert "I01.p1" in bench.graph.nodes


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda bench: bench.evidence("K9"), "there is no criterion, topic or finding `K9`"),
        (lambda bench: bench.evidence("svartider"), "did you mean svartid?"),
        (lambda bench: bench.tally("svartider"), "did you mean svartid?"),
        (lambda bench: bench.tally("K1", "svartider"), "did you mean svartid?"),
        (lambda bench: bench.tables["svartid_tabel"], "did you mean svartid_tabell?"),
        (lambda bench: auditlib.load("nybo", bench.inputs.root), "did you mean nyby?"),
        (lambda bench: auditlib.load("nyby", "/"), "no workspace in / or above it"),
    ],
)
def test_a_wrong_call_says_what_there_is(bench: Workbench, call: Callable[[Workbench], object], said: str) -> None:
    with pytest.raises(UsageError) as error:
        call(bench)
    assert said in str(error.value)
    assert error.value._render_traceback_() == [str(error.value)]


def test_errors_in_the_files_come_all_at_once_and_without_a_traceback(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "criteria: [K1]", "criteria: [K8, K9]")
    nyby.change("I02.md", "criterion=K1", "criterion=K7")
    with pytest.raises(InputError) as error:
        auditlib.load(AUDIT, nyby.root)
    assert [each.code for each in error.value.problems] == ["R302", "R302", "R302"]
    lines = error.value._render_traceback_()
    assert len(lines) == 3
    assert lines[0].startswith("findings/nyby/findings.yaml:5:")
    assert "R302 there is no criterion `K8`" in lines[0]


def test_jupyter_shows_the_message_alone(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    shown: list[str] = []
    shell = InteractiveShell.instance()
    monkeypatch.setattr(shell, "_showtraceback", lambda kind, value, lines: shown.extend(lines))
    shell.run_cell(f"import auditlib; auditlib.load('nybo', {str(root)!r})", store_history=False)
    InteractiveShell.clear_instance()
    assert len(shown) == 1
    assert "there is no audit `nybo`" in shown[0]


def test_checking_gives_the_problems_in_the_order_of_their_files(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "criteria: [K1]", "criteria: [K9]")
    nyby.change("D1.yaml", "criterion: K1", "criterion: K9")
    mapped, problems = check(AUDIT, nyby.root)
    assert mapped is None
    places = [(each.at.file, each.at.line, each.at.column) for each in problems]
    assert places == sorted(places)
    assert [each.code for each in problems] == ["R302", "R302"]


@pytest.mark.parametrize(
    "name", "audit.yaml questions.yaml criteria.yaml findings.yaml datapackage.yaml I01.md svartid.csv".split()
)
@pytest.mark.parametrize("text", ["# bare en merknad\n", "", "x", "---\n---\n"])
def test_a_file_with_nothing_in_it_is_a_problem_and_not_a_crash(nyby: Nyby, name: str, text: str) -> None:
    nyby.write(name, text)
    with pytest.raises(InputError) as error:
        auditlib.load(AUDIT, nyby.root)
    assert any(each.at.file.endswith(name) for each in error.value.problems)


def test_importing_the_package_is_light() -> None:
    code = "import sys, auditlib; print([m for m in ('pandas', 'numpy', 'scipy', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_worked_example_loads(workspace: Path) -> None:
    bench = auditlib.load("nyby-2024", workspace)
    assert len(bench.findings) > 0
    assert all(bench.evidence(each).frame["sted"].all() for each in bench.findings.index)
