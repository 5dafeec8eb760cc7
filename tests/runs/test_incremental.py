"""What a run does again after which change, and that it gives what running everything would."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditlib import fingerprints
from auditlib.problems import InputError
from auditlib.report.make import MadeReport, make_report, reasons_to_run
from auditlib.runs import Notebook, Section
from auditlib.runs.why import fragment_name
from tests.builders import AUDIT, Nyby
from tests.runs.doubles import Engine
from tests.runs.made import title, write_notebook

ALL = ["10_a", "20_b"]
FRAGMENT = fragment_name(Section("20_b", Notebook(Path(), "", {}, ""), {}))
Change = Callable[[Nyby], object]


@pytest.fixture
def made(nyby: Nyby, engine: Engine) -> Nyby:
    """An audit with two sections whose report was made."""
    write_notebook(nyby.root, "10_a", title("Første"), prose="# Innledning")
    write_notebook(nyby.root, "20_b", title("Andre"))
    assert not make(nyby).failed
    assert engine.taken() == ALL
    return nyby


def make(nyby: Nyby, **options: bool) -> MadeReport:
    return make_report(AUDIT, nyby.root, quiet=True, **options)


def folder_of(nyby: Nyby) -> Path:
    return nyby.root / "reports" / AUDIT


def everything_in(folder: Path) -> dict[str, bytes]:
    """Give what a run left, but for its empty lock."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit_notebook(nyby: Nyby, name: str, old: str, new: str) -> None:
    path = nyby.root / "notebooks" / f"{name}.ipynb"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_run_when_nothing_changed(made: Nyby, engine: Engine) -> None:
    before = everything_in(folder_of(made))
    again = make(made)
    assert (again.fresh, again.failed, engine.taken()) == (True, False, [])
    assert everything_in(folder_of(made)) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda nyby: nyby.change("findings.yaml", "title:", "title: Ny"),
        lambda nyby: nyby.change(f"interviews/{AUDIT}/I01.md", "Begge ventet", "De ventet"),
        lambda nyby: nyby.write("hearing.yaml", "hearing: {statement: Takk for rapporten.}\n"),
        lambda nyby: nyby.change(f"statistics/{AUDIT}/datapackage.yaml", "Gjelder fullstendige", "Gjelder alle"),
        lambda nyby: (nyby.root / "criteria" / "naboby").mkdir(),
    ],
)
def test_a_change_in_the_audit_s_files_runs_every_section(made: Nyby, engine: Engine, change: Change) -> None:
    change(made)
    assert not make(made).fresh
    assert engine.taken() == ALL


def test_only_the_section_whose_code_changed_is_run(made: Nyby, engine: Engine) -> None:
    edit_notebook(made, "20_b", "Andre", "Den andre")
    make(made)
    assert engine.taken() == ["20_b"]


def test_prose_is_rendered_without_running(made: Nyby, engine: Engine) -> None:
    edit_notebook(made, "10_a", "# Innledning", "# Om oppdraget")
    assert reasons_to_run(AUDIT, made.root) == {"10_a": ["its prose changed, which needs no running"]}
    make(made)
    assert engine.taken() == []
    merged = everything_in(folder_of(made))
    assert "Om oppdraget</h1>" in merged["rapport.html"].decode()
    assert "Innledning" not in merged["rapport.html"].decode()
    make(made, force=True)
    assert engine.taken() == ALL
    assert everything_in(folder_of(made)) == merged


def test_what_a_run_leaves_is_the_same_each_time(made: Nyby, engine: Engine) -> None:
    first = everything_in(folder_of(made))
    make(made, force=True)
    assert engine.taken() == ALL
    assert everything_in(folder_of(made)) == first
    shutil.rmtree(made.root / "reports")
    make(made)
    assert everything_in(folder_of(made)) == first


def test_a_further_parameter_is_part_of_what_a_section_follows_from(nyby: Nyby, engine: Engine) -> None:
    write_notebook(nyby.root, "10_a")
    write_notebook(nyby.root, "20_b", parameters='audit = ""\nyear = "2023"')
    make_report(AUDIT, nyby.root, quiet=True)
    engine.taken()
    make_report(AUDIT, nyby.root, quiet=True, extra={"year": "2022"})
    assert engine.taken() == ["20_b"]
    assert make_report(AUDIT, nyby.root, quiet=True, extra={"year": "2022"}).fresh
    assert reasons_to_run(AUDIT, nyby.root) == {"20_b": ["parameters: year is gone"]}


