"""Every kind of problem of a document that is added has a case: what must be said, with its place, and nothing written.

`tests/bad_files/I9…/expected.txt` holds the lines; the files are made here, since most are no texts.
"""

import io
import os
import zipfile
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.intake import formats
from auditlib.intake.checking import check_document
from auditlib.intake.model import Unreadable
from auditlib.intake.reading import _read, read_apart
from auditlib.problems import InputError, Problem
from tests.intake.conftest import AUDIT, Add
from tests.intake.files import as_pdf, two_halves, with_part, word_file
from tests.test_bad_files import CASES, expected_of

CODES = sorted(path.name for path in CASES.glob("I9*"))
TEXT = "<p>Fristen ble holdt i de fleste saker.</p>"


def locked() -> bytes:
    """A PDF behind a password."""
    writer, out = pypdf.PdfWriter(io.BytesIO(as_pdf(TEXT))), io.BytesIO()
    writer.encrypt("hemmelig", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def scanned(pages: str = "") -> bytes:
    """A PDF with drawings and no text, before pages with text."""
    drawn = "<svg width='50' height='50'><rect width='50' height='50' fill='red'/></svg>"
    return as_pdf(drawn + pages)


CHAPTERS = "1 Innledning\nFørst litt om saken.\n\n2 Metode\nDeretter dette.\n\n4 Funn\nTil sist dette.\n"
CONTENTS = (
    "Innhold\n1 Innledning ..... 2\n2 Metode ..... 3\n3 Funn ..... 4\n\f1 Innledning\nTekst.\n\f2 Metode\nTekst.\n"
)
TABLE = "Tabell 1. Saker i Nyby\n\nKontor 2022 2023\nNord 10 12\nSør 20 30\nTotalt 30 {total}\n"
ADDED: dict[str, tuple[str, bytes]] = {
    "I902": ("gammel.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "I903": ("rapport.txt", as_pdf(TEXT)),
    "I904": ("rapport.pdf", locked()),
    "I905": ("rapport.pdf", as_pdf(TEXT)[:900]),
    "I906": ("skannet.pdf", scanned()),
    "I907": ("blandet.pdf", scanned("<p style='break-before:page'>Side to har tekst.</p>")),
    "I909": ("brev.txt", b"Brevet gjelder 010101 12377.\n"),
    "I910": ("brev.txt", "Det gjelder xy\ufffdq her.\n".encode()),
    "I911": ("brev.txt", "Det skjer o\ufffde i forebyg-\nging av ulykker.\n".encode()),
    "I912": ("tabell.txt", "Kontor 2021 2022 2023\nNord 1 2 3\nSør 4 5\nVest 7 8 9\n".encode()),
    "I913": ("tabell.pdf", as_pdf(two_halves(""))),
}
CHECKED: dict[str, str] = {
    "I921": TABLE.format(total=43),
    "I922": "Antallet økte med 50 prosent, fra 10 til 12.\n",
    "I923": TABLE.format(total=42) + "\nSom tabell 2 viser, er det flere. Se figur 3.\n",
    "I924": CHAPTERS,
    "I925": CONTENTS,
    "I926": TABLE.format(total=42) + "\nI 2023 var det 33 saker i Sør (tabell 1).\n",
    "I927": TABLE.format(total=42) + "\nEtter tabell 1 kom 77 av dem for sent.\n",
}


def added_problems(code: str, add: Add, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Add the file of a case, and check it where the case is of what it says."""
    if code == "I901":
        monkeypatch.setattr(formats, "LARGEST", 3_000_000)
        return add("stor.txt", b"a" * 4_000_000).problems
    if code == "I908":
        add("brev.txt", "Et brev.\n")
        return add("annet.txt", "Et annet brev.\n").problems
    if code in ADDED:
        return add(*ADDED[code]).problems
    add("rapport.txt", CHECKED[code])
    return ()


@pytest.mark.parametrize("code", CODES)
def test_a_case_gives_exactly_its_problems(
    code: str, add: Add, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, also = expected_of(CASES / code)
    try:
        found = added_problems(code, add, monkeypatch)
        found = check_document(workspace, AUDIT, "D9") if code in CHECKED else found
    except InputError as error:
        found = error.problems
        assert code == "I908" or not (workspace / "documents" / AUDIT / "sources").exists()
    said = [str(each).replace(f"{tmp_path / 'inn'}{os.sep}", "") for each in found]
    assert [line for line, each in zip(said, found, strict=True) if each.code == code] == lines
    assert {each.code for each in found} - {code} == also


def test_every_kind_is_made_here() -> None:
    assert sorted([*ADDED, *CHECKED, "I901", "I908"]) == CODES


def refusal(add: Add, name: str, content: bytes | str) -> str:
    """Add what cannot be added; give the code and the reason."""
    with pytest.raises(InputError) as raised:
        add(name, content)
    assert len(raised.value.problems) == 1
    return str(raised.value.problems[0]).partition(": ")[2]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tom.txt", b"", "I905 `tom.txt` cannot be read: it is empty"),
        ("tom.pdf", b"", "I905 `tom.pdf` cannot be read: it is empty"),
        ("blank.txt", b" \n\n \n", "I905 `blank.txt` cannot be read: it is empty"),
        ("bilde.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "I902 `bilde.png` is a picture"),
        ("rapport.docx", b"PK\x03\x04 not a zip", "I905 `rapport.docx` cannot be read: it is cut off or damaged"),
        ("rapport.docx", as_pdf(TEXT), "I903 `rapport.docx` ends with .docx, but is a PDF (rename it to rapport.pdf"),
        ("rapport.pdf", b"<html><p>Hei</p></html>", "I903 `rapport.pdf` ends with .pdf, but is a page in HTML"),
        ("rapport.pdf", "Bare tekst her.", "I905 `rapport.pdf` cannot be read: it does not begin as a PDF does"),
        ("rapport.odt", "Bare tekst her.", "I902 `rapport.odt` is not of a kind that is read (`.odt`)"),
        ("rapport", "Bare tekst her.", "I902 `rapport` is not of a kind that is read (`no ending`)"),
        ("data.txt", b"a\x00b\x01c" * 20, "I902 `data.txt` is no text"),
        ("notat.rtf", b"{\\rtf1 Hei}", "I902 `notat.rtf` is a rich text (RTF)"),
        ("side.html", b"<script>alert(1)</script>", "I906 `side.html` has no text on its pages (1 in all)"),
        ("side.html", b"<!DOCTYPE x [<!ENTITY a 'b'>]><p>&a;</p>", "I905 `side.html` cannot be read: it declares ent"),
        ("side.html", b"<html>" + b"<div>" * 3000 + b"x", "I905 `side.html` cannot be read: "),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(add: Add, name: str, content: bytes | str, said: str) -> None:
    assert refusal(add, name, content).startswith(said)


def hostile_word(tmp_path: Path, how: str) -> bytes:
    """A Word file that would do harm."""
    path = word_file(tmp_path / "brev.docx")
    if how == "entities":
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w"/>'
        return with_part(path, "word/document.xml", bomb).read_bytes()
    if how == "zip":
        return with_part(path, "word/media/a.bin", bytes(40_000_000)).read_bytes()
    if how == "locked":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    return path.read_bytes()[:-300]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("entities", "I905 `brev.docx` cannot be read: word/document.xml has a DOCTYPE"),
        ("zip", "I905 `brev.docx` cannot be read: would unpack from"),
        ("locked", "I904 `brev.docx` can only be opened with a password"),
        ("cut", "I905 `brev.docx` cannot be read: it is cut off or damaged"),
    ],
)
def test_a_hostile_word_file_is_refused(add: Add, tmp_path: Path, how: str, said: str) -> None:
    assert refusal(add, "brev.docx", hostile_word(tmp_path, how)).startswith(said)


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_text("Hei", encoding="utf-8")
    with pytest.raises(Unreadable) as raised:
        read_apart("txt", path, seconds=0)
    assert raised.value.details["reason"] == "it takes more than 0 seconds to read; split it"


def test_a_reader_that_runs_out_of_memory_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(path: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("auditlib.intake.reading._reader", lambda kind: fill)
    assert _read("pdf", tmp_path / "x.pdf") == {
        "code": "I905", "details": {"reason": "it takes more than 2 GB of memory to read; split it"},
    }  # fmt: skip


@pytest.mark.slow
def test_a_page_that_unpacks_to_a_gigabyte_stops_at_the_limit(add: Add) -> None:
    import zlib

    stream = zlib.compress(zlib.compress(bytes(1_500_000_000)))
    filters = b"<</Filter [/FlateDecode /FlateDecode] /Length " + str(len(stream)).encode() + b">>"
    objects = [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
               b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources <<>>>>",
               filters + b"\nstream\n" + stream + b"\nendstream"]  # fmt: skip
    body, places = b"%PDF-1.5\n", list[int]()
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n"
    body += str(body.index(b"xref\n0")).encode() + b"\n%%EOF\n"
    assert refusal(add, "bombe.pdf", body).startswith(("I905 ", "I906 "))


PDF, PAGE = as_pdf(TEXT), "<html><table><tr><td>a<td rowspan=2>b</table><p>æøå".encode()


def nonsense(sound: bytes) -> st.SearchStrategy[bytes]:
    """Damage a file as a disk or a network does."""
    place = st.integers(0, len(sound))
    other = st.binary(min_size=1, max_size=8)
    cut = place.map(lambda at: sound[:at])
    put = st.tuples(place, other).map(lambda it: sound[: it[0]] + it[1] + sound[it[0] :])
    over = st.tuples(place, other).map(lambda it: sound[: it[0]] + it[1] + sound[it[0] + len(it[1]) :])
    return st.one_of(cut, put, over, st.binary(max_size=60))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize(("name", "sound"), [("a.pdf", PDF), ("a.html", PAGE), ("a.txt", "Året\f1 2 3\n".encode())])
@given(data=st.data())
def test_nothing_but_a_refusal_comes_of_nonsense(name: str, sound: bytes, data: st.DataObject, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data.draw(nonsense(sound)))
    try:
        found = _read(formats.kind_of(path), path)
    except Unreadable as error:
        found = {"code": error.code}
    assert "pages" in found or found["code"] in ("I902", "I903", "I904", "I905", "I906")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_but_a_refusal_comes_of_a_broken_word_file(data: st.DataObject, tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        part = archive.read("word/document.xml")
    broken = data.draw(st.one_of(nonsense(part), st.just(part)))
    with_part(path, "word/document.xml", broken)
    found = _read("docx", path)
    assert "pages" in found or found["code"] in ("I905", "I906")


def test_a_reader_never_follows_a_link_out(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a document made a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = "<link rel=stylesheet href=http://127.0.0.1:9/x><img src=http://127.0.0.1:9/y><p>Tekst.</p>"
    assert add("side.html", page).record.pages == 1
