"""A copy goes out, comes back edited, and what is accepted stands in the note; nothing else is touched."""

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from auditlib.cli import main
from auditlib.verification import before_texts, read_records
from auditlib.workbench import load

AUDIT = "nyby-2024"
ON = ["--as", "AB", "--on", "2024-03-20"]


def run(workspace: Path, *words: str, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["verify", *words, "-w", str(workspace)], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


def note(workspace: Path, name: str) -> Path:
    return workspace / "interviews" / AUDIT / f"{name}.md"


def unverified(workspace: Path, name: str) -> Path:
    """Take the verification out of a note of the worked example."""
    path = note(workspace, name)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(each for each in lines if not each.startswith("verified:")), encoding="utf-8")
    return path


def sent(workspace: Path, name: str, informant: str, form: str = "docx") -> Path:
    target = workspace.parent / f"{name}-{informant}.{form}"
    run(workspace, "send", AUDIT, name, informant, f"--{form}", "-o", str(target), *ON)
    return target


def paragraph_with(document: Any, words: str) -> Any:
    return next(each for each in document.paragraphs if words in each.text)


def replace(paragraph: Any, old: str, new: str) -> None:
    """Edit a paragraph as Word does with tracking off."""
    for each in paragraph.runs:
        if old in each.text:
            each.text = each.text.replace(old, new)
            return
    raise AssertionError(old)


def tracked(paragraph: Any, old: str, new: str, author: str = "Kari Nordmann") -> None:
    """Edit a paragraph as Word does with tracking on: the run is split around a deletion and an insertion."""
    run_ = next(each for each in paragraph.runs if old in each.text)
    before, after = run_.text.split(old, 1)

    def made(tag: str, text: str, inner: str) -> Any:
        change = OxmlElement(tag)
        change.set(qn("w:author"), author)
        change.set(qn("w:id"), "901")
        child, words = OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        child.append(words)
        change.append(child)
        return change

    tail = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = after
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    tail.append(words)
    run_.text = before
    place = run_._r
    for element in (made("w:del", old, "w:delText"), made("w:ins", new, "w:t"), tail):
        place.addnext(element)
        place = element


def test_the_copy_has_the_words_and_none_of_the_codings(workspace: Path) -> None:
    unverified(workspace, "I01")
    document = docx.Document(str(sent(workspace, "I01", "leder-1")))
    text = "\n".join(each.text for each in document.paragraphs)
    assert "Fristen blir stort sett holdt, men ikke i de største sakene. Kortere frist kom uten" in text
    for secret in ("K1", "stance", "passage", "{", "mixed", "AB", "p1", "leder-1", "I01"):
        assert secret not in text.replace("[…]", "")
    properties = document.core_properties
    assert (properties.author, properties.title) == ("", "Referat fra samtale 18. januar 2024")
    ids = [each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))]
    assert ids == [f"v{n}" for n in range(1, 6)]


def test_the_same_copy_has_the_same_bytes(workspace: Path) -> None:
    unverified(workspace, "I01")
    first = sent(workspace, "I01", "leder-1").read_bytes()
    again = workspace.parent / "igjen.docx"
    run(workspace, "send", AUDIT, "I01", "leder-1", "-o", str(again), "--again", *ON)
    assert again.read_bytes() == first


def test_a_plain_edit_and_a_tracked_one_are_read_and_accepted(workspace: Path) -> None:
    path = unverified(workspace, "I01")
    before = path.read_bytes()
    file = sent(workspace, "I01", "leder-1")
    document = docx.Document(str(file))
    body = paragraph_with(document, "Fristen blir")
    tracked(body, "fra mars til og med september 2023", "fra mars til og med august 2023")
    replace(paragraph_with(document, "Telefonen er åpen"), "10 til 14", "9 til 15")
    document.save(str(file))

    rows = json.loads(run(workspace, "read", AUDIT, str(file), "--format", "json", *ON).stdout)
    assert [(each["id"], each["paragraph"], each["before"], each["after"]) for each in rows] == [
        ("e1", "v3", "september", "august"),
        ("e2", "v5", "10", "9"),
        ("e3", "v5", "14", "15"),
    ]
    assert rows[0]["author"] == "Kari Nordmann"
    assert path.read_bytes() == before  # reading alone writes nothing into a person's file

    done = run(workspace, "accept", AUDIT, "I01", "e1", *ON)
    assert "I01.p3 sa før: «En stilling sto ledig fra mars til og med september 2023.»" in done.output
    assert path.read_bytes() == before.replace(b"med september", b"med august")
    done = run(workspace, "reject", AUDIT, "I01", "--all", "--reason", "Nettsiden sier 10 til 14.", *ON)
    assert "Written into the front matter of I01.md" in done.output
    line = 'verified: {on: 2024-03-20, by: leder-1, changes: "1 accepted, 2 rejected"}\n'
    assert path.read_text(encoding="utf-8").count(line) == 1
    assert path.read_bytes().replace(line.encode(), b"") == before.replace(b"med september", b"med august")

    bench = load(AUDIT, workspace)
    passage = bench.mapped.register["I01.p3"]
    assert passage.text == "En stilling sto ledig fra mars til og med august 2023."
    assert (passage.topic, passage.stance) == ("bemanning", "context")
    earlier = before_texts(workspace, AUDIT)
    assert earlier == {"I01.p3": "En stilling sto ledig fra mars til og med september 2023."}