def test_another_kernel_runs_the_section(made: Nyby, engine: Engine) -> None:
    edit_notebook(made, "20_b", '"name": "python3"', '"name": "annen"')
    assert reasons_to_run(AUDIT, made.root) == {"20_b": ["its kernel changed"]}
    make(made)
    assert engine.taken() == ["20_b"]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("_environment", "environment: pandas changed"),
        ("_PACKAGE", "auditlib: rules.py changed"),
    ],
)
def test_other_code_runs_every_section(
    nyby: Nyby, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, part: str, said: str
) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "rules.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "_PACKAGE", package)
    monkeypatch.setattr(fingerprints, "_environment", lambda: {"pandas": "3.0.1"})
    write_notebook(nyby.root, "10_a")
    make(nyby)
    assert make(nyby).fresh
    if part == "_PACKAGE":
        (package / "rules.py").write_text("2", encoding="utf-8")
    else:
        monkeypatch.setattr(fingerprints, part, lambda: {"pandas": "3.0.2"})
    assert reasons_to_run(AUDIT, nyby.root) == {"10_a": [said]}
    engine.taken()
    make(nyby)
    assert engine.taken() == ["10_a"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("notebooks/20_b.ipynb", "its output notebooks/20_b.ipynb is"),
        (FRAGMENT, f"its output {FRAGMENT} is"),
    ],
)
def test_an_output_that_is_gone_or_edited_is_made_again(made: Nyby, engine: Engine, name: str, said: str) -> None:
    first, path = everything_in(folder_of(made)), folder_of(made) / name
    path.unlink()
    (folder_of(made) / "rapport.html").unlink()
    assert reasons_to_run(AUDIT, made.root) == {"20_b": [f"{said} gone"]}
    make(made)
    assert (engine.taken(), everything_in(folder_of(made))) == (["20_b"], first)
    path.write_text("{}", encoding="utf-8")
    (folder_of(made) / "rapport.html").write_text("rettet for hånd", encoding="utf-8")
    assert reasons_to_run(AUDIT, made.root) == {"20_b": [f"{said} not as it was written"]}
    make(made)
    assert (engine.taken(), everything_in(folder_of(made))) == (["20_b"], first)


def test_a_page_edited_by_hand_is_put_together_again_without_running(made: Nyby, engine: Engine) -> None:
    first, page = everything_in(folder_of(made)), folder_of(made) / "rapport.html"
    page.write_text("rettet for hånd", encoding="utf-8")
    assert list(reasons_to_run(AUDIT, made.root)) == ["rapport.html"]
    assert not make(made).fresh
    assert (engine.taken(), everything_in(folder_of(made))) == ([], first)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 0}', '{"format": 1, "whole": "x"}'])
def test_a_record_that_cannot_be_used_is_no_record(made: Nyby, engine: Engine, damage: str) -> None:
    first = everything_in(folder_of(made))
    (folder_of(made) / ".run" / "record.json").write_text(damage, encoding="utf-8")
    make(made)
    assert (engine.taken(), everything_in(folder_of(made))) == (ALL, first)


def test_a_section_that_failed_is_run_again_and_the_others_are_kept(made: Nyby, engine: Engine) -> None:
    made.change("findings.yaml", "title:", "title: Ny")
    engine.failing["20_b"] = ("failed", 2, "ValueError: nei", ())
    assert make(made).failed
    assert engine.taken() == ALL
    assert reasons_to_run(AUDIT, made.root) == {"20_b": ["no earlier run of it is kept"]}
    engine.failing.clear()
    assert not make(made).failed
    assert engine.taken() == ["20_b"]
    assert make(made).fresh


