"""LibreOffice opens the document, prints it, and gives back what a municipality wrote in it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from auditlib.word.names import items_by_name
from auditlib.word.returned import read_returned
from tests.word.coming_back import returned

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: opening in it is not tried"),
]


def convert(path: Path, kind: str, folder: Path) -> bytes:
    """Let LibreOffice write a file as another kind, with a profile of its own."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "out" / f"{path.stem}.{kind.partition(':')[0]}").read_bytes()


def test_it_is_printed(document: bytes, tmp_path: Path) -> None:
    (tmp_path / "rapport.docx").write_bytes(document)
    assert convert(tmp_path / "rapport.docx", "pdf", tmp_path).startswith(b"%PDF-")


def test_anchors_outlive_it(document: bytes, tmp_path: Path) -> None:
    saved = convert(returned(document, tmp_path / "svar.docx"), "docx:MS Word 2007 XML", tmp_path)
    (tmp_path / "igjen.docx").write_bytes(saved)
    found = read_returned(tmp_path / "igjen.docx", items_by_name(["F1", "K1", "K5.7"]))
    assert {(each.text, each.anchor) for each in found} >= {
        ("Feil tall.", "K5.7"), ("Fristen er ikke brutt.", "F1"), ("Dette er rettet.", "F1"), ("fikk svar", "F1"),
    }  # fmt: skip
