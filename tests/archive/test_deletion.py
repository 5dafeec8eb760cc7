"""Deleting names, the list of informants and the notes: what goes, what stays, and what the log says of it."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from auditlib.archive.deletion import What, delete, plan_deletion, require_public_archive
from auditlib.archive.leftovers import leftovers
from auditlib.archive.names import names_in, without_names
from auditlib.archive.retention import State, due_in
from auditlib.cli import main
from auditlib.log import Act, log_folder, read_log, record
from auditlib.log.verify import verify_log
from auditlib.problems import InputError, UsageError
from tests.archive.made import AUDIT, REPORT, sound

KEY = f"interviews/{AUDIT}/informants.yaml"
SHEET = f"criteria/{AUDIT}/audit.yaml"


@pytest.fixture
def named(workspace: Path) -> Path:
    """A workspace where one informant's name is known, with a report that was made and what must be deleted when."""
    path = workspace / KEY
    text = path.read_text(encoding="utf-8")
    line = "    name: Kari Nordmann   # ring etter kl. 12\n"
    path.write_text(text.replace("- id: soker-1\n", f"- id: soker-1\n{line}"), encoding="utf-8")
    for name in ("rapport.html", "rapport-intern.html", "notebooks/00.ipynb", ".run/fragments/00.json"):
        page = workspace / "reports" / AUDIT / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("<p>Fristen holdes i 8 av 18 saker.</p>\n", encoding="utf-8")
    sheet = workspace / SHEET
    rules = (
        "retention:\n  - {what: names, delete: 2025-01-01, reason: Navnene trengs ikke etter behandlingen.}\n"
        "  - {what: notes, delete: 2030-06, reason: Fem år etter publisering.}\n"
    )
    sheet.write_text(sheet.read_text(encoding="utf-8") + rules, encoding="utf-8")
    return workspace


@pytest.fixture
def public(tmp_path: Path) -> Path:
    (tmp_path / "arkiv").mkdir()
    return sound(tmp_path / "arkiv", public=True)


def call(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["archive", *arguments, "-w", str(workspace)])


def all_files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_names_are_taken_out_and_nothing_else(named: Path, template: Path) -> None:
    before = all_files(named)
    entry = delete(named, plan_deletion(named, AUDIT, What.NAMES), "Ola Hansen")
    after = all_files(named)
    assert (named / KEY).read_bytes() == (template / KEY).read_bytes()
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {KEY, f"findings/{AUDIT}/log/log.jsonl", f"findings/{AUDIT}/log/heads"}
    assert (entry.act, entry.who, entry.about) == (Act.DELETED, "Ola Hansen", ("names",))
    assert entry.details == {"names": "1"}


def test_the_log_holds_no_hash_that_a_name_could_be_guessed_from(named: Path) -> None:
    raw = (named / KEY).read_bytes()
    for what in (What.NAMES, What.INFORMANTS):
        (named / KEY).write_bytes(raw)
        delete(named, plan_deletion(named, AUDIT, what), "Ola")
    log = (log_folder(named, AUDIT) / "log.jsonl").read_text(encoding="utf-8")
    assert log.count('"names":"1"') == 2
    assert hashlib.sha256(raw).hexdigest() not in log
    assert "Nordmann" not in log


def test_the_list_of_informants_goes_with_what_was_made_of_it(named: Path) -> None:
    delete(named, plan_deletion(named, AUDIT, What.INFORMANTS), "Ola")
    left = all_files(named)
    assert KEY not in left
    assert [name for name in left if name.startswith("reports/")] == [REPORT]
    assert f"interviews/{AUDIT}/I01.md" in left


def test_the_notes_go_with_all_that_holds_their_words(named: Path) -> None:
    judged = named / "findings" / AUDIT / "judged" / "V1.yaml"
    judged.parent.mkdir()
    judged.write_text("id: V1\n", encoding="utf-8")
    copy = named / "interviews" / AUDIT / "verification" / "I01.yaml"
    copy.parent.mkdir()
    copy.write_text("note: I01\n", encoding="utf-8")
    hashes = {f"interviews/{AUDIT}/I01.md": hashlib.sha256((named / "interviews" / AUDIT / "I01.md").read_bytes())}
    entry = delete(named, plan_deletion(named, AUDIT, What.NOTES), "Ola", "0" * 64)
    left = all_files(named)
    assert [name for name in left if name.startswith("interviews/")] == [KEY]
    assert [name for name in left if name.startswith("reports/")] == [REPORT]
    assert not judged.parent.exists()
    assert {f"interviews/{AUDIT}/verification/I01.yaml", f"findings/{AUDIT}/judged/V1.yaml"} <= entry.details.keys()
    assert entry.details[f"interviews/{AUDIT}/I01.md"] == hashes[f"interviews/{AUDIT}/I01.md"].hexdigest()
    assert entry.details["public archive"] == "0" * 64
    assert verify_log(named, AUDIT).problems == ()
    with pytest.raises(UsageError, match="no notes to delete"):
        plan_deletion(named, AUDIT, What.NOTES)


def test_a_passage_that_stands_elsewhere_is_found_before_the_notes_go(named: Path) -> None:
    from auditlib.files.notes import read_note

    name = f"interviews/{AUDIT}/I01.md"
    read = read_note(named / name, name, [])
    assert read is not None
    text = max((each.text for each in read.note.passages), key=len)
    assert len(text.split()) >= 6
    path = named / "findings" / AUDIT / "statements.yaml"
    path.write_text(f"# {text.upper()}\n", encoding="utf-8")
    (found,) = leftovers(named, plan_deletion(named, AUDIT, What.NOTES))
    assert str(found).startswith(f"findings/{AUDIT}/statements.yaml:1:3: A912 a passage that was to be deleted")
    assert text not in str(found)


