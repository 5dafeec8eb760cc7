"""What comes back from the hearing is read with its place; files that are none are refused in one line."""

import json
import zipfile
from pathlib import Path

import pytest
import yaml

from auditlib.problems import AuditlibError
from auditlib.word.names import items_by_name
from auditlib.word.returned import Reply, Returned, read_returned
from auditlib.word.skeleton import as_text, skeleton
from tests.cli.calls import call
from tests.word.coming_back import returned
from tests.word.made import W, parts_of, repacked

PARAGRAPH = "Her sier flere søkere (4 av 7)"
IDS = ["F1", "F1.c1", "K1", "K5.7"]


@pytest.fixture
def file(document: bytes, tmp_path: Path) -> Path:
    return returned(document, tmp_path / "svar.docx")


def test_comments_replies_and_changes_have_their_place(file: Path) -> None:
    number, comment, inserted, deleted = read_returned(file, items_by_name(IDS))
    assert comment == Returned(
        "comment", "Kari Nyby", "2024-05-03T10:00:00Z", "Fristen er ikke brutt.", "F1", "F1 Fristen brytes",
        "flere søkere (4 av 7)",
        (
            Reply("Ola Storvik", "2024-05-04T11:30:00Z", "Enig."),
            Reply("Kari Nyby", "2024-05-03T10:00:00Z", "Se arkivet."),
        ),
        done=True,
    )  # fmt: skip
    assert (number.kind, number.anchor, number.text, number.marked) == ("comment", "K5.7", "Feil tall.", "84")
    assert (inserted.kind, inserted.author, inserted.text, inserted.anchor) == (
        "inserted", "Ola Storvik", "Dette er rettet.", "F1",
    )  # fmt: skip
    assert (deleted.kind, deleted.author, deleted.text, deleted.anchor) == ("deleted", "Kari Nyby", "fikk svar", "F1")
    assert deleted.marked.startswith(PARAGRAPH)
    assert deleted.marked.endswith("fikk svar")
    assert "rettet" not in deleted.marked


def test_anchors_are_read_without_the_audit(file: Path) -> None:
    assert [each.anchor for each in read_returned(file)] == ["K5.7", "F1", "F1", "F1"]


def test_what_is_no_item_of_the_audit_is_no_anchor(file: Path) -> None:
    assert [each.anchor for each in read_returned(file, items_by_name(["K1"]))] == [""] * 4


def test_a_report_that_nobody_touched_has_nothing(document: bytes, tmp_path: Path) -> None:
    (tmp_path / "svar.docx").write_bytes(document)
    found = read_returned(tmp_path / "svar.docx")
    assert found == []
    assert as_text(found) == "Ingen kommentarer eller sporede endringer"


def test_a_change_in_a_note_stands_where_its_number_is(document: bytes, tmp_path: Path) -> None:
    notes = parts_of(document)["word/footnotes.xml"].decode()
    changed = notes.replace(
        "Spurt: 7",
        '</w:t></w:r><w:ins w:id="1" w:author="Kari" w:date="2024-05-03T10:00:00Z"><w:r><w:t>Ja.</w:t></w:r></w:ins>'
        "<w:r><w:t>Spurt: 7",
        1,
    )  # fmt: skip
    assert changed != notes
    path = repacked(document, tmp_path / "svar.docx", {"word/footnotes.xml": changed.encode()})
    (found,) = read_returned(path, items_by_name(IDS))
    assert (found.text, found.anchor) == ("Ja.", "F1.c1")


def test_what_stands_under_the_next_heading_is_not_the_findings(document: bytes, tmp_path: Path) -> None:
    text = parts_of(document)["word/document.xml"].decode()
    change = '<w:ins w:id="1" w:author="Kari" w:date="2024-05-03T10:00:00Z"><w:r><w:t>Nytt.</w:t></w:r></w:ins>'
    below = text.replace("<w:tbl>", f"<w:p>{change}</w:p><w:tbl>")
    path = repacked(document, tmp_path / "svar.docx", {"word/document.xml": below.encode()})
    places = [(each.anchor, each.heading) for each in read_returned(path, items_by_name(IDS))]
    assert places == [("", "1 Svartid"), ("", "Vedlegg 1: Register")]


