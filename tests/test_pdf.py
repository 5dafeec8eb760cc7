"""The tagged PDF: structure, language and title, the same bytes twice, nothing fetched, and what is missing told."""

import builtins
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from auditlib.pdf import make_pdf, write_pdf
from auditlib.problems import AuditlibError, UsageError

PAGE = """<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8"><title>Svartid i byggesaker</title></head>
<body><main><h1>Svartid</h1><p>Fristen er 12 uker.</p>
<table><caption>Saker</caption><thead><tr><th scope="col">År</th></tr></thead>
<tbody><tr><td>2023</td></tr></tbody></table>
<img alt="Søyler" src="http://example.invalid/x.png"></main></body></html>"""


@pytest.fixture(scope="module")
def maker() -> Any:
    """WeasyPrint with its system libraries, which CI must have."""
    try:
        import weasyprint
    except OSError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"WeasyPrint's system libraries are missing (Debian: libpango-1.0-0 libpangoft2-1.0-0): {error}")
    return weasyprint


def tags(reader: pypdf.PdfReader) -> list[str]:
    """Give the tags of a PDF's structure, in order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_it_is_tagged_and_says_its_language_and_title(maker: Any) -> None:
    reader = pypdf.PdfReader(BytesIO(write_pdf(PAGE, maker)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nb"
    assert reader.metadata is not None
    assert reader.metadata.title == "Svartid i byggesaker"
    assert {"/H1", "/P", "/Table", "/TH", "/TD", "/Figure"} <= set(tags(reader))
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert "Fristen er 12 uker." in reader.pages[0].extract_text()


def test_the_same_page_gives_the_same_bytes(maker: Any) -> None:
    assert write_pdf(PAGE, maker) == write_pdf(PAGE, maker)


def test_it_is_written_whole_beside_the_page(maker: Any, tmp_path: Path) -> None:
    page = tmp_path / "rapport.html"
    page.write_text(PAGE, encoding="utf-8")
    made = make_pdf(page)
    assert made == tmp_path / "rapport.pdf"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rapport.html", "rapport.pdf"]


def test_no_page_is_an_error(maker: Any, tmp_path: Path) -> None:
    with pytest.raises(AuditlibError, match="there is no page"):
        make_pdf(tmp_path / "rapport.html")


@pytest.mark.parametrize("error", [ImportError("no module"), OSError("cannot load library libpango")])
def test_what_is_missing_is_told(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imports: Callable[..., Any] = builtins.__import__

    def refuse(name: str, *arguments: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise error
        return imports(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError, match=r"auditlib\[pdf\].*libpango"):
        make_pdf(tmp_path / "rapport.html")