def test_a_copy_without_changes_verifies_the_note(workspace: Path) -> None:
    path = unverified(workspace, "I05")
    file = sent(workspace, "I05", "saksbehandler-1")
    done = run(workspace, "read", AUDIT, str(file), *ON)
    assert "I05: nothing is different" in done.output
    assert "verified: {on: 2024-03-20, by: saksbehandler-1, changes: none}\n---\n" in path.read_text(encoding="utf-8")
    assert [each for each in load(AUDIT, workspace).problems if each.code == "N402"] == []


def test_a_group_note_waits_for_everybody_who_got_a_copy(workspace: Path) -> None:
    path = unverified(workspace, "I02")
    first, second = (sent(workspace, "I02", name) for name in ("saksbehandler-1", "saksbehandler-2"))
    done = run(workspace, "read", AUDIT, str(first), *ON)
    assert "Waiting for saksbehandler-2" in done.output
    assert "verified:" not in path.read_text(encoding="utf-8")
    run(workspace, "read", AUDIT, str(second), "--as", "AB", "--on", "2024-03-22")
    line = "verified: {on: 2024-03-22, by: saksbehandler-2, also: [saksbehandler-1], changes: none}"
    assert line in path.read_text(encoding="utf-8")
    bench = load(AUDIT, workspace)
    public = next(each.interview for each in bench.public.inputs.notes if each.interview.id == "I02")
    assert public.verified is not None
    assert all(each.startswith("informant-") for each in (public.verified.by, *public.verified.also))
    assert len(public.verified.also) == 1


def test_a_withdrawn_statement_takes_its_coding_with_it(workspace: Path) -> None:
    path = unverified(workspace, "I01")
    file = sent(workspace, "I01", "leder-1")
    document = docx.Document(str(file))
    body = paragraph_with(document, "Fristen blir")
    replace(body, " Kortere frist kom uten at kontoret fikk flere folk.", "")
    document.save(str(file))
    run(workspace, "read", AUDIT, str(file), *ON)
    done = run(workspace, "accept", AUDIT, "I01", "--all", *ON)
    assert "I01.p2 er borte: «Kortere frist kom uten at kontoret fikk flere folk.»" in done.output
    text = path.read_text(encoding="utf-8")
    assert "#p2" not in text
    assert "{#p1 .passage" in text
    assert "{#p3 .passage" in text


def test_new_paragraphs_and_comments_are_decided_too(workspace: Path) -> None:
    path = unverified(workspace, "I04")
    file = sent(workspace, "I04", "soker-3")
    document = docx.Document(str(file))
    last = paragraph_with(document, "Jeg fant ikke")
    document.add_paragraph("Jeg ringte to ganger.")
    document.add_comment(last.runs[0], text="Det var i mai.", author="Soker")
    document.save(str(file))
    rows = json.loads(run(workspace, "read", AUDIT, str(file), "--format", "json", *ON).stdout)
    assert [(each["kind"], each["paragraph"], each["after"]) for each in rows] == [
        ("paragraph", "v2", "Jeg ringte to ganger."),
        ("comment", "v2", "Det var i mai."),
    ]
    before = path.read_text(encoding="utf-8")
    run(workspace, "accept", AUDIT, "I04", "--all", *ON)
    after = path.read_text(encoding="utf-8")
    added = 'verified: {on: 2024-03-20, by: soker-3, changes: "2 accepted, 0 rejected"}\n'
    assert after == before.replace("---\nJeg", f"{added}---\nJeg").rstrip("\n") + "\n\nJeg ringte to ganger.\n"


