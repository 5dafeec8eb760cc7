"""The gate publishes all files or none, says everything that is wrong, and leaves nothing public behind."""

from pathlib import Path

import pytest

from auditlib.leaks import LeakError, Secrets, UncheckableError, publish, secrets_of
from auditlib.problems import UsageError
from auditlib.workspace import read_inputs
from tests.leaks.made import FNR, para, word

CLEAN, LEAKING = b"<p>Fristen ble holdt.</p>", f"<p>Ja</p>\n<p>Hun er {FNR}.</p>".encode()
NAMED = Secrets(names=frozenset({"Kari Nordmann"}))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_clean_files_are_put_in_place(tmp_path: Path) -> None:
    made = tmp_path / "made.html"
    made.write_bytes(CLEAN)
    document = word(para("Fristen ble holdt."))
    target = tmp_path / "public"
    assert publish({"rapport.html": made, "rapport.docx": document}, Secrets(), target) == (
        target / "rapport.html", target / "rapport.docx",
    )  # fmt: skip
    assert (target / "rapport.html").read_bytes() == CLEAN
    assert (target / "rapport.docx").read_bytes() == document
    assert names(target) == ["rapport.docx", "rapport.html"]


def test_one_leak_stops_all_and_every_leak_is_told(tmp_path: Path) -> None:
    made = tmp_path / "made.html"
    made.write_bytes(LEAKING)
    files = {
        "rapport.html": made,
        "rapport.docx": word(para("Kari ", "Nordmann")),
        "figur.svg": b"<svg><text>1</text></svg>",
    }
    with pytest.raises(LeakError) as raised:
        publish(files, NAMED, tmp_path / "public")
    assert str(raised.value).splitlines() == [
        "the public files were not written, since they let this out:",
        "rapport.html:2:4: identity number in p 2: «Hun er •••.» (fødselsnummer)".replace("2:4", "2:11"),
        "rapport.docx: informant's name in word/document.xml, p 1: «•••» (name)",
    ]
    assert [file for file, _ in raised.value.leaks] == ["rapport.html", "rapport.docx"]
    assert names(tmp_path) == []


def test_files_of_an_earlier_run_are_taken_away(tmp_path: Path) -> None:
    publish({"rapport.html": CLEAN}, Secrets(), tmp_path)
    (tmp_path / "rapport-intern.html").write_bytes(LEAKING)
    with pytest.raises(LeakError):
        publish({"rapport.html": LEAKING}, Secrets(), tmp_path)
    assert names(tmp_path) == ["rapport-intern.html"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("rapport.pdf", b"%PDF-1.7", "rapport.pdf: only .css, .csv, "),
        ("rapport.docx", b"PK\x03\x04x", "rapport.docx: cannot be checked for leaks: not a readable archive"),
    ],
)
def test_what_cannot_be_checked_is_not_published(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UncheckableError, match=reason):
        publish({"rapport.html": CLEAN, name: data}, Secrets(), tmp_path / "public")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["../rapport.html", "a/rapport.html", "/rapport.html", ".."])
def test_a_name_stays_in_its_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not the name of a file"):
        publish({name: CLEAN}, Secrets(), tmp_path)


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("a file")
    with pytest.raises(OSError, match="public"):
        publish({"rapport.html": CLEAN}, Secrets(), tmp_path / "public")
    assert names(tmp_path) == ["public"]


def test_a_file_that_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        publish({"a.html": CLEAN, "rapport.html": tmp_path / "none.html"}, Secrets(), tmp_path / "public")
    assert names(tmp_path) == []


def test_the_secrets_of_an_audit(workspace: Path) -> None:
    inputs, problems = read_inputs(workspace, "nyby-2024")
    assert problems == []
    assert inputs is not None
    secrets = secrets_of(inputs, names={"Kari Nordmann"}, cleared={"I01.p1"}, public={"post@nyby.example"})
    assert secrets.names == {"Kari Nordmann"}
    assert secrets.informants == {"soker-1", "soker-2", "soker-3", "saksbehandler-1", "saksbehandler-2", "leder-1"}
    assert secrets.roles == {
        ("ansvarlig søker", "arkitektkontor"), ("ansvarlig søker", "byggmester"), ("huseier", "privatperson"),
    }  # fmt: skip
    assert secrets.interviews == frozenset()
    assert secrets_of(inputs, interviews_are_public=False).interviews == {"I01", "I02", "I03", "I04", "I05"}
    assert "Årstallet i første avsnitt er rettet." in secrets.notes
    assert "Det er for få folk til å ta unna sakene." in secrets.quotes
    assert "Fristen blir stort sett holdt, men ikke i de største sakene." in secrets.public
    assert str(workspace) in secrets.paths
    assert {"søker A", "byggesakssjefen", "post@nyby.example"} <= secrets.public


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Fristen blir stort sett holdt, men ikke i de største sakene.", False),
        ("Det er for få folk til å ta unna sakene.", True),
        ("Tekst uten klammer er bakgrunn som ikke er kodet.", True),
        ("Huseieren (privatperson) sier at fristen ble holdt.", True),
        ("Søker A sier at fristen ble holdt. Kilde: soker-1.", True),
        ("Søker A sier at fristen ble holdt.", False),
    ],
)
def test_what_an_audit_lets_out(text: str, stops: bool, workspace: Path, tmp_path: Path) -> None:
    inputs, _ = read_inputs(workspace, "nyby-2024")
    assert inputs is not None
    secrets = secrets_of(inputs, cleared={"I01.p1"})
    page = f"<p>{text}</p>".encode()
    if stops:
        with pytest.raises(LeakError):
            publish({"rapport.html": page}, secrets, tmp_path / "public")
    else:
        publish({"rapport.html": page}, secrets, tmp_path / "public")
    assert (tmp_path / "public" / "rapport.html").exists() is not stops