NAME = st.text("aæøå 'ABC-.,:{}[]#\"", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(names=st.lists(st.none() | NAME, min_size=1, max_size=4), flow=st.booleans(), at=st.integers(0, 5))
def test_any_name_is_taken_out_of_any_list(
    names: list[str | None], flow: bool, at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("liste")
    lines = ["# liste", "informants:"]
    for number, name in enumerate(names):
        pairs = [("id", f"i{number}"), ("role", "rolle"), ("unit", '"a, b"'), ("group", "soker"), ("label", "s # x")]
        pairs = [(key, json.dumps(value) if key == "label" else value) for key, value in pairs]
        if name:
            pairs.insert(at, ("name", json.dumps(name, ensure_ascii=False)))
        text = [f"{key}: {value}" for key, value in pairs]
        lines.append(f"  - {{{', '.join(text)}}}" if flow else "  - " + "\n    ".join(text) + "  # merknad")
    (root / "liste.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert names_in(root, "liste.yaml") == tuple(filter(None, names))
    left = without_names(root, "liste.yaml")
    (root / "liste.yaml").write_text(left, encoding="utf-8")
    assert names_in(root, "liste.yaml") == ()
    assert left.startswith("# liste\ninformants:\n")


def test_a_broken_list_is_said_and_nothing_is_deleted(named: Path) -> None:
    (named / KEY).write_text("informants: [\n", encoding="utf-8")
    before = all_files(named)
    for what in What:
        with pytest.raises(InputError):
            plan_deletion(named, AUDIT, what)
    assert all_files(named) == before


def test_what_is_due_is_told_by_the_day(named: Path) -> None:
    def states(day: str) -> list[tuple[str, State]]:
        return [(each.what.value, each.state) for each in due_in(named, [AUDIT], date.fromisoformat(day))]

    assert states("2024-12-31") == [("names", State.LATER), ("notes", State.LATER)]
    assert states("2025-01-01") == [("names", State.DUE), ("notes", State.LATER)]
    assert states("2030-06-01") == [("names", State.DUE), ("notes", State.DUE)]
    delete(named, plan_deletion(named, AUDIT, What.NAMES), "Ola")
    (first, _) = due_in(named, [AUDIT], date(2030, 6, 1))
    assert (first.state, first.logged, first.files) == (State.DELETED, "2024-05-12T09:30:00Z", 0)


def test_due_prints_and_ends_with_1_when_something_is_due(named: Path) -> None:
    done = call(named, "due", "--on", "2025-01-01")
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == (
        f"2025-01-01  due      {AUDIT}  names  in 1 files  Navnene trengs ikke etter behandlingen."
    )
    assert call(named, "due", AUDIT, "--on", "2024-12-31").exit_code == 0
    rows = json.loads(call(named, "due", "--on", "2025-01-01", "--format", "json").output)
    assert [(each["what"], each["state"]) for each in rows] == [("names", "due"), ("notes", "later")]
    assert call(named, "due", "nybi").exit_code == 2


def test_due_without_rules_says_so(workspace: Path) -> None:
    done = call(workspace, "due")
    assert (done.exit_code, "see `retention`" in done.output) == (0, True)


def test_delete_only_says_what_it_would_do(named: Path, public: Path) -> None:
    before = all_files(named)
    done = call(named, "delete", AUDIT, "names")
    assert done.exit_code == 0
    assert "Would be deleted: 1 names in" in done.output
    assert "add --yes" in done.output
    for what in ("informants", "notes"):
        assert call(named, "delete", AUDIT, what).exit_code == 0
    assert all_files(named) == before


def test_delete_needs_somebody_who_does_it(named: Path) -> None:
    before = all_files(named)
    assert call(named, "delete", AUDIT, "names", "--yes").exit_code == 2
    assert all_files(named) == before


def test_delete_needs_the_public_archive_of_the_same_report(named: Path, public: Path, tmp_path: Path) -> None:
    before = all_files(named)
    yes = ("--yes", "--as", "Ola Hansen")
    assert "--public" in call(named, "delete", AUDIT, "notes", *yes).output
    (tmp_path / "hel").mkdir()
    whole = sound(tmp_path / "hel")
    assert "not the public archive" in call(named, "delete", AUDIT, "notes", *yes, "--archive", str(whole)).output
    page = named / REPORT
    page.write_text("<p>En annen rapport.</p>", encoding="utf-8")
    assert "is not the one in" in call(named, "delete", AUDIT, "notes", *yes, "--archive", str(public)).output
    page.write_bytes(before[REPORT])
    assert all_files(named) == before
    done = call(named, "delete", AUDIT, "notes", *yes, "--archive", str(public))
    assert done.exit_code == 0, done.output
    entry = read_log(named, AUDIT)[-1]
    assert entry.details["public archive"] == hashlib.sha256(public.read_bytes()).hexdigest()
    assert f"Logged: {entry.hash}" in done.output


def test_an_archive_that_is_not_sound_does_not_count(named: Path, public: Path) -> None:
    public.write_bytes(public.read_bytes().replace(b"8 av 18", b"9 av 18"))
    with pytest.raises(InputError, match="A901"):
        require_public_archive(named, AUDIT, public)


def test_delete_says_what_it_does_not_reach(named: Path) -> None:
    record(named, AUDIT, Act.ARCHIVED, "Ola", [AUDIT], {"edition": "internal", "content": "0" * 64})
    record(named, AUDIT, Act.ARCHIVED, "Ola", [AUDIT], {"edition": "public", "content": "0" * 64})
    done = call(named, "delete", AUDIT, "names")
    assert "Archives of 2024-05-12 hold it too" in done.output