def test_a_quote_of_a_side_file_that_was_hit_is_named(workspace: Path) -> None:
    unverified(workspace, "I04")
    file = sent(workspace, "I04", "soker-3")
    document = docx.Document(str(file))
    replace(paragraph_with(document, "sju uker"), "sju uker", "åtte uker")
    document.save(str(file))
    run(workspace, "read", AUDIT, str(file), *ON)
    done = run(workspace, "accept", AUDIT, "I04", "e1", *ON)
    assert "I04.p1 sa før: «fikk svar etter sju uker»" in done.output
    assert "N410" in [each.code for each in load(AUDIT, workspace).problems]


def test_a_page_that_was_edited_in_the_browser(workspace: Path) -> None:
    unverified(workspace, "I01")
    file = sent(workspace, "I01", "leder-1", "html")
    text = file.read_text(encoding="utf-8")
    assert "K1" not in text
    file.write_text(text.replace("begynte i stillingen i 2021", "begynte <b>i stillingen</b> i&nbsp;2020"), "utf-8")
    rows = json.loads(run(workspace, "read", AUDIT, str(file), "--format", "json", *ON).stdout)
    assert [(each["before"], each["after"]) for each in rows] == [("2021", "2020")]


def test_a_text_without_a_mark_needs_to_be_told_what_it_is(workspace: Path) -> None:
    unverified(workspace, "I04")
    sent(workspace, "I04", "soker-3")
    answer = workspace.parent / "svar.txt"
    answer.write_text(
        "Hei!\n\n> Jeg søkte om å få bygge garasje i april 2023 og fikk svar etter sju uker,\n> så det gikk fint.\n\n"
        "> Jeg fant ikke ut av skjemaet på nettsidene. Da jeg ringte, fikk jeg snakke med en saksbehandler med\n"
        "> én gang.\n",
        encoding="utf-8",
    )
    done = run(workspace, "read", AUDIT, str(answer), *ON, code=2)
    assert "--note NOTE --informant INFORMANT" in done.output
    rows = json.loads(
        run(workspace, "read", AUDIT, str(answer), "--note", "I04", "--informant", "soker-3", "--format", "json", *ON)
        .stdout
    )  # fmt: skip
    assert [(each["kind"], each.get("before"), each.get("after")) for each in rows] == [
        ("words", " for min del", None),
        ("paragraph", None, "Hei!"),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("send", AUDIT, "I99", "leder-1"), "there is no note `I99`"),
        (("send", AUDIT, "I01", "soker-1"), "`soker-1` is not in I01"),
        (("send", AUDIT, "I01", "leder-1"), "I01 is verified; --again sends it once more"),
        (("accept", AUDIT, "I01", "e1"), "nothing has come back for I01"),
        (("accept", AUDIT, "I01"), "name the changes"),
        (("reject", AUDIT, "I01", "e1"), "say why with --reason"),
        (("accept", AUDIT, "I01", "e1", "--on", "i går"), "is not a date"),
    ],
)
def test_what_is_unknown_is_refused(workspace: Path, words: tuple[str, ...], said: str) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    on = () if "--on" in words else ("--on", "2024-03-20")
    assert said in run(workspace, *words, "--as", "AB", *on, code=2).output
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_what_is_out_is_not_sent_twice_or_read_twice(workspace: Path) -> None:
    unverified(workspace, "I05")
    file = sent(workspace, "I05", "saksbehandler-1")
    other = str(workspace.parent / "to.docx")
    said = run(workspace, "send", AUDIT, "I05", "saksbehandler-1", "-o", other, *ON, code=2).output
    assert "has not come back; --again sends a new one" in said
    assert "exists and is not overwritten" in run(
        workspace, "send", AUDIT, "I05", "saksbehandler-1", "--again", "-o", str(file), *ON, code=2
    ).output
    run(workspace, "read", AUDIT, str(file), *ON)
    assert "came back on 2024-03-20" in run(workspace, "read", AUDIT, str(file), *ON, code=2).output


def test_a_paragraph_that_was_edited_meanwhile_is_not_overwritten(workspace: Path) -> None:
    path = unverified(workspace, "I01")
    file = sent(workspace, "I01", "leder-1")
    document = docx.Document(str(file))
    replace(paragraph_with(document, "Telefonen"), "10 til 14", "9 til 14")
    document.save(str(file))
    run(workspace, "read", AUDIT, str(file), *ON)
    path.write_text(path.read_text("utf-8").replace("alle hverdager", "hver ukedag"), encoding="utf-8")
    before = path.read_bytes()
    assert "was edited after the note was sent" in run(workspace, "accept", AUDIT, "I01", "e1", *ON, code=2).output
    assert path.read_bytes() == before
    assert [each.state for record in read_records(workspace, AUDIT).values() for each in record.changes] == ["proposed"]


