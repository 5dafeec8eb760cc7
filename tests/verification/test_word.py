"""A copy as a Word file: nothing of others in any part of it, and whatever is typed in Word is read back."""

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.files.notes import parse_note
from auditlib.problems import AuditlibError
from auditlib.verification.copies import Copy, make_copy
from auditlib.verification.differences import Piece, folded, match
from auditlib.verification.page import as_page, read_page
from auditlib.word.informant_copy import read_copy, write_copy
from tests.verification.test_copies import FRONT, PARAGRAPHS, Paragraphs, note_of, written

BODY = (
    "## Svar\nDe kom sent. [Alle ventet.]{#p1 .passage topic=t stance=deviates}\n"
    "[Hemmeligheten til b.]{#p2 .passage topic=t stance=meets informants=b}\n\n- Første punkt.\n- Andre punkt.\n\n"
    "> Intervjuerens eget notat.\n\nSiste avsnitt, med noe mer.\n"
)
TYPED = st.text(st.characters(exclude_categories=["C"], exclude_characters="￾￿"), max_size=25)


def copy_of(text: str = FRONT + BODY, informant: str = "a") -> Copy:
    return make_copy(note_of(text), text, informant)


def saved(document: Any) -> Path:
    path = Path(tempfile.mkdtemp()) / "x.docx"
    document.save(str(path))
    return path


def opened(copy: Copy) -> Any:
    return docx.Document(io.BytesIO(write_copy(copy)))


def body_of(document: Any, copy: Copy) -> list[Any]:
    """The copy's own paragraphs, below the heading and what was asked."""
    return list(document.paragraphs)[-len(copy.parts) :]


@given(PARAGRAPHS)
@settings(max_examples=25)
def test_no_part_of_the_file_has_a_word_of_another(paragraphs: Paragraphs) -> None:
    made = written(paragraphs)
    text = FRONT + "\n\n".join(made.lines) + "\n"
    for informant in ("a", "b"):
        copy = copy_of(text, informant)
        with zipfile.ZipFile(io.BytesIO(write_copy(copy))) as archive:
            whole = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        for word, speakers in made.speakers.items():
            assert (f"{word}" in whole) == (informant in speakers)
            assert (word in as_page(copy)) == (informant in speakers)


def test_what_was_sent_comes_back_as_it_was() -> None:
    copy = copy_of()
    back = read_copy(saved(opened(copy)))
    assert copy.hash.startswith(back.hash)
    assert len(back.hash) == 20
    assert back.pieces == tuple(Piece(each.id, each.text) for each in copy.parts)
    assert [each.text for each in copy.parts] == [
        "Svar", "De kom sent. Alle ventet. […]", "Første punkt.", "Andre punkt.", "Siste avsnitt, med noe mer."
    ]  # fmt: skip
    page = read_page(as_page(copy).encode(), "x.html")
    assert (page.hash, page.pieces) == (back.hash, back.pieces)


@given(st.lists(TYPED, min_size=5, max_size=5))
@settings(max_examples=25)
def test_what_is_typed_is_read(typed: list[str]) -> None:
    copy = copy_of()
    document = opened(copy)
    for paragraph, words in zip(body_of(document, copy), typed, strict=True):
        paragraph.runs[0].text = words
    back = match({each.id: each.text for each in copy.parts}, read_copy(saved(document)).pieces)
    assert list(back.texts.values()) == [folded(words) for words in typed]
    assert back.added == ()


def test_moved_text_and_boxes_and_lost_bookmarks() -> None:
    copy = copy_of()
    document = opened(copy)
    body = body_of(document, copy)
    for each in list(body[2]._p.iter(qn("w:bookmarkStart"))):
        each.getparent().remove(each)
    moved = OxmlElement("w:moveFrom")
    body[4]._p.append(moved)
    moved.append(body[4].runs[0]._r)
    body[0].insert_paragraph_before("Et nytt avsnitt øverst.")
    back = match({each.id: each.text for each in copy.parts}, read_copy(saved(document)).pieces)
    assert back.texts["v3"] == "Første punkt."
    assert back.texts["v5"] == ""
    assert back.added == (Piece("v1", "Et nytt avsnitt øverst."),)


def test_a_deleted_paragraph_is_gone() -> None:
    copy = copy_of()
    document = opened(copy)
    gone = body_of(document, copy)[3]._p
    gone.getparent().remove(gone)
    back = match({each.id: each.text for each in copy.parts}, read_copy(saved(document)).pieces)
    assert [name for name, text in back.texts.items() if text is None] == ["v4"]


def test_a_file_that_unpacks_to_far_too_much_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "bombe.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", b" " * 50_000_000)
    with pytest.raises(AuditlibError, match="would unpack"):
        read_copy(path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\xe6\xf8\xe5"])
def test_a_page_in_another_coding_is_refused(content: bytes) -> None:
    with pytest.raises(AuditlibError, match="not UTF-8"):
        read_page(content, "x.html")


def test_a_page_with_scripts_gives_only_its_words() -> None:
    page = '<p id="v1">En <script>alert(1)</script>to<br>tre</p><style>p{}</style><p id="v1">igjen</p>'
    assert read_page(page.encode(), "x").pieces == (Piece("v1", "En to tre"), Piece("v1", "igjen"))


def test_a_note_that_only_others_spoke_in_gives_nothing() -> None:
    text = FRONT + "[Bare b.]{#p1 .passage topic=t stance=meets informants=b}\n"
    assert copy_of(text).parts == ()
    assert parse_note(text, "x", []) is not None