def test_warnings_are_told_again_when_nothing_changed(nyby: Nyby, engine: Engine) -> None:
    write_notebook(nyby.root, "10_a")
    nyby.change(f"interviews/{AUDIT}/I01.md", "verified: {on: 2024-03-01, by: soker-1, changes: none}\n", "")
    first = make(nyby)
    assert [each.code for each in first.problems] == ["N402"]
    again = make(nyby)
    assert (again.fresh, again.problems) == (True, first.problems)


# --- files that a section reads and does not declare ---


def test_a_file_read_undeclared_is_told_and_its_section_always_run(made: Nyby, engine: Engine) -> None:
    engine.opened["20_b"] = (str(made.root / "folketall.csv"), str(made.root / "interviews" / AUDIT / "I01.md"))
    first = make(made, force=True)
    assert [str(each) for each in first.problems] == [
        "notebooks/20_b.ipynb:0:0: P807 the section reads folketall.csv, which is none of the audit's files (declare"
        ' it in the notebook\'s metadata, `"auditlib": {"inputs": ["folketall.csv"]}`; until then the section is run'
        " each time) [20_b]"
    ]
    engine.taken()
    assert reasons_to_run(AUDIT, made.root) == {"20_b": ["it reads folketall.csv, which it does not declare"]}
    again = make(made)
    assert (again.fresh, again.problems, engine.taken()) == (False, first.problems, ["20_b"])


def test_a_declared_file_is_part_of_what_its_section_follows_from(made: Nyby, engine: Engine) -> None:
    shared = made.root / "shared"
    shared.mkdir()
    (shared / "folketall.csv").write_text("1", encoding="utf-8")
    write_notebook(made.root, "20_b", title("Andre"), inputs=["shared/*.csv"])
    engine.opened["20_b"] = (str(shared / "folketall.csv"),)
    assert make(made).problems == ()
    assert engine.taken() == ["20_b"]
    assert make(made).fresh
    (shared / "folketall.csv").write_text("2", encoding="utf-8")
    assert reasons_to_run(AUDIT, made.root) == {"20_b": ["shared/folketall.csv changed"]}
    make(made)
    assert engine.taken() == ["20_b"]
    (shared / "areal.csv").write_text("1", encoding="utf-8")
    assert reasons_to_run(AUDIT, made.root) == {"20_b": ["shared/areal.csv is new"]}


def test_what_the_run_writes_and_what_is_installed_is_no_input(made: Nyby, engine: Engine) -> None:
    own = folder_of(made) / FRAGMENT
    engine.opened["20_b"] = (str(own), fingerprints.__file__, "/etc/hostname", str(made.root / "notebooks/20_b.ipynb"))
    assert make(made, force=True).problems == ()


@pytest.mark.parametrize("declared", ["shared.csv", [3], [""], ["../x.csv"], ["/etc/passwd"], ["a\\\\b"], {"a": 1}])
def test_a_declaration_that_is_no_list_of_the_workspace_s_files_is_a_problem(nyby: Nyby, declared: object) -> None:
    write_notebook(nyby.root, "10_a", inputs=declared)
    with pytest.raises(InputError, match="P806"):
        make(nyby)


def test_a_file_changed_meanwhile_leaves_no_section_that_is_taken_for_fresh(made: Nyby, engine: Engine) -> None:
    run = engine.run

    def changing(jobs: object) -> object:
        made.change("findings.yaml", "title:", "title: Ny")
        return run(jobs)  # type: ignore[arg-type]

    engine.run = changing  # type: ignore[assignment, method-assign]
    assert make(made, force=True).overtaken
    engine.run = run  # type: ignore[method-assign]
    engine.taken()
    again = make(made)
    assert (again.fresh, again.overtaken, engine.taken()) == (False, False, ALL)


def test_stored_things_hold_no_times_and_no_places(made: Nyby, engine: Engine) -> None:
    for name, content in everything_in(folder_of(made)).items():
        text = content.decode()
        assert str(made.root) not in text, name
        assert not {"start_time", "duration", "end_time"} & set(re.findall(r'"(\w+)":', text)), name
    executed = json.loads(everything_in(folder_of(made))["notebooks/10_a.ipynb"])
    assert [each["id"] for each in executed["cells"]] == ["cell-0", "injected-parameters", "cell-1", "prose"]
    assert executed["metadata"]["papermill"] == {"parameters": {"audit": AUDIT}}