@pytest.mark.parametrize(
    "words", ["[x]{#p9 .passage criterion=K1 stance=meets}", "]{#p1", "[]{.to ref=p1}", "a] b [c"]
)
def test_words_that_would_become_markup_are_refused(workspace: Path, words: str) -> None:
    path = unverified(workspace, "I01")
    file = sent(workspace, "I01", "leder-1")
    document = docx.Document(str(file))
    replace(paragraph_with(document, "Telefonen"), "10 til 14", words)
    document.save(str(file))
    run(workspace, "read", AUDIT, str(file), *ON)
    before = path.read_bytes()
    assert run(workspace, "accept", AUDIT, "I01", "--all", *ON, code=2).output
    assert path.read_bytes() == before


def test_every_step_is_in_the_log(workspace: Path) -> None:
    from auditlib.log import read_log

    unverified(workspace, "I01")
    file = sent(workspace, "I01", "leder-1")
    document = docx.Document(str(file))
    replace(paragraph_with(document, "Telefonen"), "10 til 14", "9 til 14")
    document.save(str(file))
    run(workspace, "read", AUDIT, str(file), *ON)
    run(workspace, "accept", AUDIT, "I01", "e1", *ON)
    entries = read_log(workspace, AUDIT)
    listed = [*getattr(entries, "entries", entries)]
    assert [(each.act.value, tuple(each.about)) for each in listed] == [
        ("sent", ("I01",)), ("answered", ("I01",)), ("verified", ("I01",))
    ]  # fmt: skip
    listing = run(workspace, "list", AUDIT).output
    assert "I01  leder-1, verifisert 2024-03-20, sendt 2024-03-20, tilbake 2024-03-20, 1 godtatt" in listing


def test_a_file_that_is_no_document_is_refused(workspace: Path) -> None:
    import zipfile

    unverified(workspace, "I01")
    bad = workspace.parent / "x.docx"
    bad.write_bytes(b"not a zip")
    assert "is not a Word file" in run(workspace, "read", AUDIT, str(bad), *ON, code=1).output
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main_type}"/></Types>')
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>')
    bad.write_bytes(buffer.getvalue())
    assert "DOCTYPE" in run(workspace, "read", AUDIT, str(bad), *ON, code=1).output


@pytest.mark.parametrize("order", [("e1", "e2", "e3"), ("e3", "e1", "e2"), ("e2", "e3", "e1")])
def test_changes_of_one_paragraph_are_accepted_in_any_order(workspace: Path, order: tuple[str, ...]) -> None:
    path = unverified(workspace, "I04")
    before = path.read_text(encoding="utf-8")
    edits = [("garasje", "en stor garasje"), ("april", "mai"), ("sju uker", "sju og en halv uke")]
    file = sent(workspace, "I04", "soker-3")
    document = docx.Document(str(file))
    for old, new in edits:
        replace(paragraph_with(document, "Jeg søkte"), old, new)
    document.save(str(file))
    rows = json.loads(run(workspace, "read", AUDIT, str(file), "--format", "json", *ON).stdout)
    assert [each["id"] for each in rows] == ["e1", "e2", "e3"]
    for id_ in order:
        run(workspace, "accept", AUDIT, "I04", id_, *ON)
    for old, new in edits:
        before = before.replace(old, new)
    lines = [each for each in path.read_text(encoding="utf-8").splitlines() if not each.startswith("verified:")]
    assert "\n".join(lines) + "\n" == before


def test_a_verification_over_several_lines_is_left_to_the_person(workspace: Path) -> None:
    path = unverified(workspace, "I05")
    text = path.read_text(encoding="utf-8")
    block = "verified:\n  on: 2024-03-12\n  by: saksbehandler-1\n  changes: none\n---\n"
    path.write_text(text.replace("]\n---\n", f"]\n{block}"), encoding="utf-8")
    target = workspace.parent / "x.docx"
    run(workspace, "send", AUDIT, "I05", "saksbehandler-1", "--again", "-o", str(target), *ON)
    before = path.read_bytes()
    assert "over several lines" in run(workspace, "read", AUDIT, str(target), *ON, code=2).output
    assert path.read_bytes() == before
    path.write_text(text, encoding="utf-8")  # the person takes it away, and reads the answer again
    run(workspace, "read", AUDIT, str(target), *ON)
    assert "verified: {on: 2024-03-20, by: saksbehandler-1, changes: none}" in path.read_text(encoding="utf-8")