def test_the_skeleton_has_the_form_of_the_hearing_file(file: Path) -> None:
    text = skeleton(read_returned(file, items_by_name(IDS)), taken=["H1", "H4"])
    responses = yaml.safe_load(text)["hearing"]["responses"]
    assert [each["id"] for each in responses] == ["H5", "H6", "H7", "H8"]
    assert responses[1] == {
        "id": "H6", "from": "Kari Nyby", "on": "2024-05-03", "about": ["F1"],
        "comment": "Til «flere søkere (4 av 7)»: Fristen er ikke brutt. Svar fra Ola Storvik: Enig. "
        "Svar fra Kari Nyby: Se arkivet.",
        "decision": "open",
    }  # fmt: skip
    assert responses[2]["comment"].startswith("Vil sette inn «Dette er rettet.» i «Her sier")


def test_signs_that_steer_a_terminal_are_taken_out(document: bytes, tmp_path: Path) -> None:
    path = returned(document, tmp_path / "svar.docx")
    comments = parts_of(path.read_bytes())["word/comments.xml"].decode()
    steering = comments.replace("Enig.", "A\u009b2J\u202eB").encode()
    path = repacked(path.read_bytes(), tmp_path / "b.docx", {"word/comments.xml": steering})
    assert "svar fra Ola Storvik, 2024-05-04: A2JB" in as_text(read_returned(path))


def test_the_command_lists_and_writes_once(workspace: Path, document: bytes, tmp_path: Path) -> None:
    file = returned(document, tmp_path / "svar.docx")
    out = tmp_path / "svar.yaml"
    done = call("hearing", "import", file, "--audit", "nyby-2024", "-w", workspace, "-o", out)
    assert done.exit_code == 0, done.output
    assert "F1  Kari Nyby, 2024-05-03, kommentar til «flere søkere (4 av 7)» (løst): Fristen er" in done.stdout
    written = out.read_text(encoding="utf-8")
    assert {tuple(each.get("about", ())) for each in yaml.safe_load(written)["hearing"]["responses"]} == {(), ("F1",)}
    again = call("hearing", "import", file, "-o", out)
    assert (again.exit_code, out.read_text(encoding="utf-8")) == (2, written)
    assert "is not overwritten" in again.stderr
    listed = call("hearing", "import", file, "--format", "json")
    assert [each["kind"] for each in json.loads(listed.stdout)] == ["comment", "comment", "inserted", "deleted"]


def bomb(path: Path, made: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(made).items():
            archive.writestr(name, content)
        archive.writestr("word/media/stor.bin", bytes(80_000_000))


def damaged(path: Path, made: bytes) -> None:
    at = made.index(b"word/document.xml") + 400
    path.write_bytes(made[:at] + b"\xff\x00\xff\x00" * 20 + made[at + 80 :])


DOCTYPE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
DEEP = b"<a>" * 5000 + b"</a>" * 5000
BAD = {
    "no zip": (lambda path, made: path.write_bytes(b"PK tull"), "is not a Word file"),
    "empty": (lambda path, made: path.write_bytes(b""), "is not a Word file"),
    "cut": (lambda path, made: path.write_bytes(made[: len(made) // 2]), "is not a Word file"),
    "damaged": (damaged, "is (damaged|not a Word file)"),
    "bomb": (bomb, "would unpack"),
    "no text": (lambda path, made: repacked(made, path, {"word/document.xml": None}), "has no word/document.xml"),
    "no types": (lambda path, made: repacked(made, path, {"[Content_Types].xml": None}), "has no .Content_Types"),
    "other": (lambda path, made: repacked(made, path, {"[Content_Types].xml": b"<Types/>"}), "save it as .docx"),
    "doctype": (lambda path, made: repacked(made, path, {"word/styles.xml": DOCTYPE}), "has a DOCTYPE"),
    "broken": (lambda path, made: repacked(made, path, {"word/document.xml": b"<a><b></a>"}), "is broken"),
    "deep": (lambda path, made: repacked(made, path, {"word/document.xml": DEEP}), "is broken"),
    "lost part": (lambda path, made: returned(made, path, word__comments=None), "has no word/comments.xml"),
    "lost comment": (
        lambda path, made: returned(made, path, word__comments=f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()),
        "names 4 comments that it does not hold",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_one_line(kind: str, document: bytes, tmp_path: Path) -> None:
    make, said = BAD[kind]
    path = tmp_path / "svar.docx"
    make(path, document)
    with pytest.raises(AuditlibError, match=said):
        read_returned(path)
    done = call("hearing", "import", path)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
