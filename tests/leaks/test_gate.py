"""The gate publishes all files or none, says everything that is wrong, and leaves nothing public behind."""

from pathlib import Path

import pytest

from auditlib.leaks import LeakError, Secrets, UncheckableError, publish, secrets_of
from auditlib.problems import UsageError
from auditlib.workspace import Inputs, read_inputs
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


@pytest.fixture
def inputs(workspace: Path) -> Inputs:
    """The worked example with an interview that is withheld and a working note."""
    for name, old, new in (
        ("interviews/nyby-2024/I02.md", "interviewer: AB", "interviewer: AB\npassages: withheld"),
        ("findings/nyby-2024/findings.yaml", "    kind: dev", "    internal: Spør lederen igjen\n    kind: dev"),
    ):
        path = workspace / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found, problems = read_inputs(workspace, "nyby-2024")
    assert found is not None
    assert problems == []
    return found


def test_the_secrets_of_an_audit(inputs: Inputs, workspace: Path) -> None:
    secrets = secrets_of(inputs, names={"Kari Nordmann"}, public={"post@nyby.example"})
    assert secrets.names == {"Kari Nordmann"}
    assert secrets.informants == {"soker-1", "soker-2", "soker-3", "saksbehandler-1", "saksbehandler-2", "leder-1"}
    assert secrets.roles == {
        ("ansvarlig søker", "arkitektkontor"), ("ansvarlig søker", "byggmester"), ("huseier", "privatperson"),
    }  # fmt: skip
    assert secrets.interviews == frozenset()
    assert "23/0017" in secrets.cases
    assert len(secrets.cases) == 20
    assert {"Spør lederen igjen", "Årstallet i første avsnitt er rettet."} <= secrets.notes
    assert WITHHELD in secrets.quotes
    assert CLEARED in secrets.cleared
    assert str(workspace) in secrets.paths
    assert {"søker A", "byggesakssjefen", "post@nyby.example"} <= secrets.public


CLEARED, WITHHELD = (
    "Fristen blir stort sett holdt, men ikke i de største sakene.",
    "Det er for få folk til å ta unna sakene.",
)


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (CLEARED, False),
        (WITHHELD, True),
        ("Tekst uten klammer er bakgrunn som ikke er kodet.", True),
        ("Huseieren (privatperson) sier at fristen ble holdt.", True),
        ("Søker A sier at fristen ble holdt. Kilde: soker-1.", True),
        ("Søker A sier at fristen ble holdt.", False),
        ("spør lederen  igjen!", True),
        ("Se mappe 23/0042.", True),
        ("Se mappe 2.", False),
    ],
)
def test_what_an_audit_lets_out(text: str, stops: bool, inputs: Inputs, tmp_path: Path) -> None:
    page = f"<p>{text}</p>".encode()
    if stops:
        with pytest.raises(LeakError):
            publish({"rapport.html": page}, secrets_of(inputs), tmp_path / "public")
    else:
        publish({"rapport.html": page}, secrets_of(inputs), tmp_path / "public")
    assert (tmp_path / "public" / "rapport.html").exists() is not stops
